"""Every setting, read from the environment (and `.env`); the README lists them."""

from datetime import timedelta
from functools import cache

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Names are the environment variables, in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = "sqlite:///doorstep.sqlite3"
    public_origin: str = ""
    """Where phones reach us, as `https://care.example`; empty on loopback. Sets Secure cookies and HSTS."""
    sign_in_hours: int = 24 * 14
    watchdog_seconds: int = 20
    watchdog: bool = True
    backup_folder: str = ""
    """Where backups lie; empty takes none, and then nobody is told that there are none."""
    backup_key: str = ""
    """Seals backups: 32 random bytes in base64, or a long passphrase."""
    backup_hours: int = 24
    backups_kept: int = 14

    push_contact: str = "nobody@doorstep.invalid"
    """Where push services may reach whoever runs this server (RFC 8292); some refuse an address that is none."""
    push_hosts: str = "*.googleapis.com *.push.services.mozilla.com *.notify.windows.com *.push.apple.com"
    """The push services that phones may name, with spaces between."""

    @property
    def watchdog_behind_after(self) -> timedelta:
        """A watchdog that has not looked for so long is behind, and the board says so; less than a minute."""
        return timedelta(seconds=self.watchdog_seconds * 2.5)

    @property
    def is_public(self) -> bool:
        """Served over TLS, by a proxy in front of us."""
        return self.public_origin.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """With the prefix a browser takes it only over TLS, from us, for the whole site; loopback has no TLS."""
        return "__Host-doorstep" if self.is_public else "doorstep"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
