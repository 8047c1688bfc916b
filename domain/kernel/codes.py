"""Listes de codes que la demande et le bien partagent, sous eux deux pour qu'aucun ne dépende de l'autre."""

from domain.kernel.nomenclature import Nomenclature


class CategorieLogement(Nomenclature):
    """Appartement ou maison (SNE `categorieLogementRecherche`)."""

    APPARTEMENT = "A", "Appartement"
    MAISON = "M", "Maison"
    INDIFFERENT = "I", "Indifférent"


class Typologie(Nomenclature):
    """Taille d'un logement en pièces principales (SNE `typeLogement`)."""

    CHAMBRE = "C", "Chambre"
    T1 = "T1", "T1"
    T2 = "T2", "T2"
    T3 = "T3", "T3"
    T4 = "T4", "T4"
    T5 = "T5", "T5"
    T6_ET_PLUS = "T6P", "T6 et plus"

    @property
    def pieces(self) -> int:
        """Le nombre de pièces habitables, cuisine exclue ; six pour un T6 et plus."""
        return int(self.value[1]) if self.value.startswith("T") else 1


class Financement(Nomenclature):
    """Le prêt qui a financé le logement, dont dépendent le loyer et le plafond de ressources."""

    PLAI = "PLAI", "PLAI (très social)"
    PLUS = "PLUS", "PLUS (social)"
    PLS = "PLS", "PLS (social supérieur)"
    PLI = "PLI", "PLI (intermédiaire)"


class Sexe(Nomenclature):
    """Sexe d'une personne, au sens de l'état civil."""

    MASCULIN = "M", "Masculin"
    FEMININ = "F", "Féminin"


class TypeReservataire(Nomenclature):
    """Au titre de quel contingent un logement est réservé (SNE `typeReservataire`)."""

    ETAT_PRIORITAIRES = "PPRIOR", "État, publics prioritaires"
    ETAT_AGENTS = "PFONCT", "État, fonctionnaires et agents publics"
    ACTION_LOGEMENT = "COLACT", "Employeurs et Action Logement"
    COLLECTIVITES = "COLTER", "Collectivités territoriales et EPCI"
    AUTRES = "AUTRES", "Autres réservataires"
    AUCUN = "AUCUN", "Hors contingent"
