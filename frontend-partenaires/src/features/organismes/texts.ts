export const erreurs = {
  'organisme-introuvable': 'Cet organisme n’existe pas, ou n’est pas dans votre périmètre.',
  'agence-introuvable': 'Cette agence n’existe pas, ou n’est pas dans votre périmètre.',
  'compte-introuvable': 'Ce compte n’existe pas, ou n’est pas dans votre périmètre.',
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
  secretPerdu: 'Cet accès existait déjà et son secret a déjà été montré. Pour en obtenir un autre, changez le secret.',
  rotation: 'L’ancien secret reste valable quelques jours. Transmettez le nouveau à l’éditeur du logiciel avant la fin de ce délai.',
  revocation: 'Le logiciel perd tout accès dans les secondes qui suivent.',
  sansActualite: 'Aucune actualité',
  actualite: 'Elle paraît sur l’accueil des partenaires du département entre les deux dates.',
} as const

/** Ce que chaque droit permet ; le contrat n’en donne que le code. */
export const libellesDroits: Readonly<Record<string, string>> = {
  'demandes:lire': 'Consulter les demandes',
  'demandes:ecrire': 'Enregistrer et modifier les demandes',
  'demandes:valider': 'Valider les demandes',
  'demandes:radier': 'Radier les demandes',
  'demandes:sensible': 'Voir les informations sensibles des demandes',
  'pieces:lire': 'Consulter les pièces justificatives',
  'pieces:ecrire': 'Ajouter et vérifier les pièces justificatives',
  'biens:lire': 'Consulter les biens',
  'biens:ecrire': 'Enregistrer et modifier les biens',
  'candidats:lire': 'Rechercher les candidats d’un bien',
  'propositions:lire': 'Consulter les propositions',
  'propositions:ecrire': 'Proposer un bien et suivre la proposition',
  'commissions:lire': 'Consulter les commissions',
  'commissions:decider': 'Enregistrer les décisions de commission',
  'conventions:lire': 'Consulter les conventions de flux',
  'conventions:ecrire': 'Enregistrer les conventions de flux',
  'annonces:lire': 'Consulter les annonces',
  'annonces:ecrire': 'Publier et retirer les annonces',
  'cotation:lire': 'Consulter la cotation',
  'comptes:gerer': 'Gérer les comptes',
  'organismes:gerer': 'Gérer les organismes',
  'tiers:gerer': 'Gérer les accès des logiciels tiers',
  'actualites:ecrire': 'Publier les actualités',
}
