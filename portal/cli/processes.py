"""Several commands as one: started together, and stopped together when one ends or somebody stops them."""

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

PATIENCE = 30  # seconds a command is given to end by itself


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run commands until the first ends, then end the others; answers the exit code of the one that ended first.

    SIGTERM and SIGINT to this process are passed on, and are no failure.
    """
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own commands
    try:
        while not stopped and all(process.poll() is None for process in running):
            time.sleep(0.2)
        ended = next((process.returncode for process in running if process.returncode is not None), 0)
        return 0 if stopped else ended
    finally:
        _end(running)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(running: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
