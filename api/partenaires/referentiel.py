from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import ContainerDep, CurrentActeur
from api.listing import Texte
from api.nomenclatures import NomenclaturesDesPartenaires, nomenclatures_des_partenaires
from api.problems import problems
from api.queries import Referentiel
from domain.organismes.errors import NonConnecte
from domain.referentiel.queries import CommuneVue, EpciVue

router = APIRouter(tags=["référentiel"])


@router.get("/nomenclatures", operation_id="lire_nomenclatures", responses=problems(NonConnecte))
async def listes(acteur: CurrentActeur, container: ContainerDep) -> NomenclaturesDesPartenaires:
    """Toutes les listes de codes, avec leurs libellés, et la provenance de chaque champ de la demande."""
    return nomenclatures_des_partenaires(acteur.departement, container.today())


@router.get("/communes", operation_id="chercher_communes", responses=problems(NonConnecte))
async def communes(
    acteur: CurrentActeur,
    referentiel: Referentiel,
    q: Texte = "",
    partout: bool = False,
    size: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[CommuneVue]:
    """Communes du département par début de nom ou code postal ; `partout` cherche dans toute la France."""
    return await referentiel.communes(None if partout else acteur.departement, q, size)


@router.get("/epcis", operation_id="lister_epcis", responses=problems(NonConnecte))
async def epcis(acteur: CurrentActeur, referentiel: Referentiel) -> list[EpciVue]:
    """Les EPCI du département."""
    return await referentiel.epcis(acteur.departement)
