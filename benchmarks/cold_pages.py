"""What a page costs that is in no cache: SQL queries and processor time, by page type and language.

    make bench NAME=cold_pages [ARGUMENTS="--profile TYPE" or "--sql TYPE"]

Draws a page of every public type from the demo for an anonymous reader and without the page cache. The
process is warm, as a server's is: templates compiled, sites, languages and content types known. Renditions
are looked up anew each time. The first time is that of the first page after something was written; the second
that of a page after others, when the process remembers what all pages share (empirie/core/remembered.py).
design.md asks for at most 12 queries for the first. `--profile` prints where the time of one type goes,
`--sql` its statements.
"""

import argparse
import cProfile
import logging
import os
import pstats
import statistics
import time

ROUNDS = 20
LIMIT = 12


def set_up():
    os.environ["DJANGO_SETTINGS_MODULE"] = "empirie.settings.development"
    os.environ["PAGE_CACHE"] = "0"
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # Django keeps every statement while it debugs
    settings.ALLOWED_HOSTS = ["*"]
    settings.TEMPLATES[0]["OPTIONS"]["debug"] = False
    from empirie.delivery.memory import search_garbage_seldom

    search_garbage_seldom()
    logging.disable(logging.WARNING)


def pages_to_draw():
    """[(name of the type, language, address)]: the page of each type with the longest address list first."""
    from wagtail.models import Page

    from empirie.core.queries import only_readable
    from galleries.photo_pages import photo_address
    from galleries.queries import shown_photos

    found = {}
    for page in only_readable(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path"):
        found.setdefault((page.specific_class.__name__, page.locale.language_code), page)
    addresses = [(name, language, page.url) for (name, language), page in found.items()]
    for (name, language), page in found.items():
        if name == "GalleryPage":
            gallery = page.specific
            addresses.append(("(photo)", language, photo_address(gallery, shown_photos(gallery)[0].photo_id)))
        if name == "InformationPage":
            empirie = only_readable(
                type(page.specific).objects.filter(slug__contains="empiri", locale=page.locale)
            ).first()
            if empirie:
                addresses.append(("(Empirie)", language, empirie.url))
        if name == "SearchPage":
            addresses.append(("(search)", language, f"{page.url}?q=park"))
        if name == "ArticleIndexPage":
            addresses.append(("(filtered)", language, f"{page.url}?city=krosno&year=2023"))
    addresses += [
        ("(404)", "pl", "/nie-ma/"),
        ("(404)", "en", "/en/nie-ma/"),
        ("(sitemap)", "", "/sitemap.xml"),
    ]
    return sorted(addresses)


def forget():
    """Empty the cache, but for what a warm process knows: where the sites' trees begin."""
    from django.core.cache import cache
    from wagtail.models import Site

    cache.clear()
    Site.get_site_root_paths()


def draw(client, address, status=(200, 404)):
    response = client.get(address, SERVER_NAME="127.0.0.1")
    assert response.status_code in status, (address, response.status_code)
    return response


def statements_of(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    draw(client, address)
    forget()
    with CaptureQueriesContext(connection) as captured:
        draw(client, address)
    return [query["sql"] for query in captured]


def milliseconds(client, address, *, is_first):
    """The median of the processor time of ROUNDS drawings, each the first since a write or none of them."""
    from empirie.core.remembered import remembering

    spent, values = [], {}
    for _round in range(ROUNDS):
        forget()
        with remembering({} if is_first else values):
            begun = time.process_time()
            draw(client, address)
            spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent)


def print_profile(client, address):
    profile = cProfile.Profile()
    profile.enable()
    for _round in range(ROUNDS):
        draw(client, address)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", metavar="TYPE")
    parser.add_argument("--sql", metavar="TYPE")
    asked = parser.parse_args()
    set_up()
    from django.test import Client

    client, too_many, most = Client(), [], 0
    for name, language, address in pages_to_draw():
        if (asked.profile or asked.sql or name) != name:
            continue
        statements = statements_of(client, address)
        first, further = (milliseconds(client, address, is_first=is_first) for is_first in (True, False))
        times = f"{first:6.1f} ms {further:6.1f} ms"
        print(f"{name:28} {language:3} {len(statements):3} queries {times}  {address}")
        most = max(most, len(statements))
        too_many += [name] if len(statements) > LIMIT else []
        if asked.sql:
            print("\n".join(f"  {number:2} {sql}" for number, sql in enumerate(statements, 1)))
        if asked.profile:
            print_profile(client, address)
    if too_many:
        raise SystemExit(f"More than {LIMIT} queries: {', '.join(sorted(set(too_many)))}")
    print(f"at most {most} queries for a page that is in no cache (limit {LIMIT})")


if __name__ == "__main__":
    main()
