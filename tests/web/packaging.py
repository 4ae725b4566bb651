"""A clinic and the study's centre, each with a program and two people; a package on its way."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from kast_eval import clock
from kast_eval.dataset.package.package import package_bytes, package_checksum
from kast_eval.dataset.package.seal import seal
from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from kast_eval.web.app import create_app
from tests.actions.at_the_clinic import Sent, code, plan
from tests.actions.test_make_release import STUDY, consenting, keyed
from tests.actions.test_packages import CENTRE, LEADER, SECOND
from tests.dataset.package.made import SIGNER, SIGNING, package
from tests.web.reading import Element, read_html
from tests.web.visitor import Visitor

SEE_OTHER = 303
BORDER = b"between-two-fields"
AT_CLINIC, AT_CENTRE = f"/packages/{STUDY.code}", "/senders"
FIRST, OTHER = (User(name, {CENTRE.code: frozenset({Role.RESEARCHER})}) for name in ("f", "o"))
CLINIC = {
    "site": "KAST Jönköping", "municipality": "0680", "letters": "GB", "relative_letters": "RB",
    "approval_number": "2026-00000-01", "key": SIGNER, "reason": "Jämfört per telefon",
}  # fmt: skip


@dataclass
class Place:
    """A program, and two people who work with it."""

    database: Database
    app: Flask
    one: Visitor
    two: Visitor


def place(folder: Path, one: User, two: User) -> Place:
    database = open_database(folder, training=False)
    app = create_app(database, plan())
    visitors = Visitor(app), Visitor(app)
    for visitor, user in zip(visitors, (one, two), strict=True):
        visitor.be(database, user.name)
    return Place(database, app, *visitors)


FIRST_ONE = package_checksum(package_bytes(package()))


def make_places(folder: Path) -> Path:
    """Make the two databases; at the clinic one has said yes, and one was not asked."""
    for name, site, users in (
        ("clinic", STUDY, (LEADER, SECOND)),
        ("centre", CENTRE, (FIRST, OTHER)),
    ):
        database = open_database(folder / name, training=False)
        with database.begin() as session:
            add_site(session, site)
            for user in users:
                add_user(session, user.name, user.roles, created=clock.now())
        if name == "clinic":
            consenting(database, LEADER, code(1, STUDY.letters))
            silent = Sent(code=code(2, STUDY.letters), submission="page 2")
            keyed(database, silent, {"mood_7d": "4"}, LEADER)
        database.close()
    return folder


def approve(visitor: Visitor) -> Element:
    """Approve what waits, and return the page where it stood."""
    page = visitor.page("/approvals").one("main")
    (address,) = {
        form.attributes["action"] for form in page.all("form")
        if re.fullmatch("/approvals/[0-9a-f]+", form.attributes["action"])
    }  # fmt: skip
    assert visitor.send(address, approved="yes", reason="").status_code == SEE_OTHER
    return page


def question(page: Element) -> str:
    return page.all("input", name="question")[0].attributes["value"]


def said(answer: TestResponse) -> str:
    return read_html(answer.text).one("main").text


def keys_of(centre: Place) -> str:
    """Make the centre's keys and return the file that clinics get."""
    made = centre.one.send(f"{AT_CENTRE}/keys")
    assert "AGE-SECRET-KEY-1" in said(made)
    return centre.one.get(f"{AT_CENTRE}/central.txt").text


def trusted(centre: Place, key: str = SIGNER) -> None:
    assert centre.one.send(f"{AT_CENTRE}/ask", **{**CLINIC, "key": key}).status_code == SEE_OTHER
    approve(centre.two)
    done = centre.one.send(f"{AT_CENTRE}/trust", question=question(centre.one.page(AT_CENTRE)))
    assert done.status_code == SEE_OTHER


def taken(visitor: Visitor, contents: bytes, **fields: str) -> TestResponse:
    """Choose a file and send the page, as a browser does."""
    sent = {"csrf_token": visitor.token(), **fields}
    parts = [
        *(f'name="{name}"\r\n\r\n{text}'.encode() for name, text in sent.items()),
        b'name="file"; filename="paket.kast"\r\n\r\n' + contents,
    ]
    body = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n" % (BORDER, part) for part in parts
    )
    return visitor.client.post(
        f"{AT_CENTRE}/take", data=body + b"--%s--\r\n" % BORDER, buffered=True,
        content_type=f"multipart/form-data; boundary={BORDER.decode()}",
    )  # fmt: skip


def of_the_clinic(keys: str, sequence: int = 1, previous: str = "", **other: object) -> bytes:
    return seal(package_bytes(package(sequence, previous, **other)), SIGNING, keys.split())
