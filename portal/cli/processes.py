"""What a command goes on as: gunicorn itself, or several commands that are started and stopped together."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

BETWEEN = 10  # seconds between two starts of a helper that ends
PATIENCE = 60  # seconds a command is given to end by itself: what is under way is answered to the end


def become_gunicorn(options: Sequence[str]) -> None:
    """Go on as gunicorn in this process, which has loaded half of what it needs; ends by ``SystemExit``.

    :param options: what would be behind its name on a command line.
    """
    from gunicorn.app.wsgiapp import run  # noqa: PLC0415 - needed by this alone

    sys.argv = [str(Path(sys.executable).with_name("gunicorn")), *options]
    run()


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run commands until the first of the row ends, then end the others; answers its exit code.

    One of the others that ends is started again: that a helper failed is no reason to stop serving. SIGTERM and SIGINT
    to this process are passed on, and are no failure.
    """
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own commands
    again = 0.0  # not before this instant
    try:
        while not stopped and running[0].poll() is None:
            time.sleep(0.2)
            for number, process in enumerate(running[1:], start=1):
                if process.poll() is not None and time.monotonic() > again:
                    again = time.monotonic() + BETWEEN
                    running[number] = subprocess.Popen(commands[number])  # noqa: S603
        return 0 if stopped else running[0].returncode
    finally:
        _end(running)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(running: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(PATIENCE + 5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
