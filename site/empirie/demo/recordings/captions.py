"""Write a timeline down: as WebVTT for the player, and as a transcript for the page.

Both come from the same cues, so neither can say what the other does not.
"""

import re
import textwrap

LINE_LENGTH = 42
ONE_LETTER_WORD = re.compile(r"\b([aiouwz]) ", re.IGNORECASE)  # never the last of a line


def webvtt(timeline, language):
    """The captions of one language, at most two lines of about 42 characters each."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(timeline.cues, start=1):
        lines = two_even_lines(getattr(cue, language))
        blocks.append(f"{number}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def two_even_lines(text):
    """Break a long caption near its middle: two lines of one length are read faster."""
    if "\n" in text or len(text) <= LINE_LENGTH:
        return text
    bound = ONE_LETTER_WORD.sub("\\1\N{NO-BREAK SPACE}", text)
    narrowest = (len(text) + 1) // 2
    for width in range(narrowest, len(text)):
        lines = textwrap.wrap(bound, width, break_on_hyphens=False)
        if len(lines) <= 2:
            return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")
    return text


def transcript(timeline, language):
    """Paragraphs of the spoken words, each opened by the minute and second it starts at."""
    paragraphs = []
    for cue in timeline.spoken:
        words = getattr(cue, language)
        if cue.opens_paragraph:
            minutes, seconds = divmod(int(cue.start), 60)
            paragraphs.append(f"[{minutes:02}:{seconds:02}] {words}")
        else:
            paragraphs[-1] += f" {words}"
    return "\n\n".join(paragraphs)


def refresh_content_file(path, seconds, transcripts):
    """Bring the measured length and the transcript of a page file up to date; touch no other word.

    The transcript is the last table of the file. A recording without speech has none of its own:
    there the file describes the pictures in words a person wrote, and they stay.
    """
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^duration = .*$", f"duration = {seconds}", text, count=1)
    if transcripts:
        head = text.split("\n[transcript]\n")[0]
        tail = "".join(f'{language} = """\n{words}"""\n' for language, words in transcripts.items())
        text = f"{head}\n[transcript]\n{tail}"
    path.write_text(text, encoding="utf-8")


def _clock(seconds):
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"00:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
