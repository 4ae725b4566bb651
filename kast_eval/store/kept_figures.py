"""Queries about figures that were shown once and stay the same: counts, and nobody's answers."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select

from kast_eval.store.session import Session
from kast_eval.store.tables import KeptFiguresRow
from kast_eval.store.upsert import insert


class FiguresKind(StrEnum):
    """What figures were shown on."""

    BOARD_PAPER = "board paper"
    COMPARISON = "comparison"


# Whoever comes second finds what the first has kept; the rows are never changed.
_ADD = insert(KeptFiguresRow).on_conflict_do_nothing()
_OF_KIND = select(KeptFiguresRow.quarter, KeptFiguresRow.content).where(
    KeptFiguresRow.kind == bindparam("kind"),
    KeptFiguresRow.site_code.is_not_distinct_from(bindparam("site_code")),
)


def keep_figures(
    session: Session,
    kind: FiguresKind,
    quarter: str,
    content: str,
    *,
    kept_at: datetime,
    site_code: str | None = None,
) -> str:
    """Keep the figures of a quarter unless there are some already; return those that count.

    They are of one clinic, or without one of the whole country. What is kept is JSON text with
    every small number hidden in it already.
    """
    values = {
        "site_code": site_code,
        "kind": kind,
        "quarter": quarter,
        "content": content,
        "kept_at": kept_at,
    }
    session.connection.execute(_ADD, values)
    return kept_figures(session, kind, site_code=site_code)[quarter]


def kept_figures(
    session: Session, kind: FiguresKind, *, site_code: str | None = None
) -> Mapping[str, str]:
    """Return what has been kept of a clinic, or of the whole country, by quarter."""
    wanted = {"kind": kind, "site_code": site_code}
    return {row.quarter: row.content for row in session.connection.execute(_OF_KIND, wanted)}
