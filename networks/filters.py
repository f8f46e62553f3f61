"""What readers filter products by."""

from empirie.subjects.filters import Option, SubjectFilter, known_choice

from .products import Level, ProductKind


class ProductFilter(SubjectFilter):
    """Subject, kind and level."""

    def __init__(self, query):
        super().__init__(query)
        self.kind = known_choice(ProductKind, query.get("kind"))
        self.level = known_choice(Level, query.get("level"))

    def asked(self):
        own = {"kind": self.kind, "level": self.level}
        return super().asked() | {name: value for name, value in own.items() if value}

    def narrow(self, pages):
        pages = super().narrow(pages)
        if self.kind:
            pages = pages.filter(kind=self.kind)
        if self.level:
            pages = pages.filter(level=self.level)
        return pages

    def options(self):
        return {
            "kind": [Option(value, label, value == self.kind) for value, label in ProductKind.choices],
            "level": [Option(value, label, value == self.level) for value, label in Level.choices],
        } | super().options()
