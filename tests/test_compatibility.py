"""What clients did is kept where it is asked for, and becomes a page."""

from tests.compatibility import page, record


def test_what_clients_did_becomes_a_table_with_one_row_for_both_databases(tmp_path, monkeypatch):
    kept = tmp_path / "runs.jsonl"
    monkeypatch.setenv("LANGSO_COMPATIBILITY", str(kept))
    for test in ("tests/test_a.py::test_it[sqlite]", "tests/test_a.py::test_it[postgresql]"):
        monkeypatch.setenv("PYTEST_CURRENT_TEST", f"{test} (call)")
        record(client="GDAL", version="3.12", did="paged a|b by 5", result="168 of 168")
    written = page(kept.read_text().splitlines())
    assert written.count("| GDAL | 3.12 | paged a\\|b by 5 | 168 of 168 |") == 1
    assert "on SQLite and PostgreSQL" in written


def test_nothing_is_kept_unless_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.delenv("LANGSO_COMPATIBILITY", raising=False)
    monkeypatch.chdir(tmp_path)
    record(client="GDAL", version="3.12", did="read", result="168")
    assert list(tmp_path.iterdir()) == []
