"""Whether a task is clear by the "5 rõ": who, what, by when, who answers for it, with what to show.

Looked at by rule, never by opinion: what the plan's words and the commune's record hold. What the work is (*rõ việc*)
is clear of every task, or it would not be in the plan's outline.
"""

import enum
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from portal.domain.tasks import Task, TaskRecord

_GROUP = re.compile(r"^các\s|\scác\s|liên quan|^doanh nghiệp", re.IGNORECASE)


class Unclear(enum.StrEnum):
    """What of the five a task lacks."""

    WHO = "who"  # no body with a name of its own leads or takes part
    ANSWERS = "answers"  # not exactly one such body leads
    WHEN = "when"  # no day or year by which it is done
    PRODUCT = "product"  # nothing to show that it was done


def is_named(body: str) -> bool:
    """Whether a body is called by its own name, not as a group: ``Các cơ quan, đơn vị liên quan`` is nobody."""
    return not _GROUP.search(body)


def bodies_in(text: str | None) -> list[str]:
    """The bodies of a field of the plan, which parts them by ``; ``."""
    return text.split("; ") if text else []


def unclear_of(task: Task, record: TaskRecord | None) -> list[Unclear]:
    """What the plan leaves unclear, and whether the commune has shown a result."""
    leads = [body for body in bodies_in(task.lead) if is_named(body)]
    partners = [body for body in bodies_in(task.partners) if is_named(body)]
    lacking = {
        Unclear.WHO: not (leads or partners),
        Unclear.ANSWERS: len(leads) != 1 or len(bodies_in(task.lead)) != 1,
        Unclear.WHEN: task.due is None,
        Unclear.PRODUCT: not (record and record.evidence),
    }
    return [what for what, lacks in lacking.items() if lacks]


def count_unclear(tasks: Iterable[Task], records: Mapping[str, TaskRecord]) -> dict[Unclear, int]:
    """How many of the tasks lack each; zero is said too."""
    counts = Counter(what for task in tasks for what in unclear_of(task, records.get(task.id)))
    return {what: counts[what] for what in Unclear}
