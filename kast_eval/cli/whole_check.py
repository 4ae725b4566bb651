"""What is wrong with the forms and with all that is made of them, for those who write them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from kast_eval.definition.check import form_faults
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.form_differences import spots
from kast_eval.definition.library import Library, read_library
from kast_eval.errors import DefinitionError
from kast_eval.manual.assemble import assemble, read_manual
from kast_eval.manual.edition import Edition
from kast_eval.paper.layout import NoRoomError, lay_out
from kast_eval.study.course.read_conversation import read_conversation
from kast_eval.study.keying import read_keying
from kast_eval.study.read_schedule import read_schedule
from kast_eval.wording import Language


def every_fault(forms: Path, manual: Path) -> tuple[DefinitionError, ...]:
    """Return the faults of the forms; without any, those of all that hangs on them."""
    faults = form_faults(forms)
    if faults:
        return faults
    library = read_library(forms)
    no_room = list(_without_room(library))
    beside = [
        *_fault_of(lambda: read_derivations(forms, library)),
        *_fault_of(lambda: read_schedule(forms, library.newest_forms)),
        *_fault_of(lambda: read_keying(forms, library.newest_forms)),
        *_fault_of(lambda: read_conversation(forms, library.newest_forms)),
    ]
    # The manual has tables of them: it cannot be made before they are right.
    of_manual = [] if beside else list(_fault_of(lambda: _make_manual(manual, forms)))
    return (*no_room, *beside, *of_manual)


def _fault_of(read: Callable[[], object]) -> Iterator[DefinitionError]:
    try:
        read()
    except DefinitionError as error:
        yield error


def _make_manual(manual: Path, forms: Path) -> None:
    source = read_manual(manual, forms)
    for edition in Edition:
        assemble(source, edition)


def _without_room(library: Library) -> Iterator[DefinitionError]:
    """Give every form that does not fit its pages as it is printed by default."""
    for definition in library.newest_forms:
        try:
            # The languages share their boxes, so that one tells of both.
            lay_out(definition.as_asked(), Language.SV)
        except NoRoomError as error:
            file = f"{definition.form}-{definition.version}.yaml"
            on_page = (
                definition.lines[name]
                for name, spot in spots(definition.as_asked()).items()
                if spot.page == error.details["page"]
            )
            yield DefinitionError(file, next(on_page), error.text, **error.details)
