"""What guards the rows on a server: grants, triggers that keep rows, row-level security."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Connection, Table, text

from kast_eval.store.tables import Base
from kast_eval.store.triggers import AGREED, DISAGREED, ERASABLE, KEPT

WORKING_ROLE = "kast_eval_work"
"""What every page and command works as: it owns nothing and row-level security binds it."""

SITES = "kast_eval.sites"
"""The setting of a transaction that tells whose rows there are for it."""

EMPTYING = "kast_eval.emptying"
"""The setting of a transaction that empties a training database."""

EVERY_SITE = "*"

OPEN: Mapping[str, str] = {
    "event": "the chain goes through all clinics; an event tells nothing of a client",
    "ended_role": "as role_at_site",
    "role_at_site": "it is read to know which clinics a user has",
}
"""Tables with the code of a clinic whose rows are there for all, and why."""

_POLICY = "own_sites"
_OF_SITE = (
    f"(SELECT current_setting('{SITES}', true)) = '{EVERY_SITE}' OR site_code = ANY "
    f"(string_to_array((SELECT current_setting('{SITES}', true)), ','))"
)

_KEPT_FUNCTION = """
CREATE OR REPLACE FUNCTION kast_eval_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('kast_eval.emptying', true) = 'on'
        AND (SELECT training FROM store_info)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is never %', TG_TABLE_NAME,
        CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""

# As above, and what was erased by two people's decision is let go.
_STAYS_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (current_setting('kast_eval.emptying', true) = 'on' AND (SELECT training FROM store_info))
        OR {erased}
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is never removed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""
_AGREED_FUNCTION = f"""
CREATE OR REPLACE FUNCTION kast_eval_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {AGREED} THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{DISAGREED}' USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""
_AGREED_TRIGGER = "erasure_agreed"

_TRIGGERS: Mapping[str, str] = {
    "kept": "BEFORE UPDATE ON {table} FOR EACH ROW",
    "stays": "BEFORE DELETE ON {table} FOR EACH ROW",
    "whole": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}

_HELD_TRIGGERS = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
_HELD_POLICIES = text(
    "SELECT tablename FROM pg_policies JOIN pg_class ON relname = tablename "
    "AND relnamespace = 'public'::regnamespace WHERE policyname = :policy AND relrowsecurity"
)


def make_guards(connection: Connection) -> None:
    """Make every guard anew, as the account that owns the tables."""
    for statement in _statements():
        connection.execute(text(statement))


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """Return what guards there should be and are not, by name."""
    triggers = set(connection.execute(_HELD_TRIGGERS).scalars())
    policies = set(connection.execute(_HELD_POLICIES, {"policy": _POLICY}).scalars())
    wanted = {f"{table}_{name}" for table in KEPT for name in _TRIGGERS} | {_AGREED_TRIGGER}
    return (*sorted(wanted - triggers), *sorted(set(policy_conditions()) - policies))


def policy_conditions() -> Mapping[str, str]:
    """Return which rows there are for a transaction, by the tables that hold clinics' rows.

    A row without a clinic of its own is there where the row that it belongs to is.
    """
    conditions: dict[str, str] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in OPEN:
            continue
        column = table.columns.get("site_code")
        condition = _of_owner(table, conditions) if column is None else _of_site(column)
        if condition is not None:
            conditions[table.name] = condition
    return conditions


def _of_site(column: Column[str]) -> str:
    # A row of no clinic is of the whole country, and hides what has to be hidden.
    return f"site_code IS NULL OR {_OF_SITE}" if column.nullable else _OF_SITE


def _of_owner(table: Table, conditions: Mapping[str, str]) -> str | None:
    for column in table.columns:
        for reference in column.foreign_keys:
            owner = reference.column.table.name
            if owner in conditions and not column.nullable:
                # Names out of our own tables.
                return (
                    f'EXISTS (SELECT FROM "{owner}" AS owner '  # nosec B608
                    f'WHERE owner."{reference.column.name}" = "{table.name}"."{column.name}")'
                )
    return None


def _trigger_statements() -> Iterator[str]:
    yield _KEPT_FUNCTION
    for table, erased in ERASABLE.items():
        yield _STAYS_FUNCTION.format(function=_stays(table), erased=erased)
    for table in KEPT:
        for name, when in _TRIGGERS.items():
            lets_go = name == "stays" and table in ERASABLE
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_{name} {when.format(table=table)} "
                f"EXECUTE FUNCTION {_stays(table) if lets_go else 'kast_eval_kept'}()"
            )
    yield _AGREED_FUNCTION
    yield (
        f"CREATE OR REPLACE TRIGGER {_AGREED_TRIGGER} BEFORE INSERT ON erasure FOR EACH ROW "
        "EXECUTE FUNCTION kast_eval_agreed()"
    )


def _stays(table: str) -> str:
    return f"kast_eval_stays_{table}"


def _statements() -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {WORKING_ROLE}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {WORKING_ROLE}"
    for table in Base.metadata.tables:
        yield f'GRANT INSERT, UPDATE, DELETE ON "{table}" TO {WORKING_ROLE}'
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WORKING_ROLE}"
    yield from _trigger_statements()
    for table, condition in policy_conditions().items():
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        yield f'DROP POLICY IF EXISTS {_POLICY} ON "{table}"'
        yield f'CREATE POLICY {_POLICY} ON "{table}" USING ({condition}) WITH CHECK ({condition})'
