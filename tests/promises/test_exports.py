"""No formula, no script and no written word leaves in what is printed, shown or exported."""

import csv
import re
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest

from kast_eval.actions.export_site import export_site
from kast_eval.dataset.formats.every import FORMATS, Format, write_checked
from kast_eval.dataset.formats.read_back import ReadBackError
from kast_eval.kinds import Words
from kast_eval.store.database import Database
from kast_eval.wording import Language
from tests.actions.at_the_clinic import HERE, LEAD, NOW, derivations, library
from tests.dataset.formats.made import table, text
from tests.paper.pictures import page_texts
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS
from tests.web.visitor import SEE_OTHER, Visitor

pytestmark = pytest.mark.prove

PAYLOADS = [
    "=1+1", "+46701", "-1+1", "@SUM(A1)", "=HYPERLINK(1)", "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "<para>", "</para><b", "&lt;b&gt;", "%s%d",
    "<a href=javascript:1>a</a>", "'; DROP TABLE entry; --",
]  # fmt: skip
EVERY_PAYLOAD = pytest.mark.parametrize("payload", PAYLOADS)
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
CALCULATED = ("=", "+", "-", "@", "\t", "\r")


def saved_with(anna: Visitor, payload: str) -> str:
    """Save a check-in with the payload in every field that takes words; return its path."""
    path = anna.open()
    fields = anna.fields(path)
    notes = {name: payload for name in fields if name.startswith("note_")}
    answer = anna.post(path, {**fields, **ANSWERS, **notes})
    assert answer.status_code == SEE_OTHER
    return answer.location


@EVERY_PAYLOAD
def test_a_page_shows_what_was_written_as_text(anna: Visitor, payload: str) -> None:
    page = anna.page(saved_with(anna, payload))
    assert page.one(class_="coded").text.count(f"Anteckning: {payload}") > 3
    assert not [one for one in page.all("script") if "src" not in one.attributes]
    assert not page.all("img")
    assert not [one for one in page.all("a") if "javascript" in one.attributes.get("href", "")]


def saved_words(anna: Visitor, payload: str) -> str:
    """Save a start form with the payload in every field for words; return its path."""
    path = anna.open("a", number="")
    words = [
        item.name
        for item in library().newest("start").as_asked().items
        if isinstance(item.kind, Words) and item.kind.keyed
    ]
    texts = {f"text_{name}": payload for name in words}
    fields = {**anna.fields(path), "text_person_type": "1", "text_fill_date": "2026-03-09", **texts}
    answer = anna.post(path, fields)
    if answer.status_code != SEE_OTHER:
        # What is doubted is confirmed by sending the page once more.
        doubts = [
            one.attributes["value"] for one in read_html(answer.text).all("input", name="confirmed")
        ]
        answer = anna.post(path, {**fields, "confirmed": doubts})
    assert answer.status_code == SEE_OTHER
    return answer.location


@EVERY_PAYLOAD
def test_a_print_shows_what_was_written_as_text(anna: Visitor, payload: str) -> None:
    pdf = anna.get(f"{saved_words(anna, payload)}/print.pdf").data
    assert payload[:6] in "".join(page_texts(pdf))


@EVERY_PAYLOAD
def test_no_written_word_leaves_in_an_export(
    anna: Visitor, database: Database, payload: str
) -> None:
    saved_with(anna, payload)
    saved_words(anna, payload)
    with database.begin() as session:
        export = export_site(
            session, LEAD, NOW, library(), site_code=HERE, derivations=derivations(),
            person_key=bytes(32),
        )  # fmt: skip
    assert export.sheets == 2
    for name, contents in export.files.items():
        assert payload.encode() not in contents, name
        assert calculated(contents) == [], name


def calculated(contents: bytes) -> list[str]:
    """Return the cells that a spreadsheet would calculate."""
    rows = csv.reader(StringIO(contents.decode("utf-8-sig"), newline=""))
    return [
        cell for row in rows for cell in row
        if cell.startswith(CALCULATED) and not NUMBER.fullmatch(cell)
    ]  # fmt: skip


def test_a_file_with_a_formula_is_found_out() -> None:
    assert calculated(b"a,b\n-7,=1+1\n'=1,@SUM(A1)\n") == ["=1+1", "@SUM(A1)"]


@EVERY_PAYLOAD
@pytest.mark.parametrize("one", FORMATS.values(), ids=lambda one: one.folder)
def test_a_text_in_a_table_leaves_as_it_was_or_defused_or_not_at_all(
    one: Format, payload: str, tmp_path: Path
) -> None:
    made = table((text(),), (payload,))
    # What a spreadsheet would calculate is defused, and then no file is given that differs.
    with suppress(ReadBackError):
        write_checked(made, tmp_path, one, Language.SV, NOW.date())
    for file in tmp_path.glob("*.csv"):
        assert calculated(file.read_bytes()) == []
