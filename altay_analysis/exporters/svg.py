"""A figure's SVG made safe to stand inside a page, and its ids made its own."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from altay_analysis.errors import ReportError

__all__ = ["sanitised"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_DROPPED = frozenset(
    {
        "animate",
        "animateMotion",
        "animateTransform",
        "audio",
        "discard",
        "feImage",
        "foreignObject",
        "handler",
        "iframe",
        "listener",
        "metadata",
        "script",
        "set",
        "video",
    }
)
_HREFS = ("href", _XLINK_HREF)
_OWN_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_FRAGMENT = re.compile(r"#[^\s\"'()]+")
_URL = re.compile(r"url\(\s*[\"']?(#[^\s\"'()]+)[\"']?\s*\)", re.IGNORECASE)
# Only what every element inherits and no page could be harmed by.
_EVERYWHERE = re.compile(r"\s*\*\s*\{([a-z:;\s-]*)\}\s*")


def sanitised(source: str, prefix: str, *, alt: str = "", keep_style: bool = False) -> str:
    """Return an SVG without scripts, handlers, links outside or markup that is not SVG.

    Parameters
    ----------
    source : str
        The SVG as a notebook holds it.
    prefix : str
        What its ids begin with afterwards; an id that nothing refers to is dropped, for
        plotting libraries use the same ids in each figure.
    alt : str
        What a screen reader says in its place.
    keep_style : bool
        Whether `<style>` stays: only where the SVG is shown apart from a page.

    Raises
    ------
    ReportError
        If it is not well-formed XML with an svg root.
    """
    root = _parsed(source)
    _drop_elements(root, keep_style)
    for element in root.iter():
        _clean_attributes(element)
    if not keep_style:
        _own_ids(root, prefix)
    if alt:
        root.set("role", "img")
        root.set("aria-label", alt)
    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode", with_tail=False)
    return text


def _parsed(source: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"an SVG image is not well-formed XML: {error}; draw it again") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise ReportError(f"an SVG image begins with {root.tag!r}, not with svg; draw it again")
    return root


def _drop_elements(root: Any, keep_style: bool) -> None:
    for element in list(root.iter()):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        foreign = not name or etree.QName(element).namespace != _SVG
        if name == "style" and not foreign:
            _settle_style(root, element, keep_style)
        elif (foreign or name in _DROPPED) and element is not root:
            _remove(element)


def _settle_style(root: Any, element: Any, keep_style: bool) -> None:
    text = element.text or ""
    everywhere = _EVERYWHERE.fullmatch(text)
    if everywhere:
        # The rule for all elements, as matplotlib writes it, would reach the whole page.
        style = f"{everywhere.group(1).strip()}; {root.get('style', '')}"
        root.set("style", style.strip("; "))
    if everywhere or not keep_style or _reaches_out(text) or "@" in text:
        _remove(element)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail, tail = None, element.tail
        previous = element.getprevious()
        if tail and previous is not None:
            previous.tail = (previous.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        parent.remove(element)


def _reaches_out(value: str) -> bool:
    lowered = _URL.sub("", value).lower()
    return any(sign in lowered for sign in ("url(", "image(", "src(", "image-set(", "\\"))


def _clean_attributes(element: Any) -> None:
    is_picture = etree.QName(element).localname == "image"
    for name, value in list(element.attrib.items()):
        local = etree.QName(name).localname.lower()
        if name in _HREFS:
            allowed = _OWN_PICTURE if is_picture else _FRAGMENT
            unsafe = not allowed.fullmatch(value.strip())
        else:
            unsafe = local.startswith("on") or local in {"base", "src", "href"}
            unsafe = unsafe or _reaches_out(value)
        if unsafe:
            del element.attrib[name]


def _own_ids(root: Any, prefix: str) -> None:
    used = {address[1:] for element in root.iter() for address in _addresses(element)}
    for element in root.iter():
        name = element.get("id")
        if name is not None and name in used:
            element.set("id", f"{prefix}-{name}")
        elif name is not None:
            del element.attrib["id"]
        for key, value in element.attrib.items():
            if key in _HREFS and value.startswith("#"):
                element.set(key, f"#{prefix}-{value[1:]}")
            elif "url(" in value:
                element.set(key, _URL.sub(lambda m: f"url(#{prefix}-{m.group(1)[1:]})", value))


def _addresses(element: Any) -> list[str]:
    found: list[str] = []
    for key, value in element.attrib.items():
        if key in _HREFS and value.startswith("#"):
            found.append(value)
        found += _URL.findall(value)
    return found
