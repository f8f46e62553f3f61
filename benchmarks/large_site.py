"""A site of 10,000 articles, 300 galleries and 30,000 photos against the demo site.

    make bench NAME=large_site [ARGUMENTS="--keep FILE"]

Copies the database of the demo and multiplies its rows: articles
and galleries in both languages, about cities, networks and topics in turn; galleries of a hundred photos. All
photos share the demo's files. Then draws the same pages from both databases without the page cache, in turns,
and prints queries, the median processor time (SQLite works within the process) and the ratio: design.md asks
for at most 1.5. The process has drawn other pages since the last write. `--keep` leaves the large database
behind under that name.
"""

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLES, GALLERIES, PHOTOS_EACH = 10_000, 300, 100
TURNS, MOST = 3, 1.5
# What both sites have: lists, filters, details, searches for a rare word and for a common one. The demo site
# fills a screen of each as well, lest the large one pays for cards that the demo does not show.
ADDRESSES = [
    "/",
    "/aktualnosci/",
    "/en/news/?page=3",
    "/aktualnosci/?city=konin",
    "/aktualnosci/?topic=partycypacja",
    "/aktualnosci/?year=2022",
    "/galerie-miast/",
    "/en/city-galleries/",
    "/miasta/konin/",
    "/en/networks/digital-cities-and-towns/",
    "/aktualnosci/rozwoj-lokalny-ma-umowe/",
    "/miasta/cieszyn/rynek-o-poranku/",
    "/en/cities/cieszyn/the-square-in-the-morning/photo/98/",
    "/szukaj/?q=cieszyn",
    "/en/search/?q=local",
    "/nie-ma-takiej/",
]


class Rows:
    """Rows of a database, copied with some of their columns changed."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.connection.row_factory = sqlite3.Row
        self.next = {}

    def all(self, table, where="1"):
        return [dict(row) for row in self.connection.execute(f'SELECT * FROM "{table}" WHERE {where}')]

    def number(self, table):
        """A new id."""
        if table not in self.next:
            (highest,) = self.connection.execute(f'SELECT max(id) FROM "{table}"').fetchone()
            self.next[table] = highest or 0
        self.next[table] += 1
        return self.next[table]

    def insert(self, table, rows):
        if rows:
            names = ", ".join(f'"{name}"' for name in rows[0])
            marks = ", ".join("?" * len(rows[0]))
            values = [tuple(row.values()) for row in rows]
            self.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


def base_36(number, length=4):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, last = divmod(number, 36)
        text = digits[last] + text
    return text.rjust(length, "0")


class Multiplier:
    """Adds copies of pages below their parents, with their search entries and subjects."""

    def __init__(self, rows):
        self.rows = rows
        self.subjects = {
            name: [row["id"] for row in rows.all(f"subjects_{name}")] for name in ("city", "network", "topic")
        }
        self.steps = {}

    def versions(self, table):
        """[(page, own row, parent)] of every original in Polish with its English version, as pairs."""
        pages = {row["id"]: row for row in self.rows.all("wagtailcore_page")}
        parents = {row["path"]: row for row in pages.values()}
        own = {row["page_ptr_id"]: row for row in self.rows.all(table)}
        by_key = {}
        for number, row in own.items():
            page = pages[number]
            if page["live"]:
                found = by_key.setdefault(page["translation_key"], {})
                found[page["locale_id"]] = (page, row, parents[page["path"][:-4]])
        return [list(pair.values()) for pair in by_key.values() if len(pair) == 2]

    def multiply(self, table, number, extra=None):
        """`number` copies, each in two languages, of the pages in `table`; `extra` gets each new id."""
        originals = self.versions(table)
        pages, owns, links, entries = [], [], {}, []
        texts = {row["object_id"]: row for row in self.rows.all("wagtailsearch_indexentry")}
        for count in range(number):
            key = uuid.uuid4().hex
            for page, own, parent in originals[count % len(originals)]:
                new = self.page(page, parent, key, count)
                pages.append(new)
                owns.append(own | {"page_ptr_id": new["id"]} | self.dates(own, count))
                for name, ids in self.subjects.items():
                    plural = {"city": "cities", "network": "networks", "topic": "topics"}[name]
                    link = {f"{table.split('_')[1]}_id": new["id"], f"{name}_id": ids[count % len(ids)]}
                    links.setdefault(f"{table}_{plural}", []).append(link)
                if entry := texts.get(str(page["id"])):
                    title = f"{entry['title']} {count}"
                    entries.append(
                        {name: value for name, value in entry.items() if name != "id"}
                        | {"object_id": str(new["id"]), "title": title}
                    )
                if extra:
                    extra(new["id"], page, count)
        self.rows.insert("wagtailcore_page", pages)
        self.rows.insert(table, owns)
        for link_table, rows in links.items():
            self.rows.insert(link_table, rows)
        self.rows.insert("wagtailsearch_indexentry", entries)

    def page(self, page, parent, key, count):
        path = parent["path"]
        if path not in self.steps:
            below = self.rows.all("wagtailcore_page", f"path LIKE '{path}____'")
            self.steps[path] = int(max([row["path"][-4:] for row in below], default="0"), 36)
        self.steps[path] += 1
        self.rows.connection.execute(
            "UPDATE wagtailcore_page SET numchild = numchild + 1 WHERE path = ?", [path]
        )
        slug = f"{page['slug'][:80]}-{count}"
        return page | {
            "id": self.rows.number("wagtailcore_page"),
            "path": path + base_36(self.steps[path]),
            "translation_key": key,
            "title": f"{page['title']} {count}",
            "slug": slug,
            "url_path": f"{parent['url_path']}{slug}/",
            "live_revision_id": None,
            "latest_revision_id": None,
        }

    @staticmethod
    def dates(own, count):
        return (
            {"date": f"{2014 + count % 10}-{1 + count % 12:02}-{1 + count % 28:02}"} if "date" in own else {}
        )


def multiplied(path):
    """Fill the database at `path`."""
    rows = Rows(path)
    multiplier = Multiplier(rows)
    multiplier.multiply("articles_articlepage", ARTICLES)
    photos, files, places = rows.all("photos_photo"), {}, []
    for rendition in rows.all("photos_photorendition"):
        files.setdefault(rendition["image_id"], []).append(rendition)
    photos = [photo for photo in photos if files.get(photo["id"])]
    place = rows.all("galleries_galleryphoto")[0]
    copies, renditions = [], []

    def with_photos(gallery, page, count):
        if page["locale_id"] != min(one["locale_id"] for one in rows.all("home_homepage_locale")):
            return
        for order in range(PHOTOS_EACH):
            original = photos[(count + order) % len(photos)]
            copy = original | {"id": rows.number("photos_photo"), "upload_key": None}
            copies.append(copy)
            renditions.extend(
                rendition | {"id": rows.number("photos_photorendition"), "image_id": copy["id"]}
                for rendition in files[original["id"]]
            )
            new = {"id": rows.number("galleries_galleryphoto"), "page_id": gallery, "photo_id": copy["id"]}
            places.append(place | new | {"sort_order": order, "is_cover": False})

    rows.connection.execute(
        "CREATE TEMP VIEW home_homepage_locale AS SELECT id AS locale_id FROM wagtailcore_locale"
        " WHERE language_code = 'pl'"
    )
    multiplier.multiply("galleries_gallerypage", GALLERIES, with_photos)
    rows.insert("photos_photo", copies)
    rows.insert("photos_photorendition", renditions)
    rows.insert("galleries_galleryphoto", places)
    rows.connection.commit()
    rows.connection.execute("ANALYZE")
    rows.connection.commit()


def measured(database):
    """{address: [queries, milliseconds]} of a database, drawn in a process of its own."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-m", "benchmarks.large_site", "--measure"]
    finished = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(finished.stdout.strip().splitlines()[-1])


def measure():
    from .cold_pages import draw, milliseconds, set_up, statements_of

    set_up()
    from django.test import Client
    from wagtail.models import Page

    client, found = Client(), {}
    problems = [kind for kind in Page.find_problems() if kind]
    if problems:
        raise SystemExit(f"The page tree is damaged: {problems}")
    for address in ADDRESSES:
        draw(client, address)
        found[address] = [len(statements_of(client, address)), milliseconds(client, address, is_first=False)]
    print(json.dumps(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FILE")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure()
        return
    with tempfile.TemporaryDirectory() as folder:
        small = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
        large = asked.keep or f"{folder}/large.sqlite3"
        shutil.copyfile(small, large)
        multiplied(large)
        turns = [(measured(small), measured(large)) for _turn in range(TURNS)]
    worst = 0
    print(f"{'demo':>9} {'large':>9} ratio  queries  address")
    for address in ADDRESSES:
        times = [[turn[side][address][1] for turn in turns] for side in (0, 1)]
        demo, big = (statistics.median(side) for side in times)
        queries = [turns[0][side][address][0] for side in (0, 1)]
        worst = max(worst, big / demo)
        print(f"{demo:6.1f} ms {big:6.1f} ms {big / demo:5.2f}  {queries[0]:2} {queries[1]:3}   {address}")
    if worst > MOST:
        raise SystemExit(f"{worst:.2f} times the demo's time; design.md allows {MOST}.")
    print(f"at most {worst:.2f} times the demo's time (limit {MOST})")


if __name__ == "__main__":
    main()
