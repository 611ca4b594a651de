"""Risk assessments: forms by version, and what was assessed of a person with them. Nothing is edited, each save is a
version."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id
from server.risk_assessments.definitions import Definition
from server.risk_assessments.reading_forms import definition_in


class RiskForm(SQLModel, table=True):
    """A form at one version: one that comes with Doorstep, or an agency's own. Its text is never changed."""

    __tablename__ = "risk_forms"
    __table_args__ = (UniqueConstraint("agency_id", "kind", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID | None = Field(default=None, foreign_key="agencies.id")
    """None for those that come with Doorstep."""
    kind: str
    version: int
    text: str
    """As it was written, in TOML."""
    written_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)

    @property
    def definition(self) -> Definition:
        return definition_in(self.text)


class RiskAssessment(SQLModel, table=True):
    """That a risk of a person's was assessed, and what is to be watched of its newest version."""

    __tablename__ = "risk_assessments"
    __table_args__ = (Index("ix_risk_assessments_due", "agency_id", "due_on"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    kind: str
    version: int = 1
    """The newest."""
    due_on: date | None = None
    """The review, or the first of the days that must not pass; None once it has ended."""
    workers: int = 1
    """How many workers it asks for; 1 once it has ended."""


class AssessmentVersion(SQLModel, table=True):
    """What was assessed when somebody wrote it down. The newest counts; all can be read, with their form."""

    __tablename__ = "risk_assessment_versions"
    __table_args__ = (UniqueConstraint("assessment_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    assessment_id: UUID = Field(foreign_key="risk_assessments.id", index=True)
    version: int = 1
    form_id: UUID = Field(foreign_key="risk_forms.id")
    title: str
    answers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    controls: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What is done about it: by the question that called for it, and under `""` all else."""
    tells: str = ""
    """What workers read of the answers."""
    score: int | None = None
    band: str = ""
    understands: str = ""
    """Whether the person understands the risk."""
    took_part: str = ""
    assessed_on: date
    review_on: date
    is_ended: bool = False
    why: str
    written_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """None when it was taken over from the list of risks that there was before."""
    written_at: datetime = Field(default_factory=clock.now)

    @property
    def control(self) -> str:
        """All that is done about it, as one line."""
        return " ".join(" ".join(words.split()) for words in self.controls.values())
