"""Copy picture and sound of a recording into a new container, and nothing else. A program of its own.

`intake` runs it in a child process: the bytes come from strangers and FFmpeg is written in C, so a fault in
it must end this process and not the web server's. It imports neither Django nor the site.
"""

import json
import resource
import sys
from pathlib import Path

import av
from av.stream import Disposition

# FFmpeg's reader and writer. The reader is named, not guessed: playlists would make it fetch other files.
FORMATS = {
    **dict.fromkeys(("mp4", "m4a"), ("mov", "mp4")),
    **dict.fromkeys(("ogg", "opus"), ("ogg", "ogg")),
    **{"webm": ("matroska", "webm"), "mp3": ("mp3", "mp3"), "flac": ("flac", "flac"), "wav": ("wav", "wav")},
}
STILL_PICTURES = {"mjpeg", "png"}
COMMON_PIXELS = {"yuv420p", "yuvj420p"}  # of H.264: more bits or colours are not decoded everywhere
SAFARI_TAGS = {"hvc1", "dvh1"}  # of HEVC; FFmpeg would write hev1, which Safari does not play
LOCKED_TAGS = {"drms", "drmi"}
TOLD_EXACTLY = {"mp4", "webm", "flac"}  # how long it is: of an MP3, the length may be a guess
MOST_MEMORY = 1024**3
MOST_SECONDS = 100


def remux(source, target, ending):
    """Write `target` and return what is in it. Where `is_whole` is False, `target` is of no use."""
    reader, writer = FORMATS[ending]
    options = {"fflags": "+bitexact", "strict": "unofficial"}
    options |= {"movflags": "+faststart"} if writer == "mp4" else {}
    with av.open(source, format=reader, metadata_errors="ignore") as recording:
        tracks = _tracks(recording)
        report = _report(recording, tracks) | {"container": writer}
        with av.open(target, "w", format=writer, options=options) as copy:
            copies = _copies(tracks, copy, report)
            if report["is_whole"]:
                end = _copy_packets(recording, copies, copy, report)
                is_short = writer in TOLD_EXACTLY and end < report["duration"] * 0.95 - 1
                report["is_cut"] = report["is_cut"] or is_short
                report["duration"] = report["duration"] or end
    return report | (_size(target) if report["video"] and report["is_whole"] else {})


def _tracks(recording):
    """Picture and sound; a picture that stands still, as of a cover or a chapter, is none beside others."""
    tracks = [*_known(recording.streams.video), *_known(recording.streams.audio)]
    return [stream for stream in tracks if _name(stream) not in STILL_PICTURES] or tracks


def _known(streams):
    """Without covers, and without what FFmpeg does not know, if there is anything else."""
    streams = [stream for stream in streams if not stream.disposition & Disposition.attached_pic]
    return [stream for stream in streams if stream.codec_context] or streams


def _report(recording, tracks):
    first = {stream.type: stream for stream in reversed(tracks)}
    times = [float(stream.duration * stream.time_base) for stream in tracks if stream.duration]
    return {
        **{kind: _coding(first[kind]) if kind in first else "" for kind in ("video", "audio")},
        "duration": max(times, default=(recording.duration or 0) / av.time_base),
        "is_locked": any(_tag(stream) in LOCKED_TAGS for stream in tracks),
        "is_cut": False,
        "is_whole": bool(tracks),
    }


def _name(stream):
    return stream.codec_context.codec.canonical_name if stream.codec_context else "?"


def _tag(stream):
    try:
        return stream.codec_context.codec_tag if stream.codec_context else ""
    except UnicodeDecodeError:
        return ""


def _coding(stream):
    """The codec as `playback` names it."""
    name = _name(stream)
    if name == "h264" and stream.codec_context.pix_fmt not in {*COMMON_PIXELS, None}:
        return "h264-high"
    return "pcm" if name.startswith("pcm_") else name


def _copies(tracks, copy, report):
    """{index of a track: its stream in `copy`}; what the container has no place for is in the report."""
    copies = {}
    for stream in tracks:
        try:
            copies[stream.index] = copy.add_stream_from_template(stream, opaque=True)
        except ValueError:
            report |= {stream.type: _name(stream), "is_whole": False}
            continue
        context = copies[stream.index].codec_context
        if _tag(stream) in SAFARI_TAGS:
            context.codec_tag = _tag(stream)
        if _name(stream) == "vorbis":
            context.extradata = _without_comments(context.extradata)
    return copies


def _without_comments(header):
    """The three packets before the sound of Vorbis, the second without comments (Vorbis I, section 4.2)."""
    first, rest = header.split(b"\x03vorbis", 1)
    comments = b"\x03vorbis" + bytes(8) + b"\x01"
    return bytes((2, 30, len(comments))) + first[-30:] + comments + rest[rest.index(b"\x05vorbis") :]


def _copy_packets(recording, copies, copy, report):
    """Return the second at which the last packet ends."""
    end = 0
    for packet in recording.demux([recording.streams[index] for index in copies]):
        if packet.dts is None:
            continue
        report["is_cut"] = report["is_cut"] or packet.is_corrupt
        report["is_locked"] = report["is_locked"] or packet.has_sidedata("encryption_info")
        shown = packet.dts if packet.pts is None else packet.pts
        end = max(end, float((shown + (packet.duration or 0)) * packet.time_base))
        packet.stream = copies[packet.stream.index]
        copy.mux(packet)
    return end


def _size(target):
    """Width and height as shown: turned as the camera says, with the shape of its pixels."""
    with av.open(target) as recording:
        stream = recording.streams.video[0]
        stream.codec_context.thread_count = 1  # each thread would reserve memory
        width, height = stream.width, stream.height
        if stream.sample_aspect_ratio:
            width = round(width * stream.sample_aspect_ratio)
        try:
            is_turned = next(recording.decode(stream)).rotation % 180
        except (av.FFmpegError, StopIteration):
            is_turned = False
    return {"width": height, "height": width} if is_turned else {"width": width, "height": height}


def _limit(source):
    """A file may name the same sample a thousand times: what is written is bound to what was sent."""
    most_bytes = 2 * Path(source).stat().st_size + 2**20
    limits = {resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_FSIZE: most_bytes}
    if sys.platform == "linux":  # macOS counts what is only reserved
        limits[resource.RLIMIT_AS] = MOST_MEMORY
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    _limit(sys.argv[1])
    print(json.dumps(remux(*sys.argv[1:])))
