from api.reference import END, PAGE, START, reference
from api.routing import v1


def test_the_page_is_as_the_schemas_are():
    """Renew it with ``python -m api.reference``."""
    printed = PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    assert printed.strip() == reference().strip()


def test_every_parameter_and_field_says_what_it_is():
    for resource in v1.listed():
        for schema in (resource.schema, resource.query, resource.one_query):
            assert all(field.metadata["description"] for field in schema().fields.values())
