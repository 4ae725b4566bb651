from dataclasses import replace

from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.picture.sections import picture_sections
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section, Teller
from kast_eval.quality.board_counts import NOT_TOLD
from kast_eval.quality.others import Others, others_of
from kast_eval.quality.picture import Middle, Picture
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Split
from kast_eval.study.expected import SheetFacts
from tests.paper.response.made import ENGLISH, SWEDISH
from tests.quality.test_others import DAY, OWN, enough
from tests.quality.test_picture import SUMMER, checkin, contact, picture, waited
from tests.study.sheets import closed, log, sheet


def sections(
    found: Picture, teller: Teller = SWEDISH, others: Others | None = None
) -> dict[str, Section]:
    return {one.anchor: one for one in picture_sections(found, others, Words(teller))}


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
        "Kontakter med mottagningen, också från anhöriga och yrkesverksamma: 14. Nya klienter: 12."
    )
    assert "Hälften väntade högst 9 dagar" in leads[0]
    assert leads[1] == "Samtal som hölls: 12. Klienter som avslutade kontakten: 12."


def test_waits_stand_in_the_order_of_time() -> None:
    facts = [*waited("XX0001A", 40), *waited("XX0002B", 40), *waited("XX0003C", 9)]
    alt = told(sections(picture(facts))["made-of"])
    assert alt.index("8–14 dagar") < alt.index("över 30 dagar")


def test_before_a_log_was_kept_no_number_of_contacts_is_told() -> None:
    found = sections(picture([log(1, 0), contact(1, 100)], SUMMER))
    assert "Kvartalet före: ingen kontaktlogg, nya klienter 1" in told(found["summary"])
    assert "Kontakter, kv 1 2026–kv 2 2026: ingen logg, 1" in told(found["quarters"])


def test_the_quarter_before_stands_beside() -> None:
    found = picture([contact(1, 0), log(1, 0), log(1, 100, code="XX0002B")], SUMMER)
    assert "Kvartalet före: kontakter 1, nya klienter 1, avslutade 0." in told(
        sections(found)["summary"]
    )


def test_relatives_are_counted_by_themselves_inside_only() -> None:
    nobody = picture([sheet("relative_start", 0, code="RX0001A")])
    leads = sections(nobody)["summary"].leads
    assert "Anhöriga som började med egna samtal: 1." in leads[0]


def test_a_quarter_without_sheets_says_so_plainly() -> None:
    found = sections(picture([contact(1, 0)], SUMMER))
    assert found["summary"].leads[0] == "Inget ark är inskrivet från kvartal 2 2026."
    assert found["made-of"].leads == ("Det finns inget att räkna från kvartalet.",)


def test_a_clinic_with_three_clients_is_told_that_it_is_small() -> None:
    leads = sections(busy(3))["summary"].leads
    assert leads[-1].startswith("Mottagningen har haft 3 klienter i allt. Så få går inte")


def test_staff_see_every_number_of_their_own() -> None:
    made_of = told(sections(busy(12))["made-of"])
    assert "polisen 2" in made_of
    assert "uteblev eller 90 dagar utan kontakt 1" in made_of


def test_means_are_drawn_from_ten_persons_and_else_are_a_gap() -> None:
    assert "Suget som starkast, 0–10, kv 1 2026–kv 1 2026: 6" in told(
        sections(busy(12))["quarters"]
    )
    few = sections(busy(9))["quarters"]
    assert "Suget som starkast, 0–10, kv 1 2026–kv 1 2026: –" in told(few)
    assert "för få för att visas" in [span.text for span in few.charts[0](NARROW).spans]


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
    words = Words(SWEDISH)
    assert words.label("contact_log", "ref_source", 1) == "polisen"
    assert words.label("contact_log", "ref_source", NOT_TOLD) == "inte noterat"
    assert [words.wait(band) for band in (0, 1, 3, NOT_TOLD)] == [
        "0–7 dagar", "8–14 dagar", "över 30 dagar", "inte noterat",
    ]  # fmt: skip
    assert words.middle(Middle(10, 7.25)) == "7,2"
    assert words.share(Share(0, 0)) == "inga"


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


def test_where_no_form_was_due_it_says_so() -> None:
    none_due = picture([contact(1, 0)])
    assert "Formulär som kom in: inga skulle ha kommit." in told(sections(none_due)["summary"])


def operations(count: int) -> SheetFacts:
    return sheet("clinic_year", 0, 2026, codes={"joint_ops_n": count})


def test_the_clinic_sees_through_whom_people_came_beside_its_police_operations() -> None:
    facts = [contact(1, 0), contact(2, 100), contact(3, 100), contact(4, 100, source=3)]
    section = sections(picture([*facts, operations(4)], SUMMER))["inflow"]
    assert "Polisen, kv 1 2026–kv 2 2026: 1, 2" in told(section)
    assert "Partner eller anhörig, kv 1 2026–kv 2 2026: 0, 1" in told(section)
    assert "frågar efter året: 2026: 4. Kvartal" in section.leads[1]
    none = sections(picture([*facts, operations(0)], SUMMER))["inflow"]
    assert "frågar efter året: 2026: 0." in none.leads[1]
    marks = [len(one.charts[0](WIDE).rules) for one in (none, section)]
    assert marks[1] == marks[0] + 2


def test_before_the_log_the_ways_are_gaps() -> None:
    section = sections(picture([log(1, 0), contact(1, 100)], SUMMER))["inflow"]
    assert "Polisen, kv 1 2026–kv 2 2026: ingen logg, 1" in told(section)


def test_without_contacts_or_operations_it_says_so() -> None:
    section = sections(picture([log(1, 0)]))["inflow"]
    assert section.leads == (
        "Kontaktloggen (L) har inga kontakter från de här kvartalen.",
        "Ni har inte noterat några insatser med polisen i verksamhetsformuläret (V).",
    )
    assert not section.charts


def test_without_enough_others_it_is_said_what_is_enough() -> None:
    leads = sections(busy(12))["others"].leads
    assert "minst 3 andra i studien har minst 50 klienter" in leads[0]


def test_what_is_not_among_the_largest_parts_stands_together() -> None:
    facts = [contact(number, 0, source=number) for number in range(1, 9)]
    assert "övriga 3" in told(sections(picture(facts))["made-of"])


def test_quarters_without_a_form_due_say_so_and_not_that_they_are_few() -> None:
    found = busy(12)
    none = replace(found, quarters=tuple(replace(one, due=Share(0, 0)) for one in found.quarters))

    def texts(of: Picture) -> list[str]:
        return [span.text for span in sections(of)["quarters"].charts[0](WIDE).spans]

    assert "inga skulle ha kommit" in texts(none)
    assert "inga skulle ha kommit" not in texts(found)


def test_of_a_few_no_percentage_is_told() -> None:
    words = Words(SWEDISH)
    assert words.share(Share(2, 9)) == "2 av 9"
    assert words.share(Share(2, 10)) == "2 av 10 (20 %)"


def test_no_tick_is_nothing_hidden() -> None:
    facts = [log(1, 0), sheet("closing", 20, codes={"help_talk": 0}), closed(20)]
    assert "inget av dem" in told(sections(picture(facts))["made-of"])
