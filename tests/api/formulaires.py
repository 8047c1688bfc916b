"""A complete form as a browser sends it, for a household that nothing blocks."""

from typing import Any
from uuid import uuid4

RENNES = "35238"


def formulaire(
    nom: str = "MOREL",
    prenoms: str = "Jeanne",
    ne_le: str = "1988-04-12",
    *,
    communes: tuple[str, ...] = (RENNES,),
    typologies: tuple[str, ...] = ("T2",),
    revenu: int = 15_600,
    **autres: Any,
) -> dict[str, Any]:
    """`autres` replaces whole sections."""
    personne = str(uuid4())
    complet: dict[str, Any] = {
        "demandeur": {
            "id": personne,
            "civilite": "2",
            "nom_naissance": nom,
            "prenoms": prenoms,
            "ne_le": ne_le,
            "nationalite": "2",
            "situation_familiale": "C",
            "telephone": "0600000000",
            "email": f"{prenoms.lower()}.{nom.lower().replace(' ', '')}@exemple.test",
            "adresse": {"numero": "4", "voie": "rue du Bois", "code_postal": "35000", "commune": RENNES},
            "situation_professionnelle": {"contrat": "CDI", "profession": "Aide-soignante", "commune_travail": RENNES},
            "handicap": False,
        },
        "codemandeurs": [],
        "occupants": [],
        "revenus": {
            "rfr": [{"personne_id": personne, "annee": 2024, "montant": revenu}],
            "ressources": [{"personne_id": personne, "nature": "SAL", "montant": revenu // 12}],
            "pension_versee": 0,
        },
        "logement_actuel": {
            "statut": "LP",
            "loyer": 620,
            "apl": 0,
            "typologie": "T1",
            "surface": 24,
            "nb_habitants": 1,
        },
        "logement_recherche": {
            "categorie": "I",
            "typologies": list(typologies),
            "communes": list(communes),
            "demande_elargie": False,
        },
        "motifs": {"codes": ["09", "13"]},
    }
    return complet | autres
