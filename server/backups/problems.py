"""What can go wrong with backups, in words for whoever runs Doorstep."""


class BackupProblem(Exception):
    """A backup could not be taken, opened, restored or found; nothing was overwritten."""
