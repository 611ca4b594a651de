"""The people receiving care: who they are, how to get in, whom to tell, what to beware of."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Uuid
from sqlmodel import Field, Index, SQLModel

from server.db import IN_PLAIN_ORDER, new_id


class AllergyStatus(StrEnum):
    """Three-valued and never blank (failures.md H5): a blank is read as none."""

    RECORDED = "recorded"
    NONE_KNOWN = "none_known"
    NOT_RECORDED = "not_recorded"


class CprDecision(StrEnum):
    """What a cardiopulmonary resuscitation form says, if there is one."""

    ATTEMPT = "attempt"
    DO_NOT_ATTEMPT = "do_not_attempt"
    NOT_RECORDED = "not_recorded"


class WorkersWanted(StrEnum):
    """Whom a person lets in to wash and dress them."""

    ANYBODY = "anybody"
    WOMEN = "women"
    MEN = "men"


class MayBeTold(StrEnum):
    """What the person says somebody may be told about them."""

    NOT_ASKED = "not_asked"
    NOTHING = "nothing"
    EMERGENCIES = "emergencies"
    DAY_TO_DAY = "day_to_day"
    EVERYTHING = "everything"


class ServiceUser(SQLModel, table=True):
    """A person receiving care. On screen: their name, never this word."""

    __tablename__ = "service_users"
    __table_args__ = (
        Index("ix_service_users_by_name", "agency_id", "is_new", "family_name", "given_name", "id"),
        Index("ix_service_users_discharged", "agency_id", "discharged_on"),
        Index("ix_service_users_nhs_number", "agency_id", "nhs_number"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    given_name: str
    family_name: str
    known_as: str
    born_on: date
    address: str
    postcode: str
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    getting_in: str = ""
    beware: str = ""
    """Hazards at the door, one a line."""
    allergy_status: AllergyStatus = AllergyStatus.NOT_RECORDED
    allergies: str = ""
    """Substance and reaction, as `penicillin (face swelled, 2009)`."""
    allergies_confirmed_on: date | None = None
    cpr_decision: CprDecision = CprDecision.NOT_RECORDED
    cpr_note: str = ""
    """Where the paper form is kept."""
    workers_wanted: WorkersWanted = WorkersWanted.ANYBODY
    version: int = 1
    """Rises with everything that a page about this person shows; the day pack compares it."""
    is_new: bool = False
    """Being taken on: no visit is made before their care begins."""
    discharged_on: date | None = None
    """The first day without care; None while nobody has discharged them."""
    gender: str = ""
    nhs_number: str = ""
    """Ten digits."""
    uprn: str = ""
    """The address's Unique Property Reference Number."""
    allergies_confirmed_by: str = ""
    """Who said so: the person, a relative, a letter."""
    pets: str = ""
    languages: str = ""
    interpreter: str = ""
    """Into what, as `Polish` or `British Sign Language`."""
    communication: str = ""
    formats: str = ""
    """How they can take in what is written: `braille large_print`."""
    aids: str = ""
    communication_asked_on: date | None = None
    communication_shared: str = ""
    communication_met: str = ""
    communication_review_on: date | None = None
    religion: str = ""
    culture: str = ""

    def touch(self) -> None:
        """Something that pages about this person show has changed. Counted by the database, as a visit's is."""
        self.version = ONE_VERSION_MORE

    @property
    def name(self) -> str:
        """As lists and the board say it: the names that the banner shows."""
        return f"{self.given_name} {self.family_name}"

    @property
    def called(self) -> str:
        """What they like to be called: `Jean`, `Mr Osei`."""
        return self.known_as or self.given_name

    def is_discharged(self, today: date) -> bool:
        """A discharge to come is none yet."""
        return self.discharged_on is not None and self.discharged_on <= today

    def age_on(self, on: date) -> int:
        """Whole years on a day."""
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))


ONE_VERSION_MORE: Any = ServiceUser.version + 1


class PersonWord(SQLModel, table=True):
    """A word to find a person by: of their names, their postcode or their NHS number."""

    __tablename__ = "person_words"
    __table_args__ = (Index("ix_person_words_word", "agency_id", "word"),)

    service_user_id: UUID = Field(sa_column=Column(Uuid, ForeignKey("service_users.id"), primary_key=True))
    word: str = Field(sa_column=Column(IN_PLAIN_ORDER, primary_key=True))
    agency_id: UUID = Field(foreign_key="agencies.id")


class AboutMe(SQLModel, table=True):
    """One heading of About me (PRSB About Me v1.2), in the person's own words; the newest version counts."""

    __tablename__ = "about_me"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    position: int
    heading: str
    words: str
    version: int = 1


class Contact(SQLModel, table=True):
    """Somebody to ring about a person: next of kin, GP, district nurse."""

    __tablename__ = "contacts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    position: int
    name: str
    relation: str
    phone: str
    note: str = ""
    roles: str = ""
    """`lpa_health next_of_kin`: see `contacts.words.ROLE_WORDS`."""
    may_be_told: MayBeTold = MayBeTold.NOT_ASKED
    is_clinical: bool = False
    """Whom the office rings first when the person is unwell. One at most."""
    removed_at: datetime | None = None


class Wish(SQLModel, table=True):
    """A worker whom a person prefers, or does not want."""

    __tablename__ = "wishes"

    service_user_id: UUID = Field(foreign_key="service_users.id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
    is_declined: bool = False
