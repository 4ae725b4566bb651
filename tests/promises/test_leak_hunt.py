"""No word, number, name or date that somebody typed is in any byte of a release."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.steps.materials import Materials
from kast_eval.dataset.formats.every import FORMATS, write_checked
from kast_eval.dataset.release.bundle import packed
from kast_eval.dataset.release.recipe import Level, recipe_text
from kast_eval.store.releases import client_codes
from kast_eval.wording import Language
from tests.actions.approving import approve_by_sight
from tests.actions.at_the_clinic import derivations, library, plan
from tests.actions.made_release import make_release
from tests.dataset.formats.made import table, text
from tests.promises.bytes_of import every_part
from tests.promises.length import FULL
from tests.promises.seeded import APPROVAL, NOW, PERSONAL_NUMBERS, PHONES, TOKEN, Seeded, seeded

pytestmark = pytest.mark.prove

MATERIALS = Materials(library(), derivations(), plan(), bytes(range(32)))
# Written so that one is found inside another too.
CODE = re.compile("(?=([a-z]{2}[0-9]{4}[a-z]))")
DAY = re.compile("(?=([0-9]{4}(?:-[0-9]{2}){2}))")
WHOM = (
    "recipient: Ett universitet\n"
    "purpose: Huvudanalysen\n"
    f"approval: {APPROVAL}\n"
    "expires: 2027-12-31\n"
)

ANONYMISED = """\
recipe: 1
level: B
language: sv
formats: [csv, csv_excel_sv, sav, dta, parquet]
points: [t0]
quasi:
  gender: defined
other:
  first_contact_mode: defined
thresholds: {k: 3}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    made = seeded(tmp_path_factory.mktemp("seeded"))
    yield made
    made.database.close()


class UndoneError(Exception):
    """Takes back what a transaction did."""


def recipe_of(level: Level) -> str:
    """Return a recipe of all that the level can hold of so few persons."""
    if level is Level.ANONYMISED:
        return ANONYMISED
    return recipe_text(level, [one.form for one in library().newest_forms], Language.SV)


def bundle(study: Seeded, level: Level, folder: Path) -> bytes:
    """Make a release, decided and agreed on where the level asks for it."""
    file, recipe = folder / "allt.yaml", recipe_of(level)
    file.write_text(recipe + ("" if level is Level.MOCK else WHOM), "utf-8")
    with study.database.begin() as session:
        planned = plan_release(session, study.researcher, NOW, MATERIALS, file)
    if level is not Level.MOCK:
        said = "decision" if level is Level.ANONYMISED else "approved"
        decided = f"{said}: {{by: Ledaren, on: 2026-10-01, columns: {planned.plan.columns}}}\n"
        file.write_text(recipe + WHOM + decided, "utf-8")
    if planned.needs_two:
        with study.database.begin() as session:
            asked = ask_release(session, study.researcher, NOW, MATERIALS, file, reason="Ja")
            approve_by_sight(session, study.colleague, NOW, MATERIALS, file, asked=asked)
    made: list[bytes] = []
    # Nothing is remembered, so that no level is held against the one before it.
    with suppress(UndoneError), study.database.begin() as session:
        release = make_release(
            session, study.researcher, NOW, MATERIALS, file, signing_key=bytes(32), workshop=folder
        )
        made.append(release.bundle)
        raise UndoneError
    return made[0]


def leaks(study: Seeded, contents: bytes) -> set[tuple[str, str]]:
    """Return what is found, and where."""
    with study.database.read() as session:
        codes = {one.casefold() for site in study.sites for one in client_codes(session, site.code)}
    rest = {TOKEN, *PERSONAL_NUMBERS, *PHONES, *(site.name.casefold() for site in study.sites)}
    assert len(codes) > 60
    assert len(study.tokens.given) > 10_000
    assert len(study.tokens.dates) > 100
    return {
        (name, secret)
        for name, text in every_part("release.zip", contents)
        for folded in [text.casefold()]
        for secret in (
            *(one for one in rest if one in folded),
            *(codes & set(CODE.findall(folded))),
            *(study.tokens.dates & set(DAY.findall(folded))),
        )
    }


# A mock file is made of no data, which test_mock holds; it is hunted through at full length.
LEVELS = [level for level in Level if FULL or level is not Level.MOCK]


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_that_somebody_typed_leaves(study: Seeded, level: Level, tmp_path: Path) -> None:
    assert leaks(study, bundle(study, level, tmp_path)) == set()


@pytest.mark.parametrize("ending", ["sav", "dta", "parquet"])
def test_a_secret_is_found_inside_a_packed_file(ending: str, study: Seeded, tmp_path: Path) -> None:
    made = table((text(),), ("den där Kanariefageln",))
    file = write_checked(made, tmp_path, FORMATS[ending], Language.SV, NOW.date())
    contents = packed({f"data/{file.name}": file.read_bytes()}, NOW.date())
    assert (f"release.zip/data/{file.name}", TOKEN) in leaks(study, contents)
