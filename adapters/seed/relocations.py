"""Dwellings that become vacant, their candidates, the commission and what follows, played on the aggregates."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from adapters.seed.conventions import Conventions, Reservation
from adapters.seed.dossiers import Dossier, demandeur
from adapters.seed.hasard import Hasard
from adapters.seed.partenaires import Partenaire
from adapters.seed.patrimoine import Patrimoine, ouvrir_une_vacance, tirer_conditions, tirer_logement
from adapters.seed.seances import Seances
from domain.biens.model import Bien
from domain.commissions.model import Avis, BienExamine, Passage, Seance
from domain.conventions_flux.model import Imputation, NatureImputation
from domain.conventions_flux.use_cases import logement_reserve
from domain.cotation.evenements.events import RefusQualifie
from domain.cotation.faits import Evenement
from domain.cotation.vocabulary import TypeEvenement
from domain.demandes.model import Canal
from domain.demandes.vie.valeurs import Verrou
from domain.kernel.aggregate import Aggregate, Event
from domain.kernel.codes import Typologie
from domain.organismes.acteur import Acteur, systeme
from domain.propositions.codes import EtatProposition, MotifArret, MotifRefusCandidat
from domain.propositions.model import Proposition
from domain.propositions.parametres import dernier_jour_pour_repondre
from domain.propositions.reactions import reference_du_passage, vu_en_commission
from domain.propositions.use_cases import designation

PEU_DE_CANDIDATS = "Aucune autre demande ne correspond à ce logement."
MINIMUM = 3
_REFERENCE = "B{departement}-{rang:06d}"
"""As SqlBienRepository.prochaine_reference writes it."""


M = MotifRefusCandidat
ADAPTE = {m: True for m in (M.QUARTIER, M.VOISINAGE, M.STATIONNEMENT, M.ANNEXES, M.RESTE)} | {
    m: False for m in (M.LOYER, M.SURFACE, M.ETAGE, M.TRAJET, M.HANDICAP)
}
"""What a refusal says of the dwelling by its reason alone; the others stay unsaid."""


@dataclass(slots=True)
class Candidature:
    dossier: Dossier
    proposition: Proposition
    passage: Passage | None = None


@dataclass(slots=True)
class Relocation:
    """One vacancy: the dwelling, who lets it, who follows it, who asks for it."""

    bien: Bien
    bailleur: Partenaire
    agent: Acteur
    reservation: Reservation | None
    candidatures: list[Candidature] = field(default_factory=list)
    examen: BienExamine | None = None
    seance: Seance | None = None
    imputations: list[Imputation] = field(default_factory=list)


class Relocations:
    """Everything a batch lets or tries to let. `premiere_reference`: the numbers this batch may give to dwellings."""

    def __init__(
        self,
        hasard: Hasard,
        departement: str,
        today: date,
        parc: Patrimoine,
        conventions: Conventions,
        seances: Seances,
        premiere_reference: int,
        lot: int,
    ) -> None:
        self.hasard, self.departement, self.today = hasard, departement, today
        self.parc, self.conventions, self.seances = parc, conventions, seances
        self.toutes: list[Relocation] = []
        self.journal: list[tuple[Event, Acteur]] = []
        self._reference, self._lot = premiere_reference, lot
        self._a_l_ordre_du_jour: Counter[UUID] = Counter()

    # --- the dwelling

    def ouvrir(
        self,
        commune: str,
        typologie: Typologie,
        le: datetime,
        disponible_le: date,
        bailleur_id: UUID | None = None,
    ) -> Relocation:
        """`bailleur_id`: when it matters whose dwelling it is."""
        tire = tirer_logement(self.hasard, self.parc, commune, typologie, bailleur_id)
        bailleur = self.parc.bailleur(tire[0])
        agent = bailleur.agent(self.hasard, self.departement)
        reservation = self.conventions.tirer(self.hasard, bailleur.id, commune, le.date())
        qui = (reservation.reservataire.id, reservation.type) if reservation else None
        bien = ouvrir_une_vacance(
            self.hasard,
            self.departement,
            _REFERENCE.format(departement=self.departement, rang=self._reference),
            tire,
            tirer_conditions(self.hasard, tire[2], disponible_le, qui, agent.compte_id),
            reservation.reservataire.nom if reservation else None,
            reservation.convention_id if reservation else None,
            le,
            self.today,
        )
        self._reference += 1
        relocation = Relocation(bien, bailleur, agent, reservation)
        self.noter(bien, agent)
        self._imputer(relocation, NatureImputation.MISE_A_DISPOSITION, le)
        self.toutes.append(relocation)
        return relocation

    def noter(self, objet: Aggregate, acteur: Acteur) -> None:
        self.journal += [(event, acteur) for event in objet.pull_events()]

    def _imputer(self, relocation: Relocation, nature: NatureImputation, le: datetime) -> None:
        """Once a vacancy and a nature, as domain.conventions_flux.use_cases.imputer does."""
        bien = relocation.bien
        convention_id = bien.courante.convention_id
        if convention_id is None or any(i.nature is nature for i in relocation.imputations):
            return
        relocation.imputations.append(
            Imputation(
                departement=self.departement,
                id=self.hasard.identifiant(le),
                convention_id=convention_id,
                nature=nature,
                bien_id=bien.id,
                mise_en_location_id=bien.mise_en_location_id,
                le=le.date(),
            )
        )
        convention = self.conventions.par_id[convention_id]
        convention.imputer(nature, bien_id=bien.id, bien_libelle=logement_reserve(bien).libelle, le=le)
        self.noter(convention, relocation.agent)

    # --- the candidates

    def retenir(self, relocation: Relocation, dossiers: list[Dossier], le: datetime) -> None:
        bien = relocation.bien
        for dossier in dossiers:
            demande = dossier.demande
            proposition = Proposition.retenir(
                id=self.hasard.identifiant(le),
                departement=self.departement,
                bien_id=bien.id,
                mise_en_location_id=bien.mise_en_location_id,
                bien_libelle=designation(bien),
                demande_id=demande.id,
                numero_unique=demande.numero_unique or demande.reference,
                organisme_id=bien.organisme_id,
                par=relocation.agent.libelle,
                le=le,
            )
            dossier.propositions += 1
            relocation.candidatures.append(Candidature(dossier, proposition))
            self.noter(proposition, relocation.agent)
        bien.proposer([c.proposition.numero_unique for c in relocation.candidatures], le=le)
        self.noter(bien, relocation.agent)

    def inscrire(self, relocation: Relocation, seance: Seance, le: datetime) -> None:
        bien = relocation.bien
        relocation.seance = seance
        self._a_l_ordre_du_jour[seance.id] += 1
        relocation.examen = BienExamine(
            departement=self.departement,
            bien_id=bien.id,
            mise_en_location_id=bien.mise_en_location_id,
            bien_libelle=designation(bien),
            ordre=self._lot % 300 * 100 + self._a_l_ordre_du_jour[seance.id],
            justification=None if len(relocation.candidatures) >= MINIMUM else PEU_DE_CANDIDATS,
        )
        for candidature in relocation.candidatures:
            proposition, dossier = candidature.proposition, candidature.dossier
            proposition.inscrire(seance_id=seance.id, tenue_le=seance.quand, le=le)
            proposition.version += 1
            dossier.demande.verrouiller(
                Verrou(
                    raison=f"La demande est inscrite à la commission d'attribution du {seance.quand} "
                    f"de {relocation.bailleur.nom}.",
                    depuis_le=le,
                    par=f"{relocation.bailleur.nom}, {relocation.bailleur.telephone}",
                    passage_id=proposition.id,
                )
            )
            candidature.passage = Passage(
                departement=self.departement,
                proposition_id=proposition.id,
                seance_id=seance.id,
                bien_id=bien.id,
                demande_id=proposition.demande_id,
                inscrit_le=le,
                inscrit_par=relocation.agent.libelle,
            )
            self.noter(proposition, relocation.agent)
            dossier.noter(dossier.demande, relocation.agent)
        bien.inscrire_en_commission(f"Commission du {seance.quand}", le=le)
        self.noter(bien, relocation.agent)

    # --- the commission

    def decider(self, relocation: Relocation, candidature: Candidature, avis: Avis, le: datetime) -> None:
        proposition, passage, dossier = candidature.proposition, candidature.passage, candidature.dossier
        assert passage is not None
        assert relocation.seance is not None
        president = self.seances.president(relocation.seance)
        if avis.decision.attribue:
            proposition.attribuer(decision=avis.decision, rang=avis.rang, condition=avis.condition, le=le)
            self._imputer(relocation, NatureImputation.ATTRIBUTION, le)
        else:
            assert avis.motif is not None
            proposition.ecarter(decision=avis.decision, motif=avis.motif, commentaire=avis.commentaire, le=le)
        proposition.version += 1
        passage.decider(avis, par=president.libelle, le=le)
        passage.version += 1
        dossier.demande.deverrouiller(passage_id=proposition.id, le=le)
        vu = vu_en_commission(avis.rang) if avis.decision.attribue else TypeEvenement.CAL_NON_ATTRIBUE
        self._dater(candidature, vu, le, commission=relocation.seance.nom)
        self.noter(proposition, president)
        dossier.noter(dossier.demande, president)

    def _dater(
        self,
        candidature: Candidature,
        type: TypeEvenement,
        le: datetime,
        *,
        adapte: bool | None = None,
        commission: str | None = None,
    ) -> None:
        bien = candidature.proposition.bien_libelle
        reference = reference_du_passage(bien, commission) if commission else bien
        candidature.dossier.evenements.append(
            Evenement(type=type.value, le=le.date(), adapte=adapte, reference=reference)
        )

    def _qualifier(
        self, relocation: Relocation, candidature: Candidature, motif: MotifRefusCandidat, le: datetime
    ) -> None:
        """The agent says that day whether the dwelling suited, where the reason given is enough to tell."""
        adapte = ADAPTE.get(motif)
        if adapte is not None:
            qualifie = RefusQualifie(
                departement=self.departement,
                aggregate_id=candidature.dossier.demande.id,
                occurred_at=le,
                genre=TypeEvenement.REFUS_PROPOSITION.value,
                date_du_fait=le.date(),
                motif=f"Motif du refus : {motif.libelle.lower()}.",
                adapte=adapte,
            )
            candidature.dossier.journal.append((qualifie, relocation.agent))

    # --- the answer

    def notifier(self, relocation: Relocation, candidature: Candidature, jour: date) -> date:
        """The last day to answer."""
        le = self.hasard.instant(jour)
        limite = dernier_jour_pour_repondre(jour, self.departement)
        candidature.proposition.notifier(notifiee_le=jour, repondre_avant_le=limite, le=le)
        candidature.proposition.version += 1
        self._dater(candidature, TypeEvenement.PROPOSITION, le)
        self.noter(candidature.proposition, relocation.agent)
        return limite

    def accepter(self, relocation: Relocation, candidature: Candidature, jour: date) -> None:
        le = self.hasard.instant(jour)
        proposition = candidature.proposition
        proposition.accepter(aujourd_hui=jour, le=le)
        proposition.version += 1
        relocation.bien.attribuer(
            demande_id=proposition.demande_id, numero_unique=proposition.numero_unique, attribue_le=jour, le=le
        )
        self.noter(proposition, self._qui_repond(relocation, candidature))
        self.noter(relocation.bien, relocation.agent)

    def refuser(self, relocation: Relocation, candidature: Candidature, motif: MotifRefusCandidat, jour: date) -> None:
        le = self.hasard.instant(jour)
        candidature.proposition.refuser(motif=motif, commentaire="", aujourd_hui=jour, le=le)
        candidature.proposition.version += 1
        self._dater(candidature, TypeEvenement.REFUS_PROPOSITION, le, adapte=ADAPTE.get(motif))
        self._qualifier(relocation, candidature, motif, le)
        self.noter(candidature.proposition, self._qui_repond(relocation, candidature))

    def se_taire(self, candidature: Candidature, jour: date) -> None:
        """The morning after the last day to answer."""
        le = self.hasard.instant(jour, 4, 5)
        candidature.proposition.constater_le_silence(aujourd_hui=jour, le=le)
        candidature.proposition.version += 1
        self._dater(candidature, TypeEvenement.SANS_REPONSE, le)
        self.noter(candidature.proposition, systeme(self.departement))

    def signer(self, relocation: Relocation, candidature: Candidature, jour: date) -> datetime:
        le = self.hasard.instant(jour)
        proposition = candidature.proposition
        entree_le = jour + timedelta(days=self.hasard.entre(0, 12))
        # one lease in eight, without drawing: the rest of the territory stays as it was
        dalo = proposition.demande_id.int % 8 == 0
        proposition.signer_le_bail(signe_le=jour, entree_le=entree_le, aujourd_hui=jour, le=le, dalo=dalo)
        proposition.version += 1
        relocation.bien.louer(
            demande_id=proposition.demande_id, numero_unique=proposition.numero_unique, loue_le=jour, le=le
        )
        self._imputer(relocation, NatureImputation.BAIL, le)
        self.noter(proposition, relocation.agent)
        self.noter(relocation.bien, relocation.agent)
        for autre in relocation.candidatures:
            if autre is not candidature and autre.proposition.etat is EtatProposition.DECIDEE:
                autre.proposition.arreter(motif=MotifArret.BIEN_LOUE, le=le)
                autre.proposition.version += 1
                self.noter(autre.proposition, relocation.agent)
        return le

    def _qui_repond(self, relocation: Relocation, candidature: Candidature) -> Acteur:
        en_ligne = candidature.dossier.demande.canal is Canal.PORTAIL
        return demandeur(self.departement) if en_ligne else relocation.agent
