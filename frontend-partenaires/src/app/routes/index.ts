import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administration } from './administration.ts'
import { activation, aide, charte, connecte, connexion, oubli, prive, racine } from './base.tsx'
import { biens } from './biens.ts'
import { demandes } from './demandes.ts'
import { instruction } from './instruction.ts'

const accueil = createRoute({
  getParentRoute: () => prive,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/accueil/pages/AccueilPage.tsx'), 'AccueilPage'),
})

export const routeTree = racine.addChildren([
  connexion,
  oubli,
  activation,
  aide,
  connecte.addChildren([charte, prive.addChildren([accueil, ...demandes, ...biens, ...instruction, ...administration])]),
])
