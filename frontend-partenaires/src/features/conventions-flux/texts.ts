export const erreurs = {
  'convention-introuvable': 'Cette convention n’existe pas, ou n’est pas dans votre périmètre.',
} as const

export const textes = {
  aucune: 'Aucune convention pour cette année',
  aucuneAide: 'Une convention lie un bailleur et un réservataire dans le département (CCH R441-5).',
  definition: 'Le trait noir marque ce qui est attendu à ce jour, au prorata de l’année. Les mises à disposition et les attributions sont comptées dès qu’elles sont enregistrées.',
  objectif: 'Nombre de logements que le taux donne sur l’assiette de l’année.',
  relogementsAnru: 'La loi les soustrait du flux, sauf règle contraire du département ou de la convention.',
  avenant: 'L’avenant change le taux, l’objectif, le terme ou le compte des relogements ANRU. L’ancienne valeur reste dans l’historique ; ce qui est déjà compté le reste.',
  resiliation: 'La convention s’arrête aujourd’hui : plus aucun logement ne lui est compté.',
  historiqueVide: 'Rien ne s’est encore passé sur cette convention.',
  sansImputation: 'Aucun logement n’a encore été compté pour cette convention.',
} as const
