from kast_eval.actions.raise_query import raise_query
from kast_eval.actions.resolve_differences import Decision, Right
from kast_eval.actions.sheet_story import What, sheet_story
from kast_eval.store.database import Database
from tests.actions.asking import asked, corrected, two_in_wrong_order
from tests.actions.at_the_clinic import ANNA, LEAD, NOW, Sent, entered, library
from tests.actions.test_answer_query import answers
from tests.actions.twice import decide, keyed_again
from tests.web.visitor import Visitor

DOUBTED = {"since_buy": "0", "since_buy_n": "4", "mood_7d": "7"}


def test_everything_that_happens_to_a_sheet_is_told_in_order(
    anna: Visitor, database: Database
) -> None:
    public_id = entered(database, Sent(), DOUBTED)
    corrected(database, public_id, {**DOUBTED, "mood_7d": "8"}, 1)
    with database.begin() as session:
        query = raise_query(session, LEAD, NOW, library(), public_id, text="Rätt klient?")
    answers(database, query, "stands", "ja")
    anna.get(f"/sheet/{public_id}/print.pdf")
    told = anna.page(f"/sheet/{public_id}/story").one(class_="history")
    text = told.text
    in_order = [
        "Inskrivet av anna", "Rättat av anna", "6: «7» blev «8»", "Därför: läste fel",
        "Behållet som det står på papperet av anna", "1 svar: står så på papperet",
        "Fråga", "Rätt klient?", "Svar av anna", "Det står så och är rätt. ja",
        "Utskrivet av anna",
    ]  # fmt: skip
    places = [text.index(one) for one in in_order]
    assert places == sorted(places)


def test_a_question_that_closed_by_itself_has_nobody_who_answered(
    anna: Visitor, database: Database
) -> None:
    _, second = two_in_wrong_order(database)
    corrected(database, second, {"session_date": "2026-03-06", "attended": "1"}, 2)
    text = anna.page(f"/sheet/{second}/story").one(class_="history").text
    assert "stängdes av sig själv" in text
    assert "Svar av" not in text
    assert asked(database) == ()


def test_a_changed_note_is_told(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), "text_person_type": "1", "text_mood_7d": "x"}
    saved = anna.post(path, {**fields, "note_mood_7d": "mellan 6 och 7"}).location
    again = anna.fields(f"{saved}/correct")
    anna.post(f"{saved}/correct", {**again, "note_mood_7d": "mellan 7 och 8", "reason": "fel"})
    assert "«mellan 6 och 7» blev «mellan 7 och 8»" in anna.page(f"{saved}/story").text


def test_a_sheet_without_an_answer_to_its_question_tells_the_question_alone(
    database: Database,
) -> None:
    first, _ = two_in_wrong_order(database)
    with database.begin() as session:
        story = sheet_story(session, ANNA, NOW, library(), first)
    assert [one.what for one in story.happenings] == [What.ENTERED, What.ASKED]


def test_a_second_keying_its_difference_and_the_decision_are_told(
    anna: Visitor, database: Database
) -> None:
    public_id = entered(database, texts=DOUBTED | {"fill_date": "2026-03-09", "since_buy_n": ""})
    keyed_again(database, public_id, {"fill_date": "20260309", "since_buy": "0", "mood_7d": "8"})
    path = f"/sheet/{public_id}/story"
    waiting = anna.page(path).one(class_="history").text
    assert "Inskrivet en andra gång av berit" in waiting
    assert "De två inskrivningarna skiljer sig 6" in waiting
    assert "avgjorda" not in waiting
    decide(database, public_id, {"mood_7d": Decision(Right.SECOND, "läste fel")})
    told = anna.page(path).one(class_="history").text
    assert "Skillnaderna är avgjorda av lead 6: läste fel" in told
    assert "6: «7» blev «8»" in told


def test_two_keyings_that_agree_are_told_to(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    keyed_again(database, public_id)
    assert "inskrivningarna är lika" in anna.page(f"/sheet/{public_id}/story").text
