"""What a page shows of a draft that was found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from flask.typing import ResponseReturnValue

from kast_eval.store.drafts import DraftContent, DraftRecord
from kast_eval.web.days import moment_said, time_said
from kast_eval.web.language import translated
from kast_eval.wording import marked


@dataclass(frozen=True)
class DraftShown:
    """A draft on its page: the id that throws it away, since when it is there, what it holds.

    `content` has the texts and notes of the fields, and who a new client was said to be.
    """

    public_id: str
    since: str
    content: DraftContent

    @classmethod
    def of(cls, draft: DraftRecord, now: datetime) -> Self:
        """Return what is shown of the draft."""
        return cls(draft.public_id, moment_said(draft.saved_at, now), draft.content)


def kept_answer(now: datetime, *, kept: bool) -> ResponseReturnValue:
    """Answer a page that has sent a draft: with the line that it shows, or with nothing."""
    if not kept:
        return "", 204
    line = translated(marked("Utkast kvar {time}"), time=time_said(now))
    return line, {"Content-Type": "text/plain; charset=utf-8"}
