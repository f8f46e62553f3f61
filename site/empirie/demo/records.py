"""Loading the records: topics, cities with their facts, networks with their meetings; site settings."""

from empirie.subjects.models import City, CityFact, Network, NetworkMeeting, Topic
from home.models import ProgrammeSettings

from .content import read


def load_topics():
    for topic in read("topics")["topic"]:
        values = {key: topic[key] for key in ("name_pl", "name_en", "slug_en")}
        Topic.objects.get_or_create(slug_pl=topic["slug_pl"], defaults=values)


def load_cities():
    for item in read("cities")["city"]:
        if City.objects.filter(slug=item["slug"]).exists():
            continue
        city = City(
            slug=item["slug"],
            name=item["name"],
            voivodeship=item["voivodeship"],
            latitude=item["latitude"],
            longitude=item["longitude"],
            project_url=item.get("project_url", ""),
            **_bilingual(item, "project_title", "donor_partner"),
        )
        city.facts = [
            CityFact(
                kind=fact["kind"],
                amount=fact.get("amount"),
                currency=fact.get("currency", ""),
                date=fact.get("date"),
                source=fact["source"],
                sort_order=order,
                **_bilingual({"text": fact.get("text") or fact.get("note", {})}, "text"),
            )
            for order, fact in enumerate(item.get("facts", []))
        ]
        city.save()


def load_networks():
    for item in read("networks")["network"]:
        if Network.objects.filter(slug=item["key"]).exists():
            continue
        network = Network(
            slug=item["key"],
            kind=item["kind"],
            sort_order=item["order"],
            **_bilingual(item, "name", "deals_with"),
        )
        network.meetings = [
            NetworkMeeting(
                starts=meeting.get("starts"),
                ends=meeting.get("ends"),
                city=City.objects.filter(slug=meeting.get("city", "")).first(),
                place=meeting.get("place", ""),
                source=meeting.get("source", ""),
                sort_order=order,
                **_bilingual(meeting, "when", "topic"),
            )
            for order, meeting in enumerate(item.get("meetings", []))
        ]
        network.members = City.objects.filter(slug__in=item["members"])
        network.save()


def load_programme(site):
    """The texts of header and footer, unless an editor has written some."""
    programme = ProgrammeSettings.for_site(site)
    if programme.funding_pl:
        return
    for field, value in read("programme").items():
        setattr(programme, field, value)
    programme.save()


def _bilingual(item, *keys):
    """{"name_pl": …, "name_en": …} for each key; empty where a language is missing."""
    return {
        f"{key}_{language}": item.get(key, {}).get(language, "") for key in keys for language in ("pl", "en")
    }
