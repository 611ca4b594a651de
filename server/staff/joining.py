"""Who works here: a coordinator makes their account, and changes what it says."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.absences.leaving import take_off_from
from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.accounts.passwords import made_password
from server.accounts.queries import teams_of
from server.accounts.reading import telephone_if_any, username
from server.accounts.signing_in import hasher
from server.asking import Asking, needed, one_of, version_of
from server.db import insert_if_absent, new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.problems import BadInput

NAME = needed("Write their name, as colleagues and the people they visit know it.")
ROLE = one_of(Role, "Choose whether they are a care worker or a coordinator.")
TAKEN = "Somebody signs in with this username already. Choose another, as amina.y."


@dataclass(frozen=True, slots=True)
class TypedAccount:
    """Who they are and what they may do."""

    name: str
    username: str
    phone: str
    role: Role
    team_id: UUID


def typed_account(db: Session, asker: Asker, said: Mapping[str, str]) -> TypedAccount:
    """Read the form of somebody new. Raises BadInput, naming the field."""
    with Asking(said) as asking:
        new = TypedAccount(
            asking.read("name", NAME), asking.read("username", username), asking.read("phone", telephone_if_any),
            asking.read("role", ROLE), asking.read("team", team_in(db, asker)),
        )  # fmt: skip
        if new.username and is_taken(db, new.username):
            asking.refuse("username", TAKEN)
    return new


def team_in(db: Session, asker: Asker) -> Callable[[str], UUID]:
    """One of the agency's teams, by its id."""

    def read(text: str) -> UUID:
        team = uuid_or_none(text)
        if team not in dict(teams_of(db, asker)):
            raise BadInput("Choose their team.")
        return team

    return read


def is_taken(db: Session, name: str) -> bool:
    return db.exec(select(Account.id).where(col(Account.username) == name)).first() is not None


def add_account(db: Unit, asker: Asker, new: TypedAccount, account_id: UUID | None = None) -> tuple[UUID, str]:
    """Make it; answers its id and the password to sign in with first, which is known here and never again.

    Raises BadInput when two coordinators choose one username in the same moment.
    """
    id_, password = account_id or new_id(), made_password()
    put_account(db, asker, new, id_, hasher.hash(password))
    return id_, password


def put_account(db: Unit, asker: Asker, new: TypedAccount, id_: UUID, password_hash: str) -> None:
    """Whoever signs in with that password has to choose another. Raises BadInput."""
    secrets = {"password_hash": password_hash, "password_is_first": True}
    if not insert_if_absent(db, Account, id=id_, agency_id=asker.agency_id, **asdict(new), **secrets):
        raise BadInput(TAKEN, "username")
    db.note(asker, "made account", id_)
    db.teams_changed.add(new.team_id)


def change_account(db: Unit, asker: Asker, account: Account, said: Mapping[str, str]) -> None:
    """Another name, telephone or team. In another team, visits to come stay with the one they leave, without them.
    Raises BadInput, naming the field."""
    now = said_of(account)
    with Asking(said) as asking:
        name, phone = asking.read("name", NAME), asking.read("phone", telephone_if_any)
        team = asking.read("team", team_in(db, asker))
        asking.unless_changed(now, version_of(now), "Somebody else")
    db.teams_changed |= {account.team_id, team}
    if team != account.team_id and account.role == Role.CARE_WORKER:
        take_off_from(db, asker, account, clock.now())
    account.name, account.phone, account.team_id = name, phone, team
    db.add(account)
    db.note(asker, "changed account", account.id)


def said_of(account: Account) -> dict[str, str]:
    """An account as its form would have been filled in."""
    return {"name": account.name, "phone": account.phone, "team": str(account.team_id)}
