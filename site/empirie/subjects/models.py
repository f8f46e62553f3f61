"""What everything is about: cities, networks, topics."""

from .cities import City, CityFact, Voivodeship
from .networks import Network, NetworkMeeting
from .topics import Topic

__all__ = ["City", "CityFact", "Network", "NetworkMeeting", "Topic", "Voivodeship"]
