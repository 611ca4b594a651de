"""The plain questions about a person who is not as they usually are: soft signs of deterioration, in our own words.

They ask what those who know somebody notice first, as RESTORE2 mini does; none of its text is here. They decide
nothing: they are for the office to pass on to somebody clinical.
"""

from enum import StrEnum


class Sign(StrEnum):
    """Something that is not as it usually is."""

    BREATHING = "breathing"
    CONFUSED = "confused"
    SLEEPY = "sleepy"
    RESTLESS = "restless"
    WALKING = "walking"
    EATING = "eating"
    TOILET = "toilet"
    SKIN = "skin"
    HOT_OR_COLD = "hot_or_cold"
    PAIN = "pain"
    SICK = "sick"
    TOLD = "told"


SIGN_WORDS = {
    Sign.BREATHING: "Breathing is harder, or a new cough",
    Sign.CONFUSED: "More muddled than usual",
    Sign.SLEEPY: "Sleepier, harder to wake",
    Sign.RESTLESS: "Restless or upset",
    Sign.WALKING: "Weaker, or less steady",
    Sign.EATING: "Eating or drinking less",
    Sign.TOILET: "Passing less water, or bowels not as usual",
    Sign.SKIN: "Skin pale, blotchy or bluish",
    Sign.HOT_OR_COLD: "Hot, shivery or clammy",
    Sign.PAIN: "New or worse pain",
    Sign.SICK: "Being sick",
    Sign.TOLD: "They, or somebody close, say that something is wrong",
}


def signs_in(text: str) -> list[Sign]:
    """`sleepy eating` as signs, each once, in our order. Raises ValueError for a word that is none."""
    found = {Sign(word) for word in text.split()}
    return [sign for sign in Sign if sign in found]


def signs_in_words(text: str) -> str:
    """`sleepier, harder to wake; eating or drinking less`."""
    return "; ".join(f"{SIGN_WORDS[sign][0].lower()}{SIGN_WORDS[sign][1:]}" for sign in signs_in(text))
