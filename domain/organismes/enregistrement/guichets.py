"""Où déposer sa demande : les services enregistreurs d'un département, et ce que chacun enregistre."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.francais import enumeration
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Perimetre
from domain.organismes.enregistrement.codes import Portee


@dataclass(frozen=True, slots=True, kw_only=True)
class LieuDAccueil(ReadModel):
    """Une agence ou un service où l'on se présente."""

    libelle: str
    adresse: list[str]
    """Ligne par ligne."""
    telephone: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuichetPublic(ReadModel):
    """Un service qui enregistre les demandes de logement : information publique."""

    nom: str
    type_libelle: str
    telephone: str | None
    email: str | None
    enregistre: bool
    """Faux quand les partenaires sont convenus qu'un autre service le fait à sa place."""
    phrase: str
    """Ce qu'il enregistre, et vers qui se tourner pour le reste."""
    lieux: list[LieuDAccueil]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accord:
    """Un accord en vigueur, avec les noms que l'on lit."""

    portee: Portee
    communes: Sequence[str]
    """Noms des communes, quand il ne porte que sur elles."""
    vers: str


def ce_qu_il_enregistre(
    communes: Sequence[str], accords: Sequence[Accord], mandants: Sequence[str], *, guichet: bool
) -> tuple[bool, str]:
    """Tout service enregistre les demandes qui lui sont présentées, sauf accord des partenaires.

    Arrêté du 23 mars 2015, annexe, § 1 ; CCH R441-2-1. `communes` : celles où il intervient, aucune s'il intervient
    partout ; `mandants` : ceux pour le compte de qui il enregistre.
    """
    autres = f" Enregistre aussi pour le compte de {enumeration(mandants)}." if mandants else ""
    if not guichet:
        return True, f"Enregistre les demandes pour le compte de {enumeration(mandants)}."
    arrete = next((a for a in accords if a.portee is Portee.TOUT), None)
    if arrete is not None:
        return bool(mandants), f"N'enregistre plus de demande en son nom : adressez-vous à {arrete.vers}.{autres}"
    phrases = [_droit_commun(communes, accords)]
    phrases += [
        f"Pour {_lieux(a.communes, 'ces')}, adressez-vous à {a.vers}." for a in accords if a.portee is Portee.COMMUNES
    ]
    return True, " ".join(phrases) + autres


def _droit_commun(communes: Sequence[str], accords: Sequence[Accord]) -> str:
    reserve = next((a for a in accords if a.portee is Portee.HORS_SALARIES), None)
    if reserve is not None:
        return (
            "Enregistre les demandes des salariés dont l'employeur cotise à Action Logement ; "
            f"pour toute autre demande, adressez-vous à {reserve.vers}."
        )
    if communes:
        return f"Enregistre les demandes de qui habite ou souhaite habiter ici : {_lieux(communes, 'ses')}."
    return "Enregistre toute demande de logement social du département."


CITEES = 6
"""Au-delà, la liste des communes ne se lit plus : on dit combien elles sont."""


def _lieux(communes: Sequence[str], mot: str) -> str:
    return enumeration(communes) if len(communes) <= CITEES else f"{mot} {len(communes)} communes"


class GuichetsQueries(Protocol):
    async def du_territoire(
        self, perimetre: Perimetre, commune: str | None, *, page: int, size: int
    ) -> Page[GuichetPublic]:
        """Les services enregistreurs et les mandataires ; avec une commune, ceux qui y interviennent."""
        ...
