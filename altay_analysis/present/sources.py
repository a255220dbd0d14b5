"""Sources in words: title, who published them and when, how they stand, and where they were read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altay_analysis.present.evidence import SEEN, STANDING, counted
from altay_analysis.present.runs import Run, Runs, name_run, text_run

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["cited", "titled"]


def titled(catalogue: Catalogue, source: str, lang: str) -> Runs:
    """Return the title of a source in its own script; that it is not known where it is not."""
    title = str(catalogue.sources.at[source, "title"])
    if not title:
        return [text_run("title not known" if lang == "en" else "标题不详", lang)]
    script = str(catalogue.sources.at[source, "script"]) or "zh-Hans"
    return [name_run(f"《{title}》") | {"lang": script}]


def cited(catalogue: Catalogue, own: Sequence[str], others: Sequence[str], lang: str) -> list[Runs]:
    """Describe the sources of a page in paragraphs, and say what its locators count.

    Parameters
    ----------
    own, others : sequence of str
        Sources of the place that the page is about, and those that are cited besides.
    """
    is_english = lang == "en"

    def say(en: str, zh: str) -> Run:
        return text_run(en if is_english else zh, lang)

    paragraphs = [_described(catalogue, name, lang) for name in own]
    if others:
        lead = say("Figures are also cited from:", "此外，本报告还引用下列来源的数字：")
        paragraphs += [[lead], *(_described(catalogue, name, lang) for name in others)]
    if any(counted(catalogue, name)[0] == "paragraph" for name in (*own, *others)):
        about = say(
            "Numbers of paragraphs are approximate: they were counted in the text as it was read, "
            "which is not kept with the data.",
            "段落序号按阅读时的文本计，仅为约数：该文本未随数据留存。",
        )
        paragraphs.append([about])
    return paragraphs


def _described(catalogue: Catalogue, source: str, lang: str) -> Runs:
    """Describe a source in a paragraph: its id, then all that is known of it and what is not."""
    row = {str(key): str(value) for key, value in catalogue.sources.loc[source].items()}
    is_english = lang == "en"

    def say(en: str, zh: str) -> Run:
        return name_run(str(text_run(en if is_english else zh, lang)["text"]))

    both = row["note"].split(" | ")
    note = both[-1] if len(both) == 2 and not is_english else both[0]
    standing, seen = STANDING[row["standing"]], SEEN[row["text_seen"]]
    publisher = row["publisher"] or ("publisher not known" if is_english else "发布者不详")
    published = row["published"] or ("date not known" if is_english else "日期不详")
    where = [
        say(f"Read in a stored copy of {row['address']}.", f"读取自所存网页{row['address']}。")
        if row["address"]
        else say(f"Host: {row['host']}; address not known.", f"载于{row['host']}，网址不详。")
    ]
    gap: Runs = [{"text": " "}] if is_english else []
    about = [*gap, say(note, note)] if note else []
    digest = row["sha256"]
    file: Runs = [
        text_run(
            " Line numbers count the lines that are not empty of the file with SHA-256 "
            if is_english
            else "依据表中的行号，指下列 SHA-256 的文件中非空行的序号：",
            lang,
        ),
        name_run(digest) | {"code": True},
        text_run("." if is_english else "。", lang),
    ]
    return [
        say(f"{source}: ", f"{source}："),
        *titled(catalogue, source, lang),
        say(f" ({publisher}; {published}; {standing[0]}, {seen[0]}). ",
            f"（{publisher}，{published}，{standing[1]}，{seen[1]}）。"),
        *where,
        *about,
        *(file if digest else []),
    ]  # fmt: skip
