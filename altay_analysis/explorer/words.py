"""Words of the explorer in English and simplified Chinese."""

from __future__ import annotations

from altay_analysis.wording import traditional

__all__ = ["AREAS", "WORDS", "in_language", "word"]

AREAS = {
    "primary_organisations": ("Primary Party organisations", "基层党组织"),
    "collective_economy": ("Village collective economy", "村集体经济"),
    "governance_teams": ("Governance teams", "治理队伍"),
    "livelihood": ("Livelihood", "民生"),
    "volunteers": ("Volunteers", "志愿服务"),
    "economy": ("Economy", "国民经济"),
    "agriculture": ("Agriculture", "农业"),
    "population": ("Population", "人口"),
    "employment": ("Employment", "就业"),
    "prices": ("Prices", "价格"),
    "budget": ("Budget", "财政"),
    "party": ("Party organisation and members", "党的组织和党员"),
}
"""Names of the areas that `indicators.csv` has."""

WORDS = {
    "area": ("Area", "领域"),
    "indicators": ("Indicators", "指标"),
    "regions": ("Places", "地区"),
    "periods": ("Periods", "时期"),
    "all": ("all", "全部"),
    "several": (
        "Ctrl or ⌘ chooses several; nothing chosen means all.",
        "按住 Ctrl 或 ⌘ 可多选；未选即为全部。",
    ),
    "clear": ("Choose all", "全部"),
    "none": ("No figure is of this choice.", "所选范围内没有数字。"),
    "csv": ("Save as CSV", "存为 CSV"),
    "svg": ("Save as SVG", "存为 SVG"),
    "png": ("Save as PNG", "存为 PNG"),
    "figure": ("Figure", "数字"),
    "target_share": ("Target, %", "目标（%）"),
    "target_year": ("By the year", "到（年）"),
    "villages": ("Villages", "村数（个）"),
    "growth": ("Growth a year, %", "年增速（%）"),
    "years": ("Years", "年数"),
    "relation": ("Relation", "关系"),
    "reading": ("Read", "读作"),
    "search": ("Search", "查找"),
    "search_for": ("words of a name or a definition", "名称或定义中的词语"),
    "your_figures": ("Your figures", "待核数字"),
    "folder": ("Own folder", "自己的文件夹"),
    "save_claims": ("Save as claims", "存为自己的数据"),
    "of_place": ("Of place", "所属地区"),
    "of_period": ("Of period", "所属时期"),
    "saved": ("Saved in {folder}: {claims}.", "已存入{folder}：{claims}。"),
    "nothing_to_save": ("No line relates figures: nothing was saved.", "没有任何一行含数字间的关系，未保存。"),
    "claims_none": (
        "No relation that is checked has a figure of this choice.",
        "所选数字未见于任何已核对的关系。",
    ),
    "more": ("The first {count} of {all} are drawn; choose fewer to see the others.",
             "图中为{all}个数字中的前{count}个；缩小选择即可看到其余数字。"),
}  # fmt: skip
"""Labels and short sentences, by name."""


def in_language(words: tuple[str, str], lang: str) -> str:
    """Return words in a language; traditional characters are converted."""
    en, zh = words
    return en if lang == "en" else traditional(zh) if lang == "zh-Hant" else zh


def word(name: str, lang: str) -> str:
    """Return a label, or the name of an area, in a language; an area of no name by its id."""
    held = WORDS.get(name) or AREAS.get(name) or (name.replace("_", " "),) * 2
    return in_language((held[0], held[1]), lang)
