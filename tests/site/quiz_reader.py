"""A reader who answers the quiz: by the words on the page, never by the ids and letters behind them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def right_texts(item: dict) -> list[str]:
    return [option["text"] for option in item["options"] if option["correct"]]


def wrong_texts(item: dict) -> list[str]:
    return [option["text"] for option in item["options"] if not option["correct"]]


def feedback_of(item: dict, text: str) -> str:
    return next(option["feedback"] for option in item["options"] if option["text"] == text)


def of_kind(questions: dict, kind: str) -> dict:
    """The first question of this kind."""
    return next(item for item in questions.values() if item["kind"] == kind)


class Reader:
    """Answers the quiz found in `place`, a page or a part of one."""

    def __init__(self, place: Page | Locator):
        self.quiz = place.locator("[data-widget=quiz]").first

    def form(self, item: dict) -> Locator:
        return self.quiz.locator("form").filter(has=self.quiz.page.locator("legend", has_text=item["stem"]))

    def input(self, item: dict, text: str) -> Locator:
        """The native control whose label shows `text`."""
        label = self.form(item).locator("label").filter(has=self.quiz.page.get_by_text(text, exact=True))
        return label.locator("input")

    def answer(self, item: dict, texts: list[str]) -> None:
        """Choose exactly these options with the mouse, and check."""
        for option in item["options"]:
            box = self.input(item, option["text"])
            if box.get_attribute("type") == "radio":
                if option["text"] in texts:
                    box.check()
            else:
                box.set_checked(option["text"] in texts)
        self.form(item).get_by_role("button", name="Check").click()

    def status(self, item: dict) -> Locator:
        return self.form(item).locator("[role=status]")

    def result(self, item: dict) -> float:
        return float(self.status(item).locator("[data-field=result]").get_attribute("data-value"))

    def expect_feedback_for(self, item: dict, texts: list[str]) -> None:
        """The live region holds the feedback of exactly these options."""
        for option in item["options"]:
            if option["text"] in texts:
                expect(self.status(item)).to_contain_text(option["feedback"])
            else:
                expect(self.status(item)).not_to_contain_text(option["feedback"])

    def expect_score(self, right: int, of: int) -> None:
        score = self.quiz.locator("[data-field=score]")
        expect(score).to_have_text(re.compile(rf"\b{right} of {of}\b"))
        assert abs(float(score.get_attribute("data-value")) - right / of) < 1e-9
