from collections.abc import Mapping

from domain.kernel.nomenclature import Nomenclature
from domain.organismes.acteur import Droit


class Portee(Nomenclature):
    """Ce qu'un logiciel tiers peut faire. Codes du projet."""

    BIENS_ECRIRE = "biens:ecrire", "Enregistrer et corriger les biens du bailleur"
    BIENS_LIRE = "biens:lire", "Lire les biens du bailleur"
    ATTRIBUTIONS_LIRE = "attributions:lire", "Suivre les propositions et les attributions du bailleur"
    CANDIDATS_LIRE = "candidats:lire", "Lire l'identité du candidat qui a accepté un logement du bailleur"
    ANNONCES_LIRE = "annonces:lire", "Lire les annonces publiées dans le département"
    DEMANDES_LIRE = "demandes:lire", "Lire l'état d'une demande dont on connaît le numéro unique"
    WEBHOOKS_GERER = "webhooks:gerer", "S'abonner aux avis"


DROITS: Mapping[Portee, frozenset[Droit]] = {
    Portee.BIENS_ECRIRE: frozenset({Droit.BIENS_ECRIRE, Droit.BIENS_LIRE}),
    Portee.BIENS_LIRE: frozenset({Droit.BIENS_LIRE}),
    Portee.ATTRIBUTIONS_LIRE: frozenset({Droit.PROPOSITIONS_LIRE}),
    Portee.CANDIDATS_LIRE: frozenset({Droit.CANDIDATS_LIRE}),
    Portee.ANNONCES_LIRE: frozenset({Droit.ANNONCES_LIRE}),
    Portee.DEMANDES_LIRE: frozenset({Droit.DEMANDES_LIRE}),
    Portee.WEBHOOKS_GERER: frozenset(),
}
"""Une portée donne les droits que la même action demande à un agent."""


class TypeAvis(Nomenclature):
    """Ce dont un logiciel tiers peut être averti. Codes du projet."""

    ATTRIBUTION_DECIDEE = "attribution.decidee", "La commission attribue un logement"
    PROPOSITION_ACCEPTEE = "proposition.acceptee", "Le candidat accepte le logement"
    PROPOSITION_REFUSEE = "proposition.refusee", "Le candidat refuse le logement, ou ne répond pas"
    PROPOSITION_ANNULEE = "proposition.annulee", "Le bailleur annule la proposition"
    BAIL_SIGNE = "bail.signe", "Le bail est signé"
    ANNONCE_PUBLIEE = "annonce.publiee", "Une annonce est publiée"
    ANNONCE_MODIFIEE = "annonce.modifiee", "Une annonce est modifiée"
    ANNONCE_RETIREE = "annonce.retiree", "Une annonce est retirée"

    @property
    def portee(self) -> Portee:
        """La portée sans laquelle on ne s'y abonne pas."""
        return Portee.ANNONCES_LIRE if self.value.startswith("annonce.") else Portee.ATTRIBUTIONS_LIRE


class EtatEnvoi(Nomenclature):
    """Où en est l'envoi d'un avis à un abonné. Codes du projet."""

    A_ENVOYER = "a_envoyer", "À envoyer"
    ENVOYE = "envoye", "Reçu"
    ECHEC = "echec", "Abandonné"
