"""The same for all photos or for chosen ones: by finger, mouse, keyboard and without a script."""

import pytest
from playwright.sync_api import expect

from . import test_uploading as town_hall
from .test_uploading import camera_files, expect_saved, rows

pytestmark = pytest.mark.browser

site, open_admin, open_gallery = town_hall.site, town_hall.open_admin, town_hall.open_gallery


@pytest.fixture
def open_photos(open_gallery):
    """Opens a gallery with six photos."""

    def open_photos(title, **options):
        page, _gallery = open_gallery("hajnowka", title, **options)
        page.check("#id_declaration")
        page.set_input_files("#id_file", camera_files(6, title))
        if not options.get("java_script_enabled", True):
            page.get_by_role("button", name="Wyślij zdjęcia").click()
        expect(rows(page)).to_have_count(6, timeout=60000)
        return page

    return open_photos


def answers(page, name="recognisable"):
    return [field.input_value() for field in page.locator(f"[data-photo] [name$=-{name}]").all()]


def boxes(page):
    return page.locator("[name=chosen]")


def chosen(page):
    return [number for number, box in enumerate(boxes(page).all()) if box.is_checked()]


def apply(page, to="wszystkich"):
    words = page.locator("[data-undo-words]")
    words.evaluate("element => { element.textContent = ''; }")
    with page.expect_response("**/apply/"):
        page.get_by_role("button", name=f"Ustaw dla {to} zdjęć").click()
    expect(words).not_to_be_empty()  # the screen has taken the answer


def test_a_second_and_a_third_setting_for_all_work_like_the_first_and_are_undone(open_photos):
    page = open_photos("Wciąż od nowa")
    for answer in ("children", "nobody", "crowd"):
        page.locator("#id_common-recognisable").select_option(answer)
        apply(page)
        expect(page.locator("[data-undo-words]")).to_contain_text("Ustawiono w 6 zdjęciach.")
        assert answers(page) == [answer] * 6
    for before in ("nobody", "children"):
        with page.expect_response("**/undo/"):
            page.locator("[data-undo]").get_by_role("button", name="Cofnij").click()
        expect(page.locator("[data-photo] [name$=-recognisable]").last).to_have_value(before)
        assert answers(page) == [before] * 6
    page.reload()
    assert answers(page) == ["children"] * 6


def test_a_photo_changed_by_hand_after_a_setting_can_be_set_and_changed_again(open_photos):
    page = open_photos("Na zmianę")
    page.locator("#id_common-author").fill("Jan Nowak")
    apply(page)
    page.locator("[data-photo] summary").first.click()
    author = page.locator("[data-photo] [name$=-author]").first
    for name in ("Anna Nowak", "Jan Nowak", "Anna Nowak"):
        author.fill(name)
        author.blur()
        expect_saved(page)
        page.locator("#id_common-author").fill("Jan Nowak")
        apply(page)
        expect(author).to_have_value("Jan Nowak")


def test_photos_are_chosen_by_mouse_with_shift_and_only_they_get_the_number(open_photos):
    page = open_photos("Myszą")
    page.locator("[data-photo] .g-row__picture img").nth(1).click()
    boxes(page).nth(3).click(modifiers=["Shift"])
    assert chosen(page) == [1, 2, 3]
    expect(page.locator("[data-chosen-words]")).to_have_text("Zaznaczone: 3 z 6")
    page.locator("#id_common-consent_reference").fill("ZG/7")
    apply(page, "zaznaczonych")
    assert answers(page, "consent_reference") == ["", "ZG/7", "ZG/7", "ZG/7", "", ""]
    page.get_by_role("button", name="Odznacz wszystkie").click()
    assert chosen(page) == []
    page.get_by_role("button", name="Ustaw dla zaznaczonych zdjęć").click()
    complaint = page.locator("[data-complaint]")
    expect(complaint).to_contain_text("Najpierw zaznacz zdjęcia")
    expect(complaint).to_be_in_viewport(ratio=1)


def test_photos_are_chosen_by_keyboard_alone(open_photos):
    page = open_photos("Klawiszami")
    boxes(page).nth(0).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert chosen(page) == [0, 1, 3]
    page.keyboard.press("Control+a")
    assert chosen(page) == [0, 1, 2, 3, 4, 5]
    page.get_by_role("button", name="Odznacz wszystkie").focus()
    page.keyboard.press("Enter")
    assert chosen(page) == []
    assert page.evaluate("document.activeElement.dataset.choose") == "all"


def test_photos_are_chosen_by_finger_among_the_pictures_which_stay_in_their_order(open_photos):
    page = open_photos("Palcem", width=360, has_touch=True, is_mobile=True)
    order = [row.get_attribute("data-photo") for row in rows(page).all()]
    page.get_by_role("button", name="Same zdjęcia").tap()
    for number in (0, 2):
        page.locator("[data-photo] .g-row__picture img").nth(number).tap()
    boxes(page).nth(3).tap()
    assert chosen(page) == [0, 2, 3]
    page.get_by_role("link", name="Ustaw im dane").tap()
    page.locator("#id_common-recognisable").select_option("adults")
    apply(page, "zaznaczonych")
    assert answers(page) == ["adults", "", "adults", "adults", "", ""]
    assert [row.get_attribute("data-photo") for row in rows(page).all()] == order


def test_what_many_photos_lack_chooses_just_them(open_photos):
    page = open_photos("Braki")
    for number in (1, 4):
        page.locator("[data-photo] [name$=-recognisable]").nth(number).select_option("children")
    expect_saved(page)
    page.locator("#missing li", has_text="nie mają numeru").get_by_role("link").click()
    assert chosen(page) == [1, 4]
    page.locator("#id_common-consent_reference").fill("ZG/9")
    apply(page, "zaznaczonych")
    expect(page.locator("#missing")).not_to_contain_text("numeru")


def test_without_javascript_ticked_boxes_and_one_form_do_the_same(open_photos):
    page = open_photos("Bez skryptu", java_script_enabled=False)
    for number in (0, 5):
        boxes(page).nth(number).check()
    page.check("#set-recognisable")
    page.locator("#id_common-recognisable").select_option("officials")
    page.get_by_role("button", name="Ustaw dla zaznaczonych zdjęć").click()
    expect(page.locator(".messages")).to_contain_text("Ustawiono w 2 zdjęciach.")
    assert answers(page) == ["officials", "", "", "", "", "officials"]
    page.get_by_role("button", name="Cofnij").click()
    assert answers(page) == [""] * 6
