"""What a heading means: a column of names, an indicator, a count of it, a period; often several at once.

``VNeID mức 2 - tử số``, ``Phủ sóng 5G (%)``, ``Tháng 10/2026``, ``Số người có chữ ký số``: a heading is understood
when every word of it is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from portal.domain.folding import fold
from portal.publishing.intake.context import Context, Measure
from portal.publishing.intake.names import closest
from portal.publishing.intake.periods import Mention, mentions, whole
from portal.publishing.workbooks.grid import Value

_ROLE_WORDS = {
    "place": """thon; thon to dan pho; thon tdp; thon buon; thon to; thon buon to dan pho; thon buon tdp; thon ban;
        ten thon; ten thon to dan pho; ten thon tdp; to dan pho; ten to dan pho; tdp; ten tdp; khu dan cu;
        ten khu dan cu; khu pho; ten khu pho; ten buon; buon; ban; ap; don vi; ten don vi; dia ban; dia phuong;
        ten dia phuong; noi; ten; khu vuc; to thon; don vi hanh chinh; thon to dan pho khu pho; village; place;
        locality; name""",
    "code": """ma; ma thon; ma don vi; ma so; ma dia ban; ma thon to dan pho; ma tdp; ma noi; code; village code;
        locality code""",
    "indicator": "chi tieu; ten chi tieu; ma chi tieu; chi so; indicator; indicator code; noi dung chi tieu",
    "period": """ky; ky so lieu; ky bao cao; thoi gian; thoi ky; thang; quy; nam; thang nam; thoi diem; den ngay;
        tinh den ngay; ngay; period; month""",
    "status": "tinh trang; trang thai; trang thai so lieu; tinh trang so lieu; status",
    "other": """stt; tt; so tt; so thu tu; no; ghi chu; dien giai; giai thich; don vi tinh; dvt; nguoi phu trach;
        nguoi bao cao; can bo phu trach; truong thon; to truong; truong ban; dien thoai; so dien thoai; sdt; ky ten;
        xep loai; xep hang; danh gia; nguon; note; notes; ho va ten; ho ten; nhom; nhom chi tieu; cap""",
}
_MEASURE_WORDS = {
    "numerator": "tu so; tu; so dat; da dat; dat; so luong; so luong dat; so da dat; so co; da co; numerator",
    "denominator": "mau so; mau; tong so; tong; denominator",
    "percent": """ty le; ti le; ty le dat; ti le dat; dat ty le; phan tram; ty le phan tram; percent; percentage; rate;
        pct""",
    "value": "gia tri; so lieu; ket qua; thuc hien; ket qua thuc hien; con so; value",
}


def _listed(words: dict[str, str]) -> dict[str, str]:
    return {" ".join(word.split()): meaning for meaning, text in words.items() for word in text.split(";")}


ROLES = _listed(_ROLE_WORDS)
MEASURES = _listed(_MEASURE_WORDS)
LONGEST = 300
_UNIT_WORDS = frozenset("nguoi, ho, ho so, giao dich, dong, trieu dong, ty dong, luot".split(", "))
_NUMBERING = re.compile(r"^\s*(?:\(?[0-9]{1,2}(?:\.[0-9]+)*\s*[.)]|[IVX]{1,5}[.)])\s+")
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Heading:
    """The meaning of one heading. ``shared`` are the indicators among whose population a count is; with one of them
    known it is that one's denominator."""

    text: str
    role: str | None = None
    indicators: tuple[str, ...] = ()
    measure: str | None = None
    shared: tuple[str, ...] = ()
    period: Mention | None = None

    @property
    def understood(self) -> bool:
        return bool(self.role or self.indicators or self.measure or self.shared or self.period)

    @property
    def of_numbers(self) -> bool:
        """Whether it heads numbers rather than names."""
        return bool(self.indicators or self.measure or self.shared or self.period) and self.role is None


class Headings:
    """The words of the indicators, to be found in headings."""

    def __init__(self, context: Context) -> None:
        self._indicators = context.indicators
        self._names = _collect(context.indicators.values(), _names_of)
        self._numerators = _collect(context.indicators.values(), lambda m: [m.numerator, m.numerator_en])
        self._denominators = _collect(context.indicators.values(), _among_whom)
        self._by_length = sorted(self._names, key=len, reverse=True)
        self.read = cache(self._read)
        self.indicator = cache(self._indicator)

    def _indicator(self, text: str) -> tuple[str, ...]:
        """The codes of the indicators that a text names; more than one where the name is not enough."""
        for version in _versions(text):
            if found := self._names.get(version):
                return found
        return ()

    def suggest(self, text: str) -> Measure | None:
        shown = {name: m for m in self._indicators.values() for name in (m.short, m.name, m.code)}
        name = closest(text, shown)
        return shown[name] if name else None

    def named_in(self, text: str) -> tuple[str, ...]:
        """The indicators whose names stand somewhere in a title."""
        words = f" {fold(text)} "
        found: list[str] = []
        for name in self._by_length:
            if len(name) > 4 and f" {name} " in words:
                found += self._names[name]
                words = words.replace(f" {name} ", " | ")
        return tuple(dict.fromkeys(found))

    def count_words(self, code: str, text: str) -> str | None:
        """``numerator`` or ``denominator`` when a text is the indicator's own words for it."""
        for version in _versions(text):
            if code in self._numerators.get(version, ()):
                return "numerator"
            if code in self._denominators.get(version, ()):
                return "denominator"
        return None

    def is_unit(self, text: str) -> bool:
        """Whether a heading only names what is counted: "(người)", "hộ"."""
        return fold(text) in _UNIT_WORDS

    def _read(self, value: Value) -> Heading:
        if value is None or isinstance(value, bool):
            return Heading("")
        text = " ".join(str(value).split())
        if len(text) > LONGEST:
            return Heading(text[:LONGEST])
        if not isinstance(value, str):
            return Heading(text, period=whole(value))
        for version in _versions(text):
            if heading := self._exactly(version, text):
                return heading
        if period := whole(text):
            return Heading(text, period=period)
        return self._compound(text)

    def _exactly(self, words: str, text: str) -> Heading | None:
        """A heading that is one thing."""
        percent = "percent" if "%" in text else None
        if found := self._names.get(words):
            return Heading(text, indicators=found, measure=percent)
        if measure := MEASURES.get(words):
            return Heading(text, measure=percent or measure)
        if role := ROLES.get(words):
            return Heading(text, role=role)
        if words in {"", "%"} and percent:
            return Heading(text, measure="percent")
        return self._counted(words, text)

    def _counted(self, words: str, text: str) -> Heading | None:
        numerators, denominators = self._numerators.get(words, ()), self._denominators.get(words, ())
        if len(numerators) == 1 and not denominators:
            return Heading(text, indicators=numerators, measure="numerator")
        if numerators or denominators:
            return Heading(text, shared=denominators, indicators=(), measure=None if denominators else "numerator")
        return None

    def _compound(self, text: str) -> Heading:
        """An indicator with a count or a period in the same heading."""
        found = mentions(text)
        period = found[0] if len(found) == 1 else None
        bare = (text[: period.start] + " " + text[period.end :]) if period else text
        percent = "percent" if "%" in bare else None
        for version in _versions(bare):
            if heading := self._exactly(version, bare):
                return Heading(text, heading.role, heading.indicators, heading.measure, heading.shared, period)
            for name, rest in self._around(version):
                measure = self._measure(self._names[name], rest)
                if measure is not None or not rest:
                    return Heading(text, indicators=self._names[name], measure=measure or percent, period=period)
        return Heading(text)

    def _around(self, words: str) -> Iterator[tuple[str, str]]:
        for name in self._by_length:
            if words.startswith(f"{name} "):
                yield name, words[len(name) + 1 :]
            elif words.endswith(f" {name}"):
                yield name, words[: -len(name) - 1]

    def _measure(self, codes: tuple[str, ...], words: str) -> str | None:
        if measure := MEASURES.get(words):
            return measure
        return self.count_words(codes[0], words) if len(codes) == 1 else None


def _versions(text: str) -> Iterator[str]:
    """The text folded: whole, without its numbering, without what stands in brackets."""
    yield fold(text)
    bare = _NUMBERING.sub("", text)
    yield fold(bare)
    without = _BRACKETS.sub(" ", bare)
    inside = [fold(part) for part in _BRACKETS.findall(bare)]
    if inside and all(not part or part in _UNIT_WORDS or part.isdigit() for part in inside):
        yield fold(without)


def _names_of(measure: Measure) -> list[str | None]:
    return [
        measure.code,
        measure.code.replace("-", "_"),
        measure.name,
        measure.short,
        measure.name_en,
        measure.short_en,
    ]


def _among_whom(measure: Measure) -> list[str | None]:
    """The words of the denominator, with and without "tổng"."""
    words = measure.denominator or ""
    other = words.removeprefix("Tổng ") if words.startswith("Tổng ") else f"Tổng {words}"
    return [words, other, measure.denominator_en] if words else [measure.denominator_en]


def _collect(measures: Iterable[Measure], words: Callable[[Measure], list[str | None]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for measure in measures:
        for text in words(measure):
            if text:
                for version in _versions(text):
                    found[version][measure.code] = None
    return {text: tuple(codes) for text, codes in found.items()}
