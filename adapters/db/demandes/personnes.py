from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.gateways import SqlRechercheDoublons
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import comptes_demandeurs, demandes, separations
from adapters.db.engine import Reader
from domain.demandes.departs.regles import (
    declarant,
    documents_en_ligne,
    raisons_de_confirmer,
    raisons_de_ne_pas_declarer,
)
from domain.demandes.doublons.recherche import DoublonProbable, adultes_connus, doublons_probables
from domain.demandes.doublons.use_cases import radiees_depuis
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import Demande
from domain.demandes.personnes.codes import SorteGeste
from domain.demandes.personnes.policies import DROITS, raisons_du_geste
from domain.demandes.personnes.prevision import Geste, Prevision, foyer_prevu, prevoir
from domain.demandes.personnes.queries import ApercuDuGeste, SeparationVue
from domain.demandes.personnes.separation import Separation, annulable_jusqu_au, raisons_de_ne_pas_defaire
from domain.demandes.rules.doublons import Tolerance
from domain.kernel.nomenclature import Choix
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur
from domain.organismes.policies import raison_droit

D = demandes.c


@dataclass(frozen=True, slots=True)
class _Entrant:
    departement: str
    id: UUID
    formulaire: Formulaire
    protection: None = None


class SqlPersonnesQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def separations(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> list[SeparationVue]:
        s, today = separations.c, self._today()
        async with self._read(perimetre.departement) as connection:
            of_this = (s.departement == perimetre.departement) & ((s.demande_id == id) | (s.nouvelle_id == id))
            found = (await connection.execute(select(separations).where(of_this).order_by(s.le.desc()))).all()
            ids = {id, *(x for row in found for x in (row.demande_id, row.nouvelle_id))}
            rows = await connection.execute(select(demandes).where(visible(perimetre), D.id.in_(ids)))
            lues = {row["id"]: _demande(row) for row in rows.mappings()}
        if id not in lues:
            raise DemandeIntrouvable("Cette demande est introuvable.")
        return [
            _vue(Separation(**row._mapping), lues, acteur, id, today)
            for row in found
            if {row.demande_id, row.nouvelle_id} <= lues.keys()
        ]

    async def apercu(self, perimetre: Perimetre, acteur: Acteur, id: UUID, geste: Geste) -> ApercuDuGeste:
        today, agent = self._today(), acteur.sorte is SorteActeur.AGENT
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (await connection.execute(select(demandes).where(visible(perimetre), D.id == id))).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            demande = _demande(row._mapping)
            # another's file is nobody's to know from the portal
            autres = await _autres(connection, demande, geste, today) if agent else ()
            identifiant = None if agent else await _identifiant(connection, acteur)
        prevue = prevoir(demande, geste, today, autres)
        opposees = {r.code: r for r in (*raisons_du_geste(acteur, demande, geste.sorte, today), *prevue.raisons)}
        ou = demande.departement
        en_ligne = documents_en_ligne(today, ou)
        return ApercuDuGeste(
            version=demande.version,
            action=action(
                geste.sorte.value,
                geste.sorte.libelle,
                *opposees.values(),
                qui=_qui_debloque(opposees.values(), agent=agent),
            ),
            consequences=list(prevue.consequences),
            avant=foyer_prevu(demande.formulaire, today, ou),
            apres=None if prevue.apres is None else foyer_prevu(prevue.apres, today, ou),
            nouvelle=None if prevue.nouvelle is None else foyer_prevu(prevue.nouvelle, today, ou),
            justificatifs=[Choix(code=j.value, libelle=j.libelle) for j in prevue.justificatifs],
            reference_justificatifs=prevue.reference_justificatifs,
            declarer=None if agent else _declarer(acteur, demande, geste, prevue, today),
            a_confirmer=[]
            if agent or geste.sorte is SorteGeste.AJOUT
            else list(
                raisons_de_confirmer(demande, geste, declarant(demande, acteur.personne_id, identifiant or ""), today)
            ),
            sur_l_honneur=[Choix(code=j.value, libelle=j.libelle) for j in prevue.justificatifs if j in en_ligne],
        )


def _qui_debloque(opposees: Iterable[Raison], *, agent: bool) -> str | None:
    """A field written wrong is mended where it is written: there is nobody to call."""
    if all("champ" in raison.parametres for raison in opposees):
        return None
    return "le référent de l'organisme" if agent else "le guichet qui suit votre demande"


def _declarer(acteur: Acteur, demande: Demande, geste: Geste, prevue: Prevision, today: date) -> ActionPossible:
    opposees = {r.code: r for r in (*raisons_de_ne_pas_declarer(acteur, demande, geste.sorte, today), *prevue.raisons)}
    return action(
        "declarer-un-depart", "Déclarer ce départ", *opposees.values(), qui="le guichet qui suit votre demande"
    )


async def _identifiant(connection: AsyncConnection, acteur: Acteur) -> str | None:
    """The address or mobile of the access that asks."""
    c = comptes_demandeurs.c
    found: str | None = await connection.scalar(
        select(c.identifiant).where(c.departement == acteur.departement, c.id == acteur.compte_id)
    )
    return found


def _demande(row: RowMapping) -> Demande:
    return Demande(**{c.name: row[c.name] for c in demandes.c})


def _vue(separation: Separation, lues: Mapping[UUID, Demande], acteur: Acteur, id: UUID, today: date) -> SeparationVue:
    demande, nouvelle = lues[separation.demande_id], lues[separation.nouvelle_id]
    autre = nouvelle if id == demande.id else demande
    return SeparationVue(
        id=separation.id,
        autre_id=autre.id,
        autre_numero=autre.numero_unique or autre.reference,
        le=separation.le,
        par=separation.par,
        organisme=separation.organisme,
        justificatif=separation.justificatif,
        annulable_jusqu_au=annulable_jusqu_au(separation),
        defaite_le=separation.defaite_le,
        motif_defaite=separation.motif_defaite,
        action=action(
            "defaire-la-separation",
            "Défaire la séparation",
            raison_droit(acteur, DROITS[SorteGeste.SEPARATION]),
            *raisons_de_ne_pas_defaire(separation, demande, nouvelle, today),
            qui="le référent de l'organisme",
        ),
    )


async def _autres(
    connection: AsyncConnection, demande: Demande, geste: Geste, today: date
) -> Sequence[DoublonProbable]:
    """The demandes where the person who comes in already is."""
    if geste.codemandeur is None:
        return ()
    entrant = _Entrant(demande.departement, demande.id, Formulaire(demandeur=geste.codemandeur))
    voisines = await SqlRechercheDoublons(connection).voisines(entrant, radiees_depuis(today, demande.departement))
    return doublons_probables(adultes_connus(entrant.formulaire), voisines, Tolerance.au(today))
