from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from adapters.db.engine import Reader
from adapters.db.historique import page_of_acts
from adapters.db.listing import page_of
from adapters.db.organismes.tables import (
    agences,
    comptes,
    habilitations,
    logos,
    organismes,
    organismes_territoires,
    profils,
)
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.actions import actions_du_compte
from domain.organismes.errors import CompteIntrouvable, LogoAbsent, OrganismeIntrouvable
from domain.organismes.model import TypeOrganisme
from domain.organismes.queries import AgenceVue, CompteVue, OrganismeVue, ProfilVue, adresse_du_logo


def _organismes(perimetre: Perimetre) -> Select[Any]:
    t = organismes_territoires
    nb_comptes = (
        select(func.count())
        .select_from(comptes.join(habilitations))
        .where(comptes.c.organisme_id == organismes.c.id, habilitations.c.departement == perimetre.departement)
        .scalar_subquery()
    )
    nb_agences = (
        select(func.count())
        .where(agences.c.departement == perimetre.departement, agences.c.organisme_id == organismes.c.id)
        .scalar_subquery()
    )
    return (
        select(
            organismes.c.id,
            organismes.c.version,
            organismes.c.type,
            organismes.c.nom,
            organismes.c.sigle,
            organismes.c.siren,
            organismes.c.telephone,
            organismes.c.email,
            organismes.c.logo,
            organismes.c.totp_exige,
            t.c.code_guichet,
            t.c.communes,
            t.c.handicap_seulement,
            t.c.version.label("perimetre_version"),
            nb_comptes.label("nb_comptes"),
            nb_agences.label("nb_agences"),
        )
        .join(t, t.c.organisme_id == organismes.c.id)
        .where(t.c.departement == perimetre.departement)
    )


def _organisme_vue(row: Any) -> OrganismeVue:
    shown = {**row._mapping, "logo": adresse_du_logo(row.id, row.logo)}
    return OrganismeVue(type_libelle=row.type.libelle, **shown)


H = habilitations.c.compte_id == comptes.c.id


def _theirs(found: Select[Any], perimetre: Perimetre) -> Select[Any]:
    found = found.where(habilitations.c.departement == perimetre.departement)
    return found if perimetre.tout_organisme else found.where(comptes.c.organisme_id == perimetre.organisme_id)


def _compte(row: Any, acteur: Acteur) -> CompteVue:
    shown = {name: value for name, value in row._mapping.items() if name != "profil_superieur"}
    actions = actions_du_compte(
        acteur,
        compte_id=row.id,
        actif=row.actif,
        totp_actif=row.totp_actif,
        profil_superieur=row.profil_superieur,
    )
    return CompteVue(actions=actions, **shown)


def _comptes(perimetre: Perimetre, acteur: Acteur) -> Select[Any]:
    theirs, held = habilitations.alias("toutes"), profils.alias("tenus")
    higher = (
        select(held.c.libelle)
        .join(theirs, theirs.c.profil == held.c.code)
        .where(theirs.c.compte_id == comptes.c.id, held.c.droits.contained_by(sorted(acteur.droits)).is_(False))
        .order_by(held.c.ordre)
        .limit(1)
        .scalar_subquery()
    )
    found = (
        select(
            comptes.c.id,
            comptes.c.version,
            comptes.c.organisme_id,
            organismes.c.nom.label("organisme"),
            comptes.c.email,
            comptes.c.nom,
            comptes.c.prenom,
            comptes.c.telephone,
            habilitations.c.profil,
            profils.c.libelle.label("profil_libelle"),
            habilitations.c.agence_id,
            agences.c.libelle.label("agence"),
            comptes.c.actif,
            comptes.c.mot_de_passe.is_not(None).label("a_active"),
            comptes.c.totp_secret.is_not(None).label("totp_actif"),
            comptes.c.derniere_connexion_le,
            higher.label("profil_superieur"),
        )
        .select_from(comptes)
        .join(organismes, organismes.c.id == comptes.c.organisme_id)
        .join(habilitations, H)
        .join(profils, profils.c.code == habilitations.c.profil)
        .outerjoin(
            agences,
            (agences.c.departement == habilitations.c.departement) & (agences.c.id == habilitations.c.agence_id),
        )
    )
    return _theirs(found, perimetre)


class SqlOrganismesQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def rechercher(
        self, perimetre: Perimetre, q: str | None, type: TypeOrganisme | None, *, page: int, size: int
    ) -> Page[OrganismeVue]:
        scope = _organismes(perimetre)
        if q:
            scope = scope.where(organismes.c.nom.icontains(q, autoescape=True))
        if type:
            scope = scope.where(organismes.c.type == type)
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection, scope, (organismes.c.nom, organismes.c.id), _organisme_vue, page=page, size=size
            )

    async def organisme(self, perimetre: Perimetre, id: UUID) -> OrganismeVue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_organismes(perimetre).where(organismes.c.id == id))).first()
        if row is None:
            raise OrganismeIntrouvable("Cet organisme est introuvable.")
        return _organisme_vue(row)

    async def logo(self, perimetre: Perimetre, id: UUID) -> bytes:
        t = organismes_territoires.c
        async with self._read(perimetre.departement) as connection:
            found: bytes | None = await connection.scalar(
                select(logos.c.image)
                .join(organismes_territoires, t.organisme_id == logos.c.organisme_id)
                .where(t.departement == perimetre.departement, logos.c.organisme_id == id)
            )
        if found is None:
            raise LogoAbsent("Cet organisme n'a pas de logo.")
        return found

    async def agences(self, perimetre: Perimetre, organisme_id: UUID) -> list[AgenceVue]:
        t = organismes_territoires.c
        columns = [c for c in agences.c if c.name != "departement"]
        async with self._read(perimetre.departement) as connection:
            known = await connection.scalar(
                select(t.organisme_id).where(t.departement == perimetre.departement, t.organisme_id == organisme_id)
            )
            if known is None:
                raise OrganismeIntrouvable("Cet organisme est introuvable.")
            rows = await connection.execute(
                select(*columns)
                .where(agences.c.departement == perimetre.departement, agences.c.organisme_id == organisme_id)
                .order_by(agences.c.libelle, agences.c.id)
                .limit(500)
            )
            return [AgenceVue(**row) for row in rows.mappings()]

    async def comptes(
        self, perimetre: Perimetre, acteur: Acteur, organisme_id: UUID | None, q: str | None, *, page: int, size: int
    ) -> Page[CompteVue]:
        scope = _comptes(perimetre, acteur)
        if organisme_id:
            scope = scope.where(comptes.c.organisme_id == organisme_id)
        if q:
            scope = scope.where(
                or_(
                    *(
                        column.icontains(q, autoescape=True)
                        for column in (comptes.c.nom, comptes.c.prenom, comptes.c.email)
                    )
                )
            )
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                scope,
                (comptes.c.nom, comptes.c.prenom, comptes.c.id),
                lambda row: _compte(row, acteur),
                page=page,
                size=size,
            )

    async def compte(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> CompteVue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_comptes(perimetre, acteur).where(comptes.c.id == id))).first()
        if row is None:
            raise CompteIntrouvable("Ce compte est introuvable.")
        return _compte(row, acteur)

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        await self.organisme(perimetre, id)
        if not perimetre.tout_organisme and perimetre.organisme_id != id:
            raise OrganismeIntrouvable("Cet organisme est introuvable.")
        return await self._acts(perimetre, Objet.ORGANISME, id, page=page, size=size)

    async def historique_du_compte(
        self, perimetre: Perimetre, id: UUID, *, page: int, size: int
    ) -> Page[HistoriqueLigne]:
        known = _theirs(select(comptes.c.id).select_from(comptes).join(habilitations, H), perimetre)
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(known.where(comptes.c.id == id)) is None:
                raise CompteIntrouvable("Ce compte est introuvable.")
        return await self._acts(perimetre, Objet.COMPTE, id, page=page, size=size)

    async def _acts(
        self, perimetre: Perimetre, objet: Objet, id: UUID, *, page: int, size: int
    ) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            return await page_of_acts(connection, perimetre.departement, objet, id, page=page, size=size)

    async def profils(self, perimetre: Perimetre) -> list[ProfilVue]:
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(
                select(profils.c.code, profils.c.libelle, profils.c.droits, profils.c.types_organisme).order_by(
                    profils.c.ordre
                )
            )
            return [ProfilVue(**row) for row in rows.mappings()]
