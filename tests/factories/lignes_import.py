"""Lines of a file of demandes, each of another fictitious person, all ready to enter."""

from domain.kernel.vocabulary import Nir

CORPS = "2880435238011"
NIR = f"{CORPS}{Nir.cle_attendue(CORPS):02d}"


def ligne(rang: int, **change: str) -> dict[str, str]:
    """`rang` makes another person under another number; `change` writes `demandeur__nom_naissance` for the dots."""
    cases = {
        "numero_unique": f"0350625{700_000 + rang:06d}35A01",
        "modifiee_le": "2026-05-04T10:30:00",
        "deposee_le": "2025-06-15",
        "demandeur.civilite": "2",
        "demandeur.nom_naissance": f"REPRISE{rang:04d}",
        "demandeur.prenoms": "Camille",
        "demandeur.ne_le": "1988-04-12",
        "demandeur.nationalite": "1",
        "demandeur.situation_familiale": "C",
        "demandeur.telephone": "+33600000000",
        "demandeur.nir": NIR,
        "demandeur.adresse.voie": "rue du Bois",
        "demandeur.adresse.code_postal": "35000",
        "demandeur.adresse.commune": "35238",
        "demandeur.situation_professionnelle.contrat": "CDI",
        "revenus.rfr.1.personne": "demandeur",
        "revenus.rfr.1.annee": "2024",
        "revenus.rfr.1.montant": "14000",
        "revenus.ressources.1.personne": "demandeur",
        "revenus.ressources.1.nature": "SAL",
        "revenus.ressources.1.montant": "1500",
        "logement_actuel.statut": "LP",
        "logement_actuel.loyer": "512",
        "logement_recherche.typologies": "T2|T3",
        "logement_recherche.communes": "35238|35051",
        "motifs.codes": "09|13",
    }
    return cases | {nom.replace("__", "."): valeur for nom, valeur in change.items()}
