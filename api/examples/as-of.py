# What changed between what was published up to a day and now: two readings of the same table.
import csv
import io
from urllib.parse import urlencode
from urllib.request import urlopen


def read(**asked):
    query = {"indicator": "vneid-level2", "within": "tra-cau", "period": "2026-05"} | asked
    with urlopen("https://so.example.vn/api/v1/observations.csv?" + urlencode(query)) as answer:
        rows = csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8", newline=""))
        return {row["locality"]: (row["value"], row["status"]) for row in rows}


then, now = read(as_of="2026-07-31"), read()
changed = [place for place in now if then[place] != now[place]]
print(f"{len(then)} villages, {len(changed)} corrected since")
