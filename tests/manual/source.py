"""Small manuals for tests: a few lines of text beside the real forms."""

from functools import cache
from pathlib import Path

from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import Library
from kast_eval.manual.assemble import ManualSource, assemble, read_manual
from kast_eval.manual.edition import Edition
from kast_eval.manual.texts import TextChapter
from kast_eval.manual.tree import Block, ManualTree
from kast_eval.study.read_schedule import read_schedule
from tests.definition.example import real_library

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "forms"
MANUAL = ROOT / "manual"
LIBRARY = real_library()
DERIVATIONS = read_derivations(FORMS, LIBRARY)
SCHEDULE = read_schedule(FORMS, LIBRARY.newest_forms)
FIRST_FORMS = Library(tuple(one for one in LIBRARY.forms if one.letter in "ACD"))


@cache
def real_manual() -> ManualSource:
    """Return what the real manual is made from, read once for all tests."""
    return read_manual(MANUAL, FORMS)


@cache
def real_tree(edition: Edition) -> ManualTree:
    return assemble(real_manual(), edition)


def chapter(text: str, *, number: int = 1, audience: Edition | None = None) -> TextChapter:
    title, _, _ = text.partition("\n")
    return TextChapter(
        file=f"{number:02}-prov.md",
        number=number,
        is_appendix=False,
        title=title[2:],
        audience=audience,
        text=text,
    )


def small(*texts: TextChapter | str) -> ManualSource:
    chapters = tuple(chapter(one) if isinstance(one, str) else one for one in texts)
    return ManualSource(LIBRARY, SCHEDULE, DERIVATIONS, chapters, ())


def blocks(text: str, edition: Edition = Edition.STUDY) -> tuple[Block, ...]:
    return assemble(small(f"# Prov\n\n{text}"), edition).chapters[0].blocks
