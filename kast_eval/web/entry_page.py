"""The page that a sheet is keyed on: what it is about, what it tells, how it comes back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import abort, render_template, request
from wtforms import Form

from kast_eval import clock
from kast_eval.answers.finding import Finding
from kast_eval.answers.reasons import LONGEST_REASON, WHYS, Reason
from kast_eval.definition.form import FormDefinition, Item, Subject
from kast_eval.kinds import Choice
from kast_eval.kinds.answer import MISSING_LABELS, AnswerError, Missing, Problem
from kast_eval.paper.extra import on_paper
from kast_eval.store.drafts import DraftContent
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.study.person import RELATIVE
from kast_eval.web.asked_when import asked_when, write_in_code
from kast_eval.web.drafted import DraftShown
from kast_eval.web.entry_form import NOTE, TEXT, entry_form_class, is_keyed, key_box, keyed_items
from kast_eval.web.entry_summary import Summary
from kast_eval.web.language import LANGUAGE_NAMES
from kast_eval.web.numbers import number_said, paper_said
from kast_eval.web.parts import parts

PERSON_TYPE = "person_type"
"""Asked on the page for a code that is used for the first time; it stands on no paper."""

_ENTRY = "entry.html"
_IDENTITY = ("form", "version", "optional", "code", "number", "person_type", "replaces", "episode")
KeyedRow = tuple[SheetRecord, EntryRecord]
"""A row of a table, and what counts of it."""

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class EntryPage:
    """What is keyed: which form of whom, and for a correction which entry it replaces.

    `definition` has only what stood on the paper; `code` is the client's or the clinic's;
    `person_type` is None for a new client, and for a clinic; without an episode it is the present.
    """

    definition: FormDefinition
    code: str
    number: int | None
    person_type: int | None
    submission: str
    replaces: int | None = None
    episode_no: int | None = None

    @property
    def asks_person_type(self) -> bool:
        """Tell whether the client is new, so that the page asks who it is."""
        return self.person_type is None and self.definition.subject is Subject.CLIENT

    @property
    def person_type_item(self) -> Item:
        """Return the item that asks who a new client is; a relative has another sort of code."""
        item = next(item for item in self.definition.kept if item.name == PERSON_TYPE)
        choices = item.kind.choices if isinstance(item.kind, Choice) else {}
        clients = {code: label for code, label in choices.items() if code != RELATIVE}
        return replace(item, kind=Choice(clients))

    @property
    def shown_items(self) -> tuple[Item, ...]:
        """Return every item that has a field, in the order of the page."""
        asked = (self.person_type_item,) if self.asks_person_type else ()
        return asked + keyed_items(self.definition)

    def empty_form(self, texts: Mapping[str, str], notes: Mapping[str, str]) -> Form:
        """Return the fields with what is known already."""
        known = {TEXT + name: text for name, text in texts.items()}
        known |= {NOTE + name: note for name, note in notes.items()}
        return entry_form_class(self.definition)(data=known)

    def sent_form(self) -> Form:
        """Return the fields as they were sent."""
        return entry_form_class(self.definition)(request.form)


@dataclass(frozen=True)
class Told:
    """What an entry page tells: errors, doubts to confirm, and a notice about the page."""

    errors: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    notice: str = ""
    existing: str | None = None
    summary: Summary | None = None

    def errors_at(self, name: str) -> list[Finding]:
        """Return the errors of one item."""
        return [finding for finding in self.errors if name in finding.items]

    def doubts_at(self, name: str) -> list[Finding]:
        """Return the doubts of one item."""
        return [finding for finding in self.doubts if name in finding.items]


def show_entry(
    page: EntryPage,
    form: Form,
    told: Told,
    now: datetime,
    rows: Sequence[KeyedRow] = (),
    *,
    template: str = _ENTRY,
    draft: DraftShown | None = None,
    drafts_at: str = "",
    **more: object,
) -> str:
    """Return the page as HTML; `rows` are those of a table that were keyed today.

    Another template of the same page may show more. What is typed is sent to `drafts_at`, if that
    is there; `draft` is what was found there.
    """
    kept = draft.content if draft else DraftContent({}, {})
    return render_template(
        template,
        **more,
        page=page,
        form=form,
        told=told,
        key_box=key_box,
        is_keyed=is_keyed,
        refusal=MISSING_LABELS[Missing.REFUSED],
        asked_when=asked_when,
        write_in_code=write_in_code,
        today=clock.clinic_day(now),
        languages=LANGUAGE_NAMES,
        person_type=request.form.get(TEXT + PERSON_TYPE, kept.texts.get(PERSON_TYPE, "")),
        reason=request.form.get("reason", kept.reason),
        draft=draft,
        drafts_at=drafts_at,
        rows=rows,
        # A practice sheet and a second keying keep no reasons.
        whys=WHYS if template == _ENTRY else {},
        reason_sent=reason_sent,
        longest_reason=LONGEST_REASON,
        number_said=number_said,
        paper_said=paper_said,
    )


def sent_page(submission: str) -> EntryPage:
    """Return what a sent page says that it is about; the actions do not take its word for it."""
    if any(len(set(request.form.getlist(name))) > 1 for name in _IDENTITY):
        abort(400)
    optional = frozenset(request.form.get("optional", "").split())
    version = _number("version")
    if version is None:
        abort(400)
    definition = parts().library.get(request.form.get("form", ""), version)
    return EntryPage(
        on_paper(definition, optional),
        request.form.get("code", ""),
        _number("number"),
        _number("person_type"),
        submission,
        _number("replaces"),
        _number("episode"),
    )


def _number(name: str) -> int | None:
    text = request.form.get(name, "")
    if not text:
        return None
    if _NUMBER.fullmatch(text) is None:
        abort(400)
    return int(text)


def reason_sent(key: str) -> Reason:
    """Return the reason that the page says for a doubt, by the doubt's key."""
    return Reason.of(request.form.get(f"why_{key}", ""), request.form.get(f"why_words_{key}", ""))


@dataclass(frozen=True)
class Sent:
    """The texts and notes of a sent page, and an error for each that came twice."""

    texts: Mapping[str, str]
    notes: Mapping[str, str]
    confirmed: frozenset[str]
    errors: tuple[Finding, ...]

    @property
    def reasons(self) -> Mapping[str, Reason]:
        """Return why each doubt is kept."""
        return {key: reason_sent(key) for key in self.confirmed}


def read_sent(page: EntryPage, form: Form) -> Sent:
    """Return what the fields hold; fields that the definition does not have are ignored."""
    items = keyed_items(page.definition)
    twice = AnswerError(Problem.TWO_TEXTS)
    return Sent(
        {item.name: form[TEXT + item.name].data or "" for item in items},
        {item.name: form[NOTE + item.name].data or "" for item in items},
        frozenset(request.form.get("confirmed", "").split()),
        tuple(
            Finding.of_problem(item.name, twice)
            for item in items
            if any(
                len(set(request.form.getlist(prefix + item.name))) > 1 for prefix in (TEXT, NOTE)
            )
        ),
    )
