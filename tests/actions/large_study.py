"""A store with many made-up clients who said yes, put in without the pages' checks, in seconds."""

from collections.abc import Iterable, Iterator, Mapping
from random import Random

from kast_eval.store.clients import add_client
from kast_eval.store.database import Database
from kast_eval.store.entries import add_entry
from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import add_sheet
from kast_eval.study.timepoint import timepoint
from tests.actions.at_the_clinic import NOW, code, library

RECIPE = """\
recipe: 1
level: B
language: sv
formats: [csv]
points: [t0, f06]
quasi:
  age_group: defined
  gender: defined
  education: defined
sensitive:
  goal_main: {rare: 97}
outcomes:
  buy_total_90d_n: {cuts: [1, 5]}
recipient: Ett universitet
purpose: Undervisning
approval: 2026-00000-01
expires: 2027-12-31
"""


def add_clients(
    database: Database, site_code: str, letters: str, numbers: Iterable[int], keyer: str
) -> None:
    """Put in clients with a start form by staff, a start form, and most of them a follow-up."""
    with database.begin() as session:
        for number in numbers:
            whose = code(number, letters)
            client = add_client(session, site_code, whose, person_type=1, first_seen=NOW)
            for sheet in _sheets(number):
                add_keyed(session, site_code, client, sheet, keyer)


def _sheets(number: int) -> Iterator[tuple[str, int | None, Mapping[str, str]]]:
    chance = Random(number)
    bought = chance.choice([0, 3, 8])
    yield "start_staff", None, {"consent_research": "1"}
    yield (
        "start",
        None,
        {
            "age_years": chance.choice(["22", "29", "31", "38", "44", "52"]),
            "gender": "2",
            "education": chance.choice(["1", "2", "2", "3"]),
            "goal_main": chance.choice(["1", "2"]),
            "buy_ever": "1",
            "buy_phys_90d_n": str(bought),
            "buy_rem_90d_n": "0",
        },
    )
    if number % 4:
        yield (
            "followup",
            6,
            {
                "buy_phys_90d_n": str(max(0, bought - chance.choice([0, 3]))),
                "buy_rem_90d_n": "0",
            },
        )


def add_keyed(
    session: Session,
    site_code: str,
    client: ClientRecord,
    sheet: tuple[str, int | None, Mapping[str, str]],
    keyer: str,
) -> None:
    """Put in one sheet of a client: its form, its number and what was keyed."""
    form, number, texts = sheet
    definition = library().newest(form).as_asked()
    added = add_sheet(
        session,
        site_code,
        client,
        definition,
        timepoint=timepoint(definition.timing, number),
        number=number,
        created=NOW,
    )
    add_entry(
        session,
        added.id,
        texts,
        {},
        entered_by=keyer,
        entered_at=NOW,
        submission=f"{client.code} {form}",
    )
