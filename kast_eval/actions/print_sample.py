"""Print a month's sample of reads, to be signed by hand."""

from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.sampled import SampledRead, sample_of
from kast_eval.definition.library import Library
from kast_eval.paper.sample_list import PrintedRead, PrintedSample, print_sample_list
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.event_kinds import words_of
from kast_eval.study.roles import User
from kast_eval.study.sample import Month
from kast_eval.wording import Language, program_text


def print_sample(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    *,
    site_code: str,
    month: Month,
    language: Language,
) -> bytes:
    """Return the sample as PDF, with room for a signature; that it was printed is noted."""
    sample = sample_of(session, user, now, site_code, month)
    note_event(session, now, user.name, "printed", str(month), site_code=site_code)
    return print_sample_list(
        PrintedSample(
            sample.site.name,
            str(month),
            tuple(_printed(library, one, language) for one in sample.reads),
            sample.of,
        ),
        language,
        training=is_training(session),
        anchor=chain_anchor(session),
    )


def _printed(library: Library, read: SampledRead, language: Language) -> PrintedRead:
    event, sheet = read.event, read.sheet
    return PrintedRead(
        event.sequence,
        event.at.astimezone(clock.CLINIC_ZONE),
        event.user,
        program_text(words_of(event.action), language),
        "" if sheet is None else sheet.client_code or sheet.site_code,
        "" if sheet is None else library.get(sheet.form, sheet.version).letter,
    )
