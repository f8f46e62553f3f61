"""What cleaning a photo costs: seconds for each, and the memory of the process at its highest.

    python benchmarks/photos.py [ROUNDS]

Every case runs in a process of its own, so that one's memory does not count for another. The time is that of
the processor. The pictures are made here: noise over a gradient, about as hard to pack as a photo.
"""

import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "empirie.settings.test")

SIZES = {
    **{12: (4000, 3000), 13: (4160, 3120), 24: (6000, 4000), 48: (8064, 6048)},
    **{50: (8160, 6144), 59: (16382, 3628), 119: (12600, 9450)},
}
# (what, format, megapixels, orientation)
CASES = {
    "JPEG 12 MP, as it is": ("JPEG", 12, 1),
    "JPEG 12 MP, turned": ("JPEG", 12, 6),
    "JPEG 13 MP, made smaller": ("JPEG", 13, 1),
    "JPEG 24 MP, made smaller": ("JPEG", 24, 1),
    "JPEG 48 MP, made smaller": ("JPEG", 48, 1),
    "JPEG 50 MP, made smaller": ("JPEG", 50, 1),
    "JPEG 119 MP, made smaller": ("JPEG", 119, 1),
    "JPEG 50 MP, progressive": ("PROGRESSIVE", 50, 1),
    "HEIC 12 MP": ("HEIF", 12, 1),
    "HEIC 24 MP": ("HEIF", 24, 1),
    "HEIC 48 MP": ("HEIF", 48, 1),
    "PNG 12 MP, as it is": ("PNG", 12, 1),
    "PNG 59 MP, made smaller": ("PNG", 59, 1),
    "WebP 12 MP, as it is": ("WEBP", 12, 1),
    "AVIF 12 MP": ("AVIF", 12, 1),
}


def picture_file(kind, megapixels, orientation):
    """The bytes of a picture with the grain of a camera."""
    import pillow_heif
    from PIL import Image

    size = SIZES[megapixels]
    colours = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.new("L", (256, 256), 90)]
    grain = Image.effect_noise(size, 24).convert("RGB")
    drawn = Image.blend(Image.merge("RGB", colours).resize(size), grain, 0.3)
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(drawn).save(file, quality=70)
    else:
        options = {
            "PNG": {"compress_level": 1},
            "AVIF": {"speed": 10},
            "PROGRESSIVE": {"quality": 90, "progressive": True},
        }.get(kind, {"quality": 90})
        drawn.save(file, "JPEG" if kind == "PROGRESSIVE" else kind, exif=exif.tobytes(), **options)
    return file.getvalue()


def measure(path, rounds):
    """Prints seconds for one photo and megabytes: before, at the highest."""
    import django

    django.setup()
    from django.core.files.base import ContentFile

    from empirie.photos.cleaning import clean

    content = Path(path).read_bytes()
    before = peak()
    started = time.process_time()
    for _round in range(rounds):
        result = clean(ContentFile(content, name="photo"))
    seconds = (time.process_time() - started) / rounds
    sizes = f"{len(content) / 1e6:6.1f} → {len(result.content) / 1e6:4.1f} MB"
    print(f"{seconds:7.2f} s {sizes} {before:6.0f} → {peak():4.0f} MB")


def peak():
    """The most memory this process ever held, in megabytes. (getrusage would begin with its parent's.)"""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024


def main(rounds):
    import tempfile

    print(f"{'':28}per photo        file size    process memory")
    with tempfile.TemporaryDirectory() as folder:
        for name, case in CASES.items():
            path = Path(folder) / "picture"
            path.write_bytes(picture_file(*case))
            answer = subprocess.run(
                [sys.executable, __file__, "--measure", str(path), str(rounds)],
                capture_output=True,
                text=True,
                check=True,
            )
            print(f"{name:26}{answer.stdout.rstrip()}", flush=True)


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
