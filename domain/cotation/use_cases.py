from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.cotation.bascule import prochaine_bascule
from domain.cotation.connue import CotationConnue
from domain.cotation.events import DemandeCotee
from domain.cotation.faits import Faits
from domain.cotation.interpreter import preparer
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.ports import CotationUnitOfWork
from domain.cotation.vocabulary import CauseDeCalcul, Population
from domain.demandes.codes import StatutLogement
from domain.organismes.acteur import Acteur


def est_une_mutation(faits: Faits) -> bool:
    """Le demandeur est déjà locataire du parc social."""
    declaree = faits.valeurs.get("mutation")
    if isinstance(declaree, bool):
        return declaree
    return faits.valeurs.get("statut_logement") == StatutLogement.HLM.value


def populations_de(mutation: bool) -> frozenset[Population]:
    """Les populations dont une grille cote cette demande."""
    return frozenset({Population.TOUS, Population.MUTATION if mutation else Population.PRIMO})


def grilles_applicables(grilles: Iterable[VersionDeGrille], faits: Faits, le: date) -> tuple[VersionDeGrille, ...]:
    """Une grille par EPCI : celle des mutations ou des autres demandes s'il y en a une, sinon celle de tous.

    CCH R441-2-10 : le même système s'applique à toutes les demandes du territoire, mutations à part.
    """
    return grilles_de_la_population(grilles, est_une_mutation(faits), le)


def grilles_de_la_population(
    grilles: Iterable[VersionDeGrille], mutation: bool, le: date
) -> tuple[VersionDeGrille, ...]:
    """Celles qui cotent les demandes de mutation, ou les autres, ce jour-là : une par EPCI."""
    propre = Population.MUTATION if mutation else Population.PRIMO
    choisies: dict[str, VersionDeGrille] = {}
    for grille in grilles:
        if not grille.en_vigueur(le) or grille.population not in (propre, Population.TOUS):
            continue
        retenue = choisies.get(grille.epci)
        if retenue is None or _rang(grille, propre) > _rang(retenue, propre):
            choisies[grille.epci] = grille
    return tuple(choisies[epci] for epci in sorted(choisies))


def _rang(grille: VersionDeGrille, propre: Population) -> tuple[bool, date, int]:
    """La grille propre à la population d'abord, puis la plus récente."""
    return grille.population is propre, grille.effet_du or date.min, grille.version_grille


def coter(
    grilles: Iterable[VersionDeGrille], faits: Faits, le: date, connue: CotationConnue | None = None
) -> list[Resultat]:
    """Les points d'une demande dans chaque territoire dont une grille est en vigueur ce jour-là.

    `connue` : ce qui est gardé d'elle ; un résultat encore bon n'est pas recalculé.
    """
    return [
        (connue and connue.encore_bon(grille, faits.pour(grille.epci), le)) or coter_avec(grille, faits, le)
        for grille in grilles_applicables(grilles, faits, le)
    ]


def coter_avec(grille: VersionDeGrille, faits: Faits, le: date) -> Resultat:
    """Les points d'une demande pour une version de grille, qu'elle soit en vigueur ou seulement en test."""
    evaluateur = preparer(grille.contenu)
    lus = faits.pour(grille.epci)
    lecture = evaluateur.lire(lus, le)
    points = evaluateur.points(lecture)
    return Resultat(
        grille_id=grille.id,
        epci=grille.epci,
        population=grille.population,
        version_grille=grille.version_grille,
        date_calcul=le,
        statut=points.statut,
        hors_cotation=points.hors_cotation,
        total_declare=points.total_declare,
        total_verifie=points.total_verifie,
        blocs_declares=points.blocs_declares,
        blocs_verifies=points.blocs_verifies,
        details_declares=points.details_declares,
        details_verifies=points.details_verifies,
        prochaine_bascule=prochaine_bascule(evaluateur, lus, le, lecture=lecture, depart=points),
        empreinte=lus.empreinte(),
    )


@dataclass(frozen=True, kw_only=True)
class CoterLaDemande:
    demande_id: UUID
    epcis: Collection[str]
    """SIREN des EPCI des communes souhaitées."""
    faits: Faits
    cause: CauseDeCalcul


async def coter_la_demande(command: CoterLaDemande, acteur: Acteur, uow: CotationUnitOfWork) -> list[Resultat]:
    """Recalcule les points d'une demande et n'écrit, ici et à l'historique, que ce qui a changé."""
    le = uow.today()
    connue = await uow.cotations.connue(acteur.departement, command.demande_id, command.epcis, le)
    grilles, avant = connue.grilles, connue.resultats
    resultats = coter(grilles, command.faits, le, connue)
    apres = {resultat.epci: resultat for resultat in resultats}
    if not connue.dit_deja(command.faits, apres):
        await uow.cotations.garder(acteur.departement, command.demande_id, command.faits, resultats)
    noms = {grille.id: grille.contenu.libelle for grille in grilles}
    for epci in sorted(avant.keys() | apres.keys()):
        ancien, nouveau = avant.get(epci), apres.get(epci)
        if points_dits(ancien) != points_dits(nouveau):
            uow.record(
                DemandeCotee(
                    departement=acteur.departement,
                    aggregate_id=command.demande_id,
                    occurred_at=uow.now(),
                    epci=epci,
                    grille="Cotation" if nouveau is None else noms[nouveau.grille_id],
                    grille_id=None if nouveau is None else nouveau.grille_id,
                    version_grille=None if nouveau is None else nouveau.version_grille,
                    avant=points_dits(ancien),
                    apres=points_dits(nouveau),
                    cause=command.cause.value,
                )
            )
    return resultats


def points_dits(resultat: Resultat | None) -> dict[str, int | None]:
    """Ce que l'historique compare : les deux totaux."""
    return {
        "points_verifies": None if resultat is None else resultat.total_verifie,
        "points_declares": None if resultat is None else resultat.total_declare,
    }
