"""A recipe of level B to begin with, made of the forms as they are now."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from kast_eval.dataset.formats.every import FORMATS
from kast_eval.definition.derived import Derivations, Derived
from kast_eval.definition.form import Asked, Filler, FormDefinition, Item, Role, Timing
from kast_eval.kinds import Choice
from kast_eval.wording import Language, marked, program_text

POINTS = ("t0", "f06")
_WIDTH = 95
_CUTS = (1, 5)
_OTHER = 97
"""The code that means «other» wherever there is such a box."""

_QUASI = marked(
    "Vad någon kan veta om en person. «defined» slår ihop svar som formuläret säger; en annan "
    "indelning skrivs som levels: [[[1, 2], [3]], [[1, 2, 3]]]."
)
_SENSITIVE = marked(
    "Vad som inte får komma fram. «rare» är koden som ovanliga svar slås ihop med; utan den faller "
    "kolumnen bort när något svar är för ovanligt."
)
_OUTCOMES = marked("Utfall vid varje mätpunkt. Vid «cuts» börjar grupperna: 0, 1–4, 5 eller mer.")
_POINTS = marked("Högst två mätpunkter: {points}.")
_REST = marked(
    "Övrigt som kan stå här: other (det som varken känns igen eller är känsligt), clinic: true, "
    "open: true, suppress: cells och thresholds: {{k: 5}}."
)
_WHOM = marked("Vem som får filen, till vad, under vilket godkännande och till vilken dag.")
_DECISION = marked(
    "Sist den som har läst rapporten och bedömt filen: decision: {{by: …, on: …, columns: …}}."
)


def anonymised_text(
    definitions: Sequence[FormDefinition], derivations: Derivations, language: Language
) -> str:
    """Return the recipe, with comments that say what each part is."""
    items = tuple(_items(definitions))
    quasi = [one for one in items if one.role is Role.QUASI and one.hierarchy]
    sensitive = [
        one
        for one in items
        if isinstance(one.kind, Choice) and one.role is Role.SENSITIVE and _OTHER in one.kind.codes
    ]
    counts = [one for one in derivations.variables if _is_count(one)]
    parts: tuple[tuple[str, list[str]], ...] = (
        (_POINTS, [f"points: [{', '.join(POINTS)}]"]),
        (_QUASI, ["quasi:", *(f"  {_name(one)}: defined" for one in quasi)]),
        (
            _SENSITIVE,
            ["sensitive:", *(f"  {_name(one)}: {{rare: {_OTHER}}}" for one in sensitive[:1])],
        ),
        (
            _OUTCOMES,
            ["outcomes:", *(f"  {one.name}: {{cuts: {list(_CUTS)}}}" for one in counts[-1:])],
        ),
        (_REST, []),
        (_WHOM, [f"# {name}: …" for name in ("recipient", "purpose", "approval", "expires")]),
        (_DECISION, []),
    )
    lines = ["recipe: 1", "level: B", f"language: {language.value}",
             f"formats: [{', '.join(FORMATS)}]"]  # fmt: skip
    for comment, part in parts:
        said = program_text(comment, language, points=", ".join(POINTS))
        lines += [*(f"# {line}" for line in wrap(said, _WIDTH)), *part]
    return "\n".join(lines) + "\n"


def _items(definitions: Sequence[FormDefinition]) -> Iterator[Item]:
    for form in definitions:
        if form.timing is Timing.START and form.filler is Filler.CLIENT:
            yield from (one for one in form.items if one.asked is Asked.ALWAYS)


def _is_count(variable: Derived) -> bool:
    is_number = not (variable.yes_no or variable.signed or variable.count)
    return is_number and set(POINTS) <= set(variable.points)


def _name(item: Item) -> str:
    return item.export.name if item.export else item.name
