"""Routes events to reactions, as partenaires/ routes HTTP to use cases: the whole event flow on one page."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from adapters.db.unit_of_work import SqlUnitOfWork
from domain.annonces import events as annonces
from domain.annonces.reactions import rafraichir_la_vitrine, retirer_apres_attribution, retirer_avec_le_bien
from domain.biens import events as biens
from domain.commissions import events as commissions
from domain.commissions.reactions import retirer_de_l_ordre_du_jour
from domain.communications import events as communications
from domain.communications.changements import dire_le_changement_de_points
from domain.communications.courriers import events as courriers
from domain.communications.courriers.reactions import oublier_les_lettres, preparer_les_lettres, retirer_ses_lettres
from domain.communications.groupes.reactions import ecrire_aux_premiers, ecrire_aux_suivants, imprimer_le_lot
from domain.communications.questions import events as questions
from domain.communications.questions.reactions import oublier_les_questions
from domain.communications.reactions import agents as aux_agents
from domain.communications.reactions import dossier as au_demandeur
from domain.communications.reactions import envoi, secrets
from domain.conventions_flux import events as conventions_flux
from domain.conventions_flux import reactions as flux
from domain.cotation import events as cotation
from domain.cotation.deploiement import events as deploiement
from domain.cotation.evenements import events as evenements_de_vie
from domain.cotation.observation import compter_les_attentes, photographier_les_positions, programmer_les_positions
from domain.cotation.reactions import (
    noter_la_restauration,
    noter_le_renouvellement,
    recoter_apres_controle_de_piece,
    recoter_apres_une_fusion_defaite,
    recoter_la_demande,
)
from domain.cotation.recalcul import (
    poursuivre_le_recalcul,
    recoter_apres_archivage,
    recoter_apres_publication,
    recoter_ce_que_le_jour_change,
)
from domain.cotation.simulation import events as simulations
from domain.cotation.simulation.reactions import simuler_la_grille
from domain.cotation.statistiques.reactions import photographier_la_cotation
from domain.cotation.validations import events as validations
from domain.demandes import events as demandes
from domain.demandes.delais_depasses import constater_les_delais_depasses, poursuivre_le_constat
from domain.demandes.departs import events as departs
from domain.demandes.departs.reactions import enregistrer_le_depart_declare
from domain.demandes.doublons import events as paires
from domain.demandes.doublons.reactions import balayer_les_doublons, poursuivre_le_balayage, reperer_les_doublons
from domain.demandes.filtres import events as filtres
from domain.demandes.personnes import events as personnes
from domain.demandes.reactions import rendre_l_acces
from domain.demandes.secteurs import events as secteurs
from domain.demandes.travaux import events as travaux
from domain.demandes.travaux.reactions import constater_l_echec, faire_l_export, oublier_les_fichiers
from domain.demandes.vie.reactions import passer_la_nuit, poursuivre_la_nuit
from domain.echanges import events as echanges
from domain.echanges.reactions import (
    avertir_de_l_annonce,
    avertir_de_la_proposition,
    porter_l_avis,
    reporter_l_avis,
)
from domain.echanges.sne import events as sne
from domain.echanges.sne.copies import inscrire_la_copie, inscrire_les_copies, recevoir_les_copies
from domain.echanges.sne.reactions import inscrire_au_sne, poursuivre_les_transmissions, transmettre_au_sne
from domain.imports import events as imports
from domain.imports.reactions import (
    appliquer_l_import,
    commencer_le_controle,
    effacer_l_import,
    effacer_le_fichier,
    oublier_les_imports,
    poursuivre_le_controle,
    refuser_faute_de_controle,
    suspendre_l_application,
)
from domain.kernel.aggregate import Event
from domain.kernel.jour import JourCommence
from domain.observatoire.chiffres.reactions import photographier_les_chiffres
from domain.observatoire.croisements.reactions import photographier_le_stock
from domain.observatoire.quotas.reactions import compter_l_attribution, compter_les_attributions
from domain.observatoire.rapport_prefectoral.reactions import arreter_les_rapports
from domain.organismes import events as organismes
from domain.organismes.acteur import Acteur
from domain.organismes.enregistrement import events as enregistrement
from domain.organismes.portail import events as portail
from domain.organismes.reactions import envoyer_un_lien_a_qui_a_oublie, oublier_le_perime
from domain.pieces import events as pieces
from domain.pieces.reactions import (
    effacer_les_contenus,
    effacer_les_pieces_du_brouillon,
    examiner_le_feuillet,
    poursuivre_la_purge,
    purger_les_pieces,
    reprendre_l_examen,
)
from domain.propositions import events as propositions
from domain.propositions.reactions import (
    arreter_les_propositions_de_la_demande,
    arreter_les_propositions_du_bien,
    constater_les_silences,
    noter_l_attribution,
    noter_la_non_attribution,
    noter_la_proposition,
    noter_le_refus,
    noter_le_silence,
    poursuivre_la_relocation,
)
from domain.publics import events as publics
from domain.publics.reactions import labelliser_le_stock, labelliser_un_lot, relabelliser_la_demande, relire_la_demande
from domain.tracabilite import events as tracabilite
from domain.tracabilite.reactions import (
    effacer_les_demandes,
    poursuivre_l_effacement,
    relever_les_lectures,
    sceller_les_jours_ecoules,
)

E = TypeVar("E", bound=Event)
Reactions: TypeAlias = tuple[Callable[[Any, Acteur, SqlUnitOfWork], Awaitable[None]], ...]


def on(
    event: type[E], *reactions: Callable[[E, Acteur, SqlUnitOfWork], Awaitable[None]]
) -> tuple[type[Event], Reactions]:
    return event, reactions


SLOW: frozenset[str] = frozenset(
    r.__name__
    for r in (
        porter_l_avis,
        reporter_l_avis,
        transmettre_au_sne,
        poursuivre_les_transmissions,
        recevoir_les_copies,
        examiner_le_feuillet,
        reprendre_l_examen,
        faire_l_export,
        imprimer_le_lot,
        preparer_les_lettres,
        labelliser_un_lot,
        simuler_la_grille,
        photographier_la_cotation,
    )
)
"""Reactions that wait for a partner's server, or open a heavy file: they have their own lane in the worker."""

LONG: frozenset[str] = frozenset(
    r.__name__
    for r in (
        commencer_le_controle,
        poursuivre_le_controle,
        appliquer_l_import,
        effacer_l_import,
        compter_les_attentes,
        photographier_les_positions,
    )
)
"""Reactions to a whole file, or to all demandes, which may take minutes: one at a time, apart from all others."""

GIVEN_UP: Mapping[str, Callable[[Any, Acteur, SqlUnitOfWork], Awaitable[None]]] = {
    faire_l_export.__name__: constater_l_echec,
    ecrire_aux_premiers.__name__: constater_l_echec,
    ecrire_aux_suivants.__name__: constater_l_echec,
    imprimer_le_lot.__name__: constater_l_echec,
    commencer_le_controle.__name__: refuser_faute_de_controle,
    poursuivre_le_controle.__name__: refuser_faute_de_controle,
    appliquer_l_import.__name__: suspendre_l_application,
}
"""What tells the person who waits, when a reaction has failed as often as the outbox tries it."""

AT_ONCE: Mapping[type[Event], Reactions] = dict(
    [
        on(demandes.DemandeValidee, relire_la_demande),
        on(demandes.DemandeModifiee, relire_la_demande),
        on(demandes.OccupantMisACharge, relire_la_demande),
        on(demandes.OccupantDevenuCodemandeur, relire_la_demande),
        on(demandes.DemandeRenouvelee, noter_le_renouvellement),
        on(demandes.DemandeReveillee, relire_la_demande),
        on(demandes.DemandeRestauree, relabelliser_la_demande, noter_la_restauration),
        on(demandes.DemandeRadiee, recoter_la_demande, arreter_les_propositions_de_la_demande),
        on(paires.DemandesFusionnees, recoter_la_demande),
        on(personnes.CodemandeurAjoute, recoter_la_demande),
        on(personnes.TitulaireRetire, recoter_la_demande),
        on(personnes.DemandeSeparee, recoter_la_demande),
        on(personnes.DemandeNeeDUneSeparation, recoter_la_demande),
        on(personnes.SeparationDefaite, recoter_la_demande),
        on(personnes.SuiteDeSeparation, recoter_la_demande),
        on(paires.FusionDefaite, recoter_apres_une_fusion_defaite),
        on(paires.FusionASuivre, recoter_la_demande),
        on(publics.LabelPose, recoter_la_demande),
        on(publics.LabelRetire, recoter_la_demande),
        on(publics.DecisionDaloEnregistree, relire_la_demande),
        on(pieces.PieceValidee, recoter_apres_controle_de_piece),
        on(pieces.PieceRefusee, recoter_apres_controle_de_piece),
        on(biens.BienAttribue, retirer_apres_attribution),
        on(
            biens.BienRetire,
            retirer_avec_le_bien,
            arreter_les_propositions_du_bien,
            flux.ne_plus_compter_la_mise_a_disposition,
        ),
        on(biens.BienMisADisposition, flux.compter_la_mise_a_disposition),
        on(biens.MiseADispositionAnnulee, flux.ne_plus_compter_la_mise_a_disposition),
        on(biens.BienRemisADisposition, flux.ne_plus_compter_l_attribution),
        on(biens.BienLoue, flux.compter_le_bail),
        on(propositions.AttributionDecidee, noter_l_attribution),
        on(propositions.CandidatEcarte, noter_la_non_attribution),
        on(propositions.PropositionNotifiee, noter_la_proposition),
        on(propositions.PropositionRefusee, noter_le_refus),
        on(propositions.PropositionSansReponse, noter_le_silence),
        on(propositions.PropositionAnnulee, retirer_de_l_ordre_du_jour),
        on(propositions.PropositionArretee, retirer_de_l_ordre_du_jour),
    ]
)
"""In the transaction of the act itself."""

SUBSCRIPTIONS: Mapping[type[Event], Reactions] = dict(
    [
        on(
            JourCommence,
            oublier_le_perime,
            oublier_les_fichiers,
            constater_les_silences,
            passer_la_nuit,
            purger_les_pieces,
            effacer_les_demandes,
            transmettre_au_sne,
            sceller_les_jours_ecoules,
            relever_les_lectures,
            balayer_les_doublons,
            oublier_les_imports,
            constater_les_delais_depasses,
            labelliser_le_stock,
            recoter_ce_que_le_jour_change,
            photographier_la_cotation,
            compter_les_attentes,
            compter_les_attributions,
            photographier_le_stock,
            photographier_les_chiffres,
            arreter_les_rapports,
            programmer_les_positions,
            preparer_les_lettres,
            oublier_les_lettres,
            oublier_les_questions,
        ),
        on(questions.QuestionRepondue),
        on(courriers.LettresAPreparer, preparer_les_lettres),
        on(cotation.PositionsAPhotographier, photographier_les_positions),
        on(organismes.MotDePasseOublie, envoyer_un_lien_a_qui_a_oublie),
        on(organismes.MotDePasseChoisi),
        on(organismes.ConnexionVerrouillee, aux_agents.dire_les_echecs_de_connexion),
        on(organismes.SecondCodeMisEnPlace),
        on(organismes.SecondCodeRetire, aux_agents.dire_le_retrait_du_second_code),
        on(organismes.CharteAcceptee),
        on(organismes.CompteOuvert, secrets.envoyer_le_lien_d_activation),
        on(organismes.CompteModifie),
        on(organismes.AgenceChangee),
        on(organismes.LienDeConnexionDemande, secrets.envoyer_le_lien),
        on(organismes.CompteDesactive),
        on(organismes.CompteReactive),
        on(organismes.HabilitationModifiee, aux_agents.dire_l_habilitation_aux_referents),
        on(organismes.HabilitationRetiree),
        on(organismes.OrganismeAPrevenir, aux_agents.prevenir_l_organisme),
        on(organismes.OrganismeCree),
        on(organismes.OrganismeModifie, rafraichir_la_vitrine),
        on(organismes.PerimetreModifie),
        on(organismes.LogoDepose),
        on(portail.PortailOuvert),
        on(portail.PortailModifie),
        on(portail.LogoDuPortailChange),
        on(enregistrement.DelegationDonnee),
        on(enregistrement.DelegationTerminee),
        on(enregistrement.AccordConclu),
        on(enregistrement.AccordTermine),
        on(organismes.AgenceCreee),
        on(organismes.AgenceModifiee),
        on(demandes.DemandeCommencee),
        on(demandes.DemandeModifiee),
        on(demandes.DemandeNumeroteeModifiee, inscrire_au_sne),
        on(demandes.AdultesModifies, reperer_les_doublons),
        on(demandes.DemandeReprise),
        on(demandes.DemandeMiseAJour),
        on(demandes.DemandeSoumise, au_demandeur.accuser_reception, reperer_les_doublons),
        on(demandes.DemandeRetournee, au_demandeur.dire_le_retour),
        on(
            demandes.DemandeValidee,
            au_demandeur.dire_l_enregistrement,
            reperer_les_doublons,
            inscrire_au_sne,
            inscrire_les_copies,
        ),
        on(demandes.DemandeRenouvelee, au_demandeur.dire_le_renouvellement, inscrire_au_sne),
        on(demandes.AvisDExpirationDu, au_demandeur.dire_l_expiration),
        on(demandes.DemandeEndormie, au_demandeur.dire_le_sommeil),
        on(demandes.DemandeReveillee, au_demandeur.dire_le_renouvellement, inscrire_au_sne),
        on(demandes.DemandeurAverti, au_demandeur.dire_l_avertissement),
        on(demandes.AvertissementRepondu, aux_agents.dire_la_reponse_au_bailleur),
        on(demandes.AvertissementLeve, au_demandeur.dire_la_levee),
        on(secteurs.SecteurOuvert),
        on(secteurs.SecteurClos),
        on(departs.DepartDeclare, enregistrer_le_depart_declare),
        on(departs.DeclarationRetiree),
        on(departs.DeclarationRefusee, secrets.dire_le_refus_d_un_depart),
        on(demandes.DemandeRadiee, au_demandeur.dire_la_radiation, inscrire_au_sne),
        on(demandes.DemandeRestauree, au_demandeur.dire_la_restauration, inscrire_au_sne),
        on(demandes.BrouillonSupprime, effacer_les_pieces_du_brouillon),
        on(demandes.NuitAPoursuivre, poursuivre_la_nuit),
        on(demandes.DemandeVerrouillee),
        on(demandes.DemandeDeverrouillee),
        on(demandes.NirEnregistre, reperer_les_doublons),
        on(paires.DoublonTranche),
        on(personnes.CodemandeurAjoute, reperer_les_doublons, inscrire_au_sne),
        on(personnes.TitulaireRetire, au_demandeur.dire_a_qui_reste, reperer_les_doublons, inscrire_au_sne),
        on(personnes.DemandeSeparee, au_demandeur.dire_a_qui_reste, inscrire_au_sne),
        on(personnes.DemandeNeeDUneSeparation, au_demandeur.dire_la_separation, reperer_les_doublons, inscrire_au_sne),
        on(personnes.SeparationDefaite, au_demandeur.dire_la_fin_de_la_separation, inscrire_au_sne),
        on(personnes.SuiteDeSeparation, inscrire_au_sne),
        on(personnes.PersonneProtegee, retirer_ses_lettres),
        on(personnes.ProtectionLevee),
        on(paires.DemandesFusionnees, au_demandeur.dire_la_fusion, inscrire_au_sne),
        on(paires.FusionDefaite, inscrire_au_sne),
        on(paires.FusionASuivre, inscrire_au_sne),
        on(paires.BalayageAPoursuivre, poursuivre_le_balayage),
        on(demandes.NatureChangee, inscrire_au_sne),
        on(demandes.OccupantMisACharge),
        on(demandes.OccupantDevenuCodemandeur),
        on(demandes.DelaiAnormalementLongDepasse),
        on(demandes.ConstatDesDelaisAPoursuivre, poursuivre_le_constat),
        on(demandes.CodeDeConnexionDemande, secrets.envoyer_le_code),
        on(demandes.AccesRecherche, rendre_l_acces),
        on(demandes.EspaceOuvert),
        on(demandes.IdentifiantDuDemandeurChange, secrets.dire_le_changement_d_identifiant),
        on(demandes.MotDePasseDuDemandeurChoisi, secrets.dire_le_nouveau_mot_de_passe),
        on(filtres.FiltreGarde),
        on(filtres.FiltreModifie),
        on(filtres.FiltreRetire),
        on(travaux.ExportDemande, faire_l_export),
        on(travaux.MessageGroupeDemande, ecrire_aux_premiers),
        on(travaux.MessageGroupeAPoursuivre, ecrire_aux_suivants),
        on(travaux.EditionGroupeeDemandee, imprimer_le_lot),
        on(travaux.TravailAnnule),
        on(travaux.TravailEchoue),
        on(travaux.TravailRelance),
        on(tracabilite.LecturesRemarquees),
        on(tracabilite.EffacementAPoursuivre, poursuivre_l_effacement),
        on(tracabilite.LecturesVerifiees),
        on(publics.LabelPose),
        on(publics.LabelRetire),
        on(publics.DecisionDaloEnregistree),
        on(publics.ReglePublicModifiee),
        on(publics.StockALabelliser, labelliser_un_lot),
        on(publics.UrgenceDeclaree, au_demandeur.accuser_reception_de_l_urgence),
        on(publics.UrgencePriseEnCompte, au_demandeur.dire_la_prise_en_compte),
        on(cotation.DemandeCotee),
        on(evenements_de_vie.EvenementDeVieNote),
        on(evenements_de_vie.RefusQualifie),
        on(evenements_de_vie.EvenementDeVieRetire),
        on(evenements_de_vie.FaitConteste),
        on(
            evenements_de_vie.ContestationDecidee,
            au_demandeur.dire_la_decision,
            aux_agents.dire_la_decision_a_qui_a_conteste,
        ),
        on(validations.CritereValide),
        on(validations.ValidationDeCritereRetiree),
        on(cotation.GrilleEbauchee),
        on(cotation.GrilleModifiee),
        on(cotation.GrilleMiseEnTest),
        on(cotation.GrilleReprise),
        on(cotation.GrillePubliee, recoter_apres_publication),
        on(cotation.GrilleArchivee, recoter_apres_archivage),
        on(cotation.RecalculRelance),
        on(cotation.RecalculAPoursuivre, poursuivre_le_recalcul),
        on(cotation.GrilleAppliquee, dire_le_changement_de_points),
        on(deploiement.RendezVousPlanifie, aux_agents.inviter_au_rendez_vous),
        on(deploiement.RendezVousAnnule, aux_agents.dire_l_annulation_du_rendez_vous),
        on(simulations.SimulationDemandee, simuler_la_grille),
        on(simulations.SimulationFinie),
        on(simulations.SimulationAnnulee),
        on(pieces.PieceDeposee),
        on(pieces.PageAjoutee),
        on(pieces.PageRetiree),
        on(pieces.PagesOrdonnees),
        on(pieces.PieceValidee, inscrire_la_copie),
        on(pieces.PieceRefusee, au_demandeur.dire_le_refus_d_une_piece),
        on(pieces.PieceRetiree),
        on(pieces.PiecesEffacees),
        on(pieces.FeuilletRecu, examiner_le_feuillet),
        on(pieces.ExamenAReprendre, reprendre_l_examen),
        on(pieces.ContenusInutiles, effacer_les_contenus),
        on(pieces.PurgeAPoursuivre, poursuivre_la_purge),
        on(biens.ResidenceCreee),
        on(biens.BienEnregistre),
        on(biens.BienRemisEnLocation),
        on(biens.BienModifie),
        on(biens.BienMisADisposition),
        on(biens.MiseADispositionAnnulee),
        on(biens.BienLibere),
        on(biens.BienPropose),
        on(biens.BienInscritEnCommission),
        on(biens.BienAttribue),
        on(biens.BienLoue),
        on(biens.BienRemisADisposition),
        on(biens.BienRetire),
        on(annonces.AnnoncePubliee, avertir_de_l_annonce),
        on(annonces.AnnonceModifiee, avertir_de_l_annonce),
        on(annonces.AnnonceRetiree, avertir_de_l_annonce),
        on(annonces.ContactRecu, aux_agents.transmettre_le_contact),
        on(conventions_flux.ConventionSignee),
        on(conventions_flux.ConventionAmendee),
        on(conventions_flux.ConventionResiliee),
        on(conventions_flux.FluxImpute),
        on(conventions_flux.FluxDesimpute),
        on(propositions.CandidatRetenu),
        on(propositions.PropositionInscrite),
        on(propositions.AttributionDecidee, avertir_de_la_proposition),
        on(propositions.CandidatEcarte),
        on(propositions.DecisionReprise),
        on(propositions.PropositionNotifiee, au_demandeur.proposer_le_logement),
        on(propositions.PropositionAcceptee, avertir_de_la_proposition),
        on(propositions.PropositionRefusee, poursuivre_la_relocation, avertir_de_la_proposition),
        on(propositions.PropositionSansReponse, poursuivre_la_relocation, avertir_de_la_proposition),
        on(propositions.PropositionArretee, poursuivre_la_relocation),
        on(propositions.PropositionAnnulee, poursuivre_la_relocation, avertir_de_la_proposition),
        on(propositions.BailSigne, avertir_de_la_proposition, compter_l_attribution),
        on(commissions.SeanceProgrammee),
        on(commissions.MoinsDeTroisCandidats),
        on(commissions.SeanceCloturee, au_demandeur.dire_les_decisions_defavorables),
        on(communications.MessageEcritParUnAgent),
        on(communications.EditionFaite),
        on(communications.MessagePret, envoi.envoyer_le_message),
        on(communications.MessageARenvoyer, envoi.renvoyer_le_message),
        on(communications.MessageEnvoye),
        on(communications.MessageNonRemis),
        on(echanges.ClientTiersCree),
        on(echanges.SecretRenouvele),
        on(echanges.ClientTiersRevoque),
        on(echanges.AbonnementCree),
        on(echanges.AbonnementArrete),
        on(sne.TransmissionRefusee),
        on(sne.TransmissionRejouee),
        on(sne.TransmissionsAPoursuivre, poursuivre_les_transmissions),
        on(sne.CopiesDemandees, recevoir_les_copies),
        on(echanges.EnvoiPret, porter_l_avis),
        on(echanges.EnvoiARefaire, reporter_l_avis),
        on(imports.ImportCommence),
        on(imports.ImportRecu, commencer_le_controle),
        on(imports.ControleAPoursuivre, poursuivre_le_controle),
        on(imports.ImportControle),
        on(imports.ImportRefuse, effacer_l_import),
        on(imports.ApplicationOrdonnee, appliquer_l_import),
        on(imports.ImportApplique),
        on(imports.ApplicationSuspendue),
        on(imports.ImportAnnule, effacer_l_import),
        on(imports.FichiersInutiles, effacer_le_fichier),
    ]
)
"""After the commit, by the worker, each in its own transaction."""
