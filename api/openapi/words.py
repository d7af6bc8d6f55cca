"""What the description says in words, and the values it shows as examples."""

VERSION = "1.0.0"
ABOUT = (
    "Plans, targets, progress and figures of Vietnamese communes, by village where that harms nobody. Everything is "
    "free to read without a key. Numbers are numbers; a number that is not shown is null and `status` says why: "
    "`withheld` (too small to show), `missing`, `not-applicable`. Zero is a value. Resources, parameters, fields and "
    "words of an enumeration may be added; none is renamed, removed or given another meaning within `/api/v1` (the "
    "promise: `/stability`). How to use it all: `/developers`."
)
EXAMPLES = {
    "as_of": "2026-10-31",
    "commune": "tra-cau",
    "from": "2026",
    "group": "digital-society",
    "indicator": "vneid-level2",
    "limit": 5,
    "locality": "21451",
    "on": "2026-10-31",
    "parent": "tra-cau",
    "period": "2026-09",
    "plan": "tra-cau",
    "to": "2026-Q3",
    "version": "1.0.0",
    "within": "tra-cau",
    "year": 2030,
}
"""Values of parameters that every installation takes, also one without a figure."""

IDS = {
    "goals": {"ref": "dak-cam-ii-1-1"},
    "indicators": {"code": "vneid-level2"},
    "localities": {"ref": "tra-cau"},
    "obligations": {"ref": "dak-cam-iv-1-3-monthly-2025-07"},
    "plans": {"slug": "tra-cau"},
    "progress": {"target": "tra-cau-vneid-level2-2030"},
    "sections": {"ref": "tra-cau-iii-5"},
    "targets": {"ref": "tra-cau-vneid-level2-2030"},
    "tasks": {"ref": "tra-cau-iii-5-3"},
}
"""Ids that every installation has, by resource."""
