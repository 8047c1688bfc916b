"""The statement behind the list of candidates: the narrow index ranks, then one join shows.

Two index scans (the commune of the bien; its EPCI, for widened demandes) give at most CAP rows each, already filtered
and in order. A demande that both names the commune and is widened comes twice, at the same place: it is kept once, and
the first CAP of the two lists hold the first CAP of all. Only the rows of the page are joined to what the screen shows.
Written as SQL because its plan is the point: tests/adapters/db/rapprochement reads it back.
"""

from sqlalchemy import Boolean, Date, Integer, SmallInteger, String, Text, TextClause, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.cotation.departage import PAR_POINTS_PUIS_UN_SEUL
from adapters.db.demandes.projection import Drapeau
from adapters.db.propositions.tables import in_states
from domain.kernel.read_model import PLAFOND_DU_TOTAL
from domain.propositions.codes import RETIENNENT, EtatProposition

CAP = PLAFOND_DU_TOTAL + 1
_COUPLE, _ASSISTANT = int(Drapeau.COUPLE_SEUL), int(Drapeau.ASSISTANT_MATERNEL)
_BOTH = _COUPLE | _ASSISTANT

_SUITS = f"""
    s.departement = :departement
    and s.typologie = :typologie
    and s.nb_personnes = any(case s.drapeaux & {_BOTH}
        when 0 then :ordinaires when {_COUPLE} then :couples when {_ASSISTANT} then :assistants_maternels
        else :couples_assistants_maternels end)
    and (s.rfr is null or s.rfr <= (:plafonds)[s.categorie])
    and (s.loyer_max is null or s.loyer_max >= :mensualite)
    and s.drapeaux & :exiges = :exiges
    and s.drapeaux & :exclus = 0
    and (s.drapeaux & {int(Drapeau.VERROUILLEE)} = 0 or s.demande_id = any(:deja))
    and (s.expire_le is null or s.expire_le >= :aujourd_hui)
    and (s.demande_id = any(:deja) or s.demande_id not in (select t.demande_id from tenues t))
"""  # noqa: S608
_ORDER = PAR_POINTS_PUIS_UN_SEUL
_HELD = in_states(RETIENNENT)
_ACCEPTED = in_states(frozenset({EtatProposition.ACCEPTEE}))
_ELSEWHERE = in_states(frozenset({EtatProposition.INSCRITE, EtatProposition.NOTIFIEE}))

_CONCERNED = """
    and exists (
        select from recherche_demandes_visibles c
        where c.departement = :departement and c.demande_id = s.demande_id
            and (c.organisme_id = :lecteur or (
                (:perimetre is null or c.communes && :perimetre or c.commune_actuelle = any(:perimetre)
                    or c.demande_elargie and c.communes && :voisines)
                and (not :handicap_seulement or c.handicap or c.adapte_handicap)))
    )
"""
"""adapters/db/demandes/visible.py: a reader whose perimeter is limited ranks the demandes that he may open."""

_FOLLOWED = """
    and not exists (
        select from unnest(cast(:debuts as text[]), cast(:fins as text[])) as asked(debut, fin)
        where not exists (
            select from mots_recherche_visibles w
            where w.departement = :departement and w.demande_id = s.demande_id
                and w.mot >= asked.debut and w.mot < asked.fin)
    )
"""
"""Each word asked begins one of the name of who follows the household: read only for those that said someone does."""


def _statement(beside: str = "") -> str:
    """Every fragment is a constant of this module: what the reader sends travels in the parameters."""
    suits = _SUITS + beside
    return f"""
    with tenues as materialized (
        select p.demande_id from propositions p
        where p.departement = :departement and p.organisme_id = :organisme_id and p.{_HELD}
        union all
        select p.demande_id from propositions p
        where p.departement = :departement and p.{_ACCEPTED}
    ),
    souhaites as materialized (
        (select s.demande_id, s.points, s.departage, s.rang, s.categorie
         from souhaits_visibles s
         where s.commune = :commune and {suits}
         order by {_ORDER} limit {CAP})
        union all
        (select s.demande_id, s.points, s.departage, s.rang, s.categorie
         from souhaits_visibles s
         where s.commune = :epci and {suits}
         order by {_ORDER} limit {CAP})
    ),
    trouves as materialized (
        select demande_id, max(points) as points, min(departage) as departage, max(rang) as rang,
            max(categorie) as categorie
        from souhaites group by demande_id
    ),
    montres as (
        select * from trouves order by {_ORDER} limit :size offset :skip
    )
    select (select count(*) from trouves) as total,
        m.demande_id, m.points, r.deposee_le, m.rang as rang_choix, m.categorie,
        r.numero_unique, r.nom_affiche, r.codemandeur, r.ne_le, r.nb_personnes, r.personnes, r.uc_dixiemes,
        r.ressources_mensuelles, r.rfr, r.statut_logement, r.commune_actuelle, r.loyer_actuel, r.apl_actuelle,
        r.motif_principal, r.typologies, r.points as points_connus,
        n.nb_propositions, n.ailleurs,
        (select array_agg(distinct l.code || '|' || l.libelle) from labellisations l
         where l.departement = :departement and l.demande_id = m.demande_id and l.retire_le is null
             and not l.sensible) as labels
    from montres m
    join recherche_demandes_visibles r on r.departement = :departement and r.demande_id = m.demande_id
    cross join lateral (
        select count(*) as nb_propositions,
            count(*) filter (where p.{_ELSEWHERE} and p.organisme_id <> :organisme_id) as ailleurs
        from propositions p
        where p.departement = :departement and p.demande_id = m.demande_id
    ) n
    order by m.{_ORDER.replace(", ", ", m.")}
    """  # noqa: S608


_ASKED = (
    bindparam("departement", type_=String),
    bindparam("commune", type_=String),
    bindparam("epci", type_=String),
    bindparam("typologie", type_=String),
    bindparam("ordinaires", type_=ARRAY(SmallInteger)),
    bindparam("couples", type_=ARRAY(SmallInteger)),
    bindparam("assistants_maternels", type_=ARRAY(SmallInteger)),
    bindparam("couples_assistants_maternels", type_=ARRAY(SmallInteger)),
    bindparam("plafonds", type_=ARRAY(Integer)),
    bindparam("mensualite", type_=Integer),
    bindparam("exiges", type_=SmallInteger),
    bindparam("exclus", type_=SmallInteger),
    bindparam("deja", type_=ARRAY(Uuid)),
    bindparam("aujourd_hui", type_=Date),
    bindparam("organisme_id", type_=Uuid),
    bindparam("size", type_=Integer),
    bindparam("skip", type_=Integer),
)
_LIMITED = (
    bindparam("perimetre", type_=ARRAY(String)),
    bindparam("voisines", type_=ARRAY(String)),
    bindparam("handicap_seulement", type_=Boolean),
    bindparam("lecteur", type_=Uuid),
)
_WORDS = (bindparam("debuts", type_=ARRAY(Text)), bindparam("fins", type_=ARRAY(Text)))


def classement(*, limite: bool = False, suivi: bool = False) -> TextClause:
    """For a reader whose perimeter is limited or not, by who follows the household or not."""
    beside = f"{_CONCERNED if limite else ''}{_FOLLOWED if suivi else ''}"
    return text(_statement(beside)).bindparams(*_ASKED, *(_LIMITED if limite else ()), *(_WORDS if suivi else ()))


CLASSEMENT = classement()
