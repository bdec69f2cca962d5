"""Maps without a tile service: an outline of the world, the projection that draws it, and where the labels go.

Pure: nothing here knows Django. Refuses frontiers, and any accuracy finer than the coarse outline has.
"""

from articles.maps.drawing import Circle, Drawing, Label, Spot, draw
from articles.maps.outline import Ring, outline
from articles.maps.projection import equal_earth
from articles.maps.regions import REGIONS, Region, smallest_holding

__all__ = [
    "REGIONS",
    "Circle",
    "Drawing",
    "Label",
    "Region",
    "Ring",
    "Spot",
    "draw",
    "equal_earth",
    "outline",
    "smallest_holding",
]
