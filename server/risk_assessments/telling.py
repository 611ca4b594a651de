"""Workers are told on their next visit what an assessment says now and did not say before."""

import re

from server.accounts.asker import Asker
from server.care_plans.telling import tell_change
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.risk_assessments.models import AssessmentVersion

SENTENCE = re.compile(r"(?<=[.!?])\s+")


def tell_difference(
    db: Unit, asker: Asker, person: ServiceUser, before: AssessmentVersion | None, now: AssessmentVersion
) -> None:
    """Nothing, when workers read the same as before."""
    sentence = difference(before, now)
    if sentence:
        tell_change(db, person, "Risk", sentence, asker.name, asker.today)


def difference(before: AssessmentVersion | None, now: AssessmentVersion) -> str:
    """`Falls: Now high. Frame in reach. No longer: Count her in.`; empty when nothing differs."""
    was = [] if before is None or before.is_ended else sentences_of(before)
    is_ = [] if now.is_ended else sentences_of(now)
    if now.is_ended:
        return f"{now.title}: no risk any more. {now.why}" if was else ""
    new, gone = [one for one in is_ if one not in was], [one for one in was if one not in is_]
    band = f"Now {now.band.lower()}." if before and now.band not in ("", before.band) else ""
    parts = [band, " ".join(new), f"No longer: {' '.join(gone)}" if gone else ""]
    return f"{now.title}: {' '.join(part for part in parts if part)}" if band or new or gone else ""


def sentences_of(version: AssessmentVersion) -> list[str]:
    return [one for one in SENTENCE.split(f"{version.tells} {version.control}".strip()) if one]
