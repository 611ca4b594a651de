"""Whether the office was told of everybody who is not as usual, and closed it only by saying what was decided."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from server.board.models import Alert, AlertKind
from server.soft_signs.models import SbardVersion, SoftSigns


def signs_without_alert(db: Session) -> Iterator[str]:
    """Each first entry has its alert, which is open until a version of its message closes it."""
    is_open = dict(
        db.exec(select(Alert.about, col(Alert.closed_at).is_(None)).where(Alert.kind == AlertKind.SOFT_SIGNS)).all()
    )
    closed = set(db.exec(select(SbardVersion.soft_signs_id).where(col(SbardVersion.is_closed))))
    for entry_id in db.exec(select(SoftSigns.id).where(col(SoftSigns.corrects).is_(None))):
        if entry_id not in is_open:
            yield f"Soft signs {entry_id} have no alert."
        elif not is_open[entry_id] and entry_id not in closed:
            yield f"Soft signs {entry_id} have a closed alert and no message that says what was decided."
