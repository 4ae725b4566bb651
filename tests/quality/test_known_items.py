from kast_eval.kinds import Several
from kast_eval.quality.known_items import COURSES, KNOWN_ITEMS, POLICE
from tests.study.sheets import schedule


def test_every_item_that_pictures_are_made_of_stands_in_its_form() -> None:
    for form, names in KNOWN_ITEMS.items():
        definition = schedule().forms[form]
        assert [name for name in names if definition.item(name).name == name] == list(names)


def test_no_item_of_free_text_is_among_them() -> None:
    for form, names in KNOWN_ITEMS.items():
        assert all(schedule().forms[form].item(name).columns() for name in names)


def test_what_is_drawn_over_time_is_asked_at_every_session() -> None:
    assert set(COURSES) <= set(KNOWN_ITEMS["checkin"])
    assert not isinstance(schedule().forms["checkin"].item(COURSES[0]).kind, Several)


def test_the_police_are_called_the_same_in_the_log_and_at_the_start() -> None:
    labels = {
        form: schedule().forms[form].item("ref_source").columns()[0].labels[POLICE].en
        for form in ("contact_log", "start_staff")
    }
    assert set(labels.values()) == {"the police"}
