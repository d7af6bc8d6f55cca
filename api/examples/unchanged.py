# Fetch only what changed: send the validator back; 304 means that you have it already.
from urllib.error import HTTPError
from urllib.request import Request, urlopen

address = "https://so.example.vn/api/v1/observations?indicator=vneid-level2&locality=tra-cau"
with urlopen(address) as answer:
    kept, validator = answer.read(), answer.headers["ETag"]

try:
    with urlopen(Request(address, headers={"If-None-Match": validator})) as answer:
        kept = answer.read()
        print("changed:", len(kept), "bytes")
except HTTPError as error:
    if error.code != 304:
        raise
    print("unchanged since the last time")
