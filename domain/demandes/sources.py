"""D'où vient ce qu'un agent change dans une demande (arrêté du 23 mars 2015, § 4)."""

from dataclasses import dataclass
from datetime import date

from domain.demandes.errors import AccordDuDemandeurManquant
from domain.kernel.francais import jour
from domain.kernel.nomenclature import Nomenclature


class Source(Nomenclature):
    """Qui a fourni l'information. Rien d'autre ne permet de modifier une demande. Codes du projet."""

    DEMANDEUR = "demandeur", "La personne elle-même"
    PIECE = "piece", "Ses documents"
    TIERS = "tiers", "Un tiers, avec l'accord de la personne"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDeModification:
    """La source d'une modification et, pour un tiers, le jour où la personne a donné son accord."""

    source: Source
    accord_le: date | None = None

    def exiger(self, le: date) -> None:
        """Ce qu'un tiers apporte n'entre au dossier qu'une fois la personne d'accord."""
        if self.source is not Source.TIERS:
            return
        if self.accord_le is None:
            raise AccordDuDemandeurManquant(
                "Un tiers a fourni cette information : dites le jour où la personne a donné son accord. "
                "Rien n'a été modifié."
            )
        if self.accord_le > le:
            raise AccordDuDemandeurManquant(
                "L'accord de la personne ne peut pas être daté d'un jour à venir. Rien n'a été modifié."
            )

    @property
    def phrase(self) -> str:
        if self.source is Source.TIERS and self.accord_le is not None:
            return f"fourni par un tiers, accord recueilli le {jour(self.accord_le)}"
        return "d'après ses documents" if self.source is Source.PIECE else "dit par la personne"


DITE_PAR_LA_PERSONNE = SourceDeModification(source=Source.DEMANDEUR)
