"""Parts of released files, as HTTP has it."""

import pytest
from flask.testing import FlaskClient

from tests.api.reading import get


@pytest.fixture
def file(client: FlaskClient) -> dict:
    found = get(client, "files", dataset="tra-cau-digital-society", version="1.0.0", format="csv")["data"][0]
    return found | {"path": found["url"].removeprefix("http://localhost"), "tag": f'"{found["sha256"]}"'}


def ask(client: FlaskClient, file: dict, **headers: str) -> tuple[int, bytes, dict]:
    with client.get(file["path"], headers={name.replace("_", "-"): value for name, value in headers.items()}) as answer:
        return answer.status_code, answer.data, dict(answer.headers)


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=0-", "bytes=-10", "bytes=5-5"])
def test_a_part_is_the_bytes_of_the_whole(client, file, asked):
    _, whole, _ = ask(client, file)
    status, part, headers = ask(client, file, Range=asked)
    first, last = headers["Content-Range"].removeprefix("bytes ").partition("/")[0].split("-")
    assert status == 206
    assert part == whole[int(first) : int(last) + 1]
    assert headers["Content-Range"].endswith(f"/{file['bytes']}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "chunks=0-1", "bytes=abc", "bytes=5-1", "bytes=", "0-9"])
def test_what_is_no_single_part_is_passed_over(client, file, asked):
    status, whole, _ = ask(client, file, Range=asked)
    assert (status, len(whole)) == (200, file["bytes"])


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=999999999-999999999999", "bytes=-0"])
def test_a_part_beyond_the_end_is_416_with_the_size(client, file, asked):
    status, _, headers = ask(client, file, Range=asked)
    assert (status, headers["Content-Range"]) == (416, f"bytes */{file['bytes']}")


def test_preconditions_come_before_the_part(client, file):
    assert ask(client, file, Range="bytes=0-9", If_None_Match=file["tag"])[0] == 304
    assert ask(client, file, Range="bytes=0-9", If_Match='"zz"')[0] == 412
    assert ask(client, file, Range="bytes=0-9", If_Match=file["tag"])[0] == 206
    assert ask(client, file, Range="bytes=0-9", If_None_Match='"zz"')[0] == 206


def test_the_rest_is_given_only_to_who_has_the_beginning_of_these_bytes(client, file):
    assert ask(client, file, Range="bytes=10-19", If_Range=file["tag"])[0] == 206
    for other in ('"zz"', f"W/{file['tag']}"):
        assert ask(client, file, Range="bytes=10-19", If_Range=other)[0] == 200
