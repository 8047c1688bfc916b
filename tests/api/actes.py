"""Un acte, une ligne : chaque écriture réussie de nos essais laisse une ligne, et une seule, sur chaque demande.

La table dit, route par route, sous quel nom l'acte entre dans l'historique de la demande. `tests/api/conftest.py` la
vérifie derrière chaque appel de chaque essai ; `test_actes.py`, qu'aucune route n'y manque.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import cache
from typing import NamedTuple

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.db.historique import historique
from api.contracts import CONTRACTS
from domain.kernel.aggregate import Objet

PIECE = ("PieceDeposee", "PageAjoutee")
TITULAIRES = ("CodemandeurAjoute", "TitulaireRetire", "DemandeSeparee", "DemandeNeeDUneSeparation")
DECISION = ("AttributionDecidee", "CandidatEcarte", "DecisionReprise")
REMISE = ("MessageEnvoye", "MessageNonRemis")
"""Each demande learns that its letter left, or that it did not because somebody is protected."""
FIN = ("BailSigne", "PropositionArretee")
"""Signed here, and the household's other propositions stop: two acts of two propositions."""

ACTES: dict[str, dict[str, tuple[str, ...]]] = {
    "partenaires": {
        "POST /demandes": ("DemandeCommencee",),
        "PATCH /demandes/{demande_id}": ("DemandeModifiee", "NatureChangee"),
        "POST /demandes/{demande_id}/occupants/{personne_id}/charge": ("OccupantMisACharge",),
        "POST /demandes/{demande_id}/occupants/{personne_id}/nature": ("OccupantDevenuCodemandeur",),
        "PUT /demandes/{demande_id}/nir": ("NirEnregistre",),
        "POST /demandes/{demande_id}/validation": ("DemandeValidee",),
        "POST /demandes/{demande_id}/retour": ("DemandeRetournee",),
        "POST /demandes/{demande_id}/renouvellement": ("DemandeRenouvelee",),
        "POST /demandes/{demande_id}/radiation": ("DemandeRadiee",),
        "POST /demandes/{demande_id}/reveil": ("DemandeReveillee",),
        "POST /demandes/{demande_id}/restauration": ("DemandeRestauree",),
        "POST /demandes/{demande_id}/reprise": ("DemandeRestauree",),
        "POST /demandes/{demande_id}/avertissement": ("DemandeurAverti",),
        "POST /demandes/{demande_id}/avertissement/levee": ("AvertissementLeve",),
        "POST /demandes/{demande_id}/suppression": ("BrouillonSupprime",),
        "POST /demandes/{demande_id}/echanges/{transmission_id}/rejeu": ("TransmissionRejouee",),
        "POST /demandes/{demande_id}/echanges/copies": ("CopiesDemandees",),
        "POST /lots-de-courriers/{lot_id}/remise": REMISE,
        "POST /lots-de-courriers/{lot_id}/lettres/{lettre_id}/retour": ("MessageNonRemis",),
        "POST /questions/{question_id}/reponse": ("QuestionRepondue",),
        "POST /doublons/{doublon_id}/decision": ("DoublonTranche",),
        "POST /doublons/{doublon_id}/fusion": ("DemandesFusionnees",),
        "POST /doublons/{doublon_id}/defaite": ("FusionDefaite",),
        "POST /demandes/{demande_id}/personnes": TITULAIRES,
        "POST /demandes/{demande_id}/separations/{separation_id}/defaite": ("SeparationDefaite",),
        "PUT /demandes/{demande_id}/protection": ("PersonneProtegee",),
        "POST /demandes/{demande_id}/protection/levee": ("ProtectionLevee",),
        "POST /demandes/{demande_id}/declaration/refus": ("DeclarationRefusee",),
        "POST /demandes/{demande_id}/pieces": PIECE,
        "PATCH /demandes/{demande_id}/televersements/{televersement_id}": PIECE,
        "POST /demandes/{demande_id}/pieces/{piece_id}/validation": ("PieceValidee",),
        "POST /demandes/{demande_id}/pieces/{piece_id}/refus": ("PieceRefusee",),
        "DELETE /demandes/{demande_id}/pieces/{piece_id}": ("PieceRetiree",),
        "PUT /demandes/{demande_id}/pieces/{piece_id}/ordre": ("PagesOrdonnees",),
        "DELETE /demandes/{demande_id}/pieces/{piece_id}/feuillets/{feuillet_id}": ("PageRetiree",),
        "POST /demandes/{demande_id}/priorites": ("LabelPose",),
        "POST /demandes/{demande_id}/priorites/{label_id}/retrait": ("LabelRetire",),
        "PUT /demandes/{demande_id}/dalo": ("DecisionDaloEnregistree",),
        "POST /urgences/{urgence_id}/prise-en-compte": ("UrgencePriseEnCompte",),
        "POST /demandes/{demande_id}/criteres-a-valider": ("CritereValide",),
        "POST /demandes/{demande_id}/criteres-a-valider/{validation_id}/retrait": ("ValidationDeCritereRetiree",),
        "POST /demandes/{demande_id}/evenements-de-vie": ("EvenementDeVieNote",),
        "POST /demandes/{demande_id}/evenements-de-vie/{evenement_id}/qualification": ("RefusQualifie",),
        "POST /demandes/{demande_id}/evenements-de-vie/{evenement_id}/retrait": ("EvenementDeVieRetire",),
        "POST /demandes/{demande_id}/evenements-de-vie/{evenement_id}/contestation": ("FaitConteste",),
        "POST /demandes/{demande_id}/evenements-de-vie/contestations/{contestation_id}/decision": (
            "ContestationDecidee",
        ),
        "POST /biens/{bien_id}/propositions": ("CandidatRetenu",),
        "POST /propositions/{proposition_id}/inscription": ("PropositionInscrite",),
        "POST /propositions/{proposition_id}/notification": ("PropositionNotifiee",),
        "POST /propositions/{proposition_id}/acceptation": ("PropositionAcceptee",),
        "POST /propositions/{proposition_id}/refus": ("PropositionRefusee",),
        "POST /propositions/{proposition_id}/bail": FIN,
        "POST /propositions/{proposition_id}/annulation": ("PropositionAnnulee",),
        "POST /commissions/{commission_id}/decisions": DECISION,
    },
    "grandpublic": {
        "POST /ma-demande": ("DemandeCommencee",),
        "PATCH /ma-demande": ("DemandeModifiee",),
        "POST /ma-demande/occupants/{personne_id}/charge": ("OccupantMisACharge",),
        "POST /ma-demande/occupants/{personne_id}/nature": ("OccupantDevenuCodemandeur",),
        "PUT /ma-demande/nir": ("NirEnregistre",),
        "POST /ma-demande/soumission": ("DemandeSoumise",),
        "POST /ma-demande/renouvellement": ("DemandeRenouvelee",),
        "POST /ma-demande/personnes": ("CodemandeurAjoute",),
        "POST /ma-demande/depart": ("DepartDeclare",),
        "POST /ma-demande/depart/retrait": ("DeclarationRetiree",),
        "PUT /ma-demande/protection": ("PersonneProtegee",),
        "POST /ma-demande/reveil": ("DemandeReveillee",),
        "POST /ma-demande/annulation": ("DemandeRadiee",),
        "POST /ma-demande/reprise": ("DemandeRestauree",),
        "POST /ma-demande/maintien": ("AvertissementLeve",),
        "POST /ma-demande/reponse": ("AvertissementRepondu",),
        "POST /ma-demande/retablissement": ("DemandeRestauree",),
        "POST /mes-urgences": ("UrgenceDeclaree",),
        "POST /ma-cotation/faits/{evenement_id}/contestation": ("FaitConteste",),
        "POST /mes-pieces": PIECE,
        "PATCH /mes-televersements/{televersement_id}": PIECE,
        "DELETE /mes-pieces/{piece_id}": ("PieceRetiree",),
        "PUT /mes-pieces/{piece_id}/ordre": ("PagesOrdonnees",),
        "DELETE /mes-pieces/{piece_id}/feuillets/{feuillet_id}": ("PageRetiree",),
        "POST /mes-propositions/{proposition_id}/acceptation": ("PropositionAcceptee",),
        "POST /mes-propositions/{proposition_id}/refus": ("PropositionRefusee",),
    },
}
CONSEQUENCES = frozenset(
    {
        "DemandeCotee",
        "LabelPose",
        "LabelRetire",
        "DemandeVerrouillee",
        "DemandeDeverrouillee",
        "DoublonTranche",
        "NatureChangee",
        "DemandeRadiee",
        "PropositionArretee",
        "AvertissementLeve",
    }
)
"""What an act may bring with it, each a fact of its own: points, labels, a lock, a reason to radiate."""
PEUT_NE_RIEN_CHANGER = ("PATCH", "PUT")
"""Saving what is already there is not an act."""
DEJA_FAIT = {"POST /ma-demande/depart/retrait", "POST /mes-pieces", "POST /demandes/{demande_id}/pieces"}
"""Nor is putting away a declaration that the counter refused, nor sending again a file that is there already."""

SORTES = {"partenaires": "agent", "grandpublic": "demandeur"}
CHEMINS = {contract.name: contract.path for contract in CONTRACTS}


class Acte(NamedTuple):
    contrat: str
    nom: str
    types: tuple[str, ...]


@cache
def _reperes() -> tuple[tuple[str, re.Pattern[str], Acte], ...]:
    """(method, address, act), the addresses without a parameter first."""
    return tuple(
        (nom.split()[0], _adresse(contrat, nom.split()[1]), Acte(contrat, nom, types))
        for contrat, actes in ACTES.items()
        for nom, types in sorted(actes.items(), key=lambda acte: acte[0].count("{"))
    )


def _adresse(contrat: str, path: str) -> re.Pattern[str]:
    return re.compile(re.escape(CHEMINS[contrat]) + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")


def acte_de(method: str, path: str) -> Acte | None:
    return next((acte for verb, address, acte in _reperes() if verb == method and address.match(path)), None)


def l_acte_laisse_sa_ligne(owner: AsyncEngine) -> Callable[[httpx.Response], Awaitable[None]]:
    """A hook of the clients, which reads the historique as its owner: no statement of the application is added."""

    async def verifier(response: httpx.Response) -> None:
        request = response.request
        acte = acte_de(request.method, request.url.path)
        if acte is None or not response.is_success:
            return
        h = historique.c
        async with owner.connect() as connection:
            rows = await connection.execute(
                select(h.objet_id, h.type, h.auteur_sorte, h.auteur, h.organisme).where(
                    h.correlation == response.headers["x-correlation-id"], h.objet == Objet.DEMANDE.value
                )
            )
            lignes = list(rows)
        ecrites = Counter((ligne.objet_id, ligne.type) for ligne in lignes)
        principales = {cle: fois for cle, fois in ecrites.items() if cle[1] in acte.types}
        ou = f"{acte.contrat} {acte.nom} : {sorted(ecrites.items(), key=str)}"
        redit = "idempotency-key" in request.headers or request.method in PEUT_NE_RIEN_CHANGER or acte.nom in DEJA_FAIT
        assert principales or (redit and not lignes), f"{ou} : l'acte n'a pas sa ligne"
        assert all(fois == 1 for fois in principales.values()), f"{ou} : l'acte en a plusieurs"
        assert {type for _, type in ecrites} <= CONSEQUENCES | set(acte.types), f"{ou} : une ligne de trop"
        assert {ligne.auteur_sorte for ligne in lignes} <= {SORTES[acte.contrat]}, f"{ou} : qui a agi ?"
        assert all(ligne.auteur for ligne in lignes), ou

    return verifier
