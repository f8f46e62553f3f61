"""When each sentence is heard: the one clock that sound, pictures and captions share.

The times come from the finished audio, sentence by sentence, so that a caption can never
drift away from the voice when somebody changes a word or the speed.
"""

import math
from dataclasses import dataclass

INTRO_SECONDS = 2.3
OUTRO_SECONDS = 2.4
GAP_SECONDS = 0.38
PARAGRAPH_GAP_SECONDS = 0.75
SPEAKERS = {
    "high": {"pl": "Głos 1: ", "en": "Voice 1: "},
    "low": {"pl": "Głos 2: ", "en": "Voice 2: "},
}


@dataclass(frozen=True)
class Cue:
    """One caption: what is heard, in both languages, and when."""

    start: float
    end: float
    pl: str
    en: str
    mark: str = ""
    opens_paragraph: bool = False
    is_sound: bool = False


@dataclass(frozen=True)
class Timeline:
    """All cues of one recording, in order, and its full length in whole seconds."""

    cues: tuple
    seconds: int

    def at(self, mark):
        """The second at which the sentence called `mark` begins."""
        return next(cue.start for cue in self.cues if cue.mark == mark)

    def every(self, mark):
        """All stretches of time called `mark`, as (start, end)."""
        return [(cue.start, cue.end) for cue in self.cues if cue.mark == mark]

    @property
    def spoken(self):
        return [cue for cue in self.cues if not cue.is_sound]


def spoken_timeline(lines, lengths):
    """Lay sentences of the measured `lengths` one after another, with room to breathe."""
    names = _speakers_named(lines)
    cues = [Cue(0.2, INTRO_SECONDS - 0.3, "[spokojna muzyka]", "[calm music]", is_sound=True)]
    clock = INTRO_SECONDS
    for index, (line, length) in enumerate(zip(lines, lengths, strict=True)):
        opens = index == 0 or line.get("paragraph", False)
        if index:
            clock += PARAGRAPH_GAP_SECONDS if opens else GAP_SECONDS
        pl, en = (names[index][language] + line[language] for language in ("pl", "en"))
        cues.append(Cue(clock, clock + length, pl, en, line.get("mark", ""), opens))
        clock += length
    seconds = math.ceil(clock + OUTRO_SECONDS)
    ending = Cue(clock + 0.4, seconds - 0.3, "[muzyka cichnie]", "[music fades]", is_sound=True)
    return Timeline((*cues, ending), seconds)


def silent_timeline(lines, seconds):
    """A recording nobody speaks in: the times are written beside the sounds."""
    cues = [
        Cue(line["at"], line["until"], line["pl"], line["en"], line.get("mark", ""), True, is_sound=True)
        for line in lines
    ]
    return Timeline(tuple(cues), seconds)


def _speakers_named(lines):
    """What each line is opened with: the speaker's name, where somebody else spoke before."""
    voices = [line.get("voice", "low") for line in lines]
    alone = len(set(voices)) == 1
    return [
        {"pl": "", "en": ""} if alone or voice == before else SPEAKERS[voice]
        for before, voice in zip([None, *voices], voices, strict=False)
    ]
