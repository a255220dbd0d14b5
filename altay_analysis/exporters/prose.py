"""Markdown and foreign HTML through pandoc: read once into its tree, made safe, written.

The tree is where safety is settled: raw markup becomes text, attributes go, links keep
to safe schemes, and no image is fetched. What pandoc writes from such a tree holds
nothing that runs, in HTML as in typst.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from altay_analysis.exporters import pandoc

__all__ = ["Node", "Source", "headings_apart", "read", "settled", "wordless_pictures", "write"]

Node = dict[str, Any]
_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_CODE_CLASS = re.compile(r"[A-Za-z0-9_+-]{1,20}")
_NO_ATTRIBUTES: list[Any] = ["", [], []]


@dataclass(frozen=True)
class Source:
    """A piece of prose.

    Parameters
    ----------
    text : str
        Markdown or HTML.
    reader : str
        Which of the two: `markdown` or `html`.
    traditional : bool
        Whether its words turn from simplified into traditional characters (code, formulas
        and addresses never do).
    pictures : tuple of (str, str)
        Addresses of images that the notebook itself holds, and the names of their assets.
    """

    text: str
    reader: str = "markdown"
    traditional: bool = False
    pictures: tuple[tuple[str, str], ...] = ()


def read(sources: Sequence[Source]) -> list[list[Node]]:
    """Return the safe tree of each source, a list of pandoc blocks each.

    An image that the notebook holds becomes an image node whose address is the asset's
    name; `write` puts the asset in its place.
    """
    trees: dict[int, list[Node]] = {}
    for reader in pandoc.READERS:
        chosen = [at for at, source in enumerate(sources) if source.reader == reader]
        texts = tuple(sources[at].text for at in chosen)
        trees |= dict(zip(chosen, json.loads(pandoc.trees(texts, reader)), strict=True))
    return [_safe(trees[at], source) for at, source in enumerate(sources)]


def write(
    pieces: Sequence[list[Node]], to: str, addresses: Mapping[str, str]
) -> tuple[list[str], str]:
    """Return each piece as markup of `to` (html or typst), and the notes of them all.

    Parameters
    ----------
    addresses : mapping of str to str
        Where the output finds each asset: a data URI or a file's name.
    """
    if not pieces:
        return [], ""
    ready = [settled(piece, to, addresses) for piece in pieces]
    return pandoc.markup(json.dumps(ready), to)


def headings_apart(tree: list[Node]) -> list[tuple[int, str] | list[Node]]:
    """Split a tree at its headings: (level, text) for each, the blocks between as lists."""
    parts: list[tuple[int, str] | list[Node]] = []
    for node in tree:
        if node["t"] == "Header":
            parts.append((node["c"][0], _plain(node["c"][2])))
        elif parts and isinstance(parts[-1], list):
            parts[-1].append(node)
        else:
            parts.append([node])
    return parts


def wordless_pictures(tree: Any) -> bool:
    """Tell whether a safe tree holds an image without a word of alt text."""
    if isinstance(tree, dict):
        if tree.get("t") == "Image" and not _plain(tree["c"][1]):
            return True
        return wordless_pictures(list(tree.values()))
    return isinstance(tree, list) and any(wordless_pictures(item) for item in tree)


def _safe(tree: list[Node], source: Source) -> list[Node]:
    convert = _to_traditional() if source.traditional else _as_it_is
    pictures = dict(source.pictures)

    def rule(node: Node) -> Node | list[Node]:
        kind: str = node["t"]
        value: Any = node.get("c")
        if kind == "Str":
            return {"t": "Str", "c": convert(value)}
        if kind == "Image":
            return _image(value, pictures)
        return _RULES[kind](value) if kind in _RULES else node

    safe: list[Node] = []
    for node in tree:
        if node["t"] == "Header":
            level, _, inlines = node["c"]
            safe.append({"t": "Header", "c": [level, _NO_ATTRIBUTES, _walked(inlines, rule)]})
        else:
            safe += _walked([node], rule)
    return safe


def _walked(value: Any, rule: Callable[[Node], Node | list[Node]], within: str = "") -> Any:
    """Apply a rule from the leaves up, so that what a rule returns is already safe inside."""
    if isinstance(value, dict):
        kind = value.get("t", "")
        return {key: _walked(item, rule, kind) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    if _is_attributes(value):
        kept = [name for name in value[1][:1] if _CODE_CLASS.fullmatch(name)]
        return ["", kept, []] if within == "CodeBlock" else _NO_ATTRIBUTES
    done: list[Any] = []
    for item in value:
        new = _walked(item, rule, within)
        if isinstance(new, dict) and "t" in new:
            ruled = rule(new)
            done += ruled if isinstance(ruled, list) else [ruled]
        else:
            done.append(new)
    return done


def _is_attributes(value: list[Any]) -> bool:
    if len(value) != 3 or not isinstance(value[0], str):
        return False
    return isinstance(value[1], list) and isinstance(value[2], list)


def _raw_inline(value: Any) -> Node:
    if re.fullmatch(r"<br\s*/?>", value[1], re.IGNORECASE):
        return {"t": "LineBreak"}
    return {"t": "Str", "c": value[1]}


def _link(value: Any) -> Node | list[Node]:
    _, inlines, (address, _) = value
    if _SAFE_LINK.match(address):
        return {"t": "Link", "c": [_NO_ATTRIBUTES, inlines, [address, ""]]}
    kept: list[Node] = inlines
    return kept


_RULES: dict[str, Callable[[Any], Node | list[Node]]] = {
    "Div": lambda value: value[1],
    "Figure": lambda value: value[2],
    "Header": lambda value: {"t": "Para", "c": [{"t": "Strong", "c": value[2]}]},
    "Link": _link,
    "RawBlock": lambda value: {"t": "Para", "c": [{"t": "Str", "c": value[1].strip()}]},
    "RawInline": _raw_inline,
    "Span": lambda value: value[1],
}


def _image(value: Any, pictures: Mapping[str, str]) -> Node | list[Node]:
    """Return what stands for an image: the notebook's own, or its words and address."""
    _, inlines, (address, _) = value
    if address in pictures:
        return {"t": "Image", "c": [_NO_ATTRIBUTES, inlines, [pictures[address], ""]]}
    # Never fetched: a report makes no request, and what is elsewhere may be gone.
    shown = f"({address})" if len(address) <= 200 else "(…)"
    return [*inlines, {"t": "Space"}, {"t": "Str", "c": shown}]


def settled(piece: list[Node], to: str, addresses: Mapping[str, str]) -> list[Node]:
    """Put assets in place, and give each formula of typst its LaTeX source as alt text."""

    def rule(node: Node) -> Node | list[Node]:
        if node["t"] == "Image":
            _, inlines, (asset, _) = node["c"]
            if to != "typst":
                return {"t": "Image", "c": [_NO_ATTRIBUTES, inlines, [addresses[asset], ""]]}
            call = f"#picture({quoted(addresses[asset])}, {quoted(_plain(inlines))})"
            return _raw_typst(call)
        if node["t"] == "Math" and to == "typst":
            opening = f"#formula({quoted(node['c'][1].strip() or '?')})["
            return [_raw_typst(opening), node, _raw_typst("]")]
        return node

    done: list[Node] = _walked(piece, rule)
    return done


def _raw_typst(markup: str) -> Node:
    return {"t": "RawInline", "c": ["typst", markup]}


def quoted(text: str) -> str:
    """Return the text as a typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _plain(inlines: list[Node]) -> str:
    return "".join(_words(inlines)).strip()


def _words(value: Any) -> Iterator[str]:
    """Yield the text of inlines, what is code or mathematics as its source."""
    if isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        kind, content = value.get("t"), value.get("c")
        if kind == "Str":
            yield str(content)
        elif kind in ("Code", "Math"):
            yield str(value["c"][1])
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind != "Note":
            yield from _words(content)


def _as_it_is(text: str) -> str:
    return text


@cache
def _to_traditional() -> Callable[[str], str]:
    from altay_analysis.wording import traditional

    return traditional
