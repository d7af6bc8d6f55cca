"""The public log: what it takes to be checked from its lines alone."""

import dataclasses
import hashlib
import json
import random
from collections.abc import Callable

import pytest

from portal.domain.audit import FIRST, Head, Kind, LogLine, check_log, parse_head
from portal.domain.audit.chain import parse_line

TAMPERINGS = 5000
LENGTH = 40


def make_log(length: int = LENGTH, seed: int = 1) -> list[LogLine]:
    """A log of public and other entries."""
    chance, log, previous = random.Random(seed), [], FIRST  # noqa: S311
    for seq in range(1, length + 1):
        line = make_line(seq, previous, chance)
        log.append(line)
        previous = line.hash
    return log


def make_line(seq: int, previous: str, chance: random.Random) -> LogLine:
    at = f"2026-10-{chance.randint(10, 28)}T02:00:00.{seq:06}Z"
    if chance.random() < 0.5:
        told = ("release.published", f"trà-câu-r{seq}", "approver", {"kind": "update", "files": {"a-1.0.0.csv": "f"}})
        return sealed(LogLine(seq, at, *told, None, previous, ""))
    return sealed(LogLine(seq, at, None, None, None, None, chance.randbytes(32).hex(), previous, ""))


def sealed(line: LogLine) -> LogLine:
    return dataclasses.replace(line, hash=line.rehash())


def lines_of(log: list[LogLine]) -> list[bytes]:
    return [line.to_bytes() for line in log]


def finding_of(lines: list[bytes], **heads: object):
    return check_log(lambda: lines, **heads).finding


LOG = make_log()
LINES = lines_of(LOG)
HEAD = Head(LENGTH, LOG[-1].hash)


def test_a_whole_log_fits_and_gives_its_head():
    checked = check_log(lambda: LINES)
    assert (checked.entries, checked.head, checked.finding) == (LENGTH, HEAD, None)
    assert check_log(lambda: []).finding is None


Tampered = tuple[list[bytes], int, set[Kind]]


def change_a_field(chance: random.Random) -> Tampered:
    """Another value in one field of one entry, its hash left as it was."""
    place = chance.randrange(LENGTH)
    parts = vars(LOG[place]).copy()
    name = chance.choice(sorted(parts))
    parts[name] = other_than(parts[name], chance)
    content = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return [*LINES[:place], content, *LINES[place + 1 :]], place + 1, {Kind.ALTERED}


def other_than(value: object, chance: random.Random) -> object:
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 100])
    if isinstance(value, dict):
        return value | {"kind": chance.choice(["correction", "retraction", None])}
    if value is None:
        return chance.choice(["officer", "0" * 64])
    text = str(value)
    place = chance.randrange(len(text))
    return text[:place] + chance.choice([c for c in "0123456789abcdef" if c != text[place]]) + text[place + 1 :]


def change_a_byte(chance: random.Random) -> Tampered:
    place = chance.randrange(LENGTH)
    content = bytearray(LINES[place])
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return [*LINES[:place], bytes(content), *LINES[place + 1 :]], place + 1, {Kind.ALTERED}


def drop_some(chance: random.Random) -> Tampered:
    """One entry or several in a row, but for the last, which nothing follows."""
    place = chance.randrange(LENGTH - 1)
    count = chance.randint(1, min(5, LENGTH - 1 - place))
    return LINES[:place] + LINES[place + count :], place + 1, {Kind.MISSING}


def swap_two(chance: random.Random) -> Tampered:
    first, second = sorted(chance.sample(range(LENGTH), 2))
    lines = LINES.copy()
    lines[first], lines[second] = lines[second], lines[first]
    return lines, first + 1, {Kind.REORDERED}


def repeat_one(chance: random.Random) -> Tampered:
    place, again = chance.randrange(LENGTH), chance.randrange(LENGTH + 1)
    return [*LINES[:again], LINES[place], *LINES[again:]], place + 1, {Kind.REPEATED}


def cut_a_line(chance: random.Random) -> Tampered:
    place = chance.randrange(LENGTH)
    return [*LINES[:place], LINES[place][: chance.randrange(len(LINES[place]))]], place + 1, {Kind.ALTERED}


def put_in_nonsense(chance: random.Random) -> Tampered:
    place = chance.randrange(LENGTH)
    nonsense = chance.choice([b"", b"null", b"[]", b"{}", b"\xff", b"[" * 5000, b"9" * 5000, LINES[place] + b" "])
    return [*LINES[:place], nonsense, *LINES[place:]], place + 1, {Kind.ALTERED}


def rewrite_one(chance: random.Random) -> Tampered:
    """An entry changed and hashed anew, as are none after it. Of the last entry only a head that was kept can tell."""
    place = chance.randrange(LENGTH - 1)
    line = sealed(dataclasses.replace(LOG[place], at="2026-10-09T00:00:00.000000Z"))
    return [*LINES[:place], line.to_bytes(), *LINES[place + 1 :]], place + 1, {Kind.REWRITTEN}


def rechain_one(chance: random.Random) -> Tampered:
    """An entry that was chained anew, after a hash that no entry has."""
    place = chance.randrange(LENGTH - 1)
    line = sealed(dataclasses.replace(LOG[place], previous=chance.randbytes(32).hex()))
    return [*LINES[:place], line.to_bytes(), *LINES[place + 1 :]], place + 1, {Kind.REWRITTEN}


WAYS: list[Callable[[random.Random], Tampered]] = [
    change_a_field,
    change_a_byte,
    drop_some,
    swap_two,
    repeat_one,
    cut_a_line,
    put_in_nonsense,
    rewrite_one,
    rechain_one,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_tampering_is_found_and_the_right_entry_is_named(way):
    chance = random.Random(way.__name__)  # noqa: S311
    for _ in range(TAMPERINGS // len(WAYS) + 1):
        lines, seq, kinds = way(chance)
        finding = finding_of(lines)
        assert finding is not None
        assert (finding.seq, finding.kind in kinds) == (seq, True), finding
        assert f"entry {seq} " in finding.message


def test_of_the_last_two_entries_the_one_before_is_named_unless_a_head_clears_it():
    line = sealed(dataclasses.replace(LOG[-1], previous="ab" * 32))
    lines = [*LINES[:-1], line.to_bytes()]
    assert finding_of(lines).seq == LENGTH - 1
    assert finding_of(lines, known=[Head(LENGTH - 1, LOG[-2].hash)]).seq == LENGTH


@pytest.mark.parametrize("left", [0, 1, LENGTH - 1])
def test_an_end_cut_off_is_seen_only_against_a_head_that_was_kept(left):
    cut = LINES[:left]
    assert finding_of(cut) is None
    for heads in ({"known": [HEAD]}, {"ends_at": HEAD}):
        finding = finding_of(cut, **heads)
        assert (finding.seq, finding.kind) == (left + 1, Kind.MISSING)


def test_a_log_rewritten_as_a_whole_is_seen_only_against_a_head_that_was_kept():
    forged = lines_of(make_log(seed=2))
    assert finding_of(forged) is None
    middle = Head(20, LOG[19].hash)
    finding = finding_of(forged, known=[middle])
    assert (finding.seq, finding.kind) == (20, Kind.REWRITTEN)


def test_a_log_rewritten_from_some_entry_on_is_placed_between_two_heads():
    forged = LOG[:14].copy()
    chance = random.Random(3)  # noqa: S311
    for seq in range(15, LENGTH + 1):
        forged.append(make_line(seq, forged[-1].hash, chance))
    heads = [Head(seq, LOG[seq - 1].hash) for seq in (10, 20, 30)]
    finding = finding_of(lines_of(forged), known=heads)
    assert (finding.seq, finding.kind) == (20, Kind.REWRITTEN)
    assert "after entry 10" in finding.message


def test_a_log_that_goes_on_after_a_kept_head_fits_and_after_its_last_head_does_not():
    ten = Head(10, LOG[9].hash)
    assert finding_of(LINES, known=[ten, HEAD]) is None
    finding = finding_of(LINES, ends_at=ten)
    assert (finding.seq, finding.kind) == (11, Kind.UNKNOWN)


def test_two_heads_that_contradict_each_other_cannot_both_be_met():
    assert finding_of(LINES, known=[HEAD, Head(LENGTH, "ab" * 32)]).kind is Kind.REWRITTEN


@pytest.mark.parametrize("text", ["", "12", "12:", ":" + "a" * 64, "12:" + "A" * 64, "-1:" + "a" * 64, "1:" + "a" * 63])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(ValueError, match="SEQ:HASH"):
        parse_head(text)


def test_a_head_is_read_as_it_is_written():
    assert parse_head(str(HEAD)) == HEAD


def test_the_hash_is_what_the_documentation_says_it_is():
    line = LOG[0]
    form = {name: value for name, value in vars(line).items() if name not in {"hash", "previous"}}
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert line.hash == hashlib.sha256(b"\x00" + bytes(32) + text.encode()).hexdigest()


def test_a_line_is_read_as_it_is_written():
    assert [parse_line(content) for content in LINES] == LOG
