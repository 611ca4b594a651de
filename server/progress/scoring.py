"""Keeping scores: of activation, and of whatever the agency names. A wrong one is set aside, and stays."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from server import clock
from server.accounts.asker import Asker
from server.asking import KEPT_ALREADY, LONGEST_TEXT, Asking, day_if_any, needed, number, one_of, words
from server.db import insert_if_absent, new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.medication.amounts import plain
from server.people.models import ServiceUser
from server.problems import BadInput
from server.progress.days import past_day, refuse_unless_later
from server.progress.models import Score, ScoreKind, Stage
from server.progress.queries import named_as
from server.progress.words import PAM_NAME

MOST_SCORE = Decimal(100_000)


def keep_score(
    db: Unit, asker: Asker, person: ServiceUser, kind: ScoreKind, earlier: Sequence[Score], said: Mapping[str, str]
) -> None:
    """A score; the same form sent twice keeps one. Raises BadInput, naming the fields."""
    with Asking(said) as asking:
        values = read_score(asking, asker.today, kind, earlier)
    score_id = uuid_or_none(said.get("score")) or new_id()
    is_new = insert_if_absent(
        db, Score, id=score_id, service_user_id=person.id, kind=kind, written_by=asker.id, written_at=clock.now(),
        set_aside_why="", **values,
    )  # fmt: skip
    if is_new:
        db.note(asker, "wrote score", person.id)
    elif any(getattr(db.get_one(Score, score_id), name) != value for name, value in values.items()):
        raise BadInput(KEPT_ALREADY, "number")


def read_score(asking: Asking, today: date, kind: ScoreKind, earlier: Sequence[Score]) -> dict[str, Any]:
    reads = read_activation if kind == ScoreKind.PAM else read_own
    values: dict[str, Any] = {
        **reads(asking),
        "stage": asking.read("stage", one_of(Stage, "Choose when in their care this was.")),
        "taken_on": asking.read("taken_on", past_day(today, "Choose the day on which they answered.")),
        "taken_by": asking.read("taken_by", needed("Say who took it.")),
        "words": asking.read("words", words(LONGEST_TEXT)),
        "again_on": asking.read("again_on", day_if_any),
    }
    same = named_as(earlier, kind, values["name"] or "")
    if same and None not in scale_in(values) and scale_in(values) != scale_of(same[-1]):
        least, most, more_is_better = scale_of(same[-1])
        better = "more" if more_is_better else "less"
        asking.refuse("name", f"“{same[-1].name}” goes from {plain(least)} to {plain(most)} here, and {better} is"
                      " better. Use that scale, or another name.")  # fmt: skip
    refuse_unless_later(asking, "again_on", values["again_on"], values["taken_on"])
    return values


def read_activation(asking: Asking) -> dict[str, Any]:
    score = "Write the score, from 0 to 100, with at most one decimal place."
    return {
        "name": PAM_NAME, "least": Decimal(0), "most": Decimal(100), "more_is_better": True,
        "number": asking.read("number", decimal(score, 0, 100, places=1)),
        "level": asking.read("level", number("Choose the level, from 1 to 4.", 1, 4)),
        "form_version": asking.read("pam_version", needed("Say which version of the form it was, as PAM-13.")),
    }  # fmt: skip


def read_own(asking: Asking) -> dict[str, Any]:
    def any_number(what: str) -> Callable[[str], Decimal]:
        return decimal(f"Write {what} as a number, with at most three decimal places.", -MOST_SCORE, MOST_SCORE)

    values: dict[str, Any] = {
        "name": asking.read("name", needed("Write what the score is called.")),
        "number": asking.read("number", any_number("the score")),
        "least": asking.read("least", any_number("the least possible")),
        "most": asking.read("most", any_number("the most possible")),
        "more_is_better": asking.read("better", one_in({"more": True, "less": False}, "Choose which way is better.")),
        "level": None, "form_version": "",
    }  # fmt: skip
    score, least, most = values["number"], values["least"], values["most"]
    if least is not None and most is not None and least >= most:
        asking.refuse("most", "The most that can be scored is above the least. Change one of the two.")
    elif None not in (score, least, most) and not least <= score <= most:
        asking.refuse("number", f"The score lies between {plain(least)} and {plain(most)}. Change one of them.")
    return values


def set_score_aside(db: Unit, asker: Asker, person: ServiceUser, score: Score, said: Mapping[str, str]) -> None:
    """It was wrong: it stays, and counts no more. Raises BadInput."""
    with Asking(said) as asking:
        why = asking.read("why", needed("Say why: it stays on record with this score."))
    if score.set_aside_at is not None:
        return
    score.set_aside_by, score.set_aside_at, score.set_aside_why = asker.id, clock.now(), why
    db.add(score)
    db.note(asker, "set score aside", person.id)


def decimal(sentence: str, least: Decimal | int, most: Decimal | int, places: int = 3) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        try:
            found = Decimal(text)
        except InvalidOperation:
            raise BadInput(sentence) from None
        if not found.is_finite() or not least <= found <= most or found != round(found, places):
            raise BadInput(sentence)
        return found

    return read


def one_in(answers: Mapping[str, Any], sentence: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if text not in answers:
            raise BadInput(sentence)
        return answers[text]

    return read


def scale_in(values: Mapping[str, Any]) -> tuple[Decimal, Decimal, bool]:
    return values["least"], values["most"], values["more_is_better"]


def scale_of(score: Score) -> tuple[Decimal, Decimal, bool]:
    return score.least, score.most, score.more_is_better
