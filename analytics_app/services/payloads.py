"""Keeps files exactly as received, compressed and encrypted, and gives them back to parsing alone.

A file is cut into blocks of 1 MB; each is compressed and sealed with AES-256-GCM (a fresh nonce a block, batch and
block number authenticated, so that blocks cannot be swapped).
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from analytics_app.models import ImportBatch, RawPayload

BLOCK_BYTES = 1024 * 1024
_NONCE_BYTES = 12


class PayloadGone(Exception):
    """The payload is past its retention; the file has to be given again."""


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 in hex and size in bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
        return digest.hexdigest(), file.tell()


def store_payload(batch: ImportBatch, path: Path) -> None:
    """Writes the blocks of a file that do not stand there yet."""
    stored = set(RawPayload.objects.filter(batch=batch).values_list("seq", flat=True))
    with path.open("rb") as file:
        for seq, block in enumerate(_blocks(file)):
            if seq not in stored:
                RawPayload.objects.create(batch=batch, seq=seq, ciphertext=_seal(batch.pk, seq, block))


def restore_payload(batch: ImportBatch, target: Path) -> None:
    """Writes the file as it was received to ``target``.

    Raises PayloadGone where blocks are missing (retention) or do not add up to the file that was received.
    """
    with target.open("wb") as file:
        for seq, ciphertext in _stored_blocks(batch):
            file.write(_open(batch.pk, seq, ciphertext))
    if hash_file(target)[0] != batch.file_sha256:
        target.unlink()
        raise PayloadGone(batch.file_name)


def has_payload(batch: ImportBatch) -> bool:
    """Whether the file as received is still kept."""
    return RawPayload.objects.filter(batch=batch).exists()


def remove_expired_payloads(now: datetime) -> int:
    """Deletes the payloads older than the retention, each whole; returns how many blocks went."""
    limit = now - timedelta(days=settings.PAYLOAD_RETENTION_DAYS)
    old = RawPayload.objects.filter(received_at__lt=limit).values("batch_id")
    return RawPayload.objects.filter(batch_id__in=old).delete()[0]


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK_BYTES):
        yield block


def _stored_blocks(batch: ImportBatch) -> Iterator[tuple[int, bytes]]:
    seqs = RawPayload.objects.filter(batch=batch).order_by("seq").values_list("seq", flat=True)
    for seq in list(seqs):
        yield seq, bytes(RawPayload.objects.values_list("ciphertext", flat=True).get(batch=batch, seq=seq))


def _seal(batch_id: int, seq: int, block: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(settings.PAYLOAD_KEY).encrypt(nonce, zlib.compress(block, 1), _context(batch_id, seq))
    return nonce + sealed


def _open(batch_id: int, seq: int, ciphertext: bytes) -> bytes:
    nonce, sealed = ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:]
    return zlib.decompress(AESGCM(settings.PAYLOAD_KEY).decrypt(nonce, sealed, _context(batch_id, seq)))


def _context(batch_id: int, seq: int) -> bytes:
    return f"{batch_id}/{seq}".encode()
