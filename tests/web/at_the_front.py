"""Browsers at the front of a server, whatever it shows."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from werkzeug.test import Client, TestResponse

from kast_eval.instance_settings import InstanceSettings
from kast_eval.web.app import AS_USUAL
from kast_eval.web.front import Front
from tests.actions.at_the_clinic import plan
from tests.web.reading import Element, fields_of, read_html

HERE, ELSEWHERE = "127.0.0.1", "192.0.2.7"


@contextmanager
def fronted(folder: Path, settings: InstanceSettings = AS_USUAL) -> Iterator[Front]:
    with closing(Front(folder, plan(), settings)) as front:
        yield front


class Guest:
    """A browser, on the machine itself or elsewhere."""

    def __init__(self, front: Front, address: str = HERE, base: str = "http://localhost") -> None:
        self.client = Client(front)
        self.extra = {"REMOTE_ADDR": address}
        self.base = base

    def get(self, path: str) -> TestResponse:
        return self.client.get(
            path,
            base_url=self.base,
            environ_overrides=self.extra,
            follow_redirects=True,
            buffered=True,
        )

    def page(self, path: str) -> Element:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return read_html(answer.text)

    def post(self, path: str, fields: Mapping[str, str]) -> TestResponse:
        return self.client.post(
            path,
            data=dict(fields),
            base_url=self.base,
            environ_overrides=self.extra,
            buffered=True,
        )

    def send(self, path: str, fields: Mapping[str, str]) -> TestResponse:
        """Fill in the form of a page, as it stands now, and send it."""
        form = self.form(path)
        return self.post(form.attributes["action"], {**_filled(form), **fields})

    def form(self, path: str) -> Element:
        answer = read_html(self.get(path).text)
        return answer.one("main").one("form")


def _filled(form: Element) -> dict[str, str]:
    """Return what the browser would send: of radio buttons and boxes only what is ticked."""
    unticked = {
        one.attributes["name"]
        for one in form.all("input")
        if one.attributes.get("type") in {"radio", "checkbox"}
    }
    ticked = {
        one.attributes["name"]: one.attributes["value"]
        for one in form.all("input")
        if "checked" in one.attributes
    }
    fields = {name: text for name, text in fields_of(form).items() if name not in unticked}
    return {**fields, **ticked}
