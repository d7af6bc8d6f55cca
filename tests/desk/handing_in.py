"""Steps at the desk of a commune of twelve villages, through its pages."""

import re

from werkzeug.test import TestResponse

from tests.desk.people import Person

PLACE = "/desk/thu-nghiem"
VILLAGES = 12
CODE = "vneid-level2"


def workbook(period: str = "2026-09", **numerators: int) -> bytes:
    """A long CSV of every village; ``thon_3=4`` sets the count of the third."""
    lines = ["Thôn,Chỉ số,Kỳ,Tử số,Mẫu số"]
    for n in range(1, VILLAGES + 1):
        lines.append(f"Thôn {n},{CODE},{period},{numerators.get(f'thon_{n}', 60 + n)},{200 + n}")
    return "\n".join(lines).encode()


def upload(
    person: Person, content: bytes, name: str = "so-lieu.csv", path: str = f"{PLACE}/submissions"
) -> TestResponse:
    """Send a file with the token of the pages, as the bytes that a browser sends."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', person.client.get("/desk/").text).group(1)
    head = 'Content-Disposition: form-data; name="{}"'
    field = f"--part\r\n{head.format('csrf_token')}\r\n\r\n{token}\r\n".encode()
    file = f'--part\r\n{head.format("workbook")}; filename="{name}"\r\n\r\n'.encode()
    body = field + file + content + b"\r\n--part--\r\n"
    return person.client.post(path, data=body, content_type="multipart/form-data; boundary=part")


def hand_in(person: Person, content: bytes, name: str = "so-lieu.csv", place: str = PLACE) -> int:
    """Answers the submission's number."""
    answer = upload(person, content, name, f"{place}/submissions")
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rpartition("/")[2])


def at(number: int, place: str = PLACE) -> str:
    return f"{place}/submissions/{number}"


def submit(person: Person, number: int, place: str = PLACE, **words: str) -> TestResponse:
    """Send for approval, with a word on whatever was asked."""
    page = person.get(at(number, place))
    asked = {field.get("name"): "đã rà soát" for field in page.find("input") if "explain:" in (field.get("name") or "")}
    return person.post(f"{at(number, place)}/submit", **(asked | words))


def approve(
    person: Person, number: int, move: str = "approve-and-publish", place: str = PLACE, **words: str
) -> TestResponse:
    """Press a button of the approver, on the page as it is now."""
    page = person.get(at(number, place)).source
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return person.post(f"{at(number, place)}/{move}", **({"seen": seen.group(1)} if seen else {}), **words)


def publish(officer: Person, approver: Person, content: bytes, **words: str) -> str:
    """From a workbook to a release; answers its id."""
    number = hand_in(officer, content)
    assert submit(officer, number, **words).status_code == 303
    answer = approve(approver, number)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[2]
