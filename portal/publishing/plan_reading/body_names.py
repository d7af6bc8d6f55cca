"""How bodies are written: abbreviations spelled out, one spelling for a name, and its English where it is an official
one.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from portal.domain.folding import fold
from portal.publishing.plan_reading.capitals import CAPITALS

_SHORT = (
    (r"UBMTTQ(?:\s*(?:VN|Việt\s+Nam))?", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    (r"(?:UB|Ủy ban)\s+MTTQ(?:\s*(?:VN|Việt\s+Nam))?", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    (r"(?:MTTQ|Mặt trận Tổ quốc)(?:\s*(?:VN|Việt\s+Nam))", "Mặt trận Tổ quốc Việt Nam"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("UBKT", "Ủy ban Kiểm tra"),
    ("BCĐTW", "Ban Chỉ đạo Trung ương"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("BTV", "Ban Thường vụ"),
    ("BCH", "Ban Chấp hành"),
    ("TTPVHCC", "Trung tâm Phục vụ hành chính công"),
    ("PVHCC", "Phục vụ hành chính công"),
    (r"VH\s*[-–&]\s*XH", "Văn hóa - Xã hội"),
    (r"VHXH", "Văn hóa - Xã hội"),
    (r"KT,?\s*HT\s*(?:&|và)\s*ĐT", "Kinh tế, Hạ tầng và Đô thị"),
    (r"KH\s*&\s*CN|KHCN", "Khoa học và Công nghệ"),
    (r"LHPN", "Liên hiệp Phụ nữ"),
    (r"TNCS(?:\s+(?:HCM|Hồ\s+Chí\s+Minh))?", "Thanh niên"),
    (r"CNSCĐ", "công nghệ số cộng đồng"),
    (r"CNTT", "công nghệ thông tin"),
    (r"CĐS", "chuyển đổi số"),
    (r"TDP", "tổ dân phố"),
    (r"CT\s*-\s*XH", "chính trị - xã hội"),
    ("ĐU", "Đảng ủy"),
)
_ABBREVIATION = re.compile(
    r"(?<![\w/\-])(?:" + "|".join(f"(?P<a{number}>{short})" for number, (short, _) in enumerate(_SHORT)) + r")(?![\w/])"
)
_LONG = {f"a{number}": long for number, (_, long) in enumerate(_SHORT)}

_TONES = {
    **dict(zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True)),
    **dict(zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True)),
    **dict(zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True)),
}
_TIGHT = re.compile(r"(?<=[a-zà-ỹ])\s*-\s*(?=(?:xã hội|Xã hội)\b)")
_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_TONES)})(?!\w)", re.IGNORECASE)

UNITS = {
    "phường": "ward",
    "xã": "commune",
    "đặc khu": "special zone",
    "thị trấn": "township",
    "huyện": "district",
    "tỉnh": "province",
    "thành phố": "city",
}
OWN_UNITS = frozenset({"phường", "xã", "đặc khu"})
"""A commune's own: what its plan names without saying whose it is."""
OF_EVERY_LEVEL = frozenset(
    (
        *("Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
        *("Các đoàn thể chính trị - xã hội", "Các tổ chức chính trị - xã hội", "Ban Chỉ đạo", "Công an"),
    )
)
"""Bodies that the commune has and the province as well: their unit is said."""
_ADJECTIVES = {"tỉnh": "provincial"}
_UNIT = re.compile(
    rf"\s+(?P<of>của\s+)?(?P<unit>(?i:{'|'.join(UNITS)}))"
    rf"(?:\s+(?:này|[{CAPITALS}]['’\w]*(?:[\s\-][{CAPITALS}]['’\w]*)*))?$"
)


class BodyName(NamedTuple):
    """:param core: the name without the unit it belongs to; :param unit: ``phường``, ``tỉnh``, or empty.
    :param of: the unit is joined by ``của``.
    """

    core: str
    unit: str
    of: bool = False

    @property
    def full(self) -> str:
        return " ".join(filter(None, (self.core, "của" if self.of else "", self.unit)))

    def within(self, other: "BodyName") -> "BodyName":
        """Another body, of the same unit as this one."""
        return BodyName(other.core, self.unit)


OFFICIAL = (
    ("Ủy ban nhân dân", "{unit} People's Committee"),
    ("Hội đồng nhân dân", "{unit} People's Council"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Viet Nam Fatherland Front Committee{of}"),
    ("Mặt trận Tổ quốc Việt Nam", "Viet Nam Fatherland Front{of}"),
    ("Đảng ủy", "{unit} Party Committee"),
    ("Ban Thường vụ Đảng ủy", "Standing Committee of the {unit} Party Committee"),
    ("Thường trực Đảng ủy", "permanent members of the {unit} Party Committee"),
    ("Văn phòng Đảng ủy", "Office of the {unit} Party Committee"),
    ("Ban Xây dựng Đảng Đảng ủy", "Party Building Board of the {unit} Party Committee"),
    ("Ban Xây dựng Đảng", "Party Building Board of the {unit} Party Committee"),
    ("Ủy ban Kiểm tra Đảng ủy", "Inspection Commission of the {unit} Party Committee"),
    ("Văn phòng Ủy ban nhân dân", "Office of the {unit} People's Committee"),
    ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Office of the {unit} People's Council and People's Committee"),
    ("Phòng Văn hóa - Xã hội", "Division of Culture and Social Affairs{of}"),
    ("Phòng Kinh tế", "Division of Economy{of}"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", "Division of Economy, Infrastructure and Urban Affairs{of}"),
    ("Trung tâm Phục vụ hành chính công", "Public Administration Service Centre{of}"),
    ("Trung tâm Văn hóa, Thể thao và Truyền thông", "Centre for Culture, Sports and Communication{of}"),
    (
        "Trung tâm Văn hóa - Thể thao - Du lịch và Truyền thông",
        "Centre for Culture, Sports, Tourism and Communication{of}",
    ),
    ("Công an", "{unit} Police"),
    ("Ban Chỉ huy Quân sự", "{unit} Military Command"),
    ("Trạm Y tế", "{unit} Health Station"),
    ("Đoàn Thanh niên", "Youth Union{of}"),
    ("Hội Nông dân", "Farmers' Union{of}"),
    ("Hội Liên hiệp Phụ nữ", "Women's Union{of}"),
    ("Hội Cựu chiến binh", "Veterans' Association{of}"),
    ("Ban Chỉ đạo", "{unit} steering committee"),
    ("Ban Chỉ đạo 57", "{unit} steering committee 57"),
    ("Tổ công nghệ số cộng đồng", "community digital technology team{of}"),
    ("Tổ chuyển đổi số cộng đồng", "community digital transformation team{of}"),
    ("Sở Khoa học và Công nghệ", "{unit} Department of Science and Technology"),
    ("Các cơ quan liên quan", "agencies concerned"),
    ("Các đơn vị liên quan", "units concerned"),
    ("Các cơ quan, đơn vị liên quan", "agencies and units concerned"),
    ("Các phòng, ban, đơn vị liên quan", "divisions, boards and units concerned"),
    ("Các phòng, ban, trung tâm và đơn vị liên quan", "divisions, boards, centres and units concerned"),
    ("Các cơ quan, đơn vị", "agencies and units{of}"),
    ("Các phòng, ban, ngành", "divisions, boards and sectors{of}"),
    ("Thủ trưởng các cơ quan, đơn vị", "heads of agencies and units{of}"),
    ("Các cơ quan cấp trên", "higher-level agencies"),
    ("Các cơ quan nhà nước", "state agencies"),
    ("Các ban Đảng", "Party boards"),
    ("Các cấp ủy, tổ chức đảng", "Party committees and Party organisations"),
    ("Các cấp ủy đảng trực thuộc", "Subordinate Party committees"),
    ("Các đoàn thể", "mass organisations{of}"),
    ("Các hội, đoàn thể", "associations and mass organisations{of}"),
    ("Các đoàn thể chính trị - xã hội", "socio-political organisations{of}"),
    ("Các tổ chức chính trị - xã hội", "socio-political organisations{of}"),
    ("Các trường học", "schools{of}"),
    ("Các trường học trên địa bàn", "schools in the locality"),
    ("Các thôn", "villages{of}"),
    ("Các thôn, tổ dân phố", "villages and residential groups{of}"),
    ("Doanh nghiệp", "enterprises"),
    ("Các doanh nghiệp", "enterprises"),
    ("Các doanh nghiệp viễn thông", "telecommunications enterprises"),
    ("Các doanh nghiệp viễn thông trên địa bàn", "telecommunications enterprises in the locality"),
    ("Các doanh nghiệp công nghệ số", "digital technology enterprises"),
)
"""Official names and their English; ``{unit}`` and ``{of}`` take the unit they belong to."""

SENTENCE = 3
"""So many words all in capitals are a sentence or a heading, no abbreviation."""
_OFFICIAL_BY_SMALL = {name.lower(): name for name, _ in OFFICIAL}
_OFFICIAL_SMALL = re.compile(
    rf"\b(?:{'|'.join(re.escape(name) for name in sorted(_OFFICIAL_BY_SMALL, key=len, reverse=True))})\b"
)
_BY_FOLD = {fold(name): (name, english) for name, english in OFFICIAL}


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """Abbreviations of bodies spelled out, tone marks on the first vowel (``hóa``, ``ủy``), dashes as hyphens.

    What is all in capitals is read in small letters, official names as they are written.
    """
    is_capitals = text.isupper() and len(text.split()) >= SENTENCE
    text = _TONE.sub(_retone, text.replace("–", "-").replace("—", "-"))
    text = _ABBREVIATION.sub(lambda found: _LONG[str(found.lastgroup)], text)
    if is_capitals:
        text = _in_small_letters(text)
    return " ".join(_TIGHT.sub(" - ", text).split())


def _in_small_letters(text: str) -> str:
    small = _OFFICIAL_SMALL.sub(lambda found: _OFFICIAL_BY_SMALL[found.group()], text.lower())
    return small[:1].upper() + small[1:]


def _retone(found: re.Match[str]) -> str:
    said = found.group()
    toned = _TONES[said.lower()]
    return toned[0].upper() + toned[1:] if said[0].isupper() else toned


@lru_cache(maxsize=4096)
def spell(name: str) -> BodyName:
    """The name in one spelling: ``phòng Văn hoá – xã hội phường Bàu Sen`` → ``Phòng Văn hóa - Xã hội``, ``phường``."""
    said = re.sub(r"\s*(?:\.{2,}|…).*$|[\s.,;:…]+$", "", tidy(name))
    said = re.sub(r"(?i)^(?:các\s+)?đồng\s+chí\s+|^toàn\s+thể\s+", "", said)
    said = re.sub(r"\bcó liên quan\b", "liên quan", said)
    found = _UNIT.search(said)
    core, unit, of = (said[: found.start()], found["unit"].lower(), bool(found["of"])) if found else (said, "", False)
    if official := official_name(core):
        inside = official.endswith(" Đảng ủy") and unit in OWN_UNITS
        return BodyName(official, "" if inside else unit, of and official.startswith("Các "))
    if unit and (official := official_name(said)):
        return BodyName(official, "")
    return BodyName(core[:1].upper() + core[1:], unit, of)


@lru_cache(maxsize=8192)
def official_name(said: str) -> str | None:
    """The spelling of an official name, however its capitals and signs are set; None where it is none."""
    known = _BY_FOLD.get(fold(said))
    return known[0] if known else None


def english_of(name: str) -> str:
    """The English of an official name, as it stands by itself; empty where a part of it is not known."""
    said = english_inside(name)
    return said[:1].upper() + said[1:]


def english_inside(name: str) -> str:
    """The English of an official name within a sentence, after ``the``; empty where a part of it is not known."""
    body = spell(name)
    known = _BY_FOLD.get(fold(body.core))
    if known is None:
        return ""
    unit = UNITS.get(body.unit, "")
    of = f" of the {unit}" if unit else ""
    said = known[1].format(unit=_ADJECTIVES.get(body.unit, unit), of=of)
    if unit and said == known[1]:
        said += of
    return " ".join(said.split())
