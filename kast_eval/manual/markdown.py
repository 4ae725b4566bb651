"""A chapter's Markdown read into blocks, for one edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kast_eval.manual.edition import Edition, split_marker
from kast_eval.manual.errors import ManualError
from kast_eval.manual.references import References
from kast_eval.manual.slug import slug
from kast_eval.manual.tree import (
    Block,
    Heading,
    Listing,
    Note,
    Paragraph,
    Run,
    Runs,
    Table,
    plain_text,
)
from kast_eval.wording import marked


@dataclass(frozen=True)
class Directive:
    """A place where something generated stands, written {{name}}."""

    name: str
    line: int


@dataclass(frozen=True)
class Remark:
    """A heading that is one reference: what follows belongs to the form or question it names."""

    reference: str
    line: int
    blocks: tuple[Block, ...] = ()


Part = Block | Directive | Remark


class ChapterReader:
    """Reads one file of the manual for one edition."""

    def __init__(self, file: str, anchor: str, edition: Edition, references: References) -> None:
        """Keep what every part of the file needs."""
        self._file = file
        self._anchor = anchor
        self._edition = edition
        self._references = references

    def parts(self, text: str) -> tuple[Part, ...]:
        """Return the parts of a chapter below its title, those of the other edition left out."""
        parts: list[Part] = []
        skipped: int | None = None
        for node in _parsed(text).children[1:]:
            if node.type == "heading":
                level = int(node.tag[1])
                if skipped is None or level <= skipped:
                    skipped = None if self._is_ours(_content(node)) else level
            if skipped is None:
                _add(parts, list(self._part(node)))
        return tuple(parts)

    def _is_ours(self, text: str) -> bool:
        audience, _ = split_marker(text)
        return audience in {None, self._edition}

    def _part(self, node: SyntaxTreeNode) -> Iterator[Part]:
        match node.type:
            case "heading":
                yield self._heading(node)
            case "paragraph" if _content(node).startswith("{{"):
                yield Directive(_content(node).strip("{}").strip(), _line(node))
            case "paragraph":
                yield from self._paragraphs([node])
            case "bullet_list" | "ordered_list":
                items = [self._only_child(item) for item in node.children]
                parts = tuple(self._paragraphs(items))
                if parts:
                    yield Listing(parts, node.type == "ordered_list")
            case "blockquote":
                paragraphs = tuple(self._paragraphs(node.children))
                if paragraphs:
                    yield Note(paragraphs)
            case "table":
                yield self._table(node)
            case _:
                raise self._unknown(node)

    def _heading(self, node: SyntaxTreeNode) -> Part:
        audience, text = split_marker(_content(node))
        if text.startswith("{") and text.endswith("}"):
            return Remark(text[1:-1], _line(node))
        runs = self._runs(node)
        anchor = f"{self._anchor}-{slug(plain_text(runs))}"
        return Heading(int(node.tag[1]), runs, (anchor,), audience)

    def _paragraphs(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Paragraph]:
        for node in nodes:
            if node.type != "paragraph":
                raise self._unknown(node)
            if self._is_ours(_content(node)):
                audience, _ = split_marker(_content(node))
                yield Paragraph(self._runs(node), audience)

    def _only_child(self, item: SyntaxTreeNode) -> SyntaxTreeNode:
        if len(item.children) != 1:
            raise self._unknown(item)
        return item.children[0]

    def _table(self, node: SyntaxTreeNode) -> Table:
        head, *body = [row for group in node.children for row in group.children]
        rows = [
            tuple(self._runs(cell) for cell in row.children)
            for row in body
            if self._is_ours(_content(row.children[0]))
        ]
        return Table(tuple(self._runs(cell) for cell in head.children), tuple(rows))

    def _runs(self, node: SyntaxTreeNode) -> Runs:
        """Return the words of a block without the marker at its start."""
        runs: list[Run] = []
        for inline in node.children:
            line = _line(node)
            for part in _inline_parts(inline, self):
                runs += self._references.resolve(part.text, self._file, line, bold=part.bold)
                line += part.text.count("\n")
        if runs:
            _, first = split_marker(runs[0].text)
            runs[0] = replace(runs[0], text=first)
        return tuple(run for run in runs if run.text)

    def unknown(self, line: int) -> ManualError:
        """Return the error of something that the manual cannot show."""
        return ManualError(
            self._file,
            line,
            marked(
                "Det här kan manualen inte visa. Använd rubriker, stycken, listor i en nivå, "
                "tabeller, rutor med > och **fet** text."
            ),
        )

    def _unknown(self, node: SyntaxTreeNode) -> ManualError:
        return self.unknown(_line(node))


def _inline_parts(inline: SyntaxTreeNode, reader: ChapterReader) -> list[Run]:
    """Return the texts of an inline node, line breaks kept, neighbours of one weight joined."""
    runs: list[Run] = []
    for child in inline.children:
        bold = child.type == "strong"
        for part in child.children if bold else [child]:
            if part.type not in {"text", "softbreak"}:
                raise reader.unknown(_line(inline))
            text = "\n" if part.type == "softbreak" else part.content
            if runs and runs[-1].bold is bold:
                runs[-1] = Run(runs[-1].text + text, bold)
            else:
                runs.append(Run(text, bold))
    return runs


def _add(parts: list[Part], new: list[Part]) -> None:
    """Add parts; what stands under a remark's heading goes into the remark."""
    for part in new:
        last = parts[-1] if parts else None
        if isinstance(last, Remark) and not isinstance(part, Heading | Remark | Directive):
            parts[-1] = replace(last, blocks=(*last.blocks, part))
        else:
            parts.append(part)


def _parsed(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))


def _content(node: SyntaxTreeNode) -> str:
    """Return the raw text of a block that holds words."""
    return "".join(child.content for child in node.children if child.type == "inline")


def _line(node: SyntaxTreeNode) -> int:
    """Return the line that a block begins on; what has no place has that of its parent."""
    place = node
    while place.map is None and place.parent is not None:
        place = place.parent
    return place.map[0] + 1 if place.map else 1
