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
    DOUBLON = "doublon", "Comparaison avec une autre demande"
    PIECES = "pieces", "Liste des pièces"
    HISTORIQUE = "historique", "Historique de la demande"
    COTATION = "cotation", "Points de cotation"
    PRIORITES = "priorites", "Publics prioritaires"
    PROPOSITION = "proposition", "Propositions de logement"
    ECHANGES = "echanges", "Échanges avec les autres systèmes"
    COURRIER = "courrier", "Lettre à imprimer"
    COMMISSION = "commission", "Examen en commission d'attribution"


LIBELLES_CONSULTES = {o.value: o.libelle for o in ObjetConsulte}


def dire_ce_qui_a_ete_lu(quoi: str) -> str:
    """Le libellé, ou le code tel quel s'il vient d'une version plus ancienne."""
    return LIBELLES_CONSULTES.get(quoi, quoi)


class RegleDeLecture(Nomenclature):
    """Ce qui fait remarquer des lectures : remarquer n'est pas accuser. Codes du projet."""

    HORS_HEURES = "HORS_HEURES", "Lectures à des heures inhabituelles"
    EN_MASSE = "EN_MASSE", "Beaucoup de dossiers en un jour"
    EN_RAFALE = "EN_RAFALE", "Beaucoup de dossiers en une heure"
    MEME_NOM = "MEME_NOM", "Dossier qui porte le nom de l'agent"
    MEME_RUE = "MEME_RUE", "Plusieurs dossiers d'une même rue"
    HORS_COMMUNES = "HORS_COMMUNES", "Dossiers loin des communes habituelles de l'agent"
    SANS_SUITE = "SANS_SUITE", "Dossiers lus sans lien avec l'organisme"


class EtatAnomalie(Nomenclature):
    """Codes du projet."""

    A_VOIR = "A_VOIR", "À vérifier"
    ACQUITTEE = "ACQUITTEE", "Vérifiée"
