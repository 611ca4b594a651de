"""What we ask about the rules: an agency's rulebook, what people wish, and which rules were put aside."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.models import Account
from server.allocations.models import Rule, Rulebook, RuleOverride
from server.people.models import Wish


def rulebook_of(db: Session, agency_id: UUID) -> Rulebook:
    """The agency's; as it comes when nothing was set."""
    return db.get(Rulebook, agency_id) or Rulebook(agency_id=agency_id)


def wishes_of(db: Session, service_user_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], bool]:
    """By person and worker: True when the person does not want them, False when they are preferred."""
    found = select(Wish).where(col(Wish.service_user_id).in_(set(service_user_ids)))
    return {(wish.service_user_id, wish.account_id): wish.is_declined for wish in db.exec(found)}


def decisions_at(db: Session, visit_id: UUID) -> list[tuple[RuleOverride, str]]:
    """What was decided against a rule at a visit, in order, each with the coordinator's name."""
    found = (
        select(RuleOverride, Account.name)
        .join(Account, col(Account.id) == RuleOverride.decided_by)
        .where(RuleOverride.visit_id == visit_id)
        .order_by(col(RuleOverride.decided_at))
    )
    return [(override, name) for override, name in db.exec(found)]


def overrides_at(db: Session, visit_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], set[Rule]]:
    """By visit and worker, the rules that a coordinator put aside."""
    found: dict[tuple[UUID, UUID], set[Rule]] = defaultdict(set)
    for override in db.exec(select(RuleOverride).where(col(RuleOverride.visit_id).in_(list(visit_ids)))):
        found[override.visit_id, override.account_id].add(override.rule)
    return found
