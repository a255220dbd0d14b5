"""Sources in words: title, who published them and when, how they stand, and where they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altay_analysis.present.evidence import SEEN, STANDING
from altay_analysis.present.runs import Run, Runs, name_run, text_run

if TYPE_CHECKING:
    from altay_analysis.catalogue import Catalogue

__all__ = ["described", "titled"]


def titled(catalogue: Catalogue, source: str, lang: str) -> Runs:
    """Return the title of a source in its own script; that it is not known where it is not."""
    title = str(catalogue.sources.at[source, "title"])
    if not title:
        return [text_run("title not known" if lang == "en" else "标题不详", lang)]
    script = str(catalogue.sources.at[source, "script"]) or "zh-Hans"
    return [name_run(f"《{title}》") | {"lang": script}]


def described(catalogue: Catalogue, source: str, lang: str) -> Runs:
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
    return [
        say(f"{source}: ", f"{source}："),
        *titled(catalogue, source, lang),
        say(f" ({publisher}; {published}; {standing[0]}, {seen[0]}). ",
            f"（{publisher}，{published}，{standing[1]}，{seen[1]}）。"),
        *where,
        *about,
    ]  # fmt: skip
