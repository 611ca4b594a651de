"""Write the next revision from what the models say now: `python -m migrations.write "Count a visit's miles"`.

Alembic sees tables and columns; what happens to rows already there is for you to write.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import Script

from server.migrating import alembic_for

HERE = Path(__file__).parent


def main() -> None:
    with TemporaryDirectory() as folder:
        config = alembic_for(f"sqlite:///{folder}/empty.sqlite3")
        config.attributes["begins"] = not any(HERE.glob("versions/*.py"))
        command.upgrade(config, "head")
        written = command.revision(config, " ".join(sys.argv[1:]), autogenerate=True)
    assert isinstance(written, Script)  # noqa: S101 (one revision was asked for)
    tidy(Path(written.path))


def tidy(path: Path) -> None:
    """Without Alembic's remarks, and formatted as all our code is."""
    lines = [line for line in path.read_text().splitlines() if not line.strip().startswith("# ###")]
    path.write_text("\n".join(lines) + "\n")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)  # noqa: S603 (our own file)


if __name__ == "__main__":
    main()
