"""Another process of ours that reads what a stranger sent, within limits: an answer, or a known way of dying."""

import hashlib
import logging
import os
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

import portal

ROOT = Path(portal.__file__).parent.parent
OUT_OF_MEMORY = 77
"""The exit code of a process that asked for more memory than it may have."""
LAST = 2_000  # bytes of the child's last words that are looked at
KIND = re.compile(rb"^([A-Za-z_.]+(?:Error|Exception))\b", re.MULTILINE)

log = logging.getLogger(__name__)


class Bounds(Protocol):
    """What the process may use: bytes, seconds, open files."""

    @property
    def memory(self) -> int: ...
    @property
    def answer(self) -> int: ...
    @property
    def processor(self) -> int: ...
    @property
    def seconds(self) -> int: ...
    @property
    def files(self) -> int: ...


class Died(Exception):
    """The process gave no answer; ``reason`` is ``too-slow``, ``too-much-memory`` or ``reader-failed``."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.reason = _reason(code)


def ask(
    module: str, arguments: Sequence[str], content: bytes, bounds: Bounds, *, settings: Mapping[str, str] | None = None
) -> bytes:
    """What ``python -m module`` answers to this standard input.

    :param module: it calls ``limit_process`` before it looks at the first byte.
    :param settings: environment variables it needs besides.
    :raises Died: it ended badly, or was ended.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as words:
        given.write(content)
        given.seek(0)
        code = _run([module, *arguments], (given, answer, words), bounds.seconds, settings or {})
        if code:
            _log_words(words, content, code)
            raise Died(code)
        answer.seek(0)
        return answer.read(bounds.answer + 1)


def limit_process(bounds: Bounds) -> None:
    """No more memory, time, files or output than these bounds, nor than it may have anyway; no core, no process."""
    for kind, most in (
        (resource.RLIMIT_AS, bounds.memory),
        (resource.RLIMIT_FSIZE, bounds.answer),
        (resource.RLIMIT_NOFILE, bounds.files),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(kind, most, most)
    _limit(resource.RLIMIT_CPU, bounds.processor, bounds.processor + 1)


def answer_within(bounds: Bounds, answer: Callable[[], bytes]) -> int:
    """What a child process does: limit itself, then write its answer to standard output; its exit code."""
    limit_process(bounds)
    try:
        sys.stdout.buffer.write(answer())
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _limit(kind: int, soft: int, hard: int) -> None:
    """Set a limit; one that stands lower already cannot be raised."""
    given = resource.getrlimit(kind)[1]
    if given != resource.RLIM_INFINITY:
        soft, hard = min(soft, given), min(hard, given)
    resource.setrlimit(kind, (soft, hard))


def _run(
    arguments: list[str], files: tuple[IO[bytes], IO[bytes], IO[bytes]], seconds: int, settings: Mapping[str, str]
) -> int:
    """The child's exit code; negative is the signal it died of."""
    given, answer, words = files
    ended, held = os.pipe()  # the child holds one end and closes it by dying, which is seen at once
    with os.fdopen(ended), os.fdopen(held, "w") as ours:
        child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-X", "utf8", "-P", "-m", *arguments],
            stdin=given,
            stdout=answer,
            stderr=words,
            pass_fds=[held],
            cwd="/",
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **settings},
            start_new_session=True,
        )
        ours.close()
        return _wait(child, ended, seconds)


def _wait(child: "subprocess.Popen[bytes]", ended: int, seconds: int) -> int:
    watch = select.poll()
    watch.register(ended, select.POLLHUP)
    try:
        return child.wait(1) if watch.poll(seconds * 1000) else -signal.SIGXCPU
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        child.kill()
        child.wait()


def _reason(code: int) -> str:
    """Which refusal an exit code means: a failed allocation aborts the process, a full machine kills it."""
    if code == -signal.SIGXCPU:
        return "too-slow"
    return "too-much-memory" if code in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL) else "reader-failed"


def _log_words(words: IO[bytes], content: bytes, code: int) -> None:
    """Of what the child said only the kind of error: the rest may repeat what stands in the upload."""
    words.seek(0, os.SEEK_END)
    words.seek(max(0, words.tell() - LAST))
    kinds = KIND.findall(words.read(LAST))
    sha256 = hashlib.sha256(content).hexdigest()
    log.warning("reading the upload %s ended with %s: %s", sha256, code, kinds[-1].decode() if kinds else "no error")
