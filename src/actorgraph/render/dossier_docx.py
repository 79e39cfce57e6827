"""A dossier as a Word document; its drawings are SVG, which Word shows since 2016."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from actorgraph.errors import MissingExtraError
from actorgraph.render.dossier import Drawing, Heading, MarkedParagraph, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from actorgraph.render.dossier import Block

WIDTH = 6.0
"""Inches of a drawing."""
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_SVG_BLIP = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{relation}"/></a:ext></a:extLst>'
)
"""The extension of Office Open XML by which a picture has an SVG beside its bitmap."""


def save(place: Path, title: str, blocks: Iterable[Block]) -> None:
    """Write a dossier as a Word document.

    Raises:
        MissingExtraError: if python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError:
        raise MissingExtraError("A Word document", extra="docx") from None
    document = Document()
    document.add_heading(title, 0)
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        elif isinstance(block, Drawing):
            _draw(document, block, number)
        elif isinstance(block, MarkedParagraph):
            paragraph = document.add_paragraph(f"{block.label}: ", style="Quote")
            for words, is_marked in block.pieces:
                paragraph.add_run(words).bold = is_marked
        else:
            for place_in_list, (text, remarks) in enumerate(block.items, start=1):
                words = f"{place_in_list}. {text}" if block.is_numbered else text
                document.add_paragraph(words, style=None if block.is_numbered else "List Bullet")
                for remark in remarks:
                    document.add_paragraph(remark, style="List Bullet 2")
    document.save(str(place))


def _draw(document: Any, block: Drawing, number: int) -> None:
    """Put a drawing into a paragraph of its own, with its words for those who hear it."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.shared import Inches

    size = _VIEW_BOX.search(block.svg)
    wide, high = (int(size[1]), int(size[2])) if size else (1, 1)
    run = document.add_paragraph().add_run()
    inches = Inches(WIDTH), Inches(WIDTH * high / wide)
    inline = run.add_picture(BytesIO(_white()), *inches)._inline  # noqa: SLF001 -- no other way in
    inline.docPr.set("descr", block.words)
    name = PackURI(f"/word/media/drawing{number}.svg")
    part = Part(name, "image/svg+xml", block.svg.encode(), document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = inline.graphic.graphicData.pic.blipFill.blip
    blip.append(parse_xml(_SVG_BLIP.format(relation=relation)))


def _white() -> bytes:
    """Return a PNG of one white pixel, for programs that know no SVG."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00\xff")),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
