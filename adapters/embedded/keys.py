"""The secrets of a workstation: made once, kept with the data they protect, readable by their owner alone."""

import base64
import json
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def keep_or_make(path: Path) -> dict[str, str]:
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text())
        return kept
    made = make()
    path.touch(mode=0o600)
    path.write_text(json.dumps(made, indent=2))
    return made


def make() -> dict[str, str]:
    signing = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "CLE_CHIFFREMENT": base64.b64encode(os.urandom(32)).decode(),
        "CLE_JETONS": signing.decode(),
    }
