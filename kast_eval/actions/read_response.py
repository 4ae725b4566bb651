"""Read how a clinic's forms come in, and what they leave unanswered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.sheet import printed_as
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.kinds.answer import Answer
from kast_eval.quality.response import ReadSheets, Response, response_of
from kast_eval.store.comparisons import compared_sheets
from kast_eval.store.erasures import erasures
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import site_facts
from kast_eval.store.site_sheets import counting_texts
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require
from kast_eval.study.site import Site


@dataclass(frozen=True)
class SiteResponse:
    """A clinic's own figures: all of them, for the numbers are its own."""

    site: Site
    response: Response


def read_response(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    printed: bool = False,
) -> SiteResponse:
    """Return the clinic's figures of today; that they were read, or printed, is noted."""
    require(user, Permission.READ_RESPONSE, site_code)
    ledger = read_ledger(session, user, now, plan, site_code)
    response = response_of(
        plan.schedule,
        site_facts(session, site_code),
        ledger.expected,
        ReadSheets(
            _answers(session, plan.library, site_code),
            [(one.sheet.form, one.compared) for one in compared_sheets(session, site_code)],
        ),
        ledger.today,
    )
    erased = len(erasures(session, (site_code,)))
    response = replace(response, flow=replace(response.flow, erased=erased))
    action = "printed" if printed else "read response"
    note_event(session, now, user.name, action, "response", site_code=site_code)
    return SiteResponse(ledger.site, response)


def _answers(
    session: Session, library: Library, site_code: str
) -> Iterator[tuple[FormDefinition, Mapping[str, Answer]]]:
    """Give the answers of every sheet, each by what stood on its paper."""
    printed: dict[tuple[str, int, str, frozenset[str]], FormDefinition] = {}
    for one in counting_texts(session, site_code):
        key = one.form, one.version, one.definition_checksum, one.optional_items
        if key not in printed:
            printed[key] = printed_as(library, *key)
        reading = read_answers(
            printed[key],
            one.texts,
            # What was in the past when it was keyed is so still, even if the clock was set back.
            today=clock.clinic_day(one.entered_at),
            known={} if one.person_type is None else {"person_type": one.person_type},
        )
        yield printed[key], reading.answers
