"""Several processes that make copies beside each other: none takes another's folder away, none stumbles over it."""

import os
import tempfile
from pathlib import Path

from portal.export import placing
from portal.export.placing import COPY, sweep, working_beside


def test_what_another_process_removed_first_is_passed_over(tmp_path, monkeypatch):
    left = tmp_path / ".copy-new-abc"
    left.mkdir()
    opening = os.open

    def open_too_late(path, flags):
        if Path(path) == left:
            left.rmdir()
        return opening(path, flags)

    monkeypatch.setattr(os, "open", open_too_late)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_swept_before_it_was_locked_is_made_anew(tmp_path, monkeypatch):
    making, made = tempfile.mkdtemp, []

    def make_and_be_swept(**more):
        made.append(making(**more))
        if len(made) == 1:
            sweep(tmp_path)
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", make_and_be_swept)
    with working_beside(tmp_path / "copy") as work:
        assert (work / COPY).is_dir()
    assert len(made) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_swept_between_its_opening_and_its_lock_is_made_anew(tmp_path, monkeypatch):
    locking, swept = placing.fcntl.flock, []

    def be_swept_and_lock(held, how):
        if not swept:
            swept.append(True)
            sweep(tmp_path)
        locking(held, how)

    monkeypatch.setattr(placing.fcntl, "flock", be_swept_and_lock)
    with working_beside(tmp_path / "copy") as work:
        assert (work / COPY).is_dir()


def test_a_folder_that_somebody_works_in_stays(tmp_path):
    with working_beside(tmp_path / "copy") as work:
        sweep(tmp_path)
        with working_beside(tmp_path / "copy") as other:
            assert work.is_dir()
            assert other != work
