"""People from a file: as the pages of a new record take them, and those that another file names."""

from collections.abc import Mapping
from uuid import UUID

from server.accounts.asker import Asker
from server.imports.columns import Column, day_in, lines_in, one_of
from server.imports.models import ImportedRow
from server.inbox.unit import Unit
from server.people.models import AllergyStatus, ServiceUser
from server.people.queries import person_of
from server.person_records.saving import take_on
from server.person_records.steps import ADDRESS, ALLERGIES, COMMUNICATION, CULTURE, DOOR, NAMES
from server.problems import BadInput

STEPS = (NAMES, ADDRESS, ALLERGIES, DOOR, COMMUNICATION, CULTURE)
ALLERGY = {
    "yes": AllergyStatus.RECORDED.value, "none known": AllergyStatus.NONE_KNOWN.value,
    "not asked": AllergyStatus.NOT_RECORDED.value,
}  # fmt: skip
PERSON_COLUMNS = (
    Column("First names", ("given_name",), "As on their letters.", "Jean", needed=True),
    Column("Family name", ("family_name", "is_another"), "As on their letters.", "Whitcombe", needed=True),
    Column("Called", ("known_as",), "What they like to be called.", "Jean"),
    Column("Born", ("born_on",), "Their date of birth.", "03/02/1941", needed=True, read=day_in("born_on")),
    Column("NHS number", ("nhs_number",), "Ten digits.", "943 476 5919"),
    Column("Gender", ("gender",), "If they want it known.", "woman"),
    Column("Address", ("address",), "Without the postcode.", "4 Ash Road, Leeds", needed=True),
    Column("Postcode", ("postcode",), "The whole of it.", "LS6 3AB", needed=True),
    Column("Telephone", ("phone",), "Their own.", "0113 496 0017"),
    Column("UPRN", ("uprn",), "The address’s own number."),
    Column("Latitude", ("latitude",), "Of the door; with longitude or not at all.", "53.82"),
    Column("Longitude", ("longitude",), "Of the door.", "-1.57"),
    Column(
        "Has allergies", ("allergy_status",), "yes, none known, or not asked: never empty, because who reads a blank "
        "takes it for none.", "yes", needed=True, read=one_of("allergy_status", ALLERGY),
    ),
    Column("Allergies", ("allergies",), "Each substance, and what it did.", "penicillin (face swelled, 2009)"),
    Column("Allergies told by", ("allergies_confirmed_by",), "Needed with yes and with none known.", "the GP’s letter"),
    Column(
        "Allergies told on", ("allergies_confirmed_on",), "Needed with yes and with none known.", "20/11/2026",
        read=day_in("allergies_confirmed_on"),
    ),
    Column("Getting in", ("getting_in",), "How a worker gets in. Never a key-safe code.", "Rings twice", needed=True),
    Column("Hazards", ("beware",), "At the door, with | between them.", "Loose step", read=lines_in("beware")),
    Column("Pets", ("pets",), "Whom a worker meets at the door.", "Pip, a small dog, friendly"),
    Column("Languages", ("languages",), "What they speak and understand.", "Polish, some English"),
    Column("Communication", ("communication",), "What they need, in plain words.", "Speak to her left ear"),
    Column("Religion", ("religion",), "Only what they want known.", ""),
    Column("Culture", ("culture",), "What it means for their care.", ""),
)  # fmt: skip
WHOSE = Column(
    "Person", ("person",), "The reference with which the person came in.", "1042", needed=True,
)  # fmt: skip


def take_person(db: Unit, asker: Asker, said: Mapping[str, str]) -> UUID:
    """They are being taken on: no visit is made before their care begins."""
    return take_on(db, asker, said, STEPS).id


def person_in(db: Unit, asker: Asker, said: Mapping[str, str]) -> ServiceUser:
    """Whom a row is about. Raises BadInput, naming the column."""
    known = db.get(ImportedRow, (asker.agency_id, "people", said["person"]))
    if known is None:
        raise BadInput("Nobody came in with this reference. Bring the people in first, or correct it.", "person")
    return person_of(db, asker, known.record_id)
