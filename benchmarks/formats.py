"""What each format of a rendition costs: kilobytes and milliseconds of processor time for one picture.

    python benchmarks/formats.py [PICTURES]

Takes so many of the demo's pictures (8), as they are and with a camera's noise laid over them.
"""

import io
import sys
import time
from pathlib import Path

from PIL import Image, ImageChops

PICTURES = Path(__file__).resolve().parent.parent / "site/empirie/demo/pictures"
WAYS = {
    **{f"AVIF, speed {speed}": ("AVIF", {"quality": 61, "speed": speed}) for speed in (6, 8, 9)},
    "WebP": ("WEBP", {"quality": 80}),
    "JPEG": ("JPEG", {"quality": 76, "progressive": True, "optimize": True}),
}


def noisy(picture):
    noise = Image.effect_noise(picture.size, 22)
    return ImageChops.add(picture, Image.merge("RGB", (noise,) * 3), 1, -128)


def measure(pictures, kind, options):
    """(kilobytes, milliseconds) of one picture, on average."""
    size, begun = 0, time.process_time()
    for picture in pictures:
        file = io.BytesIO()
        picture.save(file, kind, **options)
        size += len(file.getvalue())
    return size / 1000 / len(pictures), (time.process_time() - begun) * 1000 / len(pictures)


def main(count=8):
    files = sorted(PICTURES.glob("*.[jJ]*"))
    chosen = [Image.open(file).convert("RGB") for file in files[:: max(1, len(files) // int(count))]]
    for name, change in {"drawn": lambda picture: picture, "noisy": noisy}.items():
        for side in (480, 960, 1600):
            pictures = [change(picture.resize((side, side * 2 // 3))) for picture in chosen]
            for way, (kind, options) in WAYS.items():
                size, milliseconds = measure(pictures, kind, options)
                print(f"{name}, {side} px, {way}: {size:.1f} KB, {milliseconds:.0f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
