"""Les listes de codes du bien. Codes du projet, sauf ceux de la performance énergétique."""

from domain.kernel.nomenclature import Nomenclature


class EtatBien(Nomenclature):
    """Où en est le logement dans sa remise en location."""

    PREAVIS = "PREAVIS", "Préavis reçu"
    DISPONIBLE = "DISPONIBLE", "Disponible"
    PROPOSE = "PROPOSE", "Proposé à des candidats"
    EN_COMMISSION = "EN_COMMISSION", "Inscrit en commission"
    ATTRIBUE = "ATTRIBUE", "Attribué, bail à signer"
    LOUE = "LOUE", "Loué"
    RETIRE = "RETIRE", "Retiré de la location"


class MotifRetrait(Nomenclature):
    """Pourquoi un logement vacant n'est plus proposé à la location.

    CCH R441-5 pour ceux que la loi soustrait du flux à partager entre les réservataires.
    """

    MUTATION = "MUT", "Mutation interne d'un locataire"
    RENOUVELLEMENT_URBAIN = "ANRU", "Relogement d'une opération de renouvellement urbain"
    COPROPRIETE_DEGRADEE = "ORCOD", "Relogement d'une copropriété dégradée"
    HABITAT_INDIGNE = "LHI", "Relogement contre l'habitat indigne"
    VENTE = "VENTE", "Vente du logement"
    LOGEMENT_IDENTIFIE = "DEF", "Logement identifié : défense, sécurité intérieure, santé"
    SOUS_LOCATION = "SOUSLOC", "Loué à une association ou à un foyer"
    TRAVAUX = "TRAVAUX", "Travaux ou démolition"
    ERREUR = "ERREUR", "Erreur de saisie"
    AUTRE = "AUTRE", "Autre motif"

    @property
    def est_soustrait_du_flux(self) -> bool:
        """Vrai quand le logement ne compte pas dans l'assiette des conventions."""
        return self not in (MotifRetrait.TRAVAUX, MotifRetrait.ERREUR, MotifRetrait.AUTRE)


class ClasseEnergie(Nomenclature):
    """Étiquette du diagnostic de performance énergétique, énergie ou gaz à effet de serre (CCH L173-1-1)."""

    A = "A", "Classe A"
    B = "B", "Classe B"
    C = "C", "Classe C"
    D = "D", "Classe D"
    E = "E", "Classe E"
    F = "F", "Classe F"
    G = "G", "Classe G"


class Chauffage(Nomenclature):
    """Comment le logement est chauffé : payé au bailleur avec les charges, ou au fournisseur."""

    INDIVIDUEL_ELECTRIQUE = "IND_ELEC", "Individuel électrique"
    INDIVIDUEL_GAZ = "IND_GAZ", "Individuel au gaz"
    INDIVIDUEL_AUTRE = "IND_AUTRE", "Individuel, autre énergie"
    COLLECTIF_GAZ = "COL_GAZ", "Collectif au gaz"
    COLLECTIF_RESEAU = "COL_RESEAU", "Collectif, réseau de chaleur"
    COLLECTIF_AUTRE = "COL_AUTRE", "Collectif, autre énergie"

    @property
    def est_individuel(self) -> bool:
        return self.value.startswith("IND_")
