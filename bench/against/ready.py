"""A yardstick: a bare Flask route that returns ready bytes, as little as Flask can do for an answer.

``READY`` names a folder with ``index.json``: which file holds the body of which address, and its headers.
"""

import json
import os
from pathlib import Path

from flask import Flask, Response, request

FOLDER = Path(os.environ["READY"])
ANSWERS = {
    path: ((FOLDER / name).read_bytes(), headers)
    for path, (name, headers) in json.loads((FOLDER / "index.json").read_text()).items()
}

app = Flask(__name__, static_folder=None)


@app.get("/")
@app.get("/<path:_path>")
def answer(_path: str = "") -> Response:
    content, headers = ANSWERS[request.full_path.rstrip("?")]
    return Response(content, headers=headers)
