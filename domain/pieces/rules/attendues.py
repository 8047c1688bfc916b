"""Quelles pièces un foyer doit-il fournir, pour qui, et où en est chacune."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import LienParente, SituationFamiliale
from domain.demandes.formulaire import Formulaire, Occupant, Personne
from domain.demandes.rules.menage import majorite
from domain.kernel.calendrier import age, ajouter_mois
from domain.kernel.parametres import ValeurDatee
from domain.pieces.codes import CategoriePiece, EtatPiece, ThemePiece, TypePiece
from domain.pieces.errors import EcheanceManquante
from domain.pieces.parametres import PARAMETRES, tableau, textes

Faits = Mapping[str, frozenset[str]]
_PREFIXE = "pieces.attendues."


@dataclass(frozen=True, slots=True, kw_only=True)
class Regle:
    """Une ligne de la liste réglementaire, telle qu'elle vaut à une date."""

    code: str
    libelle: str
    pourquoi: str
    categorie: CategoriePiece
    theme: ThemePiece
    pour: str
    types: tuple[TypePiece, ...]
    conditions: Mapping[str, frozenset[str]]
    bloquante: bool
    sensible: bool
    reference: str

    def vaut_pour(self, faits: Faits) -> bool:
        return all(attendues & faits.get(nom, frozenset()) for nom, attendues in self.conditions.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendue:
    """Une pièce attendue d'une personne, ou du foyer quand la personne est absente."""

    regle: Regle
    personne_id: UUID | None


class PieceConnue(Protocol):
    """Ce qu'il faut savoir d'une pièce déposée pour dire où en est celle que l'on attend."""

    @property
    def type(self) -> str: ...

    @property
    def personne_id(self) -> UUID | None: ...

    @property
    def etat(self) -> EtatPiece: ...


@lru_cache(maxsize=8)
def regles(le: date) -> tuple[Regle, ...]:
    """La liste réglementaire en vigueur, dans l'ordre où elle se lit."""
    sensibles = frozenset(textes("sensibles", le))
    return tuple(
        _regle(version, sensibles) for version in PARAMETRES if version.cle.startswith(_PREFIXE) and version.vaut_le(le)
    )


def attendues(formulaire: Formulaire, le: date) -> tuple[Attendue, ...]:
    """Les pièces du foyer : une pour enregistrer, les autres pour instruire, selon ce qu'il a déclaré.

    CCH R441-2-3 ; arrêté du 22 décembre 2020.
    """
    menage = _faits_du_menage(formulaire)
    trouvees = []
    for regle in regles(le):
        if regle.pour == "menage":
            if regle.vaut_pour(menage):
                trouvees.append(Attendue(regle=regle, personne_id=None))
            continue
        for personne_id, roles, faits in _personnes(formulaire, le):
            if regle.pour in roles and regle.vaut_pour({**menage, **faits}):
                trouvees.append(Attendue(regle=regle, personne_id=personne_id))
    return tuple(trouvees)


class PieceValidee(Protocol):
    """Une pièce qu'un agent a validée : de quel type, et de qui quand elle n'est pas de tout le foyer."""

    @property
    def type(self) -> str: ...

    @property
    def personne_id(self) -> UUID | None: ...

    @property
    def expire_le(self) -> date | None: ...


def dossier_complet(formulaire: Formulaire, validees: Sequence[PieceValidee], le: date) -> bool:
    """Chaque pièce attendue du foyer est validée, et vaut encore ce jour-là."""
    valables = [p for p in validees if p.expire_le is None or p.expire_le > le]
    if not valables:
        # most files: nothing is worth working out
        return False
    titulaire = formulaire.demandeur.id if formulaire.demandeur else None
    fournies = {(p.type, qui) for p in valables for qui in (None, p.personne_id or titulaire)}
    return all(
        any((t.value, attendue.personne_id) in fournies for t in attendue.regle.types)
        for attendue in attendues(formulaire, le)
    )


def pieces_de(attendue: Attendue, deposees: Sequence[PieceConnue], titulaire: UUID | None) -> list[int]:
    """Le rang des pièces déposées qui répondent à cette attente, la plus avancée d'abord.

    Une pièce déposée sans nom de personne est celle du demandeur.
    """
    types = {t.value for t in attendue.regle.types}
    rangs = [
        rang
        for rang, piece in enumerate(deposees)
        if piece.type in types
        and (attendue.personne_id is None or (piece.personne_id or titulaire) == attendue.personne_id)
    ]
    return sorted(rangs, key=lambda rang: _AVANCEMENT.index(deposees[rang].etat))


_AVANCEMENT = (
    EtatPiece.VALIDEE,
    EtatPiece.RECUE,
    EtatPiece.EN_ANALYSE,
    EtatPiece.PERIMEE,
    EtatPiece.REFUSEE,
    EtatPiece.ATTENDUE,
)


def etat_au(etat: EtatPiece, expire_le: date | None, le: date) -> EtatPiece:
    """Une pièce validée cesse de valoir le jour de son échéance."""
    perimee = etat is EtatPiece.VALIDEE and expire_le is not None and expire_le <= le
    return EtatPiece.PERIMEE if perimee else etat


def echeance(type: TypePiece, deposee_le: date, donnee: date | None, le: date) -> date | None:
    """Le premier jour où la pièce ne vaudra plus : celui que porte le titre, sinon celui de la règle."""
    if donnee is not None:
        return donnee
    if type.value in textes("avec_echeance", le):
        raise EcheanceManquante("Recopiez la date de fin de validité du titre : la pièce périme ce jour-là.")
    if type.value in textes("valables_jusqu_au_31_decembre", le):
        return date(deposee_le.year + 1, 1, 1)
    mois = tableau("validite_mois", le).get(type.value)
    return ajouter_mois(deposee_le, mois) if isinstance(mois, int) else None


def exige_une_echeance(type: TypePiece, le: date) -> bool:
    return type.value in textes("avec_echeance", le)


def est_sensible(type: TypePiece, le: date) -> bool:
    """Santé ou violences (RGPD, article 9)."""
    return type.value in textes("sensibles", le)


def _regle(version: ValeurDatee, sensibles: frozenset[str]) -> Regle:
    ligne = version.tableau()
    types = tuple(TypePiece(str(t)) for t in version.entree("types").textes())
    si = ligne.get("si", {})
    assert isinstance(si, Mapping)
    return Regle(
        code=version.cle.removeprefix(_PREFIXE),
        libelle=version.entree("libelle").texte(),
        pourquoi=version.entree("pourquoi").texte(),
        categorie=CategoriePiece(version.entree("categorie").texte()),
        theme=ThemePiece(version.entree("theme").texte()),
        pour=version.entree("pour").texte(),
        types=types,
        conditions={str(nom): frozenset(str(v) for v in valeurs) for nom, valeurs in si.items()},
        bloquante=ligne.get("bloquante") is True,
        sensible=any(t.value in sensibles for t in types),
        reference=version.reference,
    )


def _faits_du_menage(formulaire: Formulaire) -> dict[str, frozenset[str]]:
    situations = {p.situation_familiale for p in formulaire.adultes if p.situation_familiale}
    actuel = formulaire.logement_actuel
    famille = {
        "enfant": any(o.lien is LienParente.ENFANT for o in formulaire.occupants),
        "marie": SituationFamiliale.MARIE in situations,
        "a_naitre": formulaire.a_naitre is not None and formulaire.a_naitre.nombre > 0,
        "garde": any(o.coparentalite for o in formulaire.occupants),
    }
    proprietaire = actuel is not None and (actuel.proprietaire or actuel.statut.value == "POCC")
    return {
        "famille": frozenset(nom for nom, vrai in famille.items() if vrai),
        "situation_familiale": frozenset(s.value for s in situations),
        "motif": frozenset(m.value for m in formulaire.motifs.codes),
        "statut_logement": frozenset({actuel.statut.value} if actuel else ()),
        "logement": frozenset({"proprietaire"} if proprietaire else ()),
    }


def _personnes(formulaire: Formulaire, le: date) -> Iterator[tuple[UUID, frozenset[str], Faits]]:
    for rang, adulte in enumerate(formulaire.adultes):
        role = "demandeur" if rang == 0 and formulaire.demandeur is not None else "codemandeur"
        yield adulte.id, frozenset({role, "adulte", "majeur"}), _faits_de_l_adulte(formulaire, adulte, le)
    for occupant in formulaire.occupants:
        if age(occupant.ne_le, le) >= majorite(le):
            yield occupant.id, frozenset({"occupant_majeur", "majeur"}), _faits_de_l_occupant(occupant)


def _faits_de_l_adulte(formulaire: Formulaire, adulte: Personne, le: date) -> Faits:
    revenus = formulaire.revenus
    premier = formulaire.adultes[0].id
    natures = {r.nature.value for r in revenus.ressources if (r.personne_id or premier) == adulte.id}
    if any(r.personne_id == adulte.id and r.annee == le.year - 1 for r in revenus.rfr):
        natures.add("RFR_N1")
    travail = adulte.situation_professionnelle
    return {
        "nationalite": frozenset({adulte.nationalite.value if adulte.nationalite else "inconnue"}),
        "contrat": frozenset({travail.contrat.value} if travail else ()),
        "ressource": frozenset(natures),
        "foyer_fiscal": frozenset({"propre"}),
    }


def _faits_de_l_occupant(occupant: Occupant) -> Faits:
    return {"foyer_fiscal": frozenset({"rattache" if occupant.a_charge else "propre"})}
