"""Les colonnes de la liste des demandes : ce que l'écran montre est ce que le fichier emporte."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.demandes.queries import DemandeResume
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.tableur import Cellule


@dataclass(frozen=True, slots=True, kw_only=True)
class ColonneDeDemande:
    """Une colonne : son titre, et ce qu'elle dit d'une demande. Jamais de NIR, ni de motif de santé ou de violences."""

    libelle: str
    valeur: Callable[[DemandeResume], Cellule]


def _jour_d_envoi(demande: DemandeResume) -> date | None:
    return None if demande.soumise_le is None else aujourd_hui(demande.soumise_le)


COLONNES: Mapping[str, ColonneDeDemande] = {
    code: ColonneDeDemande(libelle=libelle, valeur=valeur)
    for code, libelle, valeur in (
        ("nom", "Demandeur", lambda d: d.nom_affiche),
        ("numero", "Numéro unique", lambda d: d.numero_unique),
        ("reference", "Numéro de dossier", lambda d: d.reference),
        ("nature", "Nature", lambda d: d.nature_libelle),
        ("famille", "Situation familiale", lambda d: d.situation_familiale and d.situation_familiale.libelle),
        ("etat", "État", lambda d: d.etat_libelle),
        ("ne_le", "Né(e) le", lambda d: d.ne_le),
        ("codemandeur", "Codemandeur", lambda d: d.codemandeur),
        ("codemandeur_ne_le", "Codemandeur né le", lambda d: d.codemandeur_ne_le),
        ("deposee", "Déposée le", lambda d: d.deposee_le),
        ("soumise", "Envoyée le", _jour_d_envoi),
        ("renouvelee", "Renouvelée le", lambda d: d.renouvelee_le),
        ("modifiee", "Modifiée le", lambda d: aujourd_hui(d.modifiee_le)),
        ("expire", "Expire le", lambda d: d.expire_le),
        ("anciennete", "Ancienneté (mois)", lambda d: d.anciennete_mois),
        ("personnes", "Foyer", lambda d: d.personnes),
        ("typologies", "Type", lambda d: ", ".join(d.typologies)),
        ("points", "Cotation", lambda d: d.points),
        ("labels", "Publics prioritaires", lambda d: ", ".join(label.libelle for label in d.labels)),
        ("communes", "Communes souhaitées", lambda d: ", ".join(c.nom for c in d.communes)),
        ("commune_actuelle", "Habite à", lambda d: d.commune_actuelle and d.commune_actuelle.nom),
    )
}


def ligne(demande: DemandeResume, colonnes: Sequence[str]) -> list[Cellule]:
    return [COLONNES[code].valeur(demande) for code in colonnes]
