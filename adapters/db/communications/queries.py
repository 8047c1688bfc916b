from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from adapters.db.communications.attestation import AttestationBuilder
from adapters.db.communications.tables import messages
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import comptes_demandeurs, demandes
from adapters.db.engine import Reader
from adapters.db.organismes.tables import agences, organismes, organismes_territoires
from adapters.db.referentiel.memory import Communes
from adapters.db.referentiel.tables import departements
from adapters.db.tracabilite.lectures import consultation
from domain.communications.errors import AttestationIndisponible
from domain.communications.model import CanalMessage, dire_l_etat
from domain.communications.queries import Attestation, MessageVue
from domain.communications.rules.adresses import ADRESSE_TUE, adresse_lue, taire
from domain.demandes.codes import EtatDemande
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.protection import voit_les_coordonnees
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.model import TypeOrganisme
from domain.tracabilite.codes import ObjetConsulte

M, D, A = messages.c, demandes.c, agences.c


class SqlCommunicationsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date], url_publique: str) -> None:
        self._read = read
        self._communes = communes
        self._today = today
        self._builder = AttestationBuilder(communes, url_publique)

    async def messages_de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[MessageVue]:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            rows = await connection.execute(
                select(M.id, M.cree_le, M.canal, M.destinataire, M.objet, M.corps, M.etat, M.envoye_le)
                .add_columns(D.protection, D.formulaire, _acces(perimetre, demande_id).label("acces"))
                .join(demandes, (D.departement == M.departement) & (D.id == M.demande_id))
                .where(visible(perimetre), M.departement == perimetre.departement, M.demande_id == demande_id)
                .order_by(M.cree_le.desc(), M.id.desc())
                .limit(200)
            )
            return [_message(row, acteur) for row in rows if _may_read(row, acteur)]

    async def attestation(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> Attestation:
        await self._communes.load()
        async with self._read.tracing(perimetre.departement, perimetre.demande_id) as connection:
            row = (await connection.execute(_demande(perimetre, demande_id))).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            _refuse_if_not_registered(row)
            bailleurs = (await connection.execute(_bailleurs(perimetre.departement, row.formulaire.communes))).all()
            await connection.execute(
                consultation(acteur, demande_id, ObjetConsulte.ATTESTATION, self._read.correlation())
            )
        return self._builder.build(row, bailleurs, acteur, self._today())


def _may_read(row: Any, acteur: Acteur) -> bool:
    """What went to the safe address of a protected person is hers alone: the message, and the address.

    So is a letter of before: it says where she lived.
    """
    protection = row.protection
    if protection is None or voit_les_coordonnees(acteur, protection):
        return True
    return bool(row.canal is not CanalMessage.COURRIER and row.destinataire != protection.contact)


def _acces(perimetre: Perimetre, demande_id: UUID) -> Any:
    """The proven addresses that open this demande today."""
    c = comptes_demandeurs.c
    mine = (c.departement == perimetre.departement) & (c.demande_id == demande_id)
    return select(func.array_agg(c.identifiant)).where(mine).scalar_subquery()


def _message(row: Any, acteur: Acteur) -> MessageVue:
    lue = adresse_lue(row.canal, row.destinataire, acteur, row.formulaire, frozenset(row.acces or ()))
    return MessageVue(
        id=row.id,
        le=row.cree_le,
        canal=row.canal,
        canal_libelle=row.canal.libelle,
        destinataire=lue or ADRESSE_TUE,
        objet=row.objet if lue else taire(row.objet, row.destinataire),
        corps=row.corps if lue else taire(row.corps, row.destinataire),
        etat=row.etat,
        etat_libelle=dire_l_etat(row.canal, row.etat),
        envoye_le=row.envoye_le,
    )


mandataires = organismes.alias("mandataires")


def _demande(perimetre: Perimetre, demande_id: UUID) -> Any:
    """The demande, its counter and the counter's first agency in the département, in one statement."""
    agence = (
        select(A.rue, A.complement_1, A.complement_2, A.code_postal, A.ville)
        .where(A.departement == D.departement, A.organisme_id == D.organisme_id)
        .order_by(A.libelle, A.id)
        .limit(1)
        .lateral("agence")
    )
    return (
        select(
            D.departement,
            departements.c.nom.label("departement_nom"),
            D.etat,
            D.numero_unique,
            D.formulaire,
            D.protection,
            D.deposee_le,
            D.renouvelee_le,
            D.expire_le,
            organismes.c.nom.label("guichet_nom"),
            organismes.c.telephone.label("guichet_telephone"),
            organismes.c.email.label("guichet_email"),
            mandataires.c.nom.label("mandataire_nom"),
            *agence.c,
        )
        .join(departements, departements.c.code == D.departement)
        .outerjoin(organismes, organismes.c.id == D.organisme_id)
        .outerjoin(mandataires, mandataires.c.id == D.mandataire_id)
        .outerjoin(agence, D.organisme_id.is_not(None))
        .where(visible(perimetre), D.departement == perimetre.departement, D.id == demande_id)
    )


def _bailleurs(departement: str, communes: tuple[str, ...]) -> Any:
    t = organismes_territoires.c
    return (
        select(organismes.c.nom, t.communes)
        .join(organismes_territoires, t.organisme_id == organismes.c.id)
        .where(
            t.departement == departement,
            organismes.c.type == TypeOrganisme.BAILLEUR,
            or_(t.communes.is_(None), t.communes.overlap(list(communes))),
        )
        .order_by(organismes.c.nom)
        .limit(60)
    )


_PAS_ENCORE = {
    EtatDemande.BROUILLON: "La demande est encore un brouillon",
    EtatDemande.EN_COURS_DE_SAISIE: "La demande n'a pas encore été envoyée",
    EtatDemande.EN_ATTENTE_DE_VALIDATION: "Un guichet n'a pas encore vérifié la demande",
    EtatDemande.RETOURNEE: "La demande a été retournée et attend d'être corrigée",
}


def _refuse_if_not_registered(row: Any) -> None:
    if row.numero_unique is not None and row.etat is EtatDemande.ACTIVE:
        return
    if row.numero_unique is None:
        debut = _PAS_ENCORE.get(row.etat, "La demande n'a pas de numéro unique")
        raison = Raison(
            code="sans-numero-unique",
            phrase=f"{debut} : l'attestation sera prête dès que son numéro unique sera attribué.",
        )
    else:
        raison = Raison(
            code="demande-inactive",
            phrase="La demande n'est plus active : elle n'a plus d'attestation à jour.",
        )
    raise AttestationIndisponible(raison.phrase, raisons=[raison])
