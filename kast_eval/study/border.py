"""The legal border of the study: which clinics, and what of them, may go over it."""

from collections.abc import Iterable
from datetime import date, timedelta

from kast_eval.errors import KastEvalError
from kast_eval.study.roles import NotAllowedError, Permission, User
from kast_eval.study.site import Site
from kast_eval.wording import marked


class OutsideStudyError(KastEvalError):
    """A clinic that the study gets nothing of."""

    def __init__(self) -> None:
        super().__init__(
            "Mottagningen är inte med i studien. Uppgifterna stannar där, också de kodade."
        )


class NotAllSitesError(NotAllowedError):
    """The user may see some of the clinics that stand beside each other, and not all."""

    def __init__(self) -> None:
        KastEvalError.__init__(
            self,
            marked(
                "Mottagningarna visas bredvid varandra bara för den som har sin roll på alla som "
                "är med. Talen från några av dem kunde annars dras ifrån talen från alla."
            ),
        )


def require_in_study(site: Site) -> None:
    """Refuse a clinic that never was in the study; one that has left keeps what it keys since."""
    if not site.in_study:
        raise OutsideStudyError


def last_study_day(site: Site, day: date) -> date:
    """Return the last day until a day whose keyings may go to the study."""
    return day if site.left_study is None else min(day, site.left_study - timedelta(1))


def sites_beside(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return the clinics that stand beside each other, the same for whoever looks.

    They are those in the study; where nobody is in it, those that are for training.
    """
    every = tuple(sites)
    in_study = tuple(one for one in every if one.in_study)
    return in_study or tuple(one for one in every if one.training)


def compared_sites(user: User, sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return those of them that a role of the user's is about."""
    every = user.sites_with(Permission.COMPARE_SITES)
    return tuple(one for one in sites_beside(sites) if one.code in every)
