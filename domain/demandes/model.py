from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.demandes import events
from domain.demandes.codes import EtatDemande, MotifRadiation, MotifRetour, NatureDossier, PointACorriger
from domain.demandes.errors import DemandeVerrouillee, TransitionInterdite
from domain.demandes.formulaire import Formulaire
from domain.kernel.aggregate import Aggregate
from domain.kernel.raisons import Raison


class Canal(StrEnum):
    """Par où la demande est entrée."""

    PORTAIL = "portail"
    GUICHET = "guichet"
    IMPORT = "import"


class Acte(StrEnum):
    """Ce qui fait vivre une demande."""

    MODIFIER = "modifier"
    SOUMETTRE = "soumettre"
    RETOURNER = "retourner"
    VALIDER = "valider"
    RENOUVELER = "renouveler"
    RADIER = "radier"


E = EtatDemande

TRANSITIONS: Mapping[tuple[EtatDemande, Acte], EtatDemande] = {
    (E.BROUILLON, Acte.MODIFIER): E.BROUILLON,
    (E.BROUILLON, Acte.VALIDER): E.ACTIVE,
    (E.EN_COURS_DE_SAISIE, Acte.MODIFIER): E.EN_COURS_DE_SAISIE,
    (E.EN_COURS_DE_SAISIE, Acte.SOUMETTRE): E.EN_ATTENTE_DE_VALIDATION,
    (E.EN_ATTENTE_DE_VALIDATION, Acte.MODIFIER): E.EN_ATTENTE_DE_VALIDATION,
    (E.EN_ATTENTE_DE_VALIDATION, Acte.RETOURNER): E.RETOURNEE,
    (E.EN_ATTENTE_DE_VALIDATION, Acte.VALIDER): E.ACTIVE,
    (E.RETOURNEE, Acte.MODIFIER): E.RETOURNEE,
    (E.RETOURNEE, Acte.SOUMETTRE): E.EN_ATTENTE_DE_VALIDATION,
    (E.ACTIVE, Acte.MODIFIER): E.ACTIVE,
    (E.ACTIVE, Acte.RENOUVELER): E.ACTIVE,
    (E.ACTIVE, Acte.RADIER): E.SATISFAITE,
}
"""Toute la vie de la demande. La radiation mène à l'état de son motif (ETATS_RADIES)."""

ETATS_RADIES: Mapping[MotifRadiation, EtatDemande] = {
    MotifRadiation.ATTRIBUTION: E.SATISFAITE,
    MotifRadiation.ABANDON: E.RADIEE_ABANDON,
    MotifRadiation.ABSENCE_DE_REPONSE: E.RADIEE_ABSENCE_DE_REPONSE,
    MotifRadiation.IRRECEVABILITE: E.RADIEE_IRRECEVABILITE,
    MotifRadiation.NON_RENOUVELLEMENT: E.RADIEE_NON_RENOUVELLEMENT,
}

_POURQUOI_PAS: Mapping[EtatDemande, str] = {
    E.BROUILLON: "La demande est encore un brouillon.",
    E.EN_COURS_DE_SAISIE: "La demande n'a pas encore été envoyée par le demandeur.",
    E.EN_ATTENTE_DE_VALIDATION: "La demande attend la vérification d'un guichet.",
    E.RETOURNEE: "La demande a été retournée au demandeur, qui doit la corriger.",
    E.ACTIVE: "La demande est déjà enregistrée et active.",
    E.SATISFAITE: "La demande est satisfaite : un bail a été signé.",
    E.RADIEE_NON_RENOUVELLEMENT: "La demande n'a pas été renouvelée à temps et n'est plus active.",
    E.RADIEE_ABANDON: "La demande a été abandonnée et n'est plus active.",
    E.RADIEE_ABSENCE_DE_REPONSE: "La demande a été radiée faute de réponse et n'est plus active.",
    E.RADIEE_IRRECEVABILITE: "La demande a été jugée irrecevable et n'est plus active.",
}

SECTIONS = (
    "demandeur",
    "codemandeurs",
    "occupants",
    "a_naitre",
    "revenus",
    "logement_actuel",
    "logement_recherche",
    "motifs",
)
"""Les rubriques du formulaire, remplacées entières à chaque enregistrement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrou:
    """Pourquoi la demande est fermée aux modifications du demandeur, depuis quand et par qui."""

    raison: str
    depuis_le: datetime
    par: str
    passage_id: UUID


@dataclass(eq=False, kw_only=True)
class Demande(Aggregate):
    departement: str
    id: UUID
    reference: str
    """Numéro de dossier local, donné dès la première saisie."""
    canal: Canal
    etat: EtatDemande
    nature: NatureDossier = NatureDossier.STANDARD
    formulaire: Formulaire = field(default_factory=Formulaire)
    creee_le: datetime
    organisme_id: UUID | None = None
    """Le guichet : celui qui a saisi, puis celui qui a validé."""
    numero_unique: str | None = None
    deposee_le: date | None = None
    """Le jour où la demande complète a été reçue : l'ancienneté part de là (CCH R441-2-3)."""
    soumise_le: datetime | None = None
    validee_le: datetime | None = None
    renouvelee_le: date | None = None
    expire_le: date | None = None
    radiee_le: date | None = None
    motif_radiation: MotifRadiation | None = None
    motif_retour: MotifRetour | None = None
    commentaire_retour: str | None = None
    points_retour: tuple[str, ...] = ()
    """Ce qu'il faut corriger, quand le guichet l'a dit point par point."""
    dalo: bool = False
    verrou: Verrou | None = None
    version: int = 1

    @classmethod
    def commencer(
        cls,
        *,
        id: UUID,
        departement: str,
        reference: str,
        canal: Canal,
        organisme_id: UUID | None,
        le: datetime,
    ) -> Self:
        """Ouvre une demande vide : en cours de saisie sur le portail, brouillon au guichet."""
        demande = cls(
            departement=departement,
            id=id,
            reference=reference,
            canal=canal,
            etat=E.EN_COURS_DE_SAISIE if canal is Canal.PORTAIL else E.BROUILLON,
            organisme_id=organisme_id,
            creee_le=le,
        )
        demande.record(events.DemandeCommencee(**demande._qui(le), canal=canal.value))
        return demande

    def concerne(self, communes: Set[str]) -> bool:
        """Le demandeur souhaite l'une de ces communes, ou y habite."""
        demandeur = self.formulaire.demandeur
        actuelle = demandeur.adresse.commune if demandeur and demandeur.adresse else None
        return actuelle in communes or not communes.isdisjoint(self.formulaire.communes)

    def raison_etat(self, acte: Acte) -> Raison | None:
        """Pourquoi cet acte n'est pas possible aujourd'hui, ou rien s'il l'est."""
        if (self.etat, acte) in TRANSITIONS:
            return None
        return Raison(code=f"etat-{self.etat.name.lower().replace('_', '-')}", phrase=_POURQUOI_PAS[self.etat])

    def raison_verrou(self) -> Raison | None:
        """Une demande inscrite en commission ne bouge plus jusqu'à la décision."""
        if self.verrou is None:
            return None
        return Raison(
            code="inscrite-en-commission",
            phrase=f"{self.verrou.raison} Elle pourra être modifiée après la décision. Contact : {self.verrou.par}.",
            parametres={"depuis_le": self.verrou.depuis_le.isoformat(), "par": self.verrou.par},
        )

    def modifier(self, sections: Mapping[str, Any], *, le: datetime) -> None:
        """Remplace les rubriques données ; l'historique garde l'avant et l'après de chacune."""
        self._exiger(Acte.MODIFIER)
        nouveau = replace(self.formulaire, **sections)
        changees = [s for s in SECTIONS if getattr(nouveau, s) != getattr(self.formulaire, s)]
        if not changees:
            return
        avant = {s: getattr(self.formulaire, s) for s in changees}
        self.formulaire = nouveau
        self.record(
            events.DemandeModifiee(
                **self._qui(le),
                sections=changees,
                avant=avant,
                apres={s: getattr(nouveau, s) for s in changees},
            )
        )

    def soumettre(self, *, le: datetime) -> None:
        """Le demandeur envoie sa demande complète ; un guichet a trente jours pour la vérifier."""
        self._exiger(Acte.SOUMETTRE)
        self.etat = E.EN_ATTENTE_DE_VALIDATION
        self.soumise_le = le
        self.motif_retour = None
        self.commentaire_retour = None
        self.points_retour = ()
        self.record(events.DemandeSoumise(**self._qui(le)))

    def retourner(
        self, *, motif: MotifRetour, commentaire: str, points: tuple[PointACorriger, ...] = (), le: datetime
    ) -> None:
        self._exiger(Acte.RETOURNER)
        self.etat = E.RETOURNEE
        self.motif_retour = motif
        self.commentaire_retour = commentaire
        self.points_retour = tuple(p.value for p in points)
        self.record(
            events.DemandeRetournee(
                **self._qui(le),
                motif=motif.value,
                motif_libelle=motif.libelle,
                commentaire=commentaire,
                points=[p.libelle for p in points],
            )
        )

    def valider(
        self,
        *,
        numero_unique: str,
        organisme_id: UUID,
        deposee_le: date,
        expire_le: date,
        doublon_ecarte: str | None,
        le: datetime,
    ) -> None:
        """La demande reçoit son numéro unique ; elle vaut un an (CCH R441-2-3, R441-2-7)."""
        self._exiger(Acte.VALIDER)
        self.etat = E.ACTIVE
        self.numero_unique = numero_unique
        self.organisme_id = organisme_id
        self.deposee_le = deposee_le
        self.expire_le = expire_le
        self.validee_le = le
        self.record(events.DemandeValidee(**self._qui(le), numero_unique=numero_unique, doublon_ecarte=doublon_ecarte))

    def renouveler(self, *, renouvelee_le: date, expire_le: date, le: datetime) -> None:
        """Le numéro et l'ancienneté restent ; la validité repart pour un an (CCH R441-2-7)."""
        self._exiger(Acte.RENOUVELER)
        self.renouvelee_le = renouvelee_le
        self.expire_le = expire_le
        self.record(events.DemandeRenouvelee(**self._qui(le), expire_le=f"{expire_le:%d/%m/%Y}"))

    def radier(self, *, motif: MotifRadiation, radiee_le: date, le: datetime) -> None:
        """La demande n'est plus active, pour l'un des motifs de la loi (CCH R441-2-8)."""
        self._exiger(Acte.RADIER)
        self.etat = ETATS_RADIES[motif]
        self.motif_radiation = motif
        self.radiee_le = radiee_le
        self.verrou = None
        self.record(events.DemandeRadiee(**self._qui(le), motif=motif.value, motif_libelle=motif.libelle))

    def verrouiller(self, *, raison: str, par: str, passage_id: UUID, le: datetime) -> None:
        """Inscrite à une commission, la demande est tenue par elle."""
        raison_tenue = self.raison_verrou()
        if self.verrou is not None and self.verrou.passage_id != passage_id and raison_tenue is not None:
            raise DemandeVerrouillee(raison_tenue.phrase, raisons=[raison_tenue])
        self.verrou = Verrou(raison=raison, depuis_le=le, par=par, passage_id=passage_id)
        self.record(events.DemandeVerrouillee(**self._qui(le), raison=raison, passage_id=passage_id))

    def deverrouiller(self, *, passage_id: UUID, le: datetime) -> None:
        if self.verrou is not None and self.verrou.passage_id == passage_id:
            self.verrou = None
            self.record(events.DemandeDeverrouillee(**self._qui(le)))

    def _exiger(self, acte: Acte) -> None:
        raison = self.raison_etat(acte)
        if raison is not None:
            raise TransitionInterdite(f"{raison.phrase} Rien n'a été changé.", raisons=[raison], etat=self.etat.value)

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {"departement": self.departement, "aggregate_id": self.id, "occurred_at": le}


@dataclass(eq=False, kw_only=True)
class CompteDemandeur(Aggregate):
    """L'accès d'un demandeur à son dossier : une adresse électronique ou un mobile, un code, ou un mot de passe."""

    departement: str
    id: UUID
    identifiant: str
    """Adresse électronique en minuscules ou mobile au format international."""
    demande_id: UUID | None = None
    mot_de_passe: str | None = None
    cree_le: datetime
    derniere_connexion_le: datetime | None = None
    connexion_precedente_le: datetime | None = None

    def entrer(self, le: datetime) -> None:
        """La connexion d'avant reste lisible : qui ne s'y reconnaît pas voit que quelqu'un d'autre est entré."""
        self.connexion_precedente_le = self.derniere_connexion_le
        self.derniere_connexion_le = le
