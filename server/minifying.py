"""Scripts and styles as browsers get them: minified by esbuild, which comes with the packages of the web folder."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = "web/node_modules/@esbuild/*/bin/esbuild"


def minified(scripts: Mapping[str, Path], root: Path) -> dict[str, bytes]:
    """Modules by name, each for itself, without what is for readers: it says and does the same in fewer bytes."""
    with TemporaryDirectory() as folder:
        how = ["--format=esm", f"--outdir={folder}", f"--outbase={root}"]
        run(root, *how, *map(str, scripts.values()))
        return {name: (Path(folder) / file.relative_to(root)).read_bytes() for name, file in scripts.items()}


def minified_styles(sheet: str, root: Path) -> bytes:
    """The whole stylesheet, without what is for readers."""
    return run(root, "--loader=css", given=sheet)


def run(root: Path, *how: str, given: str = "") -> bytes:
    """What esbuild says when it is given a text, if it is."""
    program = next(root.glob(PROGRAMS), None)
    if program is None:
        raise LookupError("esbuild is not installed: run `make setup`.")
    words = [str(program), "--minify", "--log-level=warning", *how]
    return subprocess.run(words, input=given.encode(), stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 (our own files)
