"""The committed pictures of the demo: as varied as what cities send, small enough, each one described."""

import re
from functools import cache
from pathlib import Path

from PIL import Image

from empirie.demo.content import FOLDER, names, read
from empirie.photos.file_names import is_file_name

PICTURES = Path(FOLDER).parent / "pictures"
ALL = read("pictures")
IN_GALLERIES = [row["picture"] for name in names("galleries") for row in read(name)["photos"]]
MOST_BYTES = 12_000_000
# As cameras and telephones call what they take.
KINDS_OF_NAMES = (
    r"IMG_\d{8}_\d{6}\.jpg",
    r"IMG_\d{4}\.JPG",
    r"IMG-\d{8}-WA\d{4}\.jpg",
    r"DSC_\d{4}\.JPG",
    r"DSC\d{5}\.JPG",
    r"DJI_\d{4}\.JPG",
    r"P[1-9A-C]\d{6}\.JPG",
    r"PXL_\d{8}_\d{9}\.jpg",
    r"\d{8}_\d{6}\.jpg",
)


@cache
def size_and_brightness(key):
    with Image.open(PICTURES / ALL[key]["file"]) as picture:
        size = picture.size
        picture.draft("L", (160, 160))
        grey = picture.convert("L").resize((1, 1), Image.Resampling.BOX)
        return size, grey.getpixel((0, 0))


def test_every_picture_is_used_described_in_both_languages_and_committed_once():
    files = [picture["file"] for picture in ALL.values()]
    assert sorted(files) == sorted(path.name for path in PICTURES.iterdir())
    assert len({name.lower() for name in files}) == len(files)
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.toml") if path.stem != "pictures"]
    assert [key for key in ALL if not any(f'"{key}"' in text for text in texts)] == []
    for key, picture in ALL.items():
        assert picture["pl"].startswith("Rysunek: "), key
        assert picture["en"].startswith("Drawing: "), key
        assert all(50 <= len(picture[code]) <= 200 for code in ("pl", "en")), key


def test_the_words_in_a_picture_stand_in_its_description():
    for key, words in {
        "street-plate": ("ul. Ogrodowa",),
        "market-plate": ("Rynek",),
        "poster-spring": ("WIOSNA NAD RZEKĄ 12 kwietnia",),
        "talk-energy": ("Energia z naszego dachu",),
        "chart-ideas": ("Drzewa", "Ławki", "Światło"),
    }.items():
        for word in words:
            assert word in ALL[key]["pl"]
            assert word in ALL[key]["en"]


def test_the_galleries_show_photos_of_every_shape_and_light():
    assert len(IN_GALLERIES) == len(set(IN_GALLERIES)) == 150
    measured = [size_and_brightness(key) for key in IN_GALLERIES]
    shares = [width / height for (width, height), _brightness in measured]
    assert sum(share < 0.9 for share in shares) >= 20, "upright"
    assert sum(share == 1 for share in shares) >= 10, "square"
    assert sum(share >= 2 for share in shares) >= 5, "panoramas"
    assert sum(brightness < 50 for _size, brightness in measured) >= 5, "dark"
    assert sum(brightness > 220 for _size, brightness in measured) >= 5, "high-key"
    assert sum(max(size) == 4000 for size, _brightness in measured) >= 3, "large"
    for key in ("crowd", "crowd-wide", "group-fourteen", "face-woman", "face-boy"):
        assert key in IN_GALLERIES, "people"


def test_gallery_photos_are_named_as_cameras_name_them():
    files = [ALL[key]["file"] for key in IN_GALLERIES]
    assert [name for name in files if not is_file_name(name)] == []
    for kind in KINDS_OF_NAMES:
        assert sum(bool(re.fullmatch(kind, name)) for name in files) >= 3, kind


def test_all_pictures_together_stay_small():
    sizes = [path.stat().st_size for path in PICTURES.iterdir()]
    assert len(sizes) > 250
    assert sum(sizes) <= MOST_BYTES
    assert max(sizes) <= 300_000
