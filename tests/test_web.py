"""What every answer of the portal goes through."""

import gc
import warnings


def test_a_static_file_is_closed_before_its_bytes_go_out(client):
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always", ResourceWarning)
        answer = client.get("/static/icons/favicon.svg")
        assert answer.status_code == 200
        del answer  # as a server does that loses its reader: the answer is never closed
        gc.collect()
    assert [str(complaint.message) for complaint in complaints] == []
