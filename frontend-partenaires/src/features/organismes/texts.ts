export const erreurs = {
  'organisme-introuvable': 'Cet organisme n’existe pas, ou n’est pas dans votre périmètre.',
  'organisme-deja-existant': 'Un organisme porte déjà ce nom ou ce numéro SIREN.',
  'agence-introuvable': 'Cette agence n’existe pas, ou n’est pas dans votre périmètre.',
  'compte-introuvable': 'Ce compte n’existe pas, ou n’est pas dans votre périmètre.',
  'compte-deja-existant': 'Un compte existe déjà à cette adresse électronique.',
} as const

export const textes = {
  aucunOrganisme: 'Aucun organisme ne correspond',
  aucunCompte: 'Aucun compte ne correspond',
  sansAgence: 'Aucune agence enregistrée.',
  creationCompte: 'La personne reçoit un lien d’activation par courrier électronique. Un compte est personnel : il ne se partage pas.',
  desactivation: 'La personne est déconnectée aussitôt et ne peut plus se connecter. Son nom reste dans l’historique.',
  profils: 'Ce que chaque profil permet de faire. Le serveur vérifie chaque droit, l’écran ne fait que le montrer.',
  sansClient: 'Aucun logiciel tiers',
  sansClientAide: 'Un logiciel de gestion locative ou un diffuseur d’annonces y accède avec ses propres identifiants et des droits limités.',
  secret: 'Copiez ce secret maintenant : il ne sera plus jamais montré.',
  rotation: 'L’ancien secret cesse de fonctionner aussitôt. Prévenez l’éditeur du logiciel avant.',
  revocation: 'Le logiciel perd tout accès dans les secondes qui suivent.',
  sansActualite: 'Aucune actualité',
  actualite: 'Elle paraît sur l’accueil des partenaires du département entre les deux dates.',
} as const
