from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any, Self
from uuid import UUID

from domain.demandes import events
from domain.demandes.codes import (
    EtatDemande,
    MotifIrrecevabilite,
    MotifRadiation,
    MotifRestauration,
    MotifRetour,
    MotifReveil,
    NatureDossier,
    PointACorriger,
)
from domain.demandes.declarations import Declaration
from domain.demandes.errors import DemandeVerrouillee, TransitionInterdite
from domain.demandes.formulaire import SECTIONS, SECTIONS_DES_ADULTES, Formulaire
from domain.demandes.identite import exiger_les_noms_de_naissance, exiger_une_identite
from domain.demandes.liens import Lien, TypeCreation
from domain.demandes.protection import Protection
from domain.demandes.vie.raisons import raison_etat
from domain.demandes.vie.table import ACTES_DE_RADIATION, ISSUES, TRANSITIONS, Acte
from domain.demandes.vie.valeurs import Avertissement, Rejet, Reponse, Verrou
from domain.kernel.aggregate import Aggregate, Event
from domain.kernel.raisons import Raison


class Canal(StrEnum):
    """Par où la demande est entrée."""

    PORTAIL = "portail"
    GUICHET = "guichet"
    IMPORT = "import"


E = EtatDemande


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
    mandataire_id: UUID | None = None
    """Qui l'a enregistrée pour le compte du guichet, s'il lui avait délégué l'enregistrement (CCH R441-2-1)."""
    numero_unique: str | None = None
    deposee_le: date | None = None
    """Le jour où la demande complète a été reçue : l'ancienneté part de là (CCH R441-2-3)."""
    soumise_le: datetime | None = None
    validee_le: datetime | None = None
    renouvelee_le: date | None = None
    expire_le: date | None = None
    radiee_le: date | None = None
    motif_radiation: MotifRadiation | None = None
    irrecevabilite: MotifIrrecevabilite | None = None
    endormie_le: date | None = None
    """Depuis quand la demande est en sommeil."""
    rappelee_le: date | None = None
    """Le dernier avis d'expiration."""
    avertissement: Avertissement | None = None
    """La lettre qui annonce une radiation, tant qu'elle court."""
    rejet: Rejet | None = None
    """La commission qui l'a jugée irrecevable, tant que rien n'en est sorti."""
    motif_retour: MotifRetour | None = None
    commentaire_retour: str | None = None
    points_retour: tuple[str, ...] = ()
    """Ce qu'il faut corriger, quand le guichet l'a dit point par point."""
    dalo: bool = False
    verrou: Verrou | None = None
    type_creation: TypeCreation = TypeCreation.CREATION
    liens: tuple[Lien, ...] = ()
    """Les demandes dont elle s'est séparée ou avec lesquelles elle a été fusionnée."""
    protection: Protection | None = None
    declaration: Declaration | None = None
    """Le départ d'un titulaire, déclaré depuis un espace et pas encore enregistré."""
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
        nature: NatureDossier = NatureDossier.STANDARD,
        sections: Mapping[str, Any] = MappingProxyType({}),
    ) -> Self:
        """Ouvre une demande : en cours de saisie sur le portail ; au guichet, un brouillon avec ce qui est déjà dit.

        L'ouvrir est un seul acte : l'historique en garde une ligne, avec les rubriques données.
        """
        formulaire = replace(Formulaire(), **sections)
        etat = E.EN_COURS_DE_SAISIE if canal is Canal.PORTAIL else E.BROUILLON
        exiger_les_noms_de_naissance(Formulaire(), formulaire, etat)
        donnees = [s for s in SECTIONS if getattr(formulaire, s) != getattr(Formulaire(), s)]
        demande = cls(
            departement=departement,
            id=id,
            reference=reference,
            canal=canal,
            etat=etat,
            nature=nature,
            formulaire=formulaire,
            organisme_id=organisme_id,
            creee_le=le,
        )
        demande.record(
            events.DemandeCommencee(
                **demande._qui(le),
                canal=canal.value,
                sections=donnees,
                apres={s: getattr(formulaire, s) for s in donnees},
            )
        )
        return demande

    def concerne(self, communes: Set[str], voisines: Set[str] = frozenset()) -> bool:
        """Le demandeur souhaite l'une de ces communes, y habite, ou accepte toutes celles de leur intercommunalité.

        CCH R441-2-6, d : une commune lit les demandes qui portent sur son territoire ou sur celui de son EPCI.
        """
        souhait = self.formulaire.logement_recherche
        acceptees = communes | voisines if souhait and souhait.demande_elargie else communes
        return self.commune_actuelle in communes or not acceptees.isdisjoint(self.formulaire.communes)

    @property
    def signale_un_handicap(self) -> bool:
        """Une personne à loger a un handicap reconnu, ou le logement doit y être adapté."""
        souhait = self.formulaire.logement_recherche
        return any(p.handicap for p in self.formulaire.personnes) or bool(souhait and souhait.adapte_handicap)

    @property
    def commune_actuelle(self) -> str | None:
        """Où vit le demandeur ; d'une demande protégée, cela ne se dit pas."""
        demandeur = self.formulaire.demandeur
        return None if demandeur is None or self.protection is not None else demandeur.commune_habitee

    def raison_etat(self, acte: Acte) -> Raison | None:
        """Pourquoi cet acte n'est pas possible dans cet état, ou rien s'il l'est."""
        return None if (self.etat, acte) in TRANSITIONS else raison_etat(self.etat)

    def modifier(
        self,
        sections: Mapping[str, Any],
        *,
        le: datetime,
        source: str | None = None,
        comme: Callable[..., Event] | None = None,
    ) -> None:
        """Remplace les rubriques données ; l'historique garde l'avant et l'après de chacune.

        `comme` : l'acte dont c'est l'effet, quand il a son propre nom ; il tient la seule ligne.
        """
        self._exiger(Acte.MODIFIER)
        nouveau = replace(self.formulaire, **sections)
        exiger_une_identite(self.formulaire, nouveau, self.etat)
        changees = [s for s in SECTIONS if getattr(nouveau, s) != getattr(self.formulaire, s)]
        if not changees:
            return
        avant = {s: getattr(self.formulaire, s) for s in changees}
        self.formulaire = nouveau
        fait = comme or partial(events.DemandeModifiee, source=source)
        apres = {s: getattr(nouveau, s) for s in changees}
        self.record(fait(**self._qui(le), sections=changees, avant=avant, apres=apres))
        # Le premier adulte d'un brouillon n'est pas un changement : la validation le compare elle-même.
        if self.etat is not E.EN_COURS_DE_SAISIE and any(avant[s] for s in SECTIONS_DES_ADULTES & avant.keys()):
            self.record(events.AdultesModifies(**self._qui(le)))
        if self.numero_unique is not None:
            self.record(events.DemandeNumeroteeModifiee(**self._qui(le)))

    def changer_de_nature(self, nature: NatureDossier, *, le: datetime) -> None:
        """Standard, ANRU ou mutation : la nature change ce que la demande doit contenir (R-NIR-1)."""
        self._exiger(Acte.MODIFIER)
        if nature is not self.nature:
            avant, self.nature = self.nature, nature
            self.record(events.NatureChangee(**self._qui(le), avant=avant.libelle, apres=nature.libelle))

    def soumettre(self, *, le: datetime) -> None:
        """Le demandeur envoie sa demande complète ; un guichet a trente jours pour la vérifier."""
        self._faire(Acte.SOUMETTRE)
        self.soumise_le = le
        self.motif_retour = None
        self.commentaire_retour = None
        self.points_retour = ()
        self.record(events.DemandeSoumise(**self._qui(le)))

    def retourner(
        self, *, motif: MotifRetour, commentaire: str, points: tuple[PointACorriger, ...] = (), le: datetime
    ) -> None:
        self._faire(Acte.RETOURNER)
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
        mandataire_id: UUID | None = None,
        pour_le_compte_de: str | None = None,
        le: datetime,
    ) -> None:
        """La demande reçoit son numéro unique ; elle vaut un an (CCH R441-2-3, R441-2-7)."""
        self._faire(Acte.VALIDER)
        self.numero_unique = numero_unique
        self.organisme_id = organisme_id
        self.mandataire_id = mandataire_id
        self.deposee_le = deposee_le
        self.expire_le = expire_le
        self.validee_le = le
        self.record(
            events.DemandeValidee(
                **self._qui(le),
                numero_unique=numero_unique,
                doublon_ecarte=doublon_ecarte,
                pour_le_compte_de=pour_le_compte_de,
            )
        )

    def renouveler(self, *, renouvelee_le: date, expire_le: date, le: datetime) -> None:
        """Le numéro et l'ancienneté restent ; la validité repart pour un an (CCH R441-2-7)."""
        self._faire(Acte.RENOUVELER)
        self._prolonger(renouvelee_le, expire_le)
        self.record(events.DemandeRenouvelee(**self._qui(le), expire_le=f"{expire_le:%d/%m/%Y}"))

    def endormir(self, *, endormie_le: date, le: datetime) -> None:
        """Non renouvelée à temps, la demande sort des recherches ; son numéro et son ancienneté l'attendent."""
        self._faire(Acte.ENDORMIR)
        self.endormie_le = endormie_le
        self.record(events.DemandeEndormie(**self._qui(le)))

    def reveiller(
        self,
        *,
        reveillee_le: date,
        expire_le: date,
        motif: MotifReveil | None = None,
        commentaire: str = "",
        le: datetime,
    ) -> None:
        """Réveillée, la demande est renouvelée du même geste (arrêté du 23 mars 2015, § 6.1).

        Un guichet dit à quel titre il le fait ; la personne qui réveille sa propre demande n'a rien à justifier.
        """
        self._faire(Acte.REVEILLER)
        self._prolonger(reveillee_le, expire_le)
        pourquoi = "" if motif is None else f"{motif.libelle}. {commentaire}".strip()
        self.record(events.DemandeReveillee(**self._qui(le), expire_le=f"{expire_le:%d/%m/%Y}", pourquoi=pourquoi))

    def avertir(self, avertissement: Avertissement, *, le: datetime) -> None:
        """La loi veut une lettre, et un délai pour y répondre, avant de radier (CCH R441-2-8 c et d)."""
        irrecevable = avertissement.motif is MotifRadiation.IRRECEVABILITE
        self._faire(Acte.AVERTIR_IRRECEVABILITE if irrecevable else Acte.AVERTIR_ABSENCE)
        self.avertissement = avertissement
        self.record(
            events.DemandeurAverti(
                **self._qui(le),
                motif_libelle=(avertissement.irrecevabilite or avertissement.motif).libelle,
                moyen_libelle=avertissement.moyen.libelle,
                envoye_le=f"{avertissement.envoye_le:%d/%m/%Y}",
                echeance=f"{avertissement.echeance:%d/%m/%Y}",
                repondre_en_ligne=not irrecevable,
            )
        )

    def lever_l_avertissement(self, *, commentaire: str, par_le_demandeur: bool = False, le: datetime) -> None:
        """Une réponse est arrivée : la demande continue comme si de rien n'était."""
        self._faire(Acte.LEVER_AVERTISSEMENT)
        if self.avertissement is not None and self.avertissement.motif is MotifRadiation.IRRECEVABILITE:
            self.rejet = None
        self.avertissement = None
        self.record(
            events.AvertissementLeve(**self._qui(le), commentaire=commentaire, par_le_demandeur=par_le_demandeur)
        )

    def repondre_a_l_avertissement(self, texte: str, *, le: datetime) -> None:
        """Le bailleur lira la réponse, puis lèvera l'avertissement ou prononcera ; complétée, elle reste la même."""
        self._faire(Acte.REPONDRE_AVERTISSEMENT)
        assert self.avertissement is not None
        avant = self.avertissement.reponse
        reponse = Reponse(texte=texte, le=le) if avant is None else replace(avant, texte=texte, completee_le=le)
        self.avertissement = replace(self.avertissement, reponse=reponse)
        self.record(events.AvertissementRepondu(**self._qui(le), par=self.avertissement.par))

    def noter_le_rejet(self, rejet: Rejet) -> None:
        """La commission d'un bailleur la juge irrecevable : il peut en avertir le demandeur."""
        self.rejet = rejet

    def oublier_le_rejet(self, passage_id: UUID, *, le: datetime) -> None:
        """La commission revient sur sa décision : la lettre qu'elle avait permise tombe avec elle."""
        if self.rejet is None or self.rejet.passage_id != passage_id:
            return
        self.rejet = None
        if self.avertissement is not None and self.avertissement.motif is MotifRadiation.IRRECEVABILITE:
            self.avertissement = None
            self.record(
                events.AvertissementLeve(**self._qui(le), commentaire="La commission est revenue sur sa décision.")
            )

    def radier(self, *, motif: MotifRadiation, radiee_le: date, le: datetime) -> None:
        """La demande n'est plus active, pour l'un des motifs de la loi (CCH R441-2-8)."""
        self._faire(ACTES_DE_RADIATION[motif])
        irrecevable = motif is MotifRadiation.IRRECEVABILITE and self.avertissement is not None
        self.irrecevabilite = self.avertissement.irrecevabilite if irrecevable and self.avertissement else None
        self.motif_radiation = motif
        self.radiee_le = radiee_le
        self.verrou = None
        self.avertissement = None
        self.rejet = None
        self.declaration = None
        libelle = (self.irrecevabilite or motif).libelle
        self.record(events.DemandeRadiee(**self._qui(le), motif=motif.value, motif_libelle=libelle))

    def revenir(self, *, renouvelee_le: date | None, expire_le: date, le: datetime) -> None:
        """L'annulation est reprise : la demande retrouve son état, son numéro et son ancienneté."""
        self._revivre(Acte.REVENIR, "L'annulation a été reprise", renouvelee_le, expire_le, le)

    def restaurer(
        self,
        *,
        motif: MotifRestauration,
        commentaire: str,
        renouvelee_le: date | None,
        expire_le: date,
        le: datetime,
    ) -> None:
        """Radiée, la demande redevient active avec son numéro et son ancienneté (arrêté du 23 mars 2015, § 6)."""
        pourquoi = f"{motif.libelle}. {commentaire}".strip()
        self._revivre(Acte.RESTAURER, pourquoi, renouvelee_le, expire_le, le)

    def rejoindre(self, autre: Lien, *, le: date) -> None:
        """La même personne a une autre demande, que celle-ci rejoint : plus rien ne l'attend, ni avis ni lettre."""
        self._faire(Acte.FUSIONNER)
        self.radiee_le = le
        self.avertissement = None
        self.declaration = None
        self.liens = (*self.liens, autre)

    def se_defaire(
        self, autre_id: UUID, *, etat: EtatDemande, radiee_le: date | None, avertissement: Avertissement | None
    ) -> None:
        """La fusion est défaite : la demande redevient ce qu'elle était."""
        self._faire(Acte.DEFAIRE_LA_FUSION, etat)
        self.radiee_le = radiee_le
        self.avertissement = avertissement
        self.liens = tuple(lien for lien in self.liens if lien.demande_id != autre_id)

    def supprimer(self, *, le: datetime) -> None:
        """Un brouillon abandonné s'efface : il ne reste que sa référence et son historique."""
        self._faire(Acte.SUPPRIMER)
        self.formulaire = Formulaire()
        self.record(events.BrouillonSupprime(**self._qui(le)))

    def verrouiller(self, verrou: Verrou) -> None:
        """Inscrite à une commission, la demande est tenue par elle."""
        if self.verrou is not None and self.verrou.passage_id != verrou.passage_id:
            tenue = self.verrou.opposer()
            raise DemandeVerrouillee(tenue.phrase, raisons=[tenue])
        self.verrou = verrou
        self.record(
            events.DemandeVerrouillee(**self._qui(verrou.depuis_le), raison=verrou.raison, passage_id=verrou.passage_id)
        )

    def deverrouiller(self, *, passage_id: UUID, le: datetime) -> None:
        if self.verrou is not None and self.verrou.passage_id == passage_id:
            self.verrou = None
            self.record(events.DemandeDeverrouillee(**self._qui(le)))

    def _exiger(self, acte: Acte) -> None:
        raison = self.raison_etat(acte)
        if raison is not None:
            raise TransitionInterdite(f"{raison.phrase} Rien n'a été changé.", raisons=[raison], etat=self.etat.value)

    def _faire(self, acte: Acte, vers: EtatDemande | None = None) -> None:
        """L'état ne change que par la table de vie ; `vers` : l'état d'avant, que l'acte rend."""
        self._exiger(acte)
        assert vers is None or vers in ISSUES[self.etat, acte]
        self.etat = vers or TRANSITIONS[self.etat, acte]

    def _prolonger(self, renouvelee_le: date | None, expire_le: date) -> None:
        self.renouvelee_le = renouvelee_le
        self.expire_le = expire_le
        self.endormie_le = None
        if self.avertissement is not None and self.avertissement.motif is MotifRadiation.ABSENCE_DE_REPONSE:
            self.avertissement = None

    def _revivre(self, acte: Acte, pourquoi: str, renouvelee_le: date | None, expire_le: date, le: datetime) -> None:
        etait = self.etat
        self._faire(acte)
        self.radiee_le = None
        self.motif_radiation = None
        self.irrecevabilite = None
        self._prolonger(renouvelee_le or self.renouvelee_le, expire_le)
        self.record(
            events.DemandeRestauree(
                **self._qui(le), etait=etait.libelle, pourquoi=pourquoi, expire_le=f"{expire_le:%d/%m/%Y}"
            )
        )

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {"departement": self.departement, "aggregate_id": self.id, "occurred_at": le}
