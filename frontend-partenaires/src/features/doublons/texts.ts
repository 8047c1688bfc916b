export const textes = {
  titre: 'Doublons',
  sous: 'Des demandes où se trouve peut-être la même personne, les plus sûres d’abord',
  aucun: 'Aucune paire à examiner',
  aucunAide: 'Les demandes se comparent dès leur envoi, et chaque nuit. Une paire tranchée se retrouve par le filtre « Décision ».',
  aTraiter: 'À examiner',
  comparaison: 'Comparer deux demandes',
  masquees: 'Coordonnées masquées : une personne de cette demande est protégée.',
  pour: 'Ce qui fait penser à la même personne',
  contre: 'Ce qui en fait douter',
  decision: 'Ma décision',
  decisionAide: 'Elle est gardée avec son motif, dans l’historique des deux demandes : la question n’est pas posée deux fois.',
  motif: 'Ce qui me fait conclure',
  manqueDecision: 'Choisissez une conclusion.',
  manqueMotif: 'Écrivez ce qui vous fait conclure.',
  manqueIdentite: 'Comparez les pièces d’identité, puis cochez la case.',
  fusion: 'La demande gardée prend la plus ancienne des deux dates de dépôt et la plus longue validité. Les pièces, les propositions, les messages et l’accès de la personne la rejoignent. La fusion se défait tant que les données sont gardées.',
  identite: 'J’ai comparé les pièces d’identité : c’est la même personne',
  reprendre: 'Reprendre de l’autre demande',
  reprendreAide: 'Ces rubriques remplacent celles de la demande gardée. Les autres restent.',
  defaire: 'Chaque demande redevient ce qu’elle était. Ce que la demande gardée a changé depuis lui reste.',
  fusionnee: 'Ces demandes sont fusionnées',
  tranche: 'Votre décision est enregistrée.',
  faite: 'Les deux demandes n’en font plus qu’une.',
  defaite: 'La fusion est défaite : chaque demande est comme avant.',
} as const

export const REPRISES = [
  { value: 'codemandeurs', label: 'Codemandeurs' },
  { value: 'occupants', label: 'Personnes à loger' },
  { value: 'a_naitre', label: 'Enfants à naître' },
  { value: 'revenus', label: 'Revenus' },
  { value: 'logement_actuel', label: 'Logement actuel' },
  { value: 'logement_recherche', label: 'Logement recherché' },
  { value: 'motifs', label: 'Motifs' },
] as const

export type Reprise = (typeof REPRISES)[number]['value']
