from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.cotation import events
from domain.cotation.comparaison import comparer
from domain.cotation.document import lire_grille
from domain.cotation.errors import EtapeDeGrilleInterdite, GrilleFigee, GrilleInvalide, GrilleNonPubliable
from domain.cotation.grille import Adoption, Deliberation, Grille
from domain.cotation.vocabulary import CauseDeCalcul, Population, StatutCotation, StatutGrille
from domain.kernel import francais
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison


class Etape(StrEnum):
    """Ce qui fait vivre une version de grille."""

    TESTER = "tester"
    REPRENDRE = "reprendre"
    PUBLIER = "publier"
    ARCHIVER = "archiver"


S = StatutGrille

ETAPES: Mapping[tuple[StatutGrille, Etape], StatutGrille] = {
    (S.BROUILLON, Etape.TESTER): S.TEST,
    (S.BROUILLON, Etape.ARCHIVER): S.ARCHIVEE,
    (S.TEST, Etape.REPRENDRE): S.BROUILLON,
    (S.TEST, Etape.PUBLIER): S.PUBLIEE,
    (S.TEST, Etape.ARCHIVER): S.ARCHIVEE,
    (S.PUBLIEE, Etape.ARCHIVER): S.ARCHIVEE,
}
"""Toute la vie d'une version : une grille ne se publie qu'après une phase de test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDeGrille:
    """Une version de grille à un instant : ce qu'il faut pour coter, et rien qui puisse encore bouger."""

    id: UUID
    departement: str
    epci: str
    population: Population
    version_grille: int
    effet_du: date | None
    effet_au: date | None
    contenu: Grille

    def en_vigueur(self, le: date) -> bool:
        if self.effet_du is None or le < self.effet_du:
            return False
        return self.effet_au is None or le <= self.effet_au


@dataclass(eq=False, kw_only=True)
class GrilleCotation(Aggregate):
    """Une version de la grille d'un EPCI : écrite, éprouvée, délibérée, puis figée (CCH R441-2-10)."""

    departement: str
    id: UUID
    epci: str
    """SIREN de l'EPCI."""
    population: Population
    version_grille: int
    statut: StatutGrille
    contenu: Grille
    creee_le: datetime
    effet_du: date | None = None
    effet_au: date | None = None
    """Dernier jour compris ; absent, jusqu'à nouvel ordre."""
    deliberation: Deliberation | None = None
    publiee_le: datetime | None = None
    prevenir: bool = False
    """Vrai quand l'EPCI veut que chaque demandeur soit averti si cette grille change ses points."""
    brouillon: Mapping[str, Any] | None = None
    """Le document en cours d'écriture tant qu'il ne peut pas être lu comme une grille : rien de saisi ne se perd."""
    version: int = 1

    @classmethod
    def ebaucher(
        cls,
        *,
        departement: str,
        epci: str,
        contenu: Grille,
        version_grille: int = 1,
        le: datetime,
        origine: str = "Modèle du fichier",
    ) -> Self:
        """Ouvre un brouillon : contenu neuf, version passée ou grille d'un autre territoire."""
        grille = cls(
            departement=departement,
            id=new_id(),
            epci=epci,
            population=contenu.population,
            version_grille=version_grille,
            statut=S.BROUILLON,
            contenu=replace(contenu, epci_siren=epci, adoption=None),
            creee_le=le,
        )
        grille.record(
            events.GrilleEbauchee(**grille._qui(le), epci=epci, version_grille=version_grille, origine=origine)
        )
        return grille

    def raison_etape(self, etape: Etape) -> Raison | None:
        """Pourquoi cette étape n'est pas possible aujourd'hui, ou rien si elle l'est."""
        if (self.statut, etape) in ETAPES:
            return None
        return Raison(
            code=f"grille-{self.statut.value}",
            phrase=f"Cette version de la grille est au statut « {self.statut.libelle} ».",
            parametres={"statut": self.statut.value, "etape": etape.value},
        )

    def modifier(self, contenu: Grille) -> None:
        """Remplace le contenu d'un brouillon. Une grille en test ou publiée ne change plus."""
        if self.statut is not S.BROUILLON:
            raise GrilleFigee(
                "Cette grille ne se modifie plus : reprenez-la en brouillon ou créez une nouvelle version.",
                statut=self.statut.value,
            )
        self.contenu = replace(contenu, epci_siren=self.epci, population=self.population, adoption=None)
        self.brouillon = None

    def ecrire(self, document: Mapping[str, Any], *, le: datetime) -> None:
        """Garde ce que l'EPCI vient d'écrire ; tant que cela ne se lit pas, la grille ne peut pas passer en test."""
        avant = self.contenu
        try:
            self.modifier(lire_grille(document))
        except GrilleInvalide as refus:
            if dict(document) == self.brouillon:
                return
            self.brouillon = dict(document)
            restes = len(refus.erreurs)
            changements = [f"Brouillon inachevé : {francais.compte(restes, 'point')} à corriger."]
        else:
            changements = [difference.phrase for difference in comparer(avant, self.contenu)]
        if changements:
            self.record(events.GrilleModifiee(**self._qui(le), changements=tuple(changements)))

    def mettre_en_test(self, *, le: datetime) -> None:
        """Calcule la grille sur toutes les demandes, sans la montrer ni aux demandeurs ni aux commissions."""
        if self.brouillon is not None and self.statut is S.BROUILLON:
            lire_grille(self.brouillon)
        self._passer(Etape.TESTER)
        self.record(events.GrilleMiseEnTest(**self._qui(le)))

    def reprendre(self, *, le: datetime) -> None:
        """Remet une grille en test au brouillon pour la corriger."""
        self._passer(Etape.REPRENDRE)
        self.record(events.GrilleReprise(**self._qui(le)))

    def publier(
        self,
        *,
        deliberation: Deliberation,
        effet_du: date,
        bloquants: Sequence[Raison],
        le: datetime,
        prevenir: bool = False,
    ) -> None:
        """Fige la grille et fixe le jour où elle s'applique. `bloquants` vient de sa relecture."""
        refus = list(bloquants)
        if effet_du < deliberation.date:
            refus.append(
                Raison(
                    code="effet-avant-deliberation",
                    phrase="Une grille ne peut pas s'appliquer avant la délibération qui l'adopte.",
                    parametres={
                        "effet_du": effet_du.isoformat(),
                        "deliberation": deliberation.date.isoformat(),
                    },
                )
            )
        if refus:
            raise GrilleNonPubliable("Cette grille ne peut pas être publiée en l'état.", raisons=refus)
        self._passer(Etape.PUBLIER)
        self.deliberation = deliberation
        self.effet_du = effet_du
        self.publiee_le = le
        self.prevenir = prevenir
        self.record(
            events.GrillePubliee(
                **self._qui(le),
                epci=self.epci,
                population=self.population.value,
                version_grille=self.version_grille,
                effet_du=effet_du,
                deliberation=deliberation.reference,
                prevenir=prevenir,
            )
        )

    def ceder_la_place(self, *, a_partir_du: date) -> None:
        """La version suivante prend le relais ce jour-là ; celle-ci reste applicable jusqu'à la veille."""
        if self.statut is S.PUBLIEE and (self.effet_au is None or self.effet_au >= a_partir_du):
            self.effet_au = a_partir_du - timedelta(days=1)

    def archiver(self, *, le: datetime) -> None:
        self._passer(Etape.ARCHIVER)
        self.record(events.GrilleArchivee(**self._qui(le)))

    def instantane(self) -> VersionDeGrille:
        """Ce que l'on évalue : la grille en vigueur, ou celle en test que l'on simule."""
        return VersionDeGrille(
            id=self.id,
            departement=self.departement,
            epci=self.epci,
            population=self.population,
            version_grille=self.version_grille,
            effet_du=self.effet_du,
            effet_au=self.effet_au,
            contenu=self.contenu,
        )

    def en_vigueur(self, le: date) -> bool:
        return self.statut is S.PUBLIEE and self.instantane().en_vigueur(le)

    def document(self) -> Grille:
        """La grille telle qu'elle se publie : son contenu, sa version, ses dates et sa délibération."""
        return replace(
            self.contenu,
            adoption=Adoption(
                version=self.version_grille,
                statut=self.statut.value,
                effet_du=self.effet_du,
                effet_au=self.effet_au,
                deliberation=self.deliberation,
            ),
        )

    def _passer(self, etape: Etape) -> None:
        raison = self.raison_etape(etape)
        if raison is not None:
            raise EtapeDeGrilleInterdite(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])
        self.statut = ETAPES[(self.statut, etape)]

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {"departement": self.departement, "aggregate_id": self.id, "occurred_at": le}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resultat:
    """Les points d'une demande pour une version de grille, un jour donné : une ligne qui se garde."""

    grille_id: UUID
    epci: str
    population: Population
    version_grille: int
    date_calcul: date
    statut: StatutCotation
    hors_cotation: str | None
    """Motif, quand la grille ne cote pas cette demande."""
    total_declare: int | None
    total_verifie: int | None
    """Absents pour une demande hors cotation."""
    blocs_declares: tuple[int, ...]
    blocs_verifies: tuple[int, ...]
    details_declares: tuple[int, ...]
    """Points propres à chaque critère, dans l'ordre de la grille."""
    details_verifies: tuple[int, ...]
    prochaine_bascule: date | None
    """Premier jour où le seul passage du temps change ce résultat."""
    empreinte: str
    """Condensé de ce que la demande disait ce jour-là à ce territoire."""

    def redit(self, autre: "Resultat") -> bool:
        """Le même résultat, un autre jour : rien à réécrire."""
        return self == replace(autre, date_calcul=self.date_calcul)


DEBUT = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalcul:
    """Un recalcul de cotation : où il en est, et ce qu'il a changé."""

    departement: str
    id: UUID
    epci: str | None
    """SIREN du territoire recoté ; absent pour la nuit, qui ne recote que les demandes que le temps a changées."""
    cause: CauseDeCalcul
    jour: date
    commence_le: datetime
    termine_le: datetime | None = None
    a_examiner: int
    examinees: int = 0
    changees: int = 0
    """Demandes dont le résultat a été réécrit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voie:
    """Une part des demandes d'un recalcul, dans l'ordre de leurs identifiants : ses lots se suivent.

    Les voies d'un même recalcul avancent en même temps.
    """

    rang: int
    curseur: UUID = DEBUT
    """La dernière demande examinée ; au début, celle d'avant la première."""
    jusqu_a: UUID | None = None
    """La dernière demande de sa part ; absente, la part va jusqu'au bout."""
    examinees: int = 0
    finie: bool = False

    def apres(self, lot: "LotCote", combien: int) -> "Voie":
        """Où elle en est après un lot ; elle finit par un lot moins grand que demandé."""
        return replace(
            self,
            curseur=lot.derniere or self.curseur,
            examinees=self.examinees + lot.examinees,
            finie=lot.examinees < combien,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotCote:
    """Ce qu'un lot a examiné et réécrit."""

    examinees: int
    changees: int
    derniere: UUID | None
