"""Notes beside the keyed texts: where one is needed, and what one may be."""

from collections.abc import Mapping

from kast_eval.answers.finding import Finding
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds.text import AMBIGUOUS_MARK, LONGEST_TEXT, plain
from kast_eval.wording import marked


def check_notes(
    definition: FormDefinition, texts: Mapping[str, str], notes: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return an error for each ambiguous mark without a note, and for each note too long.

    Notes are by item name; a name that the definition does not have raises KeyError.
    """
    for name in notes:
        definition.item(name)
    findings: list[Finding] = []
    for item in definition.items:
        note = notes.get(item.name, "")
        if plain(texts.get(item.name, "")) == AMBIGUOUS_MARK and not note:
            text = marked("Ett oklart märke behöver en anteckning: skriv vad som står där.")
            findings.append(Finding((item.name,), text))
        if len(note) > LONGEST_TEXT:
            text = marked("Anteckningen är längre än {largest} tecken. Korta den.")
            findings.append(Finding((item.name,), text, {"largest": LONGEST_TEXT}))
    return tuple(findings)
