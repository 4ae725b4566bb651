"""How a question is called on paper and in the manual: by its form's letter and its number."""

from kast_eval.definition.form import FormDefinition


def numbered(definition: FormDefinition, number: str) -> str:
    """Return a number with the letter of its form: A16, but H1:16, as that letter has a digit."""
    between = ":" if definition.letter[-1].isdigit() else ""
    return f"{definition.letter}{between}{number}"
