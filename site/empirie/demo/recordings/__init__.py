"""The demonstration recordings: their media, their captions, and the script that makes both."""
