"""Answers whose words stand beside another code in the next version."""

from collections.abc import Collection, Iterator

from kast_eval.definition.form import Item
from kast_eval.definition.span import code_labels
from kast_eval.definition.step import Step
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked


def strayed(
    step: Step, old: Item, new: Item, explained: Collection[str]
) -> Iterator[tuple[str, DefinitionError]]:
    """Refuse each code whose words went to another one; `explained` codes have a word on it."""
    before, after = code_labels(old.kind), code_labels(new.kind)
    codes = {label.sv.casefold(): code for code, label in after.items()}
    for code, label in before.items():
        stands_at = codes.get(label.sv.casefold())
        if code in explained or after.get(code) == label or stands_at in {None, code}:
            continue
        text = marked(
            "«{label}» i «{name}» hade koden {code} i version {version} och har {now} här. "
            "Skriv under «changes»: «recoded: {{{old}: {{{code}: {now}}}}}»."
        )
        if code in after:
            text = marked(
                "«{label}» i «{name}» hade koden {code} i version {version} och har {now} här. "
                "Skriv under «changes»: «recoded: {{{old}: {{{code}: {now}}}}}», eller "
                "«{{{code}: {code}}}» om bara orden ändrades."
            )
        details = {"label": label, "name": new.name, "old": old.name, "code": code}
        yield code, step.refusal(step.line(new.name), text, **details, now=stands_at)
