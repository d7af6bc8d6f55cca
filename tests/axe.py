"""axe-core on a page in a real browser: what keeps readers with disabilities out, as far as a program can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All rules, also those beyond WCAG, and the one of WCAG 2.2 that axe leaves out unless asked."""
WCAG = OPTIONS | {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
"""What the law asks for, WCAG 2.2 A and AA."""
CONTRAST = OPTIONS | {"runOnly": ["color-contrast"]}


def violations(page: Page, options: dict = OPTIONS) -> list[str]:
    """Each broken rule with the elements that break it; nothing on a good page."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'][:5])}" for rule in found]
