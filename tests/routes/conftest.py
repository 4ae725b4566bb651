"""A real server on a real database, and a real browser in front of it."""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kast_eval import clock
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.training_link import training_link
from kast_eval.definition.library import read_library
from kast_eval.store.database import Database, open_database
from kast_eval.store.records import EntryRecord
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user, replace_link
from kast_eval.study.roles import User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.web.app import create_app
from kast_eval.web.server import address, listen, make_server
from tests.actions.at_the_clinic import ANNA, EVERYBODY, FORMS, code, library, plan

PRACTICE = """\
form: practice
version: 1
letter: T
title: {sv: Prov, en: Practice}
instruction: {sv: Kryssa., en: Cross.}
filled_in_by: client
timing: t0
pages: 1
page_codes: [99]
head: {file: head-1, items: []}
sections:
  - title: {sv: Frågor, en: Questions}
    questions:
"""
QUESTION = """\
      - number: {number}
        name: q{number}
        question: {{sv: "Fråga {number}?", en: "Question {number}?"}}
        role: other
        answer: {{kind: choice, choices: {{0: {{sv: nej, en: "no"}}, 1: {{sv: ja, en: "yes"}}}}}}
"""
CLOSED_ITEMS = 14


@dataclass
class Clinic:
    """A running program; each test takes a client of its own."""

    address: str
    database: Database
    clients: int = 0

    def next_client(self) -> int:
        self.clients += 1
        return self.clients

    def new_code(self) -> str:
        return code(self.next_client())

    def newest(self, public_id: str) -> EntryRecord:
        """Return the entry of a sheet that counts."""
        with self.database.begin() as session:
            return read_sheet(session, ANNA, clock.now(), library(), public_id).newest

    def link(self, user: User) -> str:
        token = secrets.token_urlsafe()
        with self.database.begin() as session:
            replace_link(session, user.name, token, created=clock.now())
        return f"{self.address}/sign-in/{token}"


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an empty training clinic, made once and copied for each test."""
    made = tmp_path_factory.mktemp("empty")
    opened = open_database(made, training=True)
    with opened.begin() as session:
        training_link(session, clock.now())
    opened.close()
    return made


@pytest.fixture
def database(empty_folder: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty training clinic for the data that go the whole way."""
    opened = open_database(shutil.copytree(empty_folder, tmp_path / "instance"), training=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("clinic")
    forms = shutil.copytree(FORMS, folder / "forms")
    questions = "".join(QUESTION.format(number=number) for number in range(1, CLOSED_ITEMS + 1))
    (forms / "practice-1.yaml").write_text(PRACTICE + questions, "utf-8")
    database = open_database(folder / "instance", training=True)
    with database.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        for user in EVERYBODY:
            add_user(session, user.name, user.roles, created=clock.now())
    with listen() as listener:
        server = make_server(
            create_app(database, replace(plan(), library=read_library(forms))), listener
        )
        Thread(target=server.run, daemon=True).start()
        yield Clinic(address(listener), database)
        server.close()
    database.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "the browser tests need Chromium: sh tools/system_packages.sh"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(found), args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def annas_browser(chromium: Browser, clinic: Clinic) -> Iterator[BrowserContext]:
    """A browser that Anna is signed in with."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(30_000)
        with context.new_page() as page:
            page.goto(clinic.link(ANNA))
        yield context


@pytest.fixture
def page(annas_browser: BrowserContext, clinic: Clinic) -> Iterator[Page]:
    """Today's page in Anna's browser; nothing may go wrong in its scripts."""
    faults: list[str] = []
    with annas_browser.new_page() as opened:
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        opened.goto(f"{clinic.address}/today")
        yield opened
    assert faults == []
