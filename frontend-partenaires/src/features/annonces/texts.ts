export const erreurs = {
  'annonce-introuvable': 'Cette annonce n’existe pas, ou n’est pas dans votre périmètre.',
} as const

export const textes = {
  objet: 'Des biens proposés au public, faute de candidats assez nombreux.',
  aucune: 'Aucune annonce',
  aucuneAide: 'Publiez un bien qui manque de candidats depuis sa fiche : il paraît sur le portail du département.',
  sansBien: 'Ouvrez la fiche d’un bien disponible, puis « Publier une annonce ».',
  publication: 'L’annonce paraît sur le portail à la minute choisie, avec le loyer, la surface et le DPE du bien.',
  retrait: 'L’annonce quitte le portail aussitôt. Les contacts reçus restent ici.',
  sansContact: 'Personne n’a encore répondu à cette annonce.',
  courriel: 'Où partent les messages ; jamais montrée au public.',
} as const
