"""Ce que la demande cherche, et où."""

from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, TypeChamp, Unite
from domain.cotation.vocabulary import SYNONYMES_TYPOLOGIES
from domain.demandes.codes import Typologie

CHAMPS: Final = (
    Champ(
        code="typologies",
        libelle="Tailles de logement demandées",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Typologie,
        synonymes=SYNONYMES_TYPOLOGIES,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="communes_souhaitees",
        libelle="Communes souhaitées",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="nb_communes_souhaitees",
        libelle="Nombre de communes souhaitées",
        type=TypeChamp.NOMBRE,
        unite=Unite.COMMUNES,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="nb_communes_du_territoire",
        libelle="Communes souhaitées sur le territoire",
        type=TypeChamp.NOMBRE,
        unite=Unite.COMMUNES,
        propre_au_territoire=True,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="premiere_commune_souhaitee",
        libelle="Première commune souhaitée",
        type=TypeChamp.CODE,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="rang_du_territoire",
        libelle="Rang du premier souhait qui est sur le territoire",
        type=TypeChamp.NOMBRE,
        minimum=1,
        propre_au_territoire=True,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="premier_choix_epci",
        libelle="Première commune souhaitée sur le territoire",
        type=TypeChamp.BOOLEEN,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
        propre_au_territoire=True,
    ),
    Champ(
        code="demande_elargie",
        libelle="Accepte d'autres communes",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
    Champ(
        code="aide_fsl",
        libelle="Aide du fonds de solidarité pour le logement",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.LOGEMENT_RECHERCHE,
    ),
)
