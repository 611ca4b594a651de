"""The pages of a person's record, in the order in which somebody is taken on."""

from server.asking import LONGEST_TEXT, day, day_if_any, needed, one_of, words
from server.people.models import AllergyStatus
from server.people.nhs_numbers import nhs_number_in
from server.people.places import latitude_in, longitude_in
from server.people.postcodes import postcode_in, uprn_in
from server.person_records.checks import a_whole_place, allergies_that_agree, born_when_it_can_be
from server.person_records.questions import Look, Question, Step

ALLERGY_WORDS = {
    AllergyStatus.NOT_RECORDED: "Not asked yet",
    AllergyStatus.NONE_KNOWN: "No known allergies",
    AllergyStatus.RECORDED: "They have allergies",
}
FORMAT_WORDS = {
    "large_print": "Large print",
    "easy_read": "Easy read",
    "braille": "Braille",
    "audio": "Audio",
    "email": "Email",
    "text_message": "Text message",
    "bsl_video": "BSL video",
    "told": "Read out to them",
}
NAMES = Step(
    "names",
    "Who they are",
    "As on their letters; you can correct everything later.",
    (
        Question("given_name", "First names", needed("Write their first name."), is_needed=True),
        Question("family_name", "Family name", needed("Write their family name."), is_needed=True),
        Question("known_as", "What they like to be called", words(), hint="As Jean, or Mr Osei"),
        Question("born_on", "Date of birth", day("Write the day on which they were born."), Look.DAY, is_needed=True),
        Question("nhs_number", "NHS number", nhs_number_in, hint="Ten digits, from a letter or the referral"),
        Question("gender", "Gender, if they want it known", words(40)),
    ),
    born_when_it_can_be,
)
ADDRESS = Step(
    "address",
    "Where they live",
    "Workers find the door by this.",
    (
        Question("address", "Address", needed("Write the address."), is_needed=True, wide=True),
        Question("postcode", "Postcode", postcode_in, is_needed=True),
        Question("phone", "Telephone", words(40), Look.PHONE),
        Question("uprn", "UPRN", uprn_in, Look.NUMBER, hint="The address's own number, if the referral has it"),
        Question("latitude", "Latitude of the door", latitude_in, hint="As 53.945"),
        Question(
            "longitude",
            "Longitude of the door",
            longitude_in,
            hint="As -1.079. With both, the phone says when a check-in is far away",
        ),
    ),
    a_whole_place,
)
ALLERGIES = Step(
    "allergies",
    "Allergies",
    "Never left blank: who reads a blank takes it for none.",
    (
        Question(
            "allergy_status",
            "Allergies",
            one_of(AllergyStatus, "Choose one of these."),
            Look.CHOICE,
            options=[(status.value, text) for status, text in ALLERGY_WORDS.items()],
            wide=True,
        ),
        Question(
            "allergies", "Substance, and what it did", words(), hint="As penicillin (face swelled, 2009)", wide=True
        ),
        Question("allergies_confirmed_by", "Who told you", words()),
        Question("allergies_confirmed_on", "On which day", day_if_any, Look.DAY),
    ),
    allergies_that_agree,
)
DOOR = Step(
    "door",
    "At the door",
    "What a worker needs before they are inside. The key-safe code has its own form below.",
    (
        Question(
            "getting_in",
            "How to get in",
            needed("Say how a worker gets in.", LONGEST_TEXT),
            Look.LONG,
            is_needed=True,
            hint="Never write a code here",
            wide=True,
        ),
        Question("beware", "Hazards, one a line", words(LONGEST_TEXT), Look.LONG, wide=True),
        Question("pets", "Pets", words(), hint="As Pip, a small dog, friendly", wide=True),
    ),
)
CONTACTS = Step("contacts", "Contacts", "Whom to ring, and what each may be told.")
COMMUNICATION = Step(
    "communication",
    "Communication",
    "The Accessible Information Standard: ask, record, flag, share, meet.",
    (
        Question(
            "communication_asked_on",
            "Asked on",
            day_if_any,
            Look.DAY,
            hint="Ask what they need to understand and be understood",
        ),
        Question("languages", "Languages", words(), hint="As Polish, some English"),
        Question("interpreter", "Interpreter needed for", words(), hint="As Polish, or British Sign Language"),
        Question("aids", "Hearing and sight aids", words(), hint="As hearing aids in both ears, reading glasses"),
        Question(
            "communication",
            "What they need, in plain words",
            words(LONGEST_TEXT),
            Look.LONG,
            hint="Workers read this at the top of every visit",
            wide=True,
        ),
        Question(
            "formats",
            "What is written comes to them as",
            words(),
            Look.BOXES,
            options=list(FORMAT_WORDS.items()),
            wide=True,
        ),
        Question(
            "communication_shared",
            "Who else was told, with their consent",
            words(),
            hint="As the GP and the pharmacy",
            wide=True,
        ),
        Question("communication_met", "What we do about it", words(LONGEST_TEXT), Look.LONG, wide=True),
        Question("communication_review_on", "Ask again on", day_if_any, Look.DAY),
    ),
)
CULTURE = Step(
    "culture",
    "Religion and culture",
    "Only what bears on their care, and only what they want known.",
    (
        Question("religion", "Religion or belief", words(), wide=True),
        Question(
            "culture",
            "What it means for their care",
            words(LONGEST_TEXT),
            Look.LONG,
            hint="As food, washing, prayer, days, who may touch",
            wide=True,
        ),
    ),
)
FUNDING = Step("package", "Funding and package", "Who commissions the care, how much of it, from when and until when.")

STEPS = {step.name: step for step in (NAMES, ADDRESS, ALLERGIES, DOOR, CONTACTS, COMMUNICATION, CULTURE, FUNDING)}
