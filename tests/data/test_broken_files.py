"""A file that lost a column, a cell, a quote or its encoding is refused, and the message says where and what."""

import re

import pytest
from hand_edits import EDITS, LINES, TABLES, refusal, written
from hypothesis import given
from hypothesis import strategies as st
from reading import DATA

TABLE = st.sampled_from(list(TABLES))


@EDITS
@given(st.data(), TABLE)
def test_a_missing_column_is_refused(given_data, table):
    at = given_data.draw(st.integers(0, len(LINES[table][0]) - 1))
    message = refusal(table, written([cells[:at] + cells[at + 1 :] for cells in LINES[table]]))
    assert f", header: the column {LINES[table][0][at]!r} is missing; found " in message


@EDITS
@given(st.data(), TABLE)
def test_a_column_nobody_knows_is_refused_and_the_nearest_offered(given_data, table):
    at = given_data.draw(st.integers(0, len(LINES[table][0]) - 1))
    name = LINES[table][0][at]
    lines = [[*LINES[table][0][:at], name + "x", *LINES[table][0][at + 1 :]], *LINES[table][1:]]
    message = refusal(table, written(lines))
    assert f", header: No column called {name + 'x'!r}. Did you mean {name!r}? Allowed: " in message


@EDITS
@given(st.data(), TABLE)
def test_columns_in_another_order_are_refused(given_data, table):
    one, other = given_data.draw(st.permutations(range(len(LINES[table][0]))))[:2]
    lines = [cells.copy() for cells in LINES[table]]
    for cells in lines:
        cells[one], cells[other] = cells[other], cells[one]
    assert ", header: the columns stand in another order; allowed is " in refusal(table, written(lines))


@EDITS
@given(st.data(), TABLE)
def test_a_column_that_stands_twice_is_refused(given_data, table):
    name = given_data.draw(st.sampled_from(LINES[table][0]))
    at = LINES[table][0].index(name)
    message = refusal(table, written([[*cells, cells[at]] for cells in LINES[table]]))
    assert f", header: the column {name!r} stands 2 times, allowed is once." in message


@EDITS
@given(st.data(), TABLE, st.booleans())
def test_a_row_with_a_cell_too_many_or_too_few_is_refused(given_data, table, more):
    line = given_data.draw(st.integers(1, len(LINES[table]) - 1))
    lines = LINES[table].copy()
    lines[line] = [*lines[line], "5"] if more else lines[line][:-1]
    message = refusal(table, written(lines))
    assert message.startswith(f"{table}.csv, row {line + 1}: found {len(lines[line])} cells, allowed are ")


@EDITS
@given(st.data(), TABLE)
def test_an_unclosed_quote_is_refused(given_data, table):
    line = given_data.draw(st.integers(1, len(LINES[table]) - 1))
    at = given_data.draw(st.integers(0, len(LINES[table][0]) - 1))
    rows = [written([cells]) for cells in LINES[table]]
    parts = [written([[text]]).removesuffix("\n") if text else "" for text in LINES[table][line]]
    rows[line] = ",".join([*parts[:at], '"' + parts[at].strip('"'), *parts[at + 1 :]]) + "\n"
    message = refusal(table, "".join(rows))
    assert message.startswith(f"{table}.csv, row {line + 1}: ")
    assert re.search(r"not readable as CSV: .*quotes closed|found \d+ cells, allowed are", message)


@EDITS
@given(st.data(), TABLE)
def test_a_blank_line_is_refused(given_data, table):
    line = given_data.draw(st.integers(1, len(LINES[table]) - 1))
    rows = [written([cells]) for cells in LINES[table]]
    message = refusal(table, "".join([*rows[:line], "\n", *rows[line:]]))
    assert message.startswith(f"{table}.csv, row {line + 1}: found 0 cells")


FILES = [
    (lambda raw: b"", "the file is empty; a header and at least one row are needed"),
    (lambda raw: b" \n\n", "the file is empty; a header and at least one row are needed"),
    (lambda raw: raw[: raw.index(b"\n") + 1], "a header and at least one row are needed, found 1 lines"),
    (lambda raw: b"\xef\xbb\xbf" + raw, "found a byte order mark at the start; allowed is UTF-8 without one"),
    (lambda raw: raw.decode().encode("utf-16"), "found a byte order mark at the start"),
    (lambda raw: raw.replace(b"\n", b"\r\n"), "line 1: found a Windows line end"),
    (lambda raw: raw[:-1] + b"\r\n", "found a Windows line end"),
    (lambda raw: raw.replace(b"\n", b"\r"), "line 1: found a Windows line end"),
    (lambda raw: raw + "Übung\n".encode("latin-1"), "found the byte 0xdc, which is not UTF-8; save it as UTF-8"),
    (lambda raw: raw + "针灸\n".encode("gb18030"), "which is not UTF-8"),
    (lambda raw: raw + b"\x00\n", "found a zero byte"),
    (lambda raw: raw.replace(b",", b";"), "header: No column called"),
    (lambda raw: raw.replace(b",", b"\t"), "header: No column called"),
]  # fmt: skip


@pytest.mark.parametrize("table", ["outcomes", "patterns", "imaging_by_age", "time_windows"])
@pytest.mark.parametrize(("edit", "said"), FILES)
def test_a_file_saved_in_another_way_is_refused(table, edit, said):
    assert said in refusal(table, edit((DATA / f"{table}.csv").read_bytes()))


def test_a_wrong_byte_is_found_in_its_line():
    lines = (DATA / "outcomes.csv").read_bytes().split(b"\n")
    lines[5] = lines[5].replace(b"u", b"\xfc", 1)
    message = refusal("outcomes", b"\n".join(lines))
    assert message.startswith("outcomes.csv, line 6: found the byte 0xfc, which is not UTF-8")
