"""What personal data is erased when: one table, which apps fill from their module `retention_rules`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Rule:
    """One kind of data: how long it is kept, why so long, and on what legal basis.

    `erase(now)` erases what is older and returns how many; it writes to the database only, and deletes files
    when the transaction is committed.
    """

    what: str
    kept: str
    why: str
    basis: str
    erase: Callable


_rules = {}


def register(rule):
    """Enter a rule; once more replaces it."""
    _rules[rule.what] = rule
    return rule


def rules():
    """Every rule of every installed app, by name."""
    autodiscover_modules("retention_rules")
    return sorted(_rules.values(), key=lambda rule: rule.what)
