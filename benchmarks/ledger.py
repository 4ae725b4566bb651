"""The ledger of a clinic, beside that of an empty one and of one that is alone."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from benchmarks.measured import Figure, a_second
from benchmarks.sheets import FORMS
from kast_eval import clock
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.facts import read_by
from kast_eval.definition.form import Subject
from kast_eval.definition.library import read_library
from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.tables import ClientRow, SheetFactsRow, SheetRow
from kast_eval.store.users import add_user
from kast_eval.study.client_code import LETTERS
from kast_eval.study.plan import Plan, read_plan
from kast_eval.study.roles import Role, User
from kast_eval.study.site import Site

CLINICS, CLIENTS, SESSIONS = 40, 50, 10
READS = 20
MOST_TIMES_ALONE = 1.3
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
BEGUN = NOW - timedelta(days=400)
USER = "user"

Row = dict[str, object]


def papers() -> Iterator[tuple[str, str, int | None, int]]:
    """Give form, time point, number and day of each of a client's 25 sheets but for the last."""
    yield "start", "t0", None, 0
    yield "start_staff", "t0", None, 0
    for number in range(1, SESSIONS + 1):
        yield "checkin", f"s{number:02}", number, number * 7 - 7
        yield "session", f"s{number:02}", number, number * 7 - 7
    yield "closing", "t1", None, SESSIONS * 7
    yield "closing_staff", "t1", None, SESSIONS * 7
    yield "followup", "f06", 6, SESSIONS * 7 + 182


def rows(plan: Plan, clinics: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Return clients, sheets and facts of as many clinics, sheets in the order of their days."""
    clients: list[Row] = []
    made: list[Row] = []
    for clinic in range(clinics):
        for client in range(CLIENTS):
            clients.append(
                {
                    "id": len(clients) + 1,
                    "site_code": site(clinic).code,
                    "code": f"{site(clinic).letters}{client:04}",
                    "person_type": 1,
                    "first_seen": BEGUN,
                }
            )
            begun = BEGUN + timedelta(days=client * 3)
            made += [
                facts(plan, clients[-1], begun, *paper)
                for paper in papers()
                # One client in five has been forgotten to follow up.
                if paper[0] != "followup" or client % 5
            ]
    made.sort(key=lambda row: str(row["day"]))
    for number, row in enumerate(made, start=1):
        row |= {"sheet_id": number, "public_id": f"sheet {number:018}"}
    return clients, [sheet_of(row, plan) for row in made], made


def facts(
    plan: Plan, client: Row, begun: datetime, form: str, timepoint: str, *place: int | None
) -> Row:
    number, days = place
    day = (begun + timedelta(days=days or 0)).date()
    items = plan.schedule.signs.items_of(form)
    return {
        "site_code": client["site_code"], "client_id": client["id"], "episode_no": 1,
        "form": form, "timepoint": timepoint, "number": number, "version": 1,
        "saved_on": day, "day": day, "status": 1,
        "codes": dict.fromkeys((name for name in items if "date" not in name), 1),
        "days": {name: day.isoformat() for name in items if "date" in name},
        "read_by": read_by(plan.schedule, form),
    }  # fmt: skip


def sheet_of(row: Row, plan: Plan) -> Row:
    kept = ("public_id", "site_code", "client_id", "form", "version", "episode_no", "timepoint")
    return {name: row[name] for name in kept} | {
        "id": row["sheet_id"], "number": row["number"], "created": BEGUN,
        "definition_checksum": plan.schedule.forms[str(row["form"])].checksum,
        "optional_items": frozenset[str](),
    }  # fmt: skip


def site(clinic: int) -> Site:
    first, second = divmod(clinic, len(LETTERS))
    letters = f"{LETTERS[first]}{LETTERS[second]}"
    return Site(
        f"{clinic:04}", f"Mottagning {clinic}", letters, f"R{clinic}", in_study=True, training=True
    )


def filled(folder: Path, plan: Plan, clinics: int) -> Database:
    """Return a database of as many clinics, and one clinic more without a sheet."""
    database = open_database(folder, training=True)
    clients, sheets, read = rows(plan, clinics)
    with database.begin() as session:
        for clinic in range(clinics + 1):
            add_site(session, site(clinic))
        roles = {site(clinic).code: frozenset({Role.COUNSELLOR}) for clinic in range(clinics + 1)}
        add_user(session, USER, roles, created=BEGUN)
        for table, of_table in ((ClientRow, clients), (SheetRow, sheets), (SheetFactsRow, read)):
            session.connection.execute(insert(table), of_table)
    return database


def read_often(database: Database, plan: Plan, clinic: int, *, clients: int) -> None:
    user = User(USER, {site(clinic).code: frozenset({Role.COUNSELLOR})})
    for _ in range(READS):
        with database.read() as session:
            found = read_ledger(session, user, NOW, plan, site(clinic).code)
        assert len({one.code for one in found.expected}) == clients


def figures() -> Iterator[Figure]:
    library = read_library(FORMS)
    plan = read_plan(FORMS, library)
    assert {library.newest(form).subject for form, *_ in papers()} == {Subject.CLIENT}
    assert clock.clinic_day(NOW) > clock.clinic_day(BEGUN)
    with tempfile.TemporaryDirectory() as name:
        many = filled(Path(name) / "many", plan, CLINICS)
        alone = filled(Path(name) / "alone", plan, 1)
        with closing(many), closing(alone):
            among = a_second(
                READS,
                lambda: read_often(many, plan, 7, clients=CLIENTS + 1),
                lambda: read_often(alone, plan, 0, clients=CLIENTS + 1),
            )
            yield Figure("ledger among 40 clinics, beside 1", *among, MOST_TIMES_ALONE)
            full = a_second(
                READS,
                lambda: read_often(many, plan, 7, clients=CLIENTS + 1),
                lambda: read_often(many, plan, CLINICS, clients=0),
            )
            yield Figure("ledger of 1250 sheets, beside none", *full)
