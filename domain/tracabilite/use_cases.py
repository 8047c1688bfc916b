from dataclasses import dataclass, replace
from uuid import UUID

from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger
from domain.tracabilite.codes import EtatAnomalie
from domain.tracabilite.errors import AnomalieDejaVerifiee, AnomalieIntrouvable, SesPropresLectures
from domain.tracabilite.events import LecturesVerifiees
from domain.tracabilite.ports import TracabiliteUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierLectures:
    anomalie_id: UUID
    commentaire: str


async def verifier_lectures(command: VerifierLectures, acteur: Acteur, uow: TracabiliteUnitOfWork) -> None:
    """Un référent pour son organisme, le gestionnaire pour tous : ce qui a été trouvé s'écrit, et reste."""
    exiger(acteur, Droit.COMPTES_GERER)
    anomalie = await uow.lectures.anomalie(acteur.departement, command.anomalie_id)
    if anomalie.organisme_id != acteur.organisme_id and not acteur.peut(Droit.ORGANISMES_GERER):
        raise AnomalieIntrouvable("Cette anomalie est introuvable.")
    if anomalie.compte_id == acteur.compte_id:
        raise SesPropresLectures("Ce sont vos propres lectures : un autre référent ou le gestionnaire les vérifie.")
    if anomalie.etat is EtatAnomalie.ACQUITTEE:
        raise AnomalieDejaVerifiee(f"{anomalie.acquittee_par} a déjà vérifié ces lectures. Rien n'a été changé.")
    await uow.lectures.acquitter(
        replace(
            anomalie,
            etat=EtatAnomalie.ACQUITTEE,
            acquittee_le=uow.now(),
            acquittee_par=acteur.libelle,
            commentaire=command.commentaire,
        )
    )
    uow.record(
        LecturesVerifiees(
            departement=acteur.departement,
            aggregate_id=anomalie.compte_id,
            occurred_at=uow.now(),
            anomalie_id=anomalie.id,
            commentaire=command.commentaire,
        )
    )
