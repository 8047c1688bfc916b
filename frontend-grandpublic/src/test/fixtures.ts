import type {
  Annonce,
  AnnonceResume,
  AttenteEstimee,
  AttenteVue,
  ChiffresCles,
  ChiffresDeCommune,
  Commune,
  Cotation,
  DossierDePieces,
  MaContestation,
  MaDemande,
  MaProposition,
  MesPriorites,
  MonCompte,
  MonEspace,
  Personne,
  Piece,
  PieceAttendue,
  SecteurAChoisir,
  Territoire,
} from '../api/types.ts'

export const ID = {
  demande: '0193a1f0-0000-7000-8000-000000000001',
  demandeur: '0193a1f0-0000-7000-8000-000000000002',
  codemandeur: '0193a1f0-0000-7000-8000-000000000003',
  enfant: '0193a1f0-0000-7000-8000-000000000004',
  proposition: '0193a1f0-0000-7000-8000-000000000005',
  annonce: '0193a1f0-0000-7000-8000-000000000006',
  piece: '0193a1f0-0000-7000-8000-000000000007',
  grille: '0193a1f0-0000-7000-8000-000000000008',
  feuillet: '0193a1f0-0000-7000-8000-000000000009',
}

export const territoire: Territoire = {
  code: '35',
  nom: 'Ille-et-Vilaine',
  titre: 'Demande de logement Ille-et-Vilaine',
  couleur_accent: '#1f5c57',
  textes: {
    accueil: 'Déposez votre demande de logement social, suivez-la et gardez-la à jour, où que vous en soyez.',
  },
  contact: { nom: 'Fichier partagé d’Ille-et-Vilaine', telephone: '0299000000', email: 'aide@demande.exemple', horaires: 'du lundi au vendredi, de 9h à 12h30' },
  logo: null,
  logo_texte: null,
  delai_validation_jours: 30,
  nb_communes_max: 8,
  nb_secteurs_max: 4,
  nb_motifs_max: 3,
}

export const secteurs: SecteurAChoisir[] = [
  {
    epci_nom: 'Rennes Métropole',
    phrase: 'Betton, Rennes (Cleunay)',
    secteur: { id: '0193a1f0-0000-7000-8000-000000000051', nom: 'Couronne nord', communes: ['35024', '35238'], quartiers: [{ commune: '35238', nom: 'Cleunay' }] },
  },
  { epci_nom: 'Rennes Métropole', phrase: 'Bruz', secteur: { id: '0193a1f0-0000-7000-8000-000000000052', nom: 'Couronne sud', communes: ['35047'], quartiers: [] } },
]

export const communes: Commune[] = [
  ['35238', 'Rennes', '35000', 222_485],
  ['35051', 'Cesson-Sévigné', '35510', 17_900],
  ['35024', 'Betton', '35830', 12_000],
  ['35288', 'Saint-Malo', '35400', 47_000],
  ['35047', 'Bruz', '35170', 18_500],
].map(([code, nom, postal, population]) => ({
  code: String(code),
  nom: String(nom),
  codes_postaux: [String(postal)],
  epci: '243500139',
  epci_nom: 'Rennes Métropole',
  departement: '35',
  latitude: null,
  longitude: null,
  population: Number(population),
}))

export const compte: MonCompte = { identifiant: 'camille@exemple.fr', departement: '35', a_une_demande: true, a_un_mot_de_passe: false, connexion_precedente_le: '2026-11-12T07:16:00Z' }

const SANS_DETAIL = { appartement: null, batiment: null, escalier: null, etage: null, lieu_dit: null, etranger: false, ville_etrangere: null, pays: null }
const SANS_EMPLOYEUR = {
  depuis_le: null,
  categorie: null,
  plusieurs_employeurs: false,
  siret: null,
  chez_l_employeur_depuis: null,
  coordonnees_employeur: null,
  cotise_action_logement: false,
  collecteurs: [],
}

export const personne = (suite: Partial<Personne> = {}): Personne => ({
  id: ID.demandeur,
  civilite: '2',
  nom_naissance: 'Le Goff',
  nom_usage: null,
  prenoms: 'Camille',
  ne_le: '1988-04-09',
  nationalite: '1',
  situation_familiale: 'P',
  telephone: '0612345678',
  email: 'camille@exemple.fr',
  adresse: { numero: '12', voie: 'rue des Lilas', complement: 'Bâtiment B', code_postal: '35000', commune: '35238', hebergeant: null, ...SANS_DETAIL },
  situation_professionnelle: { ...SANS_EMPLOYEUR, contrat: 'CDD', profession: 'Aide-soignante', employeur: 'CHU', commune_travail: '35238' },
  handicap: false,
  situation_familiale_depuis: null,
  telephone_domicile: null,
  telephone_travail: null,
  sms_refuses: false,
  nouvelles_refusees: false,
  adresse_logement: null,
  ...suite,
})

export const formulaireVide: MaDemande['formulaire'] = {
  demandeur: null,
  codemandeurs: [],
  occupants: [],
  a_naitre: null,
  revenus: { rfr: [], ressources: [], pension_versee: 0 },
  logement_actuel: null,
  logement_recherche: null,
  motifs: { codes: [], autre: null, jugement_le: null },
  colocataires: [],
  handicaps: [],
  accompagnement: null,
}

export const formulaireRempli: MaDemande['formulaire'] = {
  demandeur: personne(),
  codemandeurs: [
    {
      ...personne({ id: ID.codemandeur, civilite: '1', nom_naissance: 'Morvan', prenoms: 'Yann', ne_le: '1986-01-22', telephone: null, email: null, adresse: null }),
      situation_professionnelle: { ...SANS_EMPLOYEUR, contrat: 'CDI', profession: null, employeur: null, commune_travail: null },
      lien: 'P',
    },
  ],
  occupants: [{ id: ID.enfant, nom: 'Morvan', prenom: 'Lou', ne_le: '2021-06-14', sexe: 'F', lien: 'E', a_charge: true, coparentalite: null, handicap: false }],
  a_naitre: null,
  revenus: {
    rfr: [
      { personne_id: ID.demandeur, annee: 2024, montant: 15_400 },
      { personne_id: ID.codemandeur, annee: 2024, montant: 18_900 },
    ],
    ressources: [
      { personne_id: ID.demandeur, nature: 'SAL', montant: 1420 },
      { personne_id: ID.demandeur, nature: 'AF', montant: 148 },
      { personne_id: ID.codemandeur, nature: 'SAL', montant: 1650 },
    ],
    pension_versee: 0,
  },
  logement_actuel: {
    statut: 'LP',
    depuis_le: '2020-09-01',
    loyer: 720,
    apl: 96,
    typologie: 'T2',
    surface: 44,
    nb_habitants: 3,
    bailleur: null,
    hebergeant: null,
    proprietaire: false,
    categorie: null,
    possede: null,
    preavis_le: null,
    particularite: null,
  },
  logement_recherche: {
    categorie: 'I',
    typologies: ['T3', 'T4'],
    communes: ['35238', '35051', '35024'],
    parking: true,
    rez_de_chaussee: true,
    sans_ascenseur: true,
    adapte_handicap: false,
    demande_elargie: true,
    loyer_max: 750,
    precision: '',
    colocation: false,
    caution: false,
    quartiers: [],
    secteurs: [],
    programmes: [],
    dossier_fsl: null,
  },
  motifs: { codes: ['13', '09'], autre: null, jugement_le: null },
  colocataires: [],
  handicaps: [],
  accompagnement: null,
}

export function demande(suite: Partial<MaDemande> = {}): MaDemande {
  return {
    id: ID.demande,
    version: 4,
    departement: '35',
    etat: 'ES',
    etat_libelle: 'En cours de saisie',
    numero_unique: null,
    reference: '35261100042',
    canal: 'portail',
    nature: 'STANDARD',
    creee_le: '2026-11-02T09:12:00Z',
    deposee_le: null,
    soumise_le: null,
    validee_le: null,
    renouvelee_le: null,
    expire_le: null,
    radiee_le: null,
    motif_radiation: null,
    endormie_le: null,
    avertissement: null,
    anciennete_mois: 0,
    anciennete_libelle: 'moins d’un mois',
    motif_retour: null,
    commentaire_retour: null,
    points_retour: [],
    dalo: false,
    labels: [],
    guichet: null,
    nom_affiche: 'LE GOFF Camille',
    entete: { phrase: '', codemandeurs: [], telephones: [] },
    formulaire: formulaireRempli,
    nirs_connus: [ID.demandeur],
    communes: communes.map(({ code, nom }) => ({ code, nom })),
    personnes_a_loger: 3,
    personnes: '2 adultes, 1 enfant',
    unites_de_consommation: '1.8',
    categorie_menage: 4,
    ressources_mensuelles: 3218,
    rfr: 34_300,
    plafonds: [],
    occupants_a_rattacher: [],
    regles: [],
    delai_anormal: null,
    controles: [],
    verrou: null,
    type_creation: 'CRE',
    liens: [],
    protection: null,
    declaration: null,
    cotations: [],
    identite_deposee: true,
    informations_masquees: false,
    actions: [
      { code: 'modifier', libelle: 'Modifier', permise: true, montrer: true, raisons: [], possible_le: null, qui: null, depuis_le: null, lien: null },
      { code: 'soumettre', libelle: 'Envoyer ma demande', permise: true, montrer: true, raisons: [], possible_le: null, qui: null, depuis_le: null, lien: null },
    ],
    ...suite,
  }
}

const etape = (code: string, libelle: string, faite: boolean, courante: boolean, le: string | null = null) => ({ code, libelle, faite, courante, le })

export function espace(suite: Partial<MonEspace> = {}): MonEspace {
  return {
    demande_id: ID.demande,
    version: 7,
    nom_affiche: 'LE GOFF Camille',
    numero_unique: '035112600012335238',
    reference: '35261100042',
    deposee_le: '2025-01-14',
    expire_le: '2027-01-14',
    anciennete_libelle: '1 an 10 mois',
    etat: {
      code: 'AC',
      libelle: 'Active',
      phrase: 'Votre demande est active jusqu’au 14 janvier 2027. Les organismes peuvent vous proposer un logement.',
    },
    etapes: [
      etape('saisie', 'Je remplis ma demande', true, false, '2025-01-14'),
      etape('verification', 'Un guichet vérifie', true, false, '2025-01-28'),
      etape('enregistree', 'Ma demande est enregistrée', true, false, '2025-01-28'),
      etape('commission', 'Ma demande passe en commission', false, true),
      etape('bail', 'Je signe mon bail', false, false),
    ],
    qui: {
      nom: 'Mairie de Rennes, service habitat',
      telephone: '0299000001',
      email: 'habitat@rennes.exemple',
      phrase: 'Mairie de Rennes, service habitat a enregistré votre demande. Tous les organismes du département la voient.',
    },
    a_faire: [
      {
        code: 'repondre-proposition',
        phrase: 'Répondez à la proposition de logement : T3 à Cesson-Sévigné. Sans réponse, elle sera considérée comme refusée.',
        avant_le: '2026-12-02',
        lien: 'mon-espace/propositions',
      },
    ],
    position: {
      phrase: 'Voici votre place parmi les demandes qui ressemblent à la vôtre.',
      epcis: [
        {
          epci: '243500139',
          epci_nom: 'Rennes Métropole',
          points: 62,
          rang: 148,
          sur: 1310,
          perimetre: 'demandes de T3 à Rennes',
          phrase: 'Vous êtes 148e sur 1 310 demandes de T3 à Rennes. L’attente moyenne y est de 26 mois.',
        },
      ],
    },
    actions: [
      {
        code: 'renouveler',
        libelle: 'Renouveler',
        permise: false,
        montrer: true,
        raisons: [{ code: 'renouvellement-trop-tot', phrase: 'Le renouvellement s’ouvre un mois avant la fin de validité.', parametres: {} }],
        possible_le: '2026-12-14',
        qui: 'le guichet qui suit votre demande',
      },
    ],
    ...suite,
  }
}

export const annonce = (rang: number, suite: Partial<AnnonceResume> = {}): AnnonceResume => {
  const { code, nom } = communes[rang % communes.length] ?? { code: '35238', nom: 'Rennes' }
  const typologie = (['T2', 'T3', 'T4', 'T1'] as const)[rang % 4] ?? 'T2'
  return {
    id: `0193a1f0-0000-7000-8000-0000000001${String(rang).padStart(2, '0')}`,
    titre: ['Appartement lumineux, proche métro', 'Logement familial avec balcon', 'Maison de ville avec jardin', 'Studio au calme'][rang % 4] ?? '',
    typologie,
    surface: 42 + rang * 7,
    commune: { code, nom },
    loyer: 410 + rang * 23,
    charges: 65,
    mensualite: 475 + rang * 23.5,
    dpe: (['C', 'B', 'D'] as const)[rang % 3] ?? 'C',
    publiee_le: '2026-11-18T10:00:00Z',
    etage: null,
    adresse: '8 allée des Tilleuls',
    code_postal: '35000',
    ges: null,
    disponible_le: '2027-01-05',
    latitude: null,
    longitude: null,
    position_approchee: true,
    organisme: ['Archipel Habitat', 'Néotoa', 'Espacil Habitat'][rang % 3] ?? '',
    ...suite,
  }
}

export const annonceEntiere: Annonce = {
  ...annonce(1),
  id: ID.annonce,
  description:
    'Logement traversant au deuxième étage d’une résidence de 2012, à dix minutes à pied du centre et des écoles.\nDeux chambres, une cuisine fermée, un séjour qui ouvre sur le balcon.',
  du: '2026-11-18T09:00:00Z',
  au: '2026-12-18T09:00:00Z',
  etage: 2,
  ascenseur: true,
  parking: true,
  balcon: true,
  jardin: false,
  adapte_handicap: false,
  annee_construction: 2012,
  financement: 'PLUS',
  financement_libelle: 'PLUS (logement social ordinaire)',
  annexes: 32,
  depot_garantie: 433,
  ges: 'B',
  chauffage: 'Collectif au gaz',
  contact_nom: 'Service location',
  contact_telephone: '0299000002',
}

export const chiffresDeCommune: ChiffresDeCommune = {
  departement: '35',
  commune: '35238',
  nom: 'Rennes',
  photo_du: '2026-11-21T02:00:00Z',
  chiffres: [
    { code: 'logements', libelle: 'Logements sociaux connus du fichier', valeur: 21_300, unite: 'logements', definition: 'Ceux que leurs bailleurs ont inscrits au fichier, loués ou libres.', secret: null },
    { code: 'demandes', libelle: 'Demandes actives', valeur: 14_200, unite: 'demandes', definition: 'Celles qui citent cette commune, elle-même ou par un secteur, au jour de la photo.', secret: null },
    { code: 'attributions-annee', libelle: 'Logements attribués en un an', valeur: null, unite: 'logements', definition: 'Baux signés dans la commune pendant les 365 jours avant la photo.', secret: 'Moins de 11 : un ménage pourrait se reconnaître.' },
  ],
  quartiers: [
    { nom: 'Maurepas', demandes: 310 },
    { nom: 'Bréquigny', demandes: null },
  ],
}

export const chiffres: ChiffresCles = {
  departement: '35',
  photo_du: '2026-11-21T02:00:00Z',
  chiffres: [
    { code: 'demandes', libelle: 'Demandes en cours', valeur: 35_161, unite: '', definition: 'Demandes actives au jour de la photo, hors doublons.' },
    { code: 'attributions', libelle: 'Logements attribués en un an', valeur: 6120, unite: '', definition: 'Baux signés au cours des douze derniers mois.' },
    { code: 'attente', libelle: 'Attente moyenne', valeur: 22, unite: 'mois', definition: 'Entre le dépôt de la demande et la signature du bail, pour les baux signés dans l’année.' },
  ],
  demandes_par_typologie: [
    { code: 'T1', libelle: 'T1', nombre: 5210 },
    { code: 'T2', libelle: 'T2', nombre: 12_880 },
    { code: 'T3', libelle: 'T3', nombre: 9840 },
    { code: 'T4', libelle: 'T4', nombre: 5330 },
    { code: 'T5', libelle: 'T5', nombre: 1901 },
  ],
  demandes_par_commune: communes.map(({ code, nom }, rang) => ({ code, libelle: nom, nombre: 14_200 - rang * 2800 })),
}

const ligne = (code: string, libelle: string, points: number, suite: Partial<Cotation['blocs'][number]['lignes'][number]> = {}) => ({
  code,
  libelle,
  definition: null,
  base_legale: null,
  points,
  points_declares: points,
  points_retenus: points,
  etat: 'VERIFIE' as const,
  etat_libelle: 'Vérifié',
  par: null,
  valeur_lue: 'Oui',
  source: 'Votre formulaire',
  explication: 'Ce critère correspond à votre situation.',
  expire_le: null,
  preuves: [],
  sensible: false,
  ...suite,
})

export const cotation = {
  epci: '243500139',
  epci_nom: 'Rennes Métropole',
  grille: 'Grille métropolitaine',
  grille_id: ID.grille,
  version_grille: 3,
  population: 'TOUTES',
  fictive: true,
  statut: 'CALCULEE',
  statut_libelle: 'Calculée',
  hors_cotation: null,
  ensembles: [{ code: 'E', libelle: 'Priorités cumulées', regle: 'Les points de « Urgences » et « Liens » comptent ensemble. Leur somme est plafonnée à 50 points.', points: 50, points_declares: 50, explication: '70 points ; plafonnés à 50 points.', sensible: false }],
  points_verifies: 62,
  points_declares: 77,
  calculee_le: '2026-11-20',
  prochaine_bascule: '2027-01-14',
  note_methode: 'Les points de chaque groupe s’additionnent. Le groupe des priorités locales ne compte pas quand une priorité nationale s’applique.',
  avertissement: 'Ce total est provisoire tant que vos pièces ne sont pas vérifiées.',
  blocs: [
    {
      code: 'LOCAL',
      libelle: 'Priorités locales',
      regle: 'Addition',
      points: 40,
      points_declares: 55,
      exclu_par: null,
      plafonne: false,
      explication: null,
      lignes: [
        ligne('SUROCC', 'Logement trop petit', 25, {
          valeur_lue: '3 personnes dans un T2 de 44 m²',
          source: 'Logement actuel',
          explication: 'Votre logement est trop petit pour trois personnes.',
        }),
        ligne('EFFORT', 'Loyer trop lourd', 15, { valeur_lue: '29 % de vos ressources', source: 'Revenus et logement actuel', explication: 'Votre loyer dépasse le quart de vos ressources.' }),
        ligne('TRAVAIL', 'Rapprochement du travail', 0, {
          points_declares: 15,
          etat_libelle: 'À prouver',
          preuves: [
            {
              libelle: 'Attestation de l’employeur',
              etat: 'refusee',
              etat_libelle: 'Refusée',
              phrase: 'Attestation de l’employeur : refusée le 2 novembre 2026 : document illisible.',
              motif: 'Document illisible.',
              le: '2026-11-02',
              expire_le: null,
              piece_id: ID.piece,
            },
          ],
          explication: 'Envoyez un justificatif de votre lieu de travail pour que ces points comptent.',
        }),
        ligne('HANDI', 'Handicap', 0, { explication: 'Aucun handicap n’est déclaré.' }),
      ],
    },
    {
      code: 'VIE',
      libelle: 'Ancienneté et vie de la demande',
      regle: 'Addition',
      points: 22,
      points_declares: 22,
      exclu_par: null,
      plafonne: false,
      explication: null,
      lignes: [ligne('ANC', 'Ancienneté de la demande', 22, { valeur_lue: '22 mois', source: 'Date de dépôt', explication: 'Un point par mois d’attente.' })],
    },
  ],
  ce_qui_changerait: [
    { genre: 'PIECE', critere: 'TRAVAIL', phrase: 'Un justificatif de votre lieu de travail ajouterait 15 points.', points: 15, le: null },
    { genre: 'TEMPS', critere: 'ANC', phrase: 'Le 14 janvier 2027, votre ancienneté ajoute 1 point.', points: 1, le: '2027-01-14' },
  ],
  positions: [
    {
      niveau: 'commune',
      niveau_libelle: 'Commune',
      lieu: '35238',
      lieu_nom: 'Rennes',
      typologie: 'T3',
      population: 'primo',
      rang: 148,
      sur: 1310,
      pourcentage: 12,
      points: 62,
      photo_du: '2026-11-20',
      departage: 'À égalité de points : la demande la plus ancienne passe devant, puis le numéro unique le plus petit passe devant.',
      perimetre: 'Demandes actives hors mutation d’un T3 à Rennes, au 20 novembre 2026.',
      phrase: 'Pour un T3 à Rennes, votre demande est 148e sur 1 310.',
      elargie: null,
      absente: null,
    },
  ],
  evolution: {
    depuis_le: '2026-10-02',
    points_avant: 61,
    rang_avant: 152,
    changements: [
      { cause: 'temps', cause_libelle: 'Le temps a passé', points: 1, places: null, phrase: '+1 point : le temps a passé (« Ancienneté de la demande »).' },
      { cause: 'temps', cause_libelle: 'Le temps a passé', points: null, places: 4, phrase: '4 places gagnées à Rennes : vos points ont changé.' },
    ],
    phrase: 'Depuis le 2 octobre 2026 : +1 point.',
  },
} as unknown as Cotation

export const estimation: AttenteEstimee = {
  commune: '35238',
  commune_nom: 'Rennes',
  niveau: 'voisinage',
  niveau_libelle: 'Commune et ses voisines',
  lieu_nom: 'Rennes et ses voisines',
  typologie: 'T3',
  population: 'primo',
  attributions: 148,
  durees: [
    { part: 'quart', part_libelle: 'Une demande sur quatre', mois: 14, au_moins: 12, au_plus: 17, phrase: 'Une demande sur quatre est logée en 1 an 2 mois (entre 1 an et 1 an 5 mois).' },
    { part: 'moitie', part_libelle: 'Une demande sur deux', mois: 31, au_moins: 26, au_plus: null, phrase: 'Une demande sur deux est logée en 2 ans 7 mois (au moins 2 ans 2 mois).' },
    { part: 'trois_quarts', part_libelle: 'Trois demandes sur quatre', mois: null, au_moins: null, au_plus: null, phrase: 'Moins de trois demandes sur quatre sont logées après 5 ans d’attente.' },
  ],
  echeances: [
    { mois: 12, logees: 18, logees_au_moins: 15, logees_au_plus: 22, ailleurs: 9, sorties: 6, attendent: 67 },
    { mois: 24, logees: 29, logees_au_moins: 25, logees_au_plus: 34, ailleurs: 14, sorties: 19, attendent: 38 },
  ],
  mois_connus: 60,
  elargie: { code: 'territoire-elargi', phrase: 'Trop peu de logements de cette taille ont été attribués à Rennes.', parametres: {} },
  phrase: 'T3, Rennes et ses voisines : une demande sur deux est logée en 2 ans 7 mois.',
}

export const attente: AttenteVue = {
  photo_du: '2026-11-20',
  du: '2025-11-19',
  au: '2026-11-19',
  estimations: [estimation],
  si_elargie: [{ ...estimation, commune: '35051', commune_nom: 'Cesson-Sévigné', niveau: 'commune', lieu_nom: 'Cesson-Sévigné', elargie: null, attributions: 31, phrase: 'T3, Cesson-Sévigné : une demande sur deux est logée en 1 an 11 mois.' }],
  absente: null,
  fiabilite: { previsions: 212, tenues: 199, pourcentage: 94, annonce: 95, recul_mois: 6, phrase: 'Il y a 6 mois, cette méthode aurait fait 212 prévisions : 94 % se sont vérifiées, pour 95 % annoncés.' },
  methode: 'On suit toutes les demandes présentes pendant les douze derniers mois.',
  avertissement: 'C’est ce qui a été observé pour d’autres demandes, pas une promesse.',
}

const CONTROLE = 'Chaque fichier est contrôlé : un document qui contient un programme est refusé, une photo est allégée. Ce contrôle n’est pas un antivirus.'

export const attendue = (plus: Partial<PieceAttendue> = {}): PieceAttendue => ({
  code: 'revenu_fiscal',
  libelle: 'Avis d’imposition de l’avant-dernière année',
  pourquoi: 'Il sert à comparer vos revenus aux plafonds du logement social.',
  categorie: 'B',
  categorie_libelle: 'Pour présenter le dossier en commission',
  theme: 'RFR',
  theme_libelle: 'Revenu fiscal',
  personne_id: ID.demandeur,
  types: [{ code: 'RFR_N2', libelle: 'Avis d’imposition de l’avant-dernière année' }],
  etat: 'ATTENDUE',
  etat_libelle: 'Attendue',
  motif: null,
  expire_le: null,
  bloquante: false,
  pieces: [],
  reference: 'Arrêté du 22 décembre 2020, annexe',
  ...plus,
})

export const dossierDePieces = (pieces: Piece[] = [piece], attendues: PieceAttendue[] = [attendue()]): DossierDePieces => ({
  personnes: [{ id: ID.demandeur, nom: 'LE GOFF Camille', role: 'Demandeur' }],
  attendues,
  pieces,
  motifs_de_refus: [],
  depot: {
    taille_maximale: 20_971_520,
    morceau: 1_048_576,
    formats: ['application/pdf', 'image/jpeg', 'image/png', 'image/heic'],
    rappel_nir: 'Avant l’envoi, cachez le numéro de sécurité sociale s’il figure sur le document : un trait de stylo ou un papier posé dessus suffit.',
    controle: CONTROLE,
  },
})

export const piece: Piece = {
  id: ID.piece,
  type: 'ID_CNI',
  type_libelle: 'Carte d’identité',
  version: 2,
  est_identite: true,
  nom: 'carte-identite-recto-verso.jpg',
  format: 'image/jpeg',
  taille: 812_000,
  personne_id: ID.demandeur,
  origine: 'portail',
  deposee_par: 'le demandeur',
  etat: 'RECUE',
  etat_libelle: 'Reçue',
  motif_refus: null,
  deposee_le: '2026-11-20T10:20:00Z',
  controlee_le: null,
  pages: 1,
  personne: 'LE GOFF Camille',
  sensible: false,
  expire_le: null,
  echeance_requise: false,
  feuillets: [{ id: ID.feuillet, nom: 'carte-identite-recto-verso.jpg', etat: 'pret', examen: null, motif: null, pages: 1, taille: 812_000 }],
  actions: [
    { code: 'ajouter', libelle: 'Ajouter une page', permise: true, montrer: true, raisons: [], possible_le: null, qui: null },
    { code: 'retirer', libelle: 'Retirer', permise: true, montrer: true, raisons: [], possible_le: null, qui: null },
  ],
}

export const proposition: MaProposition = {
  id: ID.proposition,
  version: 2,
  etat: 'NOT',
  etat_libelle: 'À répondre',
  phrase: 'La commission du 20 novembre 2026 vous attribue ce logement.',
  typologie: 'T3',
  surface: 64,
  etage: 2,
  ascenseur: true,
  parking: false,
  balcon: true,
  jardin: false,
  dpe: 'C',
  adresse: '8 allée des Tilleuls',
  code_postal: '35510',
  commune: { code: '35051', nom: 'Cesson-Sévigné' },
  loyer: 452.3,
  charges: 88,
  annexes: 0,
  mensualite: 540.3,
  disponible_le: '2027-01-05',
  condition: null,
  notifiee_le: '2026-11-22',
  bail_signe_le: null,
  entree_le: null,
  bailleur: { nom: 'Archipel Habitat', telephone: '0299000002', email: null },
  repondre_avant_le: '2026-12-02',
  actions: [
    { code: 'accepter', libelle: 'J’accepte ce logement', permise: true, montrer: true, raisons: [], possible_le: null, qui: null },
    { code: 'refuser', libelle: 'Je refuse ce logement', permise: true, montrer: true, raisons: [], possible_le: null, qui: null },
  ],
}

const contester = { code: 'contester', libelle: 'Contester', permise: true, raisons: [], possible_le: null, qui: null, depuis_le: null, lien: null, montrer: true }

export const mesFaits = {
  evenements: [{ id: 7, type: 'refus_proposition', libelle: 'Refus d’un logement proposé', le: '2026-05-04', adapte: true, reference: 'T3, 4 rue des Lilas', actions: [contester] }],
  contestations: [] as MaContestation[],
  types: [],
  actions: [],
}

export const mesPriorites: MesPriorites = {
  priorites: [
    {
      libelle: 'Sans logement ou hébergé par un tiers',
      phrase: 'Votre demande est prioritaire parce que vous n’avez pas de logement à vous.',
      droit: 'Priorité dans l’attribution des logements sociaux.',
      depuis: '2026-03-01',
      jusqu_au: null,
      par: 'Le fichier partagé, d’après votre dossier',
    },
  ],
  urgences: [
    {
      id: '01936c3e-0092-7000-8000-000000000001',
      motif: 'EXPULSION',
      motif_libelle: 'Je vais être expulsé de mon logement',
      texte: 'L’huissier passe le 3 décembre.',
      declaree_le: '2026-11-20T15:05:00Z',
      etat: 'PRISE_EN_COMPTE',
      phrase: 'Préfecture d’Ille-et-Vilaine s’en occupe.',
      reponse: 'Un travailleur social vous appelle demain.',
    },
  ],
}

const foyerPrevu = { demandeur: 'MARTIN Martine', titulaires: ['MARTIN Martine'], personnes: '1 adulte', categorie_menage: 1, ressources_mensuelles: 1300, rfr: null }
export const apercuDuDepart = {
  version: 1,
  action: {
    code: 'separation',
    libelle: 'Séparation',
    permise: false,
    montrer: true,
    raisons: [{ code: 'reserve-au-guichet', phrase: 'Un guichet enregistre ce départ, sur présentation des documents.', parametres: {} }],
    possible_le: null,
    qui: 'le guichet qui suit votre demande',
    depuis_le: null,
    lien: null,
  },
  consequences: [{ code: 'nouvelle-demande', niveau: 'droit', phrase: 'Dominique reçoit sa propre demande, avec la même ancienneté.', reference: null }],
  avant: foyerPrevu,
  apres: foyerPrevu,
  nouvelle: foyerPrevu,
  justificatifs: [{ code: 'attestation_honneur', libelle: 'Attestation sur l’honneur de séparation' }],
  reference_justificatifs: null,
  declarer: { code: 'declarer-un-depart', libelle: 'Déclarer ce départ', permise: true, montrer: null, raisons: [], possible_le: null, qui: null, depuis_le: null, lien: null },
  a_confirmer: [],
  sur_l_honneur: [{ code: 'attestation_honneur', libelle: 'Attestation sur l’honneur de séparation' }],
}
