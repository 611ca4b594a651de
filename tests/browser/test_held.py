"""What the office cannot take as it stands: kept, seen by both, decided by the coordinator."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

WHY = "This visit was not on the rota of who recorded it when it reached the office."


def test_what_was_recorded_after_a_rota_change_is_held_and_accepted(
    doorstep: Doorstep, phone: Phone, grace: Coordinator
) -> None:
    visit = phone.open_first_visit()
    doorstep.kill()
    phone.write("Visit note about", "She slept well")
    doorstep.take_off_rota(visit)
    doorstep.start()
    expect(phone.status).to_have_text("Needs attention: 1", timeout=30_000)
    expect(phone.note("She slept well")).to_contain_text(f"Needs attention. {WHY}")
    phone.go("/waiting")
    expect(phone.page.get_by_role("article")).to_contain_text(WHY)
    expect(grace.held()).to_contain_text(WHY)
    grace.accept_held()
    phone.look_again()
    phone.wait_until_sent()
    assert "She slept well" in [entry.get("words") for entry in doorstep.entries()]
