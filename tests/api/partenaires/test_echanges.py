"""Chaque fait d'une demande se dit au SNE une fois et une seule, même quand il tombe, et son accusé se lit."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text

from api.bootstrap import Container, create_container
from api.worker import relay_of
from domain.echanges.sne.reactions import transmettre_au_sne
from domain.echanges.sne.use_cases import DemanderLesCopies, demander_les_copies
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.biens import plus_tard
from tests.api.conftest import Clock, SignIn
from tests.api.parcours import demande_envoyee
from tests.api.relocation import (
    PEU_DE_CANDIDATS,
    agir,
    candidat,
    commission,
    decider,
    faire,
    inscrire,
    lire,
    logement,
    proposee,
    retenir,
)
from tests.api.test_vie import au_matin, identifiant
from tests.standins.sne import FauxSne

Vue = dict[str, Any]
pytestmark = pytest.mark.asyncio(loop_scope="session")


class Liaison:
    """The worker of an operator whose agreement with the State is signed."""

    def __init__(self, container: Container, ici: Container, sne: FauxSne) -> None:
        self.container = container
        self.ici = ici
        self.sne = sne

    async def nuit(self) -> None:
        await relay_of(self.ici).drain()
        now = datetime.now(UTC)
        event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=now, jour=self.container.today())
        await self.container.executor(transmettre_au_sne, event, systeme("35"))
        await relay_of(self.container).drain()

    async def demander_les_copies(self, demande_id: str) -> None:
        """As an agent of an operator whose agreement is signed would, through the same use case."""
        command = DemanderLesCopies(demande_id=UUID(demande_id))
        await self.container.executor(demander_les_copies, command, systeme("35", "Agent Anne"))
        await relay_of(self.container).drain()

    async def restent(self) -> int:
        async with self.ici.engine.connect() as connection:
            await connection.execute(text("select set_config('app.departement', '35', false)"))
            waiting = "select count(*) from transmissions where etat = 'a_transmettre' and type_fichier <> 'COP'"
            return int(await connection.scalar(text(waiting)) or 0)


async def faits(agent: httpx.AsyncClient, demande: Vue, *, copies: bool = False) -> list[Vue]:
    """Les échanges de la demande avec les autres systèmes : ses faits, ou ses documents."""
    lus = (await agent.get(f"demandes/{demande['id']}/echanges")).json()["items"]
    return [x for x in lus if x["partenaire"] != "demandeur" and (x["objet"] == "Copie numérique") is copies]


async def pieces(agent: httpx.AsyncClient, demande: Vue) -> list[Vue]:
    vues: list[Vue] = (await agent.get(f"demandes/{demande['id']}/pieces")).json()
    return vues


@pytest_asyncio.fixture(loop_scope="session")
async def liaison(environment: dict[str, str], container: Container) -> AsyncIterator[Liaison]:
    async with FauxSne() as sne:
        signed = create_container(database_url=os.environ["DATABASE_URL"], sne_url=sne.url)
        try:
            yield Liaison(signed, container, sne)
        finally:
            await signed.close()


async def test_creation_modification_et_radiation_arrivent_dans_l_ordre_et_l_accuse_se_lit(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    await liaison.nuit()
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE"]
    motifs = {"version": demande["version"], "motifs": {"codes": ["13"]}}
    modifiee = (await anne.patch(f"demandes/{demande['id']}", json=motifs)).json()
    motifs = {"version": modifiee["version"], "motifs": {"codes": ["09"]}}
    modifiee = (await anne.patch(f"demandes/{demande['id']}", json=motifs)).json()
    annulee = await qui.post("ma-demande/annulation", json={"version": modifiee["version"]})
    assert annulee.status_code == 200, annulee.text
    await liaison.nuit()
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE", "MOD", "RAD"], "deux modifications font un envoi"
    lus = await faits(anne, demande)
    assert [(x["objet"], x["etat"]) for x in lus] == [
        ("Radiation ou restauration", "recue"),
        ("Modification", "recue"),
        ("Création", "recue"),
    ]
    assert all(x["recu_le"] and x["partenaire"] == "sne" and not x["rejouer"]["permise"] for x in lus)


@pytest.mark.parametrize("panne", ["reset_before", "reset_after_commit", "status:503", "html", "truncated"])
async def test_le_sne_tombe_et_chaque_fait_y_est_pourtant_une_fois_et_une_seule(
    panne: str, agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    liaison.sne.pannes = [panne]
    await liaison.nuit()
    assert await liaison.restent() == 1
    anne = await agent("anne", "35")
    [ligne] = await faits(anne, demande)
    assert (ligne["etat"], ligne["tentatives"]) == ("a_transmettre", 1)
    assert "SNE" in ligne["motif"]
    await liaison.nuit()
    assert await liaison.restent() == 0
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE"]


async def test_un_refus_du_sne_se_lit_se_corrige_et_se_rejoue(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    liaison.sne.pannes = ["anomalie:CTRL_DEM_0033:La commune souhaitée n'existe plus."]
    await liaison.nuit()
    anne = await agent("anne", "35")
    adresse = f"demandes/{demande['id']}/echanges"
    [ligne] = await faits(anne, demande)
    assert ligne["etat"] == "refusee"
    assert ligne["motif"] == "CTRL_DEM_0033 : La commune souhaitée n'existe plus."
    assert ligne["rejouer"]["permise"]
    types = [x["type"] for x in (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]]
    assert "TransmissionRefusee" in types
    gestionnaire = await agent("gestionnaire", "35")
    etat = (await gestionnaire.get("transmissions/etat")).json()
    assert etat["refusees"] >= 1
    assert etat["dernier_accuse_le"]
    refusees = (await gestionnaire.get("transmissions", params={"etat": "refusee"})).json()["items"]
    assert demande["id"] in [x["demande_id"] for x in refusees]
    assert (await anne.get("transmissions")).status_code == 403
    assert (await anne.post(f"{adresse}/{ligne['id']}/rejeu")).status_code == 204
    encore = await anne.post(f"{adresse}/{ligne['id']}/rejeu")
    assert (encore.status_code, encore.json()["code"]) == (409, "transmission-en-cours")
    await liaison.nuit()
    assert liaison.sne.fichiers(demande["numero_unique"]) == ["CRE"]


async def test_sans_convention_rien_ne_part_et_rien_n_est_perdu(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    await relay_of(container).drain()
    event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(transmettre_au_sne, event, systeme("35"))
    anne = await agent("anne", "35")
    [ligne] = await faits(anne, demande)
    assert (ligne["etat"], ligne["tentatives"]) == ("a_transmettre", 0)
    assert not (await (await agent("gestionnaire", "35")).get("transmissions/etat")).json()["ouvert"]


async def test_l_identite_verifiee_et_chaque_piece_controlee_partent_une_fois_et_une_seule(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    qui, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    numero = demande["numero_unique"]
    await qui.post("mes-pieces?type=RES_CAF&nom=caf.pdf", content=pdf)
    await liaison.nuit()
    assert liaison.sne.copies(numero) == ["ID_CNI"], "ce que personne n'a contrôlé ne part pas"
    for piece in await pieces(anne, demande):
        corps = {"version": piece["version"], "expire_le": "2035-01-01"}
        answer = await anne.post(f"demandes/{demande['id']}/pieces/{piece['id']}/validation", json=corps)
        assert answer.status_code == 200, answer.text
    await liaison.nuit()
    await liaison.nuit()
    assert liaison.sne.copies(numero) == ["ID_CNI", "RES_CAF"]
    connue = next(p for p in await pieces(anne, demande) if p["type"] == "RES_CAF")
    lue = await anne.get(f"demandes/{demande['id']}/pieces/{connue['id']}/contenu")
    assert liaison.sne.documents[numero][1][3] == lue.content, "le document qui part est celui qu'un agent ouvre"
    assert [x["etat"] for x in await faits(anne, demande, copies=True)] == ["recue", "recue"]


@pytest.mark.parametrize("panne", ["reset_before", "reset_after_commit", "status:503", "html", "truncated"])
async def test_le_sne_tombe_et_chaque_copie_y_est_pourtant_une_fois_et_une_seule(
    panne: str, agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    liaison.sne.pannes = ["", panne]
    await liaison.nuit()
    anne = await agent("anne", "35")
    [ligne] = await faits(anne, demande, copies=True)
    assert (ligne["etat"], ligne["tentatives"], ligne["evenement"]) == ("a_transmettre", 1, "Carte d'identité")
    await liaison.nuit()
    assert liaison.sne.copies(demande["numero_unique"]) == ["ID_CNI"]


async def test_une_personne_protegee_ne_voit_partir_aucune_copie(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    moi = demande["formulaire"]["demandeur"]["id"]
    corps = {"personne_id": moi, "motif": "violences", "contact": "sure@exemple.test"}
    assert (await anne.put(f"demandes/{demande['id']}/protection", json=corps)).status_code == 200
    await liaison.nuit()
    assert liaison.sne.copies(demande["numero_unique"]) == []
    assert await faits(anne, demande, copies=True) == [], "ce qui n'est jamais parti ne reste pas au journal"


async def test_les_copies_du_sne_arrivent_au_dossier_controlees_et_sans_double(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    await liaison.nuit()
    numero, anne = demande["numero_unique"], await agent("anne", "35")
    liaison.sne.documents[numero] += [
        ("national-1", "LOG_BAIL", "bail.pdf", pdf),
        ("national-2", "INCONNU", "autre.pdf", pdf),
        ("national-3", "RES_CAF", "caf.pdf", b"rien de lisible"),
    ]
    for _ in range(2):
        await liaison.demander_les_copies(demande["id"])
        await liaison.nuit()
    arrivees = [p for p in await pieces(anne, demande) if p["origine"] == "sne"]
    assert [(p["type"], p["etat"]) for p in arrivees] == [("LOG_BAIL", "RECUE")]
    seconde, premiere, _ = await faits(anne, demande, copies=True)
    assert (premiere["evenement"], seconde["evenement"]) == ("1 document au dossier", "aucun document nouveau")
    assert "autre.pdf" in premiere["pertes"][0]
    assert "caf.pdf" in premiere["pertes"][1]
    types = [x["type"] for x in (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]]
    assert types.count("CopiesDemandees") == 2
    assert types.count("PieceDeposee") == 2


@pytest.mark.parametrize("panne", ["reset_before", "reset_after_commit", "status:503", "html", "truncated"])
async def test_le_sne_tombe_en_donnant_et_rien_n_entre_a_moitie(
    panne: str, agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    await liaison.nuit()
    liaison.sne.documents[demande["numero_unique"]] += [("national-1", "LOG_BAIL", "bail.pdf", pdf)]
    liaison.sne.pannes = [panne]
    await liaison.demander_les_copies(demande["id"])
    anne = await agent("anne", "35")
    assert len(await pieces(anne, demande)) == 1
    assert (await faits(anne, demande, copies=True))[0]["etat"] == "a_transmettre"
    await liaison.nuit()
    assert sorted(p["type"] for p in await pieces(anne, demande)) == ["ID_CNI", "LOG_BAIL"]


async def test_les_copies_se_demandent_quand_la_liaison_est_ouverte_et_la_demande_numerotee(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="SANSNUMERO")
    anne, adil, chloe = await agent("anne", "35"), await agent("adil", "35"), await agent("chloe", "44")
    for client, id, attendu in (
        (anne, demande["id"], (409, "liaison-sne-fermee")),
        (anne, envoyee["id"], (409, "demande-inconnue-du-sne")),
        (adil, demande["id"], (403, "droit-manquant")),
        (chloe, demande["id"], (404, "demande-introuvable")),
    ):
        refus = await client.post(f"demandes/{id}/echanges/copies")
        assert (refus.status_code, refus.json()["code"]) == attendu, refus.text
        if attendu[0] != 404:
            [raison, *_] = (await client.get(f"demandes/{id}/echanges/copies")).json()["raisons"]
            assert raison["code"] == attendu[1], "le bouton dit la même raison que la route"


def _motif(fichier: ElementTree.Element) -> tuple[str | None, ...]:
    """Ce que la radiation dit au SNE : son motif, son sous-motif et sa date."""
    radiation = fichier.find("demande/radiation")
    assert radiation is not None
    codes = (radiation.find("motifRadiation"), radiation.find("sousMotifIrrecevabilite"))
    return (*(None if code is None else code.get("code") for code in codes), radiation.findtext("dateRadiation"))


async def test_renouvellement_oubli_et_retablissement_arrivent_avec_leur_motif_et_leur_date(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison, clock: Clock, container: Container
) -> None:
    await liaison.nuit()
    qui, demande = await candidat(agent, demandeur, pdf)
    numero, compte = demande["numero_unique"], await identifiant(qui)
    clock.advance(days=340)
    qui, renouvelee_le = await demandeur(compte), container.today()
    version = (await qui.get("mon-espace")).json()["version"]
    assert (await qui.post("ma-demande/renouvellement", json={"version": version})).status_code == 200
    await liaison.nuit()
    assert liaison.sne.fichiers(numero) == ["CRE", "REN"]
    assert liaison.sne.dernier(numero).findtext("demande/renouvellement/dateRenouvellement") == f"{renouvelee_le}"

    for jours in (340, 27, 40):
        await au_matin(clock, container, jours)
    anne = await agent("anne", "35")
    radiee = (await anne.get(f"demandes/{demande['id']}")).json()
    assert radiee["etat"] == "NR"
    await liaison.nuit()
    assert _motif(liaison.sne.dernier(numero)) == ("RADREN", None, radiee["radiee_le"])
    corps = {"version": radiee["version"], "motif": "ERREUR", "commentaire": "La lettre était arrivée."}
    assert (await anne.post(f"demandes/{demande['id']}/restauration", json=corps)).status_code == 200
    await liaison.nuit()
    assert liaison.sne.fichiers(numero) == ["CRE", "REN", "RAD", "RAD"]
    assert _motif(liaison.sne.dernier(numero))[0] == "", "une restauration est une radiation sans motif"
    assert {x["etat"] for x in await faits(anne, demande)} == {"recue"}


async def test_une_irrecevabilite_arrive_avec_son_motif_precis(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison, clock: Clock
) -> None:
    await liaison.nuit()
    _, demande = await candidat(agent, demandeur, pdf)
    anne, dossier = await agent("anne", "35"), f"demandes/{demande['id']}"
    [proposition] = await retenir(anne, await logement(anne), demande)
    seance = await commission(anne)
    await inscrire(anne, proposition, seance)
    await decider(anne, seance, proposition, decision="REJ", motif="IRRRES", justification=PEU_DE_CANDIDATS)
    version = (await anne.get(dossier)).json()["version"]
    lettre = {"moyen": "LRAR", "envoye_le": demande["deposee_le"], "irrecevabilite": "IRRRES", "version": version}
    avertie = await anne.post(f"{dossier}/avertissement", json=lettre)
    assert avertie.status_code == 200, avertie.text
    clock.advance(days=33)
    anne = await agent("anne", "35")
    radiee = await anne.post(f"{dossier}/radiation", json={"version": avertie.json()["version"], "motif": "RADIRR"})
    assert radiee.status_code == 200, radiee.text
    await liaison.nuit()
    recue = _motif(liaison.sne.dernier(demande["numero_unique"]))
    assert recue == ("RADIRR", "IRRRES", radiee.json()["radiee_le"])


async def test_le_bail_signe_arrive_avec_ce_que_veut_l_article_r441_2_9(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    _, anne, _, proposition = await proposee(agent, demandeur, pdf, rpls="0123456789")
    acceptee = await faire(anne, proposition, "acceptation")
    bail = {"signe_le": plus_tard(0), "entree_le": plus_tard(3), "accord_collectif": "ACD", "dalo": True}
    signee = await faire(anne, acceptee, "bail", **bail)
    assert signee["etat"] == "BAI"
    await liaison.nuit()
    numero = proposition["candidat"]["numero_unique"]
    assert _motif(liaison.sne.dernier(numero)) == ("RADATT", None, bail["signe_le"])
    attribution = liaison.sne.dernier(numero).find("demande/radiation/attributionLogement")
    assert attribution is not None
    assert {n.tag: n.get("code", n.text) for n in attribution} == {
        "dateSignatureBail": bail["signe_le"],
        "dejaLogeParcBailleur": "NONDOC",
        "numeroRpls": "0123456789",
        "attribueEnComDALO": "true",
        "accordCollectif": "ACD",
        "typeReservataire": "AUCUN",
        "zus": "ZUSNON",
        "typeLogement": "T2",
        "surface": "44",
        "montantLoyer": "412",
    }
    dits = [x["description"] for x in (await anne.get(f"propositions/{proposition['id']}/historique")).json()["items"]]
    assert any("Accord collectif départemental. Au titre du DALO" in d for d in dits), dits


async def test_un_bail_ne_se_signe_pas_sans_l_identifiant_rpls_d_un_logement_qui_n_est_pas_neuf(
    agent: SignIn, demandeur: SignIn, pdf: bytes, liaison: Liaison
) -> None:
    await liaison.nuit()
    bail = {"signe_le": plus_tard(0), "entree_le": plus_tard(3)}
    _, anne, bien, proposition = await proposee(agent, demandeur, pdf, rpls=None)
    acceptee = await faire(anne, proposition, "acceptation")
    assert acceptee["rpls_attendu"]
    refus = await agir(anne, acceptee, "bail", **bail)
    assert (refus.status_code, refus.json()["code"]) == (422, "rpls-attendu")
    assert [(e["champ"], e["code"]) for e in refus.json()["erreurs"]] == [("rpls", "rpls-attendu")]
    assert (await lire(anne, proposition))["etat"] == "ACC", "nothing was signed"
    signee = await faire(anne, acceptee, "bail", **bail, rpls="3523800002")
    assert (signee["etat"], signee["rpls_attendu"]) == ("BAI", False)
    await liaison.nuit()
    recue = liaison.sne.dernier(proposition["candidat"]["numero_unique"])
    assert recue.findtext("demande/radiation/attributionLogement/numeroRpls") == "3523800002"
    actes = (await anne.get(f"biens/{bien['id']}/historique")).json()["items"]
    [modifie] = [x for x in actes if x["type"] == "BienModifie"]
    assert "3523800002" in str(modifie), "the file of the dwelling says it too"

    neuf = int(plus_tard(0)[:4])
    _, anne, _, neuve = await proposee(agent, demandeur, pdf, rpls=None, annee_construction=neuf)
    assert (await faire(anne, await faire(anne, neuve, "acceptation"), "bail", **bail))["etat"] == "BAI"
