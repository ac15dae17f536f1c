"""The trials of the metafor reference that show the explorer with many trials: a methods example, not back pain."""

from __future__ import annotations

import json

import pandas as pd

from widgets.data.package import DATA

CASE = "lee2004_logRR"
TRIALS = [  # trial, year, people with the point stimulated, people without; from metadat's dat.lee2004
    ("Agarwal 2000", 2000, 100, 100), ("Agarwal 2002", 2002, 50, 50), ("Alkaissi 1999", 1999, 20, 20),
    ("Alkaissi 2002", 2002, 135, 139), ("Allen 1994", 1994, 23, 23), ("Andrzejowski 1996", 1996, 18, 18),
    ("Duggal 1998", 1998, 122, 122), ("Dundee 1986", 1986, 25, 25), ("Ferrera-Love 1996", 1996, 30, 30),
    ("Gieron 1993", 1993, 30, 30), ("Harmon 1999", 1999, 44, 39), ("Harmon 2000", 2000, 47, 47),
    ("Ho 1996", 1996, 30, 30), ("Rusy 2002", 2002, 40, 80), ("Wang 2002", 2002, 50, 88),
    ("Zarate 2001", 2001, 110, 111),
]  # fmt: skip
TITLE = "Not back pain: a methods example (nausea after surgery)"
NOTE = (
    "A methods example: these trials are about nausea after surgery. They say nothing about back or neck pain, and "
    "they are not among this course’s evidence."
)
SOURCE = (
    "Lee and Done 2004, as the data set dat.lee2004 of the R package metadat; data/reference/metafor_reference.json"
)


def nausea() -> pd.DataFrame:
    """Sixteen trials of stimulating the point P6 against nausea after surgery: log risk ratios with their variances.

    Below 0 fewer people with nausea where the point was stimulated. The 95 % interval of the pooled ratio leaves out no
    effect, and the prediction interval does not: a result to learn reading on. Not evidence on back or neck pain.
    """
    reference = json.loads((DATA / "reference/metafor_reference.json").read_text(encoding="utf8"))
    case = reference["cases"][CASE]
    frame = pd.DataFrame(TRIALS, columns=["label", "year", "n_acu", "n_ctl"])
    return frame.assign(
        yi=case["yi"],
        vi=case["vi"],
        measure="rr",
        condition="people who had surgery",
        comparator="no stimulation of that point",
        outcome="nausea",
        window="after the operation",
        source=SOURCE,
    )
