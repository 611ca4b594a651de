"""What we ask about forms."""

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.board.held_kinds import kind_of
from server.db import reading
from server.inbox.models import Epoch, Form, FormState
from server.losses.queries import own_losses
from server.people.models import ServiceUser
from server.pieces import Page, phone_page
from server.visits.models import Visit


def epoch_now() -> str:
    """The life of the database that receipts are true for."""
    with reading() as db:
        return str(db.exec(select(Epoch.id).order_by(col(Epoch.began_at).desc()).limit(1)).one())


def held_by(db: Session, asker: Asker) -> list[Form]:
    """The asker's forms that the office has yet to decide about, oldest first."""
    held = select(Form).where(Form.author_id == asker.id, Form.state == FormState.HELD)
    return list(db.exec(held.order_by(col(Form.recorded_at))))


def waiting_page(db: Session, asker: Asker) -> Page:
    """What the office holds of the asker's; the phone adds what it holds itself."""
    held = held_by(db, asker)
    people = (
        select(Visit.id, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
        .where(Visit.agency_id == asker.agency_id, col(Visit.id).in_([form.visit_id for form in held]))
    )
    names = {visit_id: person.name for visit_id, person in db.exec(people)}
    kinds = {form.id: kind_of(form).words for form in held}
    return phone_page(
        "inbox/waiting.html", asker=asker, held=held, names=names, kinds=kinds, losses=own_losses(db, asker)
    )
