type Reponse<T> = { headers: { [name: string]: unknown }; content: { 'application/json': T } }
type SansCorps = { headers: { [name: string]: unknown }; content?: never }
type Fichier = { headers: { [name: string]: unknown }; content: { 'application/octet-stream': string } }
type Problemes = { default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': components['schemas']['Problem'] } } }
type Chemin<Path> = [Path] extends [never] ? { path?: never } : { path: Path }
type Lire<T, Path = never, Query = never> = {
  parameters: { query?: Query; header?: never; cookie?: never } & Chemin<Path>
  requestBody?: never
  responses: { 200: Reponse<T> } & Problemes
}
type Envoyer<T, Body, Path = never> = {
  parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; cookie?: never } & Chemin<Path>
  requestBody: { content: { 'application/json': Body } }
  responses: { 200: Reponse<T> } & Problemes
}
type Ordonner<T, Path = never> = {
  parameters: { query?: never; header?: never; cookie?: never } & Chemin<Path>
  requestBody?: never
  responses: { 200: Reponse<T> } & Problemes
}
type Taire<Body, Path = never> = {
  parameters: { query?: never; header?: never; cookie?: never } & Chemin<Path>
  requestBody: { content: { 'application/json': Body } }
  responses: { 204: SansCorps } & Problemes
}
type TaireVide<Path = never> = {
  parameters: { query?: never; header?: never; cookie?: never } & Chemin<Path>
  requestBody?: never
  responses: { 204: SansCorps } & Problemes
}
type Page<T> = { items: T[]; total: number; total_plafonne: boolean; page: number; size: number }
type S = components['schemas']
type DemandePath = { demande_id: string }
type BienPath = { bien_id: string }
type PropositionPath = { proposition_id: string }

export interface paths {
  '/session': {
    get: Lire<S['SessionVue']>
    post: Envoyer<S['SessionVue'], { email: string; mot_de_passe: string; code_totp?: string | null }>
    delete: TaireVide
  }
  '/session/charte': { post: Envoyer<S['SessionVue'], { version: string }> }
  '/session/departement': { put: Envoyer<S['SessionVue'], { departement: string }> }
  '/session/deconnexion-partout': { post: TaireVide }
  '/mots-de-passe/oubli': { post: Taire<{ email: string }> }
  '/activations': { post: Taire<{ jeton: string; mot_de_passe: string }> }
  '/mon-compte/mot-de-passe': { post: Taire<{ actuel: string; nouveau: string }> }
  '/mon-compte/totp': { post: Ordonner<{ secret: string; uri: string }>; put: Taire<{ code: string }> }
  '/mon-compte/favoris': { get: Lire<S['Favori'][]>; put: Envoyer<S['Favori'][], { favoris: S['Favori'][] }> }
  '/nomenclatures': { get: Lire<{ listes: Record<string, S['EntreeNomenclature'][]> }> }
  '/communes': { get: Lire<S['CommuneVue'][], never, { q?: string; limit?: number; codes?: string[] }> }
  '/recherche-rapide': { get: Lire<S['ResultatRapide'][], never, { q: string }> }
  '/accueil': { get: Lire<S['AccueilVue']> }
  '/demandes': {
    get: Lire<
      Page<S['DemandeResume']>,
      never,
      { q?: string; etat?: string[]; commune?: string[]; typologie?: string[]; a_valider?: boolean; page?: number; size?: number; sort?: string }
    >
    post: Envoyer<S['DemandeDetail'], { formulaire: S['Formulaire'] }>
  }
  '/demandes/{demande_id}': {
    get: Lire<S['DemandeDetail'], DemandePath>
    patch: Envoyer<S['DemandeDetail'], { version: number } & Partial<S['Formulaire']>, DemandePath>
  }
  '/demandes/{demande_id}/validation': {
    post: Envoyer<S['DemandeDetail'], { version: number; identite_verifiee: boolean; doublon_ecarte?: { motif: string } | null }, DemandePath>
  }
  '/demandes/{demande_id}/retour': { post: Envoyer<S['DemandeDetail'], { version: number; motif: string; commentaire: string }, DemandePath> }
  '/demandes/{demande_id}/radiation': { post: Envoyer<S['DemandeDetail'], { version: number; motif: string }, DemandePath> }
  '/demandes/{demande_id}/renouvellement': { post: Envoyer<S['DemandeDetail'], { version: number }, DemandePath> }
  '/demandes/{demande_id}/historique': { get: Lire<S['LigneHistorique'][], DemandePath> }
  '/demandes/{demande_id}/consultations': { get: Lire<S['Consultation'][], DemandePath> }
  '/demandes/{demande_id}/cotations': { get: Lire<S['CotationVue'][], DemandePath> }
  '/demandes/{demande_id}/doublons': { get: Lire<S['Doublon'][], DemandePath> }
  '/demandes/{demande_id}/propositions': { get: Lire<S['PropositionResume'][], DemandePath> }
  '/demandes/{demande_id}/pieces': {
    get: Lire<S['Piece'][], DemandePath>
    post: {
      parameters: { query: { type: string; nom: string }; header?: never; path: DemandePath; cookie?: never }
      requestBody: { content: { 'application/octet-stream': string } }
      responses: { 201: Reponse<S['Piece']> } & Problemes
    }
  }
  '/demandes/{demande_id}/pieces/{piece_id}/contenu': {
    get: { parameters: { path: DemandePath & { piece_id: string } }; responses: { 200: Fichier } & Problemes }
  }
  '/demandes/{demande_id}/pieces/{piece_id}/validation': { post: Ordonner<S['Piece'], DemandePath & { piece_id: string }> }
  '/demandes/{demande_id}/pieces/{piece_id}/refus': { post: Envoyer<S['Piece'], { motif: string }, DemandePath & { piece_id: string }> }
  '/demandes/{demande_id}/attestation': { get: { parameters: { path: DemandePath }; responses: { 200: Fichier } & Problemes } }
  '/biens': {
    get: Lire<Page<S['BienResume']>, never, { q?: string; etat?: string[]; commune?: string[]; typologie?: string[]; page?: number; size?: number; sort?: string }>
    post: Envoyer<S['BienDetail'], S['BienSaisi']>
  }
  '/biens/{bien_id}': {
    get: Lire<S['BienDetail'], BienPath>
    patch: Envoyer<S['BienDetail'], { version: number } & Partial<S['BienSaisi']>, BienPath>
  }
  '/biens/{bien_id}/historique': { get: Lire<S['LigneHistorique'][], BienPath> }
  '/biens/{bien_id}/candidats': { get: Lire<S['Candidats'], BienPath, { page?: number; size?: number }> }
  '/biens/{bien_id}/candidats/explication': { get: Lire<S['Explication'], BienPath, { numero_unique: string }> }
  '/biens/{bien_id}/propositions': { post: Envoyer<S['PropositionResume'][], { demandes: string[] }, BienPath> }
  '/propositions': {
    get: Lire<Page<S['PropositionResume']>, never, { etat?: string[]; bien_id?: string; demande_id?: string; page?: number; size?: number; sort?: string }>
  }
  '/propositions/{proposition_id}': { get: Lire<S['PropositionDetail'], PropositionPath> }
  '/propositions/{proposition_id}/inscription': { post: Envoyer<S['PropositionDetail'], { version: number; commission_id: string }, PropositionPath> }
  '/propositions/{proposition_id}/notification': { post: Envoyer<S['PropositionDetail'], { version: number }, PropositionPath> }
  '/propositions/{proposition_id}/acceptation': { post: Envoyer<S['PropositionDetail'], { version: number }, PropositionPath> }
  '/propositions/{proposition_id}/refus': { post: Envoyer<S['PropositionDetail'], { version: number; motif: string }, PropositionPath> }
  '/propositions/{proposition_id}/bail': { post: Envoyer<S['PropositionDetail'], { version: number; signe_le: string; entree_le: string }, PropositionPath> }
  '/propositions/{proposition_id}/annulation': { post: Envoyer<S['PropositionDetail'], { version: number; motif: string }, PropositionPath> }
  '/commissions': {
    get: Lire<Page<S['CommissionResume']>, never, { page?: number; size?: number }>
    post: Envoyer<S['CommissionDetail'], { tenue_le: string; lieu: string; mode: string }>
  }
  '/commissions/{commission_id}': { get: Lire<S['CommissionDetail'], { commission_id: string }> }
  '/commissions/{commission_id}/decisions': {
    post: Envoyer<
      S['CommissionDetail'],
      { proposition_id: string; version: number; decision: string; rang?: number | null; motif?: string | null; condition?: string | null },
      { commission_id: string }
    >
  }
  '/commissions/{commission_id}/cloture': { post: Envoyer<S['CommissionDetail'], { version: number }, { commission_id: string }> }
  '/conventions-de-flux': {
    get: Lire<Page<S['ConventionResume']>, never, { annee?: number; page?: number; size?: number }>
    post: Envoyer<S['ConventionResume'], S['ConventionSaisie']>
  }
  '/conventions-de-flux/suivi': { get: Lire<S['SuiviConvention'][], never, { annee?: number }> }
  '/conventions-de-flux/{convention_id}': { get: Lire<S['ConventionDetail'], { convention_id: string }> }
  '/annonces': {
    get: Lire<Page<S['AnnonceResume']>, never, { etat?: string[]; page?: number; size?: number }>
    post: Envoyer<S['AnnonceDetail'], S['AnnonceSaisie']>
  }
  '/annonces/{annonce_id}': {
    get: Lire<S['AnnonceDetail'], { annonce_id: string }>
    patch: Envoyer<S['AnnonceDetail'], { version: number } & Partial<S['AnnonceSaisie']>, { annonce_id: string }>
  }
  '/annonces/{annonce_id}/retrait': { post: Envoyer<S['AnnonceDetail'], { version: number }, { annonce_id: string }> }
  '/annonces/{annonce_id}/contacts': { get: Lire<S['ContactAnnonce'][], { annonce_id: string }> }
  '/organismes': {
    get: Lire<Page<S['OrganismeResume']>, never, { q?: string; type?: string[]; page?: number; size?: number }>
    post: Envoyer<S['OrganismeDetail'], { type: string; nom: string; siren?: string | null }>
  }
  '/organismes/{organisme_id}': {
    get: Lire<S['OrganismeDetail'], { organisme_id: string }>
    patch: Envoyer<S['OrganismeDetail'], { version: number } & Partial<S['OrganismeSaisi']>, { organisme_id: string }>
  }
  '/organismes/{organisme_id}/agences': {
    get: Lire<S['Agence'][], { organisme_id: string }>
    post: Envoyer<S['Agence'], Omit<S['Agence'], 'id'>, { organisme_id: string }>
  }
  '/comptes': {
    get: Lire<Page<S['CompteResume']>, never, { q?: string; actif?: boolean; page?: number; size?: number; sort?: string }>
    post: Envoyer<S['CompteResume'], S['CompteSaisi']>
  }
  '/comptes/{compte_id}': { patch: Envoyer<S['CompteResume'], { version: number } & Partial<S['CompteSaisi']>, { compte_id: string }> }
  '/comptes/{compte_id}/desactivation': { post: Ordonner<S['CompteResume'], { compte_id: string }> }
  '/comptes/{compte_id}/reactivation': { post: Ordonner<S['CompteResume'], { compte_id: string }> }
  '/comptes/{compte_id}/activation': { post: Ordonner<S['CompteResume'], { compte_id: string }> }
  '/profils': { get: Lire<S['Profil'][]> }
  '/clients-tiers': {
    get: Lire<S['ClientTiers'][]>
    post: Envoyer<S['ClientTiersCree'], { libelle: string; scopes: string[] }>
  }
  '/clients-tiers/{client_id}/rotation': { post: Ordonner<S['ClientTiersCree'], { client_id: string }> }
  '/clients-tiers/{client_id}/revocation': { post: Ordonner<S['ClientTiers'], { client_id: string }> }
  '/grilles-de-cotation': { get: Lire<S['GrilleResume'][]> }
  '/actualites': { get: Lire<S['Actualite'][]>; post: Envoyer<S['Actualite'], { titre: string; texte: string; du: string; au: string }> }
}

export interface components {
  schemas: {
    Problem: { type: string; title: string; status: number; code: string; details?: Record<string, unknown>; raisons?: S['Raison'][]; erreurs?: { champ: string; code: string; message: string }[] }
    Raison: { code: string; phrase: string; parametres?: Record<string, string | number | boolean | null> }
    ActionPossible: { code: string; libelle: string; permise: boolean; raisons?: S['Raison'][]; possible_le?: string | null; qui?: string | null }
    EntreeNomenclature: { code: string; libelle: string }
    CommuneVue: { code: string; nom: string; codes_postaux: string[]; epci: string | null; epci_nom: string | null }
    CommuneNommee: { code: string; nom: string }
    OrganismeNomme: { id: string; nom: string }
    Charte: { version: string; texte: string; acceptee: boolean }
    Departement: { code: string; nom: string; couleur_accent?: string | null }
    SessionVue: {
      compte: { id: string; nom: string; prenom: string; email: string; telephone?: string | null }
      organisme: { id: string; nom: string; type: string; logo?: string | null }
      agence?: S['OrganismeNomme'] | null
      profil: { code: string; libelle: string }
      droits: string[]
      departement: string
      departements: S['Departement'][]
      charte: S['Charte']
      version_application: string
    }
    Favori: { libelle: string; lien: string }
    ResultatRapide: { genre: 'demande' | 'bien' | 'organisme'; id: string; libelle: string; detail: string }
    Compteur: { code: string; libelle: string; valeur: number; plafonne: boolean; lien: string }
    TacheDuJour: { code: string; libelle: string; detail?: string | null; avant_le?: string | null; lien: string }
    Actualite: { id: string; titre: string; texte: string; du: string; au: string }
    AccueilVue: {
      compteurs: S['Compteur'][]
      a_faire: S['TacheDuJour'][]
      actualites: S['Actualite'][]
      favoris: S['Favori'][]
      demandes_par_typologie: { typologie: string; nombre: number }[]
      flux: S['SuiviConvention'][]
    }
    Adresse: { numero?: string | null; voie: string; complement?: string | null; code_postal: string; commune: string; hebergeant?: string | null }
    SituationProfessionnelle: { contrat: string; profession?: string | null; employeur?: string | null; commune_travail?: string | null }
    Personne: {
      id: string
      civilite?: string | null
      nom_naissance?: string | null
      nom_usage?: string | null
      prenoms?: string | null
      ne_le?: string | null
      nationalite?: string | null
      situation_familiale?: string | null
      telephone?: string | null
      email?: string | null
      adresse?: S['Adresse'] | null
      situation_professionnelle?: S['SituationProfessionnelle'] | null
      handicap?: boolean
    }
    Codemandeur: S['Personne'] & { lien: string }
    Occupant: { id: string; nom: string; prenom: string; ne_le: string; sexe: string; lien: string; a_charge: boolean; coparentalite?: string | null }
    Naissances: { nombre: number; prevue_le?: string | null }
    RevenuFiscal: { personne_id: string; annee: number; montant: number }
    RessourceMensuelle: { personne_id?: string | null; nature: string; montant: number }
    Revenus: { rfr?: S['RevenuFiscal'][]; ressources?: S['RessourceMensuelle'][]; pension_versee?: number }
    LogementActuel: {
      statut: string
      depuis_le?: string | null
      loyer?: number | null
      apl?: number | null
      typologie?: string | null
      surface?: number | null
      nb_habitants?: number | null
      bailleur?: string | null
      hebergeant?: string | null
      proprietaire?: boolean
    }
    LogementRecherche: {
      categorie?: string
      typologies?: string[]
      communes?: string[]
      parking?: boolean
      rez_de_chaussee?: boolean
      sans_ascenseur?: boolean
      adapte_handicap?: boolean
      demande_elargie?: boolean
      loyer_max?: number | null
      precision?: string
    }
    Motifs: { codes?: string[]; autre?: string | null }
    Formulaire: {
      demandeur?: S['Personne'] | null
      codemandeurs?: S['Codemandeur'][]
      occupants?: S['Occupant'][]
      a_naitre?: S['Naissances'] | null
      revenus?: S['Revenus']
      logement_actuel?: S['LogementActuel'] | null
      logement_recherche?: S['LogementRecherche'] | null
      motifs?: S['Motifs']
    }
    DemandeResume: {
      id: string
      numero_unique?: string | null
      reference: string
      etat: string
      nom_affiche: string
      ne_le?: string | null
      codemandeur?: string | null
      deposee_le?: string | null
      renouvelee_le?: string | null
      anciennete_mois: number
      nb_personnes: number
      typologies: string[]
      communes: S['CommuneNommee'][]
      points?: number | null
      commune_actuelle?: string | null
    }
    Controle: { champ: string; niveau: 'bloquant' | 'alerte'; code: string; message: string }
    Plafond: { financement: string; montant: number; pourcentage: number }
    DemandeDetail: {
      id: string
      version: number
      etat: string
      etat_libelle: string
      numero_unique?: string | null
      reference: string
      departement: string
      canal: string
      deposee_le?: string | null
      renouvelee_le?: string | null
      expire_le?: string | null
      anciennete_mois: number
      guichet?: S['OrganismeNomme'] | null
      nom_affiche: string
      formulaire: S['Formulaire']
      communes?: S['CommuneNommee'][]
      personnes_a_loger: number
      unites_de_consommation: number
      ressources_mensuelles: number
      rfr_total?: number | null
      categorie_menage: number
      plafonds: S['Plafond'][]
      controles: S['Controle'][]
      verrou?: { raison: string; depuis_le: string; par: string } | null
      cotations: { epci: string; epci_nom: string; points_verifies: number; points_declares: number }[]
      actions: S['ActionPossible'][]
    }
    LigneHistorique: {
      id: string
      le: string
      qui: string
      organisme?: string | null
      type: string
      phrase: string
      changements?: { champ: string; libelle: string; avant?: string | null; apres?: string | null }[]
    }
    Consultation: { organisme: string; qui: string; le: string; nombre: number }
    LigneCotation: {
      code: string
      libelle: string
      points: number
      points_declares: number
      etat: string
      valeur_lue: string
      source: string
      explication: string
      expire_le?: string | null
    }
    BlocCotation: { code: string; libelle: string; points: number; exclu_par?: string | null; plafonne: boolean; lignes: S['LigneCotation'][] }
    CotationVue: {
      epci: string
      epci_nom: string
      grille: string
      version_grille: number
      points_verifies: number
      points_declares: number
      calculee_le: string
      prochaine_bascule?: string | null
      blocs: S['BlocCotation'][]
    }
    Doublon: {
      demande_id: string
      numero_unique?: string | null
      reference: string
      etat: string
      nom_affiche: string
      ne_le?: string | null
      deposee_le?: string | null
      adresse?: string | null
      telephone?: string | null
      email?: string | null
      score: number
      raisons: S['Raison'][]
    }
    Piece: {
      id: string
      type: string
      type_libelle: string
      nom: string
      media_type: string
      taille: number
      etat: string
      etat_libelle: string
      deposee_le: string
      deposee_par: string
      motif?: string | null
      actions: S['ActionPossible'][]
    }
    BienResume: {
      id: string
      reference: string
      organisme: S['OrganismeNomme']
      residence?: string | null
      adresse: string
      commune: S['CommuneNommee']
      typologie: string
      surface: number
      financement: string
      mensualite: number
      etat: string
      disponible_le?: string | null
      reservataire?: string | null
      nb_propositions: number
    }
    BienSaisi: {
      reference: string
      residence?: string | null
      adresse: string
      code_postal: string
      commune: string
      typologie: string
      surface: number
      etage?: number | null
      ascenseur: boolean
      parking: boolean
      balcon: boolean
      jardin: boolean
      adapte_handicap: boolean
      annee_construction?: number | null
      financement: string
      loyer: number
      charges: number
      annexes: number
      depot_garantie?: number | null
      dpe: string
      ges?: string | null
      qpv: boolean
      chauffage?: string | null
      disponible_le: string
      reservataire_id?: string | null
    }
    BienDetail: Omit<S['BienSaisi'], 'commune' | 'reservataire_id'> & {
      id: string
      version: number
      organisme: S['OrganismeNomme']
      commune: S['CommuneNommee']
      latitude?: number | null
      longitude?: number | null
      etat: string
      reservataire?: { id: string; nom: string; type: string } | null
      convention_id?: string | null
      charge_de_clientele?: string | null
      mensualite: number
      actions: S['ActionPossible'][]
    }
    Candidat: {
      demande_id: string
      numero_unique: string
      nom_affiche: string
      rang: number
      points?: number | null
      cotation_lignes?: { libelle: string; points: number }[] | null
      anciennete_mois: number
      nb_personnes: number
      personnes: string
      age?: number | null
      ressources_mensuelles: number
      taux_effort?: number | null
      taux_effort_actuel?: number | null
      reste_a_vivre?: number | null
      reste_a_vivre_uc?: number | null
      pourcentage_plafond: number
      typologies: string[]
      rang_choix_commune?: number | null
      motif_principal?: string | null
      statut_logement?: string | null
      nb_propositions: number
      deja_propose: boolean
      alertes: S['Raison'][]
    }
    Candidats: { total: number; total_plafonne: boolean; page: number; size: number; criteres: S['Raison'][]; items: S['Candidat'][] }
    Explication: {
      demande_id: string
      numero_unique: string
      nom_affiche: string
      eligible: boolean
      conditions: { code: string; libelle: string; remplie: boolean; phrase: string }[]
    }
    PropositionResume: {
      id: string
      version: number
      etat: string
      bien: { id: string; reference: string; adresse: string; commune: string; typologie: string; bailleur?: string | null }
      demande: { id: string; numero_unique: string; nom_affiche: string }
      rang?: number | null
      creee_le: string
      repondre_avant_le?: string | null
      commission?: { id: string; tenue_le: string } | null
      decision?: string | null
      actions: S['ActionPossible'][]
    }
    PropositionDetail: S['PropositionResume'] & {
      motif?: string | null
      condition?: string | null
      notifiee_le?: string | null
      repondue_le?: string | null
      bail?: { signe_le: string; entree_le: string } | null
      candidat?: S['Candidat'] | null
    }
    CommissionResume: { id: string; tenue_le: string; lieu: string; mode: string; etat: string; organisme: S['OrganismeNomme']; nb_biens: number; nb_passages: number; nb_a_decider: number }
    Passage: {
      proposition: S['PropositionResume']
      candidat: S['Candidat']
      decision?: string | null
      rang?: number | null
      motif?: string | null
      condition?: string | null
    }
    CommissionDetail: S['CommissionResume'] & {
      version: number
      biens: { bien: S['BienResume']; passages: S['Passage'][] }[]
      actions: S['ActionPossible'][]
    }
    ConventionSaisie: { bailleur_id: string; reservataire_id: string; type_reservataire: string; taux: number; annee: number; objectif: number; debut: string; fin: string }
    ConventionResume: {
      id: string
      bailleur: S['OrganismeNomme']
      reservataire: S['OrganismeNomme']
      type_reservataire: string
      taux: number
      annee: number
      objectif: number
      debut: string
      fin: string
    }
    SuiviConvention: {
      convention_id: string
      bailleur: S['OrganismeNomme']
      reservataire: S['OrganismeNomme']
      taux: number
      objectif: number
      prorata: number
      mises_a_disposition: number
      attributions: number
      baux: number
      ecart: number
      reste: number
    }
    ConventionDetail: S['ConventionResume'] & { version: number; suivi: S['SuiviConvention']; actions: S['ActionPossible'][] }
    AnnonceSaisie: { bien_id: string; titre: string; description: string; du: string; au: string; contact_email?: string | null; contact_telephone?: string | null }
    AnnonceResume: { id: string; titre: string; etat: string; du: string; au: string; nb_contacts: number; bien: S['BienResume'] }
    AnnonceDetail: S['AnnonceResume'] & { version: number; description: string; contact_email?: string | null; contact_telephone?: string | null; actions: S['ActionPossible'][] }
    ContactAnnonce: { id: string; le: string; nom: string; prenom: string; email: string; telephone?: string | null; message: string; numero_unique?: string | null; demande_id?: string | null }
    OrganismeSaisi: { nom: string; sigle?: string | null; siren?: string | null; telephone?: string | null; email?: string | null; totp_exige: boolean }
    OrganismeResume: { id: string; type: string; nom: string; sigle?: string | null; telephone?: string | null; email?: string | null; nb_comptes: number; code_guichet?: string | null }
    OrganismeDetail: S['OrganismeResume'] & S['OrganismeSaisi'] & { version: number; actions: S['ActionPossible'][] }
    Agence: {
      id: string
      libelle: string
      rue?: string | null
      complement_1?: string | null
      complement_2?: string | null
      code_postal?: string | null
      ville?: string | null
      lieu_dit?: string | null
      telephone?: string | null
      fax?: string | null
      email?: string | null
      signature_1?: string | null
      signature_2?: string | null
    }
    CompteSaisi: { nom: string; prenom: string; email: string; telephone?: string | null; profil: string; agence_id?: string | null; organisme_id?: string | null }
    CompteResume: {
      id: string
      version: number
      nom: string
      prenom: string
      email: string
      telephone?: string | null
      organisme: S['OrganismeNomme']
      agence?: S['OrganismeNomme'] | null
      profil: { code: string; libelle: string }
      actif: boolean
      active_le?: string | null
      derniere_connexion_le?: string | null
      actions: S['ActionPossible'][]
    }
    Profil: { code: string; libelle: string; droits: { code: string; libelle: string }[] }
    ClientTiers: { id: string; libelle: string; organisme: S['OrganismeNomme']; client_id: string; scopes: string[]; actif: boolean; cree_le: string; derniere_utilisation_le?: string | null }
    ClientTiersCree: { client: S['ClientTiers']; secret: string }
    GrilleResume: { epci: string; epci_nom: string; nom: string; version: number; etat: string; prend_effet_le: string; nb_criteres: number; nb_demandes: number }
  }
}
