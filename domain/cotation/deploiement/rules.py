"""Où en est un EPCI, à partir de ses versions de grille et de ce qui leur est arrivé."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from domain.cotation.deploiement.obligation import dire_l_obligation, obligation
from domain.cotation.deploiement.queries import DateDuCalendrier, EpcisParEtape, EpciSuivi, VersionSuivie
from domain.cotation.deploiement.vocabulary import EtapeDeLEpci, SorteDeDate
from domain.cotation.events import GrilleMiseEnTest
from domain.cotation.parametres import PARAMETRES
from domain.cotation.vocabulary import StatutGrille
from domain.kernel import francais
from domain.kernel.calendrier import aujourd_hui
from domain.referentiel.model import EpciMesure


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionConnue:
    """Ce que l'avancement lit d'une version."""

    id: UUID
    libelle: str
    version_grille: int
    statut: StatutGrille
    effet_du: date | None
    effet_au: date | None

    def en_vigueur(self, le: date) -> bool:
        if self.statut is not StatutGrille.PUBLIEE or self.effet_du is None or le < self.effet_du:
            return False
        return self.effet_au is None or le <= self.effet_au


@dataclass(frozen=True, slots=True, kw_only=True)
class ActeConnu:
    """Un acte de l'historique d'une version."""

    grille_id: UUID
    type: str
    libelle: str
    auteur: str
    le: datetime


_AVANCEES: Final = {
    StatutGrille.BROUILLON: EtapeDeLEpci.ECRITURE,
    StatutGrille.TEST: EtapeDeLEpci.TEST,
    StatutGrille.PUBLIEE: EtapeDeLEpci.ADOPTEE,
}
"""De la moins à la plus avancée."""
_RANGS: Final = {statut: rang for rang, statut in enumerate(_AVANCEES)}


def suivre(
    epci: EpciMesure,
    versions: Collection[VersionConnue],
    actes: Sequence[ActeConnu],
    acteurs: Sequence[str],
    le: date,
) -> EpciSuivi:
    """L'étape d'un EPCI est celle de sa version la plus avancée ; `actes` va du plus ancien au plus récent."""
    appliquees = [v for v in versions if v.en_vigueur(le)]
    appliquee = max(appliquees, key=lambda v: (v.effet_du or date.min, v.version_grille), default=None)
    preparees = [v for v in versions if v.statut in _AVANCEES and v not in appliquees and not _finie(v, le)]
    suivante = max(preparees, key=lambda v: (_RANGS[v.statut], v.version_grille), default=None)
    etape = EtapeDeLEpci.SANS_GRILLE if suivante is None else _AVANCEES[suivante.statut]
    if appliquee is not None:
        etape = EtapeDeLEpci.EN_VIGUEUR
    connues = {v.id for v in (appliquee, suivante) if v is not None}
    dernier = max((a for a in actes if a.grille_id in connues), key=lambda a: a.le, default=None)
    return EpciSuivi(
        epci=epci.siren,
        epci_nom=epci.nom,
        obligation=obligation(epci, le),
        etape=etape,
        etape_libelle=etape.libelle,
        en_vigueur=None if appliquee is None else _dire(appliquee, actes),
        suivante=None if suivante is None else _dire(suivante, actes),
        acteurs=sorted(acteurs),
        dernier_acte=None if dernier is None else f"{dernier.libelle}, {dernier.auteur}",
        dernier_acte_le=None if dernier is None else dernier.le,
    )


def _finie(version: VersionConnue, le: date) -> bool:
    return version.effet_au is not None and version.effet_au < le


def _dire(version: VersionConnue, actes: Sequence[ActeConnu]) -> VersionSuivie:
    du, au = phase_de_test([a for a in actes if a.grille_id == version.id])
    return VersionSuivie(
        grille_id=version.id,
        libelle=f"{version.libelle}, version {version.version_grille}",
        statut_libelle=version.statut.libelle,
        test_du=du,
        test_au=au,
        effet_du=version.effet_du,
    )


def phase_de_test(actes: Sequence[ActeConnu]) -> tuple[date | None, date | None]:
    """La dernière phase de test d'une version : de sa mise en test à l'étape qui l'a suivie."""
    debut = max((a.le for a in actes if a.type == GrilleMiseEnTest.__name__), default=None)
    if debut is None:
        return None, None
    suite = [a.le for a in actes if a.type in FINS_DE_TEST and a.le > debut]
    return aujourd_hui(debut), aujourd_hui(min(suite)) if suite else None


FINS_DE_TEST: Final = frozenset({"GrilleReprise", "GrillePubliee", "GrilleArchivee"})


def par_etape(epcis: Iterable[EpciSuivi]) -> list[EpcisParEtape]:
    """Combien d'EPCI à chaque étape, de la dernière à la première."""
    etapes = [suivi.etape for suivi in epcis]
    return [
        EpcisParEtape(etape=etape, etape_libelle=etape.libelle, epcis=etapes.count(etape))
        for etape in reversed(EtapeDeLEpci)
    ]


def echeance_legale(le: date) -> tuple[date, str]:
    """La date que la loi fixe aux EPCI, et le texte qui la fixe."""
    valeur = PARAMETRES.a_la_date("deploiement.echeance_legale", le)
    return date.fromisoformat(valeur.texte()), valeur.reference


def dire_l_avancement(epcis: Sequence[EpciSuivi], echeance: date, le: date) -> str:
    """Combien de territoires appliquent une grille, combien la loi en oblige, et où l'on en est de la date légale."""
    faits = sum(suivi.etape is EtapeDeLEpci.EN_VIGUEUR for suivi in epcis)
    combien = f"{'Aucun' if faits == 0 else francais.nombre(faits)} EPCI sur {francais.nombre(len(epcis))}"
    verbe = "applique" if faits < 2 else "appliquent"
    etait = "était" if echeance < le else "est"
    loi = dire_l_obligation((s.obligation.code, s.etape is EtapeDeLEpci.EN_VIGUEUR) for s in epcis)
    return f"{combien} {verbe} une grille. {loi} L'échéance légale {etait} le {francais.jour(echeance)}."


def rendez_vous_par_an(le: date) -> int:
    return PARAMETRES.a_la_date("deploiement.rendez_vous_par_an", le).entier()


def dates_des_epcis(epcis: Iterable[EpciSuivi], annee: int) -> list[DateDuCalendrier]:
    """Les mises en test et les entrées en vigueur de l'année."""
    dites: dict[tuple[date, SorteDeDate, UUID], DateDuCalendrier] = {}
    for suivi in epcis:
        for version in (suivi.en_vigueur, suivi.suivante):
            if version is None:
                continue
            for le, sorte in ((version.test_du, SorteDeDate.TEST), (version.effet_du, SorteDeDate.EFFET)):
                if le is not None and le.year == annee:
                    dites[le, sorte, version.grille_id] = DateDuCalendrier(
                        le=le,
                        sorte=sorte,
                        sorte_libelle=sorte.libelle,
                        titre=f"{suivi.epci_nom} : {version.libelle}",
                        grille_id=version.grille_id,
                        rendez_vous=None,
                    )
    return list(dites.values())


def date_legale(echeance: date, reference: str, annee: int) -> list[DateDuCalendrier]:
    if echeance.year != annee:
        return []
    sorte = SorteDeDate.ECHEANCE
    return [
        DateDuCalendrier(
            le=echeance, sorte=sorte, sorte_libelle=sorte.libelle, titre=reference, grille_id=None, rendez_vous=None
        )
    ]
