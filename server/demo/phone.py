"""A worker's phone in the demo: it makes forms as a real one would, and has no signal now and then."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from server.demo.rows import Row, Rows, as_record
from server.inbox.models import Form, FormState
from server.inbox.reading import fingerprint

SPELL_SHARE, SPELL_MINUTES = 0.35, (50, 125)


class Phone:
    """What a phone knows: its own sequence, and the last form about each visit."""

    def __init__(self, rows: Rows, agency_id: UUID, device: Row, heard_at: datetime) -> None:
        self.rows = rows
        self.agency_id = agency_id
        self.device = device
        self.heard_at = heard_at
        self.spells = [spell for days in range(1, 8) if (spell := self.spell_on(heard_at - timedelta(days=days)))]
        self.last_about: dict[UUID, int] = {}
        self.last_sent_to: dict[str, UUID] = {}
        self.first_sent_to: dict[str, UUID] = {}
        self.last_received_at = datetime.min.replace(tzinfo=UTC)

    def form(self, visit: Row, path: str, at: datetime, fields: dict[str, str]) -> Form:
        """A form about a visit, sent as soon as there was signal. `path` is what follows the site's name."""
        author: UUID = self.device["account_id"]
        body = urlencode(self.hidden_fields(visit) | {name: value for name, value in fields.items() if value})
        self.device["last_sequence"] += 1
        row = self.rows.add(
            Form,
            id=self.rows.id_at(at),
            agency_id=self.agency_id,
            author_id=author,
            device_id=self.device["id"],
            device_sequence=self.device["last_sequence"],
            previous_sequence=self.last_about.get(visit["id"]),
            visit_id=visit["id"],
            url=path,
            body=body,
            form_version=1,
            page=f"/visits/{visit['id']}",
            recorded_at=at,
            monotonic_milliseconds=round((at - visit["starts_at"]).total_seconds() * 1000 + 7_200_000.0, 1),
            clock_offset_milliseconds=self.device["clock_offset_seconds"] * 1000,
            fingerprint=fingerprint(author, path, body),
            received_at=self.received_at(at),
            state=FormState.ACCEPTED,
            corrected_body=None,
        )
        self.last_about[visit["id"]] = row["device_sequence"]
        self.last_sent_to[path] = row["id"]
        self.first_sent_to.setdefault(path, row["id"])
        return as_record(Form, row | {"happened_at": at})

    def hidden_fields(self, visit: Row) -> dict[str, str]:
        return {
            "form_version": "1",
            "author": str(self.device["account_id"]),
            "visit": str(visit["id"]),
            "service_user": str(visit["service_user_id"]),
            "plan_version": str(visit["plan_version"]),
        }

    def received_at(self, at: datetime) -> datetime:
        """A second or two after it was recorded, or when the signal came back; never before an earlier form."""
        back_at = next((ended for began, ended in self.spells if began <= at < ended), at)
        arrived = back_at + timedelta(milliseconds=self.rows.random.randrange(400, 2500))
        self.last_received_at = max(arrived, self.last_received_at + timedelta(milliseconds=3))
        return min(self.last_received_at, self.heard_at)

    def spell_on(self, day: datetime) -> tuple[datetime, datetime] | None:
        """A spell without signal, on one day in three."""
        random = self.rows.random
        began = day.replace(hour=random.randrange(7, 19), minute=random.randrange(60))
        ended = began + timedelta(minutes=random.randrange(*SPELL_MINUTES))
        return (began, ended) if random.random() < SPELL_SHARE and ended < self.heard_at else None
