"""Les listes de codes de la proposition et de la décision de commission. Codes du projet, sauf mention contraire."""

from domain.kernel.nomenclature import Nomenclature


class EtatProposition(Nomenclature):
    """Où en est la proposition d'un logement à un demandeur."""

    EN_COURS = "PEC", "Candidat retenu"
    INSCRITE = "INS", "Inscrite en commission"
    DECIDEE = "DEC", "Décision prise, à proposer au candidat"
    NOTIFIEE = "NOT", "Proposée au candidat"
    ACCEPTEE = "ACC", "Acceptée, bail à signer"
    REFUSEE = "RFC", "Refusée par le candidat"
    SANS_REPONSE = "SRE", "Sans réponse"
    SANS_SUITE = "RCO", "Écartée par la commission ou sans suite"
    BAIL_SIGNE = "BAI", "Attribuée, bail signé"
    ANNULEE = "ANN", "Annulée"


OUVERTES = frozenset(
    {
        EtatProposition.EN_COURS,
        EtatProposition.INSCRITE,
        EtatProposition.DECIDEE,
        EtatProposition.NOTIFIEE,
        EtatProposition.ACCEPTEE,
    }
)
"""La proposition peut encore aboutir."""

RETIENNENT = frozenset({EtatProposition.INSCRITE, EtatProposition.NOTIFIEE, EtatProposition.ACCEPTEE})
"""Une seule de ces propositions à la fois par demande et par organisme."""

ENGAGENT = frozenset({EtatProposition.ACCEPTEE, EtatProposition.BAIL_SIGNE})
"""Une seule par mise en location et par demande, quel que soit l'organisme."""


class Decision(Nomenclature):
    """Les cinq décisions de la commission (CCH R441-3)."""

    ATTRIBUTION = "ATT", "Attribution"
    ATTRIBUTION_CLASSEE = "ATR", "Attribution avec rang"
    ATTRIBUTION_SOUS_CONDITION = "ATC", "Attribution sous condition suspensive"
    NON_ATTRIBUTION = "NAT", "Non-attribution"
    REJET = "REJ", "Rejet pour irrecevabilité"

    @property
    def attribue(self) -> bool:
        return self.value.startswith("AT")


class MotifNonAttribution(Nomenclature):
    """Pourquoi la commission écarte un candidat. IRRRES et IRRSEJ viennent du SNE."""

    TYPOLOGIE = "N01", "Taille du logement inadaptée au foyer"
    EFFORT = "N02", "Taux d'effort trop élevé ou reste à vivre insuffisant"
    HANDICAP = "N03", "Logement non adapté au handicap"
    ELOIGNEMENT = "N04", "Éloignement du lieu de travail ou des équipements"
    DOSSIER = "N05", "Dossier incomplet"
    EQUILIBRE = "N06", "Équilibre de peuplement, mixité sociale"
    RELOGE = "N07", "Candidat déjà attributaire ou relogé"
    DETTE = "N08", "Dette locative ou troubles établis"
    ACCOMPAGNEMENT = "N09", "Absence de l'accompagnement social nécessaire"
    PROPRIETAIRE = "N10", "Propriétaire d'un logement adapté à ses besoins"
    PRIORITAIRE = "N11", "Autre candidat plus prioritaire"
    AUTRE = "N99", "Autre motif"
    RESSOURCES = "IRRRES", "Ressources supérieures au plafond"
    SEJOUR = "IRRSEJ", "Séjour irrégulier d'un majeur"

    @property
    def irrecevable(self) -> bool:
        """Les deux seuls motifs de rejet (CCH R441-2-8)."""
        return self.value.startswith("IRR")


class MotifRefusCandidat(Nomenclature):
    """Pourquoi le candidat refuse le logement proposé."""

    LOYER = "R01", "Loyer ou charges trop élevés"
    QUARTIER = "R02", "Localisation, quartier"
    SURFACE = "R03", "Surface ou nombre de pièces"
    ETAGE = "R04", "Étage ou absence d'ascenseur"
    ETAT = "R05", "État du logement"
    VOISINAGE = "R06", "Environnement, voisinage"
    TRAJET = "R07", "Éloignement du travail ou de l'école"
    STATIONNEMENT = "R08", "Absence de stationnement"
    ENERGIE = "R09", "Chauffage, énergie"
    DELAI = "R10", "Délai trop court, préavis"
    SITUATION = "R11", "Changement de situation"
    AUTRE_LOGEMENT = "R12", "A trouvé un autre logement"
    RESTE = "R13", "Souhaite rester dans son logement"
    ANNEXES = "R14", "Annexes : balcon, jardin, cave"
    HANDICAP = "R15", "Logement inadapté au handicap"
    SANS_REPONSE = "R20", "Sans réponse"
    INJOIGNABLE = "R21", "Injoignable"
    AUTRE = "R99", "Autre motif"

    @property
    def du_candidat(self) -> bool:
        """Un motif que le candidat lui-même peut donner."""
        return self not in (MotifRefusCandidat.SANS_REPONSE, MotifRefusCandidat.INJOIGNABLE)


class MotifArret(Nomenclature):
    """Pourquoi une proposition s'arrête sans que personne ne l'ait refusée."""

    BIEN_LOUE = "bien-loue", "Le logement est loué à un autre candidat"
    CANDIDAT_LOGE = "candidat-loge", "Le candidat a signé un bail pour un autre logement"
    DEMANDE_RADIEE = "demande-radiee", "La demande n'est plus active"
    BIEN_RETIRE = "bien-retire", "Le logement n'est plus proposé à la location"


class AccordCollectif(Nomenclature):
    """Au titre de quel accord collectif le logement est attribué (CCH L441-1-2 ; SNE `accordCollectif`)."""

    DEPARTEMENTAL = "ACD", "Accord collectif départemental"
    INTERCOMMUNAL = "ACI", "Accord collectif intercommunal"
    AUCUN = "AUCUN", "Aucun accord collectif"
    NON_DOCUMENTE = "NONDOC", "Non documenté"
