"""The operations of a resource: its collection, one thing by its id, and collections within it."""

from collections.abc import Iterator
from typing import Any

from api.openapi.answers import Answers
from api.openapi.parameters import SUFFIX, Described, path_of, query_parameters
from api.routing import Part, Resource

Operation = dict[str, Any]


class Operations:
    """Operations as they are described, and what they ask."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Described]] = []

    def of(self, resource: Resource, answers: Answers) -> Iterator[tuple[str, Operation]]:
        yield from self._rows(resource, f"/{resource.name}", f"list_{resource.name}", resource.name, answers)
        path, ids = path_of(resource.one)
        asked = [*ids, *query_parameters(resource.one_query, resource.schema)]
        answered = answers.thing(resource.schema)
        yield path, self._operation(f"get_{resource.name}", resource.name, resource.about, asked, answered)
        if resource.one_suffixed:
            answered = answers.thing(resource.schema, negotiated=False)
            name = f"get_{resource.name}_as"
            yield f"{path}.{{format}}", self._operation(name, resource.name, resource.about, [SUFFIX, *asked], answered)
        for part in resource.parts:
            name = f"list_{part.rule.rpartition('/')[2]}_of_{resource.name}"
            yield from self._rows(part, part.rule, name, resource.name, answers)

    def _rows(
        self, described: Resource | Part, rule: str, name: str, tag: str, answers: Answers
    ) -> Iterator[tuple[str, Operation]]:
        """The address that negotiates, and the one that ends in a format."""
        path, ids = path_of(rule)
        asked = [*ids, *query_parameters(described.query, described.schema)]
        found = answers.rows(described.schema, of_something=bool(ids))
        yield path, self._operation(name, tag, described.about, asked, found)
        ending = [SUFFIX, *asked]
        found = answers.rows(described.schema, of_something=True, negotiated=False)
        yield f"{path}.{{format}}", self._operation(f"{name}_as", tag, described.about, ending, found)

    def _operation(
        self, name: str, tag: str, about: str, asked: list[Described], answered: dict[str, str]
    ) -> Operation:
        owner = name.removeprefix("list_").removeprefix("get_").removesuffix("_as")
        self.asked += [(owner, parameter) for parameter in asked]
        return {"operationId": name, "tags": [tag], "summary": about, "parameters": asked, "responses": answered}

    @staticmethod
    def refer(asked: list[Described], parameters: dict[str, Described]) -> list[str]:
        """The parameters by the names under which they are described."""
        return [next(name for name, known in parameters.items() if known == parameter) for parameter in asked]
