export const texts = {
  titre: 'Chiffres clés',
  chapo: (nom: string) => `La demande de logement social, ${nom}.`,
  photo: (date: string) => `Photo du fichier prise le ${date}.`,
  typologie: 'Demandes par type de logement',
  typologieAide: 'Une demande qui accepte deux types compte une fois dans chacun.',
  commune: 'Les communes les plus demandées',
  communeAide: 'Nombre de demandes dont la commune est le premier choix.',
  definition: 'Définition',
  vide: 'Les chiffres seront publiés après la première photo du fichier.',
}
