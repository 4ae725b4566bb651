"""What the store gives back: frozen, and without a way to the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ClientRecord:
    """A person at a clinic, known by the code alone.

    `person_type` is 1 for one who buys sex, 2 for other behaviour, 3 for a relative.
    """

    id: int
    site_code: str
    code: str
    person_type: int
    first_seen: datetime


@dataclass(frozen=True)
class SheetRecord:
    """One filled-in paper, with what its client's record says.

    A sheet about the clinic itself has no client. `number` is what stood beside the form's sign:
    of a session, a month, a year, an occasion, a row; None where the form has none.
    """

    id: int
    public_id: str
    site_code: str
    client_code: str | None
    person_type: int | None
    form: str
    version: int
    definition_checksum: str
    optional_items: frozenset[str]
    episode_no: int
    timepoint: str
    number: int | None
    created: datetime


@dataclass(frozen=True)
class EntryRecord:
    """One keying of a sheet, or one correction of it."""

    id: int
    sheet_id: int
    keying: int
    texts: Mapping[str, str]
    notes: Mapping[str, str]
    entered_by: str
    entered_at: datetime
    replaces: int | None
    reason: str | None


@dataclass(frozen=True)
class SiteItemsRecord:
    """Which optional items a clinic asks in one version of a form, and who chose so."""

    site_code: str
    form: str
    version: int
    optional_items: frozenset[str]
    chosen_by: str
    chosen_at: datetime


@dataclass(frozen=True)
class EventRecord:
    """Something that was done: who, where, what, to what, and its place in the chain."""

    sequence: int
    at: datetime
    user: str
    site_code: str | None
    action: str
    subject: str
    previous: str
    chained: str


@dataclass(frozen=True)
class QueryRecord:
    """A question about sheets, and how it ended; without an outcome it is open.

    `details` holds every place that it is about. `answered_by` is None where it closed by itself.
    """

    id: int
    public_id: str
    site_code: str
    client_code: str | None
    sheet: str | None
    kind: str
    finding: str
    items: frozenset[str]
    details: Mapping[str, str]
    raised_at: datetime
    due: date
    outcome: str | None
    reason: str | None
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True)
class FindingAnswerRecord:
    """A doubt about a sheet that was confirmed: its key, and why it was kept."""

    finding: str
    reason: str
    answered_by: str
    answered_at: datetime


@dataclass(frozen=True)
class SheetPlace:
    """Where a sheet stands; a sheet about the clinic itself has no code."""

    code: str | None
    episode_no: int
    timepoint: str
    number: int | None


@dataclass(frozen=True)
class MoveRecord:
    """A move of a sheet from one place to another, and why."""

    before: SheetPlace
    after: SheetPlace
    reason: str
    moved_by: str
    moved_at: datetime
