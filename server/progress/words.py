"""The words on screen for goals and scores."""

from server.progress.models import GoalState, GoalStatus, ScoreKind, Stage

STATE_WORDS = {
    GoalState.NOT_STARTED: "Not started",
    GoalState.IN_PROGRESS: "In progress",
    GoalState.PAUSED: "Paused",
    GoalState.REACHED: "Reached",
    GoalState.GIVEN_UP: "Given up",
}

STAGE_WORDS = {Stage.ENTRY: "On entry", Stage.REVIEW: "At a review", Stage.DISCHARGE: "At discharge"}

PAM_NAME = "Patient Activation Measure"

SCORE_TITLES = {ScoreKind.PAM: PAM_NAME, ScoreKind.OWN: "Quality of life or outcome"}


def in_few_words(status: GoalStatus) -> str:
    """`In progress, 60 %`."""
    percent = "" if status.percent is None else f", {status.percent} %"
    return f"{STATE_WORDS[status.state]}{percent}"
