"""A gallery over a slow network: `make bench NAME=slow_network [ARGUMENTS=count, 36]`

Starts a site of its own on loopback and Chromium (CHROMIUM names the program) on its upload screen, with the
network of a phone at the edge of a field: 150 KB/s up, 300 KB/s down, 80 ms. Chooses photos of 12 megapixels,
and prints how long it takes until all are in the gallery, and what was sent of them. `ORIGINALS=1` takes the
browser's way to make photos smaller away, as in a browser that has none: the same photos as they are.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from benchmarks.uploads import camera_photo
from tests.live import PASSWORD, Person, Site
from tools.browser import find

UP, DOWN, LATENCY = 150_000, 300_000, 80
MOST_SENT = 0.5  # of what the photos weigh
WEIGH = """() => {
    globalThis.weights = {};
    const { append } = FormData.prototype;
    FormData.prototype.append = function (name, value, ...more) {
        if (name === "file") weights[more[0]] = value.size;
        return append.call(this, name, value, ...more);
    };
}"""


def files(folder, count):
    """The same picture with another end each: another file, as large."""
    photo = camera_photo()
    for number in range(count):
        path = folder / f"IMG_{number:04}.JPG"
        path.write_bytes(photo + f"{number:04}".encode())
        yield path


def open_screen(browser, site):
    gallery = Person(site).begin()
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", "krosno")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"{site.address}/admin/city-galleries/{gallery}/")
    page.check("#id_declaration")
    page.evaluate(WEIGH)
    return page


def slow_down(page):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speeds = {"uploadThroughput": UP, "downloadThroughput": DOWN, "latency": LATENCY}
    session.send("Network.emulateNetworkConditions", {"offline": False, **speeds})


def main(count):
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder))
        site.start()
        try:
            browser = playwright.chromium.launch(executable_path=find()[0], args=["--no-sandbox"])
            page = open_screen(browser, site)
            if os.environ.get("ORIGINALS"):
                page.evaluate("globalThis.createImageBitmap = undefined")
            slow_down(page)
            measure(page, list(files(Path(folder), count)))
            browser.close()
        finally:
            site.kill()


def measure(page, paths):
    begun = time.perf_counter()
    page.set_input_files("#id_file", paths)
    expect(page.locator("[data-photo]")).to_have_count(len(paths), timeout=3_600_000)
    seconds = time.perf_counter() - begun
    sent = sum(page.evaluate("weights").values())
    whole = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} photos of {whole / len(paths) / 1e6:.1f} MB at {UP // 1000} KB/s: {seconds:.0f} s")
    print(f"sent {sent / 1e6:.1f} of {whole / 1e6:.1f} MB in {seconds:.0f} s (limit {MOST_SENT:.0%})")
    if sent > MOST_SENT * whole and not os.environ.get("ORIGINALS"):
        raise SystemExit("The browser made the photos too little smaller.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 36)
