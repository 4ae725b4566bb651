from pathlib import Path

import pytest

from kast_eval.definition.describe import describe
from kast_eval.wording import Language
from tests.definition.versions import compared

GOAL = "97: {sv: annat, en: other, write_in: goal_txt}"
STOP = "1: {sv: sluta, en: stop}"
LAST = "  - title: {sv: Sist, en: Last}\n    questions:\n"
WORDS_TO_COUNT = (
    "role: text\n        answer: {kind: words, lines: 2}",
    "role: other\n        answer: {kind: count, largest: 9}",
)
UNCHANGED = [
    "T Litet: från version 1 till version 2",
    "",
    "PAPPER I LÅDAN",
    (
        "Utskrivna blad av version 1 går att använda och registrera som förut: koden på bladet "
        "säger vilken version det är. Skriv ut version 2 från och med nu."
    ),
    "- På papperet är allt som förut.",
    "",
    "SPARADE SVAR",
    "Inget sparat svar ändras: varje blad läses av sin egen version.",
    "- Alla svar betyder detsamma som förut.",
    "",
    "DATASETET",
    (
        "Som besvarat: rader från version 1 behåller sina kolumner och koder. Harmoniserat: de "
        "får kolumnerna och koderna i version 2."
    ),
    "- Kolumner och koder är de samma.",
]


def test_a_version_without_changes_says_so(tmp_path: Path) -> None:
    assert describe(compared(tmp_path), Language.SV) == UNCHANGED


@pytest.mark.parametrize(
    ("edits", "changes", "facts"),
    [
        # A question comes, another goes.
        ([("name: harm_work", "name: harm_home")], "dropped: {harm_work: skäl}",
         ["Borttagen fråga: 4x harm_work «Påverkan – arbete».",
          "Ny fråga: 4x harm_home «Påverkan – arbete».",
          "Svaren på 4x harm_work finns kvar på sina blad: skäl",
          "harm_work finns bara som besvarat.",
          "harm_home är −9 i harmoniserade rader från äldre blad."]),
        # Words that stay on the paper leave nothing behind, words that are keyed no column.
        ([("name: words_txt", "name: talk_txt")], "",
         ["Borttagen fråga: 7 words_txt «Ord».", "Ny fråga: 7 talk_txt «Ord»."]),
        ([("name: note_txt", "name: talk_txt")], "renamed: {talk_txt: note_txt}",
         ["Svaren på 8 note_txt är svar på 8 talk_txt."]),
        ([("name: harm_work", "name: harm_home")], "renamed: {harm_home: harm_work}",
         ["Svaren på 4x harm_work är svar på 4x harm_home.",
          "harm_work som besvarat är harm_home harmoniserat."]),
        ([("name: age_years", "name: age")], "renamed: {age: age_years}",
         ["Svaren på 1 age_years är svar på 1 age."]),
        # Words.
        ([("sv: Mål, en: Goal", "sv: Målet, en: Goal")], "",
         ["2 goal: frågan är omskriven, «Mål» → «Målet».",
          "2 goal: frågan har nya ord men räknas som samma. Betyder den något annat nu"]),
        ([("hint: {sv: I år, en: In years}", "")], "",
         ["1 age_years: hjälptexten är omskriven, «I år» → «–»."]),
        ([("sv: polis, en: police", "sv: polisen, en: police")], "",
         ["3 reason: texten vid svaret police är omskriven, «polis» → «polisen».",
          "3 reason: texten vid svaret police har nya ord men räknas som samma."]),
        ([("{sv: inget, en: none}", "{sv: inget alls, en: none}")], "",
         ["3 reason: texten vid rutan för inget är omskriven, «inget» → «inget alls»."]),
        ([("{0: {sv: a, en: a}}", "{0: {sv: b, en: b}, 4: {sv: c, en: c}}")], "",
             ["4a harm_rel: texten vid steget 0 är omskriven, «a» → «b».",
              "4a harm_rel: texten vid steget 4 är omskriven, «–» → «c»."]),
        ([("{sv: år, en: years}", "{sv: hela år, en: years}")],
         "recoded: {age_years: {18-99: same}}",
         ["1 age_years: enheten är omskriven, «år» → «hela år»."]),
        # Numbers, pages and headings.
        ([("number: 8\n", "number: 9\n")], "", ["9 note_txt hade nummer 8."]),
        ([("title: {sv: Mer, en: More}", "title: {sv: Annat, en: More}")], "",
         ["Bladet: en mellanrubrik har ändrats, «Mer» → «Annat»."]),
        ([("intro: {sv: Inledning, en: Introduction}", "")], "",
         ["Bladet: texten under en mellanrubrik har ändrats, «Inledning» → «–»."]),
        ([("      - number: 5\n", f"{LAST}      - number: 5\n")], "",
         ["8 note_txt har flyttat: sida 2, «Mer» → sida 2, «Sist»."]),
        ([("    starts_page: true\n", ""), ("pages: 2", "pages: 1"), ("[92, 93]", "[92]")], "",
         ["Bladet: antalet sidor har ändrats, «2» → «1».",
          "4a harm_rel har flyttat: sida 2, «Mer» → sida 1, «Mer»."]),
        ([("closing: {sv: Tack, en: Thank you}\n", "")], "",
         ["Bladet: slutorden har ändrats, «Tack» → «–»."]),
        # Codes.
        ([(GOAL, "3: {sv: minska, en: less}\n            " + GOAL)], "",
         ["Nytt svar i 2 goal: 3 «minska».", "2 goal: bara nya blad kan ha koden 3."]),
        ([("          none:", "            new: {sv: ny, en: new}\n          none:")], "",
         ["Nytt svar i 3 reason: new «ny».",
          "reason_new är −9 i harmoniserade rader från äldre blad."]),
        ([(GOAL, "")], "dropped: {goal_txt: skäl}, dropped_codes: {goal: {97: {sv: sv, en: en}}}",
         ["2 goal har inte längre svaret 97.",
          "2 goal: svaret 97 finns kvar utan motsvarighet: sv",
          "2 goal: 97 som besvarat är −9 harmoniserat."]),
        ([(GOAL, "3: {sv: annat, en: other, write_in: goal_txt}")], "recoded: {goal: {97: 3}}",
         ["2 goal: svaret 97 är tryckt som 3.", "2 goal: svaret 97 motsvarar 3 nu.",
          "2 goal: 97 som besvarat är 3 harmoniserat."]),
        ([("police: {", "cops: {")], "recoded: {reason: {police: cops}}",
         ["3 reason: svaret police motsvarar cops nu.",
          "3 reason: police som besvarat är cops harmoniserat."]),
        ([("name: words_txt", "name: newer"), WORDS_TO_COUNT],
         "split: {goal: {1: [newer, 4]}}",
         ["2 goal: svaret 1 motsvarar 4 i 7 newer.",
          "2 goal: 1 som besvarat är 4 i 7 newer harmoniserat."]),
        # Limits, kinds and settings.
        ([("largest: 99, window: 30", "largest: 200, window: 30")], "",
         ["5 buy_30d_n går från 0–99 till 0–200.",
          "5 buy_30d_n: gränserna är 0–200 på nya blad och 0–99 på gamla."]),
        ([("{kind: words, largest: 60}", "{kind: words, largest: 90}")], "",
         ["8 note_txt går från 60 till 90."]),
        ([("{kind: scale, smallest: 0, largest: 4, anchors: {0: {sv: a, en: a}}}",
           "{kind: count, largest: 4}")],
         "recoded: {harm_rel: {0-4: same}, harm_work: {0-4: same}}",
         ["4a harm_rel besvaras med ett antal, förut med en skala.",
          "4a harm_rel har andra koder i nya blad än i gamla, se kodboken."]),
        ([("        asked: on request\n", "")], "",
         ["3 reason: när den frågas har ändrats, on request → always."]),
        ([("        only_if: {goal: [1]}\n", "")], "",
         ["3 reason: villkoret har ändrats, goal = 1 → –.",
          "3 reason: villkoret är – på nya blad och goal = 1 på gamla."]),
        ([("at_most: 1", "at_most: 2")], "",
         ["3 reason: högsta antalet kryss har ändrats, 1 → 2.",
          "3 reason: högsta antalet kryss är 2 på nya blad och 1 på gamla."]),
        ([("role: other\n        asked", "role: sensitive\n        asked")], "",
         ["3 reason: rollen har ändrats, other → sensitive. Harmoniserade rader följer den nya."]),
        ([("name: age_group", "name: age_cat")], "",
         [("1 age_years: hur den lämnas ut har ändrats, age_group (18–44 yngre, 45–99 äldre) → "
          "age_cat (18–44 yngre")]),
        ([("[[[1, 2]]]", "[[[1], [2]], [[1, 2]]]")], "",
         ["1 age_years: hur koderna slås ihop har ändrats, 1 2 → 1|2 / 1 2. Harmoniserade"]),
        ([(f"{STOP}\n            {GOAL}", f"{GOAL}\n            {STOP}")], "",
         ["2 goal: rutornas ordning har ändrats, 1 97 → 97 1."]),
        ([("ordered: true", "ordered: false")], "",
         ["2 goal: koden vid två kryss bredvid varandra är none på nya blad och lower på gamla."]),
        ([("largest: 99, window: 30", "largest: 99, window: 30, dash_is_zero: true")], "",
         ["5 buy_30d_n: om ett streck är noll är true på nya blad och false på gamla."]),
        ([("hard: true\n", "hard: false\n")], "",
         ["Ny regel, bara för nya blad: buy_90d_n != 66",
          "Regeln gäller bara gamla blad: buy_90d_n != 66"]),
    ],
)  # fmt: skip
def test_each_change_is_told_in_plain_words(
    tmp_path: Path, edits: list[tuple[str, str]], changes: str, facts: list[str]
) -> None:
    comparison = compared(tmp_path, *edits, changes=changes)
    assert comparison.refusals == ()
    told = "\n".join(describe(comparison, Language.SV))
    for fact in facts:
        assert f"- {fact}" in told
    assert describe(comparison, Language.EN)[0] == "T Tiny: from version 1 to version 2"


def test_what_is_refused_stands_first_in_either_language(tmp_path: Path) -> None:
    comparison = compared(tmp_path, ("name: harm_work", "name: harm_home"))
    assert describe(comparison, Language.SV)[2:4] == [
        "DEN NYA VERSIONEN GÅR INTE ATT ANVÄNDA ÄN",
        f"- {comparison.refusals[0]}",
    ]
    assert describe(comparison, Language.EN)[3].startswith(
        "- tiny-2.yaml:1: «harm_work» was in version 1 but is not here."
    )
