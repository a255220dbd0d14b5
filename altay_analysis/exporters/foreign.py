"""Outputs that are not display objects of ours: readable, safe, nothing fetched."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Mapping
from typing import Any

from altay_analysis.errors import ReportError
from altay_analysis.exporters.prose import Source
from altay_analysis.exporters.svg import sanitised

__all__ = ["Assets", "foreign_blocks"]

Block = dict[str, Any]

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_DATA_URI = re.compile(r"data:(image/[a-z]+);base64,([A-Za-z0-9+/=]+)")
_PICTURES = ("image/svg+xml", *_ENDINGS)
_NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_HAS_WORDS = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


class Assets:
    """The pictures of a document by name, and what is wrong with any."""

    def __init__(self) -> None:  # the class says it
        self.held: dict[str, dict[str, str]] = {}
        self.problems: list[dict[str, str]] = []

    def add_svg(self, source: str, *, alt: str, inline: bool) -> str:
        """Keep an SVG, made safe, and return its name.

        Raises
        ------
        ReportError
            If it is not an SVG.
        """
        number = len(self.held) + 1
        svg = sanitised(source, f"picture-{number}", alt=alt, keep_style=not inline)
        name = f"picture-{number}.svg"
        self.held[name] = {"mime": "image/svg+xml", "text": svg}
        return name

    def add_bytes(self, mime: str, encoded: str) -> str:
        """Keep a picture given in base64 and return its name.

        Raises
        ------
        ReportError
            If it cannot be read as a picture.
        """
        from PIL import Image

        try:
            raw = base64.b64decode(encoded, validate=False)
            with Image.open(io.BytesIO(raw)) as picture:
                picture.load()
        except (binascii.Error, ValueError, OSError, Image.DecompressionBombError) as error:
            raise ReportError(f"a picture ({mime}) cannot be read; draw it again") from error
        name = f"picture-{len(self.held) + 1}.{_ENDINGS[mime]}"
        self.held[name] = {"mime": mime, "base64": base64.b64encode(raw).decode()}
        return name

    def of_markdown(
        self, source: str, attachments: Mapping[str, Mapping[str, str]]
    ) -> tuple[tuple[str, str], ...]:
        """Keep what a markdown cell holds itself; return its addresses and their names."""
        found = [
            (f"attachment:{name}", mime, data)
            for name, bundle in attachments.items()
            for mime, data in bundle.items()
        ]
        found += [(uri.group(), uri.group(1), uri.group(2)) for uri in _DATA_URI.finditer(source)]
        kept: list[tuple[str, str]] = []
        for address, mime, data in found:
            try:
                if mime in _ENDINGS:
                    kept.append((address, self.add_bytes(mime, data)))
            except ReportError:
                continue  # its words and address stand in its place
        return tuple(kept)

    def problem(self, cell: str, what: str, remedy: str) -> None:
        """Note what PDF/UA would refuse."""
        self.problems.append({"cell": cell, "what": what, "remedy": remedy})


def foreign_blocks(output: Any, cell: str, assets: Assets) -> list[Block]:
    """Return what an output shows: text, an error, a picture, a table or prose."""
    if output.output_type == "stream":
        return _text(output.text, cell)
    if output.output_type == "error":
        shown = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
        summary = f"{output.ename}: {output.evalue}"
        return [{"kind": "error", "cell": cell, "summary": summary, "text": shown}]
    data, metadata = output.data, output.get("metadata", {})
    for mime in _PICTURES:
        if mime in data:
            return _picture(mime, data[mime], metadata, cell, assets)
    return _words(data, cell, assets)


def _words(data: Mapping[str, Any], cell: str, assets: Assets) -> list[Block]:
    html = _NOT_SHOWN.sub("", str(data.get("text/html", "")))
    if _HAS_WORDS.sub("", html).strip():
        pictures = assets.of_markdown(html, {})
        return [_prose(Source(html, "html", pictures=pictures), cell)]
    for mime in ("text/markdown", "text/latex"):
        if mime in data:
            return [_prose(Source(str(data[mime])), cell)]
    return _text(str(data.get("text/plain", "")), cell)


def _text(text: str, cell: str) -> list[Block]:
    return [{"kind": "text", "cell": cell, "text": text.rstrip()}] if text.strip() else []


def _prose(source: Source, cell: str) -> Block:
    return {"kind": "prose", "cell": cell, "source": source}


def _picture(
    mime: str, data: str, metadata: Mapping[str, Any], cell: str, assets: Assets
) -> list[Block]:
    alt = _alt(metadata, mime)
    try:
        if mime == "image/svg+xml":
            name = assets.add_svg(data, alt=alt, inline=False)
        else:
            name = assets.add_bytes(mime, data)
    except ReportError as error:
        return [{"kind": "text", "cell": cell, "text": f"({error})"}]
    if not alt:
        remedy = f'give the output an alt text in its metadata: "{mime}": {{"alt": "..."}}'
        assets.problem(cell, "an image has no alt text", remedy)
    return [{"kind": "image", "cell": cell, "asset": name, "alt": alt}]


def _alt(metadata: Mapping[str, Any], mime: str) -> str:
    own = metadata.get(mime, {})
    found = own.get("alt") if isinstance(own, Mapping) else None
    return str(found or metadata.get("alt") or "").strip()
