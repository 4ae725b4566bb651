"""The manual as HTML fragments and plain text, for the program's pages and their search."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import repeat
from typing import assert_never

from kast_eval.errors import KastEvalError
from kast_eval.manual.assemble import ManualSource, assemble
from kast_eval.manual.edition import Edition
from kast_eval.manual.tree import (
    Block,
    Facts,
    FormFigure,
    Heading,
    Listing,
    ManualTree,
    Note,
    Paragraph,
    Runs,
    Table,
    TreeChapter,
    plain_text,
)
from kast_eval.wording import Language, marked

Link = Callable[[str, str], str]
"""Gives the address of an anchor from its chapter's anchor and its own."""

FormPrint = Callable[[str], str]
"""Gives the address of a form's print, or nothing."""

FormPicture = Callable[[str, int, int], str]
"""Gives the address of the picture of a page from its form, version and number, or nothing."""

PICTURE_SIZE = (840, 1188)
"""A page is shown in the shape of A4; a browser leaves the room before the picture is there."""


@dataclass(frozen=True)
class Chapter:
    """One chapter as a page shows it; `plain_text` is what a search looks in."""

    label: str
    title: str
    anchor: str
    html: str
    plain_text: str


def same_folder(chapter: str, anchor: str) -> str:
    """Return the address of an anchor when every chapter is a page beside the others."""
    return chapter if chapter == anchor else f"{chapter}#{anchor}"


def no_print(form: str) -> str:
    """Return no address: the pictures of forms lead nowhere."""
    del form
    return ""


def no_picture(form: str, version: int, page: int) -> str:
    """Return no address: the forms are described and not shown."""
    del form, version, page
    return ""


def chapters(
    source: ManualSource,
    edition: Edition,
    language: Language,
    *,
    link: Link = same_folder,
    form_print: FormPrint = no_print,
    form_picture: FormPicture = no_picture,
) -> tuple[Chapter, ...]:
    """Return the chapters of an edition; the manual's own text is in Swedish only."""
    if language is not Language.SV:
        raise KastEvalError(marked("Manualen finns på svenska. Välj språket sv."))
    tree = assemble(source, edition)
    homes = anchor_homes(tree)
    writer = _Writer(homes, link, form_print, form_picture)
    return tuple(_chapter(chapter, writer) for chapter in tree.chapters)


def anchor_homes(tree: ManualTree) -> Mapping[str, str]:
    """Return the chapter that each anchor of an edition stands in."""
    homes: dict[str, str] = {}
    for chapter in tree.chapters:
        homes[chapter.anchor] = chapter.anchor
        for block in chapter.blocks:
            if isinstance(block, Heading):
                homes.update(dict.fromkeys(block.anchors, chapter.anchor))
    return homes


def _chapter(chapter: TreeChapter, writer: "_Writer") -> Chapter:
    html = "\n".join(writer.block(block) for block in chapter.blocks)
    plain = "\n".join(words for block in chapter.blocks for words in plain_lines(block))
    return Chapter(chapter.label, chapter.title, chapter.anchor, html, searched(plain))


def searched(text: str) -> str:
    """Return a text as a search looks in it: a space that holds words together is a space."""
    return text.replace("\u00a0", " ")


class _Writer:
    """Writes blocks as HTML; every text is escaped in `_runs` or here."""

    def __init__(
        self,
        homes: Mapping[str, str],
        link: Link,
        form_print: FormPrint,
        form_picture: FormPicture,
    ) -> None:
        self._homes = homes
        self._link = link
        self._form_print = form_print
        self._form_picture = form_picture

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return f"<p>{self._marked(block)}</p>"
            case Listing(parts, ordered):
                tag = "ol" if ordered else "ul"
                items = "".join(f"<li>{self._marked(part)}</li>" for part in parts)
                return f"<{tag}>{items}</{tag}>"
            case Note(paragraphs):
                inside = "".join(f"<p>{self._marked(one)}</p>" for one in paragraphs)
                return f'<div class="note" role="note">{inside}</div>'
            case Table():
                return self._table(block)
            case Facts(rows):
                pairs = "".join(
                    f"<dt>{escape(name)}</dt><dd>{self._runs(runs)}</dd>" for name, runs in rows
                )
                return f'<dl class="facts">{pairs}</dl>'
            case FormFigure():
                return self._figure(block)
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> str:
        first, *others = block.anchors
        more = "".join(f'<a id="{escape(anchor)}"></a>' for anchor in others)
        label = f'<span class="number">{escape(block.label)}</span> ' if block.label else ""
        marker = _marker(block.audience)
        words = self._runs(block.runs)
        tag = f"h{block.level}"
        return f'<{tag} id="{escape(first)}">{more}{marker}{label}{words}</{tag}>'

    def _figure(self, block: FormFigure) -> str:
        numbers = " ".join(str(page) for page in block.pages)
        form, caption = escape(block.form), escape(block.caption)
        address = escape(self._form_print(block.form))
        if address:
            caption = f'<a href="{address}" type="application/pdf">{caption} (PDF)</a>'
        data = f'data-form="{form}" data-version="{block.version}" data-pages="{numbers}"'
        pictures = "".join(map(self._picture, repeat(block), block.pages, block.described))
        return f"<figure {data}>{pictures}<figcaption>{caption}</figcaption></figure>"

    def _picture(self, block: FormFigure, page: int, described: str) -> str:
        """Return the picture of a page; without an address its words stand instead of it."""
        address = escape(self._form_picture(block.form, block.version, page))
        if not address:
            return f"<p>{escape(described)}</p>"
        width, height = PICTURE_SIZE
        return (
            f'<img src="{address}" alt="{escape(described)}" width="{width}" height="{height}" '
            'loading="lazy">'
        )

    def _table(self, block: Table) -> str:
        # A column without a name has no head to be read aloud.
        head = "".join(
            f'<th scope="col">{self._runs(cell)}</th>' if cell else "<td></td>"
            for cell in block.head
        )
        rows = "".join(
            "<tr>" + "".join(f"<td>{self._runs(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _marked(self, paragraph: Paragraph) -> str:
        return _marker(paragraph.audience) + self._runs(paragraph.runs)

    def _runs(self, runs: Runs) -> str:
        parts = []
        for run in runs:
            words = escape(run.text)
            if run.bold:
                words = f"<strong>{words}</strong>"
            if run.target in self._homes:
                address = self._link(self._homes[run.target], run.target)
                words = f'<a href="{escape(address)}">{words}</a>'
            parts.append(words)
        return "".join(parts)


def _marker(audience: Edition | None) -> str:
    if audience is None:
        return ""
    return f'<abbr class="audience" title="{audience.meaning}">{audience.marker}</abbr> '


def plain_lines(block: Block) -> Iterable[str]:
    """Yield what a block says, a piece at a time."""
    match block:
        case Heading():
            yield f"{block.label} {plain_text(block.runs)}".strip()
            yield from block.variables
        case Paragraph():
            yield plain_text(block.runs)
        case Listing(parts) | Note(parts):
            yield from (plain_text(part.runs) for part in parts)
        case Table(head, rows):
            yield from (" ".join(plain_text(cell) for cell in row) for row in (head, *rows))
        case Facts(rows):
            yield from (f"{name}: {plain_text(runs)}" for name, runs in rows)
        case FormFigure():
            yield block.caption
        case _:
            assert_never(block)
