"""The box of claims: the rows asked for, in order, as text, each with a link to its sentence."""

import csv
import re
from html import escape

import pytest

from widgets.claims import claims


def test_each_claim_stands_with_its_verdict_reason_and_link(root):
    with (root / "data/claims.csv").open(encoding="utf8", newline="") as file:
        rows = {row["claim_id"]: row for row in csv.DictReader(file)}
    html = claims("A2-29 A1-12")._repr_html_()
    assert re.findall(r'data-claim="([^"]+)"', html) == ["A2-29", "A1-12"]
    assert re.findall(r'href="#([^"]+)"', html) == ["claim-a2-29", "claim-a1-12"]
    assert escape(rows["A2-29"]["claim_in_own_words"]) in html
    assert escape(rows["A2-29"]["why_in_own_words"]) in html
    assert rows["A2-29"]["verdict"].capitalize() in html


def test_a_folded_box_says_what_waits():
    html = claims("A2-29", folded="One claim & why")._repr_html_()
    assert html.startswith('<details class="pbp-behind"><summary>One claim &amp; why</summary><ul class="claims">')


def test_a_claim_that_is_not_there_is_refused_by_name():
    with pytest.raises(ValueError, match="A9-99"):
        claims("A9-99")


@pytest.mark.parametrize("ids", ["", " ".join(["A1-12"] * 16)])
def test_none_or_too_many_are_refused(ids):
    with pytest.raises(ValueError, match="1 to 15"):
        claims(ids)
