"""Ce que le dossier dit de la demande elle-même : son âge, sa nature, ses pièces."""

from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, Temps, TypeChamp, Unite
from domain.demandes.codes import NatureDossier

CHAMPS: Final = (
    Champ(
        code="anciennete_mois",
        libelle="Ancienneté de la demande",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        rubrique=Rubrique.DEPOT,
        saisi=False,
    ),
    Champ(
        code="delai_anormalement_long",
        libelle="Délai anormalement long dépassé",
        type=TypeChamp.BOOLEEN,
        temps=Temps.A_COMPTER_DU,
        rubrique=Rubrique.DELAI,
        saisi=False,
    ),
    Champ(
        code="mois_au_dela_du_delai",
        libelle="Durée écoulée depuis le dépassement du délai anormalement long",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        saisi=False,
        rubrique=Rubrique.DELAI,
    ),
    Champ(
        code="nature",
        libelle="Nature du dossier",
        type=TypeChamp.CODE,
        nomenclature=NatureDossier,
        rubrique=Rubrique.DEPOT,
        saisi=False,
    ),
    Champ(
        code="mutation",
        libelle="Demande de mutation dans le parc social",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_ACTUEL,
        saisi=False,
    ),
    Champ(
        code="dossier_complet",
        libelle="Pièces du dossier toutes validées",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.PIECES,
        saisi=False,
    ),
    Champ(
        code="nb_pieces_validees",
        libelle="Pièces validées du dossier, une par nature",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.PIECES,
        rubrique=Rubrique.PIECES,
        saisi=False,
    ),
)
