"""Whatever a hand can do to a table: the loader says where, what it found and what is allowed, or reads it right."""

import math
import re
from itertools import pairwise

import pandas as pd
import pytest
from hand_edits import EDITS, FIELDS, LINES, TABLES, cell, filled, folder_with, places, refusal, with_cell, with_cells
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import DATA, links

from widgets import data

NUMBERS = places(lambda _, field: field["type"] in ("number", "integer"))
WORDS = places(lambda _, field: "enum" in field.get("constraints", {}))
REQUIRED = places(lambda _, field: field.get("constraints", {}).get("required"))
LIMITED = places(lambda _, field: {"minimum", "maximum", "exclusiveMinimum"} & set(field.get("constraints", {})))
PATTERNS = places(lambda _, field: "pattern" in field.get("constraints", {}))
KEYS = [(table, *link) for table in TABLES for link in links(TABLES[table]) if filled(table, link[0])]
RULES = [(table, rule) for table in TABLES for rule in TABLES[table].get("rules", [])]
NO_NUMBERS = [
    "about 5", "5 mm", "n/a", "-", "1.2.3", "NaN", "nan", "inf", "-Infinity", "1e999", "NA", "None", "−5", "1 000",
    "1,000", "0x10", "1_000", "5%", "<1", "--5", "+5", "½", ".5", "5.", "1/2", "=1+1", "#REF!", "５", "٣", "1\u200b",
]  # fmt: skip
"""What people and spreadsheets write where a number should stand."""


def says(message, table, line, column):
    """Whether a message begins with the place of the edit."""
    return message.startswith(f"{table}.csv, row {line + 1}, column {column}: ")


def line_of(draw, table, column):
    """A line with something in the column, or any line."""
    return draw(st.sampled_from(filled(table, column) or range(1, len(LINES[table]))))


@pytest.mark.parametrize("table", TABLES)
def test_an_unbroken_copy_loads(table):
    with folder_with(table, (DATA / f"{table}.csv").read_bytes()):
        assert len(data.load(table)) == len(LINES[table]) - 1


@settings(EDITS, max_examples=6)
@given(st.data(), st.sampled_from(NUMBERS))
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused(text, given_data, place):
    table, column = place
    line = line_of(given_data.draw, table, column)
    message = refusal(table, with_cell(table, line, column, text))
    assert says(message, table, line, column)
    assert repr(text) in message
    assert re.search(r"allowed is (a whole number|a number with a point as decimal mark|a finite number)", message)


@EDITS
@given(st.data(), st.sampled_from(NUMBERS), st.integers(0, 999), st.integers(0, 99))
def test_a_decimal_comma_is_refused_and_the_point_offered(given_data, place, whole, part):
    table, column = place
    line = line_of(given_data.draw, table, column)
    message = refusal(table, with_cell(table, line, column, f"{whole},{part}"))
    assert says(message, table, line, column)
    assert f"found '{whole},{part}'" in message
    assert f"Did you mean {whole}.{part}?" in message


@settings(EDITS, max_examples=120)
@given(st.data(), st.sampled_from(NUMBERS), st.integers(0, 3000), st.sampled_from("0.,-+eE ٣５−\u00a0xO'²;"))
def test_no_number_is_read_as_another(given_data, place, number, slip):
    table, column = place
    line = line_of(given_data.draw, table, column)
    at = given_data.draw(st.integers(0, len(str(number))))
    text = str(number)[:at] + slip + str(number)[at:]
    with folder_with(table, with_cell(table, line, column, text)):
        try:
            value = data.load(table)[column].iloc[line - 1]
        except data.DataError as error:
            assert str(error).startswith(f"{table}.csv, row ")
            return
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text), f"{text!r} was read as {value}"
    assert value == float(text)
    assert math.isfinite(value)


@pytest.mark.parametrize(("table", "column"), places(lambda _, field: field["type"] == "integer"))
@pytest.mark.parametrize("number", [2**53 + 1, 2**63 - 1, 2**63, 2**64, 10**30])
def test_a_large_whole_number_is_read_to_the_unit_or_refused(table, column, number):
    line = filled(table, column)[0]
    with folder_with(table, with_cell(table, line, column, str(number))):
        try:
            assert int(data.load(table)[column].iloc[line - 1]) == number
        except data.DataError as error:
            assert says(str(error), table, line, column) or "which is above" in str(error)


@EDITS
@given(st.data(), st.sampled_from(LIMITED))
def test_a_number_beyond_its_limits_is_refused(given_data, place):
    table, column = place
    line = line_of(given_data.draw, table, column)
    limits = FIELDS[table][column]["constraints"]
    beyond = [limits["minimum"] - 1] if "minimum" in limits else []
    beyond += [limits["maximum"] + 1] if "maximum" in limits else []
    beyond += [limits["exclusiveMinimum"], limits["exclusiveMinimum"] - 3] if "exclusiveMinimum" in limits else []
    number = given_data.draw(st.sampled_from(beyond))
    message = refusal(table, with_cell(table, line, column, str(number)))
    assert says(message, table, line, column)
    assert re.search(rf"found {number}; allowed is (more than )?-?\d+( or more| or less)?\.$", message)


@pytest.mark.parametrize("column", ["sd_acu", "sd_ctl", "n_acu", "n_ctl"])
@pytest.mark.parametrize("text", ["0", "-4"])
def test_people_and_deviations_are_above_zero(column, text):
    line = filled("outcomes", column)[7]
    message = refusal("outcomes", with_cell("outcomes", line, column, text))
    assert message == f"outcomes.csv, row {line + 1}, column {column}: found {text}; allowed is more than 0."


@EDITS
@given(st.data(), st.sampled_from(NUMBERS + WORDS + REQUIRED), st.sampled_from([" ", "\u00a0", "\t"]), st.booleans())
def test_a_space_at_an_end_is_refused(given_data, place, space, leading):
    table, column = place
    line = line_of(given_data.draw, table, column)
    text = space + cell(table, line, column) if leading else cell(table, line, column) + space
    message = refusal(table, with_cell(table, line, column, text))
    assert says(message, table, line, column)
    assert f"found {text!r} with a space at its start or end" in message


def misspelt(draw, word):
    """A word with one slip of the hand."""
    at = draw(st.integers(0, len(word) - 1))
    slips = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + "x" + word[at:]]
    return draw(st.sampled_from(slips + ([word[0].upper() + word[1:]] if word[0].islower() else [])))


@EDITS
@given(st.data(), st.sampled_from([place for place in WORDS if filled(*place)]))
def test_a_word_outside_its_vocabulary_is_refused_and_the_nearest_offered(given_data, place):
    table, column = place
    line = line_of(given_data.draw, table, column)
    word = cell(table, line, column)
    text = misspelt(given_data.draw, word)
    if text.strip() != text or len(word) < 3:
        text = word + "x"
    message = refusal(table, with_cell(table, line, column, text))
    assert says(message, table, line, column)
    assert f"No value called {text!r}. Did you mean {word!r}? Allowed: " in message


@EDITS
@given(st.data(), st.sampled_from(REQUIRED))
def test_an_empty_cell_is_refused_where_a_value_is_required(given_data, place):
    table, column = place
    line = line_of(given_data.draw, table, column)
    message = refusal(table, with_cell(table, line, column, ""))
    assert says(message, table, line, column)
    assert "empty" in message
    assert "required" in message


@EDITS
@given(st.data(), st.sampled_from([place for place in PATTERNS if filled(*place)]), st.sampled_from(["?", "x y", "ö/"]))
def test_a_cell_that_misses_its_pattern_is_refused(given_data, place, text):
    table, column = place
    line = line_of(given_data.draw, table, column)
    message = refusal(table, with_cell(table, line, column, text))
    assert says(message, table, line, column)
    assert f"found {text!r}; allowed is what fits the pattern" in message


@EDITS
@given(st.data(), st.sampled_from(KEYS))
def test_a_dangling_key_is_refused_alone_and_in_a_list(given_data, link):
    table, column, target, there, separator = link
    line = line_of(given_data.draw, table, column)
    keys = cell(table, line, column).split(separator) if separator else [cell(table, line, column)]
    at = given_data.draw(st.integers(0, len(keys) - 1))
    lost = keys[at] + "x"
    content = with_cell(table, line, column, (separator or "").join([*keys[:at], lost, *keys[at + 1 :]]))
    enum = "enum" in FIELDS[table][column].get("constraints", {})
    message = refusal(table, content)
    assert says(message, table, line, column)
    assert f"No {'value' if enum else f'{there} in {target}.csv'} called {lost!r}. Did you mean " in message
    assert "Allowed: " in message


@EDITS
@given(
    st.data(), st.sampled_from([link for link in KEYS if link[4]]), st.sampled_from(["{}; ", "; {}", "{};{}", "{}, {}"])
)
def test_a_list_of_keys_with_another_separator_is_refused(given_data, link, form):
    table, column, *_ = link
    line = line_of(given_data.draw, table, column)
    key = cell(table, line, column).split(link[4])[0]
    message = refusal(table, with_cell(table, line, column, form.format(key, key)))
    assert says(message, table, line, column)


@EDITS
@given(st.data(), st.sampled_from([table for table in TABLES if len(LINES[table]) > 2]))
def test_a_duplicate_id_is_refused(given_data, table):
    key = TABLES[table]["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    first, second = sorted(given_data.draw(st.sets(st.integers(1, len(LINES[table]) - 1), min_size=2, max_size=2)))
    same = {column: cell(table, first, column) for column in columns}
    message = refusal(table, with_cells(table, second, same))
    assert says(message, table, second, "+".join(columns))
    assert f"found {'-'.join(same.values())!r}, which stands in row {first + 1} already" in message


@EDITS
@given(st.data(), st.sampled_from(list(TABLES)))
def test_an_empty_id_is_refused(given_data, table):
    key = TABLES[table]["schema"]["primaryKey"]
    column = key if isinstance(key, str) else given_data.draw(st.sampled_from(key))
    line = given_data.draw(st.integers(1, len(LINES[table]) - 1))
    assert says(refusal(table, with_cell(table, line, column, "")), table, line, column)


@EDITS
@given(st.data(), st.sampled_from(RULES), st.floats(0.5, 50))
def test_numbers_of_a_row_that_contradict_each_other_are_refused(given_data, place, step):
    table, rule = place
    order = [rule[part] for part in ("low", "value", "high") if part in rule]
    whole = [line for line in range(1, len(LINES[table])) if all(cell(table, line, column) for column in order)]
    line = given_data.draw(st.sampled_from(whole))
    smaller, larger = given_data.draw(st.sampled_from([*pairwise(order), (order[0], order[-1])]))
    raised = float(cell(table, line, larger)) + math.ceil(step)
    message = refusal(table, with_cell(table, line, smaller, f"{raised:.0f}"))
    assert re.match(rf"{table}\.csv, row {line + 1}, column ({'|'.join(order)}): found ", message)
    assert re.search(r"which is above \w+ |allowed is -?\d+ or less", message)


@pytest.mark.parametrize(
    ("table", "rule"),
    [(table, rule) for table, rule in RULES if "value" in rule and (table, rule["value"]) not in REQUIRED],
)
def test_an_interval_upside_down_is_refused_without_its_estimate_too(table, rule):
    low, value, high = rule["low"], rule["value"], rule["high"]
    line = next(n for n in filled(table, high) if cell(table, n, low))
    below = float(cell(table, line, low)) - 0.01
    message = refusal(table, with_cells(table, line, {value: "", high: f"{below:.3f}"}))
    assert says(message, table, line, low) or says(message, table, line, high)
    assert re.search(rf"which is above {high} |allowed is -?\d+ or more", message)


def test_more_events_than_people_are_refused():
    line = next(n for n in filled("outcomes", "events_acu") if cell("outcomes", n, "n_acu"))
    people = int(cell("outcomes", line, "n_acu"))
    message = refusal("outcomes", with_cell("outcomes", line, "events_acu", str(people + 1)))
    assert message == (
        f"outcomes.csv, row {line + 1}, column events_acu: found {people + 1}, "
        f"which is above n_acu {people}; allowed is at most that."
    )


@pytest.mark.parametrize("text", ["NA", "NaN", "nan", "null", "None", "-", "TRUE", "1e5", "0012", "=1+1"])
def test_text_stays_as_it_was_written(text):
    with folder_with("patterns", with_cell("patterns", 3, "story", text)):
        assert data.load("patterns").story[2] == text


def test_an_empty_number_is_missing_and_not_zero():
    line = filled("outcomes", "n_acu")[0]
    with folder_with("outcomes", with_cells("outcomes", line, {"n_acu": "", "mean_acu": "", "events_acu": ""})):
        row = data.load("outcomes").iloc[line - 1]
    assert pd.isna(row.n_acu)
    assert pd.isna(row.mean_acu)
    assert pd.isna(row.events_acu)
