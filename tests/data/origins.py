"""Where each number of data/ was met: in the fragment `seen` beside it, or as number_origins.csv says."""

import ast
import math
import operator
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from reading import DATA, Row, by_id, columns, resources, row_id, rows

NOT_FRAGMENTED = {"year", "scale_min", "scale_max"}
CONSTANTS = {Decimal(text) for text in ("1.96", "2", "7", "10", "12", "20", "52", "100", "10000")}
CONVENTIONS = {"same day counts as 0 weeks": Decimal(0)}
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
GERMAN = ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
WORDS = (
    {"zero": 0, "single": 1}
    | {word: value for value, word in enumerate([*ONES, *TEENS], start=1)}
    | {word: 10 * value for value, word in enumerate(TENS, start=2)}
    | {f"{ten}-{one}": 10 * t + o for t, ten in enumerate(TENS, start=2) for o, one in enumerate(ONES, start=1)}
    | {word: value for value, word in enumerate(GERMAN, start=2)}
)
NO_ONE = re.compile(r"\b(no|none|nobody)\b", re.IGNORECASE)
WEEKS = re.compile(r"[^;|]{0,20}\b(?:weeks?|wk)\b[^;|]{0,8}", re.IGNORECASE)
THOUSANDS = re.compile(r"(?<=\d)[,  \N{THIN SPACE}\N{NARROW NO-BREAK SPACE}](?=\d{3}(?!\d))")
NUMBER = re.compile(r"(?<![A-Za-z\d.])(?<![A-Za-z]-)(?:\d+(?:\.\d+)?|\.\d+)")  # not the 36 of SF-36
WORD = re.compile(r"\b(" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
LEVEL = re.compile(r"\b95\s?%\s?(?:CI|KI|C\.I\.|confidence|uncertainty|credible)")
DECIMAL_COMMA = re.compile(r"(?<![\d,.])(\d+),(\d{1,2})(?![\d,])")
WHERE = re.compile(r"(seen)(: |; |$)|(\w+)\.(\w+): |(\w+), row ([\w-]+): ")
NOTE = re.compile(r"\w+\.(?!seen:)\w+: ")
OPERATIONS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg,
}  # fmt: skip


class Cell(NamedTuple):
    """One number of a table as it is written."""

    table: str
    row_id: str
    column: str
    text: str
    whole: bool
    row: Row

    @property
    def size(self) -> Decimal:
        return abs(Decimal(self.text))

    @property
    def converted(self) -> bool:
        """Whether the number is our own conversion of the estimate beside it, to another scale."""
        return self.column == "pain_0_100" and abs(Decimal(self.row["estimate"])) != self.size


def numbers_in(text: str, *, whole: bool = False) -> set[Decimal]:
    """Every number in a text without its sign: in digits, with thousands separators, or as a word."""
    plain = DECIMAL_COMMA.sub(r"\1.\2", THOUSANDS.sub("", LEVEL.sub("", text)))
    found = NUMBER.findall(plain) + [str(WORDS[word.lower()]) for word in WORD.findall(plain)]
    return {Decimal(number) for number in found if not (whole and "." in number)}


def stands_in(cell: Cell, text: str) -> bool:
    """Whether the number of a cell occurs in a text as what it is: a time beside "weeks", a count without decimals.

    "None" is a count of nobody, but no time. Our own conversions stand in no source.
    """
    if cell.converted:
        return False
    if cell.column == "timepoint_weeks":
        return cell.size in numbers_in(" ; ".join(WEEKS.findall(text)))
    if cell.size == 0 and NO_ONE.search(text):
        return True
    return cell.size in numbers_in(text, whole=cell.whole)


def cells(folder: Path = DATA) -> Iterator[Cell]:
    """Every number of every table with fragments: no ids, years or ends of scales."""
    for table, resource in resources(folder).items():
        if "seen" in columns(resource):
            whole = columns(resource, "integer")
            for row in rows(table, folder):
                for column in columns(resource, "number", "integer"):
                    if row[column] and column not in NOT_FRAGMENTED:
                        yield Cell(table, row_id(resource, row), column, row[column], column in whole, row)


def calculate(formula: str) -> float:
    """The value of a formula of + - * / ** sqrt, parentheses and numbers; ValueError for anything else."""
    try:
        return _value(ast.parse(formula.strip(), mode="eval").body)
    except (SyntaxError, ZeroDivisionError) as error:
        raise ValueError(f"{formula!r} cannot be calculated: {error}") from error


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.BinOp(left, kind, right) if type(kind) in OPERATIONS:
            return OPERATIONS[type(kind)](_value(left), _value(right))
        case ast.UnaryOp(kind, operand) if type(kind) in OPERATIONS:
            return OPERATIONS[type(kind)](_value(operand))
        case ast.Call(ast.Name("sqrt"), [argument], []):
            return math.sqrt(_value(argument))
    raise ValueError(f"{ast.unparse(node)!r} is not allowed in a formula")


def rounds_to(value: float, text: str) -> bool:
    """Whether a value, rounded to the decimals of a printed number, is that number."""
    step = 10.0 ** Decimal(text).as_tuple().exponent
    return abs(value - float(text)) <= step / 2 * (1 + 1e-9)


class Origins:
    """The tables of one folder and what number_origins.csv says of them."""

    def __init__(self, folder: Path = DATA) -> None:
        self.cells = {(cell.table, cell.row_id, cell.column): cell for cell in cells(folder)}
        self.origins = {(row["table"], row["row_id"], row["column"]): row for row in rows("number_origins", folder)}
        self.tables = {table: by_id(table, folder) for table in resources(folder)}

    def problems(self) -> list[str]:
        """One sentence for each number that cannot be found, and for each origin that is wrong or not needed."""
        lost = [
            f"{'.'.join(place)} is {cell.text}: not in seen: {cell.row['seen']!r}"
            for place, cell in self.cells.items()
            if place not in self.origins and not stands_in(cell, cell.row["seen"])
        ]
        told = [(place, self.problem(place, origin)) for place, origin in self.origins.items()]
        return sorted(lost + [f"{'.'.join(place)}: {problem}" for place, problem in told if problem])

    def problem(self, place: tuple[str, str, str], origin: Row) -> str:
        """What is wrong with one origin, or nothing."""
        cell = self.cells.get(place)
        if cell is None:
            return "there is no such number"
        if origin["origin_id"] != ".".join(place):
            return f"its id is {origin['origin_id']}"
        if stands_in(cell, cell.row["seen"]):
            return f"not needed: {cell.text} stands in seen: {cell.row['seen']!r}"
        if bool(origin["formula"]) != (origin["origin"] == "derived"):
            return "a formula goes with a derived number, and with no other"
        if origin["origin"] == "fragment not kept":
            return "a fragment, though none was kept" if origin["fragment"] else ""
        return self._told(cell, origin)

    def _told(self, cell: Cell, origin: Row) -> str:
        """What is wrong with an origin that quotes a fragment, or nothing."""
        fragment, convention = origin["fragment"], None
        if origin["origin"] == "convention":
            convention, _, fragment = fragment.partition("; ")
            if CONVENTIONS.get(convention) != Decimal(cell.text):
                return f"no convention makes it {cell.text}: {convention!r}"
        text, problem = self._fragment(cell, fragment)
        if problem or convention:
            return problem
        if origin["origin"] != "derived" and (origin["origin"] == "reader's note") != bool(NOTE.match(fragment)):
            return "a fragment of a source is seen elsewhere, any other column is a reader's note"
        if origin["origin"] == "derived":
            return self._derived(cell, origin["formula"], text)
        return "" if stands_in(cell, text) else f"{cell.text} is not in the fragment {text!r}"

    def _fragment(self, cell: Cell, fragment: str) -> tuple[str, str]:
        """The words quoted, and what is wrong with them: they must stand where the fragment says."""
        where = WHERE.match(fragment)
        if not where:
            return "", f"the fragment does not begin with the place it stands in: {fragment!r}"
        text = fragment[where.end() :]
        source = self._source(cell, where)
        lost = [part for part in re.split(r" \.\.\. |; | \| ", text) if part.strip() not in source]
        return text, f"{lost[0]!r} does not stand there: {source!r}" if lost else ""

    def _source(self, cell: Cell, where: re.Match) -> str:
        """The text of the place that a fragment names: of its own row, its trial, the trial's arms or a named row."""
        seen, sign, table, column, other, other_row = where.groups()
        if seen:
            return cell.row.get("note", "") if sign == "; " else cell.row["seen"]
        if other:
            quoted = self.tables.get(other, {}).get(other_row, {})
            return quoted.get("seen", quoted.get("title", ""))
        if table == cell.table:
            return cell.row.get(column, "")
        same_trial = [row for row in self.tables[table].values() if row.get("study_id") == cell.row.get("study_id")]
        told = "; ".join(row[column] for row in same_trial)
        return f"end of treatment, {told} weeks" if (table, column) == ("trials", "weeks") else told

    def _derived(self, cell: Cell, formula: str, text: str) -> str:
        """What is wrong with a formula, or nothing: its value, and that each of its numbers was met somewhere."""
        try:
            value = calculate(formula)
        except ValueError as error:
            return str(error)
        if not rounds_to(value, cell.text):
            return f"{formula} is {value:.6g}, not {cell.text}"
        known = numbers_in(cell.row["seen"]) | numbers_in(text) | CONSTANTS | self._beside(cell)
        lost = {number for number in numbers_in(formula) if number not in known}
        return f"{formula}: {', '.join(map(str, sorted(lost)))} not met anywhere" if lost else ""

    def _beside(self, cell: Cell) -> set[Decimal]:
        """The other numbers of the row, and those of its trial."""
        study = cell.row.get("study_id")
        trial = self.tables["trials"].get(study, {})
        near = [c for c in self.cells.values() if c.row is cell.row or (study and c.row.get("study_id") == study)]
        of_trial = {Decimal(trial[column]) for column in ("weeks", "n_randomised") if trial.get(column)}
        return {other.size for other in near if other[:3] != cell[:3]} | of_trial
