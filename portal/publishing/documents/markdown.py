"""Markdown without its marks, line by line, so that a line keeps its number; list marks stay, ``*`` becomes ``-``."""

import html
import re

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FRONT = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?---[ \t]*(?=\n|\Z)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?:\s+|$)")
_HEADING_END = re.compile(r"\s+#+\s*$")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*(?:```|~~~).*$|^\s*={2,}\s*$|^\s*\[[^\]]+\]:\s+\S+.*$|^\s*\\?\*\s*$")
_STAR_ITEM = re.compile(r"^(\s*)\*\s+(?=\S)")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]{1,1000})\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|p|div|center|font|br|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_STRONG = re.compile(r"\*{2,3}|(?<!\w)_{2,3}(?=\S)|(?<=\S)_{2,3}(?!\w)|~~")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])")
_LOW = re.compile(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)")
_CODE = re.compile(r"`([^`]*)`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|<&\"'=:;,/%])")
_HELD = re.compile("[\ue000-\ue07f]")
_BREAK = re.compile(r"\\$")
_SIGN = re.compile(r"^\s{0,3}#{1,6}\s+\S|\*\*(?=\S)|(?<=\S)\*\*|^\s*\|(?:\s*:?-+:?\s*\|)+\s*$", re.MULTILINE)


def is_markdown(text: str) -> bool:
    """Whether a text has marks that no other text has: two headings, bold words or rules of a table at least."""
    return len(_SIGN.findall(text)) >= 2


def drop_leftovers(text: str) -> str:
    """What programs that turn documents into text leave behind, in Markdown or not."""
    return _BOOKMARK.sub("", text)


def strip_blocks(text: str) -> str:
    """The text without comments and what stands before its first line; every other line keeps its number."""
    for pattern in (_FRONT, _COMMENT):
        text = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    return text


def strip_line(line: str) -> tuple[str, tuple[str, ...]]:
    """The line without its marks, and the cells where it is a row of a table; a rule is an empty line."""
    line = _QUOTE.sub("", line)
    if _RULE.match(line):
        return "", ()
    cells = _cells(line)
    if cells:
        return "", () if all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells) else tuple(map(_strip, cells))
    line = _STAR_ITEM.sub(r"\1- ", line)
    if _HEADING.match(line):
        line = _HEADING_END.sub("", _HEADING.sub("", line))
    return _strip(line), ()


def _cells(line: str) -> list[str]:
    """The parts between bars that are not escaped, where the line begins and ends with one."""
    line = line.strip()
    if len(line) < 2 or line[0] != "|" or line[-1] != "|":
        return []
    return re.split(r"(?<!\\)\|", line[1:-1])


def _strip(text: str) -> str:
    """The words of a line; what a backslash protects is held apart while the marks are taken off."""
    text = _ESCAPE.sub(lambda found: chr(0xE000 + ord(found[1])), _BREAK.sub("", text.rstrip()))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _TAG.sub(lambda found: " " if found[0][1:3].lower() == "br" else "", text)
    text = _STRONG.sub("", _CODE.sub(r"\1", text))
    text = _LOW.sub(r"\1", _STAR.sub(r"\1", text))
    return _HELD.sub(lambda found: chr(ord(found[0]) - 0xE000), html.unescape(text))
