"""The social stock: residences in the towns, and dwellings in them or standing alone."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from adapters.seed.geographie import geographie, voies
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.noms import lignes
from adapters.seed.partenaires import CREES_LE, Partenaire, annuaire
from domain.biens.codes import Chauffage, ClasseEnergie, EtatBien
from domain.biens.events import BienEnregistre, BienMisADisposition
from domain.biens.logement import Conditions, Logement
from domain.biens.model import Bien, Residence
from domain.biens.rules import rpls_attendu
from domain.biens.vacance import MiseEnLocation
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie

T, F, D = Typologie, Financement, ClasseEnergie

HABITANTS_PAR_RESIDENCE = 2600
_SURFACES = {T.CHAMBRE: 14, T.T1: 29, T.T2: 47, T.T3: 66, T.T4: 81, T.T5: 97, T.T6_ET_PLUS: 115}
_FINANCEMENTS = Tirage({F.PLUS: 62.0, F.PLAI: 25.0, F.PLS: 11.0, F.PLI: 2.0})
_LOYERS = {F.PLAI: 5.3, F.PLUS: 6.0, F.PLS: 8.1, F.PLI: 9.6}
"""Euros a square metre."""
_DPE = {
    "ancien": Tirage({D.C: 16.0, D.D: 42.0, D.E: 30.0, D.F: 12.0}),
    "moyen": Tirage({D.B: 6.0, D.C: 34.0, D.D: 46.0, D.E: 14.0}),
    "recent": Tirage({D.A: 18.0, D.B: 44.0, D.C: 38.0}),
}
_CHAUFFAGES = Tirage(
    {
        Chauffage.COLLECTIF_GAZ: 34.0,
        Chauffage.INDIVIDUEL_GAZ: 30.0,
        Chauffage.COLLECTIF_RESEAU: 20.0,
        Chauffage.INDIVIDUEL_ELECTRIQUE: 14.0,
        Chauffage.COLLECTIF_AUTRE: 2.0,
    }
)
_ECHELLE = tuple(ClasseEnergie)


@dataclass(frozen=True, slots=True)
class Immeuble:
    residence: Residence
    etages: int
    ascenseur: bool


class Patrimoine:
    def __init__(self, graine: str, departements: tuple[str, ...], departement: str) -> None:
        self.departement = departement
        self.geographie = geographie(departement)
        self.bailleurs = annuaire(graine, departements).bailleurs(departement)
        self.par_part = Tirage({p.id: p.implantations[departement].part for p in self.bailleurs})
        self._partenaires = {p.id: p for p in self.bailleurs}
        self.immeubles: dict[str, list[Immeuble]] = {}
        hasard = Hasard.de(graine, "residences", departement)
        for code in self.geographie.codes:
            population = self.geographie.communes[code].population
            for _ in range(round(population / HABITANTS_PAR_RESIDENCE + hasard.random() * 0.4)):
                self.immeubles.setdefault(code, []).append(self._batir(hasard, code))

    def bailleur(self, id: UUID) -> Partenaire:
        return self._partenaires[id]

    def residences(self) -> list[Residence]:
        return [i.residence for groupe in self.immeubles.values() for i in groupe]

    def immeuble(self, hasard: Hasard, commune: str, bailleur_id: UUID | None) -> Immeuble | None:
        groupe = self.immeubles.get(commune, [])
        if bailleur_id is not None:
            groupe = [i for i in groupe if i.residence.organisme_id == bailleur_id]
        return hasard.un(groupe) if groupe and hasard.oui(0.94) else None

    def _batir(self, hasard: Hasard, commune: str) -> Immeuble:
        latitude, longitude = self.geographie.position(hasard, commune)
        annee = hasard.un((hasard.entre(1958, 1976), hasard.entre(1977, 1999), hasard.entre(2000, 2024)))
        grande_ville = self.geographie.communes[commune].population > 20_000
        etages = hasard.entre(2, 9) if grande_ville else hasard.entre(0, 3)
        residence = Residence(
            departement=self.departement,
            id=hasard.identifiant(CREES_LE),
            organisme_id=self.par_part(hasard),
            nom=hasard.un(_noms()),
            adresse=f"{hasard.entre(1, 90)} {hasard.un(voies())}",
            code_postal=hasard.un(self.geographie.communes[commune].codes_postaux),
            commune=commune,
            latitude=latitude,
            longitude=longitude,
            annee_construction=annee,
            qpv=self.geographie.a_un_quartier_prioritaire(commune) and annee < 1985 and hasard.oui(0.4),
        )
        return Immeuble(residence, etages, ascenseur=etages >= 4 or (annee > 2000 and etages >= 3))


@cache
def patrimoine(graine: str, departements: tuple[str, ...], departement: str) -> Patrimoine:
    return Patrimoine(graine, departements, departement)


@cache
def _noms() -> list[str]:
    return lignes("residences.txt")


def tirer_logement(
    hasard: Hasard, parc: Patrimoine, commune: str, typologie: Typologie, bailleur_id: UUID | None = None
) -> tuple[UUID, UUID | None, Logement]:
    """The landlord, the residence and the dwelling."""
    immeuble = parc.immeuble(hasard, commune, bailleur_id)
    surface = int(_SURFACES[typologie] * hasard.uniform(0.88, 1.14))
    if immeuble is None:
        latitude, longitude = parc.geographie.position(hasard, commune)
        annee = hasard.entre(1975, 2022)
        pavillon = Logement(
            adresse=f"{hasard.entre(1, 60)} {hasard.un(voies())}",
            code_postal=hasard.un(parc.geographie.communes[commune].codes_postaux),
            commune=commune,
            categorie=CategorieLogement.MAISON,
            typologie=typologie,
            surface=surface,
            financement=_FINANCEMENTS(hasard),
            latitude=latitude,
            longitude=longitude,
            parking=hasard.oui(0.8),
            jardin=True,
            adapte_handicap=hasard.oui(0.03),
            annee_construction=annee,
            **_energie(hasard, annee),
        )
        return bailleur_id or parc.par_part(hasard), None, pavillon
    residence = immeuble.residence
    annee = residence.annee_construction or 1980
    etage = hasard.entre(0, immeuble.etages)
    logement = Logement(
        adresse=residence.adresse,
        code_postal=residence.code_postal,
        commune=commune,
        categorie=CategorieLogement.APPARTEMENT,
        typologie=typologie,
        surface=surface,
        financement=_FINANCEMENTS(hasard),
        complement=f"Bâtiment {hasard.un('ABCD')}, porte {etage}{hasard.entre(1, 9):02d}",
        latitude=residence.latitude,
        longitude=residence.longitude,
        etage=etage,
        ascenseur=immeuble.ascenseur,
        parking=hasard.oui(0.55),
        balcon=etage > 0 and hasard.oui(0.5),
        jardin=etage == 0 and hasard.oui(0.15),
        adapte_handicap=(etage == 0 or immeuble.ascenseur) and hasard.oui(0.06),
        annee_construction=annee,
        qpv=residence.qpv,
        **_energie(hasard, annee),
    )
    return residence.organisme_id, residence.id, logement


def _energie(hasard: Hasard, annee: int) -> dict[str, Any]:
    dpe = _DPE["ancien" if annee < 1978 else "moyen" if annee < 2005 else "recent"](hasard)
    ges = _ECHELLE[max(0, min(5, _ECHELLE.index(dpe) + hasard.entre(-1, 1)))]
    return {"dpe": dpe, "ges": ges, "chauffage": _CHAUFFAGES(hasard)}


def tirer_conditions(
    hasard: Hasard,
    logement: Logement,
    disponible_le: date,
    reservataire: tuple[UUID, TypeReservataire] | None,
    charge_de_clientele: UUID | None,
) -> Conditions:
    loyer = Decimal(str(round(logement.surface * _LOYERS[logement.financement] * hasard.uniform(0.93, 1.12), 2)))
    collectif = logement.chauffage is not None and not logement.chauffage.est_individuel
    charges = Decimal(str(round(logement.surface * hasard.uniform(1.3, 2.0) * (1 if collectif else 0.5), 2)))
    annexes = Decimal(str(round(hasard.uniform(12, 46), 2))) if logement.parking and hasard.oui(0.6) else Decimal(0)
    return Conditions(
        disponible_le=disponible_le,
        loyer=loyer,
        charges=charges,
        annexes=annexes,
        depot_garantie=loyer if hasard.oui(0.85) else None,
        reservataire_id=reservataire[0] if reservataire else None,
        type_reservataire=reservataire[1] if reservataire else TypeReservataire.AUCUN,
        charge_de_clientele=charge_de_clientele,
    )


def ouvrir_une_vacance(
    hasard: Hasard,
    departement: str,
    reference: str,
    logement: tuple[UUID, UUID | None, Logement],
    conditions: Conditions,
    reservataire: str | None,
    convention_id: UUID | None,
    le: datetime,
    today: date,
) -> Bien:
    """As Bien.enregistrer, with drawn identifiers so that the same seed gives the same rows."""
    organisme_id, residence_id, fiche = logement
    vacance = MiseEnLocation(
        departement=departement,
        id=hasard.identifiant(le),
        etat=EtatBien.PREAVIS,
        conditions=conditions,
        convention_id=convention_id,
        ouverte_le=le,
    )
    vacance.dater(today)
    id = hasard.identifiant(le)
    if rpls_attendu(fiche.rpls, fiche.annee_construction, today):
        fiche = replace(fiche, rpls=f"{id.int % 10**10:010d}")
    bien = Bien(
        departement=departement,
        id=id,
        organisme_id=organisme_id,
        reference=reference,
        residence_id=residence_id,
        logement=fiche,
        mise_en_location_id=vacance.id,
        mises_en_location=[vacance],
        version=1,
    )
    qui: dict[str, Any] = {
        "departement": departement,
        "aggregate_id": bien.id,
        "occurred_at": le,
        "organisme_id": organisme_id,
        "mise_en_location_id": vacance.id,
    }
    designation = f"{fiche.typologie.libelle} de {fiche.surface} m², {fiche.adresse}"
    bien.record(BienEnregistre(**qui, reference=reference, designation=designation))
    if conditions.reservataire_id is not None:
        type = conditions.type_reservataire
        bien.version += 1
        bien.record(
            BienMisADisposition(
                **qui,
                reservataire_id=conditions.reservataire_id,
                reservataire=reservataire or "",
                type_reservataire=type.value,
                type_libelle=type.libelle,
            )
        )
    return bien
