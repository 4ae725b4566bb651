"""A clinic beside all others of the study, of whom nothing but shares of all together is told."""

from datetime import date

from kast_eval.actions.steps.site_figures import site_figures
from kast_eval.actions.steps.told_sheets import TextReader
from kast_eval.quality.others import Others, others_of
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.store.visible_sites import see_every_site, see_sites
from kast_eval.study.roles import Permission, User
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site


def beside_others(
    session: Session,
    user: User,
    reader: TextReader,
    schedule: Schedule,
    *,
    site: Site,
    day: date,
) -> Others | None:
    """Return the clinic beside the others as a day ended; None if those are too few.

    A clinic outside the study is nobody's other, and of one that has left only what was before.
    Nor is one that the user knows all of: it could be taken away from the others.
    """
    known = user.sites_with(Permission.READ_RESPONSE)
    others = [one for one in all_sites(session) if one.in_study and one.code not in known]
    # What comes out is of at least three clinics together, and no row of any of them.
    see_every_site(session)
    figures = [site_figures(session, reader, schedule, one, day).clients for one in others]
    see_sites(session, user.sites)
    own = site_figures(session, reader, schedule, site, day).clients
    return others_of(own, figures, day)
