"""Register the codes of a starter kit as issued, so that no label is printed twice."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kast_eval.errors import LineError
from kast_eval.kit.codes import CodesList
from kast_eval.store.clients import add_label_batch, issued_batches
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.client_code import site_letters
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site
from kast_eval.wording import marked


@dataclass(frozen=True)
class Registered:
    """How many codes of a list are issued from now on, and how many were so already."""

    new: int
    known: int


def register_codes(
    session: Session, user: User, now: datetime, site_code: str, codes: CodesList
) -> Registered:
    """Keep all codes of the list as the clinic's labels, or raise LineError and keep none.

    The same list registered again changes nothing.
    """
    require(user, Permission.ISSUE_CODES, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    _require_own(site, codes)
    issued = issued_batches(session, site_code)
    _require_other_labels(issued, codes)
    new = [code for code in codes.lines if code not in issued]
    if new:
        add_label_batch(session, site_code, new, issued_by=user.name, issued_at=now)
    note_event(
        session, now, user.name, "registered codes", f"{len(new)} codes", site_code=site_code
    )
    return Registered(len(new), len(codes.lines) - len(new))


def _require_own(site: Site, codes: CodesList) -> None:
    for code, line in codes.lines.items():
        if site_letters(code) not in {site.letters, site.relative_letters}:
            raise LineError(
                codes.file, line,
                marked(
                    "Koden hör till en annan mottagning. Koderna hos {site} börjar med "
                    "{letters}, anhörigas med {relatives}."
                ),
                site=site.name, letters=site.letters, relatives=site.relative_letters,
            )  # fmt: skip


def _require_other_labels(issued: Mapping[str, int], codes: CodesList) -> None:
    """Refuse a code that stands on other labels: two people could get the same.

    Labels that are all in the list are the list's own, registered before.
    """
    whole = Counter(issued.values())
    here = Counter(issued[code] for code in codes.lines if code in issued)
    for code, line in codes.lines.items():
        if code in issued and here[issued[code]] < whole[issued[code]]:
            raise LineError(
                codes.file, line,
                marked(
                    "Koden finns redan på etiketter som programmet har gett ut. Kasta "
                    "startpaketets etiketter med koden, stryk den i kodnyckeln och ta bort raden "
                    "ur filen."
                ),
            )  # fmt: skip
