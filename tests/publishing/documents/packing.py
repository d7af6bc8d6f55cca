"""Word files put together part by part, for what no library writes."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def pack_word(body: str, *, styles: str = "", numbering: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A Word file with these children of ``w:body``, ``w:styles`` and ``w:numbering``."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations({"styles": "styles.xml", "numbering": "numbering.xml"}),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
    }
    return pack({name: text.encode() for name, text in parts.items()} | (more or {}))


def pack(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(targets: dict[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{KIND}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of these runs, each given as text or as XML."""
    told = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{told}</w:p>"


def r(text: str, *, font: str = "", properties: str = "") -> str:
    """A run of text."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=properties)


def tbl(*rows: str, ruled: bool = True, properties: str = "") -> str:
    borders = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>' if ruled else ""
    return f"<w:tbl><w:tblPr>{properties}{borders}</w:tblPr>{''.join(rows)}</w:tbl>"


def tr(*cells: str) -> str:
    told = (cell if cell.startswith("<w:tc>") or cell.startswith("<w:sdt>") else tc(p(cell)) for cell in cells)
    return f"<w:tr>{''.join(told)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def lvl(level: int, form: str, text: str, more: str = "") -> str:
    """A level of an abstract list."""
    told = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{level}">{told}</w:lvl>'


def lists(*levels: str, more: str = "") -> str:
    """One abstract list (0) with these levels, and list 1 of it; ``more`` are other lists."""
    num = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{num}{more}'


def restarted(number: int, level: int, start: int) -> str:
    """Another list of the same abstract one, which starts a level at a number."""
    override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
