"""The box "What the articles say": claims of popular articles, each judged, each tied to a sentence of a chapter."""

from __future__ import annotations

from widgets._shared.html import Html, as_text
from widgets.data import row

LONGEST_BOX = 15


def claims(ids: str, folded: str = "") -> Html:
    """Rows of claims.csv, by their ids with blanks between: the claim in our words, verdict, reason, source and a link.

    The link leads to the sentence of the chapter marked `id="claim-…"`, with the claim's id in small letters.
    With `folded`, a few words, the box waits under these words until they are opened: for a chapter that has told all.
    Raises ValueError for an id that claims.csv does not have, and for none or more than 15.
    """
    wanted = ids.split()
    if not 0 < len(wanted) <= LONGEST_BOX:
        raise ValueError(f"claims() takes 1 to {LONGEST_BOX} ids, such as 'A1-12 A1-13'; found {len(wanted)}.")
    lines = [_line(row("claims", claim_id)) for claim_id in wanted]
    box = f'<ul class="claims">{"".join(lines)}</ul>'
    if folded:
        box = f'<details class="pbp-behind"><summary>{as_text(folded)}</summary>{box}</details>'
    return Html(box, f"{len(lines)} claims of the articles: {ids}")


def _line(claim) -> str:
    source = f" Source: {as_text(claim.source_as_printed)}." if claim.source_as_printed else " No source in our files."
    return (
        f'<li data-claim="{claim.claim_id}"><p><b>{claim.claim_id}.</b> {as_text(claim.claim_in_own_words)}.</p>'
        f"<p><strong>{as_text(claim.verdict.capitalize())}.</strong> {as_text(claim.why_in_own_words)}{source} "
        f'<a href="#claim-{claim.claim_id.lower()}">Where this chapter takes up {claim.claim_id}</a></p></li>'
    )
