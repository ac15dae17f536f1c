"""Text on its way to a page: Chinese characters marked as Chinese, numbers in print form."""

from __future__ import annotations

import re

HAN = re.compile(r"[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff（）]*")


def mark_chinese(html: str) -> str:
    """`html` (escaped text) with each run of Chinese characters in a <span lang="zh">."""
    return HAN.sub(lambda found: f'<span lang="zh">{found[0]}</span>', html)


def in_print(text: str) -> str:
    """`text` with en dashes in ranges of numbers and a thin space before the percent sign."""
    text = re.sub(r"(?<=\d)-(?=\d)", "–", text)
    return re.sub(r"(?<=\d) ?%", "\u2009%", text)
