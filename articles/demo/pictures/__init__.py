"""Drawn illustrations for the demo articles: `draw` and the table of `SCENES`."""

from collections.abc import Callable
from random import Random

from PIL import Image, ImageOps

from . import (
    scenes_inside,
    scenes_land,
    scenes_service,
    scenes_sport,
    scenes_street,
    scenes_village,
    scenes_water,
)
from .canvas import Canvas
from .palette import LIGHT, MOODS, WARM

SCENES: dict[str, Callable[[Canvas], None]] = {
    "bicycles": scenes_sport.bicycles,
    "boat": scenes_water.boat,
    "bus": scenes_service.bus,
    "clinic": scenes_village.clinic,
    "fire_drill": scenes_street.fire_drill,
    "football": scenes_sport.football,
    "kitchen": scenes_inside.kitchen,
    "lanterns": scenes_street.lanterns,
    "library": scenes_inside.library,
    "market": scenes_village.market,
    "mountain_road": scenes_land.mountain_road,
    "night_town": scenes_street.night_town,
    "orchard": scenes_land.orchard,
    "rain": scenes_street.rain,
    "recycling": scenes_service.recycling,
    "rice_field": scenes_land.rice_field,
    "river_bridge": scenes_water.river_bridge,
    "school_yard": scenes_village.school_yard,
    "service_desk": scenes_service.service_desk,
    "stage": scenes_inside.stage,
    "swimming": scenes_water.swimming,
    "tea_hill": scenes_land.tea_hill,
    "tree_planting": scenes_land.tree_planting,
    "village_gate": scenes_village.village_gate,
    "water_tap": scenes_water.water_tap,
    "weaving": scenes_inside.weaving,
}
_GREEN = ("morning", "day", "mist")
_MOODS_OF: dict[str, tuple[str, ...]] = {
    "boat": WARM,
    "bus": WARM,
    "football": _GREEN,
    "kitchen": (*LIGHT, "coral"),
    "lanterns": ("night", "dusk"),
    "library": (*LIGHT, "coral"),
    "mountain_road": (*_GREEN, "dusk"),
    "night_town": ("night", "dusk"),
    "rain": ("rainy",),
    "river_bridge": WARM,
    "stage": ("dusk", "night", "coral"),
    "tea_hill": _GREEN,
    "tree_planting": _GREEN,
    "village_gate": WARM,
    "weaving": (*LIGHT, "coral"),
}


def draw(scene: str, seed: int, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """Return the picture of a scene: always the same for the same scene and seed.

    Another seed changes colours, time of day, positions and people. A shape other than
    8:5 is cropped at the centre. Raises KeyError for a scene not in `SCENES`.
    """
    painter = SCENES[scene]
    rng = Random(f"{scene}:{seed}")  # noqa: S311  a drawing, the same each time; it guards nothing
    moods = _MOODS_OF.get(scene, LIGHT)
    canvas = Canvas(rng, MOODS[rng.choice(moods)])
    painter(canvas)
    image = canvas.finish(size)
    return ImageOps.mirror(image) if rng.random() < 0.5 else image
