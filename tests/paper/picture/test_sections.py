from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.picture.board_words import PLAIN, PLAIN_CODES
from kast_eval.paper.picture.sections import picture_sections
from kast_eval.paper.picture.sheet import print_picture
from kast_eval.paper.picture.shown import Shown
from kast_eval.paper.picture.words import NOT_TOLD, Words
from kast_eval.paper.report.section import Section, Teller
from kast_eval.quality.known_items import CONTENT, LOG, SESSION
from kast_eval.quality.others import TOLD_OUTSIDE, Others, others_of
from kast_eval.quality.picture import Middle, Picture
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Clients, Split
from kast_eval.study.site import TRAINING_SITE
from tests.paper.response.made import ENGLISH, SWEDISH
from tests.quality.test_others import DAY, OWN, enough
from tests.quality.test_picture import SPRING, SUMMER, checkin, contact, picture, waited
from tests.quality.test_together import clinic
from tests.study.sheets import closed, log, sheet

INSIDE, OUTSIDE = Shown(outside=False), Shown(outside=True)


def sections(
    found: Picture, shown: Shown = INSIDE, teller: Teller = SWEDISH, others: Others | None = None
) -> dict[str, Section]:
    return {one.anchor: one for one in picture_sections(found, others, Words(teller, shown))}


def told(section: Section) -> str:
    """Return everything that a section says, in words, in drawings and in its table."""
    cells = [cell for row in section.table.rows for cell in row] if section.table else []
    return " ".join((*section.leads, *(draw(WIDE).alt for draw in section.charts), *cells))


def busy(clients: int) -> Picture:
    """Return a quarter of so many clients, of whom two were sent by the police."""
    facts = [contact(1, 0), contact(2, 0)]
    facts += [contact(number + 3, 0, mode=5, source=2) for number in range(clients)]
    for number in range(clients):
        code = f"XX{number:04}A"
        facts += [*waited(code, 9), checkin(code, 0, 1, 6)]
        facts.append(sheet("closing", 20, code=code, codes={"help_talk": 1, "help_plan": 0}))
        facts.append(closed(20, code=code, reason=1 if number else 3))
    return picture(facts)


def test_a_board_reads_the_quarter_in_sentences() -> None:
    leads = sections(busy(12))["summary"].leads
    assert leads[0].startswith(
        "Kontakter med mottagningen, också från anhöriga och yrkesverksamma: 14. "
        "Klienter som började med samtal: 12."
    )
    assert "Hälften väntade högst 9 dagar" in leads[0]
    assert leads[1] == "Samtal som hölls: 12. Klienter som avslutade kontakten: 12."


def test_the_quarter_before_stands_beside() -> None:
    found = picture([contact(1, 0), log(1, 0), log(1, 100, code="XX0002B")], SUMMER)
    assert "Kvartalet före: kontakter 1, började 1, avslutade 0." in told(
        sections(found)["summary"]
    )


def test_relatives_are_counted_by_themselves_inside_only() -> None:
    nobody = picture([sheet("relative_start", 0, code="RX0001A")])
    leads = sections(nobody)["summary"].leads
    assert "Anhöriga som började med egna samtal: 1." in leads[0]
    assert "Anhöriga" not in sections(nobody, OUTSIDE)["summary"].leads[0]


def test_a_quarter_without_sheets_says_so_plainly() -> None:
    found = sections(picture([contact(1, 0)], SUMMER))
    assert found["summary"].leads[0] == "Inget ark är inskrivet från kvartal 2 2026."
    assert found["made-of"].leads == ("Det finns inget att räkna från kvartalet.",)


@pytest.mark.parametrize(("shown", "said"), [(INSIDE, "3 klienter"), (OUTSIDE, "färre än 5")])
def test_a_clinic_with_three_clients_is_told_that_it_is_small(shown: Shown, said: str) -> None:
    leads = sections(busy(3), shown)["summary"].leads
    few = sections(picture([contact(1, 0)]), OUTSIDE)["summary"].leads
    assert "yrkesverksamma: färre än 5." in few[0]
    assert said in leads[-1]
    assert "Så få går inte att beskriva" in leads[-1]


def test_staff_see_every_number_of_their_own() -> None:
    made_of = told(sections(busy(12))["made-of"])
    assert "polisen 2" in made_of
    assert "uteblev eller 90 dagar utan kontakt 1" in made_of


def test_no_small_number_stands_on_the_paper_for_a_board() -> None:
    found = sections(busy(12), OUTSIDE)
    made_of = told(found["made-of"])
    assert "polisen 2" not in made_of
    assert "uteblev eller 90 dagar utan kontakt dolt" in made_of
    # Where the other part is all that is left, it is hidden as well.
    assert "enligt planen dolt" in made_of
    assert "för få för att visas" in made_of


def test_what_everybody_ticked_tells_nothing_of_a_single_one() -> None:
    assert "att få prata" in told(sections(busy(12), OUTSIDE)["made-of"])


def test_a_few_answers_are_not_shown_to_a_board() -> None:
    few = replace(busy(12), asked=4, helped={"help_talk": 3})
    assert "att få prata dolt" in told(sections(few, OUTSIDE)["made-of"])
    assert "att få prata 3" in told(sections(few)["made-of"])


def test_too_few_to_hide_anything_behind_hides_it_all() -> None:
    few = replace(busy(12), reasons={1: 2, 3: 1})
    assert "enligt planen dolt" in told(sections(few, OUTSIDE)["made-of"])


def test_means_are_drawn_from_ten_persons_and_else_are_a_gap() -> None:
    assert "Suget som starkast, 0–10, kv 1 2026–kv 1 2026: 6" in told(
        sections(busy(12))["quarters"]
    )
    few = sections(busy(9))["quarters"]
    assert "Suget som starkast, 0–10, kv 1 2026–kv 1 2026: –" in told(few)
    assert "för få för att visas" in [span.text for span in few.charts[0](NARROW).spans]


def test_small_counts_of_a_quarter_are_gaps_for_a_board() -> None:
    assert "Började, kv 1 2026–kv 1 2026: färre än 5" in told(
        sections(busy(3), OUTSIDE)["quarters"]
    )


def test_the_table_has_the_numbers_of_every_drawing() -> None:
    found = sections(busy(12))
    for anchor in ("quarters", "made-of"):
        assert found[anchor].table is not None
        assert found[anchor].charts
    table = found["quarters"].table
    assert table is not None
    assert len(table.head) == 10


def test_everything_is_said_in_english_too() -> None:
    found = sections(busy(12), teller=ENGLISH)
    assert found["summary"].leads[0].startswith("Contacts with the clinic")
    assert "the police 2" in told(found["made-of"])


def test_labels_are_those_of_the_forms_and_of_waits() -> None:
    words = Words(SWEDISH, INSIDE)
    assert words.label("contact_log", "ref_source", 1) == "polisen"
    assert words.label("contact_log", "ref_source", NOT_TOLD) == "inte noterat"
    assert [words.wait(band) for band in (0, 1, 3, NOT_TOLD)] == [
        "0–7 dagar", "8–14 dagar", "över 30 dagar", "inte noterat",
    ]  # fmt: skip
    assert words.middle(Middle(10, 7.25)) == "7,2"
    assert words.share(Share(0, 0)) == "inga"


@pytest.mark.parametrize(
    ("share", "outside"),
    [
        (Share(5, 10), Share(5, 10)),
        (Share(4, 10), None),
        (Share(6, 10), None),
        (Share(0, 10), Share(0, 10)),
        (Share(5, 9), None),
    ],
)
def test_a_share_outside_is_of_ten_and_neither_part_is_small(
    share: Share, outside: Share | None
) -> None:
    assert OUTSIDE.share(share) == outside
    assert INSIDE.share(share) == share


def test_others_are_told_of_as_one_and_without_their_numbers() -> None:
    others = others_of(OWN, enough(), DAY)
    assert others is not None
    assert Split.WAIT in others.own
    section = sections(busy(12), others=others)["others"]
    assert section.title == (
        "Bredvid 3 andra mottagningar, klienter som har avslutat till och med 2026-09-30"
    )
    assert section.leads[0] == (
        "Fick sitt första samtal inom 14 dagar: här 10 av 30 (33 %), hos de andra 33 %."
    )


def test_where_no_form_was_due_it_says_so_on_paper_too() -> None:
    none_due = picture([contact(1, 0)])
    for shown in (INSIDE, OUTSIDE):
        assert "Formulär som kom in: inga skulle ha kommit." in told(
            sections(none_due, shown)["summary"]
        )


def answered(asked: int, ticked: int) -> str:
    found = replace(busy(24), asked=asked, helped={"help_talk": ticked})
    return told(sections(found, OUTSIDE)["made-of"])


def test_how_many_answered_is_not_told_where_a_few_of_those_who_ended_did_not() -> None:
    # 24 ended.
    assert "av 24 som svarade: att få prata 12" in answered(24, 12)
    assert "av 19 som svarade: att få prata 12" in answered(19, 12)
    assert "som svarade" not in answered(22, 12)
    assert "att få prata 12" in answered(22, 12)
    # Everybody who answered ticked it, so that its count would be theirs.
    assert "att få prata 22" not in answered(22, 22)
    assert "att få prata dolt" in answered(22, 22)


def beside_on_paper(own: Clients, day: date = SPRING.last_day) -> Others:
    others = others_of(own, enough(), day)
    assert others is not None
    return replace(others, outside=TOLD_OUTSIDE)


def test_on_paper_the_clinic_beside_others_is_whole_percentages_without_counts() -> None:
    found = sections(busy(12), OUTSIDE, others=beside_on_paper(clinic(10, 10)))["others"]
    assert "avslutsformulär (E) finns: här 50 %, hos de andra 50 %." in told(found)
    assert " av 20" not in told(found)


def test_what_would_tell_of_the_quarter_is_left_out_of_the_paper() -> None:
    others = beside_on_paper(clinic(10, 10))
    found = sections(busy(12), OUTSIDE, others=replace(others, outside=frozenset()))["others"]
    assert found.leads == ("För få har tillkommit för att andelarna ska visas.",)
    few = {split: Share(1, 20) for split in others.own}
    found = sections(busy(12), OUTSIDE, others=replace(others, own=few))["others"]
    assert found.leads == ("För få har tillkommit för att andelarna ska visas.",)


def test_on_the_paper_of_an_earlier_quarter_nothing_stands_beside() -> None:
    others = beside_on_paper(clinic(10, 10), SUMMER.last_day)
    assert "others" not in sections(busy(12), OUTSIDE, others=others)
    assert "others" in sections(busy(12), others=others)


@pytest.mark.parametrize("teller", [SWEDISH, ENGLISH])
def test_the_fullest_quarter_is_one_sheet_of_paper(teller: Teller) -> None:
    """Every answer has been given by many, in each of eight quarters."""
    words = Words(teller, OUTSIDE)
    many = busy(12)
    now = replace(many.now, contacts=300, held=900, began=90, closed=80, due=Share(700, 800))
    boxes = {
        item: dict.fromkeys(words.boxes(*item), 60)
        for item in (("session", "m"), ("closing", "help"))
    }
    fullest = replace(
        many,
        quarters=(now,) * 8,
        modes=dict.fromkeys(words.codes("contact_log", "first_contact_mode")[:-1], 20),
        sources=dict.fromkeys(words.codes("contact_log", "ref_source")[:-1], 20),
        waits=dict.fromkeys(range(4), 20),
        reasons=dict.fromkeys(words.codes("closing_staff", "close_reason")[:-1], 20),
        content=boxes["session", "m"],
        helped=boxes["closing", "help"],
        asked=120,
    )
    others = beside_on_paper(clinic(10, 10))
    printed = print_picture(
        TRAINING_SITE, "kvartal 3 2026", picture_sections(fullest, others, words), teller,
        training=True, foot="0000 0000",
    )  # fmt: skip
    assert len(PdfReader(BytesIO(printed)).pages) == 1


def test_without_enough_others_it_is_said_what_is_enough() -> None:
    leads = sections(busy(12))["others"].leads
    assert "minst 3 andra i studien har minst 50 klienter" in leads[0]


def test_a_board_reads_plain_words_and_staff_those_of_the_form() -> None:
    inside, outside = (Words(SWEDISH, shown).boxes("session", "m") for shown in (INSIDE, OUTSIDE))
    assert set(PLAIN) <= set(inside)
    assert inside["m_psyed"] == "psykoedukation"
    assert "psykoedukation" not in outside.values()
    assert len(set(outside.values())) == len(inside)


def test_quarters_without_a_form_due_say_so_and_not_that_they_are_few() -> None:
    found = busy(12)
    none = replace(found, quarters=tuple(replace(one, due=Share(0, 0)) for one in found.quarters))

    def texts(of: Picture) -> list[str]:
        return [span.text for span in sections(of)["quarters"].charts[0](WIDE).spans]

    assert "inga skulle ha kommit" in texts(none)
    assert "inga skulle ha kommit" not in texts(found)


def test_a_board_reads_plain_words_for_every_code_that_has_them() -> None:
    words = Words(SWEDISH, Shown(outside=True))
    for item, code in PLAIN_CODES:
        plain = words.label(LOG, item, code)
        assert plain != Words(SWEDISH, Shown(outside=False)).label(LOG, item, code)
        assert code in words.codes(LOG, item)
    boxes = {column.name for column in SWEDISH.form(SESSION).item(CONTENT).columns()}
    assert set(PLAIN) <= boxes
    assert len(PLAIN_CODES) == 3


def test_of_a_few_no_percentage_is_told() -> None:
    inside = Words(SWEDISH, INSIDE)
    assert inside.share(Share(2, 9)) == "2 av 9"
    assert inside.share(Share(2, 10)) == "2 av 10 (20 %)"


def test_to_those_who_work_there_no_tick_is_nothing_hidden() -> None:
    facts = [log(1, 0), sheet("closing", 20, codes={"help_talk": 0}), closed(20)]
    assert "inget av dem" in told(sections(picture(facts))["made-of"])
    assert "inget av dem" not in told(sections(picture(facts), OUTSIDE)["made-of"])
