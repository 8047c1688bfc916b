from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, select

from adapters.db.demandes.mots import followed_by
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.organismes.tables import organismes
from adapters.db.prepared import Prepared
from adapters.db.propositions.tables import propositions
from adapters.db.rapprochement.bien import BienCherche, parameters, read_bien
from adapters.db.rapprochement.candidats import CandidatBuilder
from adapters.db.rapprochement.classement import classement
from adapters.db.referentiel.memory import Communes
from adapters.db.tracabilite.lectures import consultation
from domain.demandes.codes import CategorieLogement, Motif
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.rules.menage import categorie_menage, composer_menage
from domain.demandes.synthese import synthese
from domain.kernel.read_model import PLAFOND_DU_TOTAL
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import ENGAGENT, OUVERTES, RETIENNENT
from domain.rapprochement.queries import (
    TOUS_LES_CANDIDATS,
    Candidats,
    CandidatsCriteria,
    ExplicationCandidat,
)
from domain.rapprochement.rules.criteres import criteres, phrase_d_explication
from domain.rapprochement.rules.eligibilite import FaitsDemande, eligibilite, est_eligible
from domain.tracabilite.codes import ObjetConsulte

D, P, R = demandes.c, propositions.c, recherche_visible.c


@cache
def _ranked(limite: bool, suivi: bool) -> Prepared:
    return Prepared(classement(limite=limite, suivi=suivi))


class SqlRapprochementQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def candidats(
        self,
        perimetre: Perimetre,
        acteur: Acteur,
        bien_id: UUID,
        *,
        page: int,
        size: int,
        criteria: CandidatsCriteria = TOUS_LES_CANDIDATS,
    ) -> Candidats:
        await self._communes.load()
        today, skip = self._today(), (page - 1) * size
        async with self._read(perimetre.departement) as connection:
            bien = await read_bien(connection, perimetre, bien_id, self._communes, today)
            asked = parameters(bien, today, criteria)
            asked |= {"size": max(0, min(size, PLAFOND_DU_TOTAL - skip)), "skip": skip}
            words = followed_by(criteria.suivi_par)
            ranked = _ranked(perimetre.limite, bool(words))
            if words:
                asked |= {"debuts": [word.debut for word in words], "fins": [word.fin for word in words]}
            if perimetre.limite:
                asked |= {
                    "perimetre": None if perimetre.communes is None else sorted(perimetre.communes),
                    "voisines": sorted(perimetre.voisines),
                    "handicap_seulement": perimetre.handicap_seulement,
                    "lecteur": perimetre.organisme_id,
                }
            rows = await ranked.all(connection, asked)
            total = rows[0].total if rows else 0
            if not rows and page > 1:
                first = {**asked, "size": 1, "skip": 0}
                found = await ranked.first(connection, first)
                total = found.total if found else 0
        builder = CandidatBuilder(bien, acteur, self._communes, today)
        return Candidats(
            items=[builder.build(row, rang) for rang, row in enumerate(rows, start=skip + 1)],
            total=min(total, PLAFOND_DU_TOTAL),
            total_plafonne=total > PLAFOND_DU_TOTAL,
            page=page,
            size=size,
            criteres=list(criteres(bien.faits, today)),
            departage=bien.departage,
        )

    async def explication(
        self, perimetre: Perimetre, acteur: Acteur, bien_id: UUID, numero_unique: str
    ) -> ExplicationCandidat:
        await self._communes.load()
        numero = str(NumeroUnique.lire(numero_unique))
        today = self._today()
        async with self._read.tracing(perimetre.departement) as connection:
            bien = await read_bien(connection, perimetre, bien_id, self._communes, today)
            row = (await connection.execute(_demande(perimetre, bien, numero))).first()
            if row is None:
                raise DemandeIntrouvable("Aucune demande de ce département ne porte ce numéro unique.")
            await connection.execute(consultation(acteur, row.id, ObjetConsulte.CANDIDATURE, self._read.correlation()))
        conditions = eligibilite(bien.faits, self._faits(row, today), today)
        return ExplicationCandidat(
            demande_id=row.id,
            numero_unique=row.numero_unique,
            nom_affiche=row.nom_affiche,
            eligible=est_eligible(conditions),
            phrase=phrase_d_explication(conditions),
            conditions=conditions,
        )

    def _faits(self, row: Any, today: date) -> FaitsDemande:
        formulaire = row.formulaire
        wish = formulaire.logement_recherche
        menage = composer_menage(formulaire, today)
        found = synthese(formulaire, today, row.departement)
        tenue = row.verrou.par if row.verrou is not None else None
        return FaitsDemande(
            etat=row.etat,
            expire_le=row.expire_le,
            communes=wish.communes if wish else (),
            secteurs=wish.secteurs if wish else (),
            demande_elargie=bool(wish and wish.demande_elargie),
            epcis=frozenset(e for c in formulaire.communes if (e := self._communes.epci(c))),
            categorie_logement=wish.categorie if wish else CategorieLogement.INDIFFERENT,
            typologies=wish.typologies if wish else (),
            personnes=found.personnes,
            couple_seul=found.couple and found.personnes == 2,
            assistant_maternel=Motif.ASSISTANT_MATERNEL in formulaire.motifs.codes,
            categorie=categorie_menage(menage, today).valeur,
            rfr=found.rfr,
            loyer_max=wish.loyer_max if wish else None,
            rez_de_chaussee=bool(wish and wish.rez_de_chaussee),
            sans_ascenseur=bool(wish and wish.sans_ascenseur),
            adapte_handicap=bool(wish and wish.adapte_handicap),
            deja_proposee=row.deja_proposee,
            tenue_par=tenue or row.retenue_par,
        )


def _demande(perimetre: Perimetre, bien: BienCherche, numero: str) -> Select[Any]:
    mine = and_(P.departement == D.departement, P.demande_id == D.id)
    elsewhere = and_(mine, P.mise_en_location_id != bien.mise_en_location_id)
    holder = (
        select(organismes.c.nom)
        .join(propositions, organismes.c.id == P.organisme_id)
        .where(
            elsewhere,
            P.etat.in_(ENGAGENT) | (P.etat.in_(RETIENNENT) & (P.organisme_id == bien.organisme_id)),
        )
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            D.id,
            D.departement,
            D.numero_unique,
            D.etat,
            D.expire_le,
            D.verrou,
            D.formulaire,
            R.nom_affiche,
            exists()
            .where(mine, P.mise_en_location_id == bien.mise_en_location_id, P.etat.in_(OUVERTES))
            .label("deja_proposee"),
            holder.label("retenue_par"),
        )
        .join(recherche_visible, and_(R.departement == D.departement, R.demande_id == D.id))
        .where(visible(perimetre), D.departement == perimetre.departement, D.numero_unique == numero)
    )
