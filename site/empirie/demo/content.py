"""Reading the demo content: TOML files, each text in Polish and, where there is one, in English."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "content"
LANGUAGES = ("pl", "en")


@cache
def read(name):
    """The file content/NAME.toml as a dictionary."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def names(kind):
    """The names of all files of a kind, in order: "articles/01-…", "articles/02-…"."""
    return [f"{kind}/{path.stem}" for path in sorted((FOLDER / kind).glob("*.toml"))]


def is_bilingual(item):
    """False for the items that stay Polish on purpose."""
    return "en" in item["title"]


def said_in(language, item, *keys):
    """{key: text in `language`} of those `keys` the item has."""
    return {key: item[key][language] for key in keys if language in item.get(key, {})}
