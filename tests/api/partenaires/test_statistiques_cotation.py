"""Les statistiques se lisent sur la photo de la nuit ; un petit groupe ne s'y montre pas."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select

from adapters.db.cotation.candidats import candidats_cotes
from adapters.db.cotation.photos import COMMUNE, photos_de_criteres, photos_de_points
from adapters.db.cotation.tables import cotations, cotations_passees
from adapters.db.engine import enter
from api.bootstrap import Container
from domain.cotation.statistiques.queries import Mesure, Partage
from domain.kernel.calendrier import aujourd_hui
from domain.organismes.acteur import systeme
from tests.api.conftest import RENNES, RENNES_METROPOLE, SignIn
from tests.api.parcours import demande_validee
from tests.api.relocation import PEU_DE_CANDIDATS, candidat, commission, decider, inscrire, logement, retenir

P, K, C, A = photos_de_points.c, photos_de_criteres.c, cotations.c, candidats_cotes.c
pytestmark = pytest.mark.asyncio(loop_scope="session")
AUX = "statistiques-de-cotation"


async def _nuit(container: Container) -> None:
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.photos_de_points.prendre("35", aujourd_hui(container.now()))


async def _compter(container: Container, statement: Any) -> Any:
    async with container.transaction() as session:
        await enter(session, "35", None)
        return (await session.execute(statement)).all()


async def test_la_photo_compte_chaque_demande_une_fois_et_se_refait_a_l_identique(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await demande_validee(agent, demandeur, pdf, nom="PHOTO")
    comptees = select(func.sum(P.nombre)).where(
        P.departement == "35",
        P.epci == RENNES_METROPOLE,
        P.dimension == "quartile",
        P.typologie == "",
        P.organisme == "",
        P.population == "",
        P.mesure == "verifies",
        P.prise_le == aujourd_hui(container.now()),
    )
    tout = select(photos_de_points).order_by(*photos_de_points.primary_key.columns)
    await _nuit(container)
    premiere = await _compter(container, tout)
    await _nuit(container)
    assert await _compter(container, tout) == premiere
    vivantes = select(func.count(), func.sum(C.total_verifie)).where(
        C.departement == "35", C.epci == RENNES_METROPOLE, C.total_verifie.is_not(None)
    )
    [[cotees, points]] = await _compter(container, vivantes)
    assert await _compter(container, comptees) == [(cotees,)]
    criteres = select(func.sum(K.demandes), func.sum(K.points)).where(
        K.departement == "35",
        K.epci == RENNES_METROPOLE,
        K.genre == "cotees",
        K.typologie == "",
        K.organisme == "",
        K.population == "",
        K.prise_le == aujourd_hui(container.now()),
    )
    assert await _compter(container, criteres) == [(cotees, points)]


async def test_la_repartition_a_une_version_une_photo_et_tait_les_petits_groupes(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await demande_validee(agent, demandeur, pdf, nom="TRANCHE")
    await _nuit(container)
    epci = await agent("epci")
    [grille] = (await epci.get(f"{AUX}/grilles")).json()
    assert grille["epci"] == RENNES_METROPOLE
    dite = (await epci.get(f"{AUX}/repartition", params={"par": "population"})).json()
    assert dite["grille"] == grille
    assert dite["prise_le"] == datetime.now(UTC).date().isoformat() or dite["prise_le"]
    assert dite["petit_groupe"] == 11
    assert all(n is None or n == 0 or n >= 11 for serie in dite["series"] for n in serie["nombres"])
    detail = (await epci.get(f"{AUX}/criteres")).json()
    assert [ligne["code"] for ligne in detail["lignes"] if ligne["est_un_bloc"]][:2] == ["N", "L"]
    assert all(
        ligne["demandes"] is None or ligne["demandes"] == 0 or ligne["demandes"] >= 11 for ligne in detail["lignes"]
    )


async def test_un_epci_ne_lit_que_ses_photos(agent: SignIn, container: Container) -> None:
    await _nuit(container)
    epci = await agent("epci")
    ailleurs = (await epci.get(f"{AUX}/repartition", params={"epci": "243500782"})).json()
    assert (ailleurs["grille"], ailleurs["series"]) == (None, [])
    assert (await epci.get(f"{AUX}/attributions", params={"epci": "243500782"})).json()["attributions"] == 0


async def test_les_attributions_gardent_les_points_du_jour_de_la_decision(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    _, premier = await candidat(agent, demandeur, pdf, logement_actuel={"statut": "SD", "proprietaire": False})
    _, second = await candidat(agent, demandeur, pdf)
    bien = await logement(anne)
    propositions = await retenir(anne, bien, premier, second)
    seance = await commission(anne, tenue_le=aujourd_hui(container.now()).isoformat())
    for proposition in propositions:
        await inscrire(anne, proposition, seance)
    choisie, autre = propositions
    await decider(anne, seance, choisie, decision="ATT", justification=PEU_DE_CANDIDATS)
    await decider(anne, seance, autre, decision="NAT", motif="N11", commentaire="Autre candidat.")
    await _nuit(container)
    lus = select(A.points, A.attribue, A.premier).where(A.departement == "35", A.bien_id == bien["id"])
    assert set(await _compter(container, lus)) >= {(40, True, True)}
    ou = select(A.commune, A.famille, A.qpv_actuel).where(A.departement == "35", A.bien_id == bien["id"], A.premier)
    lue = await _compter(container, ou)
    assert [(commune is not None, famille) for commune, famille, _ in lue] == [(True, "nationale")]
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.cotations.retirer("35", UUID(premier["id"]))
        await uow.session.execute(delete(cotations_passees).where(cotations_passees.c.departement == "35"))
    await _nuit(container)
    assert await _compter(container, ou) == lue, "ce que la première nuit a lu reste, la demande une fois close"
    epci = await agent("epci")
    dites = (await epci.get(f"{AUX}/attributions")).json()
    assert dites["attributions"] is None or dites["attributions"] >= 11, "un petit nombre se tait"
    assert dites["tranches"] == [] or all(
        t["attributions"] is None or t["attributions"] >= 11 for t in dites["tranches"]
    )
    mesurees = [g["grille_id"] for g in (await epci.get(f"{AUX}/grilles")).json() if g["epci"] == RENNES_METROPOLE]
    sous_elles = [
        (await epci.get(f"{AUX}/attributions", params={"grille_id": grille})).json()["attributions"]
        for grille in mesurees
    ]
    assert any(n != 0 for n in sous_elles)
    sous_une_autre = (await epci.get(f"{AUX}/attributions", params={"grille_id": str(uuid4())})).json()
    assert sous_une_autre["attributions"] == 0, "deux versions ne se mêlent pas"
    for filtre in (
        {"population": "mutation"},
        {"typologie": "T2"},
        {"bailleur_id": bien["organisme"]["id"]},
        *({"par": partage.value} for partage in Partage),
    ):
        assert (await epci.get(f"{AUX}/attributions", params=filtre)).status_code == 200


async def test_chaque_filtre_s_ajoute_aux_autres(agent: SignIn, container: Container) -> None:
    await _nuit(container)
    epci = await agent("epci")
    for adresse in ("repartition", "criteres", "tension"):
        for filtre in ({"population": "mutation"}, {"typologie": "T2"}, {"population": "primo", "typologie": "T3"}):
            reponse = await epci.get(f"{AUX}/{adresse}", params=filtre)
            assert reponse.status_code == 200, reponse.text
            assert reponse.json().get("absente") is None


async def test_un_guichet_ne_se_coupe_pas_de_deux_facons(agent: SignIn, container: Container) -> None:
    await _nuit(container)
    epci = await agent("epci")
    guichet = {"organisme_id": str(UUID(int=7))}
    assert (await epci.get(f"{AUX}/repartition", params=guichet | {"par": "age"})).json()["absente"] is None
    refusee = (await epci.get(f"{AUX}/repartition", params=guichet | {"par": "age", "typologie": "T2"})).json()
    assert refusee["absente"]["code"] == "filtres-trop-etroits"
    assert refusee["series"] == []


async def test_la_tension_se_lit_par_commune_et_par_organisme_sous_une_seule_version(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await demande_validee(agent, demandeur, pdf, nom="TENDUE", communes=(RENNES,))
    await _nuit(container)
    epci = await agent("epci")
    toute = (await epci.get(f"{AUX}/tension")).json()
    assert RENNES in [c["code"] for c in toute["communes"]]
    rennes = (await epci.get(f"{AUX}/tension", params={"commune": RENNES})).json()
    assert (rennes["commune"], rennes["absente"]) == (RENNES, None)
    souhaitee = select(func.sum(P.nombre)).where(
        P.departement == "35",
        P.epci == RENNES_METROPOLE,
        P.dimension == COMMUNE,
        P.valeur == RENNES,
        P.typologie == "",
        P.population == "",
        P.mesure == Mesure.VERIFIES.value,
        P.organisme == "",
        P.grille_id == UUID(rennes["grille"]["grille_id"]),
        P.prise_le == aujourd_hui(container.now()),
    )
    [[combien]] = await _compter(container, souhaitee)
    assert rennes["demandes"] == (None if combien < rennes["petit_groupe"] else combien)
    assert combien > 0
    organisme = {"bailleur_id": str(UUID(int=7))}
    seul = (await epci.get(f"{AUX}/tension", params=organisme)).json()
    assert (seul["demandes"], seul["communes"], seul["absente"]) == (0, [], None)
    refusee = (await epci.get(f"{AUX}/tension", params=organisme | {"commune": RENNES})).json()
    assert refusee["absente"]["code"] == "filtres-trop-etroits"
