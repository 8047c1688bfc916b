"""D'où vient chaque champ du formulaire : du Cerfa, de son complément, ou du fichier partagé."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, get_args, get_type_hints

from domain.demandes.formulaire import Formulaire
from domain.demandes.parametres import PARAMETRES
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel


class Provenance(Nomenclature):
    """Qui demande ce champ. Codes du projet."""

    CERFA = "cerfa", "Formulaire national (Cerfa 14069)"
    COMPLEMENT = "complement", "Complément « handicap » du Cerfa"
    LOCAL = "local", "Propre au fichier partagé"

    @property
    def nationale(self) -> bool:
        """Le complément est une feuille du formulaire national."""
        return self is not Provenance.LOCAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampDuFormulaire(ReadModel):
    """Un champ de la demande, sans rang : `occupants.nom` vaut pour chaque occupant."""

    champ: str
    provenance: Provenance
    national: bool
    """Il vient du formulaire national ou de son complément."""


@cache
def champs(le: date) -> tuple[ChampDuFormulaire, ...]:
    """Tous les champs du formulaire, rubrique par rubrique, avec leur provenance ce jour-là."""
    return tuple(
        ChampDuFormulaire(champ=champ, provenance=provenance, national=provenance.nationale)
        for champ in feuilles(Formulaire)
        for provenance in (_provenance(champ, le),)
    )


def _provenance(champ: str, le: date) -> Provenance:
    for cle, provenance in (("complement", Provenance.COMPLEMENT), ("locaux", Provenance.LOCAL)):
        motifs = PARAMETRES.a_la_date(f"champs.{cle}", le).textes()
        if any(fnmatchcase(champ, motif) for motif in motifs):
            return provenance
    return Provenance.CERFA


def feuilles(type_: type, prefixe: str = "") -> Iterator[str]:
    """Ce qui se remplit. Un identifiant ne se remplit pas, ni ce que le fichier sait seul."""
    assert is_dataclass(type_)
    types = get_type_hints(type_)
    for champ in fields(type_):
        if champ.name == "id" or champ.metadata.get("du_fichier"):
            continue
        dessous = _rubrique(types[champ.name])
        if dessous is None:
            yield f"{prefixe}{champ.name}"
        else:
            yield from feuilles(dessous, f"{prefixe}{champ.name}.")


def _rubrique(type_: Any) -> type | None:
    """L'objet que ce type contient, seul, facultatif ou en suite ; aucun pour un texte, un nombre ou un code."""
    if isinstance(type_, type) and is_dataclass(type_):
        return type_
    return next((trouve for argument in get_args(type_) if (trouve := _rubrique(argument))), None)
