"""What the addresses name: things of the home and of the away government. Add here what a new page needs."""

from tests.access.expectations import Scene
from tests.cast import Cast


def build_scene(cast: Cast) -> Scene:
    """The cast with its things."""
    return Scene(cast, things={})
