"""Pictures for the demo content, drawn by the project itself: nobody's photograph, nobody's face.

The same scene, light and seed always give the same picture, and the same true description of it.
"""

import random

from .abstract import CityMap, Network
from .canvas import Canvas
from .graduation_tower import GraduationTower
from .mural import Mural
from .palette import LIGHTS, PALETTES, after_dark
from .playground import Playground
from .scenes_built import NightStreet, School
from .scenes_green import Allotments, ForestEdge, Hills, Park
from .scenes_inside import Library, Workshop
from .scenes_river import Boulevard, Footbridge, Riverside
from .scenes_town import MarketSquare, Skyline, Tenements, TownHall
from .scenes_ways import BusStop, CyclePath, SolarRoofs, Station
from .words import Description

__all__ = ["LIGHTS", "SCENES", "Description", "describe", "draw"]

_SCENES = {
    "skyline": Skyline,
    "market_square": MarketSquare,
    "tenements": Tenements,
    "town_hall": TownHall,
    "mural": Mural,
    "park": Park,
    "allotments": Allotments,
    "playground": Playground,
    "forest_edge": ForestEdge,
    "hills": Hills,
    "riverside": Riverside,
    "footbridge": Footbridge,
    "boulevard": Boulevard,
    "graduation_tower": GraduationTower,
    "bus_stop": BusStop,
    "station": Station,
    "cycle_path": CyclePath,
    "solar_roofs": SolarRoofs,
    "school": School,
    "night_street": NightStreet,
    "library": Library,
    "workshop": Workshop,
    "city_map": CityMap,
    "network": Network,
}
SCENES = frozenset(_SCENES)


def draw(scene, light, seed, size=(1600, 1067)):
    """Draw one picture; only the arguments decide what comes out."""
    palette = _palette_for(scene, light)
    canvas = Canvas(size, palette, random.Random(f"details of {scene} {seed}"))
    _compose(scene, light, seed).paint(canvas)
    return canvas.finished()


def describe(scene, light, seed):
    """Say what `draw` shows for the same arguments."""
    return _compose(scene, light, seed).describe(light)


def _compose(scene, light, seed):
    palette = _palette_for(scene, light)
    return _SCENES[scene].compose(random.Random(f"{scene} {seed}"), palette)


def _palette_for(scene, light):
    if scene not in SCENES:
        raise ValueError(f"There is no scene {scene!r}. Choose one of: {', '.join(sorted(SCENES))}.")
    if light not in LIGHTS:
        raise ValueError(f"There is no light {light!r}. Choose one of: {', '.join(sorted(LIGHTS))}.")
    return after_dark(PALETTES[light]) if scene == "night_street" else PALETTES[light]
