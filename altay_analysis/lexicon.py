"""The words that stand around a printed number, and what each says (folded characters)."""

from __future__ import annotations

import re

__all__ = [
    "ACHIEVED",
    "COUNTS",
    "DOUBLING",
    "GRANTED",
    "HALF",
    "OF_PARTS",
    "PREFIX",
    "PREFIX_KEYS",
    "RANGE",
    "SIGN",
    "SPACE",
    "SUFFIX",
    "SUFFIX_KEYS",
    "THRESHOLD",
    "TITLE_END",
    "UNIT",
    "UNIT_KEYS",
    "ZERO",
]

_PREFIXES = {
    "over": "超过 超出 远超 超 突破 逾 高于 大于 多于 过",
    "at_least": "不低于 不少于 不小于 不下于 不下 至少 最低 最少 上",
    "at_most": "不超过 不高于 不多于 不大于 至多 最多 最高",
    "under": "不足 不满 不到 未满 未达 未到 低于 少于 小于",
    "about": "大约 约为 约合 约",
    "just_under": "接近 将近 几近 逼近 近",
    "": "仅 共计 合计 总计 累计 共有 共 达到了 达到 达 高达 多达 长达 已达 共达 占比 占 为 均 已 "
    "其中 每 平均 人均 净 有 是 了 同比 环比 年均 比上年 较上年 比去年 较去年 比上年末 较上年末 "
    "原来的",
    "level": "增至 升至 降至 减至 缩至 提升至 提高至 提升到 提高到 增加到 增加至 增长到 增长至 "
    "下降到 下降至 上升到 上升至 扩大到 扩大至 减少到 减少至",
    "rise": "增加 增长 提升 提高 净增长 净增 新增 增收 上升 上涨 扩大 增幅达 增幅 涨 多 增",
    "fall": "减少 下降 降低 下跌 回落 下滑 缩小 缩减 压减 减收 负增长 降幅达 降幅 净减少 净减 跌 "
    "降 少 减",
}
_SUFFIXES = {
    "at_least": "及以上 以上 起",
    "at_most": "及以下 以下 以内 之内",
    "about": "左右 上下",
    "and_more": "有余 出头 多 余 强",
    "just_under": "弱",
    "": "之多 整",
}
_UNITS = {
    "percent": "%",
    "permille": "‰",
    "per_100k": "/10万 /十万",
    "percentage_point": "个百分点 百分点",
    "tenth": "成",
    "times": "倍",
    "yuan": "元人民币 元 块钱",
    "usd": "美元",
    "person_time": "人次",
    "session": "场次 场",
    "village": "个行政村 个村 村",
    "community": "个社区 社区",
    "city": "市",
    "person": "人 名 位",
    "household": "户",
    "mu": "亩",
    "hectare": "公顷",
    "square_kilometre": "平方公里",
    "kilometre": "公里 千米",
    "square_metre": "平方米",
    "ton": "吨",
    "kilogram": "公斤 千克",
    "head": "头只 头",
    "cubic_metre": "立方米",
    "kilowatt_hour": "千瓦时",
    "hour": "小时",
    "day": "天",
    "month": "个月",
    "year": "年",
    "item": "个 件 家 项 部 座 条 辆 台 套 处 批 期 支 所 间 种 类 册 篇 次 县 乡 镇 起 例 份 只 "
    "门 张 笔 对 株 棵 幢 栋 艘 片 幅 轮 宗 组 队 班 枚",
}
COUNTS = frozenset(
    [
        "person_time",
        "session",
        "village",
        "community",
        "city",
        "person",
        "household",
        "head",
        "item",
    ]
)


def _longest_first(table: dict[str, str]) -> dict[str, str]:
    pairs = [(form, key) for key, forms in table.items() for form in forms.split()]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _pattern(forms: dict[str, str]) -> re.Pattern[str]:
    # 增长至少5% is a rise of at least 5 %, not a rise to a level.
    apart = (re.escape(form) + ("(?![多少])" if form.endswith("至") else "") for form in forms)
    return re.compile("|".join(apart))


PREFIX_KEYS = _longest_first(_PREFIXES)
SUFFIX_KEYS = _longest_first(_SUFFIXES)
UNIT_KEYS = _longest_first(_UNITS)
PREFIX, SUFFIX, UNIT = map(_pattern, (PREFIX_KEYS, SUFFIX_KEYS, UNIT_KEYS))
DOUBLING = re.compile("翻了?(?:(?P<count>[^番]*)番|一?倍)")
ACHIEVED = re.compile("(?:实现|已|再|将)+")
OF_PARTS = {
    "百分之": "percent",
    "千分之": "permille",
    "十万分之": "per_100k",
    "万分之": "permyriad",
}
HALF = re.compile("一半|半数|半(?=多|以上|左右|$)")
ZERO = re.compile("(?:历史性|全面|全部|动态)*(?:消除|清零|归零|无一?|没有一?)|.*(?:清零|归零)$")
THRESHOLD = re.compile("以上|以下|以内")
RANGE = re.compile("至|到|-{1,2}|~")
GRANTED = {
    "national": ("全国", "国家级", "国家"),
    "autonomous_region": ("自治区级", "自治区"),
    "prefecture": ("地区级", "地级"),
    "city": ("市级",),
    "county": ("县级",),
}
TITLE_END = re.compile("(?:[区市县乡镇村]|单位|集体|基地|企业|街道)$")
SIGN = re.compile("-|负|[+]|正")
SPACE = re.compile(" ?")
