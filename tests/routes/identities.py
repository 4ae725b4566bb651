"""Whose sheet of a form is keyed, and the number beside it, for tests over every form."""

from collections.abc import Mapping

from kast_eval.definition.form import FormDefinition, Subject
from kast_eval.study.client_code import check_letter
from kast_eval.study.timepoint import numbers

CODE = "XX0427" + check_letter("XX0427")
RELATIVE_CODE = "RX0427" + check_letter("RX0427")

CODES: Mapping[Subject, str] = {
    Subject.CLIENT: CODE,
    Subject.RELATIVE: RELATIVE_CODE,
    Subject.CLINIC: "",
}


def number_of(form: FormDefinition) -> int | None:
    """Return the first number that a sheet of the form can have."""
    known = numbers(form.timing)
    return None if known is None else min(known)
