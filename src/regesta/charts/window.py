"""What part of the world a map shows, and how: an equirectangular projection, true at the middle of what is shown.

Pure arithmetic on degrees. The shown part fits the points. It crosses the meridian of 180 degrees only where that
makes it much smaller, as for meetings in Fiji and Samoa.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]  # latitude, longitude in degrees
_LEAST_LAT, _LEAST_LON = 16.0, 24.0  # degrees shown at least: a single place needs its surroundings
_PAD = 0.16  # of the points' extent, on each side, for marks and names
_SOUTH, _NORTH = -60.0, 84.0  # nothing happens beyond that a report would tell
_FLATTEST, _STEEPEST = 0.5, 1.0  # height of a map by its width
_MUCH_SMALLER = 2 / 3
_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 45.0, 60.0)  # degrees between lines


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world: its edges in degrees, and its size in pixels. East of 180 degrees they go on counting."""

    west: float
    east: float
    south: float
    north: float
    width: int
    height: int

    def place(self, point: Point) -> tuple[float, float]:
        """Return where a point stands, in pixels from the upper left corner."""
        lat, lon = point
        return (
            (self.counted(lon) - self.west) / (self.east - self.west) * self.width,
            (self.north - lat) / (self.north - self.south) * self.height,
        )

    def counted(self, lon: float) -> float:
        """Return a longitude as it is counted here: from the western edge on."""
        return lon if self.west <= lon <= self.east else self.west + (lon - self.west) % 360

    def holds(self, point: Point) -> bool:
        """Return whether a point stands inside."""
        return self.south < point[0] < self.north and self.west < self.counted(point[1]) < self.east

    def point(self, x: float, y: float) -> Point:
        """Return what stands at a place in pixels, to a thousandth of a degree."""
        lat = self.north - y / self.height * (self.north - self.south)
        return round(lat, 3), round(self.west + x / self.width * (self.east - self.west), 3)


def window_on(points: Sequence[Point], width: int) -> Window:
    """Return the part of the world that holds all points with room about them, so many pixels wide."""
    lats = [p[0] for p in points]
    first, last, low, high = _ends([p[1] for p in points])
    south, north = _spread(min(lats), max(lats), _LEAST_LAT, min(_SOUTH, *lats), max(_NORTH, *lats))
    west, east = _spread(first, last, _LEAST_LON, low, high)
    true = max(0.4, math.cos(math.radians((south + north) / 2)))
    shape = (north - south) / ((east - west) * true)
    if shape < _FLATTEST:
        south, north = _grown(south, north, _FLATTEST / shape, min(_SOUTH, *lats), max(_NORTH, *lats))
    elif shape > _STEEPEST:
        west, east = _grown(west, east, shape / _STEEPEST, low, high)
    height = round(width * (north - south) / ((east - west) * true))
    return Window(west, east, south, north, width, height)


def lines(first: float, last: float, most: int) -> list[float]:
    """Return the degrees at which to draw lines: at most so many, evenly apart."""
    step = next((s for s in _STEPS if (last - first) / s <= most), _STEPS[-1])
    return [step * i for i in range(math.ceil(first / step), math.floor(last / step) + 1)]


def _ends(lons: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the first and last longitude, and between which the map may lie; across 180 where that is much shorter."""
    across = [lon if lon >= 0 else lon + 360 for lon in lons]
    first, last = min(across), max(across)
    if last - first < _MUCH_SMALLER * (max(lons) - min(lons)):
        middle = (first + last) / 2
        return first, last, middle - 180, middle + 180
    return min(lons), max(lons), -180.0, 180.0


def _spread(first: float, last: float, least: float, low: float, high: float) -> tuple[float, float]:
    """Return an extent with room on both sides, no narrower than `least`."""
    room = (last - first) * (1 + 2 * _PAD)
    return _grown(first, last, max(room, least) / max(last - first, 1e-9), low, high)


def _grown(first: float, last: float, times: float, low: float, high: float) -> tuple[float, float]:
    """Return an extent so many times as long about its middle, moved or cut where it would leave the world."""
    length = min(max(last - first, 1e-9) * times, high - low)
    start = min(max((first + last - length) / 2, low), high - length)
    return start, start + length
