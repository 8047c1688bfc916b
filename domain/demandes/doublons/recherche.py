"""Chercher, parmi les autres demandes, celles où se trouve peut-être la même personne."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.formulaire import Formulaire
from domain.demandes.protection import Protection, masquer
from domain.demandes.rules.doublons import TOLERANCE, Cle, Comparaison, Force, Identite, Tolerance, comparer
from domain.demandes.synthese import nom_affiche
from domain.kernel.raisons import Raison

_ORDRE = (Force.CERTAINE, Force.FORTE, Force.FAIBLE, Force.AUCUNE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdulteConnu:
    """Un adulte d'une demande, tel qu'il se compare."""

    personne_id: UUID
    identite: Identite
    nom_affiche: str
    empreinte_nir: bytes | None = None
    """Index aveugle de son numéro de sécurité sociale : il s'égale, il ne se lit pas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeVoisine:
    """Une autre demande à comparer."""

    demande_id: UUID
    numero_unique: str | None
    reference: str
    etat: EtatDemande
    deposee_le: date | None
    nom_affiche: str
    commune: str | None
    adultes: tuple[AdulteConnu, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeAComparer:
    """Une demande et celles du département à qui la comparer."""

    demande_id: UUID
    etat: EtatDemande
    adultes: tuple[AdulteConnu, ...]
    voisines: tuple[DemandeVoisine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonProbable:
    """Une autre demande, qui s'y ressemble, et pourquoi ce serait la même personne."""

    voisine: DemandeVoisine
    mien: AdulteConnu
    sien: AdulteConnu
    comparaison: Comparaison

    @property
    def force(self) -> Force:
        return self.comparaison.force

    @property
    def cle(self) -> Cle | None:
        return self.comparaison.cle

    @property
    def pour(self) -> tuple[Raison, ...]:
        return self.comparaison.pour

    @property
    def contre(self) -> tuple[Raison, ...]:
        return self.comparaison.contre


def adultes_connus(
    formulaire: Formulaire, empreintes: Mapping[UUID, bytes] | None = None, protection: Protection | None = None
) -> tuple[AdulteConnu, ...]:
    """Les adultes d'un formulaire, avec l'empreinte de leur numéro de sécurité sociale quand on l'a.

    Les coordonnées d'une personne protégée ne se comparent pas : « la même adresse » dirait où elle vit.
    """
    connues = empreintes or {}
    lu = formulaire if protection is None else masquer(formulaire, protection)
    return tuple(
        AdulteConnu(
            personne_id=adulte.id,
            identite=Identite.de(adulte, lu.personnes),
            nom_affiche=nom_affiche(adulte),
            empreinte_nir=connues.get(adulte.id),
        )
        for adulte in lu.adultes
    )


def comparer_les_adultes(
    miens: Sequence[AdulteConnu], siens: Sequence[AdulteConnu], tolerance: Tolerance = TOLERANCE
) -> tuple[AdulteConnu, AdulteConnu, Comparaison] | None:
    """Les deux adultes qui se ressemblent le plus, quand chaque adulte de l'une se compare à chacun de l'autre."""
    comparaisons = [
        (mien, sien, comparer(mien.identite, sien.identite, meme_nir=_meme_nir(mien, sien), tolerance=tolerance))
        for mien, sien in product(miens, siens)
    ]
    return min(comparaisons, key=lambda c: _ORDRE.index(c[2].force), default=None)


def meme_personne(a: Formulaire, b: Formulaire, tolerance: Tolerance = TOLERANCE) -> dict[UUID, UUID]:
    """Qui, dans l'autre demande, est la même personne que chaque adulte de celle-ci."""
    trouvees: dict[UUID, UUID] = {}
    for mien in adultes_connus(a):
        libres = [s for s in adultes_connus(b) if s.personne_id not in trouvees.values()]
        meilleur = comparer_les_adultes([mien], libres, tolerance)
        if meilleur is not None and meilleur[2].force is not Force.AUCUNE:
            trouvees[mien.personne_id] = meilleur[1].personne_id
    return trouvees


def doublons_probables(
    miens: Sequence[AdulteConnu], voisines: Iterable[DemandeVoisine], tolerance: Tolerance = TOLERANCE
) -> list[DoublonProbable]:
    """Une ligne par autre demande où quelqu'un se ressemble, de la plus sûre à la moins sûre."""
    trouves = [
        DoublonProbable(voisine=voisine, mien=meilleur[0], sien=meilleur[1], comparaison=meilleur[2])
        for voisine in voisines
        if (meilleur := comparer_les_adultes(miens, voisine.adultes, tolerance)) is not None
        and meilleur[2].force is not Force.AUCUNE
    ]
    return sorted(trouves, key=lambda d: _ORDRE.index(d.force))


def _meme_nir(a: AdulteConnu, b: AdulteConnu) -> bool | None:
    if a.empreinte_nir is None or b.empreinte_nir is None:
        return None
    return a.empreinte_nir == b.empreinte_nir
