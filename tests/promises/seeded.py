"""A made-up study in which every place where somebody can type holds a word that must not leave."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from kast_eval.actions.add_papers import add_papers
from kast_eval.actions.correct_entry import correct_entry
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.raise_query import raise_query
from kast_eval.actions.save_draft import save_draft
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Words
from kast_eval.store.database import Database, open_database
from kast_eval.store.entries import entry_history
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.roles import Permission, Role, User
from kast_eval.study.site import Site
from kast_eval.training.clients import generate_clients
from kast_eval.training.papers import TrainingSheet
from tests.actions.at_the_clinic import code, library, plan

LAST_DAY = date(2026, 9, 1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLIENTS = 24
APPROVAL = "2026-00000-01"
TOKEN = "kanariefagel"
"""What every word ends in that must not leave."""
LETTERS = ("GB", "GG", "ST")
PERSONAL_NUMBERS = ("811228-9874", "19811228-9874", "811288-9877", "8112289874")
PHONES = ("070-174 06 05", "+46701740605", "0701740605")
"""Numbers that stand for nobody: the tax office and the telecom agency keep them for examples."""
LEFT_OUT = {"manager_survey", "relative_start", "relative_closing"}
"""Forms that no release has rows of; no form asks a relative for consent to research."""
FORMS = ("start", "start_staff", "checkin", "session", "closing", "closing_staff", "followup")


@dataclass
class Tokens:
    """Words that stand nowhere else; each is given out once and remembered."""

    given: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)

    def new(self) -> str:
        """Return a word of letters only, so that it is no number that data may hold."""
        number = next(self.numbers)
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")
        word = f"qvz{letters}{TOKEN}"
        self.given.add(word)
        return word

    def words(self) -> str:
        """Return a text as somebody might write it, with everything that points at a person."""
        number = len(self.given)
        person = PERSONAL_NUMBERS[number % len(PERSONAL_NUMBERS)]
        phone = PHONES[number % len(PHONES)]
        return f"{self.new()} {person} {phone} {self.new()}@{self.new()}.example"


def sites(tokens: Tokens) -> tuple[Site, ...]:
    return tuple(
        Site(f"{1480 + number}", tokens.new().title(), letters, f"R{letters[1]}", in_study=True,
             training=False, approval_number=APPROVAL, information_version="1")
        for number, letters in enumerate(LETTERS)
    )  # fmt: skip


@dataclass(frozen=True)
class Seeded:
    """The study, who may have its releases made, and the words that must not leave."""

    database: Database
    researcher: User
    colleague: User
    tokens: Tokens
    sites: tuple[Site, ...]


def seeded(folder: Path) -> Seeded:
    """Make the study: three clinics, their clients' sheets, corrections, drafts, questions."""
    tokens = Tokens()
    database, clinics = open_database(folder, training=False), sites(tokens)
    everywhere = frozenset({Role.RESEARCHER})
    researcher, colleague = (
        User(tokens.new(), {site.code: everywhere for site in clinics}) for _ in range(2)
    )
    staff = frozenset({Role.COUNSELLOR, Role.LEAD})
    keyers = [User(tokens.new(), {site.code: staff}) for site in clinics]
    with database.begin() as session:
        for site in clinics:
            add_site(session, site)
        for user in (researcher, colleague, *keyers):
            add_user(session, user.name, user.roles, created=NOW)
    for site, keyer in zip(clinics, keyers, strict=True):
        _fill(database, site, keyer, tokens)
    return Seeded(database, researcher, colleague, tokens, clinics)


def _fill(database: Database, site: Site, keyer: User, tokens: Tokens) -> None:
    forms = [one for one in library().newest_forms if one.form in FORMS]
    clients = generate_clients(7, forms, site.letters, CLIENTS, last_day=LAST_DAY)
    sheets = [sheet for client in clients for sheet in client.sheets]
    for number, sheet in enumerate(sheets):
        public_id = _key(database, keyer, sheet, tokens, f"{site.code} {number}")
        if number % 40 == 0:
            _talk(database, keyer, sheet, public_id, tokens)
    definition = library().newest("checkin").as_asked()
    with database.begin() as session:
        save_draft(
            session, keyer, NOW, definition, {}, notes=_notes(definition, tokens),
            code=code(1, site.letters), number=9, submission=f"draft {site.code}",
        )  # fmt: skip
        typed = {"kind": "forms", "period_from": "2026-01-01", "period_to": "2026-02-01",
                 "what": tokens.new(), "location": tokens.new()}  # fmt: skip
        add_papers(session, keyer, NOW, typed, site_code=site.code)


def _notes(definition: FormDefinition, tokens: Tokens) -> dict[str, str]:
    return {item.name: tokens.words() for item in definition.items if not _is_words(item.kind)}


def _is_words(kind: object) -> bool:
    return isinstance(kind, Words)


def _texts(sheet: TrainingSheet, tokens: Tokens) -> dict[str, str]:
    """Return what is keyed: everybody says yes, and every free text is full of tokens."""
    texts = dict(sheet.texts)
    for item in sheet.definition.items:
        if isinstance(item.kind, Words) and item.kind.largest is not None:
            texts[item.name] = tokens.words()[: item.kind.largest]
    if "consent_research" in {item.name for item in sheet.definition.items}:
        texts["consent_research"] = "1"
    tokens.dates |= {text for text in texts.values() if _is_day(text)}
    return texts


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _key(
    database: Database, keyer: User, sheet: TrainingSheet, tokens: Tokens, submission: str
) -> str:
    texts = _texts(sheet, tokens)
    notes = _notes(sheet.definition, tokens)
    known = {} if sheet.person_type is None else {"person_type": sheet.person_type}
    reading = read_answers(sheet.definition, texts, today=sheet.entered_at.date(), known=known)
    with database.begin() as session:
        outcome = enter_form(
            session, keyer, sheet.entered_at, sheet.definition, texts, plan=plan(), notes=notes,
            code=sheet.code, number=sheet.number, person_type=sheet.person_type,
            submission=submission, confirmed=[doubt.key for doubt in reading.doubts],
        )  # fmt: skip
    assert outcome.sheet_public_id is not None, outcome.reading.errors
    return outcome.sheet_public_id


def _talk(
    database: Database, keyer: User, sheet: TrainingSheet, public_id: str, tokens: Tokens
) -> None:
    """Correct the sheet with a reason, and ask about it."""
    texts = _texts(sheet, tokens)
    known = {} if sheet.person_type is None else {"person_type": sheet.person_type}
    reading = read_answers(sheet.definition, texts, today=NOW.date(), known=known)
    with database.begin() as session:
        sheet_id = own_sheet(session, keyer, Permission.CORRECT, library(), public_id)[0].id
        newest = entry_history(session, sheet_id)[-1].id
        outcome = correct_entry(
            session, keyer, NOW, plan(), public_id, texts=texts,
            notes=_notes(sheet.definition, tokens), replaces=newest, reason=tokens.words(),
            submission=f"correction {public_id}",
            confirmed=[doubt.key for doubt in reading.doubts],
        )  # fmt: skip
        assert outcome.sheet_public_id is not None
        raise_query(session, keyer, NOW, library(), public_id, text=tokens.words())
