"""The tables of ``docs/api.md``, printed from the schemas: ``python -m api.reference`` renews them."""

from collections.abc import Iterator

from api.parameters import Page, parameters_of
from api.routing import Part, Resource, v1
from portal.settings import ROOT

PAGE = ROOT / "docs" / "api.md"
START, END = "<!-- printed from the schemas by `python -m api.reference` -->\n", "<!-- end of what is printed -->\n"


def reference() -> str:
    """Every resource with its parameters and fields, in Markdown."""
    common = _table("parameter of every collection", _parameters(Page))
    return "\n".join([common, *(_chapter(resource) for resource in v1.listed())])


def _chapter(resource: Resource) -> str:
    address = f"{v1.prefix}/{resource.name}"
    one = f"{v1.prefix}{resource.one}"
    one_own = [f"`{name}`" for name in parameters_of(resource.one_query) if name not in {"lang", "fields"}]
    asked = f" It takes {', '.join(one_own)} too." if one_own else ""
    addresses = f"`GET {address}`, `{address}.csv`, `{address}.ndjson`; one: `GET {one}`.{asked}"
    head = f"### {resource.name}\n\n{resource.about}\n\n{addresses}\n"
    return "\n".join([head, *_tables(resource), *(_section(part) for part in resource.parts)])


def _section(part: Part) -> str:
    address = v1.prefix + part.rule
    head = f"#### `{part.rule.strip('/')}`\n\n{part.about}\n\n`GET {address}`, `{address}.csv`, `{address}.ndjson`.\n"
    return "\n".join([head, *_tables(part)])


def _tables(resource: Resource | Part) -> list[str]:
    own = [row for row in _parameters(resource.query) if row not in set(_parameters(Page))]
    return [_table("parameter", own), _table("field", list(_fields(resource)))]


def _parameters(query: type) -> list[tuple[str, str]]:
    return [(name, _about(p)) for name, p in parameters_of(query).items()]


def _about(parameter: object) -> str:
    about = str(parameter.metadata["description"])
    values = getattr(parameter, "words", None) or getattr(parameter, "sortable", None)
    return f"{about}: {_words(values)}" if values else about


def _fields(resource: Resource | Part) -> Iterator[tuple[str, str]]:
    for name, field in resource.schema().fields.items():
        kind = field.kind + (" or null" if field.allow_none else "")
        yield name, f"{field.metadata['description']} ({kind})"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    return f"| {title} | |\n|---|---|\n" + "".join(f"| `{name}` | {about} |\n" for name, about in rows)


def renew() -> None:
    """Print the reference into its page, between the two marks."""
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{START}\n{reference()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    renew()
