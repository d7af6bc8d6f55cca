# The figures of one indicator in every village of a commune, one month. Needs nothing but Python.
import json
from urllib.parse import urlencode
from urllib.request import urlopen

asked = {"indicator": "vneid-level2", "within": "tra-cau", "period": "2026-09"}
with urlopen("https://so.example.vn/api/v1/observations?" + urlencode(asked)) as answer:
    found = json.load(answer)

print(found["total"], "villages")
for row in found["data"]:
    shown = "" if row["value"] is None else row["value"]  # zero is a value; null is none, and status says why
    print(row["locality"], shown, row["status"])
