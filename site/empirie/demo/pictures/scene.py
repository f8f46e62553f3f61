"""What a scene is: something composed once, which can then be painted and put into words."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from .scenery import Sky
from .words import WHEN, Description, Phrase, sentence


@dataclass(frozen=True)
class Scene(ABC):
    """The plan of one drawing. Painting and describing both read it, so the words are true."""

    title: ClassVar[Phrase]
    sky: Sky

    @classmethod
    @abstractmethod
    def compose(cls, rng, palette):
        """The plan that the random numbers of a seed lead to."""

    @abstractmethod
    def paint(self, canvas):
        """Draw the plan."""

    @abstractmethod
    def inventory(self):
        """What can be seen, as phrases; `None` stands for what this drawing does without."""

    def moment(self, light):
        return WHEN[light]

    def describe(self, light) -> Description:
        return sentence(self.title, self.moment(light), self.inventory())
