"""La clé maîtresse tourne par une commande : tout s'ouvre avant, pendant et après, et rien ne se retrouve perdu."""

import os
from uuid import UUID

import pytest

from adapters.db.engine import create_engine
from adapters.db.rechiffrement import rechiffrer_les_valeurs
from adapters.securite.crypto import AesChiffre
from api.bootstrap import Container
from api.settings import Settings
from tests.api.conftest import SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")
NIR = "295109912611193"


async def test_les_valeurs_de_la_base_passent_sous_la_nouvelle_cle_puis_reviennent(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="COFFRE", ne_le="1995-10-01")
    personne = demande["formulaire"]["demandeur"]["id"]
    assert (await qui.put("ma-demande/nir", json={"personne_id": personne, "nir": NIR})).is_success
    contexte, ancienne, neuve = f"nir:{demande['id']}:{personne}", container.settings.master_key, os.urandom(32)
    engine = create_engine(container.settings.database_url, role=None, statement_timeout_s=60)

    async def le_nir(cle: AesChiffre) -> str:
        async with engine.connect() as connection:
            row = await connection.exec_driver_sql(
                "select chiffre from nirs where demande_id = $1 and personne_id = $2",
                (UUID(demande["id"]), UUID(personne)),
            )
            return cle.dechiffrer(row.scalar_one(), contexte).decode()

    try:
        aller = AesChiffre(neuve, "valeurs", ancienne)
        assert await le_nir(aller) == NIR, "pendant la rotation l'ancienne clé ouvre encore"
        assert (await rechiffrer_les_valeurs(engine, aller.rechiffrer))["nirs"] >= 1
        assert set((await rechiffrer_les_valeurs(engine, aller.rechiffrer)).values()) == {0}, "reprise, rien à refaire"
        assert await le_nir(AesChiffre(neuve, "valeurs")) == NIR
    finally:
        await rechiffrer_les_valeurs(engine, AesChiffre(ancienne, "valeurs", neuve).rechiffrer)
        assert await le_nir(AesChiffre(ancienne, "valeurs")) == NIR
        await engine.dispose()


async def test_sans_cle_d_index_la_cle_maitresse_ne_tourne_pas(container: Container) -> None:
    reglages = container.settings.model_dump(include={"database_url", "redis_url", "cle_chiffrement", "cle_jetons"})
    seule = Settings(**reglages, cle_chiffrement_precedente=container.settings.cle_chiffrement)
    with pytest.raises(ValueError, match="CLE_INDEX"):
        _ = seule.former_key
    gardee = Settings(
        **reglages,
        cle_chiffrement_precedente=container.settings.cle_chiffrement,
        cle_index=container.settings.cle_chiffrement,
    )
    assert gardee.index_key == container.settings.master_key == gardee.former_key
