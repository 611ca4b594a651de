"""What Grace does about risks in the tests, one verb each."""

from server.risk_assessments.models import AssessmentVersion, RiskAssessment
from tests.agencies import all_of

ALWAYS = {
    "understands": "yes", "took_part": "", "assessed_on": "2026-11-19", "review_on": "2027-05-01", "measures": "",
    "why": "First assessment",
}  # fmt: skip
FALLS = ALWAYS | {
    "q_fallen": "no", "q_fear": "no", "q_walking": "without", "control_walking": "Frame in reach.", "q_medicines": "no",
    "q_bleeding": "no", "q_calls": "pendant", "q_causes-sight": "1",
}  # fmt: skip
HOIST = ALWAYS | {
    "q_transfers": "Bed to chair.", "q_workers": "2", "q_twisting": "no", "q_stands": "not", "q_walks": "not",
    "q_attached": "no", "q_space": "yes", "q_bed": "yes", "q_hoist": "yes", "q_hoist_type": "gantry",
    "q_sling_type": "universal", "q_sling_size": "m", "q_loler_on": "2026-11-25", "q_backup": "Ring the office.",
    "control_stands": "Hoist only.", "control_hoist": "Check every loop.",
}  # fmt: skip


def assess(office, person, kind="falls", **said):
    """Begin an assessment; answers the page that comes of it."""
    answers = {"falls": FALLS, "moving_and_handling": HOIST}[kind]
    return office.post(f"/people/{person.id}/risk-assessments?kind={kind}", **answers | said)


def assess_again(office, assessment, seen, **said):
    """Save the next version, over the one that was seen."""
    return office.post(f"/risk-assessments/{assessment.id}/versions", **FALLS | {"seen": seen} | said)


def assessments_about(person):
    return all_of(RiskAssessment, RiskAssessment.service_user_id == person.id)


def versions_about(person):
    ids = [one.id for one in assessments_about(person)]
    return sorted(all_of(AssessmentVersion, AssessmentVersion.assessment_id.in_(ids)), key=lambda one: one.version)
