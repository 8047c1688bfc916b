import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.embedded import sql
from adapters.embedded.environment import Environment
from adapters.embedded.folders import ROOT, throw_away_folder


def test_une_adresse_donnee_remplace_le_serveur_embarque(folder: Path) -> None:
    given = {"DATABASE_URL": "postgresql+asyncpg://ailleurs/fdls", "SMTP_URL": "smtp://ailleurs:25"}
    with Environment(folder, given=given) as environment:
        assert environment.started == [environment.valkey]
        assert environment.variables["DATABASE_URL"] == given["DATABASE_URL"]
        assert environment.variables["REDIS_URL"] == environment.valkey.url()


def test_les_secrets_sont_gardes_et_ne_sont_lus_que_de_leur_proprietaire(folder: Path) -> None:
    elsewhere = {"DATABASE_URL": "a", "REDIS_URL": "b", "SMTP_URL": "c"}
    with Environment(folder, given=elsewhere) as first, Environment(folder, given=elsewhere) as second:
        assert len(base64.b64decode(first.variables["CLE_CHIFFREMENT"])) == 32
        assert first.variables["CLE_JETONS"].startswith("-----BEGIN PRIVATE KEY-----")
        assert second.variables == first.variables
    assert (folder / "secrets.json").stat().st_mode & 0o077 == 0


def test_une_commande_emprunte_les_serveurs_d_une_demonstration_deja_lancee(folder: Path) -> None:
    with Environment(folder, given={}) as demo:
        with Environment(folder, given={}, shared=True) as command:
            assert command.started == []
            assert command.variables == demo.variables
        assert sql.scalar(demo.variables["DATABASE_URL"], "select 1") == 1


def test_un_dossier_ephemere_ne_laisse_rien() -> None:
    with Environment(given={}) as environment:
        assert environment.folder.exists()
    assert not environment.folder.exists()


def test_ce_qu_une_execution_tuee_a_laisse_est_efface_par_la_suivante() -> None:
    with throw_away_folder() as alive:
        left = alive.with_name(f"{alive.name}-tuee")
        left.mkdir()
        (left / "owner.lock").touch()

        with throw_away_folder():
            assert not left.exists()
            assert alive.exists()


@pytest.mark.parametrize("code", [0, 7])
def test_le_code_de_la_commande_est_rendu(code: int) -> None:
    elsewhere = {"DATABASE_URL": "a", "REDIS_URL": "b", "SMTP_URL": "c"}
    ask = f"import os, sys; print(os.environ['STOCKAGE_URL']); sys.exit({code})"
    done = subprocess.run(
        [sys.executable, "-m", "adapters.embedded", "--ephemere", sys.executable, "-c", ask],
        cwd=ROOT,
        env={**os.environ, **elsewhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout[:8]) == (code, "file:///")
