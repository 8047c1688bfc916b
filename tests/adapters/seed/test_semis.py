"""What the bulk path leaves is what the application would have written, and the application goes on from there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from adapters.db.annonces.tables import annonces, annonces_publiques
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.commissions.tables import passages, seances
from adapters.db.conventions_flux.tables import conventions_flux
from adapters.db.copie import Index
from adapters.db.cotation.tables import grilles
from adapters.db.demandes.projection import project
from adapters.db.demandes.tables import (
    compteurs,
    consultations,
    demandes,
    mots_recherche,
    nirs,
    numeros_uniques,
    points_de_liste,
    recherche_demandes,
    souhaits,
)
from adapters.db.observatoire.tables import photos
from adapters.db.organismes.tables import (
    actualites,
    agences,
    habilitations,
    logos_des_portails,
    organismes,
    organismes_territoires,
    reglages,
)
from adapters.db.pieces.tables import pieces
from adapters.db.propositions.tables import propositions
from adapters.seed import run
from adapters.seed.ecriture import ORDRE
from domain.cotation.demande import epcis_souhaites
from domain.cotation.events import DemandeCotee
from domain.cotation.reactions import lire_les_faits, recoter_la_demande
from domain.cotation.use_cases import coter
from domain.demandes.codes import EtatDemande
from domain.demandes.events import DemandeModifiee
from domain.demandes.model import Demande
from domain.demandes.rules.controles import bloquants, controler
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import systeme
from domain.propositions.codes import OUVERTES, EtatProposition
from tests.adapters.seed.conftest import DEMANDES, DEPARTEMENT, Semee, cle

pytestmark = pytest.mark.asyncio(loop_scope="session")

JOUR = date(2026, 11, 22)
ETATS_VIVANTS = {"AC", "EV", "RT", "ES", "BR", "SA", "NR"}

REPETABLES = (
    *ORDRE,
    organismes,
    organismes_territoires,
    agences,
    habilitations,
    reglages,
    logos_des_portails,
    actualites,
    grilles,
    conventions_flux,
    seances,
    annonces_publiques,
    compteurs,
)
SCELLES = {"nirs": {"chiffre"}}
"""Drawn again at each sealing."""


def silence(_: str) -> None: ...


async def empreintes(url: str) -> dict[str, str]:
    """One digest a table, whatever the order of its rows."""
    found = {}
    async with lire(url) as connection:
        for table in REPETABLES:
            columns = ", ".join(f"{c.name}::text" for c in table.c if c.name not in SCELLES.get(table.name, ()))
            row = f"md5(row({columns})::text)"
            found[table.name] = str(
                await connection.scalar(text(f"select md5(string_agg({row}, '' order by {row})) from {table.name}"))
            )
    return found


@asynccontextmanager
async def lire(url: str) -> AsyncIterator[AsyncConnection]:
    """As the owner, who sees every département."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def compter(connection: AsyncConnection, table: Table, *conditions: Any) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0)


# --- what is there


async def test_le_territoire_a_le_nombre_de_demandes_voulu_dans_tous_leurs_etats(semee: Semee) -> None:
    async with semee.container.engine.connect() as connection:
        await connection.execute(text(f"select set_config('app.departement', '{DEPARTEMENT}', false)"))
        etats = {row.etat.value for row in await connection.execute(select(demandes.c.etat).distinct())}
        assert await compter(connection, demandes) == DEMANDES == semee.bilan.demandes
        assert await compter(connection, demandes, demandes.c.etat == EtatDemande.ACTIVE) > DEMANDES * 0.65
    assert etats >= ETATS_VIVANTS


async def test_chaque_table_du_parcours_a_de_quoi_montrer(semee: Semee) -> None:
    async with lire(semee.url) as connection:
        for table in (*ORDRE, *REPETABLES, photos):
            assert await compter(connection, table) > 0, table.name
        attendus = {"PEC", "INS", "NOT", "ACC", "RFC", "RCO", "BAI", "DEC"}
        etats = {row.etat.value for row in await connection.execute(select(propositions.c.etat).distinct())}
        assert attendus - etats == set()
        vacances = {row.etat.value for row in await connection.execute(select(mises_en_location.c.etat).distinct())}
        assert {"DISPONIBLE", "PROPOSE", "EN_COMMISSION", "ATTRIBUE", "LOUE"} - vacances == set()


async def test_chaque_demande_satisfaite_a_son_bail_son_logement_et_sa_commission(semee: Semee) -> None:
    async with lire(semee.url) as connection:
        satisfaites = await compter(connection, demandes, demandes.c.etat == EtatDemande.SATISFAITE)
        baux = await compter(connection, propositions, propositions.c.etat == EtatProposition.BAIL_SIGNE)
        orphelins = await connection.scalar(
            select(func.count())
            .select_from(propositions)
            .outerjoin(passages, passages.c.proposition_id == propositions.c.id)
            .where(propositions.c.etat == EtatProposition.BAIL_SIGNE, passages.c.proposition_id.is_(None))
        )
    assert satisfaites > 0
    assert baux == satisfaites
    assert orphelins == 0


async def test_personne_n_est_inscrit_ni_propose_deux_fois(semee: Semee) -> None:
    ouvertes = select(propositions.c.demande_id).where(propositions.c.etat.in_(OUVERTES))
    async with lire(semee.url) as connection:
        trouvees = list(await connection.scalars(ouvertes))
    assert len(trouvees) == len(set(trouvees))


async def test_aucune_proposition_notifiee_n_a_depasse_son_delai(semee: Semee) -> None:
    async with lire(semee.url) as connection:
        en_retard = await compter(
            connection,
            propositions,
            propositions.c.etat == EtatProposition.NOTIFIEE,
            propositions.c.repondre_avant_le < semee.container.today(),
        )
    assert en_retard == 0


# --- same rows as the application


async def actives(semee: Semee, combien: int) -> list[Demande]:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        ids = list(
            await uow.session.scalars(
                select(demandes.c.id)
                .where(demandes.c.etat == EtatDemande.ACTIVE)
                .order_by(demandes.c.id)
                .limit(combien)
            )
        )
        return [await uow.demandes.get(DEPARTEMENT, id) for id in ids]


async def test_les_lignes_de_recherche_sont_celles_que_l_application_ecrirait(semee: Semee) -> None:
    def lues(demande: Demande) -> list[Any]:
        return [
            select(table).where(table.c.demande_id == demande.id).order_by(*table.primary_key.columns)
            for table in (recherche_demandes, points_de_liste, mots_recherche, souhaits)
        ]

    for demande in await actives(semee, 40):
        async with semee.container._sessions() as session:
            await session.execute(text(f"select set_config('app.departement', '{DEPARTEMENT}', true)"))
            avant = [(await session.execute(q)).all() for q in lues(demande)]
            uow = semee.container.new_uow(systeme(DEPARTEMENT), None)
            uow.session = session
            points = await uow.cotations.classements_par_commune(demande)
            today, epci = semee.container.today(), semee.container.communes.epci
            modifiee_le = avant[0][0].modifiee_le
            await project(session, demande, today, points, epci, modifiee_le, known=True)
            assert [(await session.execute(q)).all() for q in lues(demande)] == avant
            await session.rollback()


async def test_recoter_une_demande_semee_ne_change_rien(semee: Semee) -> None:
    for demande in await actives(semee, 60):
        async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
            epcis = epcis_souhaites(demande, uow.geographie)
            avant = await uow.cotations.connue(DEPARTEMENT, demande.id, epcis, uow.today())
            faits = await lire_les_faits(demande, uow)
            refaits = {resultat.epci: resultat for resultat in coter(avant.grilles, faits, uow.today())}
            assert avant.dit_deja(faits, refaits)
            event = DemandeModifiee(
                departement=DEPARTEMENT,
                aggregate_id=demande.id,
                occurred_at=uow.now(),
                sections=[],
                avant={},
                apres={},
            )
            await recoter_la_demande(event, systeme(DEPARTEMENT), uow)
            assert [e for e in uow._loose if isinstance(e, DemandeCotee)] == []
            assert await uow.cotations.connue(DEPARTEMENT, demande.id, epcis, uow.today()) == avant
            assert avant.resultats.keys() == epcis


async def test_une_demande_semee_passe_les_controles_de_l_application(semee: Semee) -> None:
    for demande in await actives(semee, 60):
        async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
            connus = await uow.coffre_nir.personnes(DEPARTEMENT, demande.id)
        trouves = controler(
            demande.formulaire, semee.container.today(), avec_nir=connus, nature=demande.nature, departement=DEPARTEMENT
        )
        assert bloquants(trouves) == []


async def test_les_numeros_uniques_se_suivent_et_le_compteur_continue(semee: Semee) -> None:
    async with lire(semee.url) as connection:
        attribues = [NumeroUnique(n) for n in await connection.scalars(select(numeros_uniques.c.numero))]
        series = {row.cle: row.dernier for row in await connection.execute(select(compteurs))}
    par_mois: dict[str, list[int]] = {}
    for numero in attribues:
        par_mois.setdefault(f"NU:{numero.territoire}:{numero.valeur[3:7]}", []).append(numero.sequence)
    for serie, rangs in par_mois.items():
        assert sorted(rangs) == list(range(1, len(rangs) + 1))
        assert series[serie] == len(rangs)
    mois = max(par_mois, key=lambda s: (s[-2:], s[-4:-2]))
    depot = date(2000 + int(mois[-2:]), int(mois[-4:-2]), 3)
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        suivant = NumeroUnique(await uow.numeros_uniques.attribuer(DEPARTEMENT, depot, "35B01"))
        await uow.session.rollback()
    assert suivant.sequence == len(par_mois[mois]) + 1


async def test_la_reference_suivante_n_est_pas_deja_prise(semee: Semee) -> None:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        demande = await uow.demandes.prochaine_reference(DEPARTEMENT, uow.today())
        bien = await uow.biens.prochaine_reference(DEPARTEMENT)
        assert int(demande[-7:]) > DEMANDES
        assert await compter(await uow.session.connection(), biens, biens.c.reference == bien) == 0


async def test_chaque_piece_semee_s_ouvre(semee: Semee) -> None:
    async with lire(semee.url) as connection:
        rows = (await connection.execute(select(pieces.c.feuillets).limit(20))).scalars().all()
        a_valider = await connection.scalar(
            select(func.count()).where(
                demandes.c.etat == EtatDemande.EN_ATTENTE_DE_VALIDATION,
                demandes.c.id.notin_(select(pieces.c.demande_id)),
            )
        )
    assert a_valider == 0
    for (feuillet,) in rows:
        contenu = await semee.container.stockage.lire(feuillet.objet)
        assert contenu.startswith(b"%PDF-")
        assert len(contenu) == feuillet.taille
        assert feuillet.format == "application/pdf"


async def test_l_historique_de_chaque_demande_commence_par_sa_creation_et_avance(semee: Semee) -> None:
    async with lire(semee.url) as connection:
        premiers = list(
            await connection.scalars(
                text("select distinct on (objet_id) type from historique where objet = 'demande' order by objet_id, id")
            )
        )
        reculs = await connection.scalar(
            text(
                "select count(*) from (select le < lag(le) over (partition by objet, objet_id order by id) as recule"
                " from historique where objet in ('demande', 'bien', 'proposition')) t where recule"
            )
        )
    assert len(premiers) == DEMANDES
    assert set(premiers) == {"DemandeCommencee"}
    assert reculs == 0


# --- again


async def test_meme_graine_et_meme_taille_donnent_le_meme_territoire_quel_que_soit_le_nombre_de_processus(
    servers: Any, tmp_path: Any
) -> None:
    with servers.database() as une, servers.database() as autre, servers.database() as differente:
        commun = {"cle": cle(), "stockage_url": tmp_path.as_uri(), "today": JOUR, "dire": silence}
        await run(une, 120, ("35", "44"), processus=0, **commun)
        await run(autre, 120, ("35", "44"), processus=2, **commun)
        await run(differente, 120, ("35", "44"), processus=0, graine="autre", **commun)
        attendues = await empreintes(une)
        assert await empreintes(autre) == attendues
        assert (await empreintes(differente))["demandes"] != attendues["demandes"]


async def test_semer_de_nouveau_ajoute_et_si_vide_ne_fait_rien(fresh_database: str) -> None:
    premier = await run(fresh_database, 60, ("35",), annonces=4, dire=silence)
    assert premier is not None
    assert await run(fresh_database, 60, ("35",), if_empty=True, dire=silence) is None
    second = await run(fresh_database, 50, ("35",), annonces=3, dire=silence)
    assert second is not None
    assert premier.objets == second.objets == 0
    async with lire(fresh_database) as connection:
        assert await compter(connection, demandes) == 110
        assert await compter(connection, nirs) == await compter(connection, pieces) == 0
        numeros = list(await connection.scalars(select(numeros_uniques.c.numero)))
        assert await compter(connection, annonces) >= 7
    assert len(numeros) == len(set(numeros))


async def test_deux_semis_en_meme_temps_s_attendent(fresh_database: str) -> None:
    faits = await asyncio.gather(
        *(run(fresh_database, 40, ("35",), annonces=2, dire=silence) for _ in range(2)),
    )
    assert [bilan.demandes for bilan in faits if bilan] == [40, 40]


async def test_les_index_ranges_pendant_le_chargement_reviennent_a_l_identique(fresh_database: str) -> None:
    etat = text(
        "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' union all "
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint order by 1, 2, 3"
    )
    engine = create_async_engine(fresh_database)
    async with engine.begin() as connection:
        avant = (await connection.execute(etat)).all()
        index = Index(connection, ORDRE)
        await index.ranger()
        assert len((await connection.execute(etat)).all()) < len(avant)
        await index.remettre()
        assert (await connection.execute(etat)).all() == avant
    await engine.dispose()


async def test_une_table_deja_remplie_garde_ses_index(fresh_database: str) -> None:
    engine = create_async_engine(fresh_database)
    async with engine.begin() as connection:
        await connection.execute(insert(numeros_uniques).values(numero="035112600000135B01", departement="35"))
        index = Index(connection, (numeros_uniques, consultations))
        await index.ranger()
        restes = list(
            await connection.scalars(text("select indexname from pg_indexes where tablename = 'consultations'"))
        )
        assert restes == ["consultations_pkey"]
        await index.remettre()
    await engine.dispose()
