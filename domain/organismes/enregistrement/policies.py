from domain.organismes.acteur import Acteur
from domain.organismes.enregistrement.errors import AccordImpossible
from domain.organismes.enregistrement.ports import EnregistrementUnitOfWork
from domain.organismes.model import Organisme


async def exiger_de_n_y_envoyer_personne(organisme: Organisme, acteur: Acteur, uow: EnregistrementUnitOfWork) -> None:
    """Un service à qui un accord envoie des personnes ne cesse pas d'être guichet sans que l'on dise où elles vont."""
    for recu in await uow.accords_d_enregistrement.vers(acteur.departement, organisme.id):
        if recu.au is None or recu.au >= uow.today():
            origine = await uow.organismes.get(recu.organisme_id)
            raise AccordImpossible(
                f"{origine.nom} envoie des demandes à {organisme.nom} ({recu.acte}) : il doit rester guichet. "
                "Terminez d'abord cet accord."
            )
