"""Who a person at a clinic is, as the codes of `person_type` in head-1.yaml say."""

BUYS_SEX = 1
OTHER_BEHAVIOUR = 2
RELATIVE = 3
ERASED = 99
"""Nobody knows any more: what was known of the person was erased."""
