"""Captions are taken as browsers show them, and what a browser would leave out is named with its line."""

from io import BytesIO
from time import monotonic

from django.test import SimpleTestCase
from django.utils import translation

from empirie.core.uploads.captions import as_webvtt, long_lines, read
from empirie.core.uploads.contents import check
from empirie.core.uploads.refusals import RefusedFile

from .caption_files import RIGHT, SUBRIP, WRONG


def refusal(content, name="napisy.vtt"):
    try:
        check(BytesIO(content), name)
    except RefusedFile as error:
        return error
    return None


class CaptionsTests(SimpleTestCase):
    def test_captions_that_browsers_show_are_taken(self):
        for name, text, number in RIGHT:
            with self.subTest(name):
                self.assertIsNone(refusal(text.encode()))
                self.assertEqual(len(read(text.encode())[0]), number)

    def test_what_browsers_would_leave_out_is_refused_with_its_line(self):
        for name, text, wanted in WRONG:
            with self.subTest(name), translation.override("en"):
                found = refusal(text.encode())
                self.assertIsNotNone(found)
                said = [(error.code, (error.params or {}).get("line")) for error in found.error_list]
                self.assertEqual(said, wanted)
                self.assertFalse(any("%(" in message for message in found.messages))

    def test_at_most_six_faults_are_shown_and_the_rest_is_counted(self):
        faulty = "WEBVTT\n\n" + "00:01,000 --> 00:02,000\nA\n\n" * 9
        with translation.override("pl"):
            messages = refusal(faulty.encode()).messages
        self.assertEqual(len(messages), 7)
        self.assertIn("3", messages[-1])

    def test_subrip_in_every_encoding_becomes_webvtt(self):
        text, wanted = SUBRIP
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250", "iso8859-2"):
            for name in ("napisy.srt", "napisy.vtt", "NAPISY.SRT"):
                with self.subTest(encoding=encoding, name=name):
                    content = text.replace("\n", "\r\n").encode(encoding)
                    self.assertIsNone(refusal(content, name))
                    self.assertEqual(as_webvtt(content).decode(), wanted)
                    self.assertIsNone(refusal(as_webvtt(content)))

    def test_gaps_as_long_as_the_file_are_gone_through_once(self):
        gap, began = "\n" * 200_000, monotonic()
        for text in (
            f"1{gap}{' ' * len(gap)}x",
            f"1\n00:00:01,000 --> 00:00:02,000\nA\n{gap}2\n00:00:03,000 --> 00:00:04,000\nB\n",
        ):
            refusal(text.encode(), "napisy.srt")
        self.assertLess(monotonic() - began, 5)

    def test_faults_of_subrip_are_named_with_the_lines_of_the_subrip(self):
        text = "1\n00:00:01,000 --> 00:00:05,000\nA\n\n2\n00:00:04,000 --> 00:00:03,000\nB\n"
        self.assertEqual([error.params["line"] for error in refusal(text.encode(), "n.srt").error_list], [6])

    def test_a_file_that_is_no_captions_is_not_turned_into_some(self):
        for content in (b"<html>", bytes(100), b"\xff\xfe", "łąka".encode("cp1250"), b"1\n2\n3\n"):
            with self.subTest(content=content[:9]):
                self.assertEqual(refusal(content, "n.srt").code, "captions")
                self.assertIsNone(as_webvtt(content))

    def test_long_lines_are_found_without_their_marks(self):
        text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>{'a' * 42}\n{'a' * 43}\n"
        self.assertEqual(long_lines(read(text.encode())[0]), [5])

    def test_nothing_that_is_sent_as_captions_breaks_the_reader(self):
        for _name, text, _number in (*RIGHT, *WRONG):
            for place in range(len(text)):
                for wrong in ("\n", "-->", "\0", "9"):
                    refusal((text[:place] + wrong + text[place + 1 :]).encode())
