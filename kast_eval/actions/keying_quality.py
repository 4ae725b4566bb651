"""Read how well sheets are keyed at a clinic: error rates, never a person's."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kast_eval.answers.compare import compared_items
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.library import Library
from kast_eval.quality.rates import ErrorRate, may_tell_who
from kast_eval.store.comparisons import ComparedSheet, compared_sheets, undecided
from kast_eval.store.second_keyings import awaiting_second
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require


@dataclass(frozen=True)
class Rates:
    """Fields in which two keyings differed; which keying was wrong, where that may be told."""

    sheets: int
    differing: ErrorRate
    first: ErrorRate | None
    second: ErrorRate | None


@dataclass(frozen=True)
class KeyingQuality:
    """The rates of a clinic: of all its sheets, by form, and by the kind of the item."""

    site_code: str
    all: Rates
    by_form: Mapping[str, Rates]
    by_kind: Mapping[str, Rates]
    tells_who: bool
    awaiting: int
    undecided: int


def keying_quality(session: Session, user: User, library: Library, site_code: str) -> KeyingQuality:
    """Return the error rates of the clinic's second keyings."""
    require(user, Permission.READ, site_code)
    sheets = [(sheet, _paper(library, sheet)) for sheet in compared_sheets(session, site_code)]
    tells_who = _may_tell_who([sheet for sheet, _definition in sheets])
    letters = {form.form: form.letter for form in library.newest_forms}
    return KeyingQuality(
        site_code,
        _rates(sheets, lambda _sheet, _item: "", tells_who=tells_who).get("", _NOTHING),
        _rates(sheets, lambda sheet, _item: letters[sheet.sheet.form], tells_who=tells_who),
        _rates(sheets, lambda _sheet, item: type(item.kind).__name__, tells_who=tells_who),
        tells_who,
        awaiting=len(awaiting_second(session, (site_code,))),
        undecided=len(undecided(session, (site_code,))),
    )


_NOTHING = Rates(0, ErrorRate(0, 0), None, None)


def _may_tell_who(sheets: Iterable[ComparedSheet]) -> bool:
    """Tell whether enough people have keyed enough, both the first time and the second."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for sheet in sheets:
        first[sheet.keyer] += sheet.compared.fields
        second[sheet.second_keyer] += sheet.compared.fields
    return may_tell_who(first.values(), second.values())


def _paper(library: Library, sheet: ComparedSheet) -> FormDefinition:
    definition = library.get(sheet.sheet.form, sheet.sheet.version)
    return definition.as_asked(sheet.sheet.optional_items)


def _rates(
    sheets: Iterable[tuple[ComparedSheet, FormDefinition]],
    group_of: Callable[[ComparedSheet, Item], str],
    *,
    tells_who: bool,
) -> Mapping[str, Rates]:
    """Return the rates of each group that fields fall into."""
    fields: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    papers: dict[str, set[int]] = {}
    for sheet, definition in sheets:
        for item in compared_items(definition):
            group = group_of(sheet, item)
            fields[group] += 1
            differing[group] += item.name in sheet.compared.differing
            first[group] += item.name in sheet.compared.first_wrong
            second[group] += item.name in sheet.compared.second_wrong
            papers.setdefault(group, set()).add(sheet.sheet.id)
    return {
        group: Rates(
            len(papers[group]),
            ErrorRate(differing[group], fields[group]),
            ErrorRate(first[group], fields[group]) if tells_who else None,
            ErrorRate(second[group], fields[group]) if tells_who else None,
        )
        for group in sorted(fields)
    }
