"""TrialSimulator: a made-up trial whose truth is known, run once with every person drawn, and a thousand times."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import traitlets

from widgets._shared.base import CourseWidget
from widgets.trial_simulator import settings as rules
from widgets.trial_simulator.compare import COMPARISONS, compare, name_of, put_in, summarise, works
from widgets.trial_simulator.many import run_many, sum_up, verdicts
from widgets.trial_simulator.presets import PRESETS, presets, unknown_preset
from widgets.trial_simulator.static import static_simulator
from widgets.trial_simulator.theory import long_run
from widgets.trial_simulator.trial import ARMS, Arm, draw

SETTINGS = [*rules.NAMES, "scale_max", "seed"]
MOST_TRIALS = 5_000


class TrialSimulator(CourseWidget, folder=Path(__file__).parent):
    """A trial of needle, sham and usual care with a truth that is put in: who joins, and what helps by how much.

    >>> simulator = TrialSimulator(preset="gerac", seed=7)
    >>> simulator = TrialSimulator(preset="null-needle", people=60, entry=50, guessed=30)
    >>> simulator.arms  # one row an arm: people, means in points, responders as a share
    >>> simulator.result  # one row a comparison: difference, interval, p
    >>> simulator.dots  # one row a person
    >>> simulator.run(1000)  # one row a trial and comparison
    >>> simulator.summary(1000), simulator.verdicts(1000)  # how often each comparison says "works"
    >>> simulator.long_run  # what endlessly many people would show, worked out without chance

    Points are those of a scale from 0 (none) to `scale_max` (worst). Effects are points taken off, so above 0 helps;
    differences are the first arm minus the second, so below 0 favours the first. A preset gives all settings, and
    keywords change some of them. The same seed and trial number give the same people, here and in the page.

    Raises TypeError for an unknown keyword; TraitError for a value out of its limits, or an entry level that nearly
    nobody reaches.
    """

    _made = False
    preset = traitlets.Unicode(help="where the settings began; setting it sets them all").tag(sync=True)
    title = traitlets.Unicode("A trial whose truth we know", help="the heading").tag(sync=True)
    people = traitlets.Int(help="people in each of the three arms, 10 to 500").tag(sync=True)
    baseline_mean = traitlets.Float(help="mean usual level of all who might join, in points").tag(sync=True)
    baseline_sd = traitlets.Float(help="SD of usual levels between people, in points").tag(sync=True)
    within_sd = traitlets.Float(help="SD from day to day within a person, in points").tag(sync=True)
    entry = traitlets.Float(help="who has less on the day of entry may not join, in points; 0: all may").tag(sync=True)
    natural = traitlets.Float(help="points taken off in every arm; above 0 helps").tag(sync=True)
    expectation = traitlets.Float(help="points taken off by being treated, needle or sham").tag(sync=True)
    specific = traitlets.Float(help="points taken off by the needle alone; above 0 helps").tag(sync=True)
    guessed = traitlets.Float(help="of 100 in the sham arm, how many see through it and lose `expectation`").tag(
        sync=True
    )
    dropout = traitlets.Float(help="of 100 in each arm, how many are lost by chance before the end").tag(sync=True)
    responder = traitlets.Float(help="how much lower than the start counts as response, in % of the start").tag(
        sync=True
    )
    scale_max = traitlets.Float(100, help="the worst value of the scale, 1 to 1000; the best is 0").tag(sync=True)
    measure = traitlets.Unicode("pain", help="what the scale measures; more is worse").tag(sync=True)
    comparator = traitlets.Enum(rules.COMPARATORS, help="what the third arm gets").tag(sync=True)
    seed = traitlets.Int(1, min=0, max=2**31 - 1, help="which luck; the same number gives the same people").tag(
        sync=True
    )
    trial = traitlets.Int(1, min=1, max=1_000_000, help="which trial of this seed is drawn").tag(sync=True)
    trials = traitlets.Int(1000, min=100, max=MOST_TRIALS, help="how many the button runs").tag(sync=True)
    ran = traitlets.Bool(False, help="whether those many trials are shown").tag(sync=True)
    presets = traitlets.Dict(help="the presets, by name; read-only").tag(sync=True)
    fields = traitlets.List(traitlets.Dict(), help="what each setting is called and may be; read-only").tag(sync=True)

    def __init__(self, *, preset: str = "gerac", **kwargs):
        if preset not in PRESETS:
            raise traitlets.TraitError(unknown_preset(preset))
        known = presets()
        chosen = _begin(known[preset])
        super().__init__(presets=known, fields=rules.FIELDS, preset=preset, **(chosen | kwargs))
        self._made = True

    @traitlets.validate(*rules.NAMES)
    def _allowed(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        try:
            rules.check(name, value, self.scale_max)
            rules.check_together({**{one: getattr(self, one) for one in rules.NAMES}, name: value})
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None
        return value

    @traitlets.validate("scale_max")
    def _scale(self, proposal):
        try:
            for name in rules.NAMES:
                rules.check(name, getattr(self, name), proposal["value"])
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None
        return proposal["value"]

    @traitlets.validate("preset")
    def _known_preset(self, proposal):
        if proposal["value"] not in PRESETS:
            raise traitlets.TraitError(unknown_preset(proposal["value"]))
        return proposal["value"]

    @traitlets.validate("presets", "fields")
    def _only_once(self, proposal):
        if self._made and proposal["value"] != getattr(self, proposal["trait"].name):
            raise traitlets.TraitError(f"{proposal['trait'].name} can't be set after creation.")
        return proposal["value"]

    @traitlets.observe("preset")
    def _apply(self, change):
        if self._made:
            with self.hold_trait_notifications():
                for name, value in _begin(self.presets[change["new"]]).items():
                    setattr(self, name, value)

    @property
    def settings(self) -> dict:
        """All that a trial follows from, by name."""
        return {name: getattr(self, name) for name in SETTINGS}

    @property
    def arms(self) -> pd.DataFrame:
        """One row an arm of the trial drawn: means and SD in points (change below 0: better), responders as a share."""
        rows = []
        for arm, people in self._people().items():
            found = summarise(people)
            rows.append({
                "arm": arm, "people": found.people, "stayed": int(found.stayed[0]), "mean_start": found.mean_start[0],
                "mean_end": found.mean_end[0], "mean_change": found.mean_change[0], "sd_change": found.sd_change[0],
                "responders": found.responders[0],
            })  # fmt: skip
        return pd.DataFrame(rows).set_index("arm")

    @property
    def result(self) -> pd.DataFrame:
        """One row a comparison of the trial drawn, in points, first arm minus second: below 0 favours the first.

        `put_in` is the difference that the settings make, before the ends of the scale cut it; `difference`, `low`,
        `high` (95 % interval) and `p` are Welch's on the changes; `says_works` is p < 0.05 and below 0.
        """
        arms = {arm: summarise(people) for arm, people in self._people().items()}
        rows = []
        for pair in COMPARISONS:
            found = compare(arms[pair[0]], arms[pair[1]])
            numbers = {name: getattr(found, name)[0] for name in ("difference", "low", "high", "p")}
            rows.append({"comparison": name_of(pair), "put_in": put_in(self.settings, pair)} | numbers
                        | {"says_works": bool(works(found)[0])})  # fmt: skip
        return pd.DataFrame(rows).set_index("comparison")

    @property
    def dots(self) -> pd.DataFrame:
        """One row a person of the trial drawn: arm, start and end in points, stayed, responder.

        `end` is missing for who dropped out, as it is for whoever runs a trial.
        """
        parts = [
            pd.DataFrame({"arm": arm, "start": one.start[0], "end": one.end[0], "stayed": one.stays[0],
                          "responder": one.responds[0]})
            for arm, one in self._people().items()
        ]  # fmt: skip
        frame = pd.concat(parts, ignore_index=True)
        return frame.assign(end=frame["end"].where(frame["stayed"]))

    def run(self, trials: int | None = None) -> pd.DataFrame:
        """Trials 1 to `trials` (else the trait `trials`), one row a trial and comparison, as in `result`."""
        found = run_many(self.settings, self._count(trials))
        parts = [
            pd.DataFrame({"trial": range(1, len(one.p) + 1), "comparison": name, "difference": one.difference,
                          "low": one.low, "high": one.high, "p": one.p, "says_works": works(one)})
            for name, one in found.items()
        ]  # fmt: skip
        return pd.concat(parts, ignore_index=True)

    def summary(self, trials: int | None = None) -> pd.DataFrame:
        """Many trials, one row a comparison: mean and SD of estimates in points, and shares of all trials.

        `works` is the share with p < 0.05 and the first arm better: the power, where the truth is an effect, and the
        share of false alarms, where it is none. `significant` counts both directions. `mean_works` is the mean
        estimate of those alone that say "works".
        """
        found = run_many(self.settings, self._count(trials))
        rows = [{"comparison": name, "put_in": put_in(self.settings, pair), **sum_up(found[name]).__dict__}
                for pair in COMPARISONS for name in [name_of(pair)]]  # fmt: skip
        return pd.DataFrame(rows).set_index("comparison")

    def verdicts(self, trials: int | None = None) -> pd.Series:
        """How often, of many trials, the needle "works" against usual care, against sham, both, neither: shares."""
        return pd.Series(verdicts(run_many(self.settings, self._count(trials))), name="share of trials")

    @property
    def long_run(self) -> pd.DataFrame:
        """What endlessly many people would show, one row an arm, in points; without random numbers."""
        known = {arm: long_run(self.settings, arm) for arm in ARMS}
        rows = [{"arm": arm, "mean_start": one.mean_start, "mean_end": one.mean_end, "mean_change": one.mean_change,
                 "responders": one.responders} for arm, one in known.items()]  # fmt: skip
        return pd.DataFrame(rows).set_index("arm")

    def _people(self) -> dict[str, Arm]:
        return {arm: draw(self.settings, arm, range(self.trial, self.trial + 1)) for arm in ARMS}

    def _count(self, trials: int | None) -> int:
        count = self.trials if trials is None else trials
        if type(count) is not int or not 1 <= count <= 100_000:
            raise ValueError(f"TrialSimulator: trials is {count!r}, allowed is a whole number from 1 to 100,000.")
        return count

    def __repr__(self) -> str:
        return f"TrialSimulator from {self.preset!r}: trial {self.trial} of seed {self.seed}, {self.people} an arm"

    def static_html(self) -> str:
        """The trial drawn, many trials, and their tables, computed now."""
        more = {"trial": self.trial, "measure": self.measure, "comparator": self.comparator}
        return static_simulator(self.title, self.settings | more, self.presets[self.preset], self.trials)


def _begin(preset: dict) -> dict:
    """The traits that a preset sets."""
    return {**preset["settings"], "measure": preset["measure"], "comparator": preset["comparator"]}
