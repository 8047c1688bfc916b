"""Une lettre à chaque demandeur des lignes cochées, au nom de l'organisme : un seul document, une page par personne."""

from uuid import UUID

from domain.communications.courriers.ports import Pli
from domain.communications.ecriture import chez_elle
from domain.communications.events import EditionFaite
from domain.communications.groupes.ports import EnTeteDeLettre, GroupesUnitOfWork
from domain.communications.groupes.visibles import introuvables, les_visibles
from domain.demandes.codes import EtatDemande
from domain.demandes.queries import DemandeResume
from domain.demandes.travaux.model import Manque, Travail, objet_du_travail
from domain.demandes.travaux.reactions import finir_avec_un_fichier
from domain.kernel.vocabulary import NumeroUnique

LUE_POUR = "courrier"
"""Ce que le journal de lecture dit de l'adresse imprimée."""


async def imprimer_les_lettres(travail: Travail, uow: GroupesUnitOfWork) -> None:
    """Qui est protégé, sans adresse, ou encore un brouillon n'a pas de lettre : c'est dit, ligne par ligne."""
    demandees = travail.ordre.criteria.parmi
    visibles = await les_visibles(travail, demandees, uow)
    en_tete = await uow.en_tete_de_lettre(travail.departement, travail.organisme_id, travail.compte_id)
    manques = introuvables(demandees, visibles)
    plis: dict[UUID, Pli] = {}
    for vue in visibles:
        pli = await _pli(vue, travail, en_tete, uow)
        if isinstance(pli, Manque):
            manques.append(pli)
        else:
            plis[vue.id] = pli
    for demande_id, pli in plis.items():
        uow.record(
            EditionFaite(
                departement=travail.departement,
                aggregate_id=travail.id,
                occurred_at=uow.now(),
                demande_id=demande_id,
                document=f"Lettre « {travail.ordre.objet} »",
                module="Demandes, plusieurs à la fois",
                destinataire=pli.enveloppe[0],
                par=travail.auteur,
                organisme=travail.organisme,
            )
        )
    await uow.lecture_des_demandes.noter(travail.demandeur, [*plis], LUE_POUR)
    travail.avancer(faits=len(plis), manques=tuple(manques))
    if not plis:
        travail.finir(le=uow.now())
        return
    objet = objet_du_travail(travail.departement, travail.id)
    document = await uow.editions.imprimer_les_lettres(en_tete.expediteur, uow.today(), [*plis.values()])
    await uow.fichiers.ranger(objet, document)
    finir_avec_un_fichier(travail, objet, f"lettres-{uow.today():%Y-%m-%d}.pdf", uow)


async def _pli(vue: DemandeResume, travail: Travail, en_tete: EnTeteDeLettre, uow: GroupesUnitOfWork) -> Pli | Manque:
    nom = vue.numero_unique or vue.reference

    def sans_lettre(code: str, phrase: str) -> Manque:
        return Manque(demande_id=vue.id, nom=nom, code=code, phrase=phrase)

    if vue.etat is EtatDemande.BROUILLON:
        return sans_lettre("brouillon", "Elle est encore un brouillon.")
    demande = await uow.demandes.get(travail.departement, vue.id)
    if demande.protection is not None:
        return sans_lettre(
            "situation-protegee",
            "La situation d'une personne y est protégée : aucune lettre ne part. Écrivez-lui un message.",
        )
    destinataire = chez_elle(demande, uow)
    if destinataire is None:
        return sans_lettre("sans-adresse-postale", "Aucune adresse postale n'y est écrite.")
    numero = NumeroUnique(vue.numero_unique).lisible if vue.numero_unique else vue.reference
    return Pli(
        reference=nom,
        enveloppe=tuple(destinataire.adresse.splitlines()),
        objet=travail.ordre.objet,
        corps="\n\n".join((f"Demande de logement {numero}", travail.ordre.texte, "\n".join(en_tete.signature))),
    )
