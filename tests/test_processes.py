"""Several commands as one."""

import signal
import subprocess
import sys
import time

from portal.settings import ROOT

SLEEP = "import time; time.sleep(60)"


def run(*programs):
    """``run_together`` in a process of its own, over Python programs."""
    commands = [[sys.executable, "-c", program] for program in programs]
    script = f"import sys; from portal.cli.processes import run_together; sys.exit(run_together({commands!r}))"
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)


def test_the_first_to_end_ends_the_others_and_says_how_it_went():
    begun = time.monotonic()
    assert run("raise SystemExit(3)", SLEEP).wait(30) == 3
    assert time.monotonic() - begun < 30


def test_a_helper_that_ends_is_started_again_and_stops_nothing(tmp_path):
    count = f"open({str(tmp_path / 'runs')!r}, 'a').write('.')"
    process = run("import time; time.sleep(2); raise SystemExit(5)", count)
    assert process.wait(30) == 5
    assert (tmp_path / "runs").read_text() == ".."


def test_stopping_it_stops_them_all_and_is_no_failure(tmp_path):
    ended = tmp_path / "ended"
    tidy = f"""
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path({str(ended)!r}).touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
pathlib.Path({str(tmp_path / "ready")!r}).touch()
time.sleep(60)
"""
    for number in (signal.SIGTERM, signal.SIGINT):
        ended.unlink(missing_ok=True)
        (tmp_path / "ready").unlink(missing_ok=True)
        process = run(tidy, SLEEP)
        while not (tmp_path / "ready").exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(30) == 0
        assert ended.exists()
