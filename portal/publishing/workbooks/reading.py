"""An upload read in a child process with limits: an answer, or a clear refusal, whatever the bytes are."""

import hashlib
import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import IO

import portal
from portal.publishing.problems import Refused
from portal.publishing.workbooks import transport
from portal.publishing.workbooks.grid import Workbook
from portal.publishing.workbooks.limits import LIMITS, OUT_OF_MEMORY, Limits
from portal.publishing.workbooks.words import about_file, file_name

CHILD = "portal.publishing.workbooks.child"
ROOT = Path(portal.__file__).parent.parent
TOLD = 2_000  # characters of the child's last words kept in the log

log = logging.getLogger(__name__)


def read_workbook(content: bytes, name: str, limits: Limits = LIMITS) -> Workbook:
    """The sheets of an uploaded CSV or XLSX file; ``name`` is what the uploader called it.

    :raises Refused: with what is wrong and where; nothing of the file was run, stored or kept.
    """
    shown = file_name(name)
    if not content:
        raise Refused([about_file("empty-file", shown)])
    if len(content) > limits.size:
        size, limit = (-(-count // 1_000_000) for count in (len(content), limits.size))
        raise Refused([about_file("too-large", shown, size=size, limit=limit)])
    sha256 = hashlib.sha256(content).hexdigest()
    answer = _ask_child(content, shown, sha256, limits)
    try:
        return transport.decode(answer, shown, sha256)
    except (ValueError, KeyError, TypeError, RecursionError):
        log.exception("the reading process answered what is not a workbook, upload %s", sha256)
        raise Refused([about_file("reader-failed", shown)]) from None


def _ask_child(content: bytes, name: str, sha256: str, limits: Limits) -> bytes:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as words:
        given.write(content)
        given.seek(0)
        code = _run([name, sha256, json.dumps(asdict(limits))], (given, answer, words), limits)
        if code:
            _log_words(words, sha256, code)
            raise Refused([about_file(_reason(code), name, seconds=limits.seconds)])
        answer.seek(0)
        return answer.read(limits.answer + 1)


def _run(arguments: list[str], files: tuple[IO[bytes], IO[bytes], IO[bytes]], limits: Limits) -> int:
    """The child's exit code; negative is the signal it died of."""
    given, answer, words = files
    ended, held = os.pipe()  # the child holds one end and closes it by dying, which is seen at once
    with os.fdopen(ended), os.fdopen(held, "w") as ours:
        child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-X", "utf8", "-P", "-m", CHILD, *arguments],
            stdin=given,
            stdout=answer,
            stderr=words,
            pass_fds=[held],
            cwd="/",
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
        ours.close()
        return _wait(child, ended, limits.seconds)


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


def _log_words(words: IO[bytes], sha256: str, code: int) -> None:
    words.seek(0, os.SEEK_END)
    words.seek(max(0, words.tell() - TOLD))
    log.warning("reading the upload %s ended with %s: %r", sha256, code, words.read(TOLD))
