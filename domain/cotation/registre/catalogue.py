"""Le catalogue tel que l'éditeur de grilles le montre : champs, faits datés, preuves, critères tout prêts."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Absence, Champ
from domain.cotation.conditions import OPERATEURS
from domain.cotation.registre.queries import Catalogue, ChampDuCatalogue, CodeDuCatalogue, CriterePret
from domain.cotation.rules import PARAMETRES
from domain.cotation.vocabulary import (
    Arrondi,
    Departage,
    Famille,
    ModeDeBloc,
    ModeDePreuve,
    Operateur,
    Population,
    TypeEvenement,
)
from domain.kernel.nomenclature import Nomenclature

_ABSENCES: Final = {
    Absence.INCONNU: "Non renseigné : le critère ne donne aucun point et l'information manquante est signalée.",
    Absence.FAUX: "Non renseigné : vaut non.",
    Absence.ZERO: "Non renseigné : vaut zéro.",
    Absence.VIDE: "Non renseigné : la liste est vide.",
}
_ORDRE: Final = tuple(Operateur)


def catalogue(le: date, pieces: Mapping[str, str]) -> Catalogue:
    """`pieces` : les types de pièces et leurs libellés."""
    return Catalogue(
        champs=[_champ(champ) for champ in CATALOGUE.values()],
        evenements=_codes(TypeEvenement),
        modes=_codes(ModeDeBloc),
        familles=_codes(Famille),
        preuves=_codes(ModeDePreuve),
        populations=_codes(Population),
        departages=_codes(Departage),
        arrondis=_codes(Arrondi),
        pieces=[CodeDuCatalogue(code=code, libelle=libelle) for code, libelle in pieces.items()],
        criteres_prets=[
            CriterePret(theme=pret["theme"], libelle=pret["critere"]["libelle_public"], document=pret["critere"])
            for pret in criteres_prets()
        ],
        points_d_usage=PARAMETRES.a_la_date("relecture.points_par_critere", le).entier(),
    )


@cache
def criteres_prets() -> tuple[dict[str, Any], ...]:
    lu = files("domain.cotation").joinpath("parameters/criteres_prets.json").read_text("utf-8")
    return tuple(json.loads(lu))


def _champ(champ: Champ) -> ChampDuCatalogue:
    return ChampDuCatalogue(
        code=champ.code,
        libelle=champ.libelle,
        type=champ.type,
        unite=None if champ.unite is None else champ.unite.value,
        decimales=champ.decimales,
        minimum=champ.minimum,
        operateurs=[op for op in _ORDRE if op in OPERATEURS[champ.type]],
        codes=None if champ.nomenclature is None else _codes(champ.nomenclature),
        ouvert=champ.ouvert,
        absence=_ABSENCES[champ.absence],
        provenance=champ.rubrique.libelle,
        justificatif=champ.justificatif,
        temps=champ.temps is not None,
        sensible=champ.sensible or bool(champ.codes_sensibles),
    )


def _codes(nomenclature: type[Nomenclature]) -> list[CodeDuCatalogue]:
    return [CodeDuCatalogue(code=membre.value, libelle=membre.libelle) for membre in nomenclature]
