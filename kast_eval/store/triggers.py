"""Triggers that refuse to change or remove what must stay."""

from collections.abc import Mapping

_TEMPLATE = "CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END"

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
    "event",
    "finding_answer",
    "paper",
    "paper_end",
    "paper_location",
    "practice_result",
    "query",
    "query_answer",
    "release",
    "released_client",
    "reminder",
    "resolution",
    "second_keying",
    "sheet_move",
    "signed_sample",
    "site_items",
    "site_points",
)
"""The tables that rows are only added to."""

TRIGGERS: Mapping[str, str] = {
    name: _TEMPLATE.format(name=name, verb=verb, table=table, why=f"{table} is never {done}")
    for table in KEPT
    for name, verb, done in (
        (f"{table}_kept", "UPDATE", "changed"),
        # INSERT OR REPLACE removes the old row first, and meets this trigger because the
        # connection has recursive triggers on.
        (f"{table}_stays", "DELETE", "removed"),
    )
}
"""The statement that makes each trigger, by the trigger's name."""
