import type { components } from '../api/schema.d.ts'

const choix = (codes: Record<string, string>) => Object.entries(codes).map(([code, libelle]) => ({ code, libelle }))

/** Assez de chaque liste pour remplir une demande : les listes entières viennent du serveur. */
export const nomenclatures: components['schemas']['NomenclaturesVue'] = {
  listes: {
    civilite: choix({ 1: 'Monsieur', 2: 'Madame' }),
    nationalite: choix({ 1: 'Française', 2: 'Union européenne', 3: 'Hors Union européenne' }),
    situation_familiale: choix({ C: 'Célibataire', M: 'Marié(e)', P: 'Pacsé(e)' }),
    contrat: choix({ CDI: 'CDI ou fonctionnaire', CDD: 'CDD, stage ou intérim', CHO: 'Chômage' }),
    ressource: choix({ SAL: 'Salaire ou revenu d’activité', AF: 'Allocations familiales', RSA: 'Revenu de solidarité active' }),
    statut_logement: choix({ HLM: 'Locataire d’un logement HLM', LP: 'Locataire du parc privé', CP: 'Chez un particulier', SD: 'Sans abri' }),
    categorie_logement: choix({ A: 'Appartement', M: 'Maison', I: 'Indifférent' }),
    typologie: choix({ T1: 'T1', T2: 'T2', T3: 'T3', T4: 'T4' }),
    motif: choix({ '01': 'Sans logement', '09': 'Logement trop cher', 13: 'Logement trop petit', 23: 'Autre motif particulier' }),
    lien_codemandeur: choix({ M: 'Conjoint(e)', P: 'Partenaire de PACS' }),
    lien_parente: choix({ P: 'Parent', E: 'Enfant', A: 'Autre' }),
    coparentalite: choix({ G: 'Garde alternée', D: 'Droit de visite' }),
    type_piece: choix({ ID_CNI: 'Carte d’identité', ID_PASS: 'Passeport', RES_AVIS: 'Dernier avis d’imposition' }),
    motif_urgence: choix({ SANS_ABRI: 'Je n’ai nulle part où dormir', EXPULSION: 'Je vais être expulsé de mon logement' }),
    geste_sur_personne: choix({ ajout: 'Ajouter un codemandeur', separation: 'Séparation', deces: 'Décès d’un titulaire' }),
    motif_protection: choix({ violences: 'Violences au sein du couple ou de la famille' }),
    motif_refus_candidat: choix({ R01: 'Logement trop petit', R02: 'Loyer trop élevé' }),
  },
}
