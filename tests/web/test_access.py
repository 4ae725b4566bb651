"""Every page, for everybody: a page that is not declared here fails the tests.

To add a page, add one line to MATRIX, by its method and its rule:

* `open_to_all(status)`: the same to everybody, signed in or not;
* `page(roles, status)`: no clinic's thing stands in its address. Those with one of the roles, at
  whatever clinic, get the status, others who are signed in get 403, and who is not gets 401;
* `thing(roles, status)`: a clinic's thing stands in its address or in what is sent. Those with one
  of the roles at that clinic get the status, others there 403, everybody elsewhere 404, and that
  is tested to be byte for byte what they get for a thing that does not exist;
* `own(roles, status)`: as `thing`, but who has one of the roles nowhere is told 403 before anything
  is looked for, and only those who have one elsewhere get 404, or what `elsewhere=` says.

`but=` names people who get something else, and a comment says why; `sends=` is what is sent beside
SENT. A new parameter of an address goes into OPEN or THINGS of `access.py`, and what it stands for
into `made` there.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kast_eval.store.database import Database
from kast_eval.study.roles import Role
from tests.actions.at_the_clinic import ANNA, BERIT, entered, noted
from tests.web.access import (
    ANALYSTS,
    APPROVING,
    AUDITORS,
    LEADS,
    MADE_UP,
    MANAGERS,
    NOBODY,
    NOT_FOUND,
    OPEN,
    PEOPLE,
    RESEARCHERS,
    ROLELESS,
    STAFF,
    THINGS,
    Access,
    Things,
    made,
    open_to_all,
    own,
    page,
    parameters,
    thing,
)
from tests.web.visitor import Visitor

EMPTY, OK, LED_ON, BAD, FORBIDDEN, CONFLICT, GONE, UNREADABLE = (
    204, 200, 303, 400, 403, 409, 410, 422,
)  # fmt: skip

ANNAS = "counsellor here"
TO_BERIT = {"person": BERIT.name, "role": "counsellor"}


def everybody_signed_in(status: int) -> Access:
    return page(frozenset(Role), status, but={ROLELESS: status})


def nobodys() -> Access:
    return own(frozenset(Role), NOT_FOUND, but={ROLELESS: NOT_FOUND})


KEEPERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})

MATRIX: Mapping[tuple[str, str], Access] = {
    ("GET", "/"): open_to_all(OK),
    ("GET", "/keys"): open_to_all(OK),
    ("GET", "/static/<path:filename>"): open_to_all(OK),
    ("GET", "/fonts/<name>.woff2"): open_to_all(OK),
    ("GET", "/forms/<form>-<language>.pdf"): open_to_all(OK),
    ("GET", "/starter-kit"): open_to_all(OK),
    # Nothing is sent that a kit needs, and everybody is told so.
    ("POST", "/starter-kit"): open_to_all(UNREADABLE),
    ("GET", "/manual"): open_to_all(OK),
    ("GET", "/manual/<chapter>"): open_to_all(OK),
    ("GET", "/manual/question/<form>/<item>"): open_to_all(LED_ON),
    ("GET", "/manual/print/<edition>.pdf"): open_to_all(OK),
    ("GET", "/manual/card/<form>.pdf"): open_to_all(OK),
    ("GET", "/manual/picture/<form>-<int:version>-<int:page>.svg"): open_to_all(OK),
    ("GET", "/practice"): open_to_all(OK),
    ("GET", "/practice/<sheet>"): open_to_all(OK),
    ("POST", "/practice/<sheet>"): open_to_all(OK),
    ("GET", "/practice/<sheet>/print.pdf"): open_to_all(OK),
    ("GET", "/sign-in/<link_token>"): open_to_all(FORBIDDEN),
    # Who is signed in is led on to the day.
    ("GET", "/sign-in"): Access(None, OK, is_thing=False, but={ANNAS: LED_ON}),
    ("POST", "/sign-in"): open_to_all(UNREADABLE),
    # Nobody's second factor is awaited.
    ("GET", "/second-factor"): open_to_all(UNREADABLE),
    ("POST", "/second-factor"): open_to_all(UNREADABLE),
    ("POST", "/second-factor/app"): open_to_all(UNREADABLE),
    ("GET", "/second-factor/app.svg"): open_to_all(BAD),
    ("GET", "/invited"): open_to_all(OK),
    ("POST", "/invited"): open_to_all(UNREADABLE),
    # The screen of a training clinic is never locked, and nobody there has a passphrase.
    ("GET", "/locked"): open_to_all(LED_ON),
    ("POST", "/locked"): Access(None, LED_ON, is_thing=False, but={ANNAS: UNREADABLE}),
    ("POST", "/lock"): open_to_all(LED_ON),
    ("POST", "/seen"): everybody_signed_in(EMPTY),
    # What was sent is its sender's alone.
    ("GET", "/held/<public_id>"): nobodys(),
    ("GET", "/step-up"): everybody_signed_in(OK),
    ("POST", "/step-up"): everybody_signed_in(UNREADABLE),
    ("GET", "/unlocked"): everybody_signed_in(OK),
    # No browser has answered with a passkey.
    ("POST", "/sign-in/passkey/ask"): open_to_all(OK),
    ("POST", "/sign-in/passkey"): open_to_all(UNREADABLE),
    ("POST", "/second-factor/passkey/ask"): open_to_all(BAD),
    ("POST", "/second-factor/passkey"): open_to_all(UNREADABLE),
    ("POST", "/step-up/passkey/ask"): everybody_signed_in(OK),
    ("POST", "/step-up/passkey"): everybody_signed_in(UNREADABLE),
    ("POST", "/locked/passkey/ask"): Access(None, UNREADABLE, is_thing=False, but={ANNAS: OK}),
    ("POST", "/locked/passkey"): Access(None, LED_ON, is_thing=False, but={ANNAS: UNREADABLE}),
    ("GET", "/account/passkeys"): everybody_signed_in(OK),
    ("POST", "/account/passkeys/ask"): everybody_signed_in(OK),
    ("POST", "/account/passkeys"): everybody_signed_in(UNREADABLE),
    ("POST", "/account/passkeys/<public_id>/rename"): replace(nobodys(), sends={"name": "Min"}),
    ("POST", "/account/passkeys/<public_id>/remove"): nobodys(),
    # A training clinic has no identity provider.
    ("GET", "/sign-in/provider"): open_to_all(NOT_FOUND),
    ("GET", "/step-up/provider"): everybody_signed_in(NOT_FOUND),
    ("GET", "/locked/provider"): Access(None, LED_ON, is_thing=False, but={ANNAS: NOT_FOUND}),
    ("POST", "/invited/provider"): open_to_all(NOT_FOUND),
    ("GET", "/sign-in/provider/answer"): open_to_all(OK),
    ("GET", "/sign-in/provider/done"): open_to_all(NOT_FOUND),
    ("GET", "/signed-out"): open_to_all(NOT_FOUND),
    ("GET", "/sign-out/provider"): open_to_all(NOT_FOUND),
    ("GET", "/account"): everybody_signed_in(OK),
    ("POST", "/account/passphrase"): everybody_signed_in(UNREADABLE),
    ("GET", "/account/app"): everybody_signed_in(OK),
    ("GET", "/account/app.svg"): everybody_signed_in(OK),
    ("POST", "/account/app"): everybody_signed_in(UNREADABLE),
    ("POST", "/account/paper-codes"): everybody_signed_in(OK),
    # No code is sent to be printed.
    ("POST", "/paper-codes.pdf"): everybody_signed_in(BAD),
    # A browser is its user's alone.
    ("POST", "/account/sign-out/<public_id>"): nobodys(),
    ("GET", "/users"): page(MANAGERS, OK),
    # Nobody is named.
    ("POST", "/users/<site_code>/invite"): thing(MANAGERS, UNREADABLE, sends={"role": "auditor"}),
    ("POST", "/language"): open_to_all(LED_ON),
    # Those with a page of their own are led there.
    ("GET", "/today"): page(
        STAFF,
        OK,
        but={
            f"{role} {where}": LED_ON
            for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.RESEARCHER, Role.COORDINATOR)
            for where in ("here", "there")
        },
    ),
    # The code that is sent is empty: those who may enter are told so.
    ("POST", "/today"): page(STAFF, UNREADABLE, sends={"form": "a"}),
    ("GET", "/today/list-<site_code>.pdf"): thing(STAFF, OK),
    ("POST", "/today/due"): own(STAFF, LED_ON, elsewhere=BAD),
    ("GET", "/pile"): page(STAFF, OK),
    ("POST", "/pile"): page(STAFF, LED_ON),
    ("GET", "/pile/<form>"): page(STAFF, OK),
    ("POST", "/pile/<form>"): page(STAFF, UNREADABLE),
    ("POST", "/absence"): thing(STAFF, OK),
    # The form that is sent is not expected.
    ("POST", "/absence/say"): thing(STAFF, BAD),
    ("POST", "/reminder"): thing(STAFF, BAD),
    ("GET", "/absences"): page(STAFF, OK),
    ("GET", "/questions"): page(LEADS, OK),
    ("POST", "/questions/<site_code>/<form>"): thing(LEADS, LED_ON),
    ("POST", "/questions/<site_code>/points"): thing(LEADS, LED_ON),
    # An entry page that was never opened leads back to the day.
    ("GET", "/entry/<token>"): page(frozenset(Role), LED_ON, but={ROLELESS: LED_ON}),
    ("POST", "/entry/<token>"): page(STAFF, BAD),
    ("POST", "/entry/<token>/draft"): page(STAFF, BAD),
    ("POST", "/sheet/<public_id>/correct/draft"): thing(STAFF, EMPTY),
    # A draft is its keyer's alone.
    ("GET", "/drafts/<public_id>"): own(STAFF, LED_ON, but={"lead here": NOT_FOUND}),
    ("POST", "/drafts/<public_id>/discard"): own(STAFF, LED_ON, but={"lead here": NOT_FOUND}),
    ("GET", "/second-keying"): page(STAFF, OK),
    ("POST", "/second-keying"): page(STAFF, UNREADABLE),
    ("GET", "/second-keying/<public_id>"): thing(STAFF, OK),
    ("POST", "/second-keying/<public_id>/draft"): thing(STAFF, EMPTY),
    # What is sent belongs to no sheet.
    ("POST", "/second-keying/<public_id>"): thing(STAFF, BAD),
    ("GET", "/differences/<public_id>"): thing(STAFF, OK),
    # What is sent is of no comparison.
    ("POST", "/differences/<public_id>"): thing(STAFF, LED_ON),
    ("GET", "/keyers"): page(STAFF, OK),
    # A decision against the rule needs its reason.
    ("POST", "/keyers/<site_code>"): thing(LEADS, UNREADABLE, sends={"keyer": ANNA.name}),
    ("GET", "/keying-quality"): page(STAFF, OK),
    ("GET", "/response"): page(STAFF, LED_ON),
    # The table of several clinics; its own test goes there as one who has two.
    ("GET", "/comparison"): page(frozenset(), OK),
    ("GET", "/comparison.pdf"): page(frozenset(), OK),
    ("GET", "/response/<site_code>"): thing(STAFF, OK),
    ("GET", "/response/<site_code>.pdf"): thing(STAFF, OK),
    ("GET", "/analysis"): page(STAFF, LED_ON),
    ("GET", "/analysis/<site_code>"): thing(STAFF, OK),
    ("GET", "/analysis/<site_code>.pdf"): thing(STAFF, OK),
    ("GET", "/picture"): page(STAFF, LED_ON),
    ("GET", "/picture/<site_code>"): thing(STAFF, OK),
    ("POST", "/picture/<site_code>.pdf"): thing(STAFF, OK),
    ("GET", "/releases"): page(RESEARCHERS, OK),
    ("GET", "/releases/new"): page(RESEARCHERS, OK),
    # It is not said what is wanted.
    ("POST", "/releases/new"): page(RESEARCHERS, BAD),
    ("GET", "/mock-file"): page(ANALYSTS, OK),
    ("POST", "/mock-file"): page(ANALYSTS, BAD),
    # There is no recipe, and no work goes on.
    ("GET", "/recipe/<recipe>"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/recipe/<recipe>"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/recipe/<recipe>/details"): page(RESEARCHERS, NOT_FOUND),
    ("GET", "/recipe/<recipe>/columns/<table>"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/recipe/<recipe>/columns/<table>"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/recipe/<recipe>/plan"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/recipe/<recipe>/make"): page(RESEARCHERS, NOT_FOUND),
    ("GET", "/release-work/<ticket>"): page(ANALYSTS, NOT_FOUND),
    ("POST", "/release-work/<ticket>/decide"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/release-work/<ticket>/ask"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/release-work/<ticket>/file"): page(ANALYSTS, NOT_FOUND),
    ("GET", "/packages"): page(LEADS, LED_ON),
    # A training clinic is in no study, and nothing is agreed on.
    ("GET", "/packages/<site_code>"): thing(LEADS, OK),
    ("POST", "/packages/<site_code>/ask"): thing(LEADS, UNREADABLE),
    ("POST", "/packages/<site_code>/make"): thing(LEADS, CONFLICT),
    ("GET", "/senders"): page(RESEARCHERS, OK),
    # No file and no clinic is sent, and nothing is agreed on.
    ("POST", "/senders/take"): page(RESEARCHERS, UNREADABLE),
    ("POST", "/senders/ask"): page(RESEARCHERS, UNREADABLE),
    ("POST", "/senders/trust"): page(RESEARCHERS, NOT_FOUND),
    # The clinic keys here, and sends no packages.
    ("POST", "/senders/<site_code>/ask"): thing(RESEARCHERS, UNREADABLE),
    ("POST", "/senders/<site_code>/distrust"): thing(RESEARCHERS, UNREADABLE),
    # There are no keys before somebody makes them.
    ("GET", "/senders/central.txt"): page(RESEARCHERS, NOT_FOUND),
    ("POST", "/senders/keys"): page(RESEARCHERS, OK),
    ("GET", "/events"): page(AUDITORS, OK),
    ("POST", "/events/chain"): page(AUDITORS, OK),
    # What is sent is no anchor.
    ("POST", "/events/anchor"): page(AUDITORS, UNREADABLE),
    ("GET", "/samples"): page(LEADS, OK),
    ("GET", "/samples/<site_code>/<month>"): thing(LEADS, OK),
    ("GET", "/samples/<site_code>/<month>.pdf"): thing(LEADS, OK),
    ("POST", "/samples/<site_code>/<month>"): thing(LEADS, LED_ON),
    ("POST", "/events/clock"): page(KEEPERS, LED_ON),
    ("GET", "/papers"): page(STAFF, OK),
    # What is sent is empty: those who may are told so.
    ("POST", "/papers/<site_code>"): thing(STAFF, UNREADABLE),
    ("POST", "/papers/<site_code>/decision"): thing(LEADS, UNREADABLE),
    ("GET", "/paper/<public_id>"): thing(STAFF, OK),
    ("POST", "/paper/<public_id>/move"): thing(STAFF, UNREADABLE),
    ("POST", "/paper/<public_id>/end"): thing(LEADS, UNREADABLE),
    # The papers are still kept, so there is no record.
    ("GET", "/paper/<public_id>/record.pdf"): thing(STAFF, NOT_FOUND),
    ("GET", "/backups"): page(KEEPERS, OK),
    ("POST", "/backups"): page(KEEPERS, LED_ON),
    ("POST", "/backups/try"): page(KEEPERS, LED_ON),
    # The folder that is sent is none.
    ("POST", "/backups/folder"): page(frozenset({Role.ADMINISTRATOR}), UNREADABLE),
    ("GET", "/approvals"): page(APPROVING, OK),
    # It is not said what is asked for.
    ("POST", "/approvals"): thing(MANAGERS, UNREADABLE, sends={"subject": "key export"}),
    # A colleague has asked: the lead's no needs its reason, and others there know of nothing.
    ("POST", "/approvals/<public_id>"): thing(
        STAFF,
        UNREADABLE,
        but={
            "counsellor here": FORBIDDEN,
            **{f"{role} here": NOT_FOUND for role in set(Role) - STAFF},
        },
    ),
    # What is asked about is no recipe.
    ("POST", "/approvals/<public_id>/plan"): thing(
        frozenset(), NOT_FOUND, but={f"{role} here": NOT_FOUND for role in Role}
    ),
    ("GET", "/withdrawals"): page(STAFF, OK),
    # No code is sent.
    ("POST", "/withdrawals"): page(STAFF, UNREADABLE),
    ("GET", "/withdrawal/<public_id>"): thing(STAFF, OK),
    # A question without a reason is none, and nobody has written the code.
    ("POST", "/withdrawal/<public_id>/ask"): thing(STAFF, UNREADABLE),
    ("POST", "/withdrawal/<public_id>/erase"): thing(LEADS, UNREADABLE),
    # Nothing of the client was released.
    ("GET", "/withdrawal/<public_id>/letter-<release>-<language>.pdf"): thing(LEADS, NOT_FOUND),
    ("GET", "/code-key"): page(STAFF, OK),
    # The passphrase that is sent is too short, and where there is no code key nothing is opened.
    ("POST", "/code-key/<site_code>/make"): thing(LEADS, UNREADABLE),
    ("POST", "/code-key/<site_code>/keep"): thing(STAFF, UNREADABLE),
    ("POST", "/code-key/<site_code>/look"): thing(STAFF, UNREADABLE),
    ("POST", "/code-key/<site_code>/destroy"): thing(LEADS, UNREADABLE),
    ("GET", "/conversation"): page(STAFF, OK),
    ("GET", "/conversation/closed"): open_to_all(OK),
    # The client is meant by a sheet of theirs.
    ("POST", "/conversation"): own(STAFF, OK),
    ("POST", "/conversation/print"): own(STAFF, OK),
    ("GET", "/sheet/<public_id>"): thing(STAFF, OK),
    ("GET", "/sheet/<public_id>/story"): thing(STAFF, OK),
    ("GET", "/sheet/<public_id>/move"): thing(STAFF, OK),
    # What is sent is empty or where the sheet stands already: those who may move it are told so.
    ("POST", "/sheet/<public_id>/move"): thing(STAFF, UNREADABLE),
    ("GET", "/sheet/<public_id>/ask"): thing(LEADS, OK),
    # A question without words is none.
    ("POST", "/sheet/<public_id>/ask"): thing(LEADS, UNREADABLE),
    ("GET", "/queries"): page(STAFF, OK),
    ("GET", "/queries/<site_code>.pdf"): thing(STAFF, OK),
    ("GET", "/query/<public_id>"): thing(STAFF, OK),
    # The lead's question is answered by somebody at the clinic; nothing was chosen.
    ("POST", "/query/<public_id>"): thing(STAFF, UNREADABLE),
    ("GET", "/sheet/<public_id>/print.pdf"): thing(STAFF, OK),
    ("GET", "/sheet/<public_id>/correct"): thing(STAFF, OK),
    ("POST", "/sheet/<public_id>/correct"): thing(STAFF, UNREADABLE),
    ("POST", "/users/<site_code>/roles"): thing(LEADS, LED_ON, sends=TO_BERIT),
    ("POST", "/users/<site_code>/invite-again"): thing(LEADS, OK, sends=TO_BERIT),
    ("POST", "/users/<site_code>/end"): thing(LEADS, LED_ON, sends=TO_BERIT),
    # The last, for whoever has signed out gets nothing more.
    ("POST", "/account/sign-out-everywhere"): everybody_signed_in(LED_ON),
    ("POST", "/sign-out"): open_to_all(LED_ON),
}  # fmt: skip


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, str(rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_page_is_declared(app: Flask) -> None:
    assert routes(app) == set(MATRIX)


def test_every_page_with_a_things_address_is_declared_as_one() -> None:
    for (_, rule), access in MATRIX.items():
        assert parameters(rule) <= THINGS | set(OPEN), rule
        assert access.is_thing or not parameters(rule) & THINGS, rule


@pytest.mark.parametrize("person", [NOBODY, *PEOPLE])
def test_everybody_gets_what_is_declared(app: Flask, database: Database, person: str) -> None:
    things = made(database)
    visitor = visiting(app, database, person)
    # What everybody gets is asked for by one who is signed in and by one who is not.
    asked = {
        route: access
        for route, access in MATRIX.items()
        if access.roles is not None or person in {NOBODY, "counsellor here"}
    }
    got = {
        route: answer(visitor, route, access, things).status_code for route, access in asked.items()
    }
    assert got == {route: access.of(person) for route, access in asked.items()}


ELSEWHERE = [ROLELESS, *(name for name in PEOPLE if name.endswith(" there"))]


@pytest.mark.parametrize("person", ELSEWHERE)
def test_another_clinics_thing_answers_like_what_does_not_exist(
    app: Flask, database: Database, person: str
) -> None:
    things = made(database)
    visitor = visiting(app, database, person)
    for route, access in MATRIX.items():
        if access.is_thing:
            real = untold(visitor, route, access, things)
            assert real == untold(visitor, route, access, MADE_UP), route


def untold(
    visitor: Visitor, route: tuple[str, str], access: Access, things: Things
) -> tuple[int, list[tuple[str, str]], str]:
    """Return the answer without what was asked for, as it stands in the switch of languages."""
    got = answer(visitor, route, access, things)
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", got.text)
    headers = [(name, value) for name, value in got.headers if name != "Set-Cookie"]
    return got.status_code, headers, text.replace(things.path(route[1]), "")


def answer(
    visitor: Visitor, route: tuple[str, str], access: Access, things: Things
) -> TestResponse:
    method, rule = route
    if method == "GET":
        return visitor.get(things.path(rule))
    sent = things.fields(access)
    if rule.startswith("/conversation"):
        found = re.search(r'name="token" value="([^"]*)"', visitor.get("/conversation").text)
        sent = {**sent, "token": found[1] if found else ""}
    return visitor.post(things.path(rule), {**sent, "csrf_token": visitor.token()})


def visiting(app: Flask, database: Database, person: str) -> Visitor:
    visitor = Visitor(app)
    if person != NOBODY:
        visitor.sign_in(database, PEOPLE[person])
    return visitor


def test_a_roles_pages_are_declared_for_each_role_and_for_nobody() -> None:
    assert {role for user in PEOPLE.values() for held in user.roles.values() for role in held} == {
        *Role
    }


def test_reads_are_noted(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    anna.get(f"/sheet/{public_id}")
    assert noted(database)[-1][:3] == ("anna", "read", public_id)
