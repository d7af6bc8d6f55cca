"""The query of observations as one would write it without a portal: rows in the order of the API, and their count."""

FIELDS = (
    *("indicator", "locality", "period", "numerator", "denominator", "value", "status", "reported", "expected"),
    *("release", "illustrative"),
)
ROWS = """
select o.indicator_code as indicator, l.code as locality, o.period, o.numerator, o.denominator, o.value, o.status,
       o.reported, o.expected, r.id as release, d.illustrative
from observations o
join localities l on l.id = o.locality_id
join releases r on r.seq = o.released_in
join datasets d on d.slug = o.dataset_slug
where o.superseded_in is null{conditions}
order by o.locality_id, o.indicator_code, o.period_end, o.id
"""
COUNT = "select count(*) from observations o where o.superseded_in is null{conditions}"
SPAN = " and o.period_end >= :from and o.period_end <= :to"
CONDITIONS = {
    "indicator": " and o.indicator_code = :indicator",
    "locality": " and o.locality_id = (select id from localities where code = :locality)",
    "within": """ and o.locality_id in (select id from localities where kind = 'village'
        and parent_id = (select id from localities where code = :within))""",
}
WHOLE = ROWS.format(conditions="")
LIMIT = 100


def statements(names: frozenset[str]) -> tuple[str, str]:
    """Of a page and of its total, narrowed by these parameters and a span of days."""
    conditions = "".join(CONDITIONS[name] for name in sorted(names)) + SPAN
    return ROWS.format(conditions=conditions) + f" limit {LIMIT + 1}", COUNT.format(conditions=conditions)
