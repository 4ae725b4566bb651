"""Somebody with a browser: opens pages, types in their fields, sends them."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask import Flask
from werkzeug.test import Cookie, TestResponse

from kast_eval import clock
from kast_eval.actions.sign_in import begin_sign_in
from kast_eval.store.database import Database
from kast_eval.store.users import find_user, replace_link
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import code
from tests.web.reading import Element, fields_of, read_html

OK, SEE_OTHER = 200, 303


class Visitor:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self._token: tuple[tuple[Cookie | None, ...], str] | None = None

    def sign_in(self, database: Database, user: User) -> None:
        token = secrets.token_urlsafe()
        with database.begin() as session:
            replace_link(session, user.name, token, created=clock.now())
        assert self.client.get(f"/sign-in/{token}").status_code == SEE_OTHER

    def be(self, database: Database, name: str, *, ago: timedelta = timedelta()) -> None:
        """Be a user with an account, signed in some time ago and not seen since."""
        with database.begin() as session:
            user = find_user(session, name)
            assert user is not None
            signed_in = begin_sign_in(session, user, clock.now() - ago, method="test")
        self.client.set_cookie("kast_sign_in", signed_in.cookie_token)

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, buffered=True)

    def page(self, path: str) -> Element:
        answer = self.get(path)
        assert answer.status_code == OK, answer.text
        return read_html(answer.text)

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> TestResponse:
        return self.client.post(path, data=dict(fields), buffered=True)

    def token(self) -> str:
        """Return a token that lets a page be sent; it holds as long as the cookies do."""
        if self._token is None or self._token[0] != self._carried():
            field = self.page("/keys").all("input", name="csrf_token")[0]
            self._token = self._carried(), field.attributes["value"]
        return self._token[1]

    def _carried(self) -> tuple[Cookie | None, ...]:
        return tuple(self.client.get_cookie(name) for name in ("kast_page", "kast_sign_in"))

    def send(self, path: str, **fields: str | list[str]) -> TestResponse:
        """Send fields with the token that lets a page be sent."""
        return self.post(path, {"csrf_token": self.token(), **fields})

    def open(self, form: str = "c", client_code: str = code(1), number: str = "1") -> str:
        """Open an entry page and return its path."""
        answer = self.post(
            "/today",
            {
                "csrf_token": self.token(),
                "client_code": client_code,
                "form": form,
                "number": number,
            },
        )
        assert answer.status_code == SEE_OTHER, answer.text
        return answer.location

    def fields(self, path: str) -> dict[str, str]:
        """Return the fields of the page as they would be sent."""
        return fields_of(self.page(path).one("form", id="entry"))

    def enter(self, texts: Mapping[str, str], **open_with: str) -> str:
        """Key a sheet of a new client and return the path of what was saved."""
        path = self.open(**open_with)
        fields = self.fields(path)
        if "text_person_type" in fields:
            fields["text_person_type"] = "1"
        answer = self.post(path, {**fields, **typed(texts)})
        assert answer.status_code == SEE_OTHER, read_html(answer.text).one("main").text
        return answer.location


def typed(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"text_{name}": text for name, text in texts.items()}
