"""What we ask about backups."""

from sqlmodel import Session, col, select

from server.backups.models import BackupDrill


def last_proven(db: Session) -> BackupDrill | None:
    """The drill of the newest backup that was proven; None when none ever was."""
    proven = select(BackupDrill).where(BackupDrill.problems == "")
    return db.exec(proven.order_by(col(BackupDrill.taken_at).desc()).limit(1)).first()
