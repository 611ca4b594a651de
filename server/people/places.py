"""How far places are from each other."""

from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_000
Place = tuple[float, float]
"""Latitude and longitude, in degrees."""


def metres_apart(one: Place, other: Place) -> float:
    """Great-circle metres (haversine)."""
    south, west, north, east = (radians(degrees) for degrees in (*one, *other))
    half_chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half_chord))
