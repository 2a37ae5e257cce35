"""What a prepared folder says of itself."""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FORMAT = 2
"""Number of the layout of a folder. A change that older folders do not follow counts it up; see `upgraded`."""
NAME = "manifest.json"
"""It is written last and put in place at once: a folder with it is whole."""
UNFINISHED = "unfinished.json"
"""The manifest of what is ready so far, while the others are being made."""
_LIBRARIES = ("numpy", "pandas", "pyarrow", "scipy", "scikit-learn", "tantivy")


class PreparedError(ValueError):
    """A prepared folder that cannot be opened or written; the message is a sentence for the user."""


@dataclass(frozen=True)
class Stage:
    """One part of a folder.

    Attributes
    ----------
    name : str
    key : str
        Hash of all that it was made from: content, settings, and the version of what made it.
    files : dict
        Bytes of each of its files, by name.
    seconds : float
        How long it took to make.
    """

    name: str
    key: str
    files: Mapping[str, int]
    seconds: float = 0.0

    @property
    def folder(self) -> str:
        """Its folder within the prepared one."""
        return f"{self.name}-{self.key[:16]}"


@dataclass(frozen=True)
class Manifest:
    """What is in a folder, and what it was made from.

    Attributes
    ----------
    papers : int
    content : str
        Hash of the sources, empty where they cannot be known by a hash (a service, a table in memory).
    stages : tuple of Stage
    settings : dict
        With which it was made, the seed among them.
    format : int
    made : str
        When, in UTC.
    versions : dict
        Of Litscope, Python and the libraries whose results may differ.
    """

    papers: int = 0
    content: str = ""
    stages: tuple[Stage, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT
    made: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)

    def stage(self, name: str) -> Stage | None:
        """Return the stage of this name, if it is there."""
        return next((stage for stage in self.stages if stage.name == name), None)

    def having(self, stage: Stage) -> "Manifest":
        """Return the manifest with a stage in the place of the one of its name."""
        return replace(self, stages=(*(one for one in self.stages if one.name != stage.name), stage))

    def write(self, folder: Path, name: str = NAME) -> None:
        """Put it into a folder, whole or not at all."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        text = json.dumps(asdict(replace(self, made=made, versions=_versions())), indent=1)
        half = folder / f".{name}.part"
        with half.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(folder / name)

    @classmethod
    def read(cls, folder: Path, name: str = NAME) -> "Manifest":
        """Return the manifest of a folder.

        Raises
        ------
        PreparedError
            If there is none, it is damaged, or of a format that is not known here.
        """
        path = folder / name
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            number = int(said["format"])
            if number > FORMAT:
                raise PreparedError(
                    f"{folder} was prepared by a newer Litscope (format {number}; this one reads up to {FORMAT}): "
                    "update Litscope, or prepare the sources into another folder."
                )
            if number < FORMAT:
                raise PreparedError(
                    f"{folder} was prepared by an older Litscope (format {number}; this one reads {FORMAT}): "
                    "run `litscope prepare` on its sources again, with the same folder."
                )
            stages = tuple(Stage(**stage) for stage in said.pop("stages"))
            return cls(**said, stages=stages)
        except FileNotFoundError as error:
            raise PreparedError(f"{folder} is not a prepared collection: it has no {name}.") from error
        except (KeyError, TypeError, ValueError, OSError) as error:
            if isinstance(error, PreparedError):
                raise
            raise PreparedError(f"{path} is cut off or damaged; prepare the collection anew.") from error

    def check(self, folder: Path) -> None:
        """Check that all files are there and as long as they were.

        Raises
        ------
        PreparedError
            Naming the first one that is not.
        """
        for stage in self.stages:
            for name, size in stage.files.items():
                path = folder / stage.folder / name
                try:
                    found = path.stat().st_size
                except OSError as error:
                    raise PreparedError(f"{path} is missing; prepare the collection anew.") from error
                if found != size:
                    raise PreparedError(
                        f"{path} has {found:,} bytes, and had {size:,} when it was written: it is damaged. "
                        "Prepare the collection anew."
                    )


def is_prepared(path: Path) -> bool:
    """Return whether there is a prepared collection."""
    return (path / NAME).is_file()


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in ("litscope", *_LIBRARIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
