export const erreurs = {
  'annonce-introuvable': 'Cette annonce n’existe pas, ou n’est pas dans votre périmètre.',
  'annonce-deja-publiee': 'Ce bien a déjà une annonce sur cette période.',
} as const

export const textes = {
  aucune: 'Aucune annonce',
  aucuneAide: 'Publiez un bien qui manque de candidats depuis sa fiche : il paraît sur le portail du département.',
  sansBien: 'Ouvrez la fiche d’un bien disponible, puis « Publier une annonce ».',
  publication: 'L’annonce paraît sur le portail entre les deux dates, avec le loyer, la surface et le DPE du bien. L’adresse exacte n’est pas montrée.',
  retrait: 'L’annonce quitte le portail aussitôt. Les contacts reçus restent ici.',
  sansContact: 'Personne n’a encore répondu à cette annonce.',
} as const
