"""What a change means for the paper in the drawer."""

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
from kast_eval.definition.told import NOTHING, Told, called, kind_word, told
from kast_eval.kinds import Choice
from kast_eval.wording import marked

_PRINTED = {
    Setting.ASKED,
    Setting.CONDITION,
    Setting.SKIP,
    Setting.BOX_ORDER,
    Setting.AT_MOST,
    Setting.LINES,
}


def told_on_paper(change: Change) -> Told | None:
    """Return the change as it shows on the printed sheet, or None."""
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
        case Added(item, printed=True):
            text = marked("Ny fråga: {item} «{words}».")
            return told(text, item=called(item), words=item.wording)
        case Removed(item, printed=True):
            text = marked("Borttagen fråga: {item} «{words}».")
            return told(text, item=called(item), words=item.wording)
        case Renumbered(old, new):
            text = marked("{item} hade nummer {number}.")
            return told(text, item=called(new), number=old.number or "–")
        case Moved(item, old, new):
            return told(
                marked("{item} har flyttat: sida {old}, «{before}» → sida {new}, «{after}»."),
                item=called(item), old=old.page, before=old.heading,
                new=new.page, after=new.heading,
            )  # fmt: skip
    return None


def _reworded(change: Reworded) -> Told:
    return told(
        marked("{item}: {part}{code} är omskriven, «{old}» → «{new}»."),
        item=called(change.item),
        part=change.part,
        code=f" {change.code}".rstrip(),
        old=change.old or NOTHING,
        new=change.new or NOTHING,
    )


def _code(change: CodeChange) -> Told | None:
    match change:
        case NewCode(item, code, label):
            text = marked("Nytt svar i {item}: {code} «{label}».")
            return told(text, item=called(item), code=code, label=label)
        case LostCode(item, codes, _):
            text = marked("{item} har inte längre svaret {codes}.")
            return told(text, item=called(item), codes=codes)
        case Recoded(item, codes, to) if isinstance(item.kind, Choice):
            text = marked("{item}: svaret {codes} är tryckt som {to}.")
            return told(text, item=called(item), codes=codes, to=to)
    return None


def _setting(change: SettingChange) -> Told | None:
    match change:
        case ChangedLimits(item, old, new):
            text = marked("{item} går från {old} till {new}.")
            return told(text, item=called(item), old=old, new=new)
        case ChangedKind(old, new):
            text = marked("{item} besvaras med {new}, förut med {old}.")
            return told(text, item=called(new), old=kind_word(old.kind), new=kind_word(new.kind))
        case ChangedSetting(item, setting, old, new) if setting in _PRINTED:
            text = marked("{item}: {setting} har ändrats, {old} → {new}.")
            return told(text, item=called(item), setting=setting, old=old, new=new)
    return None


def _form(change: FormChange) -> Told | None:
    if not isinstance(change, ChangedForm):
        return None
    return told(
        marked("Bladet: {part} har ändrats, «{old}» → «{new}»."),
        part=change.part,
        old=change.old,
        new=change.new,
    )
