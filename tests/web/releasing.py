"""A researcher at the pages of releases: recipes written, work waited for."""

from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from kast_eval.store.database import Database
from kast_eval.web.parts import parts_of
from tests.dataset.release.made import RECIPE
from tests.web.reading import Element, read_html
from tests.web.visitor import Visitor

SEE_OTHER = 303
NAME = "huvudanalys"

Fields = dict[str, str | list[str]]
"""What a page sends."""


def folder_of(database: Database) -> Path:
    folder = database.file.parent / "recipes"
    folder.mkdir(exist_ok=True)
    return folder


def kept_recipe(database: Database, text: str = RECIPE, name: str = NAME) -> Path:
    path = folder_of(database) / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def shown(visitor: Visitor, name: str = NAME) -> str:
    """Return the checksum of the text that the page shows."""
    page = visitor.page(f"/recipe/{name}")
    return page.all("input", name="shown")[0].attributes["value"]


def waited_for(app: Flask, visitor: Visitor, answer: TestResponse) -> TestResponse:
    """Return the page of a piece of work when nothing is waited for any more."""
    assert answer.status_code == SEE_OTHER, answer.text
    desk = parts_of(app).releases.desk
    for task in list(desk.tasks):
        task.future.exception(timeout=300)
    return visitor.get(answer.location)


def main_of(answer: TestResponse) -> Element:
    return read_html(answer.text).one("main")


def letters_of(element: Element) -> str:
    """Return what stands in it letter for letter, as a browser sends it."""
    return "".join(part for part in element.parts if isinstance(part, str)).removeprefix("\n")
