"""What an archive is known to hold, on disk: hundreds of thousands of files must not fill the memory."""

import sqlite3


class Ledger:
    """Three lists in a temporary file of SQLite's own, which is gone when the process ends."""

    def __init__(self):
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(
            "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA cache_size=-4000;"
            "CREATE TABLE wanted (storage TEXT, name TEXT, PRIMARY KEY (storage, name)) WITHOUT ROWID;"
            "CREATE TABLE members (name TEXT PRIMARY KEY, size INTEGER, sha256 TEXT,"
            " confirmed INTEGER DEFAULT 0);"
            "CREATE TABLE missing (storage TEXT, name TEXT, still_named INTEGER DEFAULT 0,"
            " PRIMARY KEY (storage, name)) WITHOUT ROWID;"
        )

    def close(self):
        self.database.close()

    # --- Files that rows name

    def want(self, storage, name):
        self.database.execute("INSERT OR IGNORE INTO wanted VALUES (?, ?)", (storage, name))

    def wanted(self):
        """(storage, name) of each, once."""
        return self.database.execute("SELECT storage, name FROM wanted ORDER BY storage, name")

    # --- Files that were not there

    def miss(self, storage, name):
        self.database.execute("INSERT OR IGNORE INTO missing (storage, name) VALUES (?, ?)", (storage, name))

    def blame(self, storage, name):
        """A row names this file even now: if it is missing, that is a fault."""
        self.database.execute(
            "UPDATE missing SET still_named = 1 WHERE storage = ? AND name = ?", (storage, name)
        )

    def missing(self):
        """(storage, name, whether a row still names it) of each."""
        return self.database.execute("SELECT storage, name, still_named FROM missing ORDER BY storage, name")

    def is_missing(self, storage, name):
        question = "SELECT 1 FROM missing WHERE storage = ? AND name = ?"
        return self.database.execute(question, (storage, name)).fetchone() is not None

    # --- Members of the archive

    def add(self, name, size, sha256):
        """Raises sqlite3.IntegrityError when the archive holds this name twice."""
        self.database.execute(
            "INSERT INTO members (name, size, sha256) VALUES (?, ?, ?)", (name, size, sha256)
        )

    def members(self):
        """(name, size, sha256) of each, in the order they came."""
        return self.database.execute("SELECT name, size, sha256 FROM members ORDER BY rowid")

    def sha256(self, name):
        """The checksum of a member; None when there is no such member."""
        found = self.database.execute("SELECT sha256 FROM members WHERE name = ?", (name,)).fetchone()
        return found and found[0]

    def confirm(self, name, size, sha256):
        """Mark a member as rightly listed; False when there is none just like this."""
        question = "UPDATE members SET confirmed = 1 WHERE name = ? AND size = ? AND sha256 = ?"
        return self.database.execute(question, (name, size, sha256)).rowcount == 1

    def unconfirmed(self):
        """The name of a member that nobody confirmed; None when all are."""
        found = self.database.execute("SELECT name FROM members WHERE NOT confirmed LIMIT 1").fetchone()
        return found and found[0]
