"""What kinds of error, harm and whoever was told are called on screens."""

from server.medicine_errors.models import ErrorKind, Harm, Told

ERROR_WORDS = {
    ErrorKind.WRONG_DOSE: "Wrong dose",
    ErrorKind.WRONG_MEDICINE: "Wrong medicine",
    ErrorKind.WRONG_PERSON: "Wrong person",
    ErrorKind.WRONG_TIME: "Wrong time",
    ErrorKind.OMITTED: "Left out",
    ErrorKind.GIVEN_TWICE: "Given twice",
    ErrorKind.WRONG_ROUTE: "Wrong route or place on the body",
    ErrorKind.RECORDING: "Wrongly recorded, or not",
    ErrorKind.SUPPLY: "Supply or pharmacy",
    ErrorKind.OTHER: "Other",
}

HARM_WORDS = {
    Harm.NOT_KNOWN: "Not known yet",
    Harm.NONE: "None",
    Harm.LOW: "Low: one extra look by a GP, nurse or clinic at most",
    Harm.MODERATE: "Moderate: more treatment than that, or less independent for a time",
    Harm.SEVERE: "Severe: lasting harm, or treatment to save a life",
    Harm.FATAL: "Fatal",
}

TOLD_WORDS = {
    Told.PERSON: "The person",
    Told.FAMILY: "Family, or who acts for them",
    Told.GP: "GP",
    Told.URGENT: "111 or 999",
    Told.PHARMACIST: "Pharmacist",
    Told.SAFEGUARDING: "Safeguarding",
    Told.CQC: "CQC",
}

SHORT_HARM = {harm: words.partition(":")[0] for harm, words in HARM_WORDS.items()}
