from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.communications.courriers.raisons import lot_deja_remis, lot_oublie
from domain.communications.errors import LotDejaRemis, LotOublie
from domain.communications.model import Cout, Message
from domain.kernel.aggregate import Aggregate


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Où sont rangées les lettres à imprimer, et la liste de leurs adresses."""

    lettres: str
    adresses: str


@dataclass(eq=False, kw_only=True)
class LotDeCourriers(Aggregate):
    """Les lettres d'un jour, à imprimer et à poster ensemble, ou à confier à un prestataire."""

    departement: str
    id: UUID
    lettres: int
    """Combien restent à poster, ou l'ont été."""
    prepare_le: datetime
    document: str | None = None
    """Les lettres à imprimer ; effacées quelque temps après la remise."""
    adresses: str | None = None
    remis_le: datetime | None = None
    remis_par: str | None = None

    @classmethod
    def preparer(cls, departement: str, id: UUID, lettres: Sequence[Message], *, le: datetime) -> Self:
        lot = cls(departement=departement, id=id, lettres=len(lettres), prepare_le=le)
        for lettre in lettres:
            lettre.lot_id = lot.id
        return lot

    def ranger(self, documents: Documents, lettres: int) -> None:
        self.document, self.adresses = documents.lettres, documents.adresses
        self.lettres = lettres

    def remettre(self, lettres: Sequence[Message], *, cout: Cout, par: str, le: datetime) -> None:
        """Toutes sont parties à la fois : chacune le dit à l'historique de sa demande, avec son prix."""
        if raison := lot_deja_remis(self.remis_le):
            raise LotDejaRemis(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])
        self.remis_le, self.remis_par, self.lettres = le, par, len(lettres)
        for lettre in lettres:
            lettre.noter_envoi(cout=cout, le=le)

    def documents(self) -> Documents:
        if self.document is None or self.adresses is None:
            raison = lot_oublie(None)
            assert raison is not None
            raise LotOublie(raison.phrase, raisons=[raison])
        return Documents(lettres=self.document, adresses=self.adresses)

    def oublier(self) -> None:
        self.document = self.adresses = None
