import csv
from io import StringIO
from pathlib import Path

import pytest

from kast_eval.actions.choose_items import choose_items
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.export_site import Export, export_site
from kast_eval.actions.open_sheet import open_sheet
from kast_eval.actions.resolve_differences import Decision, Right
from kast_eval.actions.steps.sheet import DefinitionChangedError
from kast_eval.dataset.person_id import person_id
from kast_eval.definition.library import Library, read_library
from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.study.site import Site
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    THERE,
    Correcting,
    Sent,
    code,
    correct,
    derivations,
    enter,
    entered,
    library,
    noted,
    plan,
)
from tests.actions.twice import DIFFERENT, Again, decide, keyed_again

KEY = bytes(range(32))


def exported(
    database: Database,
    user: User = LEAD,
    site_code: str = HERE,
    forms: Library | None = None,
) -> Export:
    with database.begin() as session:
        return export_site(
            session, user, NOW, forms or library(),
            site_code=site_code, derivations=derivations(), person_key=KEY,
        )  # fmt: skip


def rows(export: Export, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(export.files[name].decode(), newline="")))


def test_every_sheet_of_the_clinic_leaves_once_coded(database: Database) -> None:
    enter(database, Sent(number=1, submission="a"), {**TEXTS, "mood_7d": "07"[1:]})
    enter(database, Sent(number=2, submission="b"), TEXTS)
    export = exported(database)
    assert export.sheets == 2
    found = rows(export, "ÖVNING_checkin.csv")
    assert [(row["timepoint"], row["mood_7d"]) for row in found] == [("s01", "7"), ("s02", "7")]
    assert {row["person_id"] for row in found} == {person_id(KEY, HERE, code(1))}
    assert {row["site_code"] for row in found} == {HERE}


def test_the_newest_entry_is_what_leaves(database: Database) -> None:
    sheet = entered(database)
    correct(database, sheet, {**TEXTS, "mood_7d": "2"}, Correcting())
    assert [row["mood_7d"] for row in rows(exported(database), "ÖVNING_checkin.csv")] == ["2"]


def test_every_row_says_how_final_its_sheet_is(database: Database) -> None:
    entered(database, Sent("contact_log", HERE, 1, None, "row"), {})
    public_ids = [
        entered(database, Sent(number=number, submission=f"page {number}"))
        for number in range(1, 5)
    ]
    for number, texts in ((2, TEXTS), (3, DIFFERENT), (4, DIFFERENT)):
        page = Again(number=number, submission=f"again {number}")
        keyed_again(database, public_ids[number - 1], texts, page)
    decide(database, public_ids[3], dict.fromkeys(DIFFERENT, Decision(Right.FIRST, "fel ruta")))
    export = exported(database)
    assert [row["keying_status"] for row in rows(export, "ÖVNING_contact_log.csv")] == ["1"]
    statuses = [row["keying_status"] for row in rows(export, "ÖVNING_checkin.csv")]
    assert statuses == ["2", "4", "3", "5"]


def test_no_client_code_note_or_user_leaves(database: Database) -> None:
    enter(database, texts={**TEXTS, "mood_7d": "x"}, notes={"mood_7d": "kanariefågel"})
    files = exported(database).files
    everything = b"".join(files[f"ÖVNING_{name}.csv"] for name in ("checkin", "flags"))
    for secret in (code(1), code(1)[2:], "kanariefågel", ANNA.name, LEAD.name):
        assert secret.encode() not in everything
    assert b"ambiguous" in everything


def test_another_clinic_s_sheets_never_leave_with_it(database: Database) -> None:
    enter(database, Sent(code=code(1, "XY")), TEXTS, user=NEIGHBOUR)
    assert exported(database).sheets == 0


def test_each_export_is_noted_with_its_size_only(database: Database) -> None:
    enter(database)
    exported(database)
    assert noted(database)[-1] == ("lead", "exported", "1 sheets", HERE)


def test_progress_is_told_sheet_by_sheet(database: Database) -> None:
    enter(database, Sent(number=1, submission="a"))
    enter(database, Sent(number=2, submission="b"))
    told: list[tuple[int, int]] = []
    with database.begin() as session:
        export_site(
            session, LEAD, NOW, library(),
            site_code=HERE, derivations=derivations(), person_key=KEY,
            tell=lambda done, total: told.append((done, total)),
        )  # fmt: skip
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("user", "site_code", "refusal"),
    [
        # A counsellor keys, but does not export.
        (ANNA, HERE, NotAllowedError),
        (RESEARCHER, THERE, NotFoundError),
        (User("cecilia", {"9999": frozenset({Role.LEAD})}), "9999", NotFoundError),
    ],
)
def test_only_who_may_exports_and_only_an_own_clinic(
    database: Database, user: User, site_code: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        exported(database, user, site_code)
    assert noted(database) == []


def test_a_form_that_was_changed_after_keying_is_refused(
    database: Database, tmp_path: Path
) -> None:
    enter(database)
    folder = Path(__file__).parents[2] / "forms"
    for file in folder.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(DefinitionChangedError, match="checkin-1"):
        exported(database, forms=read_library(tmp_path))


@pytest.mark.parametrize(("training", "name"), [(True, "ÖVNING_start.csv"), (False, "start.csv")])
def test_the_sort_of_the_database_decides_the_mark(
    tmp_path: Path, name: str, *, training: bool
) -> None:
    opened = open_database(tmp_path / "other", training=training)
    # A clinic that says the opposite of its database.
    site = Site("0680", "Jönköping", "GB", "RB", in_study=True, training=not training)
    user = User("lead", {site.code: frozenset({Role.LEAD})})
    with opened.begin() as session:
        add_site(session, site)
        add_user(session, user.name, user.roles, created=NOW)
    assert name in exported(opened, user, site.code).files
    opened.close()


def test_relatives_and_clinics_leave_without_a_link_to_any_client(database: Database) -> None:
    relative = Sent("relative_start", code(1, "RX"), None, None, "relative")
    enter(database, Sent(submission="client"))
    enter(database, relative, {"strain": "7"})
    enter(database, Sent("contact_log", "", 1, None, "row"), {"contact_by": "1"})
    export = exported(database)
    (client,), (own,) = (
        rows(export, f"ÖVNING_{form}.csv") for form in ("checkin", "relative_start")
    )
    assert own["person_id"] == person_id(KEY, HERE, code(1, "RX")) != client["person_id"]
    assert (own["person_type"], own["timepoint"]) == ("3", "t0")
    (row,) = rows(export, "ÖVNING_contact_log.csv")
    assert "person_id" not in row
    assert (row["site_code"], row["timepoint"], row["contact_by"]) == (HERE, "r0001", "1")
    assert {one["person_id"] for one in rows(export, "ÖVNING_episodes.csv")} == {
        client["person_id"]
    }


def test_what_a_clinic_has_not_asked_is_told_from_what_is_missing(database: Database) -> None:
    with database.begin() as session:
        choose_items(session, LEAD, NOW, library(), "checkin", site_code=HERE, names=())
        opened = open_sheet(session, ANNA, NOW, plan(), code=code(1), form="checkin", number=1)
        enter_form(
            session, ANNA, NOW, opened.definition, TEXTS, plan=plan(), notes={},
            code=opened.code, number=1, person_type=1, submission="asked less",
        )  # fmt: skip
    (row,) = rows(exported(database), "ÖVNING_checkin.csv")
    assert (row["confidence"], row["urge_max_7d"]) == ("-9", "-7")
