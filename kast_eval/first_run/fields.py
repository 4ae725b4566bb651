"""Texts that are typed in fields, read one by one, with all their faults told at once."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked

Value = TypeVar("Value")


class FieldsError(KastEvalError):
    """Fields that cannot be used; `faults` tells what is wrong in each."""

    def __init__(self, faults: Mapping[str, KastEvalError]) -> None:
        """Keep the faults by field, in the order of the page."""
        super().__init__(marked("Något behöver rättas."))
        self.faults = faults

    def in_language(self, language: Language) -> str:
        """Return what is wrong in all fields."""
        return " ".join(fault.in_language(language) for fault in self.faults.values())


class Fields:
    """The texts of one page while they are read."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._faults: dict[str, KastEvalError] = {}

    def read(self, name: str, read: Callable[[str], Value], instead: Value) -> Value:
        """Return what a field says; note its fault, and return what stands for it till the end."""
        try:
            return read(self._texts.get(name, ""))
        except KastEvalError as fault:
            self._faults[name] = fault
            return instead

    def end(self) -> None:
        """Refuse the texts if one of them had a fault."""
        if self._faults:
            raise FieldsError(self._faults)
