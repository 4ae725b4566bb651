"""The chapters of text in the folder `manual/text`, found by number."""

import re
from dataclasses import dataclass
from pathlib import Path

from kast_eval.manual.edition import Edition, split_marker
from kast_eval.manual.errors import ManualError
from kast_eval.manual.references import ChapterName
from kast_eval.manual.slug import slug
from kast_eval.wording import marked

_FILE = re.compile(r"(b?)([0-9]{2})-[a-z0-9-]+\.md")


@dataclass(frozen=True)
class TextChapter:
    """One file of text: a chapter, or an appendix when its name begins with b."""

    file: str
    number: int
    is_appendix: bool
    title: str
    audience: Edition | None
    text: str

    @property
    def reference(self) -> str:
        """Return how other chapters refer to this one."""
        return f"{'bil' if self.is_appendix else 'kap'} {self.number}"

    @property
    def name(self) -> ChapterName:
        """Return what a reference to the chapter shows."""
        label = f"Bilaga {self.number}" if self.is_appendix else str(self.number)
        return ChapterName(label, self.title, slug(self.file.removesuffix(".md")))


def read_texts(folder: Path) -> tuple[TextChapter, ...]:
    """Return all chapters by number, then all appendices, or raise ManualError."""
    paths = sorted(folder.glob("*.md"))
    if not paths:
        raise ManualError(folder.name, 1, marked("Mappen har inga kapitel."))
    chapters = [_read(path) for path in paths]
    return tuple(sorted(chapters, key=lambda one: (one.is_appendix, one.number)))


def _read(path: Path) -> TextChapter:
    name = _FILE.fullmatch(path.name)
    if name is None:
        raise ManualError(
            path.name,
            1,
            marked("Ett kapitel heter till exempel 04-vilka-ingar.md, en bilaga b04-kodnyckel.md."),
        )
    text = path.read_text(encoding="utf-8")
    first, _, _ = text.partition("\n")
    if not first.startswith("# "):
        raise ManualError(path.name, 1, marked("Första raden ska vara kapitlets namn: «# Namn»."))
    audience, title = split_marker(first[2:].strip())
    return TextChapter(path.name, int(name[2]), bool(name[1]), title, audience, text)
