"""How a question is called on paper and in the manual: by its form's letter and its number."""

from kast_eval.definition.form import FormDefinition


def numbered(definition: FormDefinition, number: str) -> str:
    """Return a number with the letter of its form: A16, but H1:16, as that letter has a digit."""
    return with_letter(definition.letter, number)


def with_letter(letter: str, number: str) -> str:
    """Return a number with the letter of its form before it."""
    return f"{letter}:{number}" if letter[-1].isdigit() else f"{letter}{number}"
