"""Films and sounds, small and made by FFmpeg's own writers: what cameras, phones and programs send."""

import fractions
import functools
import io
import struct

import av

PLACE = b"+49.6880+021.7700/"
# What phones and programs write beside picture and sound, as FFmpeg's writers name it.
SAYING = {
    **{"title": "Żaneta", "artist": "Żaneta", "comment": "Krosno", "creation_time": "2026-05-14T10:00:00Z"},
    **{"location": PLACE.decode(), "make": "Apple", "model": "iPhone 17"},
}
TEXTS = [*(text.encode() for text in SAYING.values() if text[:4] != "2026"), b"2026-05-14"]
STRAIGHT = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
TURNED = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)


@functools.cache
def recording(
    ending, video="", audio="", *, seconds=1, pixels="yuv420p", says=False, spoken="", writer="", **options
):
    """The bytes of a file; `video` and `audio` are encoders, `spoken` a text in a third track."""
    target = io.BytesIO()
    writer = writer or {"m4a": "ipod", "opus": "ogg"}.get(ending, ending)
    with av.open(target, "w", format=writer, options=options) as made:
        made.metadata.update(SAYING if says else {})
        picture = _picture_track(made, video, pixels) if video else None
        sound = _sound_track(made, audio) if audio else None
        text = _text_track(made) if spoken else None
        if picture:
            _write(made, picture, (_frame(picture, number) for number in range(seconds * 5)))
        if sound:
            resampler = av.AudioResampler(sound.format or "s16", sound.layout, sound.rate)
            _write(made, sound, resampler.resample(_silence(sound.rate, seconds)))
        if text:
            made.mux(_spoken(text, spoken))
    return target.getvalue()


def _picture_track(made, encoder, pixels):
    stream = made.add_stream(encoder, rate=5)
    stream.width, stream.height = (176, 144) if encoder == "h263" else (320, 240)
    stream.pix_fmt = pixels
    if encoder == "libx265":
        stream.codec_context.codec_tag = "hvc1"
        stream.codec_context.options = {"x265-params": "log-level=none"}
    return stream


def _sound_track(made, encoder):
    rate = 8000 if encoder.startswith(("adpcm", "libopencore")) else 48000
    stream = made.add_stream(encoder, rate=rate, layout="stereo" if encoder == "vorbis" else "mono")
    stream.codec_context.options = {"strict": "experimental"} if encoder == "vorbis" else {}
    return stream


def _frame(stream, number):
    frame = av.VideoFrame(stream.width, stream.height, stream.pix_fmt)
    for plane in frame.planes:
        plane.update(bytes([80 + number % 100]) * plane.buffer_size)
    frame.pts = number
    return frame


def _silence(rate, seconds):
    frame = av.AudioFrame("s16", "mono", rate * seconds)
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    frame.sample_rate, frame.pts = rate, 0
    return frame


def _write(made, stream, frames):
    for frame in (*frames, None):
        made.mux(stream.encode(frame))


def _text_track(made):
    """Subtitles, in which drones write the place of each second."""
    stream = made.add_stream("mov_text")
    stream.codec_context.subtitle_header = (
        b"[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,16\n"
        b"[Events]\nFormat: Layer, Start, End, Style, Text\n"
    )
    stream.time_base = fractions.Fraction(1, 1000)
    return stream


def _spoken(stream, text):
    packet = av.Packet(len(text).to_bytes(2, "big") + text.encode())
    packet.stream, packet.pts, packet.dts, packet.duration = stream, 0, 0, 500
    packet.time_base = fractions.Fraction(1, 1000)
    return packet


def mp4(video="libx264", audio="aac", **values):
    return recording("mp4", video, audio, **values)


def phone(video="libx264", **values):
    """A film with all that an iPhone says of itself; it writes MOV, whatever the file is called."""
    return mp4(video, says=True, writer="mov", movflags="use_metadata_tags", **values)


def webm(video="libvpx", audio="libopus", **values):
    return recording("webm", video, audio, **values)


def mp3(seconds=1, **values):
    return recording("mp3", audio="libmp3lame", seconds=seconds, **values)


def with_vorbis_comment(content, text):
    """A WebM with a comment in the header of its sound, as programs leave it that put an Ogg into a WebM."""
    target = io.BytesIO()
    with av.open(io.BytesIO(content)) as before, av.open(target, "w", format="webm") as made:
        sound = before.streams.audio[0]
        copy = made.add_stream_from_template(sound, opaque=True)
        first, rest = sound.codec_context.extradata.split(b"\x03vorbis")
        comments = b"\x03vorbis" + bytes(4) + b"\1\0\0\0" + len(text).to_bytes(4, "little") + text + b"\1"
        header = bytes((2, 30, len(comments))) + first[-30:] + comments + rest[rest.index(b"\x05vorbis") :]
        copy.codec_context.extradata = header
        for packet in before.demux(sound):
            packet.stream = copy
            made.mux(packet)
    return target.getvalue()


def turned(content):
    """The film as a phone writes it that was held upright."""
    assert STRAIGHT in content
    at = content.index(STRAIGHT, content.index(b"tkhd"))
    return content[:at] + TURNED + content[at + len(TURNED) :]


def box(kind, content):
    """A box of an MP4 file, such as makers of cameras add behind the film."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content
