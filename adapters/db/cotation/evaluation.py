"""A grid as one SQL statement over the facts: the points of any demandes, where they are, without taking them out.

The third evaluator: the interpreter defines, the columns score a whole stock, this one answers for a list or checks
what is stored. Thresholds and codes travel as parameters; only columns of the catalogue are named.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Select,
    SmallInteger,
    Text,
    and_,
    case,
    column,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.sql.selectable import FromClause

from adapters.db.cotation.colonnes import nom_de_colonne
from adapters.db.cotation.expressions import (
    ROUNDED,
    Expr,
    at_least,
    clipped,
    compared,
    exact_number,
    kept_of,
    multiplied,
    of_bareme,
    of_comparaison,
    of_par_pas,
    total_of,
    whole,
    whole_numbers,
)
from adapters.db.cotation.tables import faits_de_cotation
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Temps
from domain.cotation.compilation import types_attendus
from domain.cotation.composition import PlanDeBloc
from domain.cotation.grille import (
    POINTS_MAXIMUM,
    Bareme,
    Critere,
    Cumul,
    Grille,
    ParEvenement,
    ParPas,
    PointsFixes,
    Valeur,
)
from domain.cotation.interpreter import Evaluateur
from domain.cotation.predicats import (
    AuMoins,
    Comparaison,
    CompteEvenements,
    FenetreEvenement,
    Non,
    Predicat,
    Reprise,
    Tous,
    UnDe,
)
from domain.cotation.vocabulary import ModeDEnsemble, ModeDePreuve, StatutCotation
from domain.kernel.calendrier import dernier_jour_du_mois, premier_jour_compte

F = faits_de_cotation.c
_ALONE: ColumnElement[int] = literal_column("0", Integer)
"""`offset 0`: PostgreSQL then computes each step once, instead of writing it again wherever it is read."""


def points_en_sql(grille: Grille, le: date, *demandes: ColumnElement[bool]) -> Select[Any]:
    """demande_id, statut, hors_cotation, totals, blocks and details of the facts that `demandes` keeps."""
    return _Compilation(grille, le).select(*demandes)


class _Compilation:
    def __init__(self, grille: Grille, le: date) -> None:
        self._grille, self._le = grille, le
        self._evaluateur = Evaluateur(grille)
        self._plan = self._evaluateur.plan_du_total
        self._fenetres = {fenetre: f"w{n}" for n, fenetre in enumerate(self._evaluateur.fenetres)}
        self._noms = {lu: f"r{n}" for n, (lu, _, _) in enumerate(self._evaluateur.reprises)}
        self._noms |= {champ.code: champ.code for champ in self._evaluateur.champs}
        self._preuves = {n: f"p{n}" for n, c in enumerate(grille.criteres) if c.preuve.exigee}

    def select(self, *demandes: ColumnElement[bool]) -> Select[Any]:
        lus = [self._lu(champ).label(champ.code) for champ in self._evaluateur.champs]
        lus += [self._repart(c, f).label(f"s{n}") for n, (_, c, f) in enumerate(self._evaluateur.reprises)]
        lus += [self._compte(fenetre).label(nom) for fenetre, nom in self._fenetres.items()]
        lus += [self._prouve(self._grille.criteres[n]).label(nom) for n, nom in self._preuves.items()]
        step: FromClause = select(F.demande_id, *lus).where(*demandes).offset(_ALONE).subquery("lus")
        if self._evaluateur.reprises:
            step = self._then(step, self._repris(step))
        step = self._then(step, self._hors_et_details(step))
        step = self._then(step, self._verifies(step))
        if self._evaluateur.cumuls:
            step = self._then(step, [self._cumul(step, rang, n) for rang in self._evaluateur.cumuls for n in (0, 1)])
        for vague in self._vagues():
            step = self._then(step, [self._bloc(step, plan, n) for plan in vague for n in (0, 1)])
        for rang in range(len(self._grille.ensembles)):
            step = self._then(step, [self._ensemble(step, rang, n) for n in (0, 1)])
        return self._resultat(step)

    def _then(self, step: FromClause, added: Sequence[Any]) -> FromClause:
        return select(*step.c, *added).offset(_ALONE).subquery()

    # --- what is read

    def _lu(self, champ: Champ) -> Expr:
        kept: Expr = faits_de_cotation.c[nom_de_colonne(champ)]
        read = kept if champ.temps is None else self._depuis(kept, champ.temps)
        absente = champ.valeur_absente
        if absente is None:
            return read
        if isinstance(absente, frozenset):
            return func.coalesce(read, as_type(array([], type_=Text), ARRAY(Text)))
        return func.coalesce(read, literal(absente))

    def _depuis(self, since: Expr, temps: Temps) -> Expr:
        le = self._le
        if temps is Temps.A_COMPTER_DU:
            return since <= literal(le, Date)
        year, month, day = (as_type(func.extract(part, since), Integer) for part in ("year", "month", "day"))
        if temps is Temps.MOIS:
            counted = le.year * 12 + le.month - (year * 12 + month)
            if le.day < dernier_jour_du_mois(le.year, le.month):
                counted -= case((day > le.day, 1), else_=0)
        elif temps is Temps.MOIS_AVANT:
            last_day = as_type(func.extract("day", since + literal_column("1")), Integer) == 1
            counted = year * 12 + month - (le.year * 12 + le.month)
            counted -= case((and_(day < le.day, not_(last_day)), 1), else_=0)
        else:
            counted = le.year - year - case((month * 100 + day > le.month * 100 + le.day, 1), else_=0)
        return case((since.is_(None), null()), else_=func.greatest(counted, 0))

    def _repart(self, champ: Champ, reprise: Reprise) -> Expr:
        """The day from which a duration counts when events start it again; `greatest` leaves out what is null."""
        kept: Expr = faits_de_cotation.c[nom_de_colonne(champ)]
        if reprise.recul_mois is None:
            moved: Expr = func.greatest(kept, self._evenements(reprise, func.max))
        else:
            lost = as_type(self._compte(reprise) * whole(reprise.recul_mois), Integer)
            moved = as_type(kept + func.make_interval(literal_column("0"), lost), Date)
        return case((kept.is_(None), null()), else_=moved)

    def _repris(self, step: FromClause) -> list[Any]:
        added = []
        for n, (lu, champ, _) in enumerate(self._evaluateur.reprises):
            assert champ.temps is not None
            counted, absente = self._depuis(step.c[f"s{n}"], champ.temps), champ.valeur_absente
            added.append(
                (counted if absente is None else func.coalesce(counted, literal(absente))).label(self._noms[lu])
            )
        return added

    def _compte(self, fenetre: FenetreEvenement) -> Expr:
        return self._evenements(fenetre, lambda _: func.count())

    def _evenements(self, fenetre: FenetreEvenement, resume: Callable[[Expr], Expr]) -> Expr:
        e = (
            func.unnest(F.evenements_type, F.evenements_le, F.evenements_adapte)
            .table_valued(column("type", Text), column("le", Date), column("adapte", Boolean))
            .render_derived()
        )
        counted = [e.c.type.in_(fenetre.types), e.c.le <= literal(self._le, Date)]
        if fenetre.adapte is not None:
            counted.append(e.c.adapte.is_(fenetre.adapte))
        if fenetre.fenetre_mois is not None:
            counted.append(e.c.le >= literal(premier_jour_compte(self._le, fenetre.fenetre_mois), Date))
        return select(resume(e.c.le)).select_from(e).where(*counted).scalar_subquery()

    def _prouve(self, critere: Critere) -> Expr:
        preuve, le = critere.preuve, literal(self._le, Date)
        p = (
            func.unnest(F.preuves_critere, F.preuves_type, F.preuves_valide_le, F.preuves_expire_le)
            .table_valued(
                column("critere", Text), column("type", Text), column("valide_le", Date), column("expire_le", Date)
            )
            .render_derived()
        )
        if preuve.mode is ModeDePreuve.VALIDE_PAR:
            wanted = [p.c.critere == critere.code, p.c.type == preuve.role]
        else:
            wanted = [p.c.critere.is_(None), p.c.type.in_(sorted(types_attendus(critere)))]
        wanted += [p.c.valide_le <= le, or_(p.c.expire_le.is_(None), p.c.expire_le > le)]
        if preuve.validite_mois is not None:
            wanted.append(p.c.valide_le >= literal(premier_jour_compte(self._le, preuve.validite_mois), Date))
        return exists(select(literal_column("1")).select_from(p).where(*wanted))

    # --- conditions and values

    def _predicat(self, step: FromClause, predicat: Predicat) -> Expr:
        match predicat:
            case Tous(parmi=parmi):
                return and_(*(self._predicat(step, fils) for fils in parmi)).self_group()
            case UnDe(parmi=parmi):
                return or_(*(self._predicat(step, fils) for fils in parmi)).self_group()
            case AuMoins(combien=combien, parmi=parmi):
                return at_least(combien, [self._predicat(step, fils) for fils in parmi])
            case Non(predicat=nie):
                return not_(self._predicat(step, nie))
            case CompteEvenements(evenement=evenement, op=op, val=val):
                return compared(step.c[self._fenetres[evenement]], op, whole_numbers(val, 1))
            case Comparaison():
                return of_comparaison(step.c[self._noms[predicat.lu]], CATALOGUE[predicat.champ], predicat)

    def _valeur(self, step: FromClause, valeur: Valeur) -> Expr:
        match valeur:
            case PointsFixes(points=points):
                return whole(points)
            case Bareme():
                return of_bareme(step.c[self._noms[valeur.lu]], valeur)
            case ParPas():
                return of_par_pas(step.c[self._noms[valeur.lu]], valeur, self._grille.arrondi)
            case ParEvenement(evenement=evenement, points=points, franchise=franchise, max=maximum):
                counted: Expr = step.c[self._fenetres[evenement]]
                if franchise:
                    counted = func.greatest(counted - whole(franchise), 0)
                if maximum is not None:
                    counted = func.least(counted, whole(maximum))
                return clipped(counted * whole(points), -POINTS_MAXIMUM, POINTS_MAXIMUM)
            case Cumul():
                raise AssertionError("counted once the other criteria are known")

    def _cumul(self, step: FromClause, rang: int, n: int) -> Any:
        critere = self._grille.criteres[rang]
        assert isinstance(critere.valeur, Cumul)
        met = total_of([case((step.c[f"d{n}_{r}"] != 0, 1), else_=0) for r in self._evaluateur.cumuls[rang]])
        paliers = [(met >= whole(p.au_moins), whole(p.points)) for p in reversed(critere.valeur.paliers)]
        points: Expr = case(*paliers, else_=whole(0))
        if critere.si is not None:
            points = case((self._predicat(step, critere.si), points), else_=0)
        return as_type(points, Integer).label(f"d{n}_{rang}")

    # --- from criteria to totals

    def _hors_et_details(self, step: FromClause) -> list[Any]:
        whens = [(self._predicat(step, e.si), literal(e.motif, Text)) for e in self._grille.hors_cotation]
        added: list[Any] = [(case(*whens, else_=null()) if whens else as_type(null(), Text)).label("hors_cotation")]
        for rang, bloc in enumerate(self._grille.blocs):
            if bloc.exclu_si:
                tests = [func.coalesce(self._predicat(step, p), false()) for p in bloc.exclu_si]
                added.append(or_(*tests).label(f"x{rang}"))
        for rang, ensemble in enumerate(self._grille.ensembles):
            parts = [(self._predicat(step, v.si), exact_number(v.coefficient)) for v in ensemble.variations]
            added.append((case(*parts, else_=exact_number(1)) if parts else exact_number(1)).label(f"v{rang}"))
        for rang, critere in enumerate(self._grille.criteres):
            if rang in self._evaluateur.cumuls:
                continue
            points: Expr = func.coalesce(self._valeur(step, critere.valeur), 0)
            if critere.sur_seule_validation:
                points = case((step.c[self._preuves[rang]], points), else_=0)
            elif critere.si is not None:
                points = case((self._predicat(step, critere.si), points), else_=0)
            added.append(as_type(points, Integer).label(f"d0_{rang}"))
        return added

    def _verifies(self, step: FromClause) -> list[Any]:
        return [
            (
                case((step.c[self._preuves[r]], step.c[f"d0_{r}"]), else_=0)
                if r in self._preuves
                else step.c[f"d0_{r}"]
            ).label(f"d1_{r}")
            for r in range(len(self._grille.criteres))
            if r not in self._evaluateur.cumuls
        ]

    def _vagues(self) -> list[list[PlanDeBloc]]:
        """Blocks by waves: each after those that may exclude it."""
        waves: list[list[PlanDeBloc]] = []
        placed: dict[int, int] = {}
        for plan in self._evaluateur.plans:
            wave = max((placed[rang] + 1 for rang in plan.exclu_par), default=0)
            placed[plan.rang] = wave
            waves += [[] for _ in range(wave + 1 - len(waves))]
            waves[wave].append(plan)
        return waves

    def _bloc(self, step: FromClause, plan: PlanDeBloc, n: int) -> Any:
        points = [step.c[f"d{n}_{rang}"] for rang in range(plan.debut, plan.fin)]
        total = clipped(multiplied(kept_of(plan, points), plan), plan.bloc.plancher, plan.bloc.plafond)
        excluded: list[Expr] = [step.c[f"b{n}_{rang}"] > 0 for rang in plan.exclu_par]
        if plan.bloc.exclu_si:
            excluded.append(step.c[f"x{plan.rang}"])
        return (case((or_(*excluded), 0), else_=total) if excluded else total).label(f"b{n}_{plan.rang}")

    def _ensemble(self, step: FromClause, rang: int, n: int) -> Any:
        """Only what was won varies."""
        ensemble = self._grille.ensembles[rang]
        counted = [self._partie(step, n, place) for place in self._plan.comptes[rang]]
        if ensemble.mode is ModeDEnsemble.SOMME:
            summed = total_of(counted)
        else:
            summed = func.coalesce(func.greatest(*(func.nullif(points, 0) for points in counted)), 0)
        varied = summed
        if ensemble.variations:
            changed = ROUNDED[self._grille.arrondi](as_type(summed, Numeric) * step.c[f"v{rang}"])
            varied = case((summed > 0, as_type(changed, Integer)), else_=summed)
        place, relatif = self._plan.relatifs[rang], ensemble.plafond_relatif
        if place is not None and relatif is not None:
            cited = as_type(func.greatest(self._partie(step, n, place), 0), Numeric)
            share = ROUNDED[self._grille.arrondi](cited * exact_number(relatif.coefficient))
            varied = func.least(varied, as_type(share, Integer))
        return clipped(varied, ensemble.plancher, ensemble.plafond).label(f"e{n}_{rang}")

    def _partie(self, step: FromClause, n: int, place: int) -> Expr:
        blocs = len(self._grille.blocs)
        return step.c[f"b{n}_{place}" if place < blocs else f"e{n}_{place - blocs}"]

    def _resultat(self, step: FromClause) -> Select[Any]:
        scored = step.c.hors_cotation.is_(None)
        criteres, blocs = range(len(self._grille.criteres)), range(len(self._grille.blocs))

        def vector(name: str, ranks: range) -> Expr:
            kept = [case((scored, step.c[name.format(rang)]), else_=0) for rang in ranks]
            return as_type(array(kept), ARRAY(SmallInteger))

        def total(n: int) -> Expr:
            summed = total_of([self._partie(step, n, place) for place in self._plan.libres])
            kept = clipped(summed, self._grille.plancher_total, self._grille.plafond_total)
            return as_type(case((scored, kept), else_=null()), SmallInteger)

        provisional = or_(false(), *(step.c[f"d0_{r}"] != step.c[f"d1_{r}"] for r in self._preuves))
        statut = case(
            (~scored, StatutCotation.HORS_COTATION.value),
            (provisional, StatutCotation.PROVISOIRE.value),
            else_=StatutCotation.VERIFIEE.value,
        )
        return select(
            step.c.demande_id,
            statut.label("statut"),
            step.c.hors_cotation,
            total(0).label("total_declare"),
            total(1).label("total_verifie"),
            vector("b0_{}", blocs).label("blocs_declares"),
            vector("b1_{}", blocs).label("blocs_verifies"),
            vector("d0_{}", criteres).label("details_declares"),
            vector("d1_{}", criteres).label("details_verifies"),
        )
