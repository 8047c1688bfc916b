"""Les listes de codes des publics prioritaires."""

from domain.kernel.nomenclature import Nomenclature


class Famille(Nomenclature):
    """D'où vient la priorité. Codes du projet."""

    DALO = "DALO", "Droit au logement opposable"
    LOI = "L441_1", "Publics prioritaires de la loi (CCH L441-1)"
    PLAN = "PDALHPD", "Plan départemental pour les personnes défavorisées"
    ACCORD = "ACD", "Accord collectif"
    CONTINGENT = "CONT_PREF", "Contingent préfectoral"
    LOCAL = "LOCAL", "Priorité locale"


class Origine(Nomenclature):
    """Comment un label est arrivé sur une demande. Codes du projet."""

    AUTOMATIQUE = "auto", "Reconnu d'après le dossier"
    MANUELLE = "manuel", "Posé par un partenaire"


class StatutDalo(Nomenclature):
    """Où en est le droit au logement opposable (SNE `statutDalo`)."""

    NON = "NON", "Non reconnu"
    ACTIF = "ACTIF", "Reconnu prioritaire et urgent"
    CADUC = "CADUC", "Caduc"
    RELOGE = "ACTREL", "Relogé"


class MotifUrgence(Nomenclature):
    """Pourquoi le demandeur dit que sa situation ne peut pas attendre. Codes du projet."""

    SANS_ABRI = "SANS_ABRI", "Je n'ai nulle part où dormir"
    EXPULSION = "EXPULSION", "Je vais être expulsé de mon logement"
    DANGER = "DANGER", "Mon logement est dangereux ou insalubre"
    VIOLENCES = "VIOLENCES", "Je subis des violences, ou quelqu'un de mon foyer"
    SANTE = "SANTE", "Mon état de santé ou mon handicap l'exige"
    AUTRE = "AUTRE", "Autre situation urgente"

    @property
    def sensible(self) -> bool:
        """Santé et violences : réservé à qui en a le droit."""
        return self in (MotifUrgence.VIOLENCES, MotifUrgence.SANTE)


class EtatUrgence(Nomenclature):
    """Où en est une urgence déclarée. Codes du projet."""

    DECLAREE = "DECLAREE", "À prendre en compte"
    PRISE_EN_COMPTE = "PRISE_EN_COMPTE", "Prise en compte"
