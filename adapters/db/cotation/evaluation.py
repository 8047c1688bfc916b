"""A grid as one SQL statement over the facts: the points of any demandes, where they are, without taking them out.

The third evaluator: the interpreter defines, the columns score a whole stock, this one answers for a list or checks
what is stored. Thresholds and codes travel as parameters; only columns of the catalogue are named.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Select,
    SmallInteger,
    String,
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
    true,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.sql.selectable import FromClause

from adapters.db.cotation.colonnes import nom_de_colonne
from adapters.db.cotation.tables import faits_de_cotation
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, Temps, TypeChamp
from domain.cotation.compilation import plafond_des_pas, types_attendus
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
from domain.cotation.vocabulary import Arrondi, ModeDeBloc, ModeDEnsemble, ModeDePreuve, Operateur, StatutCotation
from domain.kernel.calendrier import dernier_jour_du_mois, premier_jour_compte

F = faits_de_cotation.c
Expr = ColumnElement[Any]
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
            lost = as_type(self._compte(reprise) * _int(reprise.recul_mois), Integer)
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
                return _au_moins(combien, [self._predicat(step, fils) for fils in parmi])
            case Non(predicat=nie):
                return not_(self._predicat(step, nie))
            case CompteEvenements(evenement=evenement, op=op, val=val):
                return _compared(step.c[self._fenetres[evenement]], op, _numbers(val, 1))
            case Comparaison():
                return _comparaison(step.c[self._noms[predicat.lu]], CATALOGUE[predicat.champ], predicat)

    def _valeur(self, step: FromClause, valeur: Valeur) -> Expr:
        match valeur:
            case PointsFixes(points=points):
                return _int(points)
            case Bareme():
                return _bareme(step.c[self._noms[valeur.lu]], valeur)
            case ParPas():
                return _par_pas(step.c[self._noms[valeur.lu]], valeur, self._grille.arrondi)
            case ParEvenement(evenement=evenement, points=points, franchise=franchise, max=maximum):
                counted: Expr = step.c[self._fenetres[evenement]]
                if franchise:
                    counted = func.greatest(counted - _int(franchise), 0)
                if maximum is not None:
                    counted = func.least(counted, _int(maximum))
                return _clip(counted * _int(points), -POINTS_MAXIMUM, POINTS_MAXIMUM)
            case Cumul():
                raise AssertionError("counted once the other criteria are known")

    def _cumul(self, step: FromClause, rang: int, n: int) -> Any:
        critere = self._grille.criteres[rang]
        assert isinstance(critere.valeur, Cumul)
        met = _sum([case((step.c[f"d{n}_{r}"] != 0, 1), else_=0) for r in self._evaluateur.cumuls[rang]])
        paliers = [(met >= _int(p.au_moins), _int(p.points)) for p in reversed(critere.valeur.paliers)]
        points: Expr = case(*paliers, else_=_int(0))
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
            parts = [(self._predicat(step, v.si), _numeric(v.coefficient)) for v in ensemble.variations]
            added.append((case(*parts, else_=_numeric(1)) if parts else _numeric(1)).label(f"v{rang}"))
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
        total = _clip(_multiplied(_retenus(plan, points), plan), plan.bloc.plancher, plan.bloc.plafond)
        excluded: list[Expr] = [step.c[f"b{n}_{rang}"] > 0 for rang in plan.exclu_par]
        if plan.bloc.exclu_si:
            excluded.append(step.c[f"x{plan.rang}"])
        return (case((or_(*excluded), 0), else_=total) if excluded else total).label(f"b{n}_{plan.rang}")

    def _ensemble(self, step: FromClause, rang: int, n: int) -> Any:
        """Only what was won varies."""
        ensemble = self._grille.ensembles[rang]
        counted = [self._partie(step, n, place) for place in self._plan.comptes[rang]]
        if ensemble.mode is ModeDEnsemble.SOMME:
            summed = _sum(counted)
        else:
            summed = func.coalesce(func.greatest(*(func.nullif(points, 0) for points in counted)), 0)
        varied = summed
        if ensemble.variations:
            changed = _ROUNDED[self._grille.arrondi](as_type(summed, Numeric) * step.c[f"v{rang}"])
            varied = case((summed > 0, as_type(changed, Integer)), else_=summed)
        place, relatif = self._plan.relatifs[rang], ensemble.plafond_relatif
        if place is not None and relatif is not None:
            cited = as_type(func.greatest(self._partie(step, n, place), 0), Numeric)
            share = _ROUNDED[self._grille.arrondi](cited * _numeric(relatif.coefficient))
            varied = func.least(varied, as_type(share, Integer))
        return _clip(varied, ensemble.plancher, ensemble.plafond).label(f"e{n}_{rang}")

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
            summed = _sum([self._partie(step, n, place) for place in self._plan.libres])
            kept = _clip(summed, self._grille.plancher_total, self._grille.plafond_total)
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


def _comparaison(read: Expr, champ: Champ, comparaison: Comparaison) -> Expr:
    op, val = comparaison.op, comparaison.val
    if op in (Operateur.VIDE, Operateur.NON_VIDE):
        empty = func.coalesce(func.cardinality(read), 0) == 0 if champ.type is TypeChamp.ENSEMBLE else read.is_(None)
        return empty if op is Operateur.VIDE else not_(empty)
    match champ.type:
        case TypeChamp.ENSEMBLE:
            codes = literal(sorted(cast("frozenset[str]", val)), ARRAY(Text))
            return read.op("&&", is_comparison=True, return_type=Boolean())(codes)
        case TypeChamp.NOMBRE:
            return _compared(read, op, _numbers(val, 10**champ.decimales))
        case TypeChamp.CODE:
            wanted = tuple(sorted(val)) if isinstance(val, frozenset) else (val,)
            return _compared(read, op, [literal(code, String) for code in wanted])
        case _:
            return _compared(read, op, [literal(val, Boolean)])


def _compared(read: Expr, op: Operateur, val: Sequence[Expr]) -> Expr:
    match op:
        case Operateur.EGAL:
            return read == val[0]
        case Operateur.DIFFERENT:
            return read != val[0]
        case Operateur.INFERIEUR:
            return read < val[0]
        case Operateur.INFERIEUR_OU_EGAL:
            return read <= val[0]
        case Operateur.SUPERIEUR:
            return read > val[0]
        case Operateur.SUPERIEUR_OU_EGAL:
            return read >= val[0]
        case Operateur.ENTRE:
            return and_(read >= val[0], read <= val[1])
        case Operateur.DANS:
            return or_(*(read == one for one in val))
        case _:
            raise AssertionError(op)


def _int(value: int) -> Expr:
    return literal(value, BigInteger)


def _numeric(value: Nombre) -> Expr:
    return literal(Decimal(value), Numeric)


def _numbers(val: object, scale: int) -> list[Expr]:
    return [_int(int(one * scale)) for one in (val if isinstance(val, tuple) else (cast("Nombre", val),))]


def _bareme(read: Expr, bareme: Bareme) -> Expr:
    scale = 10 ** CATALOGUE[bareme.champ].decimales
    whens: list[tuple[Expr, Any]] = [(read.is_(None), null())]
    for tranche in bareme.tranches:
        within = [read >= _int(int(tranche.min * scale))] if tranche.min is not None else []
        within += [read < _int(int(tranche.max * scale))] if tranche.max is not None else []
        whens.append((and_(*within) if within else read.is_not(None), _int(tranche.points)))
    return case(*whens, else_=_int(0))


_ROUNDED: Final[dict[Arrondi, Any]] = {
    Arrondi.INFERIEUR: func.floor,
    Arrondi.SUPERIEUR: func.ceil,
    Arrondi.PROCHE: func.round,
}


def _par_pas(read: Expr, par: ParPas, arrondi: Arrondi) -> Expr:
    """In whole numbers from end to end; what is below the free part makes no step, however it is rounded."""
    decimals = CATALOGUE[par.champ].decimales
    scale = 10 ** max(decimals, _decimals(par.pas), _decimals(par.franchise))
    beyond = as_type(read, BigInteger) * _int(scale // 10**decimals) - _int(int(par.franchise * scale))
    steps = func.greatest(func.div(as_type(beyond, Numeric), as_type(_int(int(par.pas * scale)), Numeric)), 0)
    parts = 10 ** _decimals(par.points)
    exact = steps * as_type(_int(int(par.points * parts)), Numeric) / as_type(_int(parts), Numeric)
    rounded = _ROUNDED[arrondi](exact)
    limit = plafond_des_pas(par)
    return case((read.is_(None), null()), else_=_clip(rounded, -limit, limit))


def _decimals(nombre: Nombre) -> int:
    exponent = nombre.normalize().as_tuple().exponent if isinstance(nombre, Decimal) else 0
    return max(0, -int(exponent))


def _clip(points: Expr, plancher: int | None, plafond: int | None) -> Expr:
    if plancher is not None:
        points = func.greatest(points, plancher)
    return points if plafond is None else func.least(points, plafond)


def _sum(points: Sequence[Expr]) -> Expr:
    total: Expr = literal_column("0", Integer)
    for one in points:
        total = total + one
    return total


def _retenus(plan: PlanDeBloc, points: Sequence[Expr]) -> Expr:
    """What a block keeps of its criteria: all of them, the highest, the first; one of each exclusive group."""
    met = [func.nullif(p, 0) for p in points]
    match plan.bloc.mode:
        case ModeDeBloc.MAX:
            return func.coalesce(func.greatest(*met), 0)
        case ModeDeBloc.PREMIER:
            return func.coalesce(*_gagnants(plan, met), 0)
        case ModeDeBloc.SOMME:
            grouped = {place for groupe in plan.groupes for place in groupe}
            kept: list[Expr] = [p for place, p in enumerate(points) if place not in grouped]
            kept += [func.coalesce(func.greatest(*(met[p] for p in groupe)), 0) for groupe in plan.groupes]
            return _sum(kept) if plan.bloc.retenus is None else _highest(kept, plan.bloc.retenus)


def _highest(points: Sequence[Expr], kept: int) -> Expr:
    each = func.unnest(array(list(points))).column_valued("points")
    ranked = select(each.label("points")).where(each != 0).order_by(each.desc()).limit(kept).subquery()
    return select(func.coalesce(func.sum(ranked.c.points), 0)).scalar_subquery()


def _multiplied(points: Expr, plan: PlanDeBloc) -> Expr:
    if plan.bloc.coefficient == 1:
        return points
    exact = as_type(points, Numeric) * _numeric(plan.bloc.coefficient)
    return as_type(_ROUNDED[plan.arrondi](exact), Integer)


def _au_moins(combien: int, tests: Sequence[Expr]) -> Expr:
    """True when enough are, false when too few can be, unknown in between."""
    known = _sum([case((test, 1), else_=0) for test in tests])
    possible = _sum([case((func.coalesce(test, true()), 1), else_=0) for test in tests])
    return case((known >= _int(combien), true()), (possible < _int(combien), false()), else_=null())


def _gagnants(plan: PlanDeBloc, met: Sequence[Expr]) -> list[Expr]:
    """Each criterion met, once its group has kept the highest (the first of equals)."""
    kept = list(met)
    for groupe in plan.groupes:
        highest = func.greatest(*(met[place] for place in groupe))
        for rank, place in enumerate(groupe):
            earlier = [func.coalesce(met[before] == highest, false()) for before in groupe[:rank]]
            kept[place] = case((and_(met[place] == highest, *(not_(e) for e in earlier)), met[place]), else_=null())
    return kept
