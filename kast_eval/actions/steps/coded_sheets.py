"""The sheets of a clinic as the dataset takes them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from kast_eval import clock
from kast_eval.actions.steps.sheet import whole_definition
from kast_eval.dataset.person_id import person_id
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.paper.extra import on_paper
from kast_eval.store.keyed_sheets import sheets_with_texts
from kast_eval.store.records import SheetRecord
from kast_eval.store.second_keyings import keying_statuses
from kast_eval.store.session import Session
from kast_eval.study.keying_status import KeyingStatus
from kast_eval.study.site import Site


def coded_sheets(
    session: Session, library: Library, site: Site, person_key: bytes, *, for_study: bool
) -> Mapping[str, tuple[KeyedSheet, ...]]:
    """Return the newest entry of every sheet by form; for the study only what may go over to it."""
    statuses = keying_statuses(session, (site.code,))
    papers = _Papers(library)
    ids = cache(partial(person_id, person_key, site.code))
    return {
        form: tuple(
            _keyed(
                sheet,
                texts,
                papers.of(sheet),
                None if sheet.client_code is None else ids(sheet.client_code),
                statuses.get(sheet.id, KeyingStatus.ONCE),
            )
            for sheet, texts, entered_at in sheets_with_texts(session, (site.code,), form=form)
            if not for_study or site.is_in_study(clock.clinic_day(entered_at))
        )
        for form in dict.fromkeys(definition.form for definition in library.forms)
    }


@dataclass(frozen=True)
class _Papers:
    """The whole form and the paper of sheets, each found once."""

    library: Library
    found: dict[tuple[str, int, str, frozenset[str]], tuple[FormDefinition, FormDefinition]] = (
        field(default_factory=dict)
    )

    def of(self, sheet: SheetRecord) -> tuple[FormDefinition, FormDefinition]:
        """Return the definition of a sheet and what stood on its paper."""
        key = sheet.form, sheet.version, sheet.definition_checksum, sheet.optional_items
        if key not in self.found:
            definition = whole_definition(self.library, sheet)
            self.found[key] = definition, on_paper(definition, sheet.optional_items)
        return self.found[key]


def _keyed(
    sheet: SheetRecord,
    texts: Mapping[str, str],
    papers: tuple[FormDefinition, FormDefinition],
    whose: str | None,
    status: KeyingStatus,
) -> KeyedSheet:
    definition, paper = papers
    return KeyedSheet(
        person_id=whose,
        site_code=sheet.site_code,
        person_type=sheet.person_type,
        definition=definition,
        optional_items=sheet.optional_items,
        episode_no=sheet.episode_no,
        timepoint=sheet.timepoint,
        number=sheet.number,
        texts=texts,
        keying_status=status,
        paper=paper,
    )
