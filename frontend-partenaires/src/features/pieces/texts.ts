export const erreurs = {
  'piece-introuvable': 'Cette pièce n’existe plus, ou n’est pas dans votre périmètre.',
  'piece-deja-controlee': 'Cette pièce a déjà été contrôlée.',
  'piece-trop-lourde': 'Ce fichier est trop lourd. Réduisez-le, ou déposez-le en plusieurs fichiers.',
  'contenu-trop-gros': 'Ce fichier est trop lourd. Réduisez-le, ou déposez-le en plusieurs fichiers.',
  'format-refuse': 'Ce format n’est pas accepté. Déposez un PDF ou une image JPEG, PNG ou HEIC.',
  'trop-de-pieces': 'Cette demande a déjà le nombre de pièces permis. Retirez une pièce inutile avant d’en ajouter.',
  'type-de-piece-inconnu': 'Choisissez la nature de la pièce dans la liste.',
} as const

export const textes = {
  vide: 'Aucune pièce déposée',
  videAide: 'Seule une pièce d’identité ou un titre de séjour est nécessaire pour enregistrer une demande.',
  depot: 'PDF, JPEG, PNG ou HEIC. Un fichier par pièce, 20 Mo au plus.',
  refus: 'Le demandeur lit ce motif et peut déposer une autre pièce.',
} as const
