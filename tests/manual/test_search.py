import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.manual.assemble import assemble
from kast_eval.manual.edition import Edition
from kast_eval.manual.html import anchor_homes
from kast_eval.manual.search import Hit, fold, search, search_nearly
from tests.manual.source import real_tree, small

TREE = real_tree(Edition.STUDY)
HOMES = anchor_homes(TREE)


def found(text: str, query: str) -> tuple[Hit, ...]:
    return search(assemble(small(f"# Prov\n\n{text}"), Edition.STUDY), query)


def said(hit: Hit) -> str:
    return "".join(f"[{words}]" if is_hit else words for words, is_hit in hit.parts)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("frågan", "Ställ [frågan] en gång."),
        ("FRÅGAN", "Ställ [frågan] en gång."),
        ("fragan", "Ställ [frågan] en gång."),
        ("gång ställ", "[Ställ] frågan en [gång]."),
        ("n e", "Ställ fråga[n] [e][n] gå[n]g."),
        # A longer word goes before a shorter one that it begins with.
        ("en e", "Ställ frågan [en] gång."),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_order(query: str, shown: str) -> None:
    (hit,) = found("Ställ frågan en gång.", query)
    assert said(hit) == shown


@pytest.mark.parametrize("query", ["", " \t ", "\u0301", "frågan aldrig", ".*", "("])
def test_nothing_is_found_unless_every_word_stands_there(query: str) -> None:
    assert found("Ställ frågan en gång", query) == ()


def test_a_paragraph_is_found_with_its_heading_and_headings_come_first() -> None:
    first, second, third = found("Om koder.\n\n## Koder\n\nFler koder.", "koder")
    assert (said(first), first.anchor, first.heading) == ("[Koder]", "01-prov-koder", "")
    assert (said(second), second.anchor, second.heading) == ("Om [koder].", "01-prov", "")
    assert (said(third), third.anchor, third.heading) == (
        "Fler [koder].", "01-prov-koder", "Koder",
    )  # fmt: skip


def test_a_chapter_is_found_by_its_title() -> None:
    (hit,) = found("Text.", "prov")
    assert (said(hit), hit.anchor, hit.chapter.anchor) == ("[Prov]", "01-prov", "01-prov")


def test_a_long_paragraph_is_shown_around_the_words_and_cut_between_words() -> None:
    (hit,) = found("före " * 40 + "mitt " + "efter " * 60 + "mitt.", "mitt")
    shown = said(hit)
    assert shown.startswith("… före")
    assert "[mitt]" in shown
    assert shown.endswith("efter …")
    assert len(shown) < 250


def test_a_text_without_spaces_is_cut_where_it_has_to_be() -> None:
    (hit,) = found("a" * 100 + "b" + "c" * 300, "b")
    assert said(hit).startswith("… [b]ccc")
    assert said(hit).endswith("c …")


def test_a_question_is_found_by_its_number_and_by_its_variable() -> None:
    for query in ("A17", "urge_max_7d"):
        hit = search(TREE, query)[0]
        assert hit.anchor == "fraga-start-urge_max_7d"


@pytest.mark.parametrize("query", ["kod", "obesvarad", "samtycke", "e", "−7"])
def test_every_hit_leads_to_where_it_stands(query: str) -> None:
    hits = search(TREE, query)
    assert hits
    assert all(HOMES[hit.anchor] == hit.chapter.anchor for hit in hits)
    assert all(any(is_hit for _, is_hit in hit.parts) for hit in hits)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        # The end of a word is bent by what stands around it.
        ("glömt", ["Jag [glöm]de arket."]),
        ("förlorad etikett", ["Fel [etike]tt."]),
        # More of the words go before fewer, and words that say nothing are left out.
        ("om arket glömdes på etikett", ["Jag [glömd]e [arke]t."]),
        ("en på", []),
        ("xyzzy", []),
    ],
)
def test_the_nearest_are_told_when_nothing_has_every_word(query: str, shown: list[str]) -> None:
    source = small("# Prov\n\nJag glömde arket.\n\nFel etikett.\n\nOm annat.")
    hits = search_nearly(assemble(source, Edition.NEW), query)
    assert [said(hit) for hit in hits][: len(shown)] == shown
    assert bool(hits) is bool(shown)


def test_headings_come_first_among_the_nearest() -> None:
    source = small("# Prov\n\nEtiketten sitter.\n\n## Etiketter\n\nText.")
    first, second = search_nearly(assemble(source, Edition.NEW), "etiketts")
    assert (said(first), said(second)) == ("[Etiket]ter", "[Etiket]ten sitter.")


def test_a_missing_code_is_found_by_the_sign_of_a_keyboard() -> None:
    assert {hit.anchor for hit in search(TREE, "-7")} == {hit.anchor for hit in search(TREE, "−7")}
    assert search(TREE, "-7")


@given(st.text())
def test_every_folded_sign_has_the_place_that_it_comes_from(text: str) -> None:
    folded, places = fold(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@settings(max_examples=15)
@given(st.text(max_size=200))
def test_no_query_goes_wrong(query: str) -> None:
    for hit in search(TREE, query)[:5]:
        assert all(words for words, _ in hit.parts)
