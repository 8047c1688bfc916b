"""Ce qui rend une demande prioritaire ou y appelle une attention : décision DALO, labels, handicap."""

from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, TypeChamp, Unite
from domain.cotation.vocabulary import LABELS_SENSIBLES, PIECES_DES_MOTIFS, Label
from domain.demandes.codes import AideTechnique, CapaciteMarche, Motif

CHAMPS: Final = (
    Champ(
        code="dalo",
        libelle="Droit au logement opposable reconnu",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.DALO,
        saisi=False,
    ),
    Champ(
        code="label",
        libelle="Priorité reconnue",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Label,
        codes_sensibles=LABELS_SENSIBLES,
        ouvert=True,
        rubrique=Rubrique.LABEL,
        saisi=False,
        autres_noms=("labels",),
    ),
    Champ(
        code="nb_labels",
        libelle="Priorités reconnues, comptées",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.PRIORITES,
        rubrique=Rubrique.LABEL,
        saisi=False,
    ),
    Champ(
        code="handicap",
        libelle="Situation de handicap dans le foyer",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.HANDICAP,
        justificatif=PIECES_DES_MOTIFS[Motif.HANDICAP],
        sensible=True,
    ),
    Champ(
        code="logement_adapte",
        libelle="Logement adapté au handicap demandé",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        sensible=True,
        rubrique=Rubrique.HANDICAP,
    ),
    Champ(
        code="aides_techniques",
        libelle="Aides techniques dont se sert une personne du foyer",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=AideTechnique,
        sensible=True,
        rubrique=Rubrique.HANDICAP,
    ),
    Champ(
        code="capacites_de_marche",
        libelle="Ce que peut monter une personne handicapée du foyer",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=CapaciteMarche,
        sensible=True,
        rubrique=Rubrique.HANDICAP,
    ),
    Champ(
        code="accompagnement_social",
        libelle="Accompagnement social déclaré",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        rubrique=Rubrique.DEMANDEUR,
    ),
)
