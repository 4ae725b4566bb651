"""A user's own sheet, and the definition that it was keyed by."""

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.paper.extra import on_paper
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet
from kast_eval.study.roles import NotFoundError, Permission, User, require


class DefinitionChangedError(KastEvalError):
    """A sheet whose definition file is another than the one that it was keyed by."""


def own_sheet(
    session: Session, user: User, permission: Permission, library: Library, public_id: str
) -> tuple[SheetRecord, FormDefinition]:
    """Return the sheet and what stood on its paper; NotFoundError if it is another clinic's."""
    sheet = find_sheet(session, user.sites, public_id)
    if sheet is None:
        raise NotFoundError
    require(user, permission, sheet.site_code)
    return sheet, definition_of(library, sheet)


def definition_of(library: Library, sheet: SheetRecord) -> FormDefinition:
    """Return the definition as the sheet's paper had it; one that has changed is refused."""
    return on_paper(whole_definition(library, sheet), sheet.optional_items)


def whole_definition(library: Library, sheet: SheetRecord) -> FormDefinition:
    """Return the definition with what the paper did not ask; one that has changed is refused."""
    return _unchanged(library, sheet.form, sheet.version, sheet.definition_checksum)


def printed_as(
    library: Library, form: str, version: int, checksum: str, optional_items: frozenset[str]
) -> FormDefinition:
    """Return the definition as papers had it that asked `optional_items` beside the core."""
    return on_paper(_unchanged(library, form, version, checksum), optional_items)


def _unchanged(library: Library, form: str, version: int, checksum: str) -> FormDefinition:
    definition = library.get(form, version)
    if definition.checksum != checksum:
        raise DefinitionChangedError(
            "Formulärfilen {form}-{version}.yaml har ändrats sedan arket sparades. Lägg tillbaka "
            "den fil som gällde då; en ändring av ett formulär är en ny version.",
            form=form,
            version=version,
        )
    return definition
