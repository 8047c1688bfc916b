"""La ligne de commande de l'exploitant, lancée comme il la lance."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adapters.embedded import sql
from adapters.embedded.folders import ROOT
from tests.api.conftest import settle

BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def cli(*arguments: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        cwd=ROOT,
        env=BARE if env is None else env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_les_contrats_s_ecrivent_sans_reglage_ni_serveur(tmp_path: Path) -> None:
    cli("export-openapi", "--dossier", str(tmp_path))
    written = {path.stem: json.loads(path.read_text("utf-8")) for path in tmp_path.glob("*.json")}
    assert set(written) == {"partenaires", "grandpublic", "tiers"}
    assert all(contract["openapi"].startswith("3.1") for contract in written.values())
    scheme = written["tiers"]["components"]["securitySchemes"]["oauth2"]
    assert set(scheme["flows"]) == {"clientCredentials"}


def test_les_comptes_de_demonstration_se_lisent_sans_serveur() -> None:
    assert "gestionnaire@exemple.test" in cli("comptes-demo")


@pytest.mark.lent
def test_les_projections_refaites_sont_celles_que_l_on_avait(fresh_database: str, environment: dict[str, str]) -> None:
    variables = environment | {"DATABASE_URL": fresh_database}
    loaded = cli("charger-referentiel", env=variables)
    assert "communes" in loaded
    assert "demandes" in cli("seed", "--demandes", "150", env=variables)
    assert "rien n'a été ajouté" in cli("seed", "--if-empty", env=variables)

    def content(table: str, key: str) -> Any:
        query = f"select coalesce(jsonb_agg(to_jsonb(t) order by {key})::text, '[]') from {table} t"
        return json.loads(sql.scalar(fresh_database, query))

    tables = {
        "recherche_demandes": "departement, demande_id",
        "points_de_liste": "departement, demande_id",
        "mots_recherche": "departement, demande_id, mot",
        "souhaits": "departement, demande_id, commune, typologie",
        "annonces_publiques": "departement, id",
    }
    before = {table: content(table, key) for table, key in tables.items()}
    assert all(before.values())
    cli("rebuild-projections", env=variables)
    for table, key in tables.items():
        assert content(table, key) == before[table], table

    gardees = content("cotations", "departement, demande_id, epci")
    sql.execute(fresh_database, "update cotations set total_declare = 999 where right(demande_id::text, 1) < '8'")
    assert "cotation(s) refaite(s)" in cli("verifier-cotations", "--refaire", env=variables)
    assert content("cotations", "departement, demande_id, epci") == gardees
    assert "refaite(s)" not in cli("verifier-cotations", env=variables)


@pytest.mark.asyncio(loop_scope="session")
async def test_un_departement_se_confie_a_un_gestionnaire_et_un_refus_se_lit(
    fresh_database: str, environment: dict[str, str]
) -> None:
    variables = environment | {"DATABASE_URL": fresh_database}
    await settle(fresh_database)
    confier = ("confier-departement", "56", "--gestionnaire")
    fait = await asyncio.to_thread(cli, *confier, "gestionnaire@exemple.test", env=variables)
    assert fait.startswith("Morbihan est confié à gestionnaire@exemple.test")
    with pytest.raises(AssertionError, match="Aucun compte ouvert à cette adresse"):
        await asyncio.to_thread(cli, *confier, "personne@exemple.test", env=variables)


def test_une_livraison_en_quarantaine_se_rejoue(fresh_database: str, environment: dict[str, str]) -> None:
    sql.execute(
        fresh_database,
        "insert into outbox_events (departement, name, payload) values ('35', 'MessagePret', '{}')",
        "insert into outbox_deliveries (event_id, reaction, attempts, error) "
        "select id, 'envoyer_le_message', 8, 'ValidationError' from outbox_events",
    )
    said = cli("rejouer-livraisons", env=environment | {"DATABASE_URL": fresh_database})
    assert "envoyer_le_message après MessagePret (35) : ValidationError" in said
    assert "1 livraison(s)" in said
    assert sql.scalar(fresh_database, "select attempts from outbox_deliveries") == 0
