export const erreurs = {
  'piece-introuvable': 'Cette pièce n’existe plus, ou n’est pas dans votre périmètre.',
  'contenu-trop-gros': 'Ce fichier est trop lourd. Réduisez-le, ou déposez-le en plusieurs fichiers.',
} as const

export const textes = {
  vide: 'Aucune pièce déposée',
  videAide: 'Seule une pièce d’identité ou un titre de séjour est nécessaire pour enregistrer une demande.',
  depot: 'PDF, JPEG, PNG ou HEIC. Un fichier par pièce, 20 Mo au plus.',
  refus: 'Le demandeur lit ce motif et peut déposer une autre pièce.',
} as const
