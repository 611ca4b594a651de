"""Planning on a tablet: by touch, by mouse, and by the keyboard alone."""

import re

import pytest
from coordinator import Coordinator
from phone import Phone
from playwright.sync_api import Locator, Page, expect

DAY = "/rota/days/2026-11-24"
WHAT_IT_IS = """() => {
  const at = document.activeElement
  const label = at.labels?.[0]?.textContent ?? ""
  return `${at.tagName} ${label} ${at.textContent}`.replace(/\\s+/g, " ").trim()
}"""


def lane(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def bar(page: Page, name: str, visit: str) -> Locator:
    return lane(page, name).get_by_role("link", name=re.compile(visit)).first


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box
    return box["x"] + min(box["width"], 40) / 2, box["y"] + box["height"] / 2


# By mouse


def test_a_visit_is_dragged_to_another_worker(grace: Coordinator) -> None:
    grace.go(DAY)
    page = grace.page
    page.mouse.move(*middle(bar(page, "Amina Yusuf", "Margaret Doyle")))
    page.mouse.down()
    x, _ = middle(bar(page, "Amina Yusuf", "Margaret Doyle"))
    _, y = middle(lane(page, "Ben Carter").locator(".timeline__lane"))
    page.mouse.move(x, y, steps=6)
    expect(page.locator("[data-drops-here]")).to_have_attribute("aria-label", "Ben Carter")
    page.mouse.up()
    expect(page.get_by_role("alert")).to_contain_text("Ben Carter cannot go: with Priya Nair until 09:15.")


def test_dragged_to_the_edge_the_page_goes_along(grace: Coordinator) -> None:
    grace.go(DAY)
    page = grace.page
    x, y = middle(bar(page, "Amina Yusuf", "Margaret Doyle"))
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(x, 810 + step % 2)
    assert page.evaluate("scrollY") > 100
    page.keyboard.press("Escape")
    page.mouse.up()


def test_a_visit_is_dragged_to_another_time(grace: Coordinator) -> None:
    grace.go(DAY)
    page = grace.page
    x, y = middle(bar(page, "Amina Yusuf", "Margaret Doyle"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=6)
    page.mouse.up()
    expect(page.locator(".choose-worker__for")).to_contain_text("08:45 to 09:30")
    expect(bar(page, "Amina Yusuf", "Margaret Doyle")).to_have_attribute("aria-current", "true")


def test_let_go_where_it_was_nothing_changes(grace: Coordinator) -> None:
    grace.go(DAY)
    page = grace.page
    x, y = middle(bar(page, "Amina Yusuf", "Margaret Doyle"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert page.url.endswith(DAY)
    expect(page.get_by_role("link", name="Published changes")).to_be_visible()


# By touch


@pytest.fixture
def tablet(grace: Coordinator) -> Page:
    """A tablet of Grace's that has no mouse."""
    state = grace.page.context.storage_state()
    context = grace.browser.new_context(viewport={"width": 1180, "height": 820}, has_touch=True, storage_state=state)
    page = context.new_page()
    page.goto(f"{grace.url}{DAY}")
    return page


def drag_by_finger(page: Page, from_: tuple[float, float], to: tuple[float, float], hold: int) -> None:
    finger = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = from_, to
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    page.wait_for_timeout(hold)
    for step in range(1, 9):
        point = {"x": x + (to_x - x) * step / 8, "y": y + (to_y - y) * step / 8}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_that_holds_a_visit_drags_it(tablet: Page) -> None:
    x, y = middle(bar(tablet, "Amina Yusuf", "Margaret Doyle"))
    drag_by_finger(tablet, (x, y), (x + 40, y), hold=400)
    expect(tablet.locator(".choose-worker__for")).to_contain_text("08:45 to 09:30")


def test_a_finger_that_does_not_hold_scrolls(tablet: Page) -> None:
    x, y = middle(bar(tablet, "Amina Yusuf", "Margaret Doyle"))
    drag_by_finger(tablet, (x, y), (x - 200, y), hold=0)
    tablet.wait_for_timeout(300)
    assert tablet.url.endswith(DAY)
    expect(tablet.get_by_role("link", name="Published changes")).to_be_visible()


# By keyboard


def tab_to(page: Page, what: str, most: int = 400) -> None:
    """Press Tab until something of this name has the focus, and see that it shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.search(what, page.evaluate(WHAT_IT_IS)):
            expect(page.locator(":focus")).to_be_in_viewport()
            return
    raise AssertionError(f"No Tab reaches {what}")


def test_a_visit_is_given_to_another_worker_and_published_by_keyboard_alone(grace: Coordinator) -> None:
    """Amina's 10:15 with Jean: taken off, given to whoever fits, moved, and published. No mouse, no script needed."""
    grace.go(DAY)
    page = grace.page
    tab_to(page, "^A Jean Whitcombe ?10:15")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who goes")).to_be_visible()
    tab_to(page, "Take off")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Choose a worker")).to_be_visible()
    tab_to(page, "^(BUTTON Choose|SUMMARY Choose all the same)")
    chosen = page.evaluate(WHAT_IT_IS).rpartition("Choose")[2]
    page.keyboard.press("Enter")
    if "all the same" in chosen:
        tab_to(page, "^INPUT Why")
        page.keyboard.type("She asked for somebody who laughs.")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who goes")).to_be_visible()
    tab_to(page, "^SUMMARY Another time")
    page.keyboard.press("Enter")
    tab_to(page, "^INPUT Minutes")
    page.keyboard.press("Control+A")
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    expect(page.locator(".choose-worker__for")).to_contain_text("10:15 to 10:55")
    page.keyboard.press("Home")
    tab_to(page, "^A Publish 1 change")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rota/changes*")
    tab_to(page, "^BUTTON Publish, and tell")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The rota is as your workers have it.")).to_be_visible()


def test_every_part_of_the_planner_that_can_be_pressed_has_a_name(grace: Coordinator) -> None:
    grace.go(DAY)
    bar(grace.page, "Amina Yusuf", "Jean Whitcombe").click()
    pressed = grace.page.get_by_role("main").locator("a, button, input:not([type=hidden]), select, summary")
    nameless = """all => all.filter((one) => one.checkVisibility() && !(one.textContent.trim() ||
      one.ariaLabel || one.labels?.[0]?.textContent.trim())).map((one) => one.outerHTML)"""
    assert pressed.evaluate_all(nameless) == []


# Marked on the board until a phone has it


def test_the_board_says_what_is_not_on_the_phone_yet(phone: Phone, grace: Coordinator) -> None:
    moved = phone.open_visits()[-1]
    phone.page.context.set_offline(True)
    grace.moves(moved, "21:20")
    grace.publishes()
    grace.watch_board()
    expect(grace.bar(moved)).to_contain_text("not on the phone")
    phone.page.context.set_offline(False)
    phone.look_again()
    phone.look_again()
    expect(grace.bar(moved)).not_to_contain_text("not on the phone")
