"""The sound of a recording: a synthetic voice over a soft pad, mixed sample by sample.

The music is computed here rather than borrowed, so nobody's rights are in it, and it is the
same on every run. Levels follow the voice: the pad steps back while somebody speaks.
"""

import math
import random
import subprocess
import wave
from array import array

RATE = 22_050
VOICES = {"low": ("pl", "42"), "high": ("pl+f3", "48")}
WORDS_PER_MINUTE = "158"
QUIET = 250  # of 32,767: below this a sample at either end of a sentence is silence
CHORD_SECONDS = 4.0
TUNES = {  # chords as MIDI notes, and the notes of the opening chime
    "hopeful": ([(48, 55, 64, 67), (45, 52, 60, 64), (41, 53, 57, 64), (43, 50, 59, 62)], (72, 76, 79, 84)),
    "curious": ([(50, 57, 65, 69), (46, 53, 62, 65), (41, 53, 60, 69), (48, 55, 64, 67)], (69, 74, 77, 81)),
    "calm": ([(43, 50, 59, 66), (48, 55, 64, 67), (40, 52, 59, 67), (50, 57, 62, 66)], (71, 74, 79, 83)),
}


def speak(text, voice):
    """The samples of one sentence, cleaned of rumble and of the silence at both ends."""
    name, pitch = VOICES[voice]
    said = subprocess.run(
        ["espeak-ng", "-v", name, "-s", WORDS_PER_MINUTE, "-p", pitch, "--stdout", text],
        check=True,
        capture_output=True,
    )
    softer = "highpass=f=90,equalizer=f=3200:t=q:w=1:g=-4,lowpass=f=7000,acompressor=threshold=-20dB:ratio=3"
    cleaned = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "-", "-af", softer, "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"],
        check=True,
        capture_output=True,
        input=said.stdout,
    )
    samples = array("h", cleaned.stdout)
    loud = [index for index, sample in enumerate(samples) if abs(sample) > QUIET]
    margin = RATE // 25
    heard = samples[max(0, loud[0] - margin) : loud[-1] + margin]
    peak = max(abs(sample) for sample in heard)
    return array("f", (sample / peak for sample in heard))


def seconds_of(samples):
    """How long the samples last."""
    return len(samples) / RATE


def mix(timeline, tune, voices):
    """Music for the whole timeline, with each sentence laid exactly where its cue begins."""
    total = timeline.seconds * RATE
    music = _with_echo(_music(tune, timeline.seconds))
    for sound, maker in (("birds", _birds), ("rain", _rain)):
        for start, end in timeline.every(sound):
            _add(music, maker(end - start), start)
    peak = max(abs(sample) for sample in music)
    level = _music_level(timeline)
    mixed = array("f", (music[index] / peak * level[index * 20 // RATE] for index in range(total)))
    for cue, samples in zip(timeline.spoken, voices, strict=True):
        _add(mixed, array("f", (sample * 0.72 for sample in samples)), cue.start)
    return mixed


def write_wav(path, samples):
    """Sixteen-bit mono: what ffmpeg turns into AAC or MP3."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", (int(max(-1, min(1, sample)) * 32_000) for sample in samples)).tobytes())


def _music(tune, seconds):
    """Slow chords that melt into one another, and a bell-like note of the chord now and then."""
    chords, chime = TUNES[tune]
    music = array("f", bytes(4 * seconds * RATE))
    for number in range(math.ceil(seconds / CHORD_SECONDS)):
        chord = chords[number % len(chords)]
        start = number * CHORD_SECONDS
        for note in chord:
            _add(music, _pad(note, CHORD_SECONDS + 1.6), start)
        for beat, note in enumerate((chord[2], chord[3], chord[1], chord[3])):
            _add(music, _bell(note + 12, 2.0, 0.22), start + beat)
    for step, note in enumerate(chime):
        _add(music, _bell(note, 2.6, 0.55), 0.15 + step * 0.28)
        _add(music, _bell(note, 2.6, 0.45), seconds - 2.9 + step * 0.28)
    return music


def _pad(note, seconds):
    """One long, soft tone: a sine, its octave, and a slow swell at both ends."""
    count, step = int(seconds * RATE), _step(note)
    swell = 1.5 * RATE
    return array(
        "f",
        (
            min(1, index / swell, (count - index) / swell)
            * 0.2
            * (math.sin(step * index) + 0.25 * math.sin(2.003 * step * index))
            for index in range(count)
        ),
    )


def _bell(note, seconds, loudness):
    """One struck tone: it starts at once (but without a click) and dies away."""
    count, step = int(seconds * RATE), _step(note)
    return array(
        "f",
        (
            loudness
            * min(1, index / 200)
            * math.exp(-3.2 * index / count)
            * (math.sin(step * index) + 0.3 * math.sin(3 * step * index) * math.exp(-9 * index / count))
            * min(1, (count - index) / 2000)
            for index in range(count)
        ),
    )


def _birds(seconds):
    """Short whistles that bend, in little groups, always the same ones."""
    chance = random.Random(29)
    birds = array("f", bytes(4 * int((seconds + 1) * RATE)))
    clock = 0.2
    while clock < seconds - 0.8:
        pitch = chance.choice((2600, 3100, 3500))
        for whistle in range(chance.choice((2, 3, 4))):
            _add(birds, _whistle(pitch, chance.uniform(300, 900)), clock + whistle * 0.14)
        clock += chance.uniform(0.7, 1.3)
    return birds


def _whistle(pitch, bend):
    count = RATE // 11
    phase, tone = 0.0, array("f")
    for index in range(count):
        phase += math.tau * (pitch + bend * math.sin(math.pi * index / count)) / RATE
        tone.append(0.16 * math.sin(math.pi * index / count) ** 2 * math.sin(phase))
    return tone


def _rain(seconds):
    """Noise with its edge taken off, swelling in and out."""
    chance = random.Random(8)
    count, smooth, rain = int(seconds * RATE), 0.0, array("f")
    for index in range(count):
        smooth += 0.35 * (chance.uniform(-1, 1) - smooth)
        rain.append(0.35 * smooth * min(1, index / RATE, (count - index) / RATE))
    return rain


def _with_echo(music):
    """A little room around the notes."""
    for delay, share in ((0.19, 0.28), (0.43, 0.22)):
        offset = int(delay * RATE)
        for index in range(offset, len(music)):
            music[index] += share * music[index - offset]
    return music


def _music_level(timeline):
    """How loud the music is, twenty times a second: low under a voice, with soft slopes."""
    speech = [(cue.start, cue.end) for cue in timeline.spoken]
    steps = timeline.seconds * 20 + 1
    full, under = (0.5, 0.11) if speech else (0.62, 0.62)
    level, current = [], full
    for step in range(steps):
        now = step / 20
        wanted = under if any(start - 0.5 < now < end + 0.6 for start, end in speech) else full
        current += (wanted - current) * 0.16
        fade = min(1, now / 0.3, max(0, timeline.seconds - now) / 1.6)
        level.append(current * fade)
    return level


def _step(note):
    return math.tau * 440 * 2 ** ((note - 69) / 12) / RATE


def _add(target, samples, start):
    """Add `samples` to `target` from the second `start` on; what sticks out is cut."""
    offset = round(start * RATE)
    for index in range(min(len(samples), len(target) - offset)):
        target[offset + index] += samples[index]
