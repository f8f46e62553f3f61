"""Polish alphabetical order, the same on every database.

PostgreSQL could sort with an ICU collation, SQLite could not without a compiled library, so each record
keeps a key that sorts rightly as plain ASCII text.
"""

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_POSITION = {letter: f"{number:02d}" for number, letter in enumerate(ALPHABET, start=20)}
_DIGIT = {str(digit): f"{digit + 5:02d}" for digit in range(10)}
_BREAK = "00"


def polish_sort_key(text):
    """Two digits a letter, in the order of the Polish alphabet; a space or hyphen comes before every letter.

    Letters of other alphabets sort after "ż". Capitals count as small letters.
    """
    return "".join(
        _POSITION.get(character) or _DIGIT.get(character) or (_BREAK if not character.isalpha() else "99")
        for character in text.lower()
    )
