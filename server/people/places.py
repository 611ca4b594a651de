"""Where places are, and how far from each other."""

import re
from math import asin, cos, radians, sin, sqrt

from server.problems import BadInput

SOUTH, NORTH, WEST, EAST = 49.8, 60.9, -8.7, 1.8
"""The United Kingdom lies between these."""
DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?")
EARTH_METRES = 6_371_000
Place = tuple[float, float]
"""Latitude and longitude, in degrees."""


def metres_apart(one: Place, other: Place) -> float:
    """Great-circle metres (haversine)."""
    south, west, north, east = (radians(degrees) for degrees in (*one, *other))
    half_chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half_chord))


def latitude_in(text: str) -> float | None:
    """How far north, in degrees; None when it is not known. Raises BadInput."""
    return degrees_in(text, SOUTH, NORTH, "latitude", "53.945")


def longitude_in(text: str) -> float | None:
    """How far east, in degrees, west of Greenwich with a minus; None when it is not known. Raises BadInput."""
    return degrees_in(text, WEST, EAST, "longitude", "-1.079")


def degrees_in(text: str, least: float, most: float, what: str, such_as: str) -> float | None:
    if not text:
        return None
    if not DEGREES.fullmatch(text):
        raise BadInput(f"Write the {what} in degrees with a point, as {such_as}.")
    degrees = float(text)
    if not least <= degrees <= most:
        swapped = " Latitude and longitude may be the wrong way round." if is_other(degrees, what) else ""
        raise BadInput(f"A {what} in the United Kingdom lies between {least} and {most}.{swapped}")
    return degrees


def is_other(degrees: float, what: str) -> bool:
    """It would do for the other of the two."""
    return SOUTH <= degrees <= NORTH if what == "longitude" else WEST <= degrees <= EAST
