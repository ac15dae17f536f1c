"""Writes point_map_points.json: the points as the map's JavaScript gets them, for its tests and its figures.

python tests/widgets/make_point_map_points.py, after a change of data/points.csv or data/point_places.csv.
"""

import json
from pathlib import Path

from widgets.point_map import PointMap

TARGET = Path(__file__).with_name("point_map_points.json")


def text() -> str:
    """The file as it should be: one point a line."""
    found = PointMap()
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found.points)
    return f'{{"aliases": {json.dumps(found.aliases)},\n"points": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf8")
