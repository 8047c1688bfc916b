"""What the SNE must be told, what it answered, and how agents read it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    SmallInteger,
    Table,
    Text,
    Uuid,
    case,
    func,
    literal,
    null,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.communications.tables import messages
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.echanges.tables import abonnements_webhook, avis, envois_webhook
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.propositions.tables import propositions
from adapters.db.types import PERSONAL, AsEnum, departement_column, mapper_registry, metadata
from domain.communications.model import CanalMessage, EtatMessage, dire_l_etat
from domain.demandes.errors import DemandeIntrouvable
from domain.echanges.codes import EtatEnvoi, TypeAvis
from domain.echanges.sne.codes import EtatTransmission, Partenaire, Sens, TypeFichier
from domain.echanges.sne.errors import TransmissionIntrouvable
from domain.echanges.sne.model import Transmission
from domain.echanges.sne.policies import raison_des_copies
from domain.echanges.sne.ports import Sne
from domain.echanges.sne.queries import EchangeLigne, EtatDesEchanges, TransmissionLigne
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.policies import raison_droit

transmissions = Table(
    "transmissions",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("type_fichier", AsEnum(TypeFichier), nullable=False),
    Column("evenement", Text, nullable=False),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("etat", AsEnum(EtatTransmission), nullable=False),
    Column("tentatives", SmallInteger, nullable=False),
    Column("envoyee_le", DateTime(timezone=True)),
    Column("recue_le", DateTime(timezone=True)),
    Column("motif", Text),
    Column("pertes", ARRAY(Text, as_tuple=True), nullable=False),
    Column("sens", AsEnum(Sens), nullable=False, server_default=Sens.ENVOI.value),
    Column("piece_id", Uuid),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_transmissions_demande", "departement", "demande_id", "cree_le"),
    Index("ix_transmissions_journal", "departement", "cree_le", "id"),
    Index(
        "ix_transmissions_restantes",
        "departement",
        "etat",
        "cree_le",
        "id",
        postgresql_where=text("etat <> 'recue'"),
    ),
    info=PERSONAL,
)
T, D = transmissions.c, demandes.c


def map_sne() -> None:
    mapper_registry.map_imperatively(Transmission, transmissions, version_id_col=T.version)


class SqlTransmissionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, transmission: Transmission) -> None:
        self._session.add(transmission)

    async def get(self, departement: str, id: UUID) -> Transmission:
        found = await self._session.get(Transmission, (departement, id))
        if found is None:
            raise TransmissionIntrouvable("Cette transmission est introuvable.")
        return found

    async def modification_en_attente(self, departement: str, demande_id: UUID) -> bool:
        waiting = select(T.id).where(
            T.departement == departement,
            T.demande_id == demande_id,
            T.type_fichier == TypeFichier.MODIFICATION,
            T.etat == EtatTransmission.A_TRANSMETTRE,
        )
        return await self._session.scalar(waiting.limit(1)) is not None

    async def copies_inscrites(self, departement: str, demande_id: UUID) -> frozenset[UUID]:
        found = await self._session.scalars(
            select(T.piece_id).where(T.departement == departement, T.demande_id == demande_id, T.piece_id.is_not(None))
        )
        return frozenset(found)

    async def reception_en_attente(self, departement: str, demande_id: UUID) -> bool:
        waiting = select(T.id).where(
            T.departement == departement,
            T.demande_id == demande_id,
            T.sens == Sens.RECEPTION,
            T.etat == EtatTransmission.A_TRANSMETTRE,
        )
        return await self._session.scalar(waiting.limit(1)) is not None

    async def retirer(self, transmission: Transmission) -> None:
        await self._session.delete(transmission)

    async def a_transmettre(self, departement: str, combien: int) -> Sequence[Transmission]:
        found = await self._session.scalars(
            select(Transmission)
            .where(T.departement == departement, T.etat == EtatTransmission.A_TRANSMETTRE)
            .order_by(T.cree_le, T.id)
            .limit(combien)
            .with_for_update()
        )
        return found.all()


class SqlSneQueries:
    def __init__(self, read: Reader, sne: Sne) -> None:
        self._read = read
        self._sne = sne

    async def de_la_demande(
        self, perimetre: Perimetre, acteur: Acteur, id: UUID, *, page: int, size: int
    ) -> Page[EchangeLigne]:
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(select(D.id).where(visible(perimetre), D.id == id)) is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            said = union_all(
                _to_the_sne(perimetre.departement, id),
                _to_software(perimetre.departement, id),
                _to_the_person(perimetre.departement, id),
            ).subquery()
            order = (said.c.cree_le.desc(), said.c.id.desc())
            droit = raison_droit(acteur, Droit.DEMANDES_VALIDER)
            return await page_of(
                connection, select(said), order, lambda row: _echange(row, droit), page=page, size=size
            )

    async def demande_des_copies(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> ActionPossible:
        async with self._read(perimetre.departement) as connection:
            found = (await connection.execute(select(D.numero_unique).where(visible(perimetre), D.id == id))).first()
        if found is None:
            raise DemandeIntrouvable("Cette demande est introuvable.")
        droit = raison_droit(acteur, Droit.PIECES_ECRIRE)
        return action(
            "demander-les-copies",
            "Recevoir les documents du SNE",
            droit,
            raison_des_copies(found.numero_unique, ouvert=self._sne.ouvert),
            qui="le référent de votre organisme" if droit else "le gestionnaire du fichier",
        )

    async def journal(
        self, perimetre: Perimetre, etat: EtatTransmission | None, *, page: int, size: int
    ) -> Page[TransmissionLigne]:
        r = recherche_visible.c
        scope = (
            select(T.id, T.demande_id, T.type_fichier, T.cree_le, T.etat, T.envoyee_le, T.recue_le, T.tentatives)
            .add_columns(T.motif, r.numero_unique, r.nom_affiche)
            .join_from(
                transmissions,
                recherche_visible,
                (r.departement == T.departement) & (r.demande_id == T.demande_id),
                isouter=True,
            )
            .where(T.departement == perimetre.departement)
        )
        if etat is not None:
            scope = scope.where(T.etat == etat)
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, (T.cree_le.desc(), T.id.desc()), _ligne, page=page, size=size)

    async def etat(self, perimetre: Perimetre) -> EtatDesEchanges:
        here = T.departement == perimetre.departement
        waiting, refused = T.etat == EtatTransmission.A_TRANSMETTRE, T.etat == EtatTransmission.REFUSEE
        last = select(func.max(T.recue_le)).where(here).scalar_subquery()
        counted = select(
            func.count().filter(waiting).label("a_transmettre"),
            func.count().filter(refused).label("refusees"),
            func.min(T.cree_le).filter(waiting).label("depuis_le"),
            last.label("dernier"),
        ).where(here, T.etat != EtatTransmission.RECUE)
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(counted)).one()
        return EtatDesEchanges(
            ouvert=self._sne.ouvert,
            a_transmettre=row.a_transmettre,
            refusees=row.refusees,
            depuis_le=row.depuis_le,
            dernier_accuse_le=row.dernier,
        )


def _to_the_sne(departement: str, id: UUID) -> Select[Any]:
    return select(
        T.id,
        literal(Partenaire.SNE.value).label("partenaire"),
        literal(Partenaire.SNE.libelle).label("partenaire_libelle"),
        T.type_fichier.cast(Text).label("objet"),
        T.evenement,
        T.cree_le,
        T.etat.cast(Text).label("etat"),
        T.envoyee_le.label("envoye_le"),
        T.recue_le.label("recu_le"),
        T.tentatives,
        T.motif,
        T.pertes,
        null().cast(Integer).label("cout_milliemes"),
    ).where(T.departement == departement, T.demande_id == id)


def _to_software(departement: str, id: UUID) -> Select[Any]:
    """The notices that a partner's software received about the propositions of this demande."""
    e, a, s, p = envois_webhook.c, avis.c, abonnements_webhook.c, propositions.c
    told: ColumnElement[str] = case(
        (e.etat == EtatEnvoi.ENVOYE, EtatTransmission.RECUE.value),
        (e.etat == EtatEnvoi.ECHEC, EtatTransmission.REFUSEE.value),
        else_=EtatTransmission.A_TRANSMETTRE.value,
    )
    return (
        select(
            e.id,
            literal(Partenaire.LOGICIEL.value),
            s.client_nom,
            e.type,
            e.type,
            e.cree_le,
            told,
            null().cast(DateTime(timezone=True)),
            e.recu_le,
            e.tentatives,
            e.cause,
            literal([], ARRAY(Text)),
            null().cast(Integer),
        )
        .join_from(propositions, avis, (a.departement == p.departement) & (a.sujet_id == p.id))
        .join(envois_webhook, (e.departement == a.departement) & (e.avis_id == a.id))
        .join(abonnements_webhook, (s.departement == e.departement) & (s.id == e.abonnement_id))
        .where(p.departement == departement, p.demande_id == id)
    )


def _to_the_person(departement: str, id: UUID) -> Select[Any]:
    """The messages of this demande: by what way and about what; neither their text nor their address."""
    m = messages.c
    told: ColumnElement[str] = case(
        (m.etat == EtatMessage.ENVOYE, EtatTransmission.RECUE.value),
        (m.etat == EtatMessage.ECHEC, EtatTransmission.REFUSEE.value),
        else_=EtatTransmission.A_TRANSMETTRE.value,
    )
    return select(
        m.id,
        literal(Partenaire.DEMANDEUR.value),
        m.canal.cast(Text),
        m.objet,
        m.objet,
        m.cree_le,
        told,
        m.envoye_le,
        null().cast(DateTime(timezone=True)),
        m.tentatives,
        m.cause,
        literal([], ARRAY(Text)),
        m.cout_milliemes,
    ).where(m.departement == departement, m.demande_id == id)


_DU_MESSAGE = {
    EtatTransmission.RECUE: EtatMessage.ENVOYE,
    EtatTransmission.REFUSEE: EtatMessage.ECHEC,
    EtatTransmission.A_TRANSMETTRE: EtatMessage.A_ENVOYER,
}


def _objet(partenaire: str, dit: str) -> str:
    if partenaire == Partenaire.DEMANDEUR.value:
        return dit
    return TypeAvis(dit).libelle if partenaire == Partenaire.LOGICIEL.value else TypeFichier(dit).libelle


def _echange(row: Any, droit: Raison | None) -> EchangeLigne:
    sne, etat = row.partenaire == Partenaire.SNE.value, EtatTransmission(row.etat)
    ecrit = row.partenaire == Partenaire.DEMANDEUR.value
    refusee = etat is EtatTransmission.REFUSEE
    autre = Raison(code="echange-non-refuse", phrase="Seule une transmission au SNE refusée se rejoue.")
    return EchangeLigne(
        id=row.id,
        partenaire=Partenaire(row.partenaire),
        partenaire_libelle=CanalMessage(row.partenaire_libelle).libelle if ecrit else row.partenaire_libelle,
        objet=_objet(row.partenaire, row.objet),
        evenement=row.evenement if sne else _objet(row.partenaire, row.evenement),
        cree_le=row.cree_le,
        etat=etat,
        etat_libelle=dire_l_etat(CanalMessage(row.partenaire_libelle), _DU_MESSAGE[etat]) if ecrit else etat.libelle,
        envoye_le=row.envoye_le,
        recu_le=row.recu_le,
        tentatives=row.tentatives,
        motif=row.motif,
        pertes=list(row.pertes or ()),
        cout=None if row.cout_milliemes is None else row.cout_milliemes / 1000,
        rejouer=action(
            "rejouer-la-transmission",
            "Rejouer",
            None if sne and refusee else autre,
            droit,
            qui="le référent de l'organisme",
            montrer=sne and refusee,
        ),
    )


def _ligne(row: Any) -> TransmissionLigne:
    return TransmissionLigne(
        id=row.id,
        demande_id=row.demande_id,
        numero_unique=row.numero_unique,
        nom_affiche=row.nom_affiche,
        objet=row.type_fichier.libelle,
        cree_le=row.cree_le,
        etat=row.etat,
        etat_libelle=row.etat.libelle,
        envoyee_le=row.envoyee_le,
        recue_le=row.recue_le,
        tentatives=row.tentatives,
        motif=row.motif,
    )
