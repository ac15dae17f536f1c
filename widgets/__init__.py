"""Point by Point: the course's widgets, figures and data loaders.

Direction of dependence: chapters import widgets, widgets read data; never the other way round.
"""

from widgets import figures as _figures
from widgets.icon_array import IconArray
from widgets.point_map import PointMap
from widgets.quiz import Quiz
from widgets.safety_check import SafetyCheck
from widgets.spine_atlas import SpineAtlas
from widgets.stats import pool
from widgets.study_explorer import StudyExplorer
from widgets.trial_simulator import TrialSimulator
from widgets.two_readers import TwoReaders

_figures.use_course_template()

__all__ = [
    "IconArray",
    "PointMap",
    "Quiz",
    "SafetyCheck",
    "SpineAtlas",
    "StudyExplorer",
    "TrialSimulator",
    "TwoReaders",
    "pool",
]
