"""Whether a clinic may be added as it is written."""

from kast_eval.errors import KastEvalError
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.study.site import Site
from kast_eval.wording import marked


class SiteTakenError(KastEvalError):
    """A clinic whose code or letters another has."""


def require_free(session: Session, site: Site) -> None:
    """Refuse a code or letters of a clinic that is there: a client's code tells whose it is."""
    for other in all_sites(session):
        if other.code == site.code:
            raise SiteTakenError(
                marked("Kommunkoden {code} har {name} redan."), code=site.code, name=other.name
            )
        if other.letters == site.letters:
            raise SiteTakenError(
                marked("Klienternas koder börjar med {letters} hos {name}. Välj andra bokstäver."),
                letters=site.letters,
                name=other.name,
            )
        if other.relative_letters == site.relative_letters:
            raise SiteTakenError(
                marked("Anhörigas koder börjar med {letters} hos {name}. Välj andra bokstäver."),
                letters=site.relative_letters,
                name=other.name,
            )
