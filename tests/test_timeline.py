"""Everything about a person in order: every kind of record, sought by words, days and groups; for the office alone."""

from datetime import UTC, datetime

import pytest

from server.accounts.models import AuditRow
from server.timeline.items import Group, Item, having
from tests.agencies import all_of

DAY = {"first": "2026-11-19", "last": "2026-11-19", "words": ""}


@pytest.fixture
def jean(agencies):
    return agencies.jean


@pytest.fixture
def day(agencies, office, phone, visit, wash, levodopa, jean):
    """Asks for Jean's day, on which a few things were recorded."""
    phone.arrive(visit)
    phone.tick(wash, "done", "with_help")
    phone.give(levodopa)
    phone.raise_concern(visit, "She fell on the landing, a bruise on the hip.")
    return lambda **said: office.post(f"/people/{jean.id}/timeline", **DAY | said)


def test_what_was_recorded_stands_in_order(day, levodopa):
    page = day().text
    places = [page.index(words) for words in ("Checked in", "Wash", levodopa.name, "Concern")]
    assert places == sorted(places)


def test_what_the_office_did_stands_there_too(day, office, agencies):
    [alert] = [alert for alert in agencies.open_alerts() if alert.words.startswith("concern")]
    office.post(f"/alerts/{alert.id}/owner")
    assert f"Alert: {alert.words}" in day().text


def test_changes_of_the_record_and_audits_of_the_file_stand_there(day, office, jean):
    audit = dict.fromkeys(("agrees", "heard", "as_planned", "acted_on"), "yes")
    office.post(f"/people/{jean.id}/file-audits", number=1, findings="Ask for her NHS number.", **audit)
    office.post(f"/people/{jean.id}/record/culture", religion="Methodist")
    page = day(group_record="1").text
    assert "File audit signed" in page
    assert "Methodist" in page


def test_words_are_found_as_they_begin_in_any_order(day):
    page = day(words="bruis FELL").text
    assert "She fell on the landing" in page
    assert "Checked in" not in page


def test_words_that_nobody_wrote_are_not_found(day):
    assert "No entries from 19 Nov 2026 to 19 Nov 2026 with “catheter”." in day(words="catheter").text


def test_groups_are_left_out(day, levodopa):
    page = day(group_medicines="1").text
    assert levodopa.name in page
    assert "Checked in" not in page


def test_other_days_are_not_shown(day):
    assert "Checked in" not in day(first="2026-11-18", last="2026-11-18").text


def test_what_was_corrected_stays_and_says_so(day, phone, wash):
    first = phone.tick(wash, "done", "prompted")
    phone.tick(wash, "declined", "", reason="She was tired.", corrects=first.id)
    assert "<s>Wash: done</s>" in day().html
    assert "Correction. Wash: declined" in day().text


@pytest.mark.parametrize("said", [{"first": ""}, {"last": "2026-11-18"}, {"first": "2024-01-01"}])
def test_days_that_will_not_do_are_asked_again(day, said):
    assert "Choose" in day(words="bruise", **said).text
    assert 'value="bruise"' in day(words="bruise", **said).html


def test_reading_it_is_on_record(day, agencies):
    day()
    assert "read timeline" in {row.deed for row in all_of(AuditRow)}


@pytest.mark.parametrize("sought", ["", "zielinska", "ŻUREK gave", "soup zur"])
def test_accents_and_capitals_do_not_matter(sought):
    item = Item(datetime(2026, 11, 19, tzinfo=UTC), Group.NOTES, "Bronisława gave me żurek, a soup", who="Zielińska")
    assert having([item], sought) == [item]
