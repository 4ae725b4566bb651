"""Text, forms and rules put together into one edition of the manual."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kast_eval.definition.derived import Derivations, read_derivations
from kast_eval.definition.library import Library, read_library
from kast_eval.manual.edition import Edition
from kast_eval.manual.errors import ManualError
from kast_eval.manual.generated.checks import check_blocks
from kast_eval.manual.generated.forms import form_blocks, version_blocks
from kast_eval.manual.generated.practice import key_blocks, practice_blocks
from kast_eval.manual.generated.questions import question_blocks
from kast_eval.manual.generated.rules import missing_blocks, rule_blocks
from kast_eval.manual.generated.variables import variable_blocks
from kast_eval.manual.generated.windows import window_blocks
from kast_eval.manual.markdown import ChapterReader, Directive, Part, Remark
from kast_eval.manual.practice import PracticeSheet, read_practice
from kast_eval.manual.references import References
from kast_eval.manual.texts import TextChapter, read_texts
from kast_eval.manual.tree import Block, ManualTree, TreeChapter
from kast_eval.study.read_schedule import read_schedule
from kast_eval.study.schedule import Schedule
from kast_eval.wording import marked


@dataclass(frozen=True)
class ManualSource:
    """Everything that an edition is made from."""

    library: Library
    schedule: Schedule
    derivations: Derivations
    texts: tuple[TextChapter, ...]
    practice: tuple[PracticeSheet, ...]


def read_manual(folder: Path, forms: Path) -> ManualSource:
    """Return the source of the manual: `text` and `practice` in its folder, and all of `forms`."""
    library = read_library(forms)
    return ManualSource(
        library,
        read_schedule(forms, library.newest_forms),
        read_derivations(forms, library),
        read_texts(folder / "text"),
        read_practice(folder / "practice", library),
    )


def assemble(source: ManualSource, edition: Edition) -> ManualTree:
    """Return one edition, or raise ManualError at the first fault in a text."""
    texts = [one for one in source.texts if one.audience in {None, edition}]
    forms = source.library.newest_forms
    references = References(forms, {one.reference: one.name for one in texts})
    chapters = tuple(_chapter(source, text, edition, references) for text in texts)
    names = tuple((one.letter, one.title.sv, one.version) for one in forms)
    return ManualTree(edition, names, chapters)


def _chapter(
    source: ManualSource, text: TextChapter, edition: Edition, references: References
) -> TreeChapter:
    reader = ChapterReader(text.file, text.name.anchor, edition, references)
    parts = reader.parts(text.text)
    remarks = [part for part in parts if isinstance(part, Remark)]
    blocks: list[Block] = []
    for part in parts:
        blocks += _blocks(source, text, part, remarks, references)
    return TreeChapter(text.name.label, text.title, text.name.anchor, tuple(blocks), text.audience)


def _blocks(
    source: ManualSource,
    text: TextChapter,
    part: Part,
    remarks: Sequence[Remark],
    references: References,
) -> tuple[Block, ...]:
    """Return what a part of a chapter becomes; remarks stand where the generated part puts them."""
    if isinstance(part, Remark):
        if references.form(part.reference) or references.question(part.reference):
            return ()
        raise ManualError(
            text.file,
            part.line,
            marked("{reference} finns inte i formulären. Rätta eller ta bort."),
            reference=f"{{{part.reference}}}",
        )
    if isinstance(part, Directive):
        return _generated(source, text, part, remarks, references)
    return (part,)


def _generated(
    source: ManualSource,
    text: TextChapter,
    directive: Directive,
    remarks: Sequence[Remark],
    references: References,
) -> tuple[Block, ...]:
    forms = source.library.newest_forms
    generators: Mapping[str, Callable[[], tuple[Block, ...]]] = {
        "formulär": lambda: form_blocks(forms, _by_form(remarks, references)),
        "frågor": lambda: question_blocks(forms, _by_question(remarks, references)),
        "kodningsregler": rule_blocks,
        "bortfallskoder": missing_blocks,
        "kontroller": lambda: check_blocks(forms),
        "tidsfönster": lambda: window_blocks(source.schedule, forms),
        "versioner": lambda: version_blocks(forms),
        "variabellista": lambda: variable_blocks(forms, source.derivations),
        "övningar": lambda: practice_blocks(source.practice),
        "facit": lambda: key_blocks(source.practice),
    }
    if directive.name not in generators:
        raise ManualError(
            text.file,
            directive.line,
            marked("«{name}» kan inte hämtas. Det som kan hämtas är: {known}."),
            name=directive.name,
            known=", ".join(generators),
        )
    return generators[directive.name]()


def _by_form(remarks: Sequence[Remark], references: References) -> Mapping[str, tuple[Block, ...]]:
    found = [(references.form(remark.reference), remark) for remark in remarks]
    return {form.form: remark.blocks for form, remark in found if form}


def _by_question(
    remarks: Sequence[Remark], references: References
) -> Mapping[tuple[str, str], tuple[Block, ...]]:
    found = [(references.question(remark.reference), remark) for remark in remarks]
    return {
        (place.definition.form, place.item.name): remark.blocks for place, remark in found if place
    }
