"""What a change means for the answers that are already stored."""

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
    FormChange,
    LostCode,
    Moved,
    NewCode,
    Part,
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
from kast_eval.definition.told import Told, called, told
from kast_eval.wording import marked

_READING = {
    Setting.CONDITION,
    Setting.SKIP,
    Setting.TIES,
    Setting.AT_MOST,
    Setting.WINDOW,
    Setting.DASH,
}
_MEANING = {Part.QUESTION, Part.LABEL, Part.ANCHOR}


def told_in_answers(change: Change) -> Told | None:
    """Return what happens to answers of the old version, or None if it is not about them."""
    match change:
        case Added() | Removed() | Renamed() | Renumbered() | Moved():
            return _question(change)
        case Reworded():
            return _reworded(change)
        case NewCode() | LostCode() | Recoded() | Split():
            return _code(change)
        case ChangedLimits() | ChangedKind() | ChangedSetting():
            return _setting(change)
        case ChangedCheck() | ChangedForm() | ChangedScore():
            return _form(change)
        case _:
            assert_never(change)


def _question(change: QuestionChange) -> Told | None:
    match change:
        case Removed(item, reason) if reason is not None:
            text = marked("Svaren på {item} finns kvar på sina blad: {reason}")
            return told(text, item=called(item), reason=reason)
        case Renamed(old, new):
            text = marked("Svaren på {old} är svar på {new}.")
            return told(text, old=called(old), new=called(new))
    return None


def _reworded(change: Reworded) -> Told | None:
    if change.part not in _MEANING:
        return None
    return told(
        marked(
            "{item}: {part}{code} har nya ord men räknas som samma. Betyder den något annat nu "
            "ska den ha ett nytt namn eller en ny kod."
        ),
        item=called(change.item),
        part=change.part,
        code=f" {change.code}".rstrip(),
    )


def _code(change: CodeChange) -> Told | None:
    match change:
        case Recoded(item, codes, to):
            text = marked("{item}: svaret {codes} motsvarar {to} nu.")
            return told(text, item=called(item), codes=codes, to=to)
        case Split(item, codes, into, to):
            text = marked("{item}: svaret {codes} motsvarar {to} i {into}.")
            return told(text, item=called(item), codes=codes, to=to, into=called(into))
        case LostCode(item, codes, reason):
            text = marked("{item}: svaret {codes} finns kvar utan motsvarighet: {reason}")
            return told(text, item=called(item), codes=codes, reason=reason)
    return None


def _setting(change: SettingChange) -> Told | None:
    match change:
        case ChangedLimits(item, old, new):
            text = marked("{item}: gränserna är {new} på nya blad och {old} på gamla.")
            return told(text, item=called(item), old=old, new=new)
        case ChangedSetting(item, setting, old, new) if setting in _READING:
            text = marked("{item}: {setting} är {new} på nya blad och {old} på gamla.")
            return told(text, item=called(item), setting=setting, old=old, new=new)
    return None


def _form(change: FormChange) -> Told | None:
    match change:
        case ChangedCheck(rule, _, added=True):
            return told(marked("Ny regel, bara för nya blad: {rule}"), rule=rule)
        case ChangedCheck(rule):
            return told(marked("Regeln gäller bara gamla blad: {rule}"), rule=rule)
    return None
