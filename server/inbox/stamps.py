"""The pages of a worker's day by address, each with a stamp made from the versions of what it shows."""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any
from uuid import UUID

from server.accounts.asker import Asker
from server.assets import ROOT, build_id
from server.documents.models import Document, DocumentKind
from server.inbox.models import Form
from server.losses.models import Loss
from server.rota_changes.differences import News
from server.visits.days import DAYS_KEPT
from server.visits.shifts import Shift

ON_A_DAY = attrgetter(*(name for name in Shift._fields if not name.endswith("version")))
"""What a day's page shows of a visit: not that an action was ticked, so the page stays."""


@dataclass(slots=True)
class Day:
    """The pages of one worker's pack by address, each with its stamp; a page's text is made only when it is wanted."""

    asker: Asker
    shifts: list[Shift]
    news: list[News]
    """What was published to the asker and is not answered."""
    opened: Collection[UUID]
    """Those of them that the asker has seen."""
    epoch: str
    plans: Mapping[UUID, int]
    """The version of each person's plan that is in force today: one that was to come changes their page by itself."""
    stamps: dict[str, str] = field(default_factory=dict)

    def stamp_all(
        self, people: Sequence[Any], documents: Iterable[Document], held: Iterable[Form], losses: Iterable[Loss]
    ) -> None:
        """Stamp every page with the versions of what it shows."""
        versions = {person.id: person.version for person in people}
        for document in documents:
            if document.offline and document.kind != DocumentKind.PORTRAIT:
                self.stamp(f"/documents/{document.id}", versions[document.service_user_id])
        for on in self.days:
            shown = [ON_A_DAY(shift) for shift in self.shifts if shift.shown_on(self.asker.today) == on]
            changed = [(new.change_id, new.visits) for new in self.news if on == self.asker.today]
            self.stamp(f"/days/{on}", on == self.asker.today, *shown, *changed)
        for new in self.news:
            self.stamp(f"/rota-changes/{new.change_id}", new.change_id, new.change_id in self.opened)
        for shift in self.shifts:
            held_here = [form.id for form in held if form.visit_id == shift.id]
            self.stamp(f"/visits/{shift.id}", shift.version, shift.person_version, *stamped(shift), *held_here)
            in_force = self.plans.get(shift.service_user_id)
            self.stamp(f"/people/{shift.service_user_id}", shift.person_version, in_force)
        self.stamp("/people", *((person.id, person.version) for person in people))
        self.stamp("/rota", self.asker.today, *((shift.id, shift.starts_at) for shift in self.shifts))
        self.stamp("/waiting", *(form.id for form in held), *(loss.id for loss in losses))

    def stamp(self, url: str, *parts: Any) -> None:
        text = repr((pages_build(), self.asker, url, parts))
        self.stamps[url] = urlsafe_b64encode(blake2b(text.encode(), digest_size=6).digest()).decode()

    def reached(self, tag: str, stamps: frozenset[str]) -> set[UUID]:
        """The changes that a phone says it has: with all of this day, or by the stamps of their pages."""
        ids = [new.change_id for new in self.news]
        return {id_ for id_ in ids if tag == self.tag or self.stamps[f"/rota-changes/{id_}"] in stamps}

    @property
    def days(self) -> list[date]:
        return [self.asker.today + timedelta(days=ahead) for ahead in range(DAYS_KEPT)]

    @property
    def by_person(self) -> list[Shift]:
        """One person's visits beside each other: the more alike, the less they cost packed."""
        return sorted(self.shifts, key=lambda shift: shift.service_user_id)

    @property
    def tag(self) -> str:
        """One mark for the whole day: the same pages in the same epoch, the same mark. A phone must hear of another."""
        return f'"{blake2b(",".join([self.epoch, *self.stamps.values()]).encode(), digest_size=9).hexdigest()}"'


def stamped(shift: Shift) -> tuple[Any, ...]:
    return (shift.id, shift.version, shift.starts_at, shift.ends_at, shift.state, *shift.partners)


@cache
def pages_build() -> str:
    """Changes when an asset or a template does, so that a new release reaches kept pages."""
    contents = blake2b(build_id().encode(), digest_size=9)
    for template in sorted((ROOT / "web" / "templates").rglob("*.html")):
        contents.update(template.read_bytes())
    return contents.hexdigest()
