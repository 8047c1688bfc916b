"""Qui la demande doit loger."""

from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, Temps, TypeChamp, Unite
from domain.demandes.codes import SituationFamiliale

CHAMPS: Final = (
    Champ(
        code="nb_personnes",
        libelle="Personnes à loger",
        type=TypeChamp.NOMBRE,
        unite=Unite.PERSONNES,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="nb_enfants",
        libelle="Enfants à loger",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.ENFANTS,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="nb_enfants_mineurs",
        libelle="Enfants mineurs à loger",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.ENFANTS,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="nb_enfants_garde",
        libelle="Enfants en garde alternée ou en droit de visite",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.ENFANTS,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="enfant_a_naitre",
        libelle="Enfant à naître",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="mois_avant_naissance",
        libelle="Temps qui reste avant la naissance prévue",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS_AVANT,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="nb_personnes_a_charge",
        libelle="Personnes à charge à loger",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.PERSONNES,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="age_du_plus_jeune_enfant",
        libelle="Âge du plus jeune enfant à loger",
        type=TypeChamp.NOMBRE,
        unite=Unite.ANNEES,
        temps=Temps.ANNEES,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="parent_isole",
        libelle="Parent seul avec enfant",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.PERSONNES,
    ),
    Champ(
        code="situation_familiale",
        libelle="Situation familiale",
        type=TypeChamp.CODE,
        nomenclature=SituationFamiliale,
        rubrique=Rubrique.DEMANDEUR,
    ),
    Champ(
        code="situation_familiale_depuis_mois",
        libelle="Durée dans cette situation familiale",
        type=TypeChamp.NOMBRE,
        unite=Unite.MOIS,
        temps=Temps.MOIS,
        rubrique=Rubrique.DEMANDEUR,
    ),
    Champ(
        code="couple",
        libelle="Demande faite par un couple",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.DEMANDEUR,
    ),
    Champ(
        code="nb_titulaires",
        libelle="Adultes qui signeront le bail",
        type=TypeChamp.NOMBRE,
        unite=Unite.PERSONNES,
        rubrique=Rubrique.DEMANDEUR,
    ),
    Champ(
        code="age_demandeur",
        libelle="Âge du demandeur",
        type=TypeChamp.NOMBRE,
        unite=Unite.ANNEES,
        temps=Temps.ANNEES,
        rubrique=Rubrique.DEMANDEUR,
    ),
    Champ(
        code="age_du_plus_age",
        libelle="Âge du plus âgé des titulaires de la demande",
        type=TypeChamp.NOMBRE,
        unite=Unite.ANNEES,
        temps=Temps.ANNEES,
        rubrique=Rubrique.DEMANDEUR,
    ),
)
