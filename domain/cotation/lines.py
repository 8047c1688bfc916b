"""Une ligne de l'explication : ce que le dossier dit, d'où cela vient, ce que cela donne et pourquoi."""

from datetime import date

from domain.cotation import phrases
from domain.cotation.bascule import bascule_du_critere
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import ValeurLue
from domain.cotation.compilation import est_compte, types_attendus
from domain.cotation.faits import Evenement, Faits
from domain.cotation.grille import (
    Bareme,
    Critere,
    Cumul,
    ParPas,
    champs_lus,
    evenements_lus,
    lectures_du_critere,
    reprises_du_critere,
)
from domain.cotation.interpreter import Evaluateur
from domain.cotation.justification import PreuveExpliquee, Sources, preuves_du_critere
from domain.cotation.predicats import Comparaison, FenetreEvenement
from domain.cotation.queries import LigneExpliquee
from domain.cotation.sensibilite import codes_cites, est_sensible
from domain.cotation.trace import Trace, TraceBloc, TraceCritere
from domain.cotation.vocabulary import EtatDePreuve, EtatLigne, ModeDePreuve, TypeEvenement
from domain.kernel import francais

NON_RENSEIGNE = "non renseigné"


class LignesExpliquees:
    """Toutes les phrases d'une cotation, écrites à partir de sa trace."""

    def __init__(self, evaluateur: Evaluateur, trace: Trace, faits: Faits, le: date, sources: Sources) -> None:
        self.evaluateur = evaluateur
        self.trace = trace
        self.faits = faits
        self.le = le
        self.sources = sources
        self._libelles = {bloc.code: bloc.libelle for bloc in trace.grille.blocs}
        self._libelles |= {ensemble.code: ensemble.libelle for ensemble in trace.grille.ensembles}
        self._libelles |= {critere.code: critere.libelle for critere in trace.grille.criteres}

    def ligne(self, trace: TraceCritere, bloc: TraceBloc) -> LigneExpliquee:
        critere = trace.critere
        return LigneExpliquee(
            code=critere.code,
            libelle=critere.libelle,
            definition=critere.explication_public,
            base_legale=critere.base_legale,
            points=trace.verifies,
            points_declares=trace.declares,
            points_retenus=trace.retenus,
            etat=trace.etat,
            etat_libelle=_dire_etat(trace),
            par=trace.par,
            valeur_lue=self.valeur_lue(critere),
            source=self.source(critere),
            preuves=self.preuves(critere) if trace.declares != 0 else [],
            explication=self.explication(trace, bloc),
            expire_le=self.expire_le(trace),
            sensible=self.est_sensible(critere),
        )

    def valeur_lue(self, critere: Critere) -> str:
        """Ce que le dossier dit ; le nom du champ ne s'ajoute que s'il y en a plusieurs."""
        lues = list(lectures_du_critere(critere).values())
        if len(lues) == 1 and lues[0].repart_de is None and not evenements_lus(critere):
            return self._dire(lues[0], critere)
        return self.situation(critere)

    def situation(self, critere: Critere) -> str:
        """Tout ce que le critère lit, chaque champ avec son nom."""
        lues = lectures_du_critere(critere).values()
        dites = [
            f"{phrases.nom_de_lecture(CATALOGUE[lue.champ], lue.repart_de)} : {self._dire(lue, critere)}"
            for lue in lues
        ]
        comptes = (*reprises_du_critere(critere), *evenements_lus(critere))
        dites += [self._dire_evenements(fenetre) for fenetre in dict.fromkeys(comptes)]
        if isinstance(critere.valeur, Cumul):
            dites.append(self._dire_cumul(critere.valeur))
        if critere.sur_seule_validation:
            dites.append(f"Validation par : {critere.preuve.role}")
        return " ; ".join(dites) or "Critère commun à toutes les demandes"

    def _lue(self, lu: str) -> ValeurLue | None:
        return self.trace.lecture.valeurs[self.evaluateur.index[lu]]

    def _dire(self, lue: Comparaison | Bareme | ParPas, critere: Critere) -> str:
        """D'un champ à plusieurs codes, seuls se disent ceux que le critère cite."""
        champ, valeur = CATALOGUE[lue.champ], self._lue(lue.lu)
        if valeur is None:
            return NON_RENSEIGNE
        if isinstance(lue, Comparaison) and lue.secteurs:
            return _dire_secteurs(lue, valeur)
        if isinstance(valeur, frozenset):
            valeur &= codes_cites(critere, champ)
        return champ.dire(valeur)

    def _dire_evenements(self, fenetre: FenetreEvenement) -> str:
        comptes = [evenement for evenement in self.faits.evenements if est_compte(fenetre, evenement, self.le)]
        contestees = self.sources.contestations
        dits = [_dire_evenement(e, contestees.get((e.type, e.le))) for e in comptes]
        return francais.enumeration(dits) or "aucun événement compté"

    def _dire_cumul(self, cumul: Cumul) -> str:
        remplis = sum(trace.verifies != 0 for trace in self._comptes(cumul))
        return f"{francais.compte(remplis, 'critère rempli', 'critères remplis')} sur {len(cumul.parmi)}"

    def _comptes(self, cumul: Cumul) -> list[TraceCritere]:
        return [trace for trace in self.trace.criteres if trace.critere.code in cumul.parmi]

    def source(self, critere: Critere) -> str:
        """La rubrique du formulaire et qui l'a dite quand, ou l'événement d'où vient l'information."""
        rubriques = dict.fromkeys(CATALOGUE[code].rubrique for code in champs_lus(critere))
        sources = [self.sources.dire(rubrique) for rubrique in rubriques]
        if evenements_lus(critere) or reprises_du_critere(critere):
            sources.append("Historique de la demande")
        if isinstance(critere.valeur, Cumul):
            sources.append("Autres critères de la grille")
        if critere.sur_seule_validation:
            sources.append("Validation d'un intervenant")
        return " ; ".join(sources) or "Toutes les demandes"

    def preuves(self, critere: Critere) -> list[PreuveExpliquee]:
        return preuves_du_critere(critere, self.faits, self.sources, self.le)

    def des_que_prouve(self, critere: Critere) -> str:
        """« quand cette pièce sera validée : … », selon ce qui est déjà au dossier."""
        if isinstance(critere.valeur, Cumul):
            return "quand les critères comptés seront vérifiés"
        if critere.preuve.mode is ModeDePreuve.VALIDE_PAR:
            return f"quand ce critère sera validé par : {critere.preuve.role}"
        par_etat = {preuve.etat: preuve for preuve in reversed(self.preuves(critere))}
        if deposee := par_etat.get(EtatDePreuve.DEPOSEE):
            return f"quand la pièce déposée sera vérifiée : {deposee.libelle}"
        types = [self.sources.nommer(type_) for type_ in sorted(types_attendus(critere))]
        if not types:
            return "quand un justificatif sera validé"
        de_nouveau = not par_etat.keys().isdisjoint({EtatDePreuve.REFUSEE, EtatDePreuve.EXPIREE})
        quelle = "une nouvelle pièce" if de_nouveau else "cette pièce"
        return f"quand {quelle} sera validée : {francais.enumeration(types, 'ou')}"

    def explication(self, trace: TraceCritere, bloc: TraceBloc) -> str:
        """Pourquoi ces points, en une phrase qui se lit seule."""
        non_comptes = phrases.accorder(trace.declares, "non compté")
        match trace.etat:
            case EtatLigne.ACQUIS:
                return (
                    f"{phrases.points_signes(trace.verifies)}{_pondere(trace, bloc)}. {self.situation(trace.critere)}."
                )
            case EtatLigne.PLAFONNE:
                dont = phrases.accorder(trace.retenus, "compté")
                return f"{phrases.points(trace.verifies)}, dont {dont} : {self._bornes(bloc)}."
            case EtatLigne.ABSORBE_PAR:
                return f"{non_comptes} : « {self._libelles[trace.par or '']} » compte à la place."
            case EtatLigne.EXCLU_PAR if trace.par is not None:
                return f"{non_comptes} : le bloc « {self._libelles[trace.par]} » passe avant."
            case EtatLigne.EXCLU_PAR:
                return f"{non_comptes} : le bloc ne s'applique pas à cette demande."
            case EtatLigne.EN_ATTENTE_PIECE:
                return f"{phrases.points_signes(trace.declares)} {self.des_que_prouve(trace.critere)}."
            case EtatLigne.DONNEE_MANQUANTE:
                cites = francais.enumeration([f"« {champ.libelle} »" for champ in trace.manquants])
                return f"Aucun point : le dossier ne renseigne pas {cites}."
            case EtatLigne.NON_APPLICABLE:
                return "Aucun point : ce critère ne s'applique pas à la situation connue."

    def pourquoi_le_bloc(self, trace: TraceBloc) -> str | None:
        if trace.exclu_par is not None:
            return f"Ce bloc ne compte pas : le bloc « {self._libelles[trace.exclu_par]} » passe avant."
        if trace.exclu:
            return "Ce bloc ne s'applique pas à cette demande."
        dits = [f"{self._bornes(trace).capitalize()}."] if trace.plafonne else []
        dits += [
            f"Non compté : de « {ensemble.ensemble.libelle} », « {self._libelles[ensemble.retenu]} » est plus élevé."
            for ensemble in self.trace.ensembles
            if trace.bloc.code in ensemble.ensemble.parmi and ensemble.retenu not in (None, trace.bloc.code)
        ]
        return " ".join(dits) or None

    def _bornes(self, trace: TraceBloc) -> str:
        plafond = trace.bloc.plafond
        if plafond is not None and trace.verifies == plafond:
            return f"le bloc est plafonné à {phrases.points(plafond)}"
        return f"le bloc ne descend pas sous {phrases.points(trace.bloc.plancher or 0)}"

    def est_sensible(self, critere: Critere) -> bool:
        """La ligne dit ou laisse deviner une information de santé ou de violences."""
        if est_sensible(critere, self.trace.grille.criteres):
            return True
        return any(
            self._lue(lu) in CATALOGUE[lue.champ].codes_sensibles for lu, lue in lectures_du_critere(critere).items()
        )

    def expire_le(self, trace: TraceCritere) -> date | None:
        """Le jour où le temps seul diminue ces points, gagnés ou perdus."""
        if trace.declares == 0:
            return None
        jour = bascule_du_critere(self.evaluateur, trace.rang, self.faits, self.le)
        if jour is None:
            return None
        declares, verifies = self.evaluateur.critere(trace.rang, self.evaluateur.lire(self.faits, jour))
        baisse = abs(declares) < abs(trace.declares) or abs(verifies) < abs(trace.verifies)
        return jour if baisse else None


def _dire_secteurs(lue: Comparaison, valeur: ValeurLue) -> str:
    """Les secteurs où la demande se trouve, parmi ceux que le critère nomme."""
    communes = valeur if isinstance(valeur, frozenset) else {valeur}
    trouves = [secteur.libelle for secteur in lue.secteurs if not secteur.communes.isdisjoint(communes)]
    return francais.enumeration(trouves) or "aucun des secteurs de ce critère"


def _dire_etat(trace: TraceCritere) -> str:
    retires = trace.etat is EtatLigne.ACQUIS and trace.verifies < 0
    return "Points retirés" if retires else trace.etat.libelle


def _pondere(trace: TraceCritere, bloc: TraceBloc) -> str:
    """« +10 points, comptés 15 : le bloc multiplie ses points par 1,5 »."""
    if bloc.bloc.coefficient == 1:
        return ""
    comptes = francais.nombre(trace.retenus).replace("-", phrases.MOINS)
    return f", comptés {comptes} : le bloc multiplie ses points par {francais.nombre(bloc.bloc.coefficient)}"


def _dire_evenement(evenement: Evenement, contestation: str | None) -> str:
    """« Refus d'un logement proposé (3 mars 2026 — T3, Rennes ; contesté le 5 mars 2026, en attente de décision) »."""
    precision = f" — {evenement.reference}" if evenement.reference else ""
    suite = f" ; {contestation}" if contestation else ""
    return f"{TypeEvenement(evenement.type).libelle} ({francais.jour(evenement.le)}{precision}{suite})"
