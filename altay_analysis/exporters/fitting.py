"""How a page sets a table: what each column needs, and where its rows are stacked instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

__all__ = ["firm", "fit", "held", "lacking", "named", "stepped"]

Block = dict[str, Any]

_STEPS = (20, 26, 36, 51, 59, 62)
"""Widths in rem: the first is what the narrowest telephone leaves; a page has rules for each."""
_NOWRAP = 9.5  # a column of no more, in em, is never broken
_PLAIN = 4  # a table of more columns has less space between them
_BROAD, _LEAST, _MOST = 5, 8, 12  # a column of text has a fifth of its longest, within bounds
_COUNTS = 6  # columns of no more beside the name are set as a grid, not as a list
_SIZES = {False: 0.9, True: 0.8}  # of the type in rem, in a table and in evidence
_TEXT = 16  # two columns of more are no columns on a narrow page
_NUMBERED = 11  # in em: the number of a line of evidence, and where it is used
_HEAD = 4.2  # a Chinese head of no more characters is not broken
_SIGN, _CHIP, _MARK = 0.57, 1.8, 0.8  # in em
_PIECES = re.compile(r"[ \n]|(?<=[._])(?=[A-Za-z])")
_CHINESE = re.compile(r"([\u2e80-\u9fff\uff00-\uffef])")
_EN = re.compile(
    r"(?:(?:over|under|about|at least|at most|more than) )?[−-]?\d[\d.,]*%?"
    r"(?: (?:million|billion|trillion))?"
    r"(?: (?:yuan|persons|percentage points|per mille|times|mu|tonnes))?"
)
_LINE = 22
"""Signs of a number with its words that are kept on one line."""
_MULTIPLIED = re.compile(r"\d[\d.,]* (?:million|billion|trillion)")
_ZH = re.compile(
    r"(?:(?:至少|至多|超过|超|约|近)?[−-]?\d[\d.,]*[万亿萬億]?[元人个個户戶村件亩畝吨噸倍]"
    r"|\d{4}-\d\d(?:-\d\d)?|\d+—\d+[岁歲])[，。；：、）]?"  # no line begins with these
)


def fit(block: Block, numbered: bool = False) -> None:
    """Note in a table what a page needs to know of its width.

    Parameters
    ----------
    block : dict
        With `columns` and `rows`. Gets `least` (em of each column, 0 for as wide as its text),
        `broken` (whether a column's text may be), `step` (the width in rem below which rows are
        stacked), `settings` (how its columns are set), `classes`, and `names` (its heads as
        custom properties, if it stacks).
    numbered : bool
        Whether it is evidence: it has a number before, and after it where it is used.
    """
    rows = [row["cells"] if isinstance(row, dict) else row for row in block["rows"]]
    columns, first = block["columns"], 2 if numbered else 1
    whole = [max((_em(row[at]) for row in rows), default=0) for at in range(len(columns))]
    needs = [_needed(at, column, rows, whole[at]) for at, column in enumerate(columns)]
    block["least"] = [
        0 if need == long <= _NOWRAP else need for long, need in zip(whole, needs, strict=True)
    ]
    block["broken"] = [long > _NOWRAP for long in whole]
    block["step"] = _step(sum(needs), len(columns), numbered)
    if sum(long > _TEXT for long in whole) > 1:
        block["step"] = max(block["step"], _STEPS[1])
    long_words = [_has_long_word(row[at] for row in rows) for at in range(len(columns))]
    block["settings"] = _settings(columns, whole, long_words, first)
    stacks = block["step"] > _STEPS[0]
    counts = stacks and not numbered and len(columns) > 2 and max(whole[1:]) <= _COUNTS
    wide = not numbered and len(columns) > _PLAIN
    named_so = {f"s{block['step']}": stacks, "counts": counts, "wide": wide}
    classes = [name for name, given in named_so.items() if given]
    block["classes"] = " ".join([*classes, *block["settings"]])
    block["names"] = named((_text(c["label"]) for c in columns), first) if stacks else ""


def named(heads: Iterable[str], first: int = 1) -> Markup:
    r"""Return heads as custom properties of a table, for an attribute in single quotes.

    Examples
    --------
    >>> str(named(["Figure", 'its "rise"']))
    '--c1:"Figure";--c2:"its \\&#34;rise\\&#34;"'
    """
    quoted = [re.sub(r'(["\\])', r"\\\1", " ".join(head.split())) for head in heads]
    one = Markup('--c{}:"{}"')
    return Markup(";").join(one.format(at, head) for at, head in enumerate(quoted, first))


def firm(text: str) -> str:
    r"""Return the text with spaces that do not break in a number with its unit, and at an arrow.

    Examples
    --------
    >>> firm("from 1 to over 1.25 billion yuan, 2 → 3")
    'from 1 to over\xa01.25\xa0billion\xa0yuan, 2\xa0→\xa03'
    """
    kept = _EN.sub(_kept, text)
    return kept.replace(" → ", "\u00a0→\u00a0")


def _kept(match: re.Match[str]) -> str:
    """Keep a number with its unit on one line; of a long one the number with its multiplier."""
    words = match.group()
    if len(words) > _LINE:
        return _MULTIPLIED.sub(lambda part: part.group().replace(" ", "\u00a0"), words)
    return words.replace(" ", "\u00a0")


def held(text: str) -> Markup:
    """Mark up each date, and each number with its Chinese unit, as what is not broken.

    Examples
    --------
    >>> str(held("增加2.5亿元（2020-03）"))
    '增加<span class="whole">2.5亿元</span>（<span class="whole">2020-03）</span>'
    """
    whole, done, at = Markup('<span class="whole">{}</span>'), [], 0
    for match in _ZH.finditer(text):
        done += [escape(text[at : match.start()]), whole.format(match.group())]
        at = match.end()
    return Markup("").join([*done, escape(text[at:])])


def lacking(cell: Any) -> bool:
    """Whether a cell says that there is nothing: a list of the row leaves it out."""
    return _text(cell).strip() in ("", "—")


def stepped(text: str) -> Markup:
    """Mark up an identifier so that it is broken after a point or a low line alone.

    Examples
    --------
    >>> str(stepped("s1.five_good"))
    's1.<wbr>five_<wbr>good'
    """
    return Markup("<wbr>").join(re.split(r"(?<=[._])(?=\w)", text))


def _settings(
    columns: list[Block], whole: list[float], long_words: list[bool], first: int
) -> list[str]:
    """Return how columns are set, each with a number: r to the right, m in the middle.

    n is never broken, a has words too long to be kept.
    """
    signs = {"right": "r", "center": "m"}
    aligned = [(signs.get(column["align"], ""), at) for at, column in enumerate(columns, first)]
    unbroken = [("n" if long <= _NOWRAP else "", at) for at, long in enumerate(whole, first)]
    broken = [("a" if long else "", at) for at, long in enumerate(long_words, first)]
    return [f"{sign}{at}" for sign, at in [*aligned, *unbroken, *broken] if sign]


def _needed(at: int, column: Block, rows: list[Any], whole: float) -> float:
    """Return the least width of a column in em: of the words of its head, and of its cells."""
    chinese = len(_CHINESE.findall(_text(column["label"])))
    head = max(_longest([column["label"]]), min(chinese, _HEAD))
    if whole <= _NOWRAP:
        return max(round(head, 1), whole)
    text = min(whole, max(_LEAST, min(whole / _BROAD, _MOST)))
    return round(max(head, text, _longest(row[at] for row in rows)), 1)


def _longest(cells: Iterable[Any]) -> float:
    """Return the width of the longest word; Chinese breaks anywhere, but for what is held."""
    runs = [run for cell in cells for run in cell]
    kept = [_em([run]) for run in runs if run.get("whole")]
    texts = [_CHINESE.sub(r" \1", firm(run["text"])) for run in runs if not run.get("whole")]
    words = (_width(word) for text in texts for word in _PIECES.split(text))
    return max([*kept, *(min(width, _MOST) for width in words)], default=0)


def _has_long_word(cells: Iterable[Any]) -> bool:
    """Whether a word is too long to be kept: what is joined to it counts as another."""
    texts = (_CHINESE.sub(r" \1", run["text"].replace("\u00a0", " ")) for c in cells for run in c)
    return any(_width(word) >= _MOST for text in texts for word in _PIECES.split(text))


def _em(cell: Any) -> float:
    tags = sum(_CHIP * ("chip" in run) + _MARK * ("mark" in run) for run in cell)
    return _width(_text(cell)) + tags


def _text(runs: Any) -> str:
    return "".join(run["text"] for run in runs)


def _width(text: str) -> float:
    return sum(1 if ord(sign) > 0x2E80 else _SIGN for sign in text)


def _step(em: float, columns: int, numbered: bool) -> int:
    """Return the width that a table needs, as one of the steps."""
    space = 1.0 if numbered or columns > _PLAIN else 1.8
    between = space * (columns + 2 if numbered else columns)
    needed = (em + _NUMBERED * numbered) * _SIZES[numbered] + between
    return next((step for step in _STEPS if needed <= step), _STEPS[-1])
