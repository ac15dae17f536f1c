"""A reader who answers the quiz: by the words on the page, never by the ids and letters behind them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

CHOICES = ("single", "multiple")


def words(text: str) -> str:
    """A text of data/ as a reader sees it, without its light Markdown."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)|[*^~]", r"\1", text)


def right_texts(item: dict) -> list[str]:
    return [option["text"] for option in item["options"] if option["correct"]]


def wrong_texts(item: dict) -> list[str]:
    return [option["text"] for option in item["options"] if not option["correct"]]


def feedback_of(item: dict, text: str) -> str:
    return next(option["feedback"] for option in item["options"] if option["text"] == text)


def of_kind(questions: dict, kind: str) -> dict:
    """The first question of this kind."""
    return next(item for item in questions.values() if item["kind"] == kind)


def pairs_of(item: dict) -> list[tuple[str, str]]:
    """The pairs of a matching question, by their texts."""
    left, right = ({entry["id"]: entry["text"] for entry in item[side]} for side in ("left", "right"))
    return [(left[pair["left"]], right[pair["right"]]) for pair in item["pairs"]]


def right_answer(item: dict):
    """The whole right answer: texts, a typed number, right by left, steps in order, or answers of a case's parts."""
    if item["kind"] in CHOICES:
        return right_texts(item)
    if item["kind"] == "numeric":
        return str(item["answer"])
    if item["kind"] == "matching":
        return dict(pairs_of(item))
    if item["kind"] == "ordering":
        return [step["text"] for step in item["steps"]]
    return [right_answer(part) for part in item["questions"]]


def wrong_answer(item: dict):
    """An answer that is worth nothing."""
    if item["kind"] in CHOICES:
        return wrong_texts(item)[:1]
    if item["kind"] == "numeric":
        return str(item["max"])
    if item["kind"] == "matching":
        left, right = zip(*pairs_of(item), strict=True)
        return dict(zip(left, [*right[1:], right[0]], strict=True))
    if item["kind"] == "ordering":
        return right_answer(item)[::-1]
    return [wrong_answer(part) for part in item["questions"]]


def partial_answer(item: dict):
    """An answer that is worth a part, and how much; None where a kind knows no part."""
    right = right_answer(item)
    if item["kind"] == "multiple" and len(right) > 1:
        return right[:1], 1 / len(right)
    if item["kind"] == "matching":
        return dict([*right.items()][:-1]), (len(right) - 1) / len(right)
    if item["kind"] == "ordering":
        return [*right[1:], right[0]], (len(right) - 2) / (len(right) - 1)
    if item["kind"] == "case":
        rest = item["questions"][1:]
        return [right[0], *map(wrong_answer, rest)], 1 / len(right)
    return None


class Reader:
    """Answers the quiz found in `place`, a page or a part of one."""

    def __init__(self, place: Page | Locator):
        self.quiz = place.locator("[data-widget=quiz]").first

    def form(self, item: dict) -> Locator:
        """The form of a question, or of a question of a case."""
        return self.quiz.locator("form").filter(has=self.quiz.page.locator("legend", has_text=words(item["stem"])))

    def case(self, item: dict) -> Locator:
        return self.quiz.locator(".case").filter(has=self.quiz.page.locator("h4", has_text=words(item["stem"])))

    def input(self, item: dict, text: str) -> Locator:
        """The native control whose label shows `text`."""
        label = self.form(item).locator("label").filter(has=self.quiz.page.get_by_text(words(text), exact=True))
        return label.locator("input")

    def put(self, item: dict, response) -> None:
        """Give this answer with the mouse, and do not check it."""
        if item["kind"] in CHOICES:
            for option in item["options"]:
                box = self.input(item, option["text"])  # the whole text: one option may stand in another
                if box.get_attribute("type") == "radio":
                    if option["text"] in response:
                        box.check()
                else:
                    box.set_checked(option["text"] in response)
        elif item["kind"] == "numeric":
            self.form(item).get_by_role("textbox").fill(response)
        elif item["kind"] == "matching":
            for entry in item["left"]:
                choice = words(response.get(entry["text"], "Choose…"))
                self.form(item).get_by_role("combobox", name=words(entry["text"])).select_option(choice)
        else:
            self.order(item, response)

    def shown(self, item: dict) -> list[str]:
        """The steps in the order in which they stand."""
        return self.form(item).locator("li .text").all_text_contents()

    def order(self, item: dict, response: list[str]) -> None:
        """Bring the steps into this order, one press after the other; also into the one they stand in."""
        first = self.shown(item)[0]
        self.form(item).get_by_role("button", name=f"Down: {first}", exact=True).click()
        for place, step in enumerate(map(words, response)):
            while self.shown(item).index(step) > place:
                self.form(item).get_by_role("button", name=f"Up: {step}", exact=True).click()

    def answer(self, item: dict, response) -> None:
        """Give this answer with the mouse, and check it; a case question by question."""
        if item["kind"] == "case":
            for part, own in zip(item["questions"], response, strict=True):
                self.answer(part, own)
            return
        self.put(item, response)
        self.check(item)

    def check(self, item: dict) -> None:
        self.form(item).get_by_role("button", name="Check").click()

    def status(self, item: dict) -> Locator:
        return self.form(item).locator(".feedback[role=status]")

    def result(self, item: dict) -> float:
        """What the page says an answer is worth."""
        if item["kind"] == "case":
            return sum(map(self.result, item["questions"])) / len(item["questions"])
        return float(self.status(item).locator("[data-field=result]").get_attribute("data-value"))

    def expect_feedback_for(self, item: dict, texts: list[str]) -> None:
        """The live region holds the feedback of exactly these options."""
        for option in item["options"]:
            if option["text"] in texts:
                expect(self.status(item)).to_contain_text(words(option["feedback"]))
            else:
                expect(self.status(item)).not_to_contain_text(words(option["feedback"]))

    def expect_score(self, right: int, of: int, points: float | None = None) -> None:
        """So many questions are all right; `points` where some are right in part."""
        score = self.quiz.locator("[data-field=score]")
        expect(score).to_have_text(re.compile(rf"\b{right} of {of}\b"))
        wanted = (right if points is None else points) / of
        assert abs(float(score.get_attribute("data-value")) - wanted) < 1e-9
