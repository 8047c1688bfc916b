from pathlib import Path

import pytest
import redis

from adapters.embedded.valkey import Valkey


def test_la_file_d_attente_survit_a_un_arret(folder: Path) -> None:
    first = Valkey(folder)
    with redis.Redis.from_url(first.start()) as client:
        client.rpush("file", "relais")
    first.stop()

    second = Valkey(folder)
    try:
        with redis.Redis.from_url(second.start()) as client:
            assert client.lrange("file", 0, -1) == [b"relais"]
    finally:
        second.stop()


def test_personne_n_entre_sans_le_mot_de_passe(folder: Path) -> None:
    valkey = Valkey(folder, durable=False)
    try:
        valkey.start()
        with redis.Redis(port=valkey.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()
        assert (folder / "valkey.conf").stat().st_mode & 0o077 == 0
    finally:
        valkey.stop()
