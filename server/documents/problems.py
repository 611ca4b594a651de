"""Files that are not taken."""


class BadFile(Exception):
    """Why a file is not taken, and what to do, in a sentence for whoever chose it."""
