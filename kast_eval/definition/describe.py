"""A comparison of two versions in plain words."""

from collections.abc import Callable

from kast_eval.definition.changes import Change
from kast_eval.definition.compare import Comparison
from kast_eval.definition.told import Told
from kast_eval.definition.told_in_answers import told_in_answers
from kast_eval.definition.told_in_dataset import told_in_dataset
from kast_eval.definition.told_on_paper import told_on_paper
from kast_eval.wording import Language, marked, program_text


def describe(comparison: Comparison, language: Language) -> list[str]:
    """Return what the step means for paper, stored answers and dataset, a line a fact."""
    old, new = comparison.old, comparison.new

    def text(words: str) -> str:
        return program_text(
            words, language, letter=new.letter, title=new.title, old=old.version, new=new.version
        )

    def lines(tell: Callable[[Change], Told | None], nothing: str) -> list[str]:
        found = [tell(change) for change in comparison.changes]
        told = dict.fromkeys(one.in_language(language) for one in found if one)
        return [f"- {line}" for line in told] or [f"- {text(nothing)}"]

    return [
        text(marked("{letter} {title}: från version {old} till version {new}")),
        *_refused(comparison, language),
        "",
        text(marked("PAPPER I LÅDAN")),
        text(
            marked(
                "Utskrivna blad av version {old} går att använda och registrera som förut: koden "
                "på bladet säger vilken version det är. Skriv ut version {new} från och med nu."
            )
        ),
        *lines(told_on_paper, marked("På papperet är allt som förut.")),
        "",
        text(marked("SPARADE SVAR")),
        text(marked("Inget sparat svar ändras: varje blad läses av sin egen version.")),
        *lines(told_in_answers, marked("Alla svar betyder detsamma som förut.")),
        "",
        text(marked("DATASETET")),
        text(
            marked(
                "Som besvarat: rader från version {old} behåller sina kolumner och koder. "
                "Harmoniserat: de får kolumnerna och koderna i version {new}."
            )
        ),
        *lines(told_in_dataset, marked("Kolumner och koder är de samma.")),
    ]


def _refused(comparison: Comparison, language: Language) -> list[str]:
    if not comparison.refusals:
        return []
    return [
        "",
        program_text(marked("DEN NYA VERSIONEN GÅR INTE ATT ANVÄNDA ÄN"), language),
        *(f"- {refusal.in_language(language)}" for refusal in comparison.refusals),
    ]
