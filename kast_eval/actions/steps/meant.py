"""Whose sheet a user means: nobody else's client is ever opened by a code."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import assert_never

from kast_eval.definition.form import Subject
from kast_eval.kinds.text import plain
from kast_eval.store.clients import find_client
from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site, find_site_by_letters
from kast_eval.study.client_code import (
    ClientCodeError,
    is_relative_code,
    read_client_code,
    site_letters,
)
from kast_eval.study.person import ERASED, RELATIVE
from kast_eval.study.roles import NotFoundError, Permission, User, require_somewhere
from kast_eval.study.site import Site


class ErasedClientError(ClientCodeError):
    """The code of a client whose answers were erased: nothing more is kept of it."""

    def __init__(self) -> None:
        super().__init__(
            "Klienten tog tillbaka sitt samtycke och allt som fanns under koden är raderat. "
            "Ingenting mer skrivs in på den. Den som vill vara med igen får en ny kod."
        )


@dataclass(frozen=True)
class Meant:
    """Whose sheet it is: of a person with a code, or of one of the user's clinics itself.

    `client` is None for a label not yet used; a clinic has no `client_code` either.
    """

    site: Site
    client_code: str | None
    client: ClientRecord | None

    @property
    def code(self) -> str:
        """Return what says whose sheet it is when the page is sent back."""
        return self.client_code or self.site.code

    @property
    def person_type(self) -> int | None:
        """Return what is known of who the person is; a relative's code says so itself."""
        if self.client is not None:
            return self.client.person_type
        return RELATIVE if self.client_code and is_relative_code(self.client_code) else None

    @property
    def is_new_client(self) -> bool:
        """Tell whether the code is that of a person without a sheet."""
        return self.client_code is not None and self.client is None


def meant_by(
    session: Session, user: User, permission: Permission, text: str, subject: Subject
) -> Meant:
    """Return what a text means on a form about the subject, or raise ClientCodeError with help.

    A code of another clinic is answered like one that no clinic has.
    """
    site_codes = require_somewhere(user, permission)
    match subject:
        case Subject.CLIENT | Subject.RELATIVE:
            return _person(session, site_codes, text, subject)
        case Subject.CLINIC:
            return _clinic(session, site_codes, text)
        case _:
            assert_never(subject)


def _person(session: Session, site_codes: Collection[str], text: str, subject: Subject) -> Meant:
    code = read_client_code(text)
    site = find_site_by_letters(session, site_codes, site_letters(code))
    if site is None:
        raise ClientCodeError(
            "Koden hör inte till din mottagning. Jämför de två första bokstäverna med etiketten."
        )
    if is_relative_code(code) and subject is Subject.CLIENT:
        raise ClientCodeError(
            "Koden är en anhörigs, för den börjar på R, men formuläret är en klients. Jämför "
            "koden och formulärets bokstav med arket."
        )
    if not is_relative_code(code) and subject is Subject.RELATIVE:
        raise ClientCodeError(
            "Koden är en klients. En anhörig har en egen kod som börjar på R och som aldrig "
            "kopplas till klientens."
        )
    client = find_client(session, (site.code,), code)
    if client is not None and client.person_type == ERASED:
        raise ErasedClientError
    return Meant(site, code, client)


def _clinic(session: Session, site_codes: Collection[str], text: str) -> Meant:
    """Return the clinic with the code; somebody who works at one clinic need not say which."""
    written = plain(text)
    if not written and len(site_codes) == 1:
        (written,) = site_codes
    if written not in site_codes:
        raise ClientCodeError(
            "Formuläret handlar om mottagningen och har ingen klientkod. Lämna rutan tom, eller "
            "skriv mottagningens kod om du arbetar på flera: {sites}.",
            sites=", ".join(sorted(site_codes)),
        )
    site = find_site(session, written)
    if site is None:
        raise NotFoundError
    return Meant(site, None, None)
