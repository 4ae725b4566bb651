from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.actions.compare_sites import compared
from kast_eval.actions.steps.site_figures import SiteFigures
from kast_eval.paper.book.style import BOTTOM, TOP, BookStyle
from kast_eval.paper.charts.chart import WIDE
from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.paper.comparison.sections import Theme, comparison_sections, print_comparison
from kast_eval.paper.report.section import Section, Teller
from kast_eval.quality.inflow import Inflow, Way
from kast_eval.quality.later import Later
from kast_eval.quality.quarter import Quarter, quarters_until
from kast_eval.quality.share import Share
from kast_eval.quality.splits import PARTS, Clients, Part, Split
from kast_eval.quality.structure import (
    MONTHS,
    Milestone,
    Reached,
    StartUp,
    Structure,
)
from kast_eval.study.site import Site
from tests.paper.response.made import ENGLISH, SWEDISH, table_of
from tests.quality.test_together import clinic

DAY = date(2026, 9, 30)
MARK = 0.9
SITES = tuple(
    Site(f"900{place}", name, "AA", "RA", in_study=True, training=False)
    for place, name in enumerate(("Ale", "Borås", "Eda", "Flen", "Gagnef", "Habo", "Kalix"))
)
TOLD = Structure(2025, {"host_type": 1, "fte_treatment": 150, "chan_phone": 1, "chan_chat": 0})
NEW = StartUp(
    DAY - timedelta(200),
    {one: dict(zip(MONTHS, (Reached.YES, Reached.NO, Reached.NOT_YET), strict=True))
     for one in Milestone},
)  # fmt: skip
QUARTERS = quarters_until(Quarter.of(DAY), 8)
CONTACTS: Inflow = {
    (quarter, way): 3 + place for place, quarter in enumerate(QUARTERS) for way in Way
}


def came(police: int, others: int) -> Clients:
    """Return a clinic with so many who came by the police, some by themselves and some others."""
    source = {Part.YES: police, Part.NEXT: 6, Part.NO: others - 6}
    return clinic(9, 20, SOURCE=source)


def of_size(size: int, clients: Clients) -> Clients:
    return replace(clients, persons=size)


AFEW = dict.fromkeys(PARTS[Split.PURCHASES], 10)
LARGE = (came(9, 20), came(10, 30), came(15, 15), came(6, 40))
FEW = (
    *(of_size(20, one) for one in (came(2, 20), came(10, 30), came(15, 15))),
    *(of_size(40, one) for one in (came(6, 40), came(9, 20), came(9, 20))),
)
"""The first three are a group, and one of them has few through the police."""


def comparison(clients: tuple[Clients, ...] = LARGE, inflow: Inflow = CONTACTS) -> Comparison:
    figures = {
        site.code: SiteFigures(
            one,
            5,
            Share(7, 14),
            inflow if site in SITES[:3] else {},
            {2025: 4} if site is not SITES[3] else {},
            TOLD if site is not SITES[3] else Structure(None, {}),
            NEW if site is SITES[1] else None,
            {Split.WAIT: Share(3 + place, 30), Split.SOURCE: Share(1, 20)},
            {"f12": Later(dict.fromkeys(PARTS[Split.AFTER], 7), (7, 7))},
        )
        for place, (site, one) in enumerate(zip(SITES, clients, strict=False))
    }
    return compared(SITES[: len(clients)], figures, DAY)


def sections(
    theme: Theme, found: Comparison | None = None, teller: Teller = SWEDISH
) -> dict[str, Section]:
    return {one.anchor: one for one in comparison_sections(found or comparison(), theme, teller)}


def drawn(section: Section) -> list[str]:
    return [draw(WIDE).alt for draw in section.charts]


def test_structure_tells_each_answer_and_who_gave_it() -> None:
    section = sections(Theme.STRUCTURE)["structure"]
    assert section.table is not None
    rows = section.table.rows
    assert ("Vem driver mottagningen?", "en kommun", "9000, 9001, 9002") in rows
    assert ("Hur kan man ta kontakt?", "telefon", "9000, 9001, 9002") in rows
    assert any(row[2] == "9000 150 · 9001 150 · 9002 150 procent" for row in rows)
    assert "Inget formulär V: 9003." in section.leads


def test_numbers_stand_by_clinic_in_one_row_and_who_gave_none_is_said() -> None:
    found = comparison()
    hours = {"9000": 16, "9001": 8, "9003": 2}
    told = {code: Structure(2025, {"supervision_hours_month": n}) for code, n in hours.items()}
    structures = {**told, "9002": Structure(2025, {"host_type": 1})}
    section = sections(Theme.STRUCTURE, replace(found, structures=structures))["structure"]
    assert section.table is not None
    rows = [row[1:] for row in section.table.rows if "handledning" in row[0]]
    assert rows == [("ett tal", "9000 16 · 9001 8 · 9003 2 timmar"), ("inget svar", "9002")]
    host = [row[1:] for row in section.table.rows if row[0].startswith("Vem driver")]
    assert host == [("en kommun", "9002"), ("inget svar", "9000, 9001, 9003")]


def test_nobody_has_told_of_its_structure() -> None:
    found = comparison().looked_at(["9003"])
    assert sections(Theme.STRUCTURE, found)["structure"].table is None
    everybody = comparison().looked_at(["9000"])
    assert len(sections(Theme.STRUCTURE, everybody)["structure"].leads) == 1


def test_clinics_stand_by_name_whatever_their_numbers() -> None:
    table = table_of(sections(Theme.ACCESS)["access"])
    assert list(table) == [
        "9000 Ale", "9001 Borås", "9002 Eda", "9003 Flen", "alla mottagningar",
    ]  # fmt: skip


def test_who_has_a_row_in_none_of_the_shares_has_none_in_their_table() -> None:
    few = clinic(9, 20, PURCHASES={**AFEW, Part.YES: 2})
    small = (of_size(20, few), *([of_size(20, clinic(9, 20))] * 2))
    table = table_of(sections(Theme.OUTCOMES, comparison((*small, *FEW[3:])))["outcomes"])
    assert list(table) == [
        "9003 Flen", "9004 Gagnef", "9005 Habo", "övriga mottagningar", "alla mottagningar",
    ]  # fmt: skip


def test_each_share_is_a_dot_with_its_interval_and_its_numbers() -> None:
    alts = drawn(sections(Theme.ACCESS)["access"])
    away = next(one for one in alts if one.startswith("Bor utanför"))
    assert "9000 Ale: 9 av 29 · 31 % (17–49)" in away
    assert "alla mottagningar: 36 av 116" in away


def test_what_is_told_together_is_said_to_be_so() -> None:
    table = table_of(sections(Theme.ACCESS, comparison(FEW))["sources"])
    assert "9000 Ale" not in table
    assert table["övriga mottagningar"][0] == "29 %"
    few = of_size(20, clinic(2, 20))
    table = table_of(sections(Theme.ACCESS, comparison((few, *FEW[1:])))["access"])
    assert table["9000 Ale"][-1] == "bland övriga"
    assert table["övriga mottagningar"][-1].startswith("20 av 80")


def test_where_nobody_stands_alone_there_is_one_row_of_all() -> None:
    few = (came(2, 20), came(4, 30), came(5, 15), came(9, 40))
    sources = sections(Theme.ACCESS, comparison(few))["sources"]
    assert not sources.charts
    assert list(table_of(sources)) == ["alla mottagningar"]
    assert table_of(sources)["alla mottagningar"][0] == "16 %"


def test_no_clinic_having_a_row_is_said_with_its_reason() -> None:
    few = (came(2, 20), came(4, 30), came(5, 15), came(9, 40))
    leads = sections(Theme.ACCESS, comparison(few))["sources"].leads
    (said,) = [one for one in leads if one.startswith("Ingen mottagning har en egen rad")]
    assert "Kom genom polisen" in said
    assert not any("egen rad" in one for one in sections(Theme.ACCESS)["sources"].leads)


def test_the_others_are_not_to_be_compared_and_that_is_said() -> None:
    def leads(found: Comparison) -> str:
        return " ".join(sections(Theme.ACCESS, found)["sources"].leads)

    assert "för nära 0 eller 100 %. Jämför den inte" in leads(comparison(FEW))
    assert "Övriga" not in leads(comparison())


def test_outcomes_say_what_each_percentage_is_of_and_what_no_answer_counts_as() -> None:
    said = " ".join(sections(Theme.OUTCOMES)["outcomes"].leads)
    assert "ingen förändring. Är frågan obesvarad räknas det som köp." in said
    assert "En obesvarad fråga räknas som ingen förändring" not in said
    assert said.count("Procenten är av ") == 3


def test_how_much_was_not_noted_is_told_of_all_clinics_where_it_may_be() -> None:
    found = sections(Theme.ACCESS)
    (waits,) = [one for one in found["access"].leads if one.startswith("Inte noterat eller")]
    assert "väntan 15 %, bostadsort för få för att visas. Per mottagning" in waits
    assert "vägen hit för få för att visas" in found["sources"].leads[-1]


def test_a_split_with_too_few_everywhere_is_left_out_and_said_to_be() -> None:
    nobody = (clinic(1, 1), clinic(1, 1))
    section = sections(Theme.ACCESS, comparison(nobody))["access"]
    assert len(section.leads) == 2
    assert section.leads[1].startswith("Visas inte, för de som måste räknas ihop är för få: Fick")
    assert "; Bor utanför värdkommunen" in section.leads[1]
    sources = sections(Theme.ACCESS, comparison(nobody))["sources"]
    assert (len(sources.leads), sources.charts, sources.table) == (1, (), None)
    tiny = Clients({split: dict.fromkeys(parts, 0) for split, parts in PARTS.items()}, 0)
    assert sections(Theme.ACCESS, comparison((tiny, tiny)))["access"].table is None


def test_case_mix_stands_beside_every_outcome() -> None:
    section = sections(Theme.OUTCOMES)["outcomes"]
    dots = [one for one in drawn(section) if "Polis 31 %" in one]
    assert len(dots) == 3
    assert (
        "köpare 67 %, inga köp vid starten 50 %, starkt sug 50 %. Formulär saknas: 50 %." in dots[0]
    )
    assert section.table is not None
    assert section.table.head[-5:] == (
        "Genom polisen", "Köpare", "Inga köp vid starten", "Starkt sug", "Formulär saknas",
    )  # fmt: skip
    assert "inte effekt av samtalen" in section.leads[0]


def test_who_did_not_come_to_the_follow_up_stands_below_each_share_of_those_who_did() -> None:
    section = sections(Theme.OUTCOMES)["after"]
    dots = [one for one in drawn(section) if "Polis 31 %" in one]
    assert [one.split(".")[0] for one in dots] == [
        "Inga köp på 30 dagar efter ett halvår, av köpare vars uppföljning (G) kom",
        "Färre dagar efter ett halvår än vid starten, av andra vars uppföljning (G) kom",
    ]
    for one in dots:
        assert "9000 Ale: 10 av 20 · 50 % (30–70). kom inte: 10 av 30 · 33 % (19–51), Polis" in one
    assert section.table is not None
    assert section.table.head[2] == "Uppföljningen (G) kom inte, av köpare vars tid är ute"
    assert section.table.rows[0][1:5] == ("10 av 20 · 50 % (30–70)", "10 av 30 · 33 % (19–51)") * 2


def test_what_came_of_all_clients_together_stands_by_how_long_after() -> None:
    section = sections(Theme.OUTCOMES)["later"]
    bought, days = drawn(section)
    assert bought == (
        "Inga köp på 30 dagar, av köpare vars uppföljning (G) kom. "
        "6 månader efter: 40 av 80 · 50 % (39–61). kom inte: 40 av 120 · 33 % (26–42). "
        "12 månader efter: 28 av 56 · 50 % (37–63). kom inte: 28 av 84 · 33 % (24–44)."
    )
    assert days.startswith("Färre dagar än vid starten, av andra")
    table = table_of(section)
    assert list(table) == ["6 månader efter", "12 månader efter"]
    assert "ingen utveckling" in section.leads[0]
    assert section.leads[1].startswith("Vilka som kom till alla mottagningar: Polis 28 %, köpare")


def test_what_is_not_told_half_a_year_after_may_be_told_later() -> None:
    few = dict.fromkeys(PARTS[Split.AFTER], 1)
    found = comparison((clinic(9, 20, AFTER=few),) * 3)
    assert list(table_of(sections(Theme.OUTCOMES, found)["later"])) == ["12 månader efter"]


def test_without_enough_who_are_followed_longer_it_says_so() -> None:
    section = sections(Theme.OUTCOMES, replace(comparison(), later={}))["later"]
    assert section.leads[1] == "De är för få för att visas."
    assert not section.charts


def test_a_follow_up_of_too_few_is_left_out_and_said_to_be() -> None:
    few = dict.fromkeys(PARTS[Split.AFTER], 1)
    section = sections(Theme.OUTCOMES, comparison((clinic(9, 20, AFTER=few),) * 3))["after"]
    assert not section.charts
    assert any(one.startswith("Visas inte, för de som måste") for one in section.leads)


def test_more_clinics_than_a_page_holds_go_on_in_another_chart() -> None:
    many = tuple(
        Site(f"{9000 + place}", "Gnesta", "AB", "RB", in_study=True, training=False)
        for place in range(40)
    )
    figures = {
        one.code: SiteFigures(clinic(9, 20), 0, Share(0, 0), {}, {}, TOLD, None, {}, {})
        for one in many
    }
    found = compared(many, figures, DAY)
    outcomes = sections(Theme.OUTCOMES, found)
    dots = [draw(WIDE) for draw in outcomes["outcomes"].charts]
    after = [draw(WIDE) for draw in outcomes["after"].charts]
    assert max(one.height for one in (*dots, *after)) < BOTTOM - TOP
    titles = [one.alt.split(".")[0] for one in dots if "Polis" in one.alt]
    assert [one.endswith("fortsättning") for one in titles[:4]] == [False, True, True, False]
    access = sections(Theme.ACCESS, found)["access"].charts
    assert max(draw(WIDE).height for draw in access) < BOTTOM - TOP


def test_on_paper_no_table_repeats_what_a_chart_says_in_numbers() -> None:
    printed = print_comparison(comparison(), SWEDISH, training=True, foot="")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)
    assert text.count("Talen bakom") == 3
    assert "Vem driver" in text


def test_case_mix_that_is_hidden_is_hidden_beside_outcomes_too() -> None:
    section = sections(Theme.OUTCOMES, comparison(FEW))["outcomes"]
    assert "Polis bland övriga, köpare 67 %" in drawn(section)[0]


def test_case_mix_that_is_of_other_clinics_altogether_says_so_once() -> None:
    few = {**dict.fromkeys(PARTS[Split.AFTER], 10), Part.YES: 3}
    clinics = [of_size(20, clinic(9, 20))] * 3
    clinics += [of_size(40, clinic(9, 20, AFTER=few)), *([of_size(40, clinic(9, 20))] * 3)]
    dots = drawn(sections(Theme.OUTCOMES, comparison(tuple(clinics)))["after"])[0]
    assert "10 av 30 · 33 % (19–51), Polis 33 %" in dots
    assert dots.count("Vilka som kom: av andra mottagningar.") == 1


def test_case_mix_of_the_others_is_of_the_same_clinics_as_their_outcome() -> None:
    urge = {Split.URGE: dict.fromkeys(PARTS[Split.URGE], 2)}
    few = (*FEW[:5], Clients({**FEW[5].splits, **urge}, 40))
    found = comparison(few)
    assert found.together.merged[Split.SOURCE] != found.together.merged[Split.URGE]
    table = table_of(sections(Theme.OUTCOMES, found)["outcomes"])
    assert table["övriga mottagningar"][-5] == "av andra mottagningar"
    assert table["övriga mottagningar"][-4].endswith("%")
    assert table["alla mottagningar"][-5].endswith("%")


def test_a_funnel_is_drawn_from_three_clinics_on() -> None:
    def funnels(found: Comparison) -> int:
        alts = drawn(sections(Theme.PROCESS, found)["process"])
        return sum("inom gränserna kan slumpen räcka som förklaring" in one for one in alts)

    assert funnels(comparison()) == 3
    assert funnels(comparison(LARGE[:2])) == 0


def test_only_what_clinics_work_for_has_a_funnel_and_it_says_how_many_are_outside_by_chance() -> (
    None
):
    def funnels(theme: Theme) -> list[str]:
        return [
            one
            for section in sections(theme).values()
            for one in drawn(section)
            if "inom gränserna" in one
        ]

    assert [one.split(":")[0] for one in funnels(Theme.ACCESS)] == [
        "Fick sitt första samtal inom 30 dagar"
    ]
    assert len(funnels(Theme.OUTCOMES)) == 5
    chart = sections(Theme.OUTCOMES)["outcomes"].charts[1](WIDE)
    assert "5 av 100 punkter" in " ".join(one.text for one in chart.spans)


def test_what_sessions_held_is_a_strip_for_each_box_of_the_form() -> None:
    section = sections(Theme.PROCESS)["content"]
    (draw,) = section.charts
    titles = [one.text for one in draw(WIDE).spans if one.style is BookStyle.SMALL_STRONG]
    assert titles[0] == "motiverande samtal"
    assert sections(Theme.PROCESS)["content-6"].title == "Vad samtalen innehöll, fortsättning"
    assert draw(WIDE).alt.startswith("motiverande samtal: 9000 Ale 50 %; 9001 Borås 50 %")
    table = table_of(section)
    assert list(table) == ["9000 Ale", "9001 Borås", "9002 Eda", "9003 Flen", "alla mottagningar"]
    assert set(table["9000 Ale"]) == {"50 %"}


def test_a_clinic_that_is_among_the_others_in_a_box_has_no_dot_in_it() -> None:
    few = (of_size(20, clinic(9, 20, MI={Part.YES: 2, Part.NO: 18})), *FEW[1:])
    section = sections(Theme.PROCESS, comparison(few))["content"]
    table = table_of(section)
    assert table["9000 Ale"][:2] == ("bland övriga", "50 %")
    assert table["övriga mottagningar"][:2] == ("37 %", "bland övriga")
    assert table["9003 Flen"][0] == "50 %"
    assert "övriga" in [one.text for one in section.charts[0](WIDE).spans]


def test_a_box_with_too_few_everywhere_is_left_out_and_said_to_be() -> None:
    few = tuple(clinic(9, 20, PSYED={Part.YES: 0, Part.NO: 20}) for _site in SITES)
    section = sections(Theme.PROCESS, comparison(few))["content"]
    hidden = "Visas inte, för de som måste räknas ihop är för få: psykoedukation."
    assert hidden in section.leads
    nobody = sections(Theme.PROCESS, comparison((clinic(1, 1), clinic(1, 1))))["content"]
    assert nobody.leads == ("Klienterna är för få för att visas.",)


def test_a_step_that_is_told_with_the_last_has_no_share_of_its_own() -> None:
    few = {Part.YES: 10, Part.NEXT: 1, Part.NO: 9}
    found = comparison(tuple(clinic(9, 20, WAIT=few, SESSIONS=few) for _site in SITES))
    leads = sections(Theme.ACCESS, found)["access"].leads
    assert any(one.endswith("för få: Fick sitt första samtal inom 30 dagar.") for one in leads)
    table = table_of(sections(Theme.PROCESS, found)["process"])
    assert table["9000 Ale"][0].startswith("10 av 20")


def test_an_outcome_whose_case_mix_is_too_small_says_so() -> None:
    mild = {Part.YES: 0, Part.NO: 10, Part.OUTSIDE: 10}
    found = comparison(tuple(clinic(9, 20, BASELINE=mild) for _site in SITES))
    assert "starkt sug visas inte" in drawn(sections(Theme.OUTCOMES, found)["outcomes"])[0]


def test_relatives_and_offers_are_told_of_for_all_clinics_only() -> None:
    relatives, offered = sections(Theme.ACCESS)["country"].leads
    assert relatives.startswith("Anhöriga med egna samtal: 20.")
    assert offered.endswith("kunde vara med: 28 av 56 · 50 % (37–63).")
    few = replace(comparison(), relatives=None, offered=None)
    leads = sections(Theme.ACCESS, few)["country"].leads
    assert all("för få för att visas" in one for one in leads)


def test_the_others_are_no_dot_of_a_funnel() -> None:
    """They are chosen by their counts, so chance is not what they would lie outside by."""
    small = tuple(
        Site(f"900{place}", "Gnesta", "AB", "RB", in_study=True, training=False)
        for place in (6, 7, 8)
    )
    figures = {
        one.code: SiteFigures(clients, 0, Share(0, 0), {}, {}, TOLD, None, {}, {})
        for one, clients in zip((*SITES[:4], *small), (*LARGE, *([clinic(4, 5)] * 3)), strict=True)
    }
    found = compared((*SITES[:4], *small), figures, DAY)
    alts = drawn(sections(Theme.PROCESS, found)["process"])
    funnels = [one for one in alts if "inom gränserna" in one]
    assert funnels
    assert not any("övriga" in one for one in funnels)
    assert any("övriga mottagningar: " in one for one in alts)


def test_inflow_is_a_run_for_each_way() -> None:
    section = sections(Theme.ACCESS)["inflow"]
    assert drawn(section)[0].startswith("Polisen, 2024-4–2026-3: 9, 12, 15")
    assert section.table is not None
    assert section.table.rows[0] == ("2024-4", "9", "9", "9", "9", "9", "3")
    assert drawn(section)[0].endswith(
        "Mottagningar som loggade, 2024-4–2026-3: " + "3, " * 7 + "3."
    )
    assert "börjar fler att logga så stiger de" in section.leads[1]


def test_where_the_sum_of_a_quarter_is_hidden_so_is_how_many_clinics_logged() -> None:
    few = {**CONTACTS, **{(QUARTERS[3], way): int(way is Way.POLICE) for way in Way}}
    table = table_of(sections(Theme.ACCESS, comparison(inflow=few))["inflow"])
    assert table["2025-3"][-1] == "dolt"
    assert {row[-1] for row in table.values()} == {"dolt", "3"}


def test_quarters_in_which_fewer_than_three_clinics_logged_are_not_shown() -> None:
    found = comparison(LARGE, {})
    nobody = sections(Theme.ACCESS, found)["inflow"]
    assert nobody.leads == ("Kontakterna är för få för att visas.",)


def test_years_with_operations_are_marked_where_people_come_by_the_police() -> None:
    section = sections(Theme.ACCESS)["inflow"]
    assert "frågar efter året: 2025: 12." in section.leads[2]
    marks = [one for one in section.charts[0](WIDE).rules if one.width == MARK]
    assert len(marks) == 4
    none = replace(comparison(), operations={})
    assert "frågar efter året: inga." in sections(Theme.ACCESS, none)["inflow"].leads[2]


def test_small_numbers_of_contacts_are_hidden() -> None:
    few = {**CONTACTS, (QUARTERS[3], Way.POLICE): 1}
    table = table_of(sections(Theme.ACCESS, comparison(inflow=few))["inflow"])
    assert table["2025-3"][0] == "dolt"
    assert sum(cell == "dolt" for row in table.values() for cell in row) >= 4


def test_too_few_contacts_are_not_shown_at_all() -> None:
    one = {(QUARTERS[-1], Way.POLICE): 1}
    section = sections(Theme.ACCESS, comparison(inflow=one))["inflow"]
    assert section.leads == ("Kontakterna är för få för att visas.",)


def test_new_clinics_are_followed_step_by_step() -> None:
    section = sections(Theme.NEW)["new"]
    assert section.table is not None
    assert section.table.rows[0] == (
        "9001 Borås", "Nämndens beslut om dokumentation", "ja", "nej", "har inte kommit dit än",
    )  # fmt: skip
    assert len(section.table.rows) == len(Milestone)
    assert "Dagar och det första avslutet visas inte" in section.leads[1]
    nobody = sections(Theme.NEW, comparison().looked_at(["9000"]))["new"]
    assert nobody.table is None


@pytest.mark.parametrize("theme", Theme)
def test_each_part_is_said_in_english_too(theme: Theme) -> None:
    titles = [one.title for one in sections(theme, teller=ENGLISH).values()]
    swedish = [one.title for one in sections(theme).values()]
    assert titles != swedish or theme is Theme.PROCESS
