"""Print the record of how papers ended, to be signed by two."""

from datetime import datetime

from kast_eval.actions.steps.registered import paper_for
from kast_eval.paper.disposal_record import PrintedDisposal, print_disposal_record
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site, is_training
from kast_eval.study.papers import KIND_WORDS, OUTCOME_WORDS
from kast_eval.study.roles import NotFoundError, Permission, User
from kast_eval.wording import Language, program_text


def print_disposal(
    session: Session, user: User, now: datetime, public_id: str, *, language: Language
) -> bytes:
    """Return the record as PDF; of papers that are still kept there is none."""
    paper = paper_for(session, user, Permission.KEEP_PAPERS, public_id)
    site, ending = find_site(session, paper.site_code), paper.ending
    if ending is None or site is None:
        raise NotFoundError
    note_event(session, now, user.name, "printed", public_id, site_code=paper.site_code)
    printed = PrintedDisposal(
        site.name,
        program_text(KIND_WORDS[paper.kind], language),
        paper,
        ending,
        program_text(OUTCOME_WORDS[ending.outcome], language),
    )
    return print_disposal_record(
        printed, language, training=is_training(session), anchor=chain_anchor(session)
    )
