"""A sheet is keyed without a mouse, in a real browser."""

import sys

import pytest
from playwright.sync_api import Page, expect

from tests.actions.at_the_clinic import code
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


@pytest.fixture
def checkin(clinic: Clinic, keys: Keyboard) -> Keyboard:
    """The check-in of a new client, the focus on the first question."""
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101")
    assert keys.focused == "since_buy"
    keys.strokes = 0
    return keys


def test_fourteen_closed_items_take_at_most_sixteen_strokes(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "t")
    keys.press("1")
    keys.strokes = 0
    keys.type("01" * 7)
    assert keys.focused == "save"
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")
    assert keys.strokes <= 16
    assert keys.page.locator(".coded tbody tr").count() == 14


def test_a_check_in_is_keyed_with_a_key_an_answer(
    clinic: Clinic, keys: Keyboard, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.open(clinic.new_code(), "c", 3)
    keys.strokes = 0
    # Who the client is, and the head of the paper: today, alone, no interpreter, Swedish.
    keys.type("1i101")
    keys.type("1")
    keys.type("04")
    keys.press("Enter")
    keys.type("0578999")
    assert keys.focused == "save"
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")
    with capsys.disabled():
        sys.stdout.write(f"\nThe check-in: {keys.strokes} key strokes with head and save.\n")
    assert keys.strokes == 17
    shown = keys.page.locator(".coded tbody tr td:nth-child(2)").all_inner_texts()
    assert shown[1:] == ["1", "0", "1", "1", "04", "0", "5", "7", "8", "9", "9", "9"]


def test_on_a_long_scale_one_waits_for_its_zero(checkin: Keyboard) -> None:
    checkin.type("00")
    assert checkin.focused == "urge_max_7d"
    checkin.press("1")
    assert checkin.focused == "urge_max_7d"
    checkin.press("0")
    assert (checkin.focused, checkin.value("urge_max_7d")) == ("confidence", "10")
    checkin.press("1", "Enter")
    assert (checkin.focused, checkin.value("confidence")) == ("mood_7d", "1")


def test_two_crosses_are_typed_as_the_manual_writes_them(checkin: Keyboard) -> None:
    checkin.type("00")
    checkin.type("5|6")
    assert (checkin.focused, checkin.value("urge_max_7d")) == ("urge_max_7d", "5|6")
    checkin.press("Enter")
    # A mark between two boxes too, and letters as well as codes.
    checkin.type("7,5")
    assert (checkin.focused, checkin.value("confidence")) == ("confidence", "7,5")
    checkin.press("Enter")
    checkin.type("d|e")
    assert (checkin.focused, checkin.value("mood_7d")) == ("mood_7d", "d|e")
    checkin.press("Enter")
    assert (checkin.focused, checkin.value("sess_understood")) == ("sess_understood", "")


def test_a_dash_in_a_field_that_takes_one_is_an_answer_there(checkin: Keyboard) -> None:
    checkin.type("1-")
    assert (checkin.value("since_buy"), checkin.value("since_buy_n")) == ("1", "-")


def test_a_sign_in_an_answered_question_goes_on_from_what_stands_there(checkin: Keyboard) -> None:
    checkin.type("01")
    checkin.press("ArrowUp", "ArrowUp", "ArrowUp")
    checkin.type("0|")
    # The next question had its answer already: it is the one that the hand is in now.
    assert checkin.value("since_buy") == "0"
    # After a move by hand nothing goes back.
    checkin.press("ArrowDown")
    checkin.type("|")
    assert checkin.value("since_buy") == "0"


def test_a_letter_answers_at_once_and_stays_a_letter(checkin: Keyboard) -> None:
    checkin.type("ab")
    assert checkin.value("since_buy") == "a"
    # No purchase: the number is passed over.
    assert (checkin.focused, checkin.value("since_main")) == ("urge_max_7d", "b")
    expect(checkin.page.locator("#item_since_main .box.ticked")).to_have_attribute("data-code", "1")


def test_what_is_skipped_is_dimmed_but_can_be_answered(checkin: Keyboard) -> None:
    item = checkin.page.locator("#item_since_buy_n")
    checkin.press("0")
    assert "skipped" in str(item.get_attribute("class"))
    assert checkin.focused == "since_main"
    checkin.press("ArrowUp")
    assert checkin.focused == "since_buy_n"
    checkin.type("04")
    checkin.press("Enter")
    assert checkin.focused == "since_main"
    line = checkin.page.locator("[data-list=answered_anyway]")
    expect(line.locator("a")).to_have_text("2")
    checkin.press("ArrowUp", "ArrowUp", "1")
    assert "skipped" not in str(item.get_attribute("class"))


def test_who_does_not_buy_is_not_asked_about_purchases(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("2i101")
    assert keys.focused == "since_main"


def test_a_reason_is_one_key(checkin: Keyboard) -> None:
    checkin.type("vt")
    checkin.press("Enter")
    assert (checkin.value("since_buy"), checkin.value("since_buy_n")) == ("v", "t")
    checkin.type("?o")
    assert (checkin.value("since_main"), checkin.value("urge_max_7d")) == ("?", "o")
    expect(checkin.page.locator("#item_since_buy .refusal")).to_have_class("box refusal ticked")
    links = checkin.page.locator("[data-list=reasons] a").all_inner_texts()
    assert links == ["1", "2", "3", "4"]


def test_an_unclear_mark_opens_its_note(checkin: Keyboard) -> None:
    checkin.press("x")
    assert checkin.focused == "note_since_buy"
    checkin.type("mellan")
    checkin.press("Enter")
    assert checkin.focused == "since_buy_n"
    assert checkin.page.input_value("#note_since_buy") == "mellan"


def test_a_key_that_means_nothing_changes_nothing_and_says_so(checkin: Keyboard) -> None:
    checkin.press("7")
    assert (checkin.focused, checkin.value("since_buy")) == ("since_buy", "")
    expect(checkin.page.locator("#said")).to_contain_text("«7» finns inte här.")


def test_hands_that_run_ahead_put_no_answer_into_the_wrong_item(checkin: Keyboard) -> None:
    checkin.press("7", "0", "1", "Enter", "F9", "Control+Enter")
    assert (checkin.focused, checkin.value("since_buy")) == ("since_buy", "")
    expect(checkin.page.locator("#item_since_buy")).to_contain_class("held")
    checkin.press("Backspace", "0")
    assert (checkin.focused, checkin.value("since_buy")) == ("since_main", "0")
    expect(checkin.page.locator("#said")).to_have_text("")


def test_another_item_may_be_chosen_after_a_key_that_means_nothing(checkin: Keyboard) -> None:
    checkin.press("7")
    checkin.page.locator("#item_mood_7d .box[data-code='3']").click()
    assert (checkin.focused, checkin.value("mood_7d")) == ("mood_7d", "3")
    checkin.press("7")
    assert checkin.value("mood_7d") != ""


def test_the_item_in_focus_cannot_be_mistaken(checkin: Keyboard) -> None:
    expect(checkin.page.locator(".item.current")).to_have_id("item_since_buy")
    checkin.press("1")
    expect(checkin.page.locator(".item.current")).to_have_id("item_since_buy_n")


def test_the_strip_shows_the_keys_that_work_now(checkin: Keyboard) -> None:
    strip = checkin.page.locator(".keys")
    expect(strip.locator("[data-keys=one]")).to_be_visible()
    checkin.press("1")
    expect(strip.locator("[data-keys=count]")).to_be_visible()
    expect(strip.locator("[data-keys=one]")).to_be_hidden()


def test_undo_goes_back_over_items(checkin: Keyboard) -> None:
    checkin.type("104")
    checkin.press("Enter")
    checkin.type("2")
    assert checkin.focused == "urge_max_7d"
    checkin.press("Control+z")
    assert (checkin.focused, checkin.value("since_main")) == ("since_main", "")
    checkin.press("Control+z")
    assert (checkin.focused, checkin.value("since_buy_n")) == ("since_buy_n", "")
    checkin.press("Control+z")
    assert (checkin.focused, checkin.value("since_buy")) == ("since_buy", "")


def test_there_is_an_end_to_what_can_be_undone(checkin: Keyboard) -> None:
    for _answer in range(6):
        checkin.press("Control+z")
    expect(checkin.page.locator("#said")).to_have_text("Det finns inget att ångra.")


def test_backspace_clears_an_answer_and_a_new_key_replaces_it(checkin: Keyboard) -> None:
    checkin.press("1", "ArrowUp", "Backspace")
    assert (checkin.focused, checkin.value("since_buy")) == ("since_buy", "")
    checkin.press("1", "ArrowUp", "0")
    assert checkin.value("since_buy") == "0"


@pytest.mark.parametrize("text", ["ofta", "100", "15?", "vet ej", "varje dag", "tio", "2-3", "o 3"])
def test_nothing_that_is_typed_as_a_number_answers_the_next_question(
    checkin: Keyboard, text: str
) -> None:
    checkin.press("1")
    checkin.type(text)
    assert (checkin.focused, checkin.value("since_buy_n")) == ("since_buy_n", text)
    checkin.press("Enter")
    assert (checkin.focused, checkin.value("since_main")) == ("since_main", "")


def test_a_ninth_digit_of_a_day_answers_nothing_else(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1" + "202603091")
    assert (keys.focused, keys.value("fill_mode")) == ("fill_date", "")


def test_an_unclear_number_has_its_note_at_enter(checkin: Keyboard) -> None:
    checkin.press("1", "x")
    assert checkin.focused == "since_buy_n"
    checkin.press("Enter")
    assert checkin.focused == "note_since_buy_n"


@pytest.mark.parametrize("confirm", ["Enter", "Tab"])
def test_who_confirms_each_answer_skips_no_question(checkin: Keyboard, confirm: str) -> None:
    checkin.press("0", confirm, "1", confirm)
    assert (checkin.focused, checkin.value("since_main")) == ("urge_max_7d", "1")
    expect(checkin.page.locator("#said")).to_contain_text("Svaret är taget")
    checkin.press("Enter")
    assert checkin.focused == "confidence"


def test_a_one_that_may_become_ten_says_that_it_waits(checkin: Keyboard) -> None:
    checkin.press("0", "ArrowDown", "1")
    item = checkin.page.locator("#item_urge_max_7d")
    expect(item).to_contain_class("pending")
    expect(checkin.page.locator("#said")).to_have_text("0 för 10, Enter för 1")
    checkin.press("0")
    assert (checkin.value("urge_max_7d"), checkin.focused) == ("10", "confidence")
    expect(item).not_to_contain_class("pending")


def test_the_same_key_twice_takes_a_cross_away(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "d", 1)
    keys.type("1i1123" + "11")
    assert (keys.focused, keys.value("m")) == ("m", "")
    # «10» is no way to the tenth box, and says so.
    keys.type("10")
    assert keys.value("m") == "1"
    expect(keys.page.locator("#item_m")).to_contain_class("held")
    keys.press("Backspace", "j")
    assert keys.value("m") == "1 10"
    expect(keys.page.locator("#item_m .by-letter")).to_contain_text("bokstaven")


def test_two_marks_are_keyed_with_a_bar(checkin: Keyboard) -> None:
    checkin.press("0", "1", "ArrowUp")
    checkin.type("|2")
    assert (checkin.focused, checkin.value("since_main")) == ("since_main", "1|2")
    checkin.press("Enter")
    assert checkin.focused == "urge_max_7d"


def test_a_number_is_keyed_as_it_was_written(checkin: Keyboard) -> None:
    checkin.press("1")
    checkin.type("minst 4")
    assert (checkin.focused, checkin.value("since_buy_n")) == ("since_buy_n", "minst 4")
    checkin.press("Enter")
    assert checkin.focused == "since_main"


def test_several_ticks_are_one_key_each(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "d", 1)
    keys.type("1i1123")
    assert keys.focused == "m"
    # c is the third box, k the eleventh, and the same key takes a cross away.
    keys.type("4115c5k")
    assert keys.value("m") == "3 4 11"
    keys.press("Enter")
    assert keys.focused == "form_c_used"


def test_a_day_is_keyed_with_eight_digits(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1" + "20260309")
    assert keys.focused == "fill_date"
    keys.press("Enter")
    assert (keys.focused, keys.value("fill_date")) == ("fill_mode", "20260309")
    assert keys.page.locator("#item_fill_date .digit").all_inner_texts() == list("20260309")


def test_words_beside_a_box_are_asked_for_only_if_it_is_ticked(
    clinic: Clinic, keys: Keyboard
) -> None:
    keys.open(clinic.new_code(), "a")
    keys.page.locator("#text_goal_main").focus()
    keys.type("97")
    assert keys.focused == "goal_main_txt"
    keys.press("ArrowUp")
    keys.press("1")
    assert keys.focused == "main_behaviour"


@pytest.mark.parametrize("save", ["F9", "Control+Enter"])
def test_a_sheet_is_saved_from_anywhere(checkin: Keyboard, save: str) -> None:
    checkin.press("1", save)
    # What has no answer is told first.
    checkin.press(save)
    checkin.page.wait_for_url("**/sheet/*")
    # The next sheet is one key away, once the page has taken the focus there.
    expect(checkin.page.get_by_role("link", name="Nästa ark")).to_be_focused()
    checkin.press("Enter")
    checkin.page.wait_for_url("**/today")
    expect(checkin.page.locator("#client_code")).to_be_focused()


def test_a_box_can_be_clicked_too(checkin: Keyboard) -> None:
    checkin.page.locator("#item_mood_7d .box[data-code='7']").click()
    assert (checkin.focused, checkin.value("mood_7d")) == ("mood_7d", "7")
    checkin.page.locator("#item_mood_7d .refusal").click()
    assert checkin.value("mood_7d") == "v"


def test_the_summary_tells_what_is_missing_and_leads_there(checkin: Keyboard) -> None:
    checkin.press("0", "ArrowDown")
    for _item in range(6):
        checkin.press("Enter")
    assert checkin.focused == "save"
    missing = checkin.page.locator("[data-list=unanswered] a")
    assert missing.all_inner_texts()[0] == "3"
    missing.first.click()
    assert checkin.focused == "since_main"


def test_a_follow_up_is_keyed_by_its_month(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "g", 6)
    # A client who buys; today, alone.
    keys.type("1i1")
    assert keys.focused == "buy_phys_30d_n"
    keys.type("02")
    keys.press("Enter")
    assert keys.focused == "buy_phys_90d_n"
    keys.press("F9", "F9")
    keys.page.wait_for_url("**/sheet/*")
    expect(keys.page.locator(".whose")).to_contain_text("6 månader")


def test_rows_are_keyed_one_after_the_other(keys: Keyboard) -> None:
    expect(keys.page.locator("#client_code")).to_be_focused()
    # A log has no client code, and a row without a number is the next.
    keys.press("Tab")
    keys.type("l")
    expect(keys.page.locator("label[for=number]")).to_have_text("Rad (tomt är nästa)")
    keys.press("Enter")
    for row in (1, 2, 3):
        expect(keys.page.locator(".whose")).to_contain_text(f"rad {row}")
        expect(keys.page.locator(".rows tbody tr")).to_have_count(row - 1)
        # The script of the next page has the keys.
        expect(keys.page.locator("html.scripted")).to_be_attached()
        keys.type("i11211111")
        assert keys.focused == "save"
        keys.press("Enter")
    expect(keys.page.locator(".rows tbody tr")).to_have_count(3)
    assert keys.page.locator(".rows tbody th").all_inner_texts() == ["3", "2", "1"]


def test_a_form_of_two_signs_is_known_by_both(keys: Keyboard) -> None:
    keys.type(code(1, "RX"))
    keys.type("h")
    assert keys.focused == "form"
    expect(keys.page.locator("#number_field")).to_be_visible()
    keys.type("1")
    expect(keys.page.locator("#number_field")).to_be_hidden()
    keys.press("Enter")
    keys.page.wait_for_url("**/entry/*")
    expect(keys.page.locator("h1")).to_contain_text("H1")
    # A relative is known by the code, so the first field is the paper's own.
    assert keys.focused == "fill_date"


def test_f1_opens_the_paragraph_of_the_question_beside_the_sheet(checkin: Keyboard) -> None:
    with checkin.page.expect_popup() as opened:
        checkin.press("F1")
    opened.value.wait_for_url("**/manual/09-fraga-for-fraga?edition=new#fraga-checkin-since_buy")
    expect(opened.value.locator("#fraga-checkin-since_buy")).to_be_in_viewport()
    opened.value.close()
    assert checkin.focused == "since_buy"
    checkin.type("0")
    assert checkin.value("since_buy") == "0"
