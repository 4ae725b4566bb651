"""Plain words for what professionals tick: a board reads the sheet, and the forms keep theirs."""

from collections.abc import Mapping

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
    ("first_contact_mode", 4): marked("mottagningen ringde efter polisens fråga"),
    ("ref_source", 7): marked("en annan mottagning"),
    ("ref_source", 9): marked("förening eller trossamfund"),
}
"""By the item and its code."""
