"""Make the demonstration recordings, their captions and their transcripts again.

For developers only: the site never runs this, the files it makes are in the repository. It draws
the films with Pillow, speaks with espeak-ng and encodes with ffmpeg:

    apt-get install ffmpeg espeak-ng fonts-dejavu-core       # Debian
    PYTHONPATH=site python -m empirie.demo.recordings.make_recordings            # all six
    PYTHONPATH=site python -m empirie.demo.recordings.make_recordings podcast-energia
    PYTHONPATH=site python -m empirie.demo.recordings.make_recordings --stills FOLDER miasto-zielone

The words are in narration.toml. Sound and pictures hold no chance: the same tools give the same
films. `--stills FOLDER` writes one picture every two seconds instead, to look at while drawing.
"""

import argparse
import importlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from . import captions, sound, timeline

HERE = Path(__file__).parent
CONTENT = HERE.parent / "content" / "recordings"
FILMS = {
    "empirie-w-trzy-minuty": "film_empirie",
    "miasto-cyfrowe": "film_digital",
    "miasto-zielone": "film_green",
    "jak-pracuje-siec": "film_network",
}
FRAMES_PER_SECOND = 20
FFMPEG = shlex.split("ffmpeg -v error -y -threads 1")
H264 = shlex.split(
    "-vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    " -c:v libx264 -profile:v main -preset veryslow -tune animation -crf 28"
    " -colorspace bt709 -color_primaries bt709 -color_trc bt709 -movflags +faststart"
)
AAC = shlex.split("-c:a aac -ar 44100 -b:a 56k")
MP3 = shlex.split("-c:a libmp3lame -ar 44100 -b:a 56k")
# No date and no version in the file: an unchanged recording is an unchanged file.
SAME_EVERY_TIME = shlex.split("-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact")


def main(arguments=None):
    options = _options(arguments)
    problem = missing_tool()
    if problem:
        sys.exit(problem)
    recordings = tomllib.loads((HERE / "narration.toml").read_text(encoding="utf-8"))
    for stem in options.stems or recordings:
        if stem not in recordings:
            sys.exit(f"No recording is called {stem}. There are: {', '.join(recordings)}.")
        make(stem, recordings[stem], options.stills)


def missing_tool():
    """One line that says what to install, or nothing when all is there."""
    for command, package in (("ffmpeg", "ffmpeg"), ("ffprobe", "ffmpeg"), ("espeak-ng", "espeak-ng")):
        if shutil.which(command) is None:
            return f"{command} is missing: apt-get install {package}"
    try:
        importlib.import_module(".canvas", __package__)
    except (ImportError, OSError) as problem:
        return f"Pillow or the DejaVu fonts are missing ({problem}): apt-get install fonts-dejavu-core"
    return ""


def make(stem, script, stills):
    """One recording from its words to its files."""
    voices, times = _heard(script)
    if stills:
        _write_stills(stem, times, stills)
        return
    with tempfile.TemporaryDirectory() as folder:
        soundtrack = Path(folder) / "sound.wav"
        sound.write_wav(soundtrack, sound.mix(times, script["tune"], voices))
        media = _encode_film(stem, times, soundtrack) if stem in FILMS else _encode_podcast(stem, soundtrack)
    _write_captions(stem, times)
    print(f"{media.name}: {measured_seconds(media):.2f} s, {media.stat().st_size // 1000} kB")


def measured_seconds(media):
    """The length a player will show: asked of the finished file, not of the plan."""
    asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(media)]
    return float(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)


def _options(arguments):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("stems", nargs="*", metavar="STEM", help="which recordings; all when none is named")
    parser.add_argument("--stills", type=Path, metavar="FOLDER", help="write pictures to look at, no film")
    return parser.parse_args(arguments)


def _heard(script):
    """The voice of every line, and the timeline that follows from how long each one takes."""
    lines = script["lines"]
    if "seconds" in script:
        return [], timeline.silent_timeline(lines, script["seconds"])
    voices = [sound.speak(line.get("say", line["pl"]), line.get("voice", "low")) for line in lines]
    return voices, timeline.spoken_timeline(lines, [sound.seconds_of(voice) for voice in voices])


def _film(stem, times):
    return importlib.import_module(f".{FILMS[stem]}", __package__).Film(times)


def _write_stills(stem, times, folder):
    if stem not in FILMS:
        return
    folder.mkdir(parents=True, exist_ok=True)
    film = _film(stem, times)
    for second in range(1, times.seconds, 2):
        film.frame(second).save(folder / f"{stem}-{second:02}.png")


def _encode_film(stem, times, soundtrack):
    """Feed the drawn frames to ffmpeg; settings every browser since 2012 can play."""
    media = HERE / f"{stem}.mp4"
    film = _film(stem, times)
    width, height = film.frame(0).size
    frames = f"-f rawvideo -pix_fmt rgb24 -s {width}x{height} -r {FRAMES_PER_SECOND} -i -".split()
    length = ["-t", str(times.seconds)]
    command = [*FFMPEG, *frames, "-i", str(soundtrack), *H264, *AAC, *length, *SAME_EVERY_TIME, str(media)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        for number in range(times.seconds * FRAMES_PER_SECOND):
            encoder.stdin.write(film.frame(number / FRAMES_PER_SECOND).tobytes())
        encoder.stdin.close()
        if encoder.wait():
            sys.exit(f"ffmpeg could not encode {media.name}; its own message is above.")
    return media


def _encode_podcast(stem, soundtrack):
    media = HERE / f"{stem}.mp3"
    subprocess.run(
        [*FFMPEG, "-i", str(soundtrack), *MP3, *SAME_EVERY_TIME, str(media)],
        check=True,
    )
    return media


def _write_captions(stem, times):
    for language in ("pl", "en"):
        (HERE / f"{stem}.{language}.vtt").write_text(captions.webvtt(times, language), encoding="utf-8")
    content = CONTENT / f"{stem}.toml"
    if content.exists():
        languages = ("pl", "en") if times.spoken else ()
        words = {language: captions.transcript(times, language) for language in languages}
        captions.refresh_content_file(content, times.seconds, words)


if __name__ == "__main__":
    main()
