from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.imports.model import Curseur, FormatImport, Import, Morceau
from domain.imports.rules.controle import Contexte, FormulaireConnu
from domain.imports.rules.lecture import DemandeLue, LigneBrute
from domain.imports.rules.redaction import Redaction
from domain.imports.rules.suite import DemandeConnue, Suite
from domain.kernel.raisons import Raison
from domain.pieces.ports import Stockage


class ImportRepository(Protocol):
    def add(self, depose: Import) -> None: ...

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Import:
        """L'import, ou ImportIntrouvable."""
        ...

    async def applique_le(self, departement: str, empreinte: str) -> datetime | None:
        """Quand ce même fichier a été appliqué, s'il l'a été."""
        ...

    async def communes(self, departement: str, organisme_id: UUID) -> frozenset[str] | None:
        """Celles auxquelles l'organisme se limite ; rien, tout le département."""
        ...

    async def a_effacer(self, departement: str, avant: datetime) -> Sequence[Import]:
        """Ceux dont le fichier n'a plus de raison d'être gardé."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """Des lignes du fichier, et où lire la suite ; sans curseur, il n'y en a plus."""

    lignes: Sequence[LigneBrute]
    curseur: Curseur | None


class LecteurDeFichier(Protocol):
    """Lit un fichier au fil de l'eau, sans jamais le tenir en entier, et reprend où il s'était arrêté."""

    async def empreinte(self, morceaux: Sequence[Morceau]) -> str: ...

    async def lire(
        self, format: FormatImport, morceaux: Sequence[Morceau], depuis: Curseur | None, combien: int
    ) -> Lecture:
        """Lève FichierIllisible quand rien ne peut en être compris."""
        ...


class LignePrete(Protocol):
    """Une ligne contrôlée, sortie de l'attente pour être appliquée. Ce qu'elle dit ne s'ouvre que s'il le faut ici."""

    @property
    def numero(self) -> int: ...

    @property
    def cle(self) -> str: ...

    @property
    def empreinte(self) -> bytes: ...

    @property
    def demande(self) -> DemandeLue: ...


class LignesEnAttente(Protocol):
    """Les lignes contrôlées, qui attendent l'ordre d'être appliquées ou d'être corrigées."""

    async def connus(self, departement: str, cles: Sequence[str]) -> Mapping[str, FormulaireConnu]:
        """Les demandes que le fichier partagé connaît déjà sous ces clés."""
        ...

    async def premieres(self, departement: str, import_id: UUID, cles: Sequence[str]) -> Mapping[str, int]:
        """Les clés déjà vues plus haut dans le fichier, avec leur ligne."""
        ...

    async def controler_et_garder(
        self,
        import_id: UUID,
        brutes: Sequence[LigneBrute],
        connus: Mapping[str, FormulaireConnu],
        premieres: Mapping[str, int],
        contexte: Contexte,
    ) -> int:
        """Contrôle les lignes (`controler_les_lignes`) et les garde ; combien sont rejetées.

        Chiffre les numéros de sécurité sociale ; ceux d'une ligne rejetée attendent sa correction.
        """
        ...

    async def nirs_conserves(
        self, departement: str, organisme_id: UUID, reprises: Sequence[str]
    ) -> Mapping[str, Mapping[str, str]]:
        """Les numéros des lignes rejetées de cet organisme, par colonne."""
        ...

    def pretes(self, departement: str, import_id: UUID, combien: int) -> AsyncIterator[Sequence[LignePrete]]:
        """Toutes les lignes prêtes, lot par lot, dans l'ordre du fichier."""
        ...

    async def noter(self, departement: str, import_id: UUID, suites: Mapping[int, tuple[Suite, Raison | None]]) -> None:
        """Garde ce qu'il faut dire des lignes qui n'ont pas été écrites."""
        ...

    async def oublier_les_pretes(self, departement: str, import_id: UUID) -> None:
        """Appliquées, elles sont dans les dossiers."""
        ...

    async def oublier(self, departement: str, import_id: UUID) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecriture:
    """Une demande à créer sous cette référence, ou le dossier à mettre à jour."""

    ligne: LignePrete
    reference: str | None = None
    connue: Demande | None = None


class EcritureEnMasse(Protocol):
    """Écrit des milliers de demandes dans une seule transaction : elles sont toutes là à la fin, ou aucune."""

    def tout_ou_rien(self) -> AbstractAsyncContextManager[None]:
        """Ce qui s'y écrit se défait entièrement si l'on en sort par une erreur. Un seul à la fois par département."""
        ...

    async def connues(self, departement: str, cles: Sequence[str]) -> Mapping[str, DemandeConnue]:
        """Les dossiers que ces clés désignent, tenus jusqu'à la fin."""
        ...

    async def guichets(self, departement: str) -> Mapping[str, UUID]:
        """L'organisme de chaque code de guichet."""
        ...

    async def references(self, departement: str, combien: int, le: datetime) -> Sequence[str]: ...

    async def ecrire(self, ecritures: Sequence[Ecriture], redaction: Redaction) -> None:
        """Les demandes, leur cotation, ce qui permet de les chercher, leur historique ; fini à la clôture."""
        ...

    async def clore(self, departement: str) -> None:
        """Tout est écrit ; les numéros venus d'ailleurs ne seront pas attribués une seconde fois."""
        ...


class Avancement(Protocol):
    """Ce que l'écran lit pendant que tout s'écrit : il se confirme à part."""

    async def noter(self, departement: str, import_id: UUID, faites: int) -> None:
        """Lève ImportInterrompu si quelqu'un a annulé."""
        ...


class ImportsUnitOfWork(DemandesUnitOfWork, Protocol):
    @property
    def imports(self) -> ImportRepository: ...

    @property
    def lecteur_de_fichier(self) -> LecteurDeFichier: ...

    @property
    def lignes_en_attente(self) -> LignesEnAttente: ...

    @property
    def ecriture_en_masse(self) -> EcritureEnMasse: ...

    @property
    def avancement(self) -> Avancement: ...

    @property
    def stockage(self) -> Stockage: ...
