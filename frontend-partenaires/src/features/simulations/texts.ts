import type { Rapport } from '@/api/types.ts'
import { nombre } from '@/lib/montants.ts'

type PremierDecile = NonNullable<Rapport['premier_decile']>

export const erreurs = {
  'rapport-indisponible': 'Cette simulation n’a pas de rapport : son calcul n’est pas fini, ou a été annulé.',
  'simulation-introuvable': 'Cette simulation n’existe pas, ou elle n’est pas de votre territoire.',
} as const

export const textes = {
  titre: 'Simulations de grilles',
  sous: 'Essayer une grille sur les demandes du jour et sur les commissions de l’année, sans rien changer',
  aucune: 'Aucune simulation',
  aucuneAide: 'Choisissez une grille à essayer : un brouillon, une grille en test, ou celle d’un autre territoire.',
  lancer: 'Lancer une simulation',
  lancerAide: 'Le calcul se fait dans l’ordre où il est demandé. Vous pouvez quitter cet écran : le rapport se relit ici.',
  grille: 'Grille à essayer',
  comparee: 'Comparer à',
  enVigueur: 'La grille en vigueur dans le même territoire',
  manqueGrille: 'Choisissez la grille à essayer.',
  manqueAutre: 'Choisissez deux grilles différentes.',
  demandee: 'La simulation est demandée.',
  avancement: (etape: string, part: number) => `${etape} : ${part} %`,
  peutPartir: 'Vous pouvez quitter cet écran : le calcul continue, et son rapport se relit ici.',
  titreAnnuler: 'Annuler la simulation',
  annuler: 'Le calcul s’arrête ; rien n’en est gardé. La grille n’est pas changée.',
  annulee: 'La simulation est annulée.',
  refaire: 'Refaire à l’identique',
  imprimer: 'Imprimer le rapport',
  telecharger: 'Rapport en PDF',
  decile: ({ restent, entrent, sortent }: PremierDecile, petit: number) => {
    const [ceux, nouveaux, partis] = [restent, entrent, sortent].map((n) => (n === null ? `moins de ${petit}` : nombre(n)))
    return `Dans les dix premiers pour cent du classement\u00a0: ${ceux} restent, ${nouveaux} entrent, ${partis} sortent.`
  },
  secret: 'secret',
  secretAide: (petit: number) => `« secret » : moins de ${petit} ménages, le nombre ne se montre pas.`,
  rienADessiner: (petit: number) => `Rien à dessiner\u00a0: aucune tranche ne réunit ${petit} ménages.`,
  repartition: 'Répartition des points',
  contributions: 'Ce qu’apporte chaque critère',
  contributionsAide: 'Points vraiment comptés, une fois les groupes, les plafonds et les exclusions appliqués. La part de variance dit ce qui distingue les demandes entre elles.',
  gardeFous: 'Garde-fous',
  rejeu: 'Commissions des douze derniers mois, rejouées',
  rejeuAide: 'Si les candidats avaient été classés par leurs points. La commission reste souveraine : un désaccord n’est pas une faute.',
  deplacements: 'Qui monte, qui descend',
  deplacementsAide: 'Rangs gagnés ou perdus, chaque demande étant classée parmi celles de la même commune et de la même taille.',
  sansComparaison: 'Aucune autre grille n’est en vigueur dans ce territoire : rien n’est comparé.',
  gagnants: 'Ceux qui gagnent le plus de rangs',
  perdants: 'Ceux qui en perdent le plus',
  menagesAide: 'Des ménages sans nom, tirés de profils que plusieurs partagent. Les lettres ne valent que pour ce rapport.',
  personne: 'Aucun ménage à montrer',
  reproductible: 'Pour refaire ce rapport',
  methode: 'À savoir pour lire ce rapport',
} as const
