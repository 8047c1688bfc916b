from dataclasses import replace

from domain.demandes.departs.events import DepartDeclare
from domain.demandes.departs.regles import geste_de
from domain.demandes.personnes.prevision import prevoir
from domain.demandes.personnes.use_cases import Guichet, enregistrer_le_depart
from domain.demandes.ports import DemandesUnitOfWork
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur

SANS_GUICHET = Raison(
    code="guichet-sans-code",
    phrase="L'organisme qui suit cette demande ne délivre pas de numéro unique : un autre guichet l'enregistre.",
)


async def enregistrer_le_depart_declare(event: DepartDeclare, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Quand la déclaration suffit, le fichier l'enregistre aussitôt ; si quelque chose s'y oppose, un guichet la voit.

    Rejouée, ou retirée entre-temps, il n'y a plus rien à enregistrer.
    """
    demande = await uow.demandes.get(event.departement, event.aggregate_id, exclusif=True)
    declaration = demande.declaration
    if declaration is None or declaration.raisons or not declaration.en_cours:
        return
    geste = geste_de(declaration)
    prevision = prevoir(demande, geste, uow.today())
    suivie_par = await uow.organismes.get(demande.organisme_id) if demande.organisme_id else None
    sans_guichet = suivie_par is None or suivie_par.guichet(demande.departement) is None
    opposees = (*prevision.raisons, *((SANS_GUICHET,) if sans_guichet else ()))
    if opposees:
        demande.declaration = replace(declaration, raisons=opposees)
        return
    pour = Guichet(organisme_id=demande.organisme_id, nom=None, par=f"{declaration.declarant}, depuis son espace")
    await enregistrer_le_depart(demande, geste, prevision, "Déclarée en ligne, sur l'honneur.", pour, uow)
