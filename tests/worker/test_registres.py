"""Les registres se scellent chaque nuit ; ce qui est scellé ne se corrige plus, mais ce qui parle des gens s'efface."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from adapters.db.tracabilite.verification import Verification, verify
from adapters.embedded import sql
from api.bootstrap import create_container
from domain.demandes.events import DemandeRetournee, DemandeVerrouillee
from domain.kernel.aggregate import Objet
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.tracabilite.codes import Registre
from domain.tracabilite.reactions import sceller_les_jours_ecoules
from tests.api.test_cli import cli
from tests.worker.conftest import Bench

pytestmark = pytest.mark.asyncio(loop_scope="session")

DEMANDE = UUID(int=7)


async def _ecrire(bench: Bench, combien: int) -> None:
    acteur = systeme("35")
    async with bench.container.new_uow(acteur, "essai") as uow:
        qui: dict[str, Any] = {"departement": "35", "aggregate_id": DEMANDE, "occurred_at": uow.now()}
        for n in range(combien):
            uow.record(DemandeVerrouillee(**qui, raison=f"Séance {n}", passage_id=new_id()))
        uow.record(DemandeRetournee(**qui, motif="INC", motif_libelle="Incohérence", commentaire="LE BIHAN ou LE GOFF"))


async def _nuits(bench: Bench, combien: int = 1) -> None:
    jour = aujourd_hui(datetime.now(UTC)) + timedelta(days=combien)
    acteur = systeme("35")
    async with bench.container.new_uow(acteur, None) as uow:
        event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=jour)
        await sceller_les_jours_ecoules(event, acteur, uow)


async def _relire(bench: Bench, registre: Registre = Registre.HISTORIQUE) -> Verification:
    c = bench.container
    return await verify(c.read, "35", registre, None, c.signer_les_sceaux)


async def test_la_nuit_ferme_la_veille_une_seule_fois(bench: Bench) -> None:
    await _ecrire(bench, 3)
    await _nuits(bench)
    await _nuits(bench)
    assert (await _relire(bench)).jours == 1
    await _nuits(bench, 4)  # le fichier a été arrêté trois jours
    relu = await _relire(bench)
    assert (relu.jours, relu.lignes, relu.ruptures) == (4, 4, [])
    vides = await _relire(bench, Registre.CONSULTATIONS)
    assert (vides.jours, vides.lignes, vides.ruptures) == (4, 0, [])


async def test_l_application_ne_peut_ni_corriger_ni_supprimer(bench: Bench) -> None:
    for faute in ("update historique set auteur = 'x'", "delete from historique", "update sceaux set nombre = 0"):
        with pytest.raises(Exception, match="permission denied"):
            await bench.rows(faute)


@pytest.mark.parametrize(
    ("faute", "phrase"),
    [
        ("update historique set auteur = 'Personne' where id = {id}", "la ligne {id} a été modifiée."),
        ("update historique set details = '{{}}' where id = {id}", "la ligne {id} a été modifiée."),
        ("delete from historique where id = {id}", "la ligne {id} a été supprimée."),
    ],
)
async def test_le_proprietaire_de_la_base_lui_meme_laisse_une_trace(
    bench: Bench, fresh_database: str, faute: str, phrase: str
) -> None:
    await _ecrire(bench, 3)
    await _nuits(bench)
    id = sql.scalar(fresh_database, "select max(id) from historique")
    sql.execute(fresh_database, faute.format(id=id))
    assert [r.phrase for r in (await _relire(bench)).ruptures] == [phrase.format(id=id)]


async def test_une_ligne_glissee_dans_un_jour_ferme_se_voit(bench: Bench, fresh_database: str) -> None:
    await _ecrire(bench, 1)
    await _nuits(bench)
    sql.execute(
        fresh_database,
        "insert into historique (departement, objet, objet_id, le, type, libelle, auteur_sorte, auteur, details)"
        " select departement, objet, objet_id, le, type, libelle, auteur_sorte, auteur, details"
        " from historique limit 1",
    )
    [rupture] = (await _relire(bench)).ruptures
    assert "ajoutée après le sceau" in rupture.phrase


async def test_ce_qui_parle_des_gens_s_efface_et_le_sceau_tient(bench: Bench, fresh_database: str) -> None:
    await _ecrire(bench, 2)
    await _nuits(bench)
    async with bench.container.new_uow(systeme("35"), None) as uow:
        assert await uow.registres.effacer_les_textes("35", Objet.DEMANDE, DEMANDE) == 3
    reste = sql.scalar(fresh_database, "select string_agg(details::text || description, '') from historique")
    assert "BIHAN" not in reste
    assert (await _relire(bench)).ruptures == []
    # une ligne effacée ne peut pas se mettre à dire autre chose
    sql.execute(fresh_database, "update historique set description = 'Renoncement écrit' where id = 1")
    assert [r.ligne for r in (await _relire(bench)).ruptures] == [1]


async def test_la_commande_dit_quel_jour_et_quelle_ligne(
    bench: Bench, fresh_database: str, environment: dict[str, str]
) -> None:
    organisme = new_id()
    sql.execute(
        fresh_database,
        "insert into organismes (id, type, nom, totp_exige, version)"
        f" values ('{organisme}', 'BAILLEUR', 'B', false, 1)",
        f"insert into organismes_territoires (departement, organisme_id) values ('35', '{organisme}')",
    )
    await _ecrire(bench, 2)
    await _nuits(bench)
    variables = environment | {"DATABASE_URL": fresh_database}
    dit = cli("verifier-historique", env=variables).replace("\u00a0", " ")
    assert "35, historique des actes : 1 journée, 3 lignes, intact. Sceau du" in dit
    sql.execute(fresh_database, "delete from historique where id = 2")
    with pytest.raises(AssertionError, match="la ligne 2 a été supprimée"):
        cli("verifier-historique", env=variables)


async def test_la_journee_du_travailleur_scelle(fresh_database: str, environment: dict[str, str]) -> None:
    demain = create_container(lambda: datetime.now(UTC) + timedelta(days=1), database_url=fresh_database)
    try:
        acteur = systeme("35")
        async with demain.new_uow(acteur, None) as uow:
            uow.record(
                JourCommence(
                    departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=aujourd_hui(uow.now())
                )
            )
        from api.worker import relay_of

        await relay_of(demain).drain()
        found = await verify(demain.read, "35", Registre.HISTORIQUE, None, demain.signer_les_sceaux)
        assert found.jours == 1
    finally:
        await demain.close()
