"""Pourquoi un logement est demandé."""

from typing import Final

from domain.cotation.champs import Absence, Champ, Rubrique, Temps, TypeChamp, Unite
from domain.cotation.vocabulary import MOTIFS_SENSIBLES, PIECES_DES_MOTIFS, SYNONYMES_MOTIFS
from domain.demandes.codes import Motif

CHAMPS: Final = (
    Champ(
        code="motifs",
        libelle="Motifs de la demande",
        type=TypeChamp.ENSEMBLE,
        absence=Absence.VIDE,
        nomenclature=Motif,
        synonymes=SYNONYMES_MOTIFS,
        justificatifs=PIECES_DES_MOTIFS,
        codes_sensibles=MOTIFS_SENSIBLES,
        rubrique=Rubrique.MOTIFS,
        autres_noms=("motif",),
    ),
    Champ(
        code="motif_principal",
        libelle="Motif principal",
        type=TypeChamp.CODE,
        nomenclature=Motif,
        synonymes=SYNONYMES_MOTIFS,
        justificatifs=PIECES_DES_MOTIFS,
        codes_sensibles=MOTIFS_SENSIBLES,
        rubrique=Rubrique.MOTIFS,
    ),
    Champ(
        code="nb_motifs",
        libelle="Motifs de la demande, comptés",
        type=TypeChamp.NOMBRE,
        absence=Absence.ZERO,
        unite=Unite.MOTIFS,
        rubrique=Rubrique.MOTIFS,
    ),
    Champ(
        code="jugement_expulsion",
        libelle="Expulsion jugée",
        type=TypeChamp.BOOLEEN,
        absence=Absence.FAUX,
        temps=Temps.A_COMPTER_DU,
        rubrique=Rubrique.MOTIFS,
    ),
)
