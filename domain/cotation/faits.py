"""Ce qu'une demande donne à lire aux grilles : des valeurs, des preuves et des événements datés."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, TypeChamp, ValeurDeFait


class FaitInvalide(ValueError):
    """Une valeur que le catalogue ne connaît pas : c'est l'appelant qu'il faut corriger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreuveAdmise:
    """Une preuve admise : une pièce validée, ou la validation d'un critère par un intervenant habilité."""

    type: str
    """Type de la pièce, ou rôle de l'intervenant."""
    valide_le: date
    expire_le: date | None = None
    """Premier jour où la preuve ne vaut plus."""
    personne_id: UUID | None = None
    """De qui est la pièce ; absente, du demandeur ou de tout le foyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation(PreuveAdmise):
    """Un intervenant habilité a validé un critère de la grille d'un territoire, au titre que la grille demande."""

    epci: str
    critere: str
    """Son code dans cette grille."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationPosee(Validation):
    """La même, telle que le dossier la garde."""

    id: UUID
    libelle: str
    """Le nom du critère, le jour où il fut validé."""
    sensible: bool
    """Vrai d'un critère qui touche à la santé ou aux violences."""
    motif: str
    par: str
    """L'organisme de qui a validé."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement:
    """Un fait daté de la vie de la demande."""

    type: str
    le: date
    adapte: bool | None = None
    """Pour un refus : le logement était-il adapté ? Absent, on ne sait pas, et le refus ne pénalise pas."""
    reference: str | None = None
    """Ce qui permet de le retrouver : le logement, la séance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenementNote(Evenement):
    """Un événement tel que le dossier le garde."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEnCours:
    """Un public prioritaire que la demande a aujourd'hui."""

    code: str
    automatique: bool
    """Reconnu d'après le dossier ; sinon posé par un partenaire."""
    expire_le: date | None = None
    """Dernier jour où il vaut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VieDuDossier:
    """Ce que les grilles lisent d'une demande hors de son formulaire."""

    pieces: tuple[PreuveAdmise, ...] = ()
    """Les pièces validées."""
    evenements: tuple[Evenement, ...] = ()
    """Les refus, passages en commission et renouvellements, datés."""
    labels: tuple[LabelEnCours, ...] = ()
    """Les publics prioritaires reconnus."""
    validations: tuple[Validation, ...] = ()
    """Les critères que des intervenants ont validés, dans chaque territoire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faits:
    """Tout ce qu'une demande donne à lire. Une date se compte jusqu'au jour du calcul."""

    valeurs: Mapping[str, ValeurDeFait]
    pieces: tuple[PreuveAdmise, ...] = ()
    """Les pièces validées."""
    validations: Mapping[str, tuple[PreuveAdmise, ...]] = field(default_factory=dict)
    """Pour un code de critère, les validations posées par des intervenants habilités."""
    evenements: tuple[Evenement, ...] = ()
    territoires: Mapping[str, Mapping[str, ValeurDeFait]] = field(default_factory=dict)
    """Pour un EPCI, les valeurs qui ne valent que pour lui (y habiter, y travailler, la distance)."""
    validees: tuple[Validation, ...] = ()
    """Les critères validés, chacun pour son EPCI : deux grilles peuvent donner le même code à deux critères."""
    a_revoir_le: date | None = None
    """Premier jour où une valeur donnée toute calculée peut changer : l'âge d'un enfant, une pièce qui périme."""
    # Une cotation et les faits que l'on garde posent les mêmes questions, demande par demande.
    _pour: dict[str, "Faits"] = field(default_factory=dict, init=False, repr=False, compare=False)
    _condense: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def de(
        cls,
        valeurs: Mapping[str, object],
        *,
        pieces: tuple[PreuveAdmise, ...] = (),
        validations: Mapping[str, tuple[PreuveAdmise, ...]] | None = None,
        evenements: tuple[Evenement, ...] = (),
        territoires: Mapping[str, Mapping[str, object]] | None = None,
        validees: tuple[Validation, ...] = (),
        a_revoir_le: date | None = None,
    ) -> "Faits":
        """Vérifie chaque valeur et l'arrondit à la précision de son champ ; une valeur nulle est absente."""
        return cls(
            valeurs=_verifiees(valeurs),
            pieces=pieces,
            validations=dict(validations or {}),
            evenements=tuple(sorted(evenements, key=lambda evenement: evenement.le)),
            territoires={epci: _verifiees(propres) for epci, propres in (territoires or {}).items()},
            validees=validees,
            a_revoir_le=a_revoir_le,
        )

    def pour(self, epci: str | None) -> "Faits":
        """Les faits tels qu'un territoire les lit."""
        propres = self.territoires.get(epci) if epci is not None else None
        if not propres or epci is None:
            return self
        lus = self._pour.get(epci)
        if lus is None:
            lus = self._pour[epci] = replace(
                self,
                valeurs={**self.valeurs, **propres},
                validations=self._validations(epci),
                territoires={},
                validees=(),
            )
        return lus

    def _validations(self, epci: str) -> dict[str, tuple[PreuveAdmise, ...]]:
        validations = dict(self.validations)
        for v in self.validees:
            if v.epci == epci:
                admise = PreuveAdmise(type=v.type, valide_le=v.valide_le, expire_le=v.expire_le)
                validations[v.critere] = (*validations.get(v.critere, ()), admise)
        return validations

    def empreinte(self) -> str:
        """Le condensé de tout ce que la demande dit : inchangé, rien à recalculer avant la prochaine bascule."""
        if not self._condense:
            self._condense.append(self._condenser())
        return self._condense[0]

    def _condenser(self) -> str:
        dits = (
            [(nom, sorted(v) if type(v) is frozenset else v) for nom, v in sorted(self.valeurs.items())],
            sorted((str(e.le), e.type, str(e.adapte)) for e in self.evenements),
            sorted(map(_preuve, self.pieces)),
            sorted(
                (critere, sorted(map(_preuve, admises))) for critere, admises in self.validations.items() if admises
            ),
        )
        return hashlib.sha256(repr(dits).encode()).hexdigest()


def _verifiees(valeurs: Mapping[str, object]) -> dict[str, ValeurDeFait]:
    return {nom: fait_verifie(nom, brut) for nom, brut in valeurs.items() if brut is not None}


def fait_verifie(nom: str, brut: object) -> ValeurDeFait:
    """Une valeur du bon type pour son champ, ou un refus qui dit lequel était attendu."""
    champ = CATALOGUE.get(nom)
    if champ is None:
        raise FaitInvalide(f"Le champ « {nom} » n'est pas au catalogue.")
    # the two most frequent first: a demande has forty values, and a whole file is read at once
    if brut is True or brut is False:
        valeur: ValeurDeFait | None = brut if champ.type is TypeChamp.BOOLEEN else None
    elif type(brut) is int:
        valeur = brut if champ.type is TypeChamp.NOMBRE else None
    elif isinstance(brut, date):
        if champ.temps is None or isinstance(brut, datetime):
            raise FaitInvalide(f"« {champ.libelle} » ne se compte pas à partir d'une date.")
        return brut
    else:
        valeur = _valeur(champ, brut)
    if valeur is None:
        raise FaitInvalide(f"« {champ.libelle} » attend un autre type de valeur.")
    return valeur


def _valeur(champ: Champ, brut: object) -> ValeurDeFait | None:
    match champ.type:
        case TypeChamp.BOOLEEN:
            return None
        case TypeChamp.NOMBRE:
            return champ.arrondir(brut) if isinstance(brut, Nombre) else None
        case TypeChamp.CODE:
            return str(brut) if isinstance(brut, str) and champ.codes_de(brut) == (brut,) else None
        case TypeChamp.ENSEMBLE:
            if not isinstance(brut, frozenset | set | tuple | list):
                return None
            codes = frozenset(brut)
            return codes if all(isinstance(c, str) and champ.codes_de(c) == (c,) for c in codes) else None


def _preuve(admise: PreuveAdmise) -> tuple[str, str, str]:
    return admise.type, str(admise.valide_le), str(admise.expire_le)
