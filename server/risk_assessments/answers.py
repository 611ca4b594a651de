"""An assessment as it is typed: the answers to its form, what is done, and what is asked of every assessment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day, needed, number, words
from server.problems import BadInput
from server.risk_assessments.definitions import Answers, Definition, Question, QuestionType
from server.risk_assessments.models import AssessmentVersion
from server.risk_assessments.scores import score_of
from server.templating import long_day

UNDERSTANDS = {
    "yes": "Yes, and agrees with what is done about it",
    "differs": "Yes, and wants something else: it is written above",
    "partly": "In part",
    "no": "No: decided in their best interests",
    "not_asked": "Not asked yet",
}
NO_CONTROL = "This answer calls for something to be done. Write what is done about it."
NO_MEASURE = "With this score something is to be done. Write what is done about it."


@dataclass(frozen=True, slots=True)
class TypedAssessment:
    """What a version is made of, by the names of an `AssessmentVersion`."""

    answers: dict[str, str]
    controls: dict[str, str]
    understands: str
    took_part: str
    assessed_on: date
    review_on: date
    why: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What somebody else may have saved since the form was opened: the newest version, and who wrote it."""

    version: AssessmentVersion
    who: str


def field_of(question: Question) -> str:
    return f"q_{question.name}"


def control_of(question: Question) -> str:
    return f"control_{question.name}"


def typed(asker: Asker, form: Definition, said: Mapping[str, str], begun: Begun | None = None) -> TypedAssessment:
    """Read the form. Raises BadInput with all that is wrong."""
    gathered = gather(form, said)
    given = {question.name: gathered.get(field_of(question), "") for question in form.all_questions()}
    with Asking(gathered) as asking:
        if begun:
            now = said_of(form, begun.version)
            asking.unless_changed(now, begun.version.version, begun.who, in_words(form, now))
        answers = {
            question.name: answer
            for question in form.asked(given)
            if (answer := asking.read(field_of(question), reader_of(question)))
        }
        assessed_on = asking.read("assessed_on", day("Choose the day on which it was assessed."))
        found = TypedAssessment(
            answers=answers, controls=controls_in(asking, form, answers), assessed_on=assessed_on,
            understands=asking.read("understands", understanding), took_part=asking.read("took_part", words()),
            review_on=asking.read("review_on", day("Choose the day by which it is looked at again.")),
            why=asking.read("why", needed("Say why it is assessed now.")),
        )  # fmt: skip
        if assessed_on and found.review_on:
            check_days(asking, asker, form, found)
    return found


def gather(form: Definition, said: Mapping[str, str]) -> dict[str, str]:
    """Boxes that were ticked, each a field of its own (`q_aids-frame`), as one answer."""
    several = [question for question in form.all_questions() if question.type == QuestionType.CHOICES]
    ticked = {
        field_of(one): " ".join(choice.value for choice in one.choices if said.get(f"{field_of(one)}-{choice.value}"))
        for one in several
    }
    return dict(said) | ticked


def reader_of(question: Question) -> Callable[[str], str]:
    """How an answer is read, into the text that is kept."""
    asks = question.asks if question.asks[-1] in ".?!" else f"{question.asks}."
    match question.type:
        case QuestionType.TEXT:
            return needed(f"{asks} Write an answer.") if question.is_needed else words()
        case QuestionType.LONG:
            return needed(f"{asks} Write an answer.", LONGEST_TEXT) if question.is_needed else words(LONGEST_TEXT)
        case QuestionType.NUMBER:
            unit = f", {question.unit}" if question.unit else ""
            sentence = f"{asks} Write a whole number from {question.least} to {question.most}{unit}."
            return if_any(question, lambda text: str(number(sentence, question.least, question.most)(text)))
        case QuestionType.DAY:
            return if_any(question, lambda text: day(f"{asks} Choose a day.")(text).isoformat())
    return if_any(question, lambda text: chosen(question, text, f"{asks} Choose an answer."))


def if_any(question: Question, reader: Callable[[str], str]) -> Callable[[str], str]:
    """What may be left out is read only when something was answered."""
    return lambda text: reader(text) if text or question.is_needed else ""


def chosen(question: Question, text: str, sentence: str) -> str:
    values = text.split() if question.type == QuestionType.CHOICES else [text]
    if not values or not set(values) <= {choice.value for choice in question.choices}:
        raise BadInput(sentence)
    return " ".join(values)


def understanding(text: str) -> str:
    if text not in UNDERSTANDS:
        raise BadInput("Say whether the person understands the risk.")
    return text


def controls_in(asking: Asking, form: Definition, answers: Answers) -> dict[str, str]:
    """What is done about it, by the question that calls for it; one that does not may have some all the same."""
    found = {}
    for question in form.asked(answers):
        if not question.calls_for_control:
            continue
        calls = any(choice.calls_for_control for choice in question.chosen(answers))
        reader = needed(NO_CONTROL, LONGEST_TEXT) if calls else words(LONGEST_TEXT)
        if control := asking.read(control_of(question), reader):
            found[question.name] = control
    if more := asking.read("measures", words(LONGEST_TEXT)):
        found[""] = more
    score = score_of(form, answers)
    if not found and score and score.band.calls_for_control:
        asking.refuse("measures", NO_MEASURE)
    return found


def check_days(asking: Asking, asker: Asker, form: Definition, said: TypedAssessment) -> None:
    if said.assessed_on > asker.today:
        asking.refuse("assessed_on", "That day is still to come. Choose today or an earlier one.")
    elif said.review_on <= said.assessed_on:
        asking.refuse("review_on", "It is looked at again after it was assessed: choose a later day.")
    elif said.review_on > (last := said.assessed_on + relativedelta(months=form.review_months)):
        asking.refuse("review_on", f"This form is due again within {form.review_months} months: by {long_day(last)}.")


def said_of(form: Definition, known: AssessmentVersion) -> dict[str, str]:
    """A version as its form would have been filled in; of several choices, as one answer."""
    return {
        **{field_of(question): known.answers.get(question.name, "") for question in form.all_questions()},
        **{
            control_of(question): known.controls.get(question.name, "")
            for question in form.all_questions()
            if question.calls_for_control
        },
        "measures": known.controls.get("", ""), "understands": known.understands, "took_part": known.took_part,
    }  # fmt: skip


def in_words(form: Definition, now: Mapping[str, str]) -> dict[str, str]:
    """What somebody else chose, as people say it."""
    given = {question.name: now[field_of(question)] for question in form.all_questions()}
    said = {field_of(question): question.in_words(given) for question in form.all_questions()}
    return said | {"understands": UNDERSTANDS.get(now["understands"], "")}


def ticked(form: Definition, said: Mapping[str, str]) -> dict[str, str]:
    """The other way round: several choices, each a box of its own, to fill in the form again."""
    return dict(said) | {
        f"{field_of(question)}-{value}": "1"
        for question in form.all_questions()
        if question.type == QuestionType.CHOICES
        for value in said.get(field_of(question), "").split()
    }
