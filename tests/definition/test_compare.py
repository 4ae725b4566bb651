from pathlib import Path

import pytest

from kast_eval.definition.check import form_faults
from kast_eval.definition.compare import (
    compare,
    compare_steps,
    map_to_itself,
    maps_to_newest,
    version_map,
    whole_map,
)
from kast_eval.definition.library import read_library
from kast_eval.definition.read import read_definition
from kast_eval.definition.span import Span
from kast_eval.definition.version_map import Move, Target
from kast_eval.errors import DefinitionError, KastEvalError
from kast_eval.wording import Wording
from tests.definition.example import FORM, HEAD, real_library
from tests.definition.versions import compared, refused, second

GOAL = "97: {sv: annat, en: other, write_in: goal_txt}"
STOP = "1: {sv: sluta, en: stop}"
SWAPPED = [(STOP, "97: {sv: sluta, en: stop}"), (GOAL, "1: {sv: annat, en: other}")]
DROPPED = "dropped: {goal_txt: skäl}"
WORDS_TO_COUNT = (
    (
        "name: words_txt\n        question: {sv: Ord, en: Words}\n        role: text\n"
        "        answer: {kind: words, lines: 2}"
    ),
    (
        "name: newer\n        question: {sv: Ord, en: Words}\n        role: other\n"
        "        answer: {kind: count, largest: 9}"
    ),
)
REASON = Wording("skäl", "skäl")


def test_a_version_that_changes_nothing_keeps_every_answer_where_it_is(tmp_path: Path) -> None:
    same = compared(tmp_path)
    assert (same.changes, same.refusals) == ((), ())
    assert same.version_map.columns == map_to_itself(same.old).columns


def test_only_versions_of_one_form_in_their_order_are_compared(tmp_path: Path) -> None:
    same = compared(tmp_path)
    other = real_library().newest("start")
    for old, new in ((same.new, same.old), (same.old, same.old), (other, same.new)):
        with pytest.raises(KastEvalError, match="med en senare"):
            compare(old, new)


@pytest.mark.parametrize(
    ("edits", "changes", "says"),
    [
        # A name that is gone.
        ([("name: goal\n", "name: aim\n"), ("goal: [1]", "aim: [1]")], "",
         ["tiny-2.yaml:1: «goal» fanns i version 1 men inte här"]),
        ([("write_in: goal_txt", "write_in: aim_txt")], "", ["«goal_txt» fanns i version 1"]),
        # Words that are keyed are stored answers too.
        ([("name: note_txt", "name: other_txt")], "", ["«note_txt» fanns i version 1"]),
        # A name that is used again for something else.
        ([("name: harm_rel", "name: x"), ("name: harm_work", "name: harm_rel")],
         "renamed: {x: harm_rel}, dropped: {harm_work: skäl}",
         ["tiny-2.yaml:60: «harm_rel» var en annan fråga i version 1 («harm_rel»)"]),
        ([("name: harm_work", "name: age_group")], "dropped: {harm_work: skäl}",
         ["«age_group» finns redan, från"]),
        # Names that are not there.
        ([], "renamed: {nothing: goal}", ["«nothing» finns inte i den här versionen"]),
        ([("name: harm_rel", "name: x")], "renamed: {x: harm}, dropped: {harm_rel: skäl}",
         ["«harm» fanns inte i version 1"]),
        ([], "dropped: {nobody: skäl}", ["«nobody» fanns inte i version 1"]),
        ([], "recoded: {nobody: {1: 1}}", ["«nobody» fanns inte i version 1"]),
        ([], "dropped_codes: {nobody: {1: skäl}}", ["«nobody» fanns inte i version 1"]),
        ([], "split: {nobody: {1: [goal, 1]}}", ["«nobody» fanns inte i version 1"]),
        ([("name: harm_rel", "name: x"), ("name: harm_work", "name: y")],
         "renamed: {x: harm_rel, y: harm_rel}, dropped: {harm_work: skäl}",
         ["«harm_rel» nämns två gånger"]),
        ([("name: harm_rel", "name: x")],
         "renamed: {x: harm_rel}, dropped: {harm_rel: skäl}", ["«harm_rel» nämns två gånger"]),
        ([("name: harm_rel", "name: x")],
         "dropped: {harm_rel: skäl}, dropped_codes: {harm_rel: {1: skäl}}",
         ["«harm_rel» nämns två gånger"]),
        # Dropped, and still asked.
        ([], "dropped: {harm_rel: skäl}", ["«harm_rel» var en annan fråga"]),
    ],
)  # fmt: skip
def test_names_that_would_lose_an_answer_are_refused(
    tmp_path: Path, edits: list[tuple[str, str]], changes: str, says: list[str]
) -> None:
    if "finns redan" in says[0]:
        with pytest.raises(DefinitionError, match=says[0]):
            compared(tmp_path, *edits, changes=changes)
        return
    told = refused(compared(tmp_path, *edits, changes=changes))
    assert len(told) == len(says), told
    assert all(part in line for part, line in zip(says, told, strict=True)), told


@pytest.mark.parametrize(
    ("edits", "changes", "says"),
    [
        ([(GOAL, "")], "dropped: {goal_txt: skäl}",
         ["tiny-2.yaml:29: Svaren 97 i «goal» fanns i version 1 men har ingen plats"]),
        ([(STOP, ""), (GOAL, "3: {sv: a, en: a}"), ("{goal: [1]}", "{goal: [3]}")],
         "dropped: {goal_txt: skäl}", ["Svaren 1, 97 i «goal»"]),
        # The words of a code stand beside another one.
        ([(GOAL, "3: {sv: annat, en: other}")], "dropped: {goal_txt: skäl}",
         ["«annat» i «goal» hade koden 97 i version 1 och har 3 här"]),
        (SWAPPED,
         "dropped: {goal_txt: skäl}",
         ["«sluta» i «goal» hade koden 1", "«annat» i «goal» hade koden 97"]),
        ([("anchors: {0: {sv: a, en: a}}", "anchors: {4: {sv: A, en: a}}")], "",
         ["«a» i «harm_rel» hade koden 0", "«a» i «harm_work» hade koden 0"]),
        # Codes that are not there.
        ([], "recoded: {goal: {2: 1}}", ["Svaret «2» fanns inte i «goal» i version 1"]),
        ([], "recoded: {goal: {1-97: 1}}", ["Svaret «1-97» fanns inte i «goal»"]),
        ([], "recoded: {goal: {sluta: 1}}", ["Svaret «sluta» fanns inte i «goal»"]),
        ([], "recoded: {buy_90d_n: {5-1: 1}}", ["Svaret «5-1» fanns inte"]),
        ([], "recoded: {goal: {1: 5}}", ["Svaret «5» finns inte i «goal» i den här versionen"]),
        ([], "recoded: {buy_90d_n: {1: 2-3}}", ["Svaret «2-3» finns inte i «buy_90d_n»"]),
        ([], "recoded: {buy_90d_n: {1: one}}", ["Svaret «one» finns inte i «buy_90d_n»"]),
        ([], "recoded: {buy_90d_n: {1: 2, 0-3: 4}}", ["Svaret «0-3» i «buy_90d_n» nämns två"]),
        ([], "recoded: {goal: {1: 1}}, dropped_codes: {goal: {1: skäl}}", ["nämns två gånger"]),
        ([], "split: {goal: {1: [nobody, 1]}}", ["«nobody» finns inte i den här versionen"]),
        ([], "split: {goal: {1: [reason, nobody]}}", ["«nobody» finns inte i «reason»"]),
        ([], "split: {goal: {1: [harm_rel, 9]}}", ["«9» finns inte i «harm_rel»"]),
        ([], "split: {goal: {1: [harm_rel, 1-2]}}", ["«1-2» finns inte i «harm_rel»"]),
        ([], "split: {goal: {1: [note_txt, a]}}", ["«a» finns inte i «note_txt»"]),
        # What already has answers of its own cannot be filled from elsewhere.
        ([], "split: {goal: {1: [harm_rel, 1]}}", ["«goal» och «harm_rel» skulle båda fylla"]),
        # Limits.
        ([("largest: 99, window: 30", "largest: 60, window: 30")], "",
         ["Svaren 61-99 i «buy_30d_n» fanns i version 1"]),
        ([("largest: 99, window: 30", "largest: 99, window: 7")], "",
         ["från version 1 längre: frågan gäller en annan tid"]),
        ([("{sv: år, en: years}", "{sv: månader, en: months}")], "",
         ["talet har en annan enhet"]),
        ([("largest: 4", "largest: 10")], "",
         ["skalan har andra ändar", "skalan har andra ändar"]),
        ([("largest: 4", "largest: 3")], "recoded: {harm_rel: {0-4: same}, harm_work: {4: 3}}",
         ["Svaret «same» finns inte i «harm_rel»", "I «harm_rel» gäller inte svaren 0-4",
          "I «harm_work» gäller inte svaren 0-3"]),
        # Kinds.
        ([("{kind: scale, smallest: 0, largest: 4, anchors: {0: {sv: a, en: a}}}",
           "{kind: count, largest: 4}")], "",
         ["frågan besvaras på ett annat sätt", "frågan besvaras på ett annat sätt"]),
        ([("{kind: count, largest: 99, window: 30}", "{kind: day}")], "",
         ["«buy_30d_n» besvaras på ett annat sätt än i version 1, och de gamla svaren har ingen"]),
        ([("role: text\n        answer: {kind: words, largest: 60}",
           "role: other\n        answer: {kind: count, largest: 60}")], "",
         ["«note_txt» besvaras på ett annat sätt"]),
        ([], "recoded: {note_txt: {1: 1}}", ["«note_txt» har inga koder"]),
        ([], "recoded: {fill_date: {1: 1}}", ["«fill_date» har inga koder"]),
        # What splits everything, but for a code.
        ([("name: harm_rel", "name: x")], "split: {harm_rel: {0: [x, 0]}}",
         ["tiny-2.yaml:87: Svaren 1-4 i «harm_rel» fanns i version 1"]),
        ([("name: harm_rel", "name: x")],
         "split: {harm_rel: {0-4: [x, 0]}}, recoded: {harm_rel: {0: 1}}",
         ["Svaret «1» finns inte i «harm_rel»"]),
    ],
)  # fmt: skip
def test_codes_that_would_lose_an_answer_are_refused(
    tmp_path: Path, edits: list[tuple[str, str]], changes: str, says: list[str]
) -> None:
    edits = [
        *edits,
        *([("- rule: buy_90d_n != 66", "- rule: goal != 66")] if "kind: day" in str(edits) else []),
    ]
    told = refused(compared(tmp_path, *edits, changes=changes))
    assert len(told) == len(says), told
    assert all(part in line for part, line in zip(says, told, strict=True)), told


@pytest.mark.parametrize(
    ("edits", "changes", "says"),
    [
        ([("police: {sv: polis, en: police}", "")], "",
         ["tiny-2.yaml:42: Rutan «police» i «reason» fanns i version 1 men inte här"]),
        ([("police: {", "cops: {")], "",
         ["«polis» i «reason» hade koden police i version 1 och har cops här"]),
        ([], "recoded: {reason: {polis: police}}", ["Svaret «polis» fanns inte i «reason»"]),
        ([], "recoded: {reason: {police: polis}}", ["Svaret «polis» finns inte i «reason»"]),
        ([("police: {sv: polis, en: police}", "")],
         "recoded: {reason: {police: other}}, dropped_codes: {reason: {police: skäl}}",
         ["Svaret «police» i «reason» nämns två gånger"]),
        ([], "split: {reason: {police: [goal, 1]}}", ["En ruta bland flera kan inte delas"]),
        ([("name: reason\n", "name: why\n")], "split: {reason: {police: [goal, 1]}}",
         ["En ruta bland flera", "Rutan «other» i «reason»"]),
        ([("name: reason\n", "name: why\n")],
         "split: {reason: {other: [goal, 1]}}, recoded: {reason: {police: police}}",
         ["Svaret «police» finns inte i «reason»", "En ruta bland flera"]),
    ],
)  # fmt: skip
def test_boxes_that_would_lose_a_tick_are_refused(
    tmp_path: Path, edits: list[tuple[str, str]], changes: str, says: list[str]
) -> None:
    told = refused(compared(tmp_path, *edits, changes=changes))
    assert len(told) == len(says), told
    assert all(part in line for part, line in zip(says, told, strict=True)), told


def same(column: str) -> tuple[Target, ...]:
    return (Target(column),)


@pytest.mark.parametrize(
    ("edits", "changes", "column", "moves"),
    [
        ([("buy_90d_n", "buy_3m_n")], "renamed: {buy_3m_n: buy_90d_n}", "buy_90d_n",
         [Move(Span(0, 99), same("buy_3m_n"))]),
        ([("name: harm_rel", "name: x")], "dropped: {harm_rel: skäl}", "harm_rel",
         [Move(None, (), REASON)]),
        ([(GOAL, "3: {sv: annat, en: other}")], DROPPED + ", recoded: {goal: {97: 3}}",
         "goal", [Move(Span(1, 1), same("goal")), Move(Span(97, 97), (Target("goal", 3),))]),
        # The author says that only the words changed places.
        (SWAPPED,
         DROPPED + ", recoded: {goal: {1: 1, 97: 97}}", "goal",
         [Move(Span(1, 1), (Target("goal", 1),)), Move(Span(97, 97), (Target("goal", 97),))]),
        # A wider limit has a place for all, a narrower one for those that are topped.
        ([("largest: 99, window: 30", "largest: 200, window: 30")], "", "buy_30d_n",
         [Move(Span(0, 99), same("buy_30d_n"))]),
        ([("largest: 99, window: 30", "largest: 60, window: 30")],
         "recoded: {buy_30d_n: {61-99: 60}}", "buy_30d_n",
         [Move(Span(0, 60), same("buy_30d_n")), Move(Span(61, 99), (Target("buy_30d_n", 60),))]),
        ([("largest: 99, window: 30", "largest: 60, window: 30")],
         "dropped_codes: {buy_30d_n: {61-99: skäl}}", "buy_30d_n",
         [Move(Span(0, 60), same("buy_30d_n")), Move(Span(61, 99), (), REASON)]),
        # A window that only now is told changes no meaning.
        ([("largest: 99}", "largest: 99, window: 90}")], "", "buy_90d_n",
         [Move(Span(0, 99), same("buy_90d_n"))]),
        # An answer keeps its place and becomes an answer to another question too.
        ([WORDS_TO_COUNT],
         "split: {goal: {1: [newer, 4]}}, recoded: {goal: {1: same}}", "goal",
         [Move(Span(1, 1), (Target("goal"), Target("newer", 4))),
          Move(Span(97, 97), same("goal"))]),
        ([("police: {sv: polis, en: police}", "")], "recoded: {reason: {police: other}}",
         "reason_police", [Move(None, same("reason_other"))]),
        ([("police: {sv: polis, en: police}", "")], "dropped_codes: {reason: {police: skäl}}",
         "reason_police", [Move(None, (), REASON)]),
        ([("name: reason\n", "name: why\n")], "renamed: {why: reason}", "reason_police",
         [Move(None, same("why_police"))]),
    ],
)  # fmt: skip
def test_each_old_code_has_its_place(
    tmp_path: Path,
    edits: list[tuple[str, str]],
    changes: str,
    column: str,
    moves: list[Move],
) -> None:
    comparison = compared(tmp_path, *edits, changes=changes)
    assert refused(comparison) == []
    assert list(comparison.version_map.column(column).moves) == moves
    assert version_map(comparison.old, comparison.new) == comparison.version_map


SEVERAL_GOALS = (
    (
        "          kind: choice\n          ordered: true\n          choices:\n"
        f"            {STOP}\n            {GOAL}\n"
    ),
    (
        "          kind: several\n          options:\n            quit: {sv: sluta, en: stop}\n"
        "            else: {sv: annat, en: other, write_in: goal_txt}\n"
        "            new: {sv: ny, en: new}\n          none: {sv: inget, en: none}\n"
    ),
)
NO_CONDITION = ("        only_if: {goal: [1]}\n", "")


def test_one_tick_becomes_one_of_several(tmp_path: Path) -> None:
    comparison = compared(
        tmp_path, SEVERAL_GOALS, NO_CONDITION,
        changes="split: {goal: {1: [goal, quit], 97: [goal, else]}}",
    )  # fmt: skip
    assert refused(comparison) == []
    carried = comparison.version_map.carried
    assert carried({"goal": 1}) == {"goal_quit": 1, "goal_else": 0}
    assert carried({"goal": 97}) == {"goal_quit": 0, "goal_else": 1}
    assert carried({"goal": -4}) == {"goal_quit": -4, "goal_else": -4}


def test_one_tick_does_not_become_several_without_a_word(tmp_path: Path) -> None:
    told = refused(compared(tmp_path, SEVERAL_GOALS, NO_CONDITION))
    assert ["frågan besvaras på ett annat sätt" in line for line in told] == [True]


def _write(folder: Path, *versions: str) -> None:
    (folder / "head-1.yaml").write_text(HEAD, encoding="utf-8")
    for number, text in enumerate(versions, start=1):
        (folder / f"tiny-{number}.yaml").write_text(text, encoding="utf-8")


def _third(*edits: tuple[str, str], changes: str) -> str:
    form = second(*edits, changes=changes).replace("version: 2\n", "version: 3\n")
    return form.replace("[92, 93]", "[94, 95]")


def test_the_way_over_several_versions_goes_by_each_of_them(tmp_path: Path) -> None:
    rename = ("buy_90d_n", "buy_3m_n")
    _write(
        tmp_path,
        FORM,
        second(rename, changes="renamed: {buy_3m_n: buy_90d_n}"),
        _third(
            rename,
            ("largest: 99}}", "largest: 50}}"),
            changes="recoded: {buy_3m_n: {51-99: 50}}",
        ),
    )
    library = read_library(tmp_path)
    assert form_faults(tmp_path) == ()
    steps = compare_steps(library.forms, library.get("tiny", 1), library.get("tiny", 3))
    assert [(step.old.version, step.new.version) for step in steps] == [(1, 2), (2, 3)]
    assert whole_map(steps) == maps_to_newest(library.forms)[1]
    assert whole_map(steps).column("buy_90d_n").moves == (
        Move(Span(0, 50), (Target("buy_3m_n"),)),
        Move(Span(51, 99), (Target("buy_3m_n", 50),)),
    )
    assert maps_to_newest(library.forms)[3] == map_to_itself(library.get("tiny", 3))


def test_a_folder_of_forms_tells_what_its_versions_would_lose(tmp_path: Path) -> None:
    _write(tmp_path, FORM, second(("buy_90d_n", "buy_3m_n")))
    (fault,) = form_faults(tmp_path)
    assert str(fault).startswith("tiny-2.yaml:1: «buy_90d_n» fanns i version 1")
    library = read_library(tmp_path)
    with pytest.raises(DefinitionError, match="«buy_90d_n» fanns i version 1"):
        maps_to_newest(library.forms)


def test_a_first_version_changes_nothing(tmp_path: Path) -> None:
    _write(tmp_path, FORM + "changes: {renamed: {a: b}}\n")
    (fault,) = form_faults(tmp_path)
    assert "Det finns ingen tidigare version" in str(fault)
    definition = read_definition(tmp_path / "tiny-1.yaml")
    assert len(map_to_itself(definition).columns) == 10
