"""Fonts: open fonts from npm, cut down to the letters and weights that this course uses."""

from __future__ import annotations

import logging
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

logging.getLogger("fontTools").setLevel(logging.ERROR)

# Letters of English, of pinyin with tone marks and of names; signs of ranges and formulas; arrows.
MORE = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙćčńšśžłğışőű‘’“”–—…•′″−×÷±≤≥≈→←↑↓κτμσ✓✗◇\u2009\u202f"
LETTERS = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, MORE)}
SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-{}-wght-"
SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-{}-wght-"
MATH_FONT = "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
# What formulas are made of: plain and italic letters, Greek, operators, accents.
MATH_LETTERS = {*range(0x20, 0x7F), *range(0x391, 0x3CA), *map(ord, "\u0302\u0304¯‾ˆ−×±·√∑∏∫∂∞≈≠≤≥∈∼→…′")}
MATH_LETTERS |= {0x210E, *range(0x1D434, 0x1D468), *range(0x1D6FC, 0x1D715)}
FACES = {  # our name: (the npm package's files, lightest and heaviest weight kept)
    "source-serif": (SERIF + "normal.woff2", (400, 700)),
    "source-serif-italic": (SERIF + "italic.woff2", (400, 600)),
    "source-sans": (SANS + "normal.woff2", (400, 700)),
}


def cut(source: Path, target: Path, letters: set[int], weights: tuple[int, int] | None = None) -> bool:
    """Write `source` with only `letters` and, for a variable font, only `weights`; False if none of them is in it."""
    font = TTFont(source)
    if not letters & set(font.getBestCmap()):
        return False
    options = subset.Options()
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum", "onum", "ssty"]
    options.flavor, options.desubroutinize = "woff2", True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    if weights and "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": weights})
    font.flavor = "woff2"
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
    return True


def make(modules: Path, target: Path) -> None:
    """Write each face as NAME.woff2 (letters of the latin file) and NAME-ext.woff2 (the rest, for pinyin)."""
    for name, (pattern, weights) in FACES.items():
        plain = modules / pattern.format("latin")
        covered = set(TTFont(plain).getBestCmap())
        cut(plain, target / f"{name}.woff2", LETTERS & covered, weights)
        for part, suffix in (("latin-ext", "-ext"), ("greek", "-greek")):
            extra = modules / pattern.format(part)
            if extra.is_file():
                cut(extra, target / f"{name}{suffix}.woff2", LETTERS - covered, weights)
    cut(modules / MATH_FONT, target / "stix-math.woff2", MATH_LETTERS)
