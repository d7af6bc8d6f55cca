"""``python -m portal.cli`` is ``langso``."""

from portal.cli import main

main()
