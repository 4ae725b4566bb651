"""What a change means for the dataset, as answered and harmonised."""

from typing import assert_never

from kast_eval.definition.changes import (
    Added,
    Change,
    ChangedCheck,
    ChangedForm,
    ChangedKind,
    ChangedLimits,
    ChangedScore,
    ChangedSetting,
    CodeChange,
    LostCode,
    Moved,
    NewCode,
    QuestionChange,
    Recoded,
    Removed,
    Renamed,
    Renumbered,
    Reworded,
    Setting,
    SettingChange,
    Split,
)
from kast_eval.definition.score import Score
from kast_eval.definition.score_words import score_words
from kast_eval.definition.told import Told, called, left_columns, told
from kast_eval.kinds import Several
from kast_eval.wording import marked

_LEAVING = {Setting.ROLE, Setting.EXPORT, Setting.HIERARCHY, Setting.ORDERED}


def told_in_dataset(change: Change) -> Told | None:
    """Return what the change does to columns and codes, or None if it does nothing."""
    match change:
        case Added() | Removed() | Renamed() | Renumbered() | Moved():
            return _question(change)
        case NewCode() | LostCode() | Recoded() | Split():
            return _code(change)
        case ChangedLimits() | ChangedKind() | ChangedSetting():
            return _setting(change)
        case ChangedScore():
            return _score(change)
        case Reworded() | ChangedCheck() | ChangedForm():
            return None
        case _:
            assert_never(change)


def _question(change: QuestionChange) -> Told | None:
    match change:
        case Added(item) if left_columns(item):
            return _not_asked(", ".join(left_columns(item)))
        case Removed(item) if left_columns(item):
            text = marked("{columns} finns bara som besvarat.")
            return told(text, columns=", ".join(left_columns(item)))
        case Renamed(old, new) if left_columns(old) != left_columns(new):
            text = marked("{old} som besvarat är {new} harmoniserat.")
            return told(text, old=_joined(left_columns(old)), new=_joined(left_columns(new)))
    return None


def _not_asked(columns: str) -> Told:
    return told(marked("{columns} är −9 i harmoniserade rader från äldre blad."), columns=columns)


def _joined(columns: tuple[str, ...]) -> str:
    return ", ".join(columns) or "–"


def _code(change: CodeChange) -> Told | None:
    match change:
        case NewCode(item, code) if isinstance(item.kind, Several):
            return _not_asked(f"{item.name}_{code}")
        case NewCode(item, code):
            text = marked("{item}: bara nya blad kan ha koden {code}.")
            return told(text, item=called(item), code=code)
        case LostCode(item, codes):
            text = marked("{item}: {codes} som besvarat är −9 harmoniserat.")
            return told(text, item=called(item), codes=codes)
        case Recoded(item, codes, to):
            text = marked("{item}: {codes} som besvarat är {to} harmoniserat.")
            return told(text, item=called(item), codes=codes, to=to)
        case Split(item, codes, into, to):
            text = marked("{item}: {codes} som besvarat är {to} i {into} harmoniserat.")
            return told(text, item=called(item), codes=codes, into=called(into), to=to)
        case _:
            assert_never(change)


def _setting(change: SettingChange) -> Told | None:
    match change:
        case ChangedKind(_, item):
            text = marked("{item} har andra koder i nya blad än i gamla, se kodboken.")
            return told(text, item=called(item))
        case ChangedSetting(item, setting, old, new) if setting in _LEAVING:
            text = marked(
                "{item}: {setting} har ändrats, {old} → {new}. Harmoniserade rader följer den nya."
            )
            return told(text, item=called(item), setting=setting, old=old, new=new)
    return None


def _score(change: ChangedScore) -> Told:
    match change.old, change.new:
        case None, Score() as new:
            text = marked("{name} är en ny poäng: {way}. Den räknas på harmoniserade rader.")
            return told(text, name=change.name, way=score_words(new))
        case Score(), Score() as new:
            text = marked(
                "{name} räknas på ett nytt sätt: {way}. Som besvarat räknas den som förut, "
                "harmoniserat på det nya sättet."
            )
            return told(text, name=change.name, way=score_words(new))
        case _:
            return told(marked("{name} finns bara som besvarat."), name=change.name)
