"""What each parameter means, said once: a name means the same thing in the three contracts."""

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    # --- which one
    "abonnement_id": "L'abonnement.",
    "actualite_id": "L'actualité.",
    "agence_id": "L'agence.",
    "annonce_id": "L'annonce.",
    "attribution_id": "L'attribution : la proposition dont elle est née.",
    "bien_id": "Le logement.",
    "client_id": "L'accès du logiciel.",
    "commission_id": "La commission.",
    "compte_id": "Le compte.",
    "convention_id": "La convention de flux.",
    "demande_id": "La demande.",
    "departement": "Code du département.",
    "feuillet_id": "La page du document.",
    "grille_id": "La grille de cotation.",
    "numero_unique": "Numéro unique de la demande.",
    "organisme_id": "L'organisme.",
    "personne_id": "La personne du foyer.",
    "piece_id": "Le document.",
    "proposition_id": "La proposition.",
    "residence_id": "La résidence.",
    "televersement_id": "L'envoi par morceaux.",
    # --- which ones
    "a_valider": "Seulement celles qui attendent un guichet.",
    "annee": "Année civile ; absente, celle en cours.",
    "au": "Jusqu'à ce jour compris.",
    "commune": "Code INSEE de la commune.",
    "du": "À partir de ce jour.",
    "epci": "SIREN de l'EPCI.",
    "etat": "État ; se répète pour en demander plusieurs.",
    "mes_biens": "Seulement les logements que je suis.",
    "mon_organisme": "Seulement ce qui est à mon organisme.",
    "partout": "Chercher dans toute la France.",
    "q": "Texte cherché, sans tenir compte des accents ni des majuscules.",
    "statut": "Où en est la version de la grille.",
    "typologie": "Taille du logement.",
    # --- how
    "nom": "Nom du fichier, tel que le lira qui l'ouvre.",
    "page": "Page, à partir de 1.",
    "size": "Lignes par page.",
    "sort": "Ordre des lignes ; « - » devant pour l'inverser.",
    "type": "Nature du document.",
    "if-none-match": "L'ETag déjà reçu : si rien n'a changé, la réponse est vide (304).",
}
