"""What is said of data that are made up or were taken back is the same in every dialect."""

import json

from portal.domain import notices
from tests.api.dcat.building import make_version, portal

SLUG = "thu-nghiem-reports"


def test_every_dialect_says_the_same_of_what_was_taken_back(public, desk, tmp_path):
    with public.begin() as session:
        make_version(session, illustrative=True, kind="retraction", reason="nhầm", reason_en="wrong")
    with portal(public, desk, tmp_path) as app:
        client = app.test_client()
        package = client.get(f"/api/3/action/package_show?id={SLUG}").get_json()["result"]
        described = json.dumps(client.get(f"/dataset/{SLUG}.jsonld").get_json(), ensure_ascii=False)
    for language, text in zip(("vi", "en"), notices.TAKEN_BACK, strict=True):
        assert text in package["notes_translated"][language]
        assert text in described
    for language, text in zip(("vi", "en"), notices.ILLUSTRATIVE, strict=True):
        assert text in package["notes_translated"][language]
        assert text in described
