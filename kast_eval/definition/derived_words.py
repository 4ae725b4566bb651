"""How a derived variable comes about: where, among whom, and by the very rule that is computed."""

from kast_eval.definition.derived import EPISODE, Derived
from kast_eval.wording import Language, Wording, marked, program_text


def derived_words(variable: Derived) -> Wording:
    """Return the time points, the condition and the rule of a variable."""
    return Wording(_in_language(variable, Language.SV), _in_language(variable, Language.EN))


def _in_language(variable: Derived, language: Language) -> str:
    parts = [
        program_text(text, language, rule=rule.source)
        for text, rule in (
            (marked("för dem där {rule} (annars −1)"), variable.among),
            (marked("värdet är {rule}"), variable.value),
            (marked("antalet samtal där {rule}"), variable.count),
        )
        if rule
    ]
    if EPISODE not in variable.points:
        points = ", ".join(variable.points)
        parts.insert(0, program_text(marked("vid {points}"), language, points=points))
    return "; ".join(parts)
