"""Une demande vit n'importe quelle vie : son numéro, son ancienneté et son historique tiennent toujours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.demandes.codes import (
    EtatDemande,
    MotifIrrecevabilite,
    MotifRadiation,
    MotifRestauration,
    MotifRetour,
    MoyenAvertissement,
)
from domain.demandes.doublons.fusion import defaire, fusionner, raisons_de_ne_pas_defaire
from domain.demandes.model import Canal, Demande
from domain.demandes.policies import actions, raisons
from domain.demandes.rules.delais import expiration, fin_de_l_avertissement
from domain.demandes.vie.nuit import DemandeLue, pas_de_la_nuit
from domain.demandes.vie.table import ACTES_DE_RADIATION, FUSIONNABLES, RADIEES, TRANSITIONS, Acte, Role
from domain.demandes.vie.use_cases import reprise
from domain.demandes.vie.valeurs import Avertissement
from tests.domain.demandes.vies import LA_DEMANDE, LE_GUICHET, NUMERO, en_commission, l_acteur, la_demande, rejetee
from tests.factories.formulaires import un_formulaire

E = EtatDemande
TERMINAUX = RADIEES | {E.SUPPRIMEE, E.FUSIONNEE}
MOTIFS = {acte: motif for motif, acte in ACTES_DE_RADIATION.items()}
MUETS = {Acte.MODIFIER}
"""Sans rien changer au formulaire, une modification ne laisse pas de ligne."""


class UneVie(RuleBasedStateMachine):
    @initialize(canal=st.sampled_from((Canal.PORTAIL, Canal.GUICHET)))
    def commencer(self, canal: Canal) -> None:
        self.jour = date(2025, 1, 15)
        self.demande = Demande.commencer(
            id=LA_DEMANDE,
            departement="35",
            reference="35250100001",
            canal=canal,
            organisme_id=None if canal is Canal.PORTAIL else LE_GUICHET,
            le=self.le,
        )
        self.demande.formulaire = un_formulaire()
        self.lignes = len(self.demande.pull_events())
        self.deposee_le: date | None = None
        self.numero: str | None = None
        self.etats = [self.demande.etat]

    @property
    def le(self) -> datetime:
        return datetime(self.jour.year, self.jour.month, self.jour.day, 9, tzinfo=UTC)

    @rule(jours=st.sampled_from((1, 7, 30, 60, 180, 365)))
    def le_temps_passe(self, jours: int) -> None:
        self.jour += timedelta(days=jours)

    @rule(role=st.sampled_from((Role.DEMANDEUR, Role.PARTENAIRE)), tirage=st.integers(0, 50))
    def quelqu_un_agit(self, role: Role, tirage: int) -> None:
        """L'un des boutons permis de l'écran, au hasard : c'est tout ce que l'application laisse faire."""
        if self.demande.etat is E.SUPPRIMEE or (role is Role.PARTENAIRE and self.demande.etat is E.EN_COURS_DE_SAISIE):
            return
        permises = [a for a in actions(l_acteur(role), self.demande, self.jour) if a.permise]
        if permises:
            self._faire(Acte(permises[tirage % len(permises)].code))

    @rule()
    def la_nuit_passe(self) -> None:
        d = self.demande
        if d.etat not in (E.ACTIVE, E.EN_SOMMEIL):
            return
        pas = pas_de_la_nuit(DemandeLue(**{n: getattr(d, n) for n in DemandeLue.__dataclass_fields__}), self.jour)
        if pas.avis:
            d.rappelee_le = self.jour
        if pas.acte is not None:
            assert raisons(l_acteur(Role.SYSTEME), d, pas.acte, self.jour) == (), "la nuit a les gardes de tous"
            self._faire(pas.acte)

    @precondition(lambda self: self.demande.etat is E.ACTIVE and self.demande.verrou is None)
    @rule()
    def inscrire_en_commission(self) -> None:
        self.demande.verrouiller(replace(en_commission(), depuis_le=self.le))
        self._noter(1)

    @precondition(lambda self: self.demande.verrou is not None)
    @rule(bail=st.booleans())
    def la_commission_decide(self, bail: bool) -> None:
        self.demande.deverrouiller(passage_id=en_commission().passage_id, le=self.le)
        self._noter(1)
        if not bail:
            self.demande.noter_le_rejet(rejetee())
        if bail:
            self._faire(Acte.SATISFAIRE)

    @precondition(lambda self: self.demande.etat in FUSIONNABLES and self.demande.verrou is None)
    @rule()
    def rejoindre_une_autre(self) -> None:
        self.autre = la_demande(E.ACTIVE, id=UUID(int=3))
        self.fusion = fusionner(
            id=UUID(int=50),
            gardee=self.autre,
            fusionnee=self.demande,
            sections=(),
            motif="",
            par="Anne Le Gall",
            organisme=None,
            le=self.le,
        )
        self.etats.append(self.demande.etat)
        self._noter(1)

    @precondition(lambda self: self.demande.etat is E.FUSIONNEE)
    @rule()
    def defaire_la_fusion(self) -> None:
        if any(raisons_de_ne_pas_defaire(self.fusion, self.autre, self.jour)):
            return
        etait = self.etats[-2]
        defaire(self.fusion, self.autre, self.demande, motif="", par="Anne Le Gall", le=self.le)
        assert self.demande.etat is etait, "elle redevient ce qu'elle était"
        self.etats.append(self.demande.etat)
        self._noter(1)

    def _faire(self, acte: Acte) -> None:
        etait, demande = self.demande.etat, self.demande
        GESTES.get(acte, _radier(acte))(self)
        assert demande.etat is TRANSITIONS[etait, acte]
        self.etats.append(demande.etat)
        if acte is Acte.VALIDER:
            self.numero, self.deposee_le = demande.numero_unique, demande.deposee_le
        self._noter(0 if acte in MUETS else 1)

    def _noter(self, attendues: int) -> None:
        """Chaque acte laisse exactement sa ligne."""
        lignes = self.demande.pull_events()
        assert len(lignes) == attendues
        assert all(ligne.libelle and ligne.description() is not None for ligne in lignes)
        self.lignes += len(lignes)

    @invariant()
    def le_numero_et_l_anciennete_ne_changent_jamais(self) -> None:
        assert self.demande.numero_unique == self.numero
        assert self.demande.deposee_le == self.deposee_le

    @invariant()
    def jamais_deux_fins(self) -> None:
        """D'une fin, on ne va qu'à la vie ; et une demande close n'est plus tenue par personne."""
        for avant, apres in zip(self.etats, self.etats[1:], strict=False):
            assert apres is E.ACTIVE or avant not in TERMINAUX - {E.FUSIONNEE}
            assert avant is not E.FUSIONNEE or apres in FUSIONNABLES
        assert (self.demande.radiee_le is not None) == (self.demande.etat in RADIEES | {E.FUSIONNEE})
        if self.demande.etat in TERMINAUX:
            assert self.demande.verrou is None
            assert self.demande.avertissement is None

    @invariant()
    def le_sommeil_se_lit_a_sa_date(self) -> None:
        if self.demande.etat is E.EN_SOMMEIL:
            assert self.demande.endormie_le is not None
            assert self.demande.expire_le is not None
            assert self.demande.expire_le < self.demande.endormie_le
        if self.demande.etat is E.ACTIVE:
            assert self.demande.endormie_le is None


def _radier(acte: Acte) -> Callable[[UneVie], None]:
    return lambda v: v.demande.radier(motif=MOTIFS[acte], radiee_le=v.jour, le=v.le)


def _avertir(v: UneVie, motif: MotifRadiation) -> None:
    v.demande.avertir(
        Avertissement(
            motif=motif,
            irrecevabilite=MotifIrrecevabilite.SEJOUR if motif is MotifRadiation.IRRECEVABILITE else None,
            moyen=MoyenAvertissement.LETTRE_RECOMMANDEE,
            envoye_le=v.jour,
            echeance=fin_de_l_avertissement(motif, v.jour, "35").valeur,
            par="Armor Habitat",
        ),
        le=v.le,
    )


def _valider(v: UneVie) -> None:
    v.demande.valider(
        numero_unique=NUMERO,
        organisme_id=LE_GUICHET,
        deposee_le=v.jour,
        expire_le=expiration(v.jour, "35").valeur,
        doublon_ecarte=None,
        le=v.le,
    )


def _revenir(v: UneVie) -> None:
    renouvelee_le, expire_le = reprise(v.demande, v.jour)
    v.demande.revenir(renouvelee_le=renouvelee_le, expire_le=expire_le, le=v.le)


def _restaurer(v: UneVie) -> None:
    renouvelee_le, expire_le = reprise(v.demande, v.jour)
    v.demande.restaurer(
        motif=MotifRestauration.ERREUR, commentaire="", renouvelee_le=renouvelee_le, expire_le=expire_le, le=v.le
    )


GESTES: dict[Acte, Callable[[UneVie], None]] = {
    Acte.MODIFIER: lambda v: v.demande.modifier({}, le=v.le),
    Acte.SOUMETTRE: lambda v: v.demande.soumettre(le=v.le),
    Acte.RETOURNER: lambda v: v.demande.retourner(motif=MotifRetour.AUTRE, commentaire="", le=v.le),
    Acte.VALIDER: _valider,
    Acte.SUPPRIMER: lambda v: v.demande.supprimer(le=v.le),
    Acte.RENOUVELER: lambda v: v.demande.renouveler(
        renouvelee_le=v.jour, expire_le=expiration(v.jour, "35").valeur, le=v.le
    ),
    Acte.ENDORMIR: lambda v: v.demande.endormir(endormie_le=v.jour, le=v.le),
    Acte.REVEILLER: lambda v: v.demande.reveiller(
        reveillee_le=v.jour, expire_le=expiration(v.jour, "35").valeur, le=v.le
    ),
    Acte.AVERTIR_ABSENCE: lambda v: _avertir(v, MotifRadiation.ABSENCE_DE_REPONSE),
    Acte.AVERTIR_IRRECEVABILITE: lambda v: _avertir(v, MotifRadiation.IRRECEVABILITE),
    Acte.REPONDRE_AVERTISSEMENT: lambda v: v.demande.repondre_a_l_avertissement("Mes revenus ont baissé.", le=v.le),
    Acte.LEVER_AVERTISSEMENT: lambda v: v.demande.lever_l_avertissement(commentaire="Réponse reçue", le=v.le),
    Acte.REVENIR: _revenir,
    Acte.RESTAURER: _restaurer,
}

UneVie.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestUneVie = UneVie.TestCase
