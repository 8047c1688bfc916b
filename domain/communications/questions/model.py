from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.communications.questions.errors import QuestionDejaRepondue
from domain.communications.questions.events import QuestionRepondue
from domain.communications.questions.raisons import question_repondue
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature
from domain.organismes.acteur import Acteur


class EtatQuestion(Nomenclature):
    """Où en est une question. Codes du projet."""

    RECUE = "recue", "À prendre"
    PRISE = "prise", "En cours"
    REPONDUE = "repondue", "Répondue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Auteur:
    """Qui pose la question, comme il s'est présenté : rien n'en est prouvé."""

    nom: str
    prenom: str
    email: str
    telephone: str | None
    numero_unique: str | None


@dataclass(eq=False, kw_only=True)
class Question(Aggregate):
    """Une question posée depuis le portail, quand les réponses déjà écrites n'ont pas suffi."""

    departement: str
    id: UUID
    demande_id: UUID | None
    """La demande de son auteur, quand le numéro et le nom concordent."""
    organisme_id: UUID | None
    """Le guichet qui y répond ; absent, le gestionnaire du fichier."""
    auteur: Auteur
    texte: str
    recue_le: datetime
    etat: EtatQuestion = EtatQuestion.RECUE
    prise_par: str | None = None
    prise_par_id: UUID | None = None
    prise_le: datetime | None = None
    reponse: str | None = None
    repondue_par: str | None = None
    repondue_le: datetime | None = None
    message_id: UUID | None = None
    """Le courriel de la réponse."""

    @classmethod
    def recevoir(
        cls,
        *,
        departement: str,
        demande_id: UUID | None,
        organisme_id: UUID | None,
        auteur: Auteur,
        texte: str,
        le: datetime,
    ) -> Self:
        return cls(
            departement=departement,
            id=new_id(),
            demande_id=demande_id,
            organisme_id=organisme_id,
            auteur=auteur,
            texte=texte,
            recue_le=le,
        )

    def prendre(self, acteur: Acteur, *, le: datetime) -> None:
        """Qui la prend le dit à ses collègues ; un collègue absent peut être relayé."""
        self._exiger_ouverte()
        self.etat = EtatQuestion.PRISE
        self.prise_par, self.prise_par_id, self.prise_le = acteur.libelle, acteur.compte_id, le

    def repondre(self, texte: str, acteur: Acteur, *, message_id: UUID, le: datetime) -> None:
        self._exiger_ouverte()
        if self.prise_le is None:
            self.prendre(acteur, le=le)
        self.etat = EtatQuestion.REPONDUE
        self.reponse, self.repondue_par, self.repondue_le = texte, acteur.libelle, le
        self.message_id = message_id
        self.record(
            QuestionRepondue(
                departement=self.departement,
                aggregate_id=self.id,
                occurred_at=le,
                demande_id=self.demande_id,
                par=acteur.libelle,
                organisme=acteur.organisme_libelle,
            )
        )

    def _exiger_ouverte(self) -> None:
        if raison := question_repondue(self.repondue_le):
            raise QuestionDejaRepondue(f"{raison.phrase} Rien n'a été envoyé.", raisons=[raison])
