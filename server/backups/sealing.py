"""Sealing a backup with a key, a chunk at a time, so that a file of any size is sealed in little memory.

The file: our mark, a salt, then chunks of AES-256-GCM. Each chunk's nonce is its number and whether it is the last one
(the STREAM construction), so chunks that are cut off, swapped or left out are noticed. The salt makes the key of each
file its own, so no nonce is ever used twice under one key.
"""

import hashlib
import os
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.backups.problems import BackupProblem

MARK = b"doorstep sealed backup 1\n"
SALT_BYTES = 16
CHUNK, TAG = 1 << 20, 16
SCRYPT = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 1 << 26}
"""OWASP's parameters for a passphrase that a person chose: 32 MiB, a tenth of a second."""


def seal(plain: Path, sealed: Path, key: str) -> Path:
    """Write `plain` to `sealed`, sealed with the key."""
    salt = os.urandom(SALT_BYTES)
    cipher = AESGCM(file_key(key, salt))
    with plain.open("rb") as source, sealed.open("wb") as target:
        target.write(MARK + salt)
        for number, chunk, is_last in chunks_of(source, CHUNK):
            target.write(cipher.encrypt(nonce(number, is_last=is_last), chunk, MARK + salt))
    return sealed


def unseal(sealed: Path, plain: Path, key: str) -> Path:
    """Write what was sealed to `plain`. Raises BackupProblem for another key, and for a file that was changed."""
    with sealed.open("rb") as source, plain.open("wb") as target:
        mark, salt = source.read(len(MARK)), source.read(SALT_BYTES)
        if mark != MARK:
            raise BackupProblem(f"{sealed.name} was not sealed by Doorstep.")
        cipher = AESGCM(file_key(key, salt))
        for number, chunk, is_last in chunks_of(source, CHUNK + TAG):
            try:
                target.write(cipher.decrypt(nonce(number, is_last=is_last), chunk, MARK + salt))
            except InvalidTag as problem:
                raise BackupProblem(f"BACKUP_KEY does not open {sealed.name}, or the file was changed.") from problem
    return plain


def file_key(key: str, salt: bytes) -> bytes:
    """The key of one file: from 32 random bytes in base64, or by scrypt from any other words."""
    try:
        random = b64decode(key, validate=True)
    except (NotBase64, ValueError):
        random = b""
    if len(random) == hashlib.sha256().digest_size:
        return hashlib.blake2b(MARK, key=random, salt=salt, digest_size=32).digest()
    return hashlib.scrypt(key.encode(), salt=salt, dklen=32, **SCRYPT)


def chunks_of(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """The number of each chunk, the chunk, and whether it is the last; of an empty file, one that is empty."""
    chunk, number = source.read(size), 0
    while following := source.read(size):
        yield number, chunk, False
        chunk, number = following, number + 1
    yield number, chunk, True


def nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
