export const erreurs = {
  'convention-introuvable': 'Cette convention n’existe pas, ou n’est pas dans votre périmètre.',
  'convention-deja-existante': 'Une convention lie déjà ce bailleur et ce réservataire pour cette année (une par bailleur, réservataire et département).',
} as const

export const textes = {
  aucune: 'Aucune convention pour cette année',
  aucuneAide: 'Une convention lie un bailleur et un réservataire dans le département (CCH R441-5).',
  definition: 'Le trait noir marque ce qui est attendu à ce jour, au prorata de l’année. Les mises à disposition et les attributions sont comptées dès qu’elles sont enregistrées.',
  objectif: 'Nombre de logements que le taux donne sur l’assiette de l’année.',
} as const
