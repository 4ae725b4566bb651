"""Chapter 9: every question of every form, with what the program does with its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kast_eval.definition.form import Asked, Condition, FormDefinition, Item, Question
from kast_eval.definition.numbered import numbered
from kast_eval.definition.rule import Rule
from kast_eval.definition.rule_parts import wanted_answers
from kast_eval.definition.span import code_labels
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
            elsewhere = _elsewhere(definition, question, forms)
            blocks += _question_blocks(definition, question, remarks, elsewhere)
    return tuple(blocks)


def _elsewhere(
    definition: FormDefinition, question: Question, forms: Sequence[FormDefinition]
) -> Runs:
    """Return the numbers that the same question has on other forms."""
    name = question.items[0].name
    runs: list[Run] = []
    for form in forms:
        for other in form.questions if form is not definition else ():
            shared = [item for item in other.items if item.name == name]
            if shared:
                number = other.number if question.is_grid else shared[0].number
                runs += [Run(", ")] if runs else []
                runs.append(Run(numbered(form, number), target=question_anchor(form, name)))
    return tuple(runs)


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
    elsewhere: Runs,
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
    same = [("Samma fråga", elsewhere)] if elsewhere else []
    if len(items) == 1:
        blocks.append(Facts((*_item_rows(definition, items[0]), *same)))
    else:
        blocks += _grid(definition, items)
        blocks += [Facts(tuple(same))] if same else []
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
        rows.append(("Hoppas över", _skipped(definition, item.skip_rule)))
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


def _skipped(definition: FormDefinition, rule: Rule) -> Runs:
    """Return when a question is led past: by the answers, or by the rule where it weighs them."""
    wanted = wanted_answers(rule, {item.name: item for item in definition.items})
    if wanted is None:
        return (Run(f"när {rule.source}"),)
    runs: list[Run] = []
    for place, (item, codes) in enumerate(wanted):
        labels = code_labels(item.kind)
        words = " eller ".join(
            f"«{labels[str(code)].sv}»" if str(code) in labels else str(code) for code in codes
        )
        number = numbered(definition, item.number)
        between = "när " if place == 0 else " och " if place == len(wanted) - 1 else ", "
        runs += [
            Run(between),
            Run(number, target=question_anchor(definition, item.name)),
            Run(f" är {words}"),
        ]
    return tuple(runs)


def _names(item: Item) -> tuple[str, ...]:
    """Return the names that the index finds the item by: its columns, and the name it leaves by."""
    exported = (item.export.name,) if item.export else ()
    return (*(column.name for column in item.columns()), *exported)
