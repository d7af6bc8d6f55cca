from tests.api.reading import get, rows


def test_a_monthly_report_is_listed_for_each_month_up_to_the_next_one(client):
    reports = rows(client, "obligations", plan="dak-cam", cadence="monthly")
    assert [reports[0]["period"], reports[-1]["period"]] == ["2025-07", "2026-12"]
    assert reports[-1]["state"] == "upcoming"
    assert all(row["due"] == f"{row['period']}-19" for row in reports)


def test_a_quarterly_report_is_due_before_the_tenth_of_the_last_month(client):
    first = rows(client, "obligations", plan="dak-cam", cadence="quarterly")[0]
    assert (first["period"], first["due"]) == ("2025-Q3", "2025-09-09")


def test_a_plan_that_names_no_day_says_so(client):
    assert {row["state"] for row in rows(client, "obligations", commune="tra-cau")} == {"no-date"}
    assert rows(client, "obligations", state="no-date", plan="thuong-hong")[0]["cadence"] == "as-regulated"


def test_nothing_is_called_received_or_missing_before_receipts_are_kept(bare_app):
    found = rows(bare_app.test_client(), "obligations")
    assert {row["state"] for row in found} == {"unknown", "upcoming", "no-date"}
    assert {row["received_on"] for row in found} == {None}


def test_who_reports_to_whom_is_named_in_both_languages(client):
    report = get(client, "obligations/dak-cam-iv-1-3-yearly-2026")
    assert (report["due"], report["state"]) == ("2026-11-29", "upcoming")
    assert all(report[name] for name in ("reporter", "reporter_en", "recipient", "recipient_en", "citation"))


def test_ids_are_unique(client):
    ids = [row["id"] for row in rows(client, "obligations")]
    assert len(set(ids)) == len(ids)
