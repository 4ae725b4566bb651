"""The items of the forms that the pictures of clinics are made of, by the names of the forms."""

from collections.abc import Mapping

LOG, START_STAFF, SESSION, CHECKIN = "contact_log", "start_staff", "session", "checkin"
START, CLOSING, CLOSING_STAFF, FOLLOWUP = "start", "closing", "closing_staff", "followup"
CLINIC_YEAR = "clinic_year"

FIRST_CONTACT, FIRST_MODE, SOURCE = "first_contact_date", "first_contact_mode", "ref_source"
CONTENT, HELPED, CLOSE_REASON, ATTENDED = "m", "help", "close_reason", "attended"
POLICE = 1
"""The code of the police among those through whom people get in touch."""
OWN_WAYS = frozenset({2, 3})
"""People who came by themselves, or through somebody close."""
PLANNED, AGREED, STAYED_AWAY = 1, 2, 3
"""How a contact ended: as planned, by the client's wish, by silence."""
HELD = 1
"""The code of a session that took place."""
URGE, DAYS = "urge_max_7d", "main_days_30d"
"""How strong the urge was, and on how many days a client did what was to change."""
COURSES = (URGE, "confidence", "mood_7d")
"""What a client answers at every session and is drawn over time."""
PURCHASES = ("buy_phys_30d_n", "buy_rem_30d_n")
STRUCTURE = (
    "host_type", "start_year", "catchment", "fte_treatment", "n_staff_cat",
    "supervision_hours_month", "methods_written", "funding", "chan", "anon_possible",
    "hours_evening", "relatives_offered", "board_decision_doc", "board_decision_date",
    "training", "agreement_police", "joint_ops_n", "uses_forms_since", "marketing",
)  # fmt: skip
"""What a clinic says of itself once a year; never how many people it met."""

KNOWN_ITEMS: Mapping[str, tuple[str, ...]] = {
    LOG: (FIRST_MODE, SOURCE),
    START_STAFF: (FIRST_CONTACT, SOURCE, "residence_cat"),
    SESSION: (ATTENDED, CONTENT),
    CHECKIN: COURSES,
    START: ("buy_ever", *PURCHASES, DAYS, URGE),
    CLOSING: (*PURCHASES, DAYS, URGE, HELPED),
    CLOSING_STAFF: (CLOSE_REASON,),
    FOLLOWUP: (*PURCHASES, DAYS),
    CLINIC_YEAR: STRUCTURE,
}
"""A test holds that every one of them stands in its form."""
