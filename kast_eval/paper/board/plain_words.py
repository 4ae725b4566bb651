"""Plain words for what professionals tick: a board reads the sheet, and the forms keep theirs."""

from collections.abc import Mapping

from kast_eval.paper.picture.words import Words
from kast_eval.quality.board_paper import CONTENT
from kast_eval.quality.known_items import CLOSING, HELPED, SESSION, SOURCE
from kast_eval.quality.known_items import CONTENT as CONTENT_OF_SESSION
from kast_eval.wording import marked

PLAIN: Mapping[str, str] = {
    "m_mi": marked("samtal om vad klienten själv vill (MI)"),
    "m_act": marked("att stå ut med svåra känslor (ACT)"),
    "m_cbt": marked("övningar mot tankar och vanor (KBT)"),
    "m_rp": marked("plan för att inte köpa igen"),
    "m_psyed": marked("kunskap om hur sug och vanor fungerar"),
    "m_rel": marked("relationer och sexualitet"),
    "m_crisis": marked("stöd i en kris"),
    "m_refer": marked("hjälp vidare till annat stöd"),
}
"""By the column of the box."""

PLAIN_CODES: Mapping[tuple[str, int], str] = {
    (SOURCE, 7): marked("en annan mottagning"),
    (SOURCE, 9): marked("förening eller trossamfund"),
}
"""By the item and its code."""


def plain_labels(words: Words, form: str, item: str) -> dict[str, str]:
    """Return what the codes of an item are called for a board, and last that of none."""
    return {
        str(code): words.say(PLAIN_CODES[item, code])
        if (item, code) in PLAIN_CODES
        else words.label(form, item, code)
        for code in words.codes(form, item)
    }


def plain_boxes(words: Words, block: str) -> dict[str, str]:
    """Return what the boxes of a block are called for a board, by column."""
    item = (SESSION, CONTENT_OF_SESSION) if block == CONTENT else (CLOSING, HELPED)
    plain = {column: words.say(text) for column, text in PLAIN.items()}
    return {column: plain.get(column, label) for column, label in words.boxes(*item).items()}
