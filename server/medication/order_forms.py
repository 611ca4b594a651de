"""An order as its form would have been filled in, and what somebody else made of it meanwhile."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking
from server.care_plans.recurrences import WEEKDAYS
from server.medication.amounts import plain
from server.medication.body_sites import BodySite
from server.medication.models import Medicine
from server.medication.words import KIND_WORDS, SUPPORT_WORDS

BOXES, TICKS = ("weekday_", "site_"), ("with_food", "is_witnessed", "is_watched")
EACH_TIME_ANEW = {"from_on", "checked_by"}


def said_of(asker: Asker, rows: Sequence[Medicine]) -> dict[str, str]:
    """A version as its form would have been filled in, from today on."""
    one = rows[0]
    return {
        "kind": one.kind.value, "name": one.name, "amount": one.amount, "how": one.how, "support": one.support.value,
        "times": ", ".join(f"{row.at:%H:%M}" for row in rows if row.at),
        "time_critical_minutes": str(one.time_critical_minutes or ""), "indication": one.indication,
        "interval_hours": f"{one.interval_minutes / 60:g}" if one.interval_minutes else "",
        "most_in_a_day": str(one.most_in_a_day or ""), "contents": one.contents, "prescriber": one.prescriber,
        "review_on": str(one.review_on or ""), "from_on": str(asker.today), "until_on": str(one.ended_on or ""),
        "checked_by": "", "stock_unit": one.stock_unit,
        "stock_per_dose": plain(one.stock_per_dose) if one.stock_per_dose else "",
        **{f"weekday_{name}": "1" for name in one.weekdays.split()},
        **{f"site_{site}": "1" for site in one.sites.split()},
        **{name: "1" for name in TICKS if getattr(one, name)},
    }  # fmt: skip


def tell_changes(db: Session, asker: Asker, newest: Sequence[Medicine], asking: Asking) -> None:
    """What the newest version says where the form has something else; some of it is asked anew each time."""
    one, now = newest[0], in_words(said_of(asker, newest))
    asking.said = in_words(asking.said)
    by = db.get(Account, one.transcribed_by) if one.transcribed_by else None
    told = {"kind": KIND_WORDS[one.kind], "support": SUPPORT_WORDS[one.support], **dict.fromkeys(TICKS, "yes")}
    kept = {name: text for name, text in now.items() if name not in EACH_TIME_ANEW}
    asking.unless_changed(kept, one.version, by.name if by else "Somebody else", told)


def in_words(said: Mapping[str, str]) -> dict[str, str]:
    """With the words that boxes stand for instead of them, so that two can be compared and told."""
    plain = {name: text for name, text in said.items() if not name.startswith(BOXES)}
    return dict.fromkeys(TICKS, "") | plain | {
        "weekdays": ", ".join(name for day, name in WEEKDAYS.items() if said.get(f"weekday_{day}")),
        "sites": ", ".join(site.words for site in BodySite if said.get(f"site_{site}")),
    }  # fmt: skip
