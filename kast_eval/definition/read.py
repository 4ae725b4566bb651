"""A definition file read into its form, with file and line in every error."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kast_eval.definition.change_notes import NO_CHANGES, read_change_notes
from kast_eval.definition.form import (
    LARGEST_PAGE_CODE,
    Check,
    Filler,
    FormDefinition,
    Item,
    Section,
    Subject,
    Timing,
)
from kast_eval.definition.item import ITEM_KEYS, Place, read_items
from kast_eval.definition.nodes import Node, read_file, read_text, read_yaml
from kast_eval.definition.order import check_order, check_score_names, named_places
from kast_eval.definition.question import read_question
from kast_eval.definition.read_form import (
    read_letter,
    read_licence,
    read_rows,
    read_subject,
    without_ties,
)
from kast_eval.definition.read_score import read_score
from kast_eval.definition.rule import rule_at
from kast_eval.wording import Wording, marked


@dataclass(frozen=True)
class Head:
    """What stands at the top of every form: `printed` is keyed, `kept` is known to the store."""

    legend: Mapping[Filler, Wording]
    printed: Mapping[str, Item]
    kept: tuple[Item, ...]


def read_definition(path: Path) -> FormDefinition:
    """Return the form that the file defines, or raise DefinitionError."""
    source = read_text(path)
    root = read_yaml(path.name, source)
    keys = root.mapping(
        ("form", "version", "letter", "title", "instruction", "filled_in_by", "timing", "pages",
         "page_codes", "head", "sections"),
        ("closing", "checks", "changes", "subject", "rows", "instrument", "licence", "scores"),
    )  # fmt: skip
    head_keys = keys["head"].mapping(("file", "items"))
    head_path = path.with_name(f"{head_keys['file'].text()}.yaml")
    head = read_head(head_path)
    filler = Filler(keys["filled_in_by"].one_of(list(Filler)))
    subject = read_subject(keys)
    timing = Timing(keys["timing"].one_of(list(Timing)))
    licence = read_licence(root, keys)
    sections = tuple(_read_section(one) for one in keys["sections"].filled_sequence())
    definition = FormDefinition(
        form=keys["form"].text(),
        version=keys["version"].integer(),
        letter=read_letter(keys["letter"]),
        title=keys["title"].wording(),
        instruction=keys["instruction"].wording(),
        legend=head.legend[filler],
        filler=filler,
        timing=timing,
        pages=keys["pages"].integer(),
        page_codes=_page_codes(keys["page_codes"]),
        head=tuple(head.printed[one.one_of(head.printed)] for one in head_keys["items"].sequence()),
        # What is known of a person says nothing of a clinic.
        kept=() if subject is Subject.CLINIC else head.kept,
        sections=without_ties(sections) if licence else sections,
        checks=tuple(_read_check(one) for one in _optional_list(keys, "checks")),
        checksum=_checksum(source, read_text(head_path)),
        closing=keys["closing"].wording() if "closing" in keys else None,
        subject=subject,
        rows=read_rows(root, keys, timing),
        licence=licence,
        changes=read_change_notes(keys["changes"]) if "changes" in keys else NO_CHANGES,
        lines={name: place.line for name, place in named_places(root).items()},
    )
    _check_file(root, path, definition)
    check_order(root, definition)
    items = {item.name: item for item in definition.items}
    scores = tuple(read_score(one, items) for one in _optional_list(keys, "scores"))
    check_score_names(root, definition, scores)
    return replace(definition, scores=scores)


def _page_codes(node: Node) -> tuple[int, ...]:
    codes = tuple(code.integer_between(0, LARGEST_PAGE_CODE) for code in node.sequence())
    if len(set(codes)) < len(codes):
        raise node.error(marked("Varje sida har sin egen sidkod."))
    return codes


def _optional_list(keys: Mapping[str, Node], name: str) -> tuple[Node, ...]:
    return keys[name].sequence() if name in keys else ()


def read_head(path: Path) -> Head:
    """Return the items of a head file, or raise DefinitionError."""
    keys = read_file(path).mapping(("head", "legend", "legend_staff", "printed", "kept"))
    printed = _read_head_items(keys["printed"])
    own, staff = keys["legend"].wording(), keys["legend_staff"].wording()
    own_forms = {Filler.CLIENT, Filler.RELATIVE}
    legend = {filler: own if filler in own_forms else staff for filler in Filler}
    return Head(legend, {item.name: item for item in printed}, _read_head_items(keys["kept"]))


def _read_head_items(node: Node) -> tuple[Item, ...]:
    items: list[Item] = []
    for one in node.sequence():
        keys = one.mapping(("name", "question"), ITEM_KEYS)
        wording = keys["question"].wording()
        items += read_items(one, keys, Place("", wording, wording))
    return tuple(items)


def _checksum(*sources: str) -> str:
    """Return the SHA-256 over the texts, each by its own digest, in hex."""
    digests = "".join(hashlib.sha256(source.encode()).hexdigest() for source in sources)
    return hashlib.sha256(digests.encode()).hexdigest()


def _read_section(node: Node) -> Section:
    keys = node.mapping(("title", "questions"), ("intro", "starts_page"))
    return Section(
        title=keys["title"].wording(),
        questions=tuple(read_question(one) for one in keys["questions"].filled_sequence()),
        intro=keys["intro"].wording() if "intro" in keys else None,
        starts_page="starts_page" in keys and keys["starts_page"].boolean(),
    )


def _read_check(node: Node) -> Check:
    keys = node.mapping(("rule", "message"), ("hard",))
    return Check(
        rule_at(keys["rule"]), keys["message"].wording(), "hard" in keys and keys["hard"].boolean()
    )


def _check_file(root: Node, path: Path, definition: FormDefinition) -> None:
    expected = f"{definition.form}-{definition.version}.yaml"
    if path.name != expected:
        raise root.error(
            marked("Filen ska heta {expected} efter sitt formulär och sin version."),
            expected=expected,
        )
    pages = 1 + sum(section.starts_page for section in definition.sections[1:])
    if not pages == definition.pages == len(definition.page_codes):
        raise root.error(
            marked(
                "«pages» säger {pages}, sidbrytningarna ger {breaks} och «page_codes» har {codes}. "
                "De ska vara lika många."
            ),
            pages=definition.pages,
            breaks=pages,
            codes=len(definition.page_codes),
        )
