"""The headings of About me (PRSB About Me v1.2), with the name of each one's field."""

HEADINGS = {
    "important": "What is most important to me",
    "people": "People who are important to me",
    "communicate": "How I communicate and how to communicate with me",
    "wellness": "My wellness",
    "please": "Please do and please don't",
    "support": "How and when to support me",
    "worth_knowing": "Also worth knowing about me",
}
HINTS = {
    "important": "What a good day needs. What you would miss first.",
    "people": "Who they are, and when they come or ring. Pets too.",
    "communicate": "Hearing, sight, language, time to answer, aids that help.",
    "wellness": "A good day, a bad day, and how one can tell.",
    "please": "Small things that matter, said plainly.",
    "support": "What you do yourself, and where help is welcome.",
    "worth_knowing": "What you did and like, what makes you laugh.",
}
