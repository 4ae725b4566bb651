"""No word, number, name or date that somebody typed is in any byte of a release."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.make_release import make_release
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.steps.release import Materials
from kast_eval.dataset.formats.every import FORMATS, write_checked
from kast_eval.dataset.release.bundle import packed
from kast_eval.dataset.release.recipe import Level, recipe_text
from kast_eval.store.releases import client_codes
from kast_eval.wording import Language
from tests.actions.at_the_clinic import derivations, library, plan
from tests.dataset.formats.made import table, text
from tests.promises.bytes_of import every_part
from tests.promises.seeded import APPROVAL, NOW, PERSONAL_NUMBERS, PHONES, Seeded, seeded

pytestmark = pytest.mark.prove

MATERIALS = Materials(library(), derivations(), plan(), bytes(range(32)))
WHOM = (
    "recipient: Ett universitet\n"
    "purpose: Huvudanalysen\n"
    f"approval: {APPROVAL}\n"
    "expires: 2027-12-31\n"
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    made = seeded(tmp_path_factory.mktemp("seeded"))
    yield made
    made.database.close()


def bundle(study: Seeded, level: Level, folder: Path) -> bytes:
    """Make a release of everything that the level can hold, decided and agreed on."""
    file = folder / "allt.yaml"
    recipe = recipe_text(level, [one.form for one in library().newest_forms], Language.SV)
    file.write_text(recipe + ("" if level is Level.MOCK else WHOM), "utf-8")
    with study.database.begin() as session:
        planned = plan_release(session, study.researcher, NOW, MATERIALS, file)
    if planned.needs_two:
        decided = f"approved: {{by: Ledaren, on: 2026-10-01, columns: {planned.plan.columns}}}\n"
        file.write_text(recipe + WHOM + decided, "utf-8")
        with study.database.begin() as session:
            asked = ask_release(session, study.researcher, NOW, MATERIALS, file, reason="Ja")
            decide_approval(session, study.colleague, NOW, asked, approved=True, reason="")
    with study.database.begin() as session:
        return make_release(
            session, study.researcher, NOW, MATERIALS, file, signing_key=bytes(32), workshop=folder
        ).bundle


def leaks(study: Seeded, contents: bytes) -> list[tuple[str, str]]:
    """Return what is found, and where; each sort of secret is looked for at once."""
    with study.database.read() as session:
        codes = {code for site in study.sites for code in client_codes(session, site.code)}
    secrets = {*PERSONAL_NUMBERS, *PHONES, *codes, *study.tokens.dates, "kanariefagel",
               *(site.name.casefold() for site in study.sites)}  # fmt: skip
    assert len(codes) > 60
    assert len(study.tokens.given) > 10_000
    assert len(study.tokens.dates) > 100
    return [
        (name, secret)
        for name, text in every_part("release.zip", contents)
        for folded in [text.casefold()]
        for secret in secrets
        if secret.casefold() in folded
    ]


@pytest.mark.parametrize("level", Level)
def test_nothing_that_somebody_typed_leaves(study: Seeded, level: Level, tmp_path: Path) -> None:
    assert leaks(study, bundle(study, level, tmp_path)) == []


@pytest.mark.parametrize("ending", ["sav", "dta", "parquet"])
def test_a_secret_is_found_inside_a_packed_file(ending: str, study: Seeded, tmp_path: Path) -> None:
    made = table((text(),), ("den där Kanariefageln",))
    file = write_checked(made, tmp_path, FORMATS[ending], Language.SV, NOW.date())
    contents = packed({f"data/{file.name}": file.read_bytes()}, NOW.date())
    assert leaks(study, contents) != []
