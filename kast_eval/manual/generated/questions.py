"""Chapter 9: every question of every form, with what the program does with its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kast_eval.definition.form import Asked, Condition, FormDefinition, Item, Question
from kast_eval.definition.numbered import numbered
from kast_eval.kinds import Choice
from kast_eval.manual.generated.answers import answers_in_words, columns_in_words, ties_in_words
from kast_eval.manual.references import form_anchor, question_anchor
from kast_eval.manual.tree import Block, Facts, Heading, Paragraph, Run, Runs, Table

_ASKED: Mapping[Asked, str] = {
    Asked.BY_DEFAULT: "Med i grundutskriften. Mottagningen kan ta bort den.",
    Asked.ON_REQUEST: "Inte med i grundutskriften. Mottagningen kan lägga till den.",
}


def question_blocks(
    forms: Sequence[FormDefinition], remarks: Mapping[tuple[str, str], tuple[Block, ...]]
) -> tuple[Block, ...]:
    """Return the whole chapter; `remarks` are by form and item."""
    blocks = list(_head_blocks(forms))
    for definition in forms:
        title = f"{definition.letter} {definition.title.sv}"
        blocks.append(Heading(2, (Run(title),), (f"fragor-{definition.form}",)))
        link = Run("Så används formuläret", target=form_anchor(definition.form))
        blocks.append(Paragraph((link,)))
        for question in definition.questions:
            blocks += _question_blocks(definition, question, remarks)
    return tuple(blocks)


def _head_blocks(forms: Sequence[FormDefinition]) -> tuple[Block, ...]:
    """Return the items that stand in the head of forms, each once."""
    items: dict[str, tuple[FormDefinition, Item]] = {}
    letters: dict[str, list[str]] = {}
    for definition in forms:
        for item in definition.head:
            items.setdefault(item.name, (definition, item))
            letters.setdefault(item.name, []).append(definition.letter)
    blocks: list[Block] = [
        Heading(2, (Run("Formulärens huvud"),), ("fragor-huvud",)),
        Paragraph((Run("Det här skriver du själv överst på formuläret."),)),
    ]
    for name, (definition, item) in items.items():
        anchor = question_anchor(definition, name)
        blocks.append(Heading(3, (Run(item.wording.sv),), (anchor,), variables=_names(item)))
        rows = [*_item_rows(definition, item), ("Finns på", (Run(", ".join(letters[name])),))]
        blocks.append(Facts(tuple(rows)))
    return tuple(blocks)


def _question_blocks(
    definition: FormDefinition,
    question: Question,
    remarks: Mapping[tuple[str, str], tuple[Block, ...]],
) -> list[Block]:
    heading = Heading(
        3,
        (Run(question.wording.sv),),
        tuple(question_anchor(definition, item.name) for item in question.items),
        label=numbered(definition, question.number),
        variables=tuple(name for item in question.items for name in _names(item)),
    )
    blocks: list[Block] = [heading]
    items = [item for item in question.items if item.write_in_for is None]
    if len(items) == 1:
        blocks.append(Facts(_item_rows(definition, items[0])))
    else:
        blocks += _grid(definition, items)
    written = [item for item in question.items if item.write_in_for is not None]
    if written:
        rows = [("Skrivrad", (Run(answers_in_words(item.kind)),)) for item in written]
        blocks.append(Facts(tuple(rows)))
    for item in question.items:
        own = remarks.get((definition.form, item.name), ())
        blocks += _with_number(numbered(definition, item.number), own) if len(items) > 1 else own
    return blocks


def _with_number(number: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return remarks with the number of the item that they are about, where it is one of many."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    runs = (Run(f"{number} ", bold=True), *blocks[0].runs)
    return (replace(blocks[0], runs=runs), *blocks[1:])


def _grid(definition: FormDefinition, items: Sequence[Item]) -> list[Block]:
    """Return the items of one question as a table, and below it what holds for them."""
    answers = [answers_in_words(item.kind) for item in items]
    alike = len(set(answers)) == 1
    rows = []
    for item, answer in zip(items, answers, strict=True):
        words = [
            numbered(definition, item.number),
            item.short.sv,
            columns_in_words(item.kind, item.name),
        ]
        rows.append(tuple((Run(text),) for text in (words if alike else [*words, answer])))
    names = ("Nr", "Fråga", "Variabel") if alike else ("Nr", "Fråga", "Variabel", "Svar")
    head = tuple((Run(name),) for name in names)
    shares = (1.0, 4.0, 3.0, 5.0)[: len(head)]
    shared: dict[tuple[str, str], tuple[str, Runs]] = {}
    for item in items:
        for name, runs in _item_rows(definition, item)[1 if alike else 2 :]:
            shared.setdefault((name, "".join(run.text for run in runs)), (name, runs))
    below = [Facts(tuple(shared.values()))] if shared else []
    return [Table(head, tuple(rows), shares), *below]


def _item_rows(definition: FormDefinition, item: Item) -> tuple[tuple[str, Runs], ...]:
    """Return what is said of an item: its variables and answers first."""
    rows: list[tuple[str, Runs]] = [
        ("Variabel", (Run(columns_in_words(item.kind, item.name)),)),
        ("Svar", (Run(answers_in_words(item.kind)),)),
    ]
    if item.condition:
        rows.append(("Ställs till", _condition(definition, item.condition)))
    if item.skip_rule:
        source = item.skip_rule.source.replace(" and ", " och ").replace("==", "=")
        rows.append(("Hoppas över", (Run(f"när {source}"),)))
    ties = ties_in_words(item.kind)
    if ties and item not in definition.head:
        rows.append(("Två kryss", (Run(ties),)))
    if item.asked in _ASKED:
        rows.append(("Valfri", (Run(_ASKED[item.asked]),)))
    if item.export:
        bands = ", ".join(f"{band.code} {band.label.sv}" for band in item.export.bands)
        words = f"{item.export.name}: {bands}" if bands else item.export.name
        rows.append(("I datafilen", (Run(words),)))
    own = {column.name for column in item.columns()}
    checks = [check for check in definition.checks if own & set(check.rule.names)]
    rows += [("Kontroll", (Run(check.message.sv),)) for check in checks]
    return tuple(rows)


def _condition(definition: FormDefinition, condition: Condition) -> Runs:
    """Return who is asked, with a link to the question that decides it."""
    known = {item.name: item for item in (*definition.items, *definition.kept)}
    item = known[condition.item]
    labels = item.kind.choices if isinstance(item.kind, Choice) else {}
    wanted = [labels[code].sv if code in labels else str(code) for code in sorted(condition.values)]
    words = " eller ".join(f"«{label}»" for label in wanted)
    if item in definition.kept:
        return (Run(f"{item.wording.sv} {words}"),)
    number = Run(f"{definition.letter}{item.number}", target=question_anchor(definition, item.name))
    return (Run(f"den som svarat {words} på "), number)


def _names(item: Item) -> tuple[str, ...]:
    """Return the names that the index finds the item by: its columns, and the name it leaves by."""
    exported = (item.export.name,) if item.export else ()
    return (*(column.name for column in item.columns()), *exported)
