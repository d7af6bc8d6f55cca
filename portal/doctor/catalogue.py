"""Every check, in the order in which they are asked and told."""

from portal.doctor import of_files, of_machine, of_network, of_postgresql, of_settings, of_stores, of_waiting
from portal.doctor.checks import Check

SUBJECTS: tuple[tuple[str, tuple[Check, ...]], ...] = (
    ("Settings", of_settings.CHECKS),
    ("Stores", of_stores.CHECKS),
    ("PostgreSQL", of_postgresql.CHECKS),
    ("Released files", of_files.CHECKS),
    ("What waits and goes out", of_waiting.CHECKS),
    ("The machine", of_machine.CHECKS),
    ("Mail and certificates", of_network.CHECKS),
)
CHECKS = tuple(check for _title, checks in SUBJECTS for check in checks)


def checks_table() -> str:
    """All checks as Markdown, a table a subject."""
    lines = []
    for title, checks in SUBJECTS:
        lines += [f"## {title}", "", "| code | | what is wrong | what to do |", "|---|---|---|---|"]
        lines += [f"| `{c.code}` | {c.level} | {_cell(c.wrong)} | {_cell(c.mend)} |" for c in checks] + [""]
    return "\n".join(lines)


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
