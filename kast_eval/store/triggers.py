"""Triggers that refuse to change or remove what must stay."""

from collections.abc import Mapping

_TEMPLATE = (
    "CREATE TRIGGER {name} BEFORE {verb} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{why}'); END"
)

KEPT = (
    "absence",
    "approval",
    "approval_decision",
    "approval_use",
    "backup_folder",
    "backup_run",
    "certificate",
    "comparison",
    "disposal_decision",
    "ended_role",
    "entry",
    "erased_sheet",
    "erasure",
    "event",
    "finding_answer",
    "kept_figures",
    "package_identity",
    "package_made",
    "package_sender",
    "package_taken",
    "paper",
    "paper_end",
    "paper_location",
    "practice_result",
    "published",
    "query",
    "query_answer",
    "release",
    "release_profile",
    "released_client",
    "released_pooled",
    "reminder",
    "resolution",
    "second_keying",
    "sheet_move",
    "signed_sample",
    "site_items",
    "site_points",
)
"""The tables that rows are only added to."""

_ERASED_CLIENT = "EXISTS (SELECT 1 FROM erasure WHERE erasure.client_id = OLD.client_id)"
_ERASED_SHEET = (
    "EXISTS (SELECT 1 FROM sheet JOIN erased_sheet ON erased_sheet.public_id = sheet.public_id "
    "WHERE sheet.id = OLD.sheet_id)"
)
_ABOUT_ERASED_SHEET = (
    "EXISTS (SELECT 1 FROM erased_sheet "
    "WHERE CAST(OLD.details AS TEXT) LIKE '%' || erased_sheet.public_id || '%')"
)

ERASABLE: Mapping[str, str] = {
    "absence": _ERASED_CLIENT,
    "comparison": _ERASED_SHEET,
    "entry": _ERASED_SHEET,
    "finding_answer": _ERASED_SHEET,
    "query": f"{_ERASED_CLIENT} OR {_ERASED_SHEET} OR {_ABOUT_ERASED_SHEET}",
    "query_answer": (
        "EXISTS (SELECT 1 FROM query LEFT JOIN sheet ON sheet.id = query.sheet_id "
        "WHERE query.id = OLD.query_id AND ("
        "EXISTS (SELECT 1 FROM erasure WHERE erasure.client_id = query.client_id) OR "
        "EXISTS (SELECT 1 FROM erased_sheet WHERE erased_sheet.public_id = sheet.public_id) OR "
        "EXISTS (SELECT 1 FROM erased_sheet "
        "WHERE CAST(query.details AS TEXT) LIKE '%' || erased_sheet.public_id || '%')))"
    ),
    "reminder": _ERASED_CLIENT,
    "resolution": (
        "EXISTS (SELECT 1 FROM comparison JOIN sheet ON sheet.id = comparison.sheet_id "
        "JOIN erased_sheet ON erased_sheet.public_id = sheet.public_id "
        "WHERE comparison.id = OLD.comparison_id)"
    ),
    "second_keying": _ERASED_SHEET,
    "sheet_move": _ERASED_SHEET,
}
"""When a kept row may be removed all the same: its client was erased, by two people's decision."""

AGREED = (
    "NEW.again OR (SELECT training FROM store_info) OR EXISTS (SELECT 1 FROM approval_decision "
    "JOIN approval ON approval.id = approval_decision.approval_id "
    "JOIN client ON client.id = NEW.client_id "
    "WHERE approval_decision.id = NEW.decision_id AND approval_decision.approved "
    "AND approval_decision.decided_by <> approval.asked_by AND approval.subject = 'erasure' "
    "AND approval.target = client.code)"
)
"""What an erasure stands on: two people's decision about that very client; practice needs none."""

DISAGREED = "erasure needs two people"


def _removal(table: str) -> str:
    return f"WHEN NOT ({ERASABLE[table]}) " if table in ERASABLE else ""


TRIGGERS: Mapping[str, str] = {
    **{
        name: _TEMPLATE.format(
            name=name, verb=verb, table=table, when=when, why=f"{table} is never {done}"
        )
        for table in KEPT
        for name, verb, when, done in (
            (f"{table}_kept", "UPDATE", "", "changed"),
            # INSERT OR REPLACE removes the old row first, and meets this trigger because the
            # connection has recursive triggers on.
            (f"{table}_stays", "DELETE", _removal(table), "removed"),
        )
    },
    "erasure_agreed": _TEMPLATE.format(
        name="erasure_agreed", verb="INSERT", table="erasure", when=f"WHEN NOT ({AGREED}) ",
        why=DISAGREED,
    ),
}  # fmt: skip
"""The statement that makes each trigger, by the trigger's name."""
