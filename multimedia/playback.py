"""Which browsers play what (docs/recordings.md has the table and its sources)."""

from django.utils.translation import gettext_lazy as _

EVERYWHERE, SOMEWHERE, NOWHERE = "everywhere", "somewhere", "nowhere"

# FFmpeg's names of codecs; "h264-high" and "pcm" are ours.
NAMES = {
    **{"h264": "H.264", "h264-high": "H.264 4:2:2 / 4:4:4 / 10 bit", "hevc": "HEVC (H.265)", "av1": "AV1"},
    **{"mpeg4": "MPEG-4 Part 2 (DivX, Xvid)", "mpeg1video": "MPEG-1", "mpeg2video": "MPEG-2"},
    **{"mjpeg": "Motion JPEG", "prores": "ProRes", "h263": "H.263", "theora": "Theora", "vvc": "VVC (H.266)"},
    **{"alac": "Apple Lossless (ALAC)", "ac3": "Dolby Digital (AC-3)", "eac3": "Dolby Digital Plus (E-AC-3)"},
    **{"amr_nb": "AMR", "amr_wb": "AMR", "vorbis": "Vorbis", "opus": "Opus", "speex": "Speex"},
}
SUPPORT = {
    "mp4": {
        EVERYWHERE: {"h264", "vp9", "aac", "mp3", "flac"},
        SOMEWHERE: {"h264-high", "hevc", "av1", "opus", "alac", "ac3", "eac3", "pcm"},
    },
    "webm": {EVERYWHERE: {"vp8", "vp9", "vorbis", "opus"}, SOMEWHERE: {"av1"}},
    "ogg": {SOMEWHERE: {"vorbis", "opus", "flac"}},
    "mp3": {EVERYWHERE: {"mp3"}},
    "flac": {EVERYWHERE: {"flac"}},
    "wav": {EVERYWHERE: {"pcm"}},
}
TO_MP4 = _(
    "Convert it to MP4 with H.264 and AAC, for example in the free program HandBrake with the preset "
    "“Fast 1080p30”."
)
TO_SOUND = _("Save it as MP3 or M4A (AAC), for example in the free program Audacity.")
_WARNINGS = {
    "video": _("Some browsers and devices will not show the picture, which is coded as %(codec)s."),
    "audio": _("Some browsers and devices will not play the sound, which is coded as %(codec)s."),
}


def support(container, codec):
    """Where `codec` in `container` is played: EVERYWHERE, SOMEWHERE or NOWHERE."""
    found = SUPPORT.get(container, {})
    return next((where for where, codecs in found.items() if codec in codecs), NOWHERE)


def name_of(codec):
    """The codec as people know it."""
    return NAMES.get(codec, codec.upper().replace("_", " "))


def warnings_about(container, video, audio):
    """What an editor should know about a file that only some browsers play; [] for none. Translated."""
    found = [
        str(_WARNINGS[kind]) % {"codec": name_of(codec)}
        for kind, codec in (("video", video), ("audio", audio))
        if codec and support(container, codec) == SOMEWHERE
    ]
    return [*found, str(TO_MP4 if video else TO_SOUND)] if found else []
