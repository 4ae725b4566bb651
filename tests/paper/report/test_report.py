from io import BytesIO

from pypdf import PdfReader

from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.report.report import ReportHead, print_page, print_report
from kast_eval.paper.report.section import Grid, Section
from tests.paper.response.made import SWEDISH

HEAD = ReportHead("Rapport", "2026-11-22", ("Gäller alla.",), "Fot")
GRID = Grid("Antal per väg", ("Väg", "Antal"), (("Polis", "12"), ("Egen", "")))


def section(*, chart: bool = False, table: Grid | None = None) -> Section:
    charts = (lambda width: row_chart("Inflöde", [Row("Polis", "12")], width),) if chart else ()
    return Section("inflow", "Vägar in", ("Så kom de.",), charts, table)


def text_of(printed: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)


def test_head_leads_charts_and_tables_come_in_reading_order() -> None:
    text = text_of(print_report(HEAD, [section(chart=True, table=GRID)], SWEDISH, training=False))
    words = ("Rapport", "Gäller alla", "Vägar in", "Så kom de", "Inflöde", "Antal per", "Egen")
    places = [text.index(said) for said in words]
    assert places == sorted(places)
    assert "Fot" in text
    assert "ÖVNING" not in text


def test_a_chart_that_is_as_high_as_a_page_stands_on_the_page_after_its_leads() -> None:
    rows = [Row(f"Rad {number}", "1") for number in range(38)]
    many = section(chart=True)
    high = Section(
        many.anchor, many.title, many.leads * 12, (lambda width: row_chart("Hög", rows, width),)
    )
    printed = print_report(HEAD, [many, high], SWEDISH, training=False)
    first, second = (page.extract_text() for page in PdfReader(BytesIO(printed)).pages)
    assert first.count("Så kom de.") == 13
    assert "Hög" in second
    assert "Rad 0" in second


def test_a_report_may_leave_its_tables_to_the_page() -> None:
    printed = print_report(HEAD, [section(table=GRID)], SWEDISH, training=True, tables=False)
    assert "Antal per" not in text_of(printed)
    assert "ÖVNING" in text_of(printed)


def test_a_long_table_repeats_its_head_on_the_next_page() -> None:
    rows = tuple((f"Rad {number}", str(number)) for number in range(90))
    long = section(table=Grid("Rader", ("Namn", "Nummer"), rows))
    pages = PdfReader(BytesIO(print_report(HEAD, [long], SWEDISH, training=False))).pages
    assert len(pages) > 1
    assert all("Nummer" in page.extract_text() for page in pages)


def test_one_page_holds_what_is_a_little_too_much_smaller() -> None:
    rows = [Row(f"Rad {number}", "1") for number in range(41)]
    high = Section("high", "Hög", ("Så kom de.",), (lambda width: row_chart("Hög", rows, width),))
    assert len(PdfReader(BytesIO(print_report(HEAD, [high], SWEDISH, training=False))).pages) > 1
    (page,) = PdfReader(BytesIO(print_page(HEAD, [high], SWEDISH, training=False))).pages
    assert "Rad 40" in page.extract_text()


def test_a_table_of_words_wider_than_the_page_shares_its_room_by_need() -> None:
    wide = tuple("o" * 40 for _ in range(4))
    printed = print_report(
        HEAD, [section(table=Grid("Ord", wide, (wide,)))], SWEDISH, training=False
    )
    assert "o" * 40 in text_of(printed).replace(" ", "").replace("\n", "")
