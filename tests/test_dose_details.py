"""What is said with a dose: when it was, where it was put, who saw it, what it was needed for."""

from datetime import UTC, datetime, timedelta

import pytest

from server import clock
from server.medication.models import Dose, MarEntry
from server.medication.outcomes import OldPatch
from tests.agencies import DAY, all_of, at, it_is
from tests.test_orders import METFORMIN, early_alerts

PATCH = METFORMIN | {
    "kind": "patch", "name": "Rivastigmine 9.5 mg/24 hours", "amount": "1 patch, on the skin", "times": "08:20",
    "site_chest_left": "1", "site_chest_right": "1",
}  # fmt: skip
CREAM = PATCH | {"kind": "topical", "name": "Barrier cream", "amount": "A thin layer, on the skin"}
MORPHINE = METFORMIN | {"kind": "controlled", "name": "Morphine 10 mg", "times": "08:20", "is_witnessed": "1"}
CODEINE = METFORMIN | {
    "kind": "when_required", "name": "Codeine 30 mg", "amount": "1 to 2 tablets, by mouth",
    "indication": "For pain in her hip.", "interval_hours": "4", "most_in_a_day": "4",
}  # fmt: skip


@pytest.fixture
def ordered(agencies, office):
    """An order as the office adds it, and its dose in the morning."""

    def order(said):
        office.post(f"/people/{agencies.jean.id}/medicines", **said)
        [dose] = all_of(Dose, Dose.visit_id == agencies.morning.id, Dose.name == said["name"])
        return dose

    return order


def recorded(dose):
    return all_of(MarEntry, MarEntry.dose_id == dose.id)[-1]


def page_of(person, dose):
    return person.get(f"/visits/{dose.visit_id}").text


# When


def test_a_dose_is_given_when_it_is_recorded(phone, levodopa):
    given = phone.give(levodopa)
    assert recorded(levodopa).given_at == given.recorded_at


def test_a_dose_given_before_it_is_recorded_says_when(agencies, office, phone, levodopa):
    it_is("08:55")
    phone.give(levodopa, at="08:32")
    assert recorded(levodopa).given_at == at("08:32")
    assert "At 08:32" in page_of(phone, levodopa)
    assert "Given at 08:32" in page_of(office, levodopa)


def test_a_time_still_to_come_is_not_taken_for_when_it_was(phone, levodopa):
    given = phone.give(levodopa, at="18:30")
    assert recorded(levodopa).given_at == given.recorded_at


def test_h2_the_interval_counts_from_when_it_was_given(agencies, phone, ordered):
    codeine = ordered(CODEINE)
    it_is("08:55")
    phone.give(codeine, at="08:05", amount="1 tablet", needed_for="Hip hurts")
    [evening] = all_of(Dose, Dose.visit_id == agencies.evening.id, Dose.name == "Codeine 30 mg")
    assert "Not again before Thu 19 Nov 12:05" in page_of(phone, evening)
    it_is("12:10")
    phone.give(evening, amount="1 tablet", needed_for="Hip hurts")
    assert early_alerts(agencies) == []


def test_by_a_clock_that_is_wrong_it_was_given_when_the_office_says(agencies, phone, ordered):
    codeine = ordered(CODEINE)
    phone.clock_behind = -timedelta(hours=2)
    given = phone.give(codeine, amount="1 tablet", needed_for="Hip hurts")
    assert recorded(codeine).given_at == given.recorded_at


@pytest.mark.parametrize(
    ("begins", "minutes", "now", "said", "given"),
    [
        ("2026-11-19T09:00", 24 * 60, "2026-11-19T22:05", "22:00", "2026-11-19T22:00"),
        ("2026-11-19T21:00", 11 * 60, "2026-11-20T08:15", "08:10", "2026-11-20T08:10"),
        ("2026-10-25T01:20", 45, "2026-10-25T01:35", "01:25", "2026-10-25T01:25"),
        ("2026-10-25T00:20", 45, "2026-10-25T00:35", "01:25", "2026-10-25T00:25"),
    ],
)  # fmt: skip
def test_h2_it_was_given_when_the_wall_clock_says_nearest_to_the_visit(
    agencies, phone, begins, minutes, now, said, given
):
    starts_at, now, given = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (begins, now, given))
    visit = agencies.visit("12:00", agencies.jean, phone, on=starts_at.date())
    visit.starts_at, visit.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    dose = agencies.dose(visit, agencies.medicine(agencies.jean, "Senna 7.5 mg"))
    agencies.keep()
    clock.start_at(now)
    phone.give(dose, at=said)
    assert recorded(dose).given_at == given


# Where


def test_a_patch_says_where_it_is_and_what_became_of_the_old_one(phone, office, ordered):
    patch = ordered(PATCH)
    phone.give(patch, "applied", sites="chest_left", old_patch="removed")
    entry = recorded(patch)
    assert (entry.sites, entry.old_patch) == ("chest_left", OldPatch.REMOVED)
    assert "Applied, administered. Left chest. Old patch taken off" in page_of(phone, patch)
    assert "Left chest. Old patch taken off" in page_of(office, patch)


def test_the_next_patch_shows_where_the_last_ones_were(agencies, phone, ordered):
    patch = ordered(PATCH)
    phone.give(patch, "applied", sites="chest_left", old_patch="none_there")
    [tomorrow] = all_of(Dose, Dose.visit_id == agencies.tomorrow.id, Dose.name == PATCH["name"])
    assert "Last places known: choose another Left chest, Thu 19 Nov" in page_of(phone, tomorrow)


def test_a_corrected_place_is_the_corrected_one(agencies, phone, ordered):
    patch = ordered(PATCH)
    phone.give(patch, "applied", sites="chest_left", old_patch="none_there")
    phone.give(patch, "applied", sites="chest_right", old_patch="none_there")
    [tomorrow] = all_of(Dose, Dose.visit_id == agencies.tomorrow.id, Dose.name == PATCH["name"])
    page = page_of(phone, tomorrow)
    assert "Right chest, Thu 19 Nov" in page
    assert "Left chest, Thu 19 Nov" not in page


def test_a_cream_may_be_put_on_several_places(phone, ordered):
    cream = ordered(CREAM)
    phone.lose_signal()
    form = phone.give(cream, "applied", sites="chest_left")
    form.body += "&sites=chest_right"
    phone.find_signal()
    assert recorded(cream).sites == "chest_left chest_right"
    assert "Left chest, right chest" in page_of(phone, cream)


def test_a_place_that_is_none_is_held(phone, ordered):
    given = phone.give(ordered(CREAM), "applied", sites="the moon")
    assert (given.state, "place on the body cannot be read" in given.why) == ("held", True)


def test_a_patch_needs_to_know_where_it_may_go(agencies, office):
    nowhere = {name: value for name, value in PATCH.items() if not name.startswith("site_")}
    shown = office.post(f"/people/{agencies.jean.id}/medicines", **nowhere)
    assert "Tick where on the body it goes" in shown.text


# Who saw it, how much, what for


def test_where_a_witness_is_wanted_the_phone_asks_who(phone, office, ordered):
    morphine = ordered(MORPHINE)
    assert "Did somebody see it given?" in page_of(phone, morphine)
    phone.give(morphine, witness="Peter, her son")
    assert "Seen by Peter, her son" in page_of(office, morphine)


def test_nobody_who_saw_it_is_no_hindrance_and_says_why(phone, office, ordered):
    morphine = ordered(MORPHINE)
    assert phone.give(morphine, why_no_witness="She lives alone").state == "sent"
    assert "Nobody saw it: She lives alone" in page_of(office, morphine)


def test_no_other_dose_asks_for_a_witness(phone, levodopa):
    assert "Did somebody see it given?" not in page_of(phone, levodopa)


def test_one_given_when_required_says_what_for_and_what_was_tried_first(phone, office, ordered):
    codeine = ordered(CODEINE)
    assert "How much?" in page_of(phone, codeine)
    phone.give(codeine, amount="2 tablets", needed_for="Hip hurts", tried_first="A cushion")
    assert "2 tablets. For: Hip hurts. Tried first: A cushion" in page_of(office, codeine)


def test_the_chart_tells_it_too(agencies, office, phone, ordered):
    phone.give(ordered(CODEINE), amount="2 tablets", needed_for="Hip hurts", at="08:05")
    chart = office.get(f"/people/{agencies.jean.id}/mar?month={DAY:%Y-%m}").text
    assert "taken, 2 tablets, for: Hip hurts, at 08:05. Amina Yusuf" in chart


# Not now


def test_what_is_due_at_another_time_is_shown_with_when(agencies, office, phone):
    office.post(f"/people/{agencies.jean.id}/medicines", **METFORMIN | {"times": "08:20, 18:10"})
    office.post(f"/people/{agencies.jean.id}/medicines", **METFORMIN | {"name": "Ramipril 5 mg", "times": "18:10"})
    morning = phone.get(f"/visits/{agencies.morning.id}").text
    assert "Not now Ramipril 5 mg, 1 tablet, by mouth: 18:10, every day" in morning
    assert "Metformin 500 mg, 1 tablet, by mouth: 08:20" not in morning


def test_what_has_ended_is_not_shown(agencies, office, phone):
    said = METFORMIN | {"name": "Ramipril 5 mg", "times": "18:10", "until_on": str(DAY)}
    office.post(f"/people/{agencies.jean.id}/medicines", **said)
    tomorrow = phone.get(f"/visits/{agencies.tomorrow.id}").text
    assert "Not now" not in tomorrow


def test_a_huge_amount_holds_nobody_up(phone, office, ordered):
    codeine = ordered(CODEINE)
    phone.give(codeine, amount="1" * 100_000, needed_for="Hip hurts")
    assert office.ask("GET", f"/visits/{codeine.visit_id}").elapsed < timedelta(seconds=5)
