"""What stood on a client's sheets, and what the client said at the start."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from kast_eval.kinds.answer import Answer
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.several import Several
from kast_eval.study.course.conversation import Conversation, StartItem
from kast_eval.wording import Wording, listed


@dataclass(frozen=True)
class AnsweredSheet:
    """One sheet of the client: where it belongs, and what stood on it.

    `session` is None for a sheet of no session. An item that the paper did not have is not among
    the answers.
    """

    form: str
    episode: int
    session: int | None
    day: date | None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Own:
    """What the client said at the start of one thing; `written` are own words among that."""

    of: StartItem
    words: tuple[Wording, ...]
    written: frozenset[Wording] = frozenset()

    @property
    def wording(self) -> Wording:
        """Return everything that was said, as a list."""
        return listed(self.words)

    @property
    def without_own_words(self) -> "Own":
        """Return only what stood on the paper beside a box."""
        return Own(self.of, tuple(one for one in self.words if one not in self.written))


def own_of(conversation: Conversation, sheets: Sequence[AnsweredSheet]) -> tuple[Own, ...]:
    """Return what the client said at the start."""
    start = next((one for one in sheets if one.form == conversation.start_form), None)
    if start is None:
        return ()
    found = (_said_of(one, start) for one in conversation.start)
    return tuple(one for one in found if one.words)


def _said_of(of: StartItem, sheet: AnsweredSheet) -> Own:
    """Return what was ticked; words beside a box stand for its label."""
    ticked = [(label, _written(sheet, write_in)) for label, write_in in _ticked(of, sheet)]
    return Own(
        of,
        tuple(own or label for label, own in ticked),
        frozenset(own for _, own in ticked if own is not None),
    )


def _ticked(of: StartItem, sheet: AnsweredSheet) -> Iterator[tuple[Wording, str | None]]:
    """Give the label of each ticked box with the name of the words beside it, if it has any."""
    answer = sheet.answers.get(of.item.name)
    if answer is None or answer.missing is not None:
        return
    match of.kind:
        case Choice(choices=choices, write_ins=write_ins):
            (code,) = answer.values
            for ticked, label in choices.items():
                if ticked == code:
                    yield label, (write_ins or {}).get(ticked)
        case Several(options=options, write_ins=names):
            for (option, label), value in zip(options.items(), answer.values, strict=True):
                if value:
                    yield label, (names or {}).get(option)
        case _:
            assert_never(of.kind)


def _written(sheet: AnsweredSheet, name: str | None) -> Wording | None:
    text = "" if name is None else sheet.texts.get(name, "").strip()
    return Wording(text, text) if text else None
