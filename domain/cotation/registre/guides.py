"""Trois guides écrits à partir de la grille : pour le demandeur, pour l'élu, pour le membre de la commission."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.cotation import phrases
from domain.cotation.bornes import extremes_du_bloc, extremes_du_critere
from domain.cotation.compilation import types_attendus
from domain.cotation.ensembles import Ensemble
from domain.cotation.grille import Bareme, Critere, Grille, ParEvenement, ParPas, champs_lus
from domain.cotation.register import cas_hors_cotation
from domain.cotation.vocabulary import ModeDePreuve
from domain.kernel import francais
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel

LES_PLUS_HAUTS = 5


class Lecteur(Nomenclature):
    DEMANDEURS = "demandeurs", "Guide du demandeur"
    ELUS = "elus", "Guide de l'élu et de l'accompagnant"
    COMMISSION = "commission", "Guide du membre de la commission d'attribution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partie(ReadModel):
    titre: str
    phrases: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(ReadModel):
    """Un guide à imprimer, toujours d'accord avec la grille."""

    lecteur: Lecteur
    titre: str
    parties: list[Partie]


def guides(grille: Grille, *, epci_nom: str, libelles_pieces: Mapping[str, str]) -> list[Guide]:
    return [
        Guide(
            lecteur=Lecteur.DEMANDEURS,
            titre=Lecteur.DEMANDEURS.libelle,
            parties=_demandeurs(grille, epci_nom, libelles_pieces),
        ),
        Guide(lecteur=Lecteur.ELUS, titre=Lecteur.ELUS.libelle, parties=_elus(grille, epci_nom)),
        Guide(
            lecteur=Lecteur.COMMISSION, titre=Lecteur.COMMISSION.libelle, parties=_commission(grille, libelles_pieces)
        ),
    ]


def _parties(*parties: tuple[str, list[str]]) -> list[Partie]:
    return [Partie(titre=titre, phrases=dites) for titre, dites in parties if dites]


def _demandeurs(grille: Grille, epci_nom: str, libelles: Mapping[str, str]) -> list[Partie]:
    return _parties(
        (
            "À quoi servent les points",
            [
                f"Chaque demande qui souhaite une commune de {epci_nom} reçoit des points, selon la même grille "
                "pour tous.",
                "Les points aident la commission d'attribution à comparer les demandes. Elle reste libre : la demande "
                "qui a le plus de points n'obtient pas toujours le logement.",
                *([grille.note_methode] if grille.note_methode else []),
            ],
        ),
        ("Ce qui compte le plus", [_ligne(critere, grille) for critere in _les_plus_hauts(grille)]),
        (
            "Les justificatifs qui donnent des points",
            [
                f"« {c.libelle} » : {_a_la_suite(phrases.preuve(c, types_attendus(c), libelles))}."
                for c in grille.criteres
                if c.preuve.exigee
            ],
        ),
        (
            "Ce que le temps change",
            [_ligne(c, grille) for c in grille.criteres if _depend_du_temps(c) and not _retire(c)],
        ),
        (
            "Ce qui retire des points",
            [
                *(_ligne(c, grille) for c in grille.criteres if _retire(c)),
                *(_ensemble(e, grille) for e in grille.ensembles if any(v.pourcent < 0 for v in e.variations)),
            ],
        ),
        ("Les demandes que la grille ne cote pas", cas_hors_cotation(grille)),
        (
            "Vos droits",
            [
                "Vous pouvez lire à tout moment vos points, critère par critère, dans votre espace personnel.",
                "Une information inexacte se corrige dans votre demande ; un justificatif s'y dépose.",
            ],
        ),
    )


def _elus(grille: Grille, epci_nom: str) -> list[Partie]:
    blocs = [
        f"« {bloc.libelle} » : {_portee(extremes_du_bloc(bloc).min, extremes_du_bloc(bloc).max)} "
        f"{phrases.regle_du_bloc(bloc, grille)}"
        for bloc in grille.blocs
    ]
    return _parties(
        (
            "Le cadre",
            [
                f"{epci_nom} fixe les critères et leur poids dans son plan partenarial (CCH R441-2-10). Les mêmes "
                "s'appliquent à toutes les demandes du territoire, mutations à part.",
                "La cotation aide à désigner et à choisir. Elle ne décide pas (CCH L441-2-8).",
            ],
        ),
        ("Le poids de chaque bloc", blocs),
        ("Les blocs qui comptent ensemble", _ensembles(grille)),
        (
            "Les critères fondés sur la loi",
            [f"« {c.libelle} » : {c.base_legale}." for c in grille.criteres if c.base_legale],
        ),
        ("Tous les critères, du plus fort au plus faible", [_ligne(c, grille) for c in _tries(grille)]),
        ("À égalité de points", [f"{d.libelle}." for d in grille.departage]),
    )


def _commission(grille: Grille, libelles: Mapping[str, str]) -> list[Partie]:
    valides = [c for c in grille.criteres if c.preuve.mode is ModeDePreuve.VALIDE_PAR]
    return _parties(
        (
            "Lire une note",
            [
                "Les points vérifiés sont prouvés ; les points déclarés le seraient si toutes les pièces étaient "
                "validées. Un écart entre les deux veut dire qu'un justificatif est attendu.",
                "Chaque ligne dit ce qui a été lu dans le dossier et d'où cela vient. Des points grisés existent mais "
                "ne comptent pas : un autre bloc ou un autre critère passe avant.",
                "La commission reste souveraine. Quand elle s'écarte de l'ordre des points, elle dit pourquoi.",
            ],
        ),
        (
            "Comment les points se cumulent",
            [
                *(f"« {b.libelle} » : {_a_la_suite(phrases.regle_du_bloc(b, grille))}" for b in grille.blocs),
                *_ensembles(grille),
            ],
        ),
        (
            "Les pièces qui font foi",
            [
                f"« {c.libelle} » : {_a_la_suite(phrases.preuve(c, types_attendus(c), libelles))}."
                for c in grille.criteres
                if c.preuve.mode is ModeDePreuve.JUSTIFIE
            ],
        ),
        ("Les validations par un intervenant", [f"« {c.libelle} » : {c.preuve.role}." for c in valides]),
        (
            "Les refus et les passages en commission",
            [_ligne(c, grille) for c in grille.criteres if isinstance(c.valeur, ParEvenement)],
        ),
        ("À égalité de points", [f"{d.libelle}." for d in grille.departage]),
        ("Hors cotation", cas_hors_cotation(grille)),
    )


def _ligne(critere: Critere, grille: Grille) -> str:
    return f"« {critere.libelle} » : {phrases.bareme(critere, grille.libelles)}."


def _ensembles(grille: Grille) -> list[str]:
    return [_ensemble(ensemble, grille) for ensemble in grille.ensembles]


def _ensemble(ensemble: Ensemble, grille: Grille) -> str:
    return f"« {ensemble.libelle} » : {_a_la_suite(phrases.regle_de_l_ensemble(ensemble, grille))}"


def _tries(grille: Grille) -> list[Critere]:
    return sorted(grille.criteres, key=lambda c: -_plus(c))


def _plus(critere: Critere) -> int:
    maximum = extremes_du_critere(critere).max
    return 10_000 if maximum is None else maximum


def _les_plus_hauts(grille: Grille) -> list[Critere]:
    return [c for c in _tries(grille) if _plus(c) > 0][:LES_PLUS_HAUTS]


def _retire(critere: Critere) -> bool:
    extremes = extremes_du_critere(critere)
    return extremes.max == 0 and extremes.min != 0


def _depend_du_temps(critere: Critere) -> bool:
    if isinstance(critere.valeur, ParEvenement):
        return True
    return isinstance(critere.valeur, Bareme | ParPas) and any("mois" in champ for champ in champs_lus(critere))


def _portee(bas: int | None, haut: int | None) -> str:
    if bas is None or haut is None:
        return "sans limite."
    if bas == 0:
        return f"jusqu'à {phrases.points(haut)}."
    return (
        f"de {phrases.points(bas)} à {phrases.points(haut)}."
        if haut
        else f"jusqu'à {francais.compte(-bas, 'point retiré', 'points retirés')}."
    )


def _a_la_suite(phrase: str) -> str:
    """Après un deux-points, une phrase continue : elle ne prend pas de majuscule."""
    return phrase[:1].lower() + phrase[1:]
