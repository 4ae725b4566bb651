import pytest

from kast_eval.wording import Language, Wording, catalogue, listed, marked, program_text

KNOWN = marked("Filen finns inte.")


def test_a_wording_is_told_in_each_language() -> None:
    wording = Wording("ja", "yes")
    assert wording.in_language(Language.SV) == "ja"
    assert wording.in_language(Language.EN) == "yes"


def test_a_text_of_the_program_is_translated() -> None:
    assert program_text(KNOWN, Language.SV) == "Filen finns inte."
    assert program_text(KNOWN, Language.EN) == "The file does not exist."


def test_a_detail_that_is_a_wording_is_told_in_the_same_language() -> None:
    text = "{form}: {answer} {count}"
    details = {"form": Wording("Avstämning", "Check-in"), "answer": "a", "count": 3}
    assert program_text(text, Language.SV, **details) == "Avstämning: a 3"
    assert program_text(text, Language.EN, **details) == "Check-in: a 3"


def test_a_detail_may_have_any_name() -> None:
    assert program_text("{text} {language}", Language.SV, text="a", language="b") == "a b"


@pytest.mark.parametrize("language", Language)
def test_a_catalogue_is_read_once(language: Language) -> None:
    assert catalogue(language) is catalogue(language)


def test_texts_are_listed_in_each_language() -> None:
    words = (Wording("ett", "one"), Wording("två", "two"))
    assert listed(words) == Wording("ett, två", "one, two")
    assert listed(words[:1]) == words[0]
