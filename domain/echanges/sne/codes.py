from domain.kernel.nomenclature import Nomenclature


class TypeFichier(Nomenclature):
    """Ce qu'une transmission dit au SNE d'une demande (SNE `typeFichier`)."""

    CREATION = "CRE", "Création"
    SEPARATION = "CRS", "Création à la suite d'une séparation"
    MODIFICATION = "MOD", "Modification"
    RENOUVELLEMENT = "REN", "Renouvellement"
    RADIATION = "RAD", "Radiation ou restauration"
    SUPPRESSION = "SUP", "Suppression"
    COPIE = "COP", "Copie numérique"


class Sens(Nomenclature):
    """Qui donne à qui. Codes du projet."""

    ENVOI = "envoi", "Envoi"
    RECEPTION = "reception", "Réception"


class EtatTransmission(Nomenclature):
    """Où en est une transmission. Codes du projet."""

    A_TRANSMETTRE = "a_transmettre", "À transmettre"
    RECUE = "recue", "Reçue"
    REFUSEE = "refusee", "Refusée"


class Partenaire(Nomenclature):
    """Avec quel système l'échange s'est fait. Codes du projet."""

    SNE = "sne", "Système national d'enregistrement"
    LOGICIEL = "logiciel", "Logiciel d'un partenaire"
    DEMANDEUR = "demandeur", "Le demandeur"
