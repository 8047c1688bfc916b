"""Ce que tiennent les registres : les actes, les lectures, et ce qu'une lecture a montré."""

from domain.kernel.nomenclature import Nomenclature


class Registre(Nomenclature):
    """Les deux registres scellés chaque jour. Codes du projet."""

    HISTORIQUE = "historique", "Historique des actes"
    CONSULTATIONS = "consultations", "Journal de lecture"


class ObjetConsulte(Nomenclature):
    """Ce qu'une consultation a montré, et donc à quelle fin. Codes du projet."""

    DOSSIER = "dossier", "Dossier de la demande"
    PIECE = "piece", "Pièce du dossier"
    CANDIDATURE = "candidature", "Recherche de candidats pour un logement"
    ATTESTATION = "attestation", "Attestation"
    BAIL = "bail", "Préparation du bail"
    ETAT = "etat", "État de la demande"


LIBELLES_CONSULTES = {o.value: o.libelle for o in ObjetConsulte}


def dire_ce_qui_a_ete_lu(quoi: str) -> str:
    """Le libellé, ou le code tel quel s'il vient d'une version plus ancienne."""
    return LIBELLES_CONSULTES.get(quoi, quoi)
