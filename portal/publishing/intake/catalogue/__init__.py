"""Every problem the checks can find, as data: what is said, which rule is broken, what mends it."""

from portal.publishing.intake.catalogue import figures, names, numbers, periods, tables
from portal.publishing.intake.catalogue.rule import Rule, Words, say_number, say_period

CHAPTERS: tuple[tuple[str, str, tuple[Rule, ...]], ...] = (
    ("Bảng và tiêu đề", "Tables and headings", tables.RULES),
    ("Tên", "Names", names.RULES),
    ("Kỳ số liệu", "Periods", periods.RULES),
    ("Con số", "Numbers", numbers.RULES),
    ("Số liệu so với nhau", "Numbers against each other", figures.RULES),
)
RULES: dict[str, Rule] = {rule.code: rule for _, _, rules in CHAPTERS for rule in rules}

__all__ = ["CHAPTERS", "RULES", "Rule", "Words", "catalogue_table", "say_number", "say_period"]


def catalogue_table() -> str:
    """The catalogue as Markdown tables, for ``docs/workbooks.md``."""
    return "\n\n".join(_chapter(title, title_en, rules) for title, title_en, rules in CHAPTERS)


def _chapter(title: str, title_en: str, rules: tuple[Rule, ...]) -> str:
    lines = [f"### {title_en} ({title})", "", "| code | | problem | in Vietnamese |", "|---|---|---|---|"]
    lines += [f"| `{rule.code}` | {rule.severity.value} | {rule.title_en} | {rule.title} |" for rule in rules]
    return "\n".join(lines)
