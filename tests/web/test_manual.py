import re
from itertools import product

import pytest
from flask import Flask

from kast_eval.manual.edition import Edition
from kast_eval.store.database import Database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from kast_eval.study.site import Site
from kast_eval.web.manual_shelf import manual_source, volume
from kast_eval.web.pages.manual import MOST_HITS
from tests.actions.at_the_clinic import NOW, library
from tests.web.reading import Element
from tests.web.visitor import OK, SEE_OTHER, Visitor


def links(page: Element) -> list[str]:
    return [one.attributes["href"] for one in page.one("main").all("a") if "href" in one.attributes]


def test_anybody_comes_to_the_manual_from_every_page(stranger: Visitor, anna: Visitor) -> None:
    for page in (stranger.page("/"), stranger.page("/keys"), anna.page("/today")):
        assert page.one("header").all("a", href="/manual")


@pytest.mark.parametrize("edition", list(Edition))
def test_every_chapter_of_an_edition_is_a_page_with_its_title(
    stranger: Visitor, edition: Edition
) -> None:
    page = stranger.page(f"/manual?edition={edition}")
    assert page.one(class_="editions").all("a")[0].text == "■ För mottagningar i studien"
    (chosen,) = page.one(class_="editions").all("a", **{"aria-current": "page"})
    assert chosen.text == f"{edition.marker} {edition.readers}"
    shown = [one.one("a") for one in page.one(class_="contents").all("li")]
    assert [one.text for one in shown] == [one.title for one in volume(edition).chapters]
    for link, chapter in zip(shown, volume(edition).chapters, strict=True):
        opened = stranger.page(link.attributes["href"])
        assert opened.one("h1").text == f"{chapter.label} {chapter.title}"


@pytest.mark.parametrize("edition", list(Edition))
def test_every_link_of_the_manual_leads_to_a_page(stranger: Visitor, edition: Edition) -> None:
    seen = {"/manual"}
    for chapter in volume(edition).chapters:
        page = stranger.page(f"/manual/{chapter.anchor}?edition={edition}")
        for link in links(page):
            path = link.partition("#")[0].replace("../", "/")
            seen.add(path if path.startswith("/") else f"/manual/{path}")
    pages = {path for path in seen if not path.endswith(".pdf")}
    assert {stranger.get(path).status_code for path in pages} == {OK}
    forms = {f"/forms/{form.form}-sv.pdf" for form in library().newest_forms}
    assert seen - pages == forms


def test_a_chapter_leads_to_the_next_the_one_before_and_the_other_edition(
    stranger: Visitor,
) -> None:
    shown = volume(Edition.STUDY).chapters
    first, second, last = (
        stranger.page(f"/manual/{shown[place].anchor}?edition=study") for place in (0, 1, -1)
    )
    assert [one.attributes["rel"] for one in first.one(class_="turn").all("a")] == ["next"]
    assert [one.attributes["rel"] for one in second.one(class_="turn").all("a")] == ["prev", "next"]
    assert [one.attributes["rel"] for one in last.one(class_="turn").all("a")] == ["prev"]
    assert first.all("a", href=f"/manual/{shown[0].anchor}?edition=new")
    own = stranger.page("/manual/b01-informationsblad?edition=study")
    assert not own.all("a", href="/manual/b01-informationsblad?edition=new")


@pytest.mark.parametrize(
    "path",
    [
        "/manual/unknown", "/manual/b01-informationsblad?edition=new", "/manual/print/old.pdf",
        "/manual/card/unknown.pdf", "/manual/question/unknown/mood_7d", "/practice/unknown",
        "/practice/unknown/print.pdf",
    ],
)  # fmt: skip
def test_what_the_manual_lacks_does_not_exist(stranger: Visitor, path: str) -> None:
    assert stranger.get(path).status_code == 404


def test_a_search_shows_chapter_and_marked_words_and_leads_to_the_place(stranger: Visitor) -> None:
    page = stranger.page("/manual?edition=new&q=URGE_max_7d")
    hit = page.one(class_="hits").all("li")[0]
    assert hit.one("a").text.startswith("9 Fråga för fråga")
    assert hit.one("a").attributes["href"] == (
        "/manual/09-fraga-for-fraga?edition=new#fraga-start-urge_max_7d"
    )
    assert [one.text for one in hit.all("mark")] == ["urge_max_7d"]
    assert page.one("input", id="q").attributes["value"] == "URGE_max_7d"
    # The other edition is searched for the same words.
    assert page.all("a", href="/manual?edition=study&q=URGE_max_7d")


def test_a_search_tells_how_much_it_found(stranger: Visitor) -> None:
    many = stranger.page("/manual?q=kod")
    assert len(many.one(class_="hits").all("li")) == MOST_HITS
    assert re.fullmatch("[0-9]+ träffar", many.one(id="found").text)
    assert f"De första {MOST_HITS} visas" in many.one("main").text
    one = stranger.page("/manual?q=Syfte och bakgrund")
    assert one.one(id="found").text == "En träff"
    none = stranger.page("/manual?q=zebra")
    assert none.one(id="found").text == "Inget i manualen har de orden"
    assert none.one(class_="hits").all("li") == []
    nearly = stranger.page("/manual?q=förlorad etikett")
    assert nearly.one(id="found").text == "Inget ställe har alla orden"
    assert nearly.one(class_="hits").all("li")


def test_a_search_for_nothing_shows_the_contents(stranger: Visitor) -> None:
    assert stranger.page("/manual?q=%20").all(class_="contents")


def test_what_is_searched_for_is_shown_as_text(stranger: Visitor) -> None:
    answer = stranger.get("/manual?q=<script>alert(1)</script>")
    assert answer.status_code == OK
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("edition", list(Edition))
def test_the_manual_is_printed_once_for_each_edition(stranger: Visitor, edition: Edition) -> None:
    first, second = (stranger.get(f"/manual/print/{edition}.pdf") for _ in range(2))
    assert first.data.startswith(b"%PDF-")
    assert first.data == second.data
    assert f"manual-{edition}.pdf" in first.headers["Content-Disposition"]


def test_every_card_and_practice_sheet_is_there_to_print(stranger: Visitor) -> None:
    prints = [link for link in links(stranger.page("/manual")) if ".pdf" in link][1:]
    assert len(prints) == len(library().newest_forms) + len(manual_source().practice)
    for link in prints:
        assert stranger.get(link).data.startswith(b"%PDF-")


def test_every_page_of_every_form_is_shown_and_described(stranger: Visitor) -> None:
    images = stranger.page("/manual/07-formularen?edition=new").one("article").all("img")
    assert len(images) == sum(form.pages for form in library().newest_forms)
    for image in images:
        assert image.attributes["alt"].startswith("Bild av formulär ")
        assert image.attributes["loading"] == "lazy"
        answer = stranger.get(f"/manual/{image.attributes['src']}")
        assert (answer.status_code, answer.mimetype) == (OK, "image/svg+xml")
        assert answer.data.startswith(b"<svg ")


def test_a_browser_keeps_a_picture_and_asks_whether_it_has_changed(stranger: Visitor) -> None:
    path = "/manual/picture/start-1-2.svg"
    answer = stranger.get(path)
    again = stranger.client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "page", ["start-1-0", "start-1-3", "start-2-1", "unknown-1-1", "start-1-x"]
)
def test_a_page_that_no_form_has_is_not_shown(stranger: Visitor, page: str) -> None:
    assert stranger.get(f"/manual/picture/{page}.svg").status_code == 404


def test_the_english_pages_say_that_the_manual_is_in_swedish(stranger: Visitor) -> None:
    stranger.client.set_cookie("kast_language", "en")
    for path in ("/manual", "/manual/01-syfte-och-bakgrund"):
        page = stranger.page(path)
        assert page.one(class_="notice").text == "The manual is in Swedish only."
        (text,) = page.all(class_="contents") or page.all("article")
        assert text.attributes["lang"] == "sv"


@pytest.mark.parametrize("form", ["a", "c", "d"])
def test_every_number_of_an_entry_page_leads_to_its_paragraph(anna: Visitor, form: str) -> None:
    page = anna.page(anna.open(form))
    numbers = page.all("a", class_="item__number")
    assert numbers
    for one in numbers:
        attributes = one.attributes
        kept = (attributes["tabindex"], attributes["target"], attributes["rel"])
        assert kept == ("-1", "_blank", "noopener")
        place = anna.get(attributes["href"])
        assert place.status_code == SEE_OTHER
        path, _, anchor = place.location.partition("#")
        assert anchor.startswith(("fraga-start-", "fraga-checkin-", "fraga-session-"))
        assert f'id="{anchor}"' in anna.get(path).text


def test_the_head_of_a_form_has_one_paragraph_and_an_unknown_item_leads_to_the_contents(
    stranger: Visitor,
) -> None:
    head = stranger.get("/manual/question/checkin/fill_mode?edition=new")
    assert head.location == "/manual/09-fraga-for-fraga?edition=new#fraga-huvud-fill_mode"
    unknown = stranger.get("/manual/question/checkin/person_type")
    assert unknown.location == "/manual?edition=study"


@pytest.mark.parametrize(
    ("in_study", "asked"), list(product((True, False), ("", "?edition=old", "?edition=new")))
)
def test_a_reader_gets_the_edition_of_the_own_clinic(
    app: Flask, database: Database, asked: str, *, in_study: bool
) -> None:
    site = Site("0002", "Tredje mottagningen", "XZ", "RZ", in_study=in_study, training=True)
    reader = User("reader", {site.code: frozenset({Role.COUNSELLOR})})
    with database.begin() as session:
        add_site(session, site)
        add_user(session, reader.name, reader.roles, created=NOW)
    visitor = Visitor(app)
    visitor.sign_in(database, reader)
    (chosen,) = visitor.page(f"/manual{asked}").all("a", **{"aria-current": "page"})
    own = Edition.STUDY if in_study else Edition.NEW
    expected = Edition.NEW if asked.endswith("new") else own
    assert chosen.text == f"{expected.marker} {expected.readers}"
