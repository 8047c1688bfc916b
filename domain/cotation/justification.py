"""D'où vient ce qu'une ligne lit, et où en est la pièce qui le prouve."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from domain.cotation.champs import Rubrique
from domain.cotation.compilation import est_valable, fin_de_validite, selecteur_de_preuves, types_attendus
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.grille import Critere
from domain.cotation.vocabulary import EtatDePreuve, ModeDePreuve
from domain.kernel import francais
from domain.kernel.read_model import ReadModel


class Declarant(StrEnum):
    """Qui a donné une information au fichier."""

    DEMANDEUR = "demandeur"
    AGENT = "agent"
    LABELLISEUR = "labelliseur"
    """Le partenaire qui reconnaît une priorité : un label, une décision DALO."""
    IMPORT = "import"
    """Le fichier d'un partenaire, importé."""
    FICHIER_PARTAGE = "fichier_partage"
    """Le fichier partagé lui-même, par une règle de nuit."""
    DEPOT = "depot"
    """Elle n'a pas changé depuis l'enregistrement de la demande."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """La dernière fois qu'une rubrique a été dite, et par qui."""

    par: Declarant
    le: date
    organisme: str | None = None

    def dire(self, *, au_demandeur: bool) -> str:
        """« vous l'avez déclaré le 3 mars 2026 » ; à un agent, « déclaré par le demandeur le 3 mars 2026 »."""
        jour = francais.jour(self.le)
        match self.par:
            case Declarant.DEMANDEUR:
                return f"vous l'avez déclaré le {jour}" if au_demandeur else f"déclaré par le demandeur le {jour}"
            case Declarant.AGENT:
                return f"saisi par {self.organisme or 'un guichet'} le {jour}"
            case Declarant.LABELLISEUR:
                return f"inscrit par {self.organisme or 'le service qui reconnaît cette priorité'} le {jour}"
            case Declarant.IMPORT:
                return f"apporté par le fichier d'un partenaire le {jour}"
            case Declarant.FICHIER_PARTAGE:
                return f"inscrit par le fichier partagé le {jour}"
            case Declarant.DEPOT:
                return f"déclaré au dépôt de la demande, le {jour}"


SECTIONS_DES_RUBRIQUES: Final[Mapping[Rubrique, tuple[str, ...]]] = {
    Rubrique.DEMANDEUR: ("demandeur", "codemandeurs"),
    Rubrique.PERSONNES: ("occupants", "a_naitre"),
    Rubrique.TRAVAIL: ("demandeur", "codemandeurs"),
    Rubrique.REVENUS: ("revenus",),
    Rubrique.LOGEMENT_ACTUEL: ("logement_actuel",),
    Rubrique.LOGEMENT_RECHERCHE: ("logement_recherche",),
    Rubrique.MOTIFS: ("motifs",),
    Rubrique.HANDICAP: ("handicaps",),
}
"""Les parties du formulaire que chaque rubrique réunit ; ni le DALO ni les labels n'en viennent."""


def declarations_du_formulaire(
    par_section: Mapping[str, Declaration], deposee_le: date | None
) -> dict[Rubrique, Declaration]:
    """La dernière fois que chaque rubrique a été dite ; sans trace d'un changement, le jour du dépôt."""
    au_depot = None if deposee_le is None else Declaration(par=Declarant.DEPOT, le=deposee_le)
    dites: dict[Rubrique, Declaration] = {}
    for rubrique, sections in SECTIONS_DES_RUBRIQUES.items():
        connues = [par_section[section] for section in sections if section in par_section]
        derniere = max(connues, key=lambda d: d.le, default=au_depot)
        if derniere is not None:
            dites[rubrique] = derniere
    return dites


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceAuDossier:
    """Ce qu'il faut savoir d'une pièce déposée pour dire ce qu'elle prouve."""

    id: UUID
    type: str
    personne_id: UUID | None = None
    etat: EtatDePreuve
    deposee_le: date
    controlee_le: date | None
    motif_refus: str | None
    expire_le: date | None
    """Premier jour où elle ne vaut plus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Ce que le dossier sait de l'origine de ses informations."""

    declarations: Mapping[Rubrique, Declaration] = field(default_factory=dict)
    pieces: Sequence[PieceAuDossier] = ()
    libelles_pieces: Mapping[str, str] = field(default_factory=dict)
    contestations: Mapping[tuple[str, date], str] = field(default_factory=dict)
    """Par nature et date d'un fait compté, où en est sa dernière contestation."""
    au_demandeur: bool = False
    """Vrai quand c'est le demandeur qui lit."""

    def dire(self, rubrique: Rubrique) -> str:
        declaration = self.declarations.get(rubrique)
        if declaration is None:
            return rubrique.libelle
        return f"{rubrique.libelle} : {declaration.dire(au_demandeur=self.au_demandeur)}"

    def nommer(self, type_: str) -> str:
        return self.libelles_pieces.get(type_, type_)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreuveExpliquee(ReadModel):
    """Une pièce, ou une validation, qui prouve un critère ou qui le prouvera."""

    libelle: str
    etat: EtatDePreuve
    etat_libelle: str
    phrase: str
    """Où elle en est, en une phrase."""
    motif: str | None
    """Pourquoi elle a été refusée."""
    le: date | None
    """Jour du dépôt, du contrôle ou de la validation, selon l'état."""
    expire_le: date | None
    """Premier jour où elle ne prouve plus le critère."""
    piece_id: UUID | None
    """La pièce à ouvrir ; absente quand rien n'est déposé."""


_AVANCEMENT: Final = (
    EtatDePreuve.VALIDEE,
    EtatDePreuve.DEPOSEE,
    EtatDePreuve.EXPIREE,
    EtatDePreuve.REFUSEE,
    EtatDePreuve.ATTENDUE,
)


def preuves_du_critere(critere: Critere, faits: Faits, sources: Sources, le: date) -> list[PreuveExpliquee]:
    """Ce qui prouve le critère, ou ce qui manque pour le prouver ; rien quand la grille n'exige pas de preuve.

    De chaque genre de pièce, la plus avancée seulement : une pièce refusée puis remplacée ne se redit pas.
    """
    if not critere.preuve.exigee:
        return []
    if critere.preuve.mode is ModeDePreuve.VALIDE_PAR:
        return _validations(critere, faits, le)
    deposees = [
        _piece(critere, piece, sources, le) for piece in sources.pieces if piece.type in types_attendus(critere)
    ]
    if any(preuve.etat is EtatDePreuve.VALIDEE for preuve in deposees):
        deposees = [preuve for preuve in deposees if preuve.etat is EtatDePreuve.VALIDEE]
    return _les_plus_avancees(deposees) or [_attendue(critere, sources)]


def _les_plus_avancees(preuves: Iterable[PreuveExpliquee]) -> list[PreuveExpliquee]:
    rangees = sorted(preuves, key=lambda p: (_AVANCEMENT.index(p.etat), -(p.le or date.min).toordinal()))
    par_genre: dict[str, PreuveExpliquee] = {}
    for preuve in rangees:
        par_genre.setdefault(preuve.libelle, preuve)
    return list(par_genre.values())


def _attendue(critere: Critere, sources: Sources) -> PreuveExpliquee:
    types = [sources.nommer(type_) for type_ in sorted(types_attendus(critere))]
    libelle = francais.enumeration(types, "ou") or "Un justificatif"
    return _preuve(libelle, EtatDePreuve.ATTENDUE, "à déposer")


def _piece(critere: Critere, piece: PieceAuDossier, sources: Sources, le: date) -> PreuveExpliquee:
    libelle, depot = sources.nommer(piece.type), francais.jour(piece.deposee_le)
    if piece.etat is EtatDePreuve.REFUSEE:
        motif = piece.motif_refus or ""
        suite = f" : {motif}" if motif else ""
        controle = piece.controlee_le or piece.deposee_le
        return _preuve(
            libelle,
            piece.etat,
            f"refusée le {francais.jour(controle)}{suite}",
            piece.id,
            le=controle,
            motif=motif or None,
        )
    if piece.etat is EtatDePreuve.DEPOSEE or piece.controlee_le is None:
        phrase = f"déposée le {depot}, en attente de vérification"
        return _preuve(libelle, EtatDePreuve.DEPOSEE, phrase, piece.id, le=piece.deposee_le)
    admise = PreuveAdmise(
        type=piece.type, personne_id=piece.personne_id, valide_le=piece.controlee_le, expire_le=piece.expire_le
    )
    return _admise(critere, libelle, admise, le, piece.id)


def _admise(
    critere: Critere, libelle: str, admise: PreuveAdmise, le: date, piece_id: UUID | None = None
) -> PreuveExpliquee:
    fin = fin_de_validite(critere.preuve, admise)
    if not est_valable(critere.preuve, admise, le) and fin is not None:
        phrase = f"ne vaut plus depuis le {francais.jour(fin)}"
        return _preuve(libelle, EtatDePreuve.EXPIREE, phrase, piece_id, le=admise.valide_le, expire_le=fin)
    jusqu_au = f", ne vaudra plus à partir du {francais.jour(fin)}" if fin is not None else ""
    phrase = f"validée le {francais.jour(admise.valide_le)}{jusqu_au}"
    return _preuve(libelle, EtatDePreuve.VALIDEE, phrase, piece_id, le=admise.valide_le, expire_le=fin)


def _validations(critere: Critere, faits: Faits, le: date) -> list[PreuveExpliquee]:
    libelle = f"Validation par : {critere.preuve.role}"
    posees = [_admise(critere, libelle, admise, le) for admise in selecteur_de_preuves(critere)(faits)]
    return _les_plus_avancees(posees) or [_preuve(libelle, EtatDePreuve.ATTENDUE, "attendue")]


def _preuve(
    libelle: str,
    etat: EtatDePreuve,
    suite: str,
    piece_id: UUID | None = None,
    *,
    le: date | None = None,
    motif: str | None = None,
    expire_le: date | None = None,
) -> PreuveExpliquee:
    return PreuveExpliquee(
        libelle=libelle,
        etat=etat,
        etat_libelle=etat.libelle,
        phrase=f"{libelle} : {suite.rstrip('.')}.",
        motif=motif,
        le=le,
        expire_le=expire_le,
        piece_id=piece_id,
    )
