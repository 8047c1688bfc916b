"""Chaque création des trois contrats, renvoyée avec sa clé, rend ce qu'elle avait rendu et ne crée rien de plus."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import delete

from adapters.db.organismes.tables import reglages
from api.bootstrap import Container
from api.dependencies import dependants, idempotency_key, streamed_key
from tests.api.biens import fiche, plus_tard
from tests.api.conftest import RENNES_METROPOLE, NewClient, SignIn, Territory
from tests.api.formulaires import formulaire
from tests.api.relocation import candidat, logement
from tests.api.tiers.conftest import TOUTES, Logiciel
from tests.architecture.decouverte import routes
from tests.receiver import Receiver

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]


def a_cle() -> set[str]:
    """Every route that takes an Idempotency-Key."""
    keys = {idempotency_key, streamed_key}
    return {f"{c} {n}" for c, n, route in routes() if keys & {d.call for d in dependants(route)}}


@dataclass(frozen=True)
class Creation:
    client: httpx.AsyncClient
    url: str
    corps: dict[str, Any]
    """What httpx sends: `json` or `content`."""


async def test_renvoyer_une_creation_avec_sa_cle_ne_cree_rien_de_plus(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, territory: Territory, pdf: bytes, container: Container
) -> None:
    anne, referent, gestionnaire = await agent("anne", "35"), await agent("referent"), await agent("gestionnaire", "35")
    loire_atlantique = await agent("gestionnaire", "44")
    async with container.transaction() as session:
        await session.execute(delete(reglages).where(reglages.c.departement == "44"))
    locataire, active = await candidat(agent, demandeur, pdf)
    priorites = await agent("priorites")
    grilles = (await anne.get("grilles-de-cotation")).json()
    soizic = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    bien, a_publier = await logement(anne), await logement(anne)
    annonce = await _annonce(anne, await logement(anne))
    armor = str(territory.organismes["armor"])
    ouverte = await gestionnaire.post("organismes", json={"type": "COMMUNE", "nom": f"Ville {uuid4().hex}"})
    mairie, acte = ouverte.json()["id"], {"acte": "délibération d'essai", "du": plus_tard(3)}
    now, an = datetime.now(UTC), datetime.now(UTC).year + 1
    periode = {"du": now.isoformat(), "au": (now + timedelta(days=20)).isoformat()}
    tiers = await _logiciel(referent, new_client)
    async with Receiver() as receiver:
        creations: dict[str, Callable[[], Creation]] = {
            "partenaires POST /actualites": lambda: Creation(
                gestionnaire,
                "actualites",
                {"json": {"titre": uuid4().hex, "texte": "x", "du": plus_tard(0), "au": plus_tard(9)}},
            ),
            "partenaires POST /annonces": lambda: Creation(
                anne,
                "annonces",
                {"json": {"bien_id": a_publier["id"], "titre": "Un T2", "contact_telephone": "0299000000"} | periode},
            ),
            "partenaires POST /biens": lambda: Creation(anne, "biens", {"json": fiche()}),
            "partenaires POST /biens/{bien_id}/propositions": lambda: Creation(
                anne, f"biens/{bien['id']}/propositions", {"json": {"demandes": [active["id"]]}}
            ),
            "partenaires POST /commissions": lambda: Creation(
                anne, "commissions", {"json": {"tenue_le": plus_tard(3)}}
            ),
            "partenaires POST /comptes": lambda: Creation(
                referent, "comptes", {"json": _collegue() | {"organisme_id": armor, "profil": "charge-de-clientele"}}
            ),
            "partenaires POST /conventions-de-flux": lambda: Creation(
                referent, "conventions-de-flux", {"json": _convention(territory, an)}
            ),
            "partenaires POST /grilles-de-cotation": lambda: Creation(
                gestionnaire, "grilles-de-cotation", {"json": {"epci": RENNES_METROPOLE}}
            ),
            "partenaires POST /demandes": lambda: Creation(anne, "demandes", {"json": formulaire(nom="CLE")}),
            "partenaires POST /demandes/{demande_id}/pieces": lambda: Creation(
                anne, f"demandes/{active['id']}/pieces?type=LOG_BAIL&nom=bail.pdf", {"content": pdf}
            ),
            "partenaires POST /demandes/{demande_id}/televersements": lambda: Creation(
                anne, f"demandes/{active['id']}/televersements", {"json": _envoi()}
            ),
            "partenaires POST /demandes/{demande_id}/priorites": lambda: Creation(
                priorites, f"demandes/{active['id']}/priorites", {"json": {"code": "PDALHPD", "motif": "Plan du 12."}}
            ),
            "partenaires POST /editions-d-attestations": lambda: Creation(
                anne, "editions-d-attestations", {"json": {"demandes": [active["id"]]}}
            ),
            "partenaires POST /filtres-de-demandes": lambda: Creation(
                anne, "filtres-de-demandes", {"json": {"nom": uuid4().hex, "recherche": {"etat": ["AC"]}}}
            ),
            "partenaires POST /messages-groupes": lambda: Creation(
                anne,
                "messages-groupes",
                {"json": {"demandes": [active["id"]], "objet": "Un mot", "texte": "Bonjour à tous."}},
            ),
            "partenaires POST /exports-de-demandes": lambda: Creation(
                anne,
                "exports-de-demandes",
                {
                    "json": {
                        "recherche": {"demandes": [active["id"]]},
                        "colonnes": ["nom"],
                        "format": "csv",
                        "motif": "Essai",
                    }
                },
            ),
            "partenaires POST /imports": lambda: Creation(
                referent, "imports", {"json": {"nom": "demandes.csv", "format": "csv", "taille": 10}}
            ),
            "partenaires POST /organismes": lambda: Creation(
                gestionnaire, "organismes", {"json": {"type": "ADIL", "nom": f"ADIL {uuid4().hex}"}}
            ),
            "partenaires POST /organismes/{organisme_id}/agences": lambda: Creation(
                referent, f"organismes/{armor}/agences", {"json": {"libelle": f"Agence {uuid4().hex}"}}
            ),
            "partenaires POST /organismes/{organisme_id}/delegations": lambda: Creation(
                gestionnaire, f"organismes/{armor}/delegations", {"json": {"mandataire_id": mairie, **acte}}
            ),
            "partenaires POST /organismes/{organisme_id}/accords-d-enregistrement": lambda: Creation(
                gestionnaire,
                f"organismes/{mairie}/accords-d-enregistrement",
                {"json": {"portee": "tout", "vers_id": armor, **acte}},
            ),
            "partenaires POST /portail": lambda: Creation(
                loire_atlantique,
                "portail",
                {
                    "json": {
                        "titre": "Se loger",
                        "couleur_accent": "#0b5d6b",
                        "textes": {"accueil": "Bienvenue."},
                        "contact": {"nom": "Association", "telephone": "02 40 00 00 00"},
                    }
                },
            ),
            "partenaires POST /rendez-vous-de-cotation": lambda: Creation(
                gestionnaire,
                "rendez-vous-de-cotation",
                {"json": {"sorte": "reunion", "titre": "Essai", "debut": periode["au"], "ou": "Salle 2"}},
            ),
            "partenaires POST /secteurs": lambda: Creation(
                gestionnaire,
                "secteurs",
                {
                    "json": {
                        "epci": RENNES_METROPOLE,
                        "nom": f"Couronne {armor[:8]}",
                        "communes": ["35024"],
                        "acte": "Délibération 12",
                        "du": plus_tard(1),
                    }
                },
            ),
            "partenaires POST /simulations-de-grilles": lambda: Creation(
                gestionnaire, "simulations-de-grilles", {"json": {"grille_id": grilles[0]["id"]}}
            ),
            "partenaires POST /residences": lambda: Creation(
                referent,
                "residences",
                {"json": {"nom": "Les Ifs", "adresse": "2 rue", "code_postal": "35000", "commune": "35238"}},
            ),
            "grandpublic POST /ma-demande": lambda: Creation(soizic, "ma-demande", {}),
            "grandpublic POST /mes-pieces": lambda: Creation(
                soizic, "mes-pieces?type=ID_CNI&nom=carte.pdf", {"content": pdf}
            ),
            "grandpublic POST /mes-televersements": lambda: Creation(soizic, "mes-televersements", {"json": _envoi()}),
            "grandpublic POST /mes-urgences": lambda: Creation(
                locataire, "mes-urgences", {"json": {"motif": "VIOLENCES", "texte": "Aidez-moi."}}
            ),
            "grandpublic POST /territoires/{departement}/annonces/{annonce_id}/contacts": lambda: Creation(
                soizic,
                f"territoires/35/annonces/{annonce['id']}/contacts",
                {"json": _collegue() | {"message": "Bonjour"}},
            ),
            "grandpublic POST /territoires/{departement}/questions": lambda: Creation(
                soizic, "territoires/35/questions", {"json": _collegue() | {"question": "Quand aurai-je une réponse ?"}}
            ),
            "tiers POST /abonnements": lambda: Creation(
                tiers, "abonnements", {"json": {"url": receiver.url, "evenements": ["annonce.publiee"]}}
            ),
        }
        secrets = {"partenaires POST /clients-tiers"}  # its secret is shown once: tests/api/tiers/test_acces.py
        assert creations.keys() | secrets == a_cle(), "un appel par création"
        for name, prepare in creations.items():
            creation = prepare()
            key = {"Idempotency-Key": uuid4().hex}
            premier = await creation.client.post(creation.url, headers=key, **creation.corps)
            assert premier.status_code in (201, 204), f"{name} : {premier.text}"
            second = await creation.client.post(creation.url, headers=key, **creation.corps)
            assert (second.status_code, second.content) == (premier.status_code, premier.content), name
    recus = (await anne.get(f"annonces/{annonce['id']}/contacts")).json()
    assert recus["total"] == 1


def _collegue() -> dict[str, str]:
    return {"nom": "Kermarrec", "prenom": "Yann", "email": f"{uuid4().hex[:10]}@exemple.test"}


def _envoi() -> dict[str, Any]:
    return {"type": "LOG_BAIL", "nom": "bail.pdf", "taille": 4000}


def _convention(territory: Territory, annee: int) -> dict[str, Any]:
    return {
        "bailleur_id": str(territory.organismes["armor"]),
        "reservataire_id": str(territory.organismes["prefecture"]),
        "type_reservataire": "PPRIOR",
        "annee": annee,
        "taux": 0.1,
        "objectif": 5,
        "debut": f"{annee}-01-01",
        "fin": f"{annee}-12-31",
    }


async def _annonce(anne: httpx.AsyncClient, bien: dict[str, Any]) -> dict[str, Any]:
    now = datetime.now(UTC)
    corps = {"bien_id": bien["id"], "titre": "Un logement", "contact_email": "location@exemple.test"}
    dates = {"du": now.isoformat(), "au": (now + timedelta(days=20)).isoformat()}
    answer = await anne.post("annonces", json=corps | dates)
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


async def _logiciel(referent: httpx.AsyncClient, new_client: NewClient) -> httpx.AsyncClient:
    ouvert = (await referent.post("clients-tiers", json={"nom": "Essai", "portees": TOUTES})).json()
    http = await new_client()
    http.base_url = httpx.URL("https://fdls.test/tiers/v1/")
    return (await Logiciel(http=http, client=ouvert["client"], secret=ouvert["secret"]).connecter()).http
