"""The two-voices reader: sentences to be told apart as tradition, as evidence, or as a slide from one to the other."""

from __future__ import annotations

from widgets.data import found_in, row
from widgets.quiz import Quiz

TRADITION, EVIDENCE, SLIDE = "tradition", "evidence", "slide"
VOICES = [
    {"id": TRADITION, "text": "tradition, told as tradition"},
    {"id": EVIDENCE, "text": "evidence, told as evidence"},
    {"id": SLIDE, "text": "a slide: one told as if it were the other"},
]
OBJECTIVE = "Sort sentences into tradition, evidence and slides, and mend a slide."


def _labels() -> list[dict]:
    """Sentences on what is read and what is counted; the share is that of one UK trial."""
    share = row("pattern_shares", "stagnation")
    return [
        _sentence("stab", "In Chinese medicine, a stab in one place is read as stuck blood", TRADITION,
                  "“Is read as” says whose sentence it is. Nothing is claimed about what flows in the body.",
                  "It sounds like a claim about blood. Look at the two words after “place”: they say who is reading."),
        _sentence("share", f"In a UK trial, {share.percent:.0f} of 100 people with low back pain were given the label "
                  "of stuck qi and blood", EVIDENCE,
                  "A count of labels, with the people and the place. It says what practitioners wrote.",
                  "It speaks of qi, and yet it measures something: how often a label was written down."),
        _sentence("so", f"So {share.percent:.0f} of 100 people with low back pain have stuck qi", SLIDE,
                  "The number is from the trial; “have” is not. To be given a label is not to have what it names.",
                  "It has a number, so it sounds like evidence. What was counted: qi, or labels?"),
        _sentence("life-force", "Acupuncture balances a life force called qi", SLIDE,
                  "Doctrine told as plain fact (A2). “Chinese medicine says that …” would mend it.",
                  "It is the tradition's own idea. But does the sentence say so, or does it speak as a fact?"),
        _sentence("heat", "Tradition uses the heat of burning mugwort to set qi flowing again", TRADITION,
                  "“Tradition uses” makes clear who speaks. Whether it helps a back is another question.",
                  "No number, no test, and no claim of one. Whose idea is it, by its own words?"),
    ]  # fmt: skip


def _maps() -> list[dict]:
    """Sentences on lines, layers and organs; the share of points is that of one dissection."""
    (planes,) = found_in("mechanisms", "M15", "key_evidence", r"(\d+)% of acupoints")
    people, _ = found_in("mechanisms", "M20", "key_evidence", r"(\d+) of (\d+) hip/knee arthritis")
    return [
        _sentence("dissection", f"In one study of an arm, {planes} of 100 points lay on sheets of connective tissue",
                  EVIDENCE, "What was looked at, and what was found. It stops there.",
                  "Points come from tradition; where they lie can be looked at. Does the sentence go beyond looking?"),
        _sentence("fascia", "So the ancients had found fascia, and called it meridians", SLIDE,
                  "From where some points lie to what a tradition meant. One arm can't carry that far.",
                  "It begins with “so”. Ask what was seen, and what is added."),
        _sentence("midline", "Chinese medicine tells of a channel that runs up the middle of the back", TRADITION,
                  "A telling, named as one. It does not say that a line has been found there.",
                  "The middle of the back is a real place. Is the channel said to be found, or told of?"),
        _sentence("kidney", "Kidney disease makes weak kidney qi worse", SLIDE,
                  "One word, two meanings: the organ that a test checks, and a group of signs. A1 mixes them, too.",
                  "Which kidney is the first one, and which the second?"),
        _sentence("feeling", f"In {people} people with a sore hip or knee, no link was found between how strong the "
                  "needle feeling was and relief", EVIDENCE,
                  "Who, what was compared, and what came out. It was not about the back.",
                  "The needle feeling is an idea of tradition. Here it was rated by people, and held against relief."),
    ]  # fmt: skip


def _sentence(name: str, text: str, voice: str, feedback: str, if_wrong: str) -> dict:
    return {"id": name, "text": text, "voice": voice, "feedback": feedback, "if_wrong": if_wrong}


def _item(name: str, stem: str, sentences: list[dict], source: list[str], explanation: str) -> dict:
    """A matching item: each sentence with its voice."""
    return {
        "id": name, "kind": "matching", "stem": stem,
        "left": [{"id": one["id"], "text": one["text"]} for one in sentences], "right": VOICES, "keep_order": True,
        "pairs": [{"left": one["id"], "right": one["voice"], "feedback": one["feedback"],
                   "if_wrong": one["if_wrong"]} for one in sentences],
        "explanation": explanation, "hint": "Ask: who says so, and was anything measured?",
        "objective": OBJECTIVE, "difficulty": 2, "chapter": "ideas", "source": source,
    }  # fmt: skip


def reader() -> Quiz:
    """Ten sentences in two lists, each to be sorted into tradition, evidence or slide; answers are kept in the page."""
    return Quiz(
        items=[
            _item("voices-of-labels", "Which voice speaks? First list.", _labels(),
                  ["patterns:P01", "pattern_shares:stagnation", "claims:A2-02", "claims:A1-31"],
                  "A slide needs no lie. Two true halves are enough, if “so” or “is” joins them."),
            _item("voices-of-maps", "Which voice speaks? Second list.", _maps(),
                  ["mechanisms:M15", "claims:A5-15", "claims:A5-17", "glossary:governor-vessel-du-mai", "claims:A1-19",
                   "mechanisms:M20"],
                  "A word of tradition can stand in a sentence of evidence, and the other way round. What counts is "
                  "what the sentence claims."),
        ],
        title="Which voice speaks?",
    )  # fmt: skip
