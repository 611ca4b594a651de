"""Risk assessments: filled in by a form, saved by version, read by workers, watched by the board."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from server.accounts.models import AuditRow
from server.board.models import AlertKind
from server.care_plans.models import PlannedVisit
from server.people.models import ServiceUser
from server.problems import BadInput
from server.risk_assessments.answers import typed
from server.risk_assessments.models import RiskForm
from server.risk_assessments.shipped import shipped
from tests.agencies import DAY, all_of, at, change, it_is
from tests.assessor import FALLS, HOIST, assess, assess_again, assessments_about, versions_about
from tests.screens import Screen


@pytest.fixture
def walter(agencies):
    return agencies.walter


@pytest.fixture
def falls(office, walter):
    assess(office, walter)
    return assessments_about(walter)[0]


# One form


@pytest.mark.parametrize(
    ("kind", "said", "field", "sentence"),
    [
        ("falls", {"q_walking": ""}, "q_walking", "How do they walk? Choose an answer."),
        ("falls", {"q_walking": "flying"}, "q_walking", "How do they walk? Choose an answer."),
        ("falls", {"q_causes-sight": "", "q_causes": "x"}, "control_fallen", ""),
        ("falls", {"control_walking": " "}, "control_walking", "This answer calls for something to be done."),
        ("falls", {"q_fallen": "yes", "control_fallen": "Shoes."}, "q_times", "How many times? Write a whole number"),
        (
            "moving_and_handling",
            {"q_workers": "9"},
            "q_workers",
            "Write a whole number from 1 to 4, for each transfer.",
        ),
        ("moving_and_handling", {"q_transfers": ""}, "q_transfers", "how is each done? Write an answer."),
        ("moving_and_handling", {"q_loler_on": "soon"}, "q_loler_on", "examined next (LOLER)? Choose a day."),
        ("moving_and_handling", {"q_hoist": "no", "q_loler_on": "soon"}, "q_loler_on", ""),
        ("falls", {"understands": ""}, "understands", "Say whether the person understands the risk."),
        ("falls", {"why": ""}, "why", "Say why it is assessed now."),
        ("falls", {"assessed_on": "2026-11-20"}, "assessed_on", "That day is still to come."),
        ("falls", {"review_on": "2026-11-19"}, "review_on", "choose a later day."),
        ("falls", {"review_on": "2027-05-20"}, "review_on", "due again within 6 months: by 19 May 2027."),
    ],
)
def test_what_will_not_do_is_said_beside_its_question(kind, said, field, sentence):
    answers = {"falls": FALLS, "moving_and_handling": HOIST}[kind] | said | {"why": said.get("why", "")}
    with pytest.raises(BadInput) as raised:
        typed(SimpleNamespace(today=DAY), shipped()[kind].definition, answers)
    assert sentence in raised.value.about(field)
    assert bool(sentence) == bool(raised.value.about(field))


def test_a_score_that_calls_for_it_is_not_kept_without_anything_done_about_it():
    answers = FALLS | {"q_walking": "aid", "q_fear": "yes", "q_medicines": "yes", "q_causes-feet": "1"}
    with pytest.raises(BadInput) as raised:
        typed(SimpleNamespace(today=DAY), shipped()["falls"].definition, answers | {"control_walking": ""})
    assert raised.value.about("measures").startswith("With this score something is to be done.")


# A person's


def test_all_that_is_missing_is_asked_for_at_once_and_the_rest_stays_typed(office, walter):
    page = assess(office, walter, q_fear="", why="", q_walking="without", control_walking="Frame in reach.")
    assert page.status == 422
    assert "2 answers need another look" in page.text
    assert "Frame in reach." in page.text
    assert assessments_about(walter) == []


def test_it_is_kept_with_its_score_and_how_that_came_about(office, walter, falls):
    page = office.get(f"/risk-assessments/{falls.id}")
    assert "Lower: score 3" in page.text
    assert "2 for “Unsteadily, or without the aid that they need”" in page.text
    assert "Written by Grace Mensah, Thu 19 Nov 08:20" in page.text
    assert "Lower, score 3. Look at it again by 1 May 2027" in office.get(f"/people/{walter.id}/risk-assessments").text


def test_the_same_empty_form_sent_twice_begins_one(office, walter):
    form = office.get(f"/people/{walter.id}/risk-assessments/new?kind=falls").form(
        f"/people/{walter.id}/risk-assessments?kind=falls"
    )
    assess(office, walter, **form.hidden)
    assert assess(office, walter, **form.hidden).status == 200
    assert "There is one of this kind already." in assess(office, walter).text
    assert len(assessments_about(walter)) == 1


def test_each_save_is_a_version_and_two_are_compared_in_words(office, walter, falls):
    page = office.get(f"/risk-assessments/{falls.id}/versions/new")
    assert page.form(f"/risk-assessments/{falls.id}/versions").filled["q_walking"] == "without"
    assess_again(office, falls, 1, q_fear="yes", why="He said so.")
    assert "Is afraid of falling." in office.get(f"/risk-assessments/{falls.id}").text
    assert "Is afraid of falling." not in office.get(f"/risk-assessments/{falls.id}?version=1").text
    compared = office.get(f"/risk-assessments/{falls.id}/comparison?before=1&after=2").text
    assert "Are they afraid of falling? Yes Before: No" in compared
    assert "How do they walk?" not in compared
    assert "He said so." in office.get(f"/people/{walter.id}/timeline").text


def test_two_coordinators_are_told_of_each_other_and_both_texts_stay(office, walter, falls):
    assess_again(office, falls, 1, q_fear="yes", measures="Shoes, not slippers.")
    page = assess_again(office, falls, 1, measures="Rug taped down.")
    assert "Grace Mensah wrote “Yes” while you were typing." in page.text
    assert "Grace Mensah wrote “Shoes, not slippers.”" in page.text
    assert "Rug taped down." in page.text
    assess_again(office, falls, 2, measures="Rug taped down.")
    assert [one.controls[""] for one in versions_about(walter)[1:]] == ["Shoes, not slippers.", "Rug taped down."]


def test_the_button_pressed_twice_keeps_one_version(office, walter, falls):
    assess_again(office, falls, 1, q_fear="yes")
    assert assess_again(office, falls, 1, q_fear="yes").status == 200
    assert len(versions_about(walter)) == 2


def test_reading_and_writing_are_noted_in_the_audit(office, walter, falls):
    office.get(f"/people/{walter.id}/risk-assessments")
    office.get(f"/risk-assessments/{falls.id}")
    deeds = {row.deed for row in all_of(AuditRow)}
    assert {"began risk assessment", "read risk assessments", "read risk assessment"} <= deeds


# Workers


def test_workers_read_what_is_in_force_and_what_changed(agencies, office, walter, falls):
    visit = f"/visits/{agencies.walters.id}"
    assert "Also: poor sight. Calls for help with: a pendant" in agencies.ben.get(visit).text
    assert "Falls: lower" in agencies.ben.get(f"/people/{walter.id}").text
    assess_again(office, falls, 1, q_calls="detector", q_bleeding="yes", control_bleeding="Ring 999.", why="New alarm.")
    page = agencies.ben.get(visit).text
    assert "Falls: Now raised. A fall can do great harm: blood thinner or thin bones." in page
    assert "Calls for help with: a fall detector. Ring 999. No longer: Calls for help with: a pendant" in page


def test_what_has_ended_is_read_no_more_and_stays_on_record(agencies, office, walter, falls):
    ending = f"/risk-assessments/{falls.id}/ending"
    assert "Say why there is no such risk any more." in office.post(ending, why_ended=" ").text
    office.post(ending, why_ended="Walks well again.")
    page = agencies.ben.get(f"/visits/{agencies.walters.id}").text
    assert "Falls: no risk any more. Walks well again." in page
    assert "Frame in reach." not in agencies.ben.get(f"/people/{walter.id}").text
    assert "Ended Thu 19 Nov. Walks well again." in office.get(f"/people/{walter.id}/risk-assessments").text


# The board


def risk_alerts(agencies):
    agencies.watchdog_looks()
    return [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.RISK]


def test_an_overdue_review_is_one_alert_a_person_until_it_is_done(agencies, office, walter):
    assess(office, walter, review_on="2026-11-24")
    assess(office, walter, "moving_and_handling", q_workers="1", q_loler_on="2027-05-19", review_on="2026-11-25")
    assert "Walter Finch Falls: due by 24 Nov 2026" in office.get("/risk-assessments").text
    assert "Walter Finch: Risk assessment: Falls" in office.get("/reviews").text
    assert risk_alerts(agencies) == []
    it_is("08:20", DAY + timedelta(days=7))
    assert risk_alerts(agencies) == ["the reviews of 2 risk assessments are overdue"]
    assert "Walter Finch: the reviews of 2 risk assessments are overdue" in office.get("/board").text
    [falls] = [one for one in assessments_about(walter) if one.kind == "falls"]
    assess_again(office, falls, 1, assessed_on="2026-11-26")
    it_is("08:21", DAY + timedelta(days=7))
    assert risk_alerts(agencies) == ["Moving and handling: the review was due by 25 Nov 2026."]
    change(ServiceUser, ServiceUser.id == walter.id, discharged_on=DAY)
    it_is("08:22", DAY + timedelta(days=7))
    assert risk_alerts(agencies) == []


def test_a_hoist_past_its_day_and_a_visit_for_one_are_said_where_somebody_acts(agencies, office, walter):
    more = {"title": "Lunch", "at": at("12:00").time(), "minutes": 30, "team_id": agencies.team.id}
    agencies.add(PlannedVisit(service_user_id=walter.id, **more))
    agencies.keep()
    assess(office, walter, "moving_and_handling")
    short = "Moving and handling: a transfer takes 2 workers, and fewer are planned for Lunch 12:00."
    assert short in office.get(f"/people/{walter.id}/risk-assessments").text
    assert risk_alerts(agencies) == [short]
    it_is("08:20", DAY + timedelta(days=7))
    passed = "Moving and handling: The LOLER examination was due by 25 Nov 2026."
    assert passed in office.get(f"/people/{walter.id}/risk-assessments").text
    assert passed in " ".join(risk_alerts(agencies))


# An agency's own form

OURS = shipped()["falls"].text.replace('title = "Falls"', 'title = "Falls, our way"')


def test_an_agencys_own_form_is_for_what_comes_and_leaves_what_was_as_it_was(agencies, office, walter, falls):
    assert "Falls, our way" in office.post("/risk-forms", text=OURS).text
    [ours] = all_of(RiskForm, RiskForm.agency_id == agencies.hearth.id)
    assert "Falls, our way" in office.get(f"/people/{walter.id}/risk-assessments/new?kind=falls").text
    assert "Falls, version 1, comes with Doorstep" in office.get(f"/risk-assessments/{falls.id}").text
    assess_again(office, falls, 1, q_fear="yes")
    assert "Falls, our way, version 1" in office.get(f"/risk-assessments/{falls.id}").text
    assert "Falls, our way" not in agencies.olive.get("/risk-forms").text
    assert agencies.olive.get(f"/risk-forms/{ours.id}").status == 404


def test_what_is_wrong_with_a_form_is_said_by_line_and_the_text_stays(agencies, office):
    page = office.post("/risk-forms", text=OURS.replace("review_months = 6", "review_months = 99"))
    assert (page.status, "Line 4 (review_months = 99): The form: write “review_months”" in page.text) == (422, True)
    assert "Falls, our way" in page.text
    assert all_of(RiskForm, RiskForm.agency_id == agencies.hearth.id) == []


@pytest.mark.parametrize(
    ("raw", "status", "sentence"),
    [
        (OURS.encode(), 200, "The file is in order. It is not saved yet"),
        (OURS[: OURS.index("[[sections]]")].encode(), 422, "it needs at least one of “sections”"),
        (b"\xff\xfe\x00k", 422, "This file is no text."),
        (b"", 422, "Paste the text of a form, or choose a file."),
    ],
    ids=["whole", "cut off", "no text", "empty"],
)
def test_a_file_is_read_into_the_form_before_it_is_kept(agencies, office, raw, status, sentence):
    page = Screen.of(office.ask("POST", "/risk-forms/files", files={"file": ("form.toml", raw, "text/plain")}))
    assert (page.status, sentence in page.text) == (status, True)
    assert all_of(RiskForm, RiskForm.agency_id == agencies.hearth.id) == []
