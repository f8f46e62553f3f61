"""Captions as people send them: what browsers show, and what they leave out in silence."""

ONE = "00:01.000 --> 00:02.000\nDzień dobry.\n"

# (what is special about it, the text, how many captions a browser shows)
RIGHT = [
    ("plain", f"WEBVTT\n\n{ONE}", 1),
    ("byte order mark", f"\ufeffWEBVTT\n\n{ONE}", 1),
    ("lines end as on Windows", f"WEBVTT\n\n{ONE}\n00:03.000 --> 00:04.000\nTak.\n".replace("\n", "\r\n"), 2),
    ("lines end as on old Macs", f"WEBVTT\n\n{ONE}\n00:03.000 --> 00:04.000\nTak.\n".replace("\n", "\r"), 2),
    ("hours of one digit", "WEBVTT\n\n0:00:01.000 --> 0:00:02.000\nTak.\n", 1),
    ("hours of three digits", "WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nTak.\n", 1),
    ("no empty line behind the header", f"WEBVTT\n{ONE}", 1),
    ("words in the header", f"WEBVTT - Łąka\nKind: captions\nLanguage: pl\n\n{ONE}", 1),
    ("words in the header, no empty line", f"WEBVTT Łąka\nKind: captions\n{ONE}", 1),
    ("notes", f"WEBVTT\n\nNOTE to nie napis\n\nNOTE\nani to\n\n{ONE}\nNOTE koniec", 1),
    ("styles", f"WEBVTT\n\nSTYLE\n::cue {{ color: yellow }}\n\n{ONE}", 1),
    ("regions", f"WEBVTT\n\nREGION\nid:dol\nwidth:40%\n\n{ONE}", 1),
    (
        "names and settings",
        "WEBVTT\n\nwstęp\n00:01.000 --> 00:02.000 align:start line:90%\n<v Anna>Tak.\n",
        1,
    ),
    ("several lines", "WEBVTT\n\n00:01.000 --> 00:02.000\n- Tak.\n- Nie.\n", 1),
    ("no blanks around the arrow", "WEBVTT\n\n00:01.000-->00:02.000\nTak.\n", 1),
    ("no empty line between captions", f"WEBVTT\n\n{ONE}00:03.000 --> 00:04.000\nTak.\n", 2),
    ("no line end at the end", f"WEBVTT\n\n{ONE}".rstrip(), 1),
    ("one ends as the next begins", f"WEBVTT\n\n{ONE}\n00:02.000 --> 00:03.000\nTak.\n", 2),
    ("many empty lines", f"WEBVTT\n\n\n\n{ONE}\n\n\n00:03.000 --> 00:04.000\nTak.\n", 2),
    ("blanks before the times", "WEBVTT\n\n  00:01.000  -->\t00:02.000\nTak.\n", 1),
    ("signs written by name", "WEBVTT\n\n00:01.000 --> 00:02.000\nA &amp; B &lt; C & D\n", 1),
]

# (what is wrong, the text, [(code, line)])
WRONG = [
    ("no caption", "WEBVTT", [("none", 0)]),
    ("no caption but a note", "WEBVTT\n\nNOTE nic\n", [("none", 0)]),
    (
        "commas",
        "WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:02,000 --> 00:00:04,000\nB\n",
        [("comma", 4), ("comma", 8)],
    ),
    ("one comma", f"WEBVTT\n\n{ONE}\n00:03.000 --> 00:04,000\nTak.\n", [("comma", 6)]),
    ("two digits behind the point", "WEBVTT\n\n00:01.00 --> 00:02.00\nTak.\n", [("times", 3)]),
    ("four digits behind the point", "WEBVTT\n\n00:01.0000 --> 00:02.000\nTak.\n", [("times", 3)]),
    ("no thousandths", "WEBVTT\n\n00:01 --> 00:02\nTak.\n", [("times", 3)]),
    ("minutes of one digit", "WEBVTT\n\n1:02.000 --> 1:03.000\nTak.\n", [("times", 3)]),
    ("sixty seconds", "WEBVTT\n\n00:60.000 --> 01:01.000\nTak.\n", [("times", 3)]),
    ("one hyphen", "WEBVTT\n\n00:01.000 -> 00:02.000\nTak.\n", [("arrow", 3)]),
    ("a dash", "WEBVTT\n\n00:01.000 —> 00:02.000\nTak.\n", [("arrow", 3)]),
    ("minus signs", "WEBVTT\n\n00:01.000 −−> 00:02.000\nTak.\n", [("arrow", 3)]),
    ("an arrow", "WEBVTT\n\nwstęp\n00:01.000 → 00:02.000\nTak.\n", [("arrow", 4)]),
    ("no arrow", f"WEBVTT\n\n{ONE}\n00:03.000 00:04.000\nTak.\n", [("lost", 6)]),
    ("ends before it begins", "WEBVTT\n\n00:05.000 --> 00:02.000\nHej\n", [("reversed", 3)]),
    ("ends as it begins", "WEBVTT\n\n00:05.000 --> 00:05.000\nHej\n", [("reversed", 3)]),
    ("overlap", f"WEBVTT\n\n{ONE}\n00:01.500 --> 00:04.000\nTak.\n", [("overlap", 6)]),
    ("wrong order", f"WEBVTT\n\n00:03.000 --> 00:04.000\nTak.\n\n{ONE}", [("order", 6)]),
    ("no text", f"WEBVTT\n\n00:00.000 --> 00:01.000\n\n{ONE}", [("empty", 3)]),
    ("only marks", "WEBVTT\n\n00:01.000 --> 00:02.000\n<b> </b>\n", [("empty", 3)]),
    ("an empty line inside", f"WEBVTT\n\n{ONE}\nTego nikt nie zobaczy.\n", [("lost", 6)]),
    (
        "several at once",
        "WEBVTT\n\n00:05.000 --> 00:02.000\nA\n\n00:06.000 -> 00:07.000\nB\n\n00:08,000 --> 00:09,000\nC\n",
        [("reversed", 3), ("arrow", 6), ("comma", 9)],
    ),
]

SUBRIP = (
    '1\n00:00:01,000 --> 00:00:02,500\n<font color="#ffff00"><i>Żółta łąka</i></font>\n{\\an8}Tak & nie\n\n'
    "2\n00:00:03,5 --> 00:00:04,000 X1:40 X2:600\n3 < 5 -> tak\n\nciąg dalszy\n\n"
    "3\n0:00:05 --> 0:00:06\n1989\n",
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<i>Żółta łąka</i>\nTak &amp; nie\n\n"
    "00:00:03.500 --> 00:00:04.000\n3 &lt; 5 -&gt; tak\nciąg dalszy\n\n00:00:05.000 --> 00:00:06.000\n1989\n",
)
