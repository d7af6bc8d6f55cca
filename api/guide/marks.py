"""Words of code within sentences."""

import re

from markupsafe import Markup, escape

MARKED = re.compile("`([^`]+)`")


def coded(text: str) -> Markup:
    """A sentence with what stands between backticks set as code."""
    return Markup(MARKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped here
