from domain.kernel.nomenclature import Nomenclature


class DecisionDoublon(Nomenclature):
    """Ce qu'un agent a conclu en comparant deux demandes. Codes du projet."""

    A_VOIR = "a_voir", "À revoir"
    PAS_UN_DOUBLON = "pas_un_doublon", "Deux personnes différentes"
    DOUBLON = "doublon", "Même personne, demandes à fusionner"
    FUSIONNE = "fusionne", "Même personne, demandes fusionnées"


class SorteFusion(Nomenclature):
    """Comment deux demandes d'une même personne n'en font plus qu'une. Codes du projet."""

    FUSION = "fusion", "Fusion de deux demandes"
    RATTACHEMENT = "rattachement", "Rattachement d'une demande en ligne"
