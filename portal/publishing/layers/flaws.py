"""What is wrong with one thing, before it is known where it stands."""


class Flaw(Exception):
    """A code of the catalogue and what its sentence is about."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values
