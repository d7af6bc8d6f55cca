# What is wrong stands in the answer: act by `type`, which keeps its name, and show `detail` to people.
import json
import time
from urllib.error import HTTPError
from urllib.request import urlopen


def read(address):
    try:
        with urlopen(address) as answer:
            return json.load(answer)
    except HTTPError as error:
        problem = json.load(error)
        if problem["type"].endswith("#too-many-requests"):
            time.sleep(int(error.headers["Retry-After"]))
            return read(address)
        raise SystemExit(f"{problem['type']}: {problem['detail']}") from None


read("https://so.example.vn/api/v1/observations?perod=2026-09&lang=en")
