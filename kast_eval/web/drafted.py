"""What a page shows of a draft that was found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.store.drafts import DraftContent, DraftRecord
from kast_eval.web.language import translated
from kast_eval.wording import marked

_MONTHS = (
    marked("januari"), marked("februari"), marked("mars"), marked("april"), marked("maj"),
    marked("juni"), marked("juli"), marked("augusti"), marked("september"), marked("oktober"),
    marked("november"), marked("december"),
)  # fmt: skip


@dataclass(frozen=True)
class DraftShown:
    """A draft on its page: the id that throws it away, since when it is there, what it holds.

    `content` has the texts and notes of the fields, and who a new client was said to be.
    """

    public_id: str
    since: str
    content: DraftContent

    @classmethod
    def of(cls, draft: DraftRecord) -> Self:
        """Return what is shown of the draft."""
        return cls(draft.public_id, since_when(draft), draft.content)


def since_when(draft: DraftRecord) -> str:
    """Return the day and the time of a draft, as in «9 mars 13:30»."""
    at = draft.saved_at.astimezone(clock.CLINIC_ZONE)
    return translated(
        marked("{day} {month} {time}"),
        day=at.day, month=translated(_MONTHS[at.month - 1]), time=at.strftime("%H:%M"),
    )  # fmt: skip


def kept_answer(now: datetime, *, kept: bool) -> ResponseReturnValue:
    """Answer a page that has sent a draft: with the line that it shows, or with nothing."""
    if not kept:
        return "", 204
    time = now.astimezone(clock.CLINIC_ZONE).strftime("%H:%M")
    line = translated(marked("Utkast kvar {time}"), time=time)
    return line, {"Content-Type": "text/plain; charset=utf-8"}
