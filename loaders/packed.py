"""Packed files: one file in gzip, bzip2, xz or Zstandard, or many in a ZIP archive.

What they unpack to is checked while it is unpacked, so that a small file cannot fill the disk or the memory, and goes
to a temporary file where it is large. Names in an archive are only shown, never used as paths.
"""

import bz2
import gzip
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO

import pyarrow as pa

from loaders import excel, given
from loaders.raw import LARGEST_DOCUMENT, MEGABYTE, LoadError, Raw

MOST_UNPACKED = 8 * 1024 * MEGABYTE
"""Most bytes that a packed file may unpack to."""
MOST_RATIO = 200
"""A file that grows more than this many times, beyond what fits into memory, is a trap; texts grow some ten times."""
MOST_MEMBERS = 10_000

_CHUNK = MEGABYTE // 8
_ZIP = b"PK\x03\x04"
_LOCKED = 1
"""Flag of a member that needs a password."""
_ENDINGS = (".gz", ".bz2", ".xz", ".zst", ".gzip", ".zstd")


_PACKINGS: tuple[tuple[bytes, str, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", "gzip", gzip.open),
    (b"BZh", "bzip2", bz2.open),
    (b"\xfd7zXZ", "xz", lzma.open),
    (b"(\xb5/\xfd", "Zstandard", partial(pa.CompressedInputStream, compression="zstd")),
)


def is_archive(raw: Raw) -> bool:
    """Return whether a source is a ZIP archive, and no workbook, which is one, too."""
    return raw.head.startswith(_ZIP) and not excel.recognises(raw)


@contextmanager
def unpacked(raw: Raw) -> Iterator[Raw]:
    """Give the file that is packed in a source for as long as the block lasts; a source that is not packed as it is.

    Raises
    ------
    LoadError
        If it is broken from the beginning, or unpacks to more than a list of papers can be.
    """
    for signature, packing, opened in _PACKINGS:
        if raw.head.startswith(signature):
            with raw.open() as file, _kept(raw, opened(file), packing, raw.size, _bare(raw.name)) as one:
                yield one
            return
    yield raw


def members(raw: Raw) -> Iterator[Raw]:
    """Yield the files of a ZIP archive, each there until the next is asked for; what is hidden is left alone.

    Raises
    ------
    LoadError
        If it is damaged, locked with a password, or unpacks to more than lists of papers can be.
    """
    with raw.open() as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise _damaged(raw, "ZIP", error) from error
        files = [one for one in archive.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
        if len(files) > MOST_MEMBERS:
            raise LoadError(f"{raw.name} holds {len(files):,} files; pack only those that are lists of papers.")
        if sum(one.file_size for one in files) > MOST_UNPACKED:
            raise _too_large(raw)
        for info in files:
            if info.flag_bits & _LOCKED:
                raise LoadError(f"{raw.name} is locked with a password; unpack it and give the folder.")
            name = f"{raw.name}/{_shown(info.filename)}"
            try:
                member = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
                raise _damaged(raw, "ZIP", error) from error
            with member, _kept(raw, member, "ZIP", info.compress_size, name) as one:
                yield one


@contextmanager
def _kept(raw: Raw, stream: IO[bytes], packing: str, size: int, name: str) -> Iterator[Raw]:
    """Give what a stream unpacks to, in memory or, if it is large, in a temporary file."""
    done = 0
    with tempfile.TemporaryDirectory(prefix="litscope-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "unpacked"
        with path.open("w+b") as out:
            try:
                while chunk := stream.read(_CHUNK):
                    done += len(chunk)
                    if done > MOST_UNPACKED or (done > LARGEST_DOCUMENT and done > MOST_RATIO * size):
                        raise _too_large(raw)
                    out.write(chunk)
            except _DAMAGES as error:
                if not done:  # what came before the damage is read, and its end says that it was cut
                    raise _damaged(raw, packing, error) from error
        content = path.read_bytes() if done <= LARGEST_DOCUMENT else path
        yield replace(raw, name=name, content=content, page=given.stem(name.rpartition("/")[2]))


_DAMAGES = (OSError, EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, pa.ArrowInvalid)


def _damaged(raw: Raw, packing: str, error: Exception) -> LoadError:
    return LoadError(f"{raw.name} is packed by {packing} and damaged ({str(error)[:120]}); pack it once more.")


def _too_large(raw: Raw) -> LoadError:
    return LoadError(f"{raw.name} unpacks to more than a list of papers can be; unpack it and give the files.")


def _bare(name: str) -> str:
    return next((name[: -len(ending)] for ending in _ENDINGS if name.lower().endswith(ending)), name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.replace("\\", "/").split("/") if part != "..")


def _shown(name: str) -> str:
    """Return a name of an archive for messages: it may hold anything, and is never a path."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in "/".join(parts))
