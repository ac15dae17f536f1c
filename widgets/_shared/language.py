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


def signed(value: float, digits: int = 0) -> str:
    """A number as it is printed: rounded, with a true minus sign, never a minus zero."""
    text = f"{float(f'{value:.12g}'):.{digits}f}"  # 7.4999999999999991 was 7.5 before it was computed with
    return (text if float(text) else text.lstrip("-")).replace("-", "−")


def span(values: tuple[float, float, float], digits: int = 0) -> str:
    """An estimate with both ends of its interval, such as "−5 (−14 to 4)"."""
    middle, low, high = (signed(value, digits) for value in values)
    return f"{middle} ({low} to {high})"
