"""One count a table for the twelve months: what the gestionnaire answers for, before the steering committee."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import reduce
from typing import Any

from sqlalchemy import Date, FromClause, and_, cast, func, or_, select, true

from adapters.db.demandes.tables import demandes, demandes_effacees, doublons
from adapters.db.echanges.sne import transmissions
from adapters.db.engine import Reader
from adapters.db.pieces.tables import pieces
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.parametres import PARAMETRES as DELAIS
from domain.echanges.sne.codes import EtatTransmission
from domain.kernel.calendrier import ajouter_mois
from domain.observatoire.activite import Indicateur, Mission, RapportDActivite
from domain.organismes.acteur import Perimetre
from domain.pieces.parametres import entier

D, P, T, E = demandes.c, doublons.c, transmissions.c, demandes_effacees.c
Comptes = Mapping[str, int]


class SqlActiviteQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def rapport(self, perimetre: Perimetre) -> RapportDActivite:
        au = self._today()
        du = ajouter_mois(au, -12)
        here = perimetre.departement
        counts = [
            part.subquery()
            for part in (
                _demandes(here, du, au),
                _paires(here, du, au),
                _sne(here, du, au),
                _effacees(here, du),
                pieces_en_retard(here, au),
            )
        ]
        # each counts to one line: side by side, they are one question
        asked = select(*counts).select_from(reduce(_beside, counts))
        async with self._read(here) as connection:
            counted = dict((await connection.execute(asked)).mappings().one())
        return RapportDActivite(departement=here, du=du, au=au, missions=_missions(counted, here, au))


def _beside(left: FromClause, right: FromClause) -> FromClause:
    return left.join(right, true())


def _delai(here: str, le: date) -> int:
    return DELAIS.a_la_date("delais.validation_en_ligne_jours", le, here).entier()


def _demandes(here: str, du: date, au: date) -> Any:
    waiting = D.etat == EtatDemande.EN_ATTENTE_DE_VALIDATION
    limit = _delai(here, au)
    registered = cast(D.validee_le, Date) >= du
    online = and_(registered, D.soumise_le.is_not(None))
    return select(
        func.count().filter(registered).label("enregistrees"),
        func.count().filter(online).label("en_ligne"),
        func.count()
        .filter(and_(online, cast(D.validee_le, Date) <= cast(D.soumise_le, Date) + limit))
        .label("dans_le_mois"),
        func.count().filter(waiting).label("a_valider"),
        func.count().filter(and_(waiting, cast(D.soumise_le, Date) < au - timedelta(days=limit))).label("en_retard"),
        func.count().filter(D.renouvelee_le >= du).label("renouvelees"),
        func.count().filter(D.rappelee_le >= du).label("avisees"),
        func.count()
        .filter(and_(D.etat == EtatDemande.ACTIVE, D.expire_le < ajouter_mois(au, 1)))
        .label("a_renouveler"),
        func.count().filter(D.etat == EtatDemande.EN_SOMMEIL).label("en_sommeil"),
        *(
            func.count().filter(and_(D.radiee_le >= du, D.motif_radiation == motif)).label(f"radiees_{motif.value}")
            for motif in MotifRadiation
        ),
        func.count().filter(and_(D.radiee_le >= du, D.motif_radiation.is_not(None))).label("radiees"),
        func.count().filter(D.avertissement.is_not(None)).label("averties"),
    ).where(D.departement == here)


def _paires(here: str, du: date, au: date) -> Any:
    opened = or_(P.decision.is_(None), P.decision.in_((DecisionDoublon.A_VOIR, DecisionDoublon.DOUBLON)))
    return select(
        func.count().filter(cast(P.repere_le, Date) >= du).label("paires_reperees"),
        func.count().filter(and_(cast(P.decide_le, Date) >= du, ~opened)).label("paires_tranchees"),
        func.count().filter(opened).label("paires_ouvertes"),
        func.count().filter(and_(opened, cast(P.repere_le, Date) < ajouter_mois(au, -1))).label("paires_anciennes"),
    ).where(P.departement == here)


def _sne(here: str, du: date, au: date) -> Any:
    waiting = T.etat == EtatTransmission.A_TRANSMETTRE
    return select(
        func.count().filter(cast(T.recue_le, Date) >= du).label("transmises"),
        func.count().filter(waiting).label("a_transmettre"),
        func.count().filter(and_(waiting, cast(T.cree_le, Date) < au - timedelta(days=1))).label("transmises_tard"),
        func.count().filter(T.etat == EtatTransmission.REFUSEE).label("refusees"),
    ).where(T.departement == here)


def _effacees(here: str, du: date) -> Any:
    return select(func.count().label("effacees")).where(E.departement == here, E.effacee_le >= du)


def pieces_en_retard(here: str, le: date) -> Any:
    """Documents that the antivirus has left waiting too long; the home page of the gestionnaire counts them too."""
    longest = timedelta(minutes=entier("analyse_alerte_minutes", le))
    return select(func.count().label("analyses_en_retard")).where(
        pieces.c.departement == here, pieces.c.analyse_depuis < func.now() - longest
    )


def _missions(c: Comptes, here: str, au: date) -> list[Mission]:
    jours = _delai(here, au)

    def dit(code: str, libelle: str, definition: str, *, sur: str | None = None, attention: bool = False) -> Indicateur:
        return Indicateur(
            code=code,
            libelle=libelle,
            valeur=c[code],
            sur=None if sur is None else c[sur],
            definition=definition,
            attention=attention and c[code] > 0,
        )

    qualite = "arrêté du 23 mars 2015, § 8.2"
    return [
        Mission(
            code="enregistrement",
            titre="Enregistrement",
            reference=qualite,
            indicateurs=[
                dit("enregistrees", "Demandes enregistrées", "Demandes qui ont reçu leur numéro dans la période."),
                dit(
                    "dans_le_mois",
                    f"Enregistrées en {jours} jours au plus",
                    "Parmi les demandes envoyées en ligne : de l'envoi à l'attestation (CCH L441-2-1).",
                    sur="en_ligne",
                ),
                dit("a_valider", "Demandes à valider", "Envoyées en ligne, elles attendent un guichet aujourd'hui."),
                dit(
                    "en_retard",
                    f"À valider depuis plus de {jours} jours",
                    "Le délai de l'attestation est passé : un guichet doit agir.",
                    sur="a_valider",
                    attention=True,
                ),
            ],
        ),
        Mission(
            code="renouvellement",
            titre="Renouvellement",
            reference=qualite,
            indicateurs=[
                dit("avisees", "Avis de renouvellement envoyés", "Demandes dont le dernier avis est dans la période."),
                dit(
                    "renouvelees",
                    "Demandes renouvelées",
                    "Demandes dont le dernier renouvellement est dans la période.",
                ),
                dit("a_renouveler", "À renouveler sous un mois", "Demandes actives dont l'échéance approche."),
                dit(
                    "en_sommeil",
                    "En sommeil",
                    "Échéance passée sans renouvellement : elles se réveillent sans perdre leur ancienneté.",
                ),
            ],
        ),
        Mission(
            code="radiation",
            titre="Radiation",
            reference=qualite,
            indicateurs=[
                *(
                    dit(
                        f"radiees_{motif.value}",
                        motif.libelle,
                        "Demandes radiées pour ce motif dans la période (CCH R441-2-8).",
                        sur="radiees",
                    )
                    for motif in MotifRadiation
                ),
                dit(
                    "averties",
                    "Avertissements en cours",
                    "Demandes averties avant une radiation, qui peuvent répondre.",
                ),
            ],
        ),
        Mission(
            code="doublons",
            titre="Doublons",
            reference=qualite,
            indicateurs=[
                dit("paires_reperees", "Paires repérées", "Demandes qui semblent d'une même personne."),
                dit("paires_tranchees", "Paires tranchées", "Un agent a conclu, dans la période."),
                dit("paires_ouvertes", "Paires à traiter", "Elles attendent un agent aujourd'hui."),
                dit(
                    "paires_anciennes",
                    "À traiter depuis plus d'un mois",
                    "Une paire repérée il y a plus d'un mois doit être comparée.",
                    sur="paires_ouvertes",
                    attention=True,
                ),
            ],
        ),
        Mission(
            code="sne",
            titre="Transfert au système national",
            reference="arrêté du 23 mars 2015, § 8.5",
            indicateurs=[
                dit("transmises", "Faits et copies transmis", "Le SNE en a accusé réception dans la période."),
                dit("a_transmettre", "À transmettre", "Ils partiront à la prochaine nuit."),
                dit(
                    "transmises_tard",
                    "À transmettre depuis plus d'un jour",
                    "Le transfert est quotidien : la liaison est fermée, ou le SNE ne répond pas.",
                    sur="a_transmettre",
                    attention=True,
                ),
                dit("refusees", "Refusés par le SNE", "À corriger, puis à rejouer.", attention=True),
            ],
        ),
        Mission(
            code="securite",
            titre="Sécurité des documents",
            reference="arrêté du 23 mars 2015, § 8.5",
            indicateurs=[
                dit(
                    "analyses_en_retard",
                    "En analyse depuis trop longtemps",
                    "L'antivirus ne répond pas : ces documents attendent, aucun n'est déclaré sain sans lui.",
                    attention=True,
                ),
            ],
        ),
        Mission(
            code="conservation",
            titre="Conservation des données",
            reference="arrêté du 23 mars 2015, § 7",
            indicateurs=[
                dit("effacees", "Demandes effacées", "Un an après leur radiation, rien ne nomme plus la personne."),
            ],
        ),
    ]
