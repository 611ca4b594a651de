"""Workers from a file: as the form of somebody new takes them, without a password."""

from collections.abc import Mapping
from uuid import UUID

from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.accounts.signing_in import NOBODYS_HASH
from server.db import new_id
from server.imports.columns import Column, one_of, team_in
from server.inbox.unit import Unit
from server.staff.joining import put_account, typed_account
from server.staff.recording import record_facts

ROLES = {"care worker": Role.CARE_WORKER.value, "worker": Role.CARE_WORKER.value, "coordinator": Role.COORDINATOR.value}
TRAVELS = {"by car": "car", "by bicycle": "bicycle", "by bus": "bus", "on foot": "foot", "car": "car",
           "bicycle": "bicycle", "bus": "bus", "foot": "foot"}  # fmt: skip
WORKER_COLUMNS = (
    Column("Name", ("name",), "As colleagues and the people they visit know it.", "Amina Yusuf", needed=True),
    Column("Username", ("username",), "To sign in with; nobody else may have it.", "amina.yusuf", needed=True),
    Column("Telephone", ("phone",), "The one that the office rings.", "07700 900123"),
    Column(
        "Role", ("role",), "care worker, or coordinator. Empty means care worker.", "care worker",
        read=one_of("role", ROLES, Role.CARE_WORKER),
    ),
    Column("Team", ("team",), "By its name. Empty means your own.", "Headingley", read=team_in),
    Column("Travels", ("travel",), "by car, by bicycle, by bus or on foot. Empty means by car.", "by bus",
           read=one_of("travel", TRAVELS, "car")),
    Column("Hours a week", ("most_hours",), "The most that they agreed to.", "30"),
)  # fmt: skip


def take_worker(db: Unit, asker: Asker, said: Mapping[str, str]) -> UUID:
    """They cannot sign in before a coordinator gives them a first password."""
    new, id_ = typed_account(db, asker, said), new_id()
    put_account(db, asker, new, id_, NOBODYS_HASH)
    if new.role == Role.CARE_WORKER:
        record_facts(db, asker, db.get_one(Account, id_), said)
    return id_
