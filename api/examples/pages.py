# Every row of a collection, page by page: `next` is followed as it is until it is null.
import json
from urllib.request import urlopen

PORTAL = "https://so.example.vn"


def rows(address):
    while address:
        with urlopen(PORTAL + address) as answer:
            page = json.load(answer)
        yield from page["data"]
        address = page["next"]


tasks = list(rows("/api/v1/tasks?commune=tra-cau&fields=id,state&limit=20"))
print(len(tasks), "tasks,", len({task["id"] for task in tasks}), "different ones")
