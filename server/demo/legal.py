"""What the demo's people decided in law, as its office wrote it down."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from server.demo.agencies import DemoAgency
from server.demo.plans import HERE
from server.demo.rows import Rows
from server.legal.models import LegalKind, LegalRecord

WRITTEN_AFTER = timedelta(hours=11)


class Decided(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One record, of so many days ago; `review_days` and `ends_days` are counted from today."""

    person: str
    kind: LegalKind
    about: str
    answer: str
    who: str
    days_ago: int
    words: str = ""
    paper_at: str = ""
    review_days: int | None = None
    ends_days: int | None = None
    by: str = "grace"


class Legal(msgspec.Struct, forbid_unknown_fields=True):
    """All of an agency."""

    records: list[Decided] = []


def put_legal(rows: Rows, agency: DemoAgency, now: datetime) -> None:
    """Everything that is told in the agency's file."""
    path = HERE / f"{agency.plan.folder}_legal.toml"
    told = msgspec.toml.decode(path.read_bytes(), type=Legal) if path.exists() else Legal()
    people = {f"{one.plan.given_name} {one.plan.family_name}": one.id for one in agency.people}
    today = now.astimezone(ZoneInfo(agency.zone)).date()
    for one in told.records:
        rows.add(
            LegalRecord, id=rows.new_id(), matter_id=rows.new_id(), version=1, service_user_id=people[one.person],
            kind=one.kind, about=one.about, answer=one.answer, who=one.who, words=one.words, paper_at=one.paper_at,
            decided_on=today - timedelta(days=one.days_ago),
            review_on=None if one.review_days is None else today + timedelta(days=one.review_days),
            ends_on=None if one.ends_days is None else today + timedelta(days=one.ends_days),
            written_by=agency.account_id(one.by), written_at=now - timedelta(days=one.days_ago + 1) + WRITTEN_AFTER,
        )  # fmt: skip
