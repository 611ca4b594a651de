"""Reviews that are due from every part of a record, and the file audit: computed where it can be, signed, kept."""

import pytest

from server.file_audits.models import FileAudit
from server.people.models import CprDecision, ServiceUser
from tests.agencies import all_of, change
from tests.test_legal import CPR, record

SIGNED = {
    "number": 1, "agrees": "yes", "heard": "yes", "as_planned": "no", "acted_on": "not_looked",
    "findings": "Amina to write meals by name, until 1 Dec.",
}  # fmt: skip


@pytest.fixture
def jean(agencies):
    return agencies.jean


def audit(office, jean):
    return office.get(f"/people/{jean.id}/file-audit").text


def test_a_review_is_due_on_its_day_and_overdue_after_it(office, jean):
    record(office, jean, about="Photographs of skin or wounds", review_on="2026-11-10")
    page = office.get("/reviews").text
    assert "Overdue: 1" in page
    assert "Jean Whitcombe: Consent: Photographs of skin or wounds Since 10 Nov 2026, 9 days" in page


def test_another_agencys_reviews_are_not_shown(agencies, office, jean):
    record(office, jean, review_on="2026-11-10")
    assert "Jean" not in agencies.olive.get("/reviews").text


def test_what_is_missing_is_said_until_it_is_there(office, jean):
    assert "Consent Missing. Not recorded" in audit(office, jean)
    record(office, jean)
    assert "Consent Recorded for: Help with medicines" in audit(office, jean)
    assert "Risks assessed Look at it. Not yet: Moving and handling, Environment and fire, Falls" in audit(office, jean)


def test_a_cpr_decision_without_its_author_is_to_be_looked_at(office, jean):
    change(ServiceUser, ServiceUser.id == jean.id, cpr_decision=CprDecision.DO_NOT_ATTEMPT)
    assert "CPR decision Look at it. By whom and when is not recorded" in audit(office, jean)
    office.post(f"/people/{jean.id}/legal/new/cpr", **CPR)
    assert "CPR decision Dr Anjali Patel, GP. Paper: Red folder in the hall" in audit(office, jean)


def test_signed_it_stays_as_it_was(office, jean):
    office.post(f"/people/{jean.id}/file-audits", **SIGNED)
    record(office, jean)
    [signed] = [one for one in all_of(FileAudit) if one.service_user_id == jean.id]
    assert {"title": "Consent", "state": "missing"}.items() <= signed.checks[4].items()
    assert "Amina to write meals by name, until 1 Dec." in audit(office, jean)


def test_the_same_page_sent_twice_is_signed_once(office, jean):
    office.post(f"/people/{jean.id}/file-audits", **SIGNED)
    office.post(f"/people/{jean.id}/file-audits", **SIGNED)
    assert len([one for one in all_of(FileAudit) if one.service_user_id == jean.id]) == 1


def test_what_somebody_else_signed_meanwhile_does_not_swallow_yours(office, jean):
    office.post(f"/people/{jean.id}/file-audits", **SIGNED)
    page = office.post(f"/people/{jean.id}/file-audits", **SIGNED | {"findings": "Ask for the GP's letter."})
    assert (page.status, "An audit was signed since" in page.text) == (422, True)
    assert page.forms[-1].hidden["number"] == "2"
    assert "Ask for the GP's letter." in page.html.replace("&#39;", "'")


def test_unanswered_it_is_not_signed_and_says_what_is_missing(office, jean):
    page = office.post(f"/people/{jean.id}/file-audits", **SIGNED | {"heard": "", "findings": ""})
    assert page.status == 422
    assert "2 answers need another look" in page.text
