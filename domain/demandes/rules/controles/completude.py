"""Ce que le formulaire doit contenir pour être enregistré (CCH R441-2-2, format d'échange du SNE)."""

from collections.abc import Iterator

from domain.demandes.codes import Motif, Nationalite, NatureDossier
from domain.demandes.formulaire import Personne
from domain.demandes.rules.controles.controle import Contexte, Controle, bloque

CHAMPS_DE_LA_PERSONNE = {
    "civilite": "Indiquez la civilité.",
    "nom_naissance": "Indiquez le nom de naissance.",
    "prenoms": "Indiquez le ou les prénoms.",
    "ne_le": "Indiquez la date de naissance.",
    "nationalite": "Indiquez la nationalité.",
    "situation_familiale": "Indiquez la situation familiale.",
    "situation_professionnelle": "Indiquez la situation professionnelle.",
}

EN_FRANCE = {"voie": "la voie", "code_postal": "le code postal", "commune": "la commune"}
A_L_ETRANGER = {"voie": "la voie", "ville_etrangere": "la ville", "pays": "le pays"}


def manques(contexte: Contexte) -> Iterator[Controle]:
    """Tout ce qui manque pour enregistrer la demande."""
    if contexte.formulaire.demandeur is None:
        yield bloque("demandeur", "champ-obligatoire", "Indiquez qui fait la demande.")
    for chemin, personne in contexte.adultes():
        yield from _personne(contexte, chemin, personne)
    yield from _coordonnees(contexte)
    yield from _logement(contexte)
    yield from _motifs(contexte)


def _personne(contexte: Contexte, chemin: str, personne: Personne) -> Iterator[Controle]:
    for champ, message in CHAMPS_DE_LA_PERSONNE.items():
        valeur = getattr(personne, champ)
        if valeur is None or (isinstance(valeur, str) and not valeur.strip()):
            yield bloque(f"{chemin}.{champ}", "champ-obligatoire", message)
    francais = personne.nationalite is Nationalite.FRANCAISE
    if francais and contexte.nature is not NatureDossier.ANRU and personne.id not in contexte.avec_nir:
        yield bloque(
            f"{chemin}.nir",
            "nir-obligatoire",
            "Indiquez le numéro de sécurité sociale : il est obligatoire pour une personne de nationalité française.",
        )


def _coordonnees(contexte: Contexte) -> Iterator[Controle]:
    demandeur = contexte.formulaire.demandeur
    if demandeur is None:
        return
    if demandeur.adresse is None:
        yield bloque("demandeur.adresse", "champ-obligatoire", "Indiquez l'adresse où recevoir le courrier.")
    else:
        attendus = EN_FRANCE if not demandeur.adresse.etranger else A_L_ETRANGER
        for champ, nom in attendus.items():
            if not (getattr(demandeur.adresse, champ) or "").strip():
                yield bloque(f"demandeur.adresse.{champ}", "champ-obligatoire", f"Indiquez {nom} de l'adresse.")
    if contexte.en_ligne and not (demandeur.email or demandeur.telephone):
        yield bloque(
            "demandeur.email",
            "contact-obligatoire",
            "Indiquez une adresse électronique ou un téléphone : c'est par là que la demande se suit.",
        )


def _logement(contexte: Contexte) -> Iterator[Controle]:
    if contexte.formulaire.logement_actuel is None:
        yield bloque("logement_actuel.statut", "champ-obligatoire", "Indiquez le logement habité aujourd'hui.")
    recherche = contexte.formulaire.logement_recherche
    if recherche is None or not recherche.typologies:
        yield bloque(
            "logement_recherche.typologies",
            "champ-obligatoire",
            "Choisissez au moins une taille de logement.",
        )
    if recherche is None or not recherche.couvertes:
        yield bloque(
            "logement_recherche.communes", "champ-obligatoire", "Choisissez au moins une commune ou un secteur."
        )


def _motifs(contexte: Contexte) -> Iterator[Controle]:
    motifs = contexte.formulaire.motifs
    if not motifs.codes:
        yield bloque("motifs.codes", "champ-obligatoire", "Choisissez au moins un motif de demande.")
    if Motif.AUTRE in motifs.codes and not (motifs.autre or "").strip():
        yield bloque("motifs.autre", "champ-obligatoire", "Précisez l'autre motif.")
