import errno

from kast_eval.errors import DefinitionError, KastEvalError, system_reason
from kast_eval.wording import Language, Wording, marked

UNKNOWN = marked("{form} finns inte i den versionen. Den senaste är {version}.")


def test_an_error_is_told_in_each_language_with_its_details() -> None:
    error = KastEvalError(UNKNOWN, form=Wording("Avstämning", "Check-in"), version=2)
    assert str(error) == "Avstämning finns inte i den versionen. Den senaste är 2."
    assert error.in_language(Language.SV) == str(error)
    assert "Check-in" in error.in_language(Language.EN)
    assert "finns" not in error.in_language(Language.EN)


def test_an_error_in_a_definition_tells_its_place_first() -> None:
    error = DefinitionError("start-1.yaml", 14, marked("Filen finns inte."))
    assert str(error) == "start-1.yaml:14: Filen finns inte."
    assert error.in_language(Language.EN) == "start-1.yaml:14: The file does not exist."
    assert (error.file, error.line) == ("start-1.yaml", 14)


def test_a_reason_of_the_system_is_told_in_each_language() -> None:
    gone = FileNotFoundError(errno.ENOENT, "No such file or directory")
    assert system_reason(gone) == Wording("den finns inte", "it does not exist")
    # What is not in the list has a number to ask about, and no English in a Swedish text.
    assert system_reason(OSError(9999, "Strange")).sv == "systemets fel 9999"
    assert system_reason(OSError("Strange")).en == "error – of the system"
