"""Sign a month's sample of reads."""

from datetime import datetime

from kast_eval.actions.steps.sampled import sample_of
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.events import note_event
from kast_eval.store.samples import Signature, add_signature
from kast_eval.store.session import Session
from kast_eval.study.roles import User
from kast_eval.study.sample import Month


class SignedBeforeError(KastEvalError):
    """A sample that somebody has signed already."""

    def __init__(self) -> None:
        super().__init__("Månadens stickprov är redan underskrivet.")


class RemarkError(KastEvalError):
    """A remark that is too long."""


def sign_sample(
    session: Session, user: User, now: datetime, *, site_code: str, month: Month, remark: str
) -> None:
    """Keep that the user has looked through the sample, with a remark if there is one."""
    sample = sample_of(session, user, now, site_code, month)
    if sample.signature is not None:
        raise SignedBeforeError
    words = clean_text(remark)
    if len(words) > LONGEST_TEXT:
        raise RemarkError("Texten är längre än {largest} tecken. Korta den.", largest=LONGEST_TEXT)
    signature = Signature(str(month), sample.link, words, user.name, now)
    add_signature(session, site_code, signature)
    note_event(session, now, user.name, "signed sample", str(month), site_code=site_code)
