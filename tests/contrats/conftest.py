from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
import pytest

from tests.api.biens import fiche
from tests.embedded import Servers
from tests.journeys.histoire import AVIS, PORTEES, Histoire, lu
from tests.journeys.recepteur import Recepteur
from tests.maison import Maison
from tests.processes import Processes


@dataclass
class Scene:
    """Who plays each contract, and the identifiers of real things for the cases to aim at."""

    maison: Maison
    acteurs: dict[str, httpx.Client]
    connus: dict[str, list[str]]
    played: Counter[str] = field(default_factory=Counter)
    """How many times each operation was called."""


@pytest.fixture(scope="module")
def scene(servers: Servers, processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with (
        Maison.ouverte(servers, processes, tmp_path_factory.mktemp("contrats")) as maison,
        Recepteur.ouvert() as recepteur,
    ):
        histoire = Histoire(maison, recepteur)
        yield Scene(maison=maison, acteurs=_acteurs(histoire), connus=_choses(histoire))


def _acteurs(histoire: Histoire) -> dict[str, httpx.Client]:
    histoire.un_logiciel_s_abonne()
    histoire.une_demande_nait()
    histoire.une_convention_attend()
    histoire.un_bien_se_libere()
    histoire.des_candidats_se_classent()
    histoire.la_commission_decide()
    histoire.le_candidat_accepte()
    histoire.une_annonce_parait()
    return {
        "gestionnaire": histoire.maison.agent("gestionnaire", "35"),
        "bailleur": histoire.referent,
        "demandeur": histoire.demandeurs["fanch"],
        "tiers": histoire.logiciel,
    }


def _choses(histoire: Histoire) -> dict[str, list[str]]:
    """What happens to them matters to nobody: the actors stand on none of them."""
    gestionnaire, referent, anne = histoire.maison.agent("gestionnaire", "35"), histoire.referent, histoire.anne
    organisme = lu(gestionnaire.post("organismes", json={"nom": "Organisme d'essai", "type": "ADIL"}), 201)
    qui = {"nom": "Essai", "prenom": "Ada", "email": f"{uuid4().hex[:12]}@exemple.test"}
    compte = qui | {"organisme_id": organisme["id"], "profil": "statistiques"}
    residence = {"nom": "Les Tilleuls", "adresse": "2 rue du Mail", "code_postal": "35000", "commune": "35238"}
    client = lu(referent.post("clients-tiers", json={"nom": "Essai", "portees": PORTEES}), 201)["client"]
    abonnement = {"url": histoire.recepteur.url, "evenements": AVIS}
    fanch = histoire.demandes["fanch"]["id"]
    pieces = lu(anne.get(f"demandes/{fanch}/pieces"))
    envoi = {"type": "LOG_BAIL", "nom": "bail.pdf", "taille": 4000}
    reference = uuid4().hex[:8]
    lu(histoire.logiciel.put(f"biens/{reference}", json=fiche(reference=f"GL-{reference}")), 201)
    return {
        "abonnement_id": [lu(histoire.logiciel.post("abonnements", json=abonnement), 201)["abonnement"]["id"]],
        "annonce_id": [histoire.annonce["id"]],
        "attribution_id": list(histoire.propositions.values()),
        "bien_id": [histoire.bien["id"], histoire.second["id"]],
        "client_id": [client["id"]],
        "commission_id": [histoire.seance["id"]],
        "compte_id": [lu(gestionnaire.post("comptes", json=compte), 201)["id"]],
        "convention_id": [histoire.convention["id"]],
        "demande_id": [d["id"] for d in histoire.demandes.values()],
        "departement": ["35"],
        "grille_id": [g["id"] for g in lu(anne.get("grilles-de-cotation"))],
        "adresse_grille": [
            "{epci}-{population}-{version_grille}".format(**g) for g in lu(anne.get("grilles-de-cotation"))
        ],
        "numero_unique": [d["numero_unique"] for d in histoire.demandes.values()],
        "organisme_id": [organisme["id"]],
        "feuillet_id": [f["id"] for p in pieces for f in p["feuillets"]],
        "piece_id": [p["id"] for p in pieces],
        "proposition_id": list(histoire.propositions.values()),
        "reference_externe": [reference],
        "televersement_id": [lu(anne.post(f"demandes/{fanch}/televersements", json=envoi), 201)["id"]],
        "residence_id": [lu(referent.post("residences", json=residence), 201)["id"]],
    }
