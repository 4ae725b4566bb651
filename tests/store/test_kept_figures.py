import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.kept_figures import FiguresKind, keep_figures, kept_figures
from tests.store.made import HERE, NOW, THERE

BOARD, TOGETHER = FiguresKind.BOARD_PAPER, FiguresKind.COMPARISON


@pytest.mark.parametrize("site_code", [HERE, None])
def test_who_comes_second_finds_what_the_first_has_kept(
    database: Database, site_code: str | None
) -> None:
    for content in ("first", "second"):
        with database.begin() as session:
            kept = keep_figures(session, BOARD, "2026-1", content, site_code=site_code, kept_at=NOW)
            assert kept == "first"


def test_each_clinic_each_quarter_and_each_kind_has_its_own(database: Database) -> None:
    with database.begin() as session:
        for kind, quarter, site_code in (
            (BOARD, "2026-1", HERE), (BOARD, "2026-2", HERE), (BOARD, "2026-1", THERE),
            (TOGETHER, "2026-1", None), (BOARD, "2026-1", None),
        ):  # fmt: skip
            content = f"{kind} {quarter} {site_code}"
            keep_figures(session, kind, quarter, content, site_code=site_code, kept_at=NOW)
        assert kept_figures(session, BOARD, site_code=HERE) == {
            "2026-1": f"board paper 2026-1 {HERE}",
            "2026-2": f"board paper 2026-2 {HERE}",
        }
        assert kept_figures(session, TOGETHER) == {"2026-1": "comparison 2026-1 None"}
        assert kept_figures(session, TOGETHER, site_code=HERE) == {}


@pytest.mark.parametrize(
    "statement", ["UPDATE kept_figures SET content = ''", "DELETE FROM kept_figures"]
)
def test_what_was_shown_stays_as_it_was(database: Database, statement: str) -> None:
    with database.begin() as session:
        keep_figures(session, TOGETHER, "2026-1", "{}", kept_at=NOW)
    with pytest.raises(IntegrityError, match="never"), database.begin() as session:
        session.connection.execute(text(statement))


def test_a_clinics_figures_are_for_it_alone_and_the_countrys_for_all(database: Database) -> None:
    with database.seeing({HERE}).begin() as session:
        keep_figures(session, BOARD, "2026-1", "here", site_code=HERE, kept_at=NOW)
        keep_figures(session, TOGETHER, "2026-1", "all", kept_at=NOW)
    with database.seeing({THERE}).read() as session:
        assert kept_figures(session, TOGETHER) == {"2026-1": "all"}
        assert kept_figures(session, BOARD, site_code=THERE) == {}
