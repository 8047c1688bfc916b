import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { liste } from '@/lib/list-params.ts'
import { commissionQuery } from '@/features/commissions/queries.ts'
import { commissionsSearch } from '@/features/commissions/search-params.ts'
import { conventionQuery } from '@/features/conventions-flux/queries.ts'
import { conventionsSearch } from '@/features/conventions-flux/search-params.ts'
import { grilleQuery } from '@/features/cotation/queries.ts'
import { propositionQuery } from '@/features/propositions/queries.ts'
import { propositionsSearch } from '@/features/propositions/search-params.ts'
import { deploiementSearch } from '@/features/deploiement/search-params.ts'
import { simulationsSearch } from '@/features/simulations/search-params.ts'
import { attributionsSearch, croisementsSearch, quotasSearch, rapportSearch, statistiquesSearch } from '@/features/statistiques/search-params.ts'
import { urgencesSearch } from '@/features/publics/search-params.ts'
import { prive } from './base.tsx'

const parent = { getParentRoute: () => prive }

const propositions = createRoute({
  ...parent,
  path: 'propositions',
  validateSearch: propositionsSearch,
  staticData: { droit: 'propositions:lire' },
  component: lazyRouteComponent(() => import('@/features/propositions/pages/PropositionsPage.tsx'), 'PropositionsPage'),
})

const proposition = createRoute({
  ...parent,
  path: 'propositions/$propositionId',
  staticData: { droit: 'propositions:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(propositionQuery(params.propositionId)),
  component: lazyRouteComponent(() => import('@/features/propositions/pages/PropositionPage.tsx'), 'PropositionPage'),
})

const commissions = createRoute({
  ...parent,
  path: 'commissions',
  validateSearch: commissionsSearch,
  staticData: { droit: 'commissions:lire' },
  component: lazyRouteComponent(() => import('@/features/commissions/pages/CommissionsPage.tsx'), 'CommissionsPage'),
})

const commission = createRoute({
  ...parent,
  path: 'commissions/$commissionId',
  validateSearch: z.object({ apercu: liste.apercu }),
  staticData: { droit: 'commissions:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(commissionQuery(params.commissionId)),
  component: lazyRouteComponent(() => import('@/features/commissions/pages/CommissionPage.tsx'), 'CommissionPage'),
})

const conventions = createRoute({
  ...parent,
  path: 'conventions-de-flux',
  validateSearch: conventionsSearch,
  staticData: { droit: 'conventions:lire' },
  component: lazyRouteComponent(() => import('@/features/conventions-flux/pages/ConventionsPage.tsx'), 'ConventionsPage'),
})

const nouvelleConvention = createRoute({
  ...parent,
  path: 'conventions-de-flux/nouvelle',
  staticData: { droit: 'conventions:ecrire' },
  component: lazyRouteComponent(() => import('@/features/conventions-flux/pages/NouvelleConventionPage.tsx'), 'NouvelleConventionPage'),
})

const convention = createRoute({
  ...parent,
  path: 'conventions-de-flux/$conventionId',
  staticData: { droit: 'conventions:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(conventionQuery(params.conventionId)),
  component: lazyRouteComponent(() => import('@/features/conventions-flux/pages/ConventionPage.tsx'), 'ConventionPage'),
})

const grilles = createRoute({
  ...parent,
  path: 'grilles-de-cotation',
  staticData: { droit: 'cotation:lire' },
  component: lazyRouteComponent(() => import('@/features/cotation/pages/GrillesPage.tsx'), 'GrillesPage'),
})

const grille = createRoute({
  ...parent,
  path: 'grilles-de-cotation/$grilleId',
  staticData: { droit: 'cotation:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(grilleQuery(params.grilleId)),
  component: lazyRouteComponent(() => import('@/features/cotation/pages/GrillePage.tsx'), 'GrillePage'),
})

const edition = createRoute({
  ...parent,
  path: 'grilles-de-cotation/$grilleId/edition',
  staticData: { droit: 'cotation:ecrire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(grilleQuery(params.grilleId)),
  component: lazyRouteComponent(() => import('@/features/cotation/pages/EditeurGrillePage.tsx'), 'EditeurGrillePage'),
})

const comparaison = createRoute({
  ...parent,
  path: 'grilles-de-cotation/$grilleId/comparaison',
  validateSearch: z.object({ avec: z.uuid().optional().catch(undefined) }),
  staticData: { droit: 'cotation:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(grilleQuery(params.grilleId)),
  component: lazyRouteComponent(() => import('@/features/cotation/pages/ComparaisonPage.tsx'), 'ComparaisonPage'),
})

const statistiques = createRoute({
  ...parent,
  path: 'statistiques-de-cotation',
  validateSearch: statistiquesSearch,
  staticData: { droit: 'cotation:lire' },
  component: lazyRouteComponent(() => import('@/features/statistiques/pages/StatistiquesPage.tsx'), 'StatistiquesPage'),
})

const activite = createRoute({
  ...parent,
  path: 'rapport-d-activite',
  staticData: { droit: 'statistiques:lire' },
  component: lazyRouteComponent(() => import('@/features/statistiques/pages/ActivitePage.tsx'), 'ActivitePage'),
})

const quotas = createRoute({
  ...parent,
  path: 'quotas-d-attribution',
  validateSearch: quotasSearch,
  staticData: { droit: 'statistiques:lire' },
  component: lazyRouteComponent(() => import('@/features/statistiques/pages/QuotasPage.tsx'), 'QuotasPage'),
})

const attributions = createRoute({
  ...parent,
  path: 'attributions-comptees',
  validateSearch: attributionsSearch,
  staticData: { droit: 'propositions:lire' },
  component: lazyRouteComponent(() => import('@/features/statistiques/pages/AttributionsPage.tsx'), 'AttributionsPage'),
})

const rapportPrefectoral = createRoute({
  ...parent,
  path: 'rapport-prefectoral',
  validateSearch: rapportSearch,
  staticData: { droit: 'statistiques:lire' },
  component: lazyRouteComponent(() => import('@/features/statistiques/pages/RapportPrefectoralPage.tsx'), 'RapportPrefectoralPage'),
})

const croisements = createRoute({
  ...parent,
  path: 'tableaux-croises',
  validateSearch: croisementsSearch,
  staticData: { droit: 'statistiques:lire' },
  component: lazyRouteComponent(() => import('@/features/statistiques/pages/CroisementsPage.tsx'), 'CroisementsPage'),
})

const deploiement = createRoute({
  ...parent,
  path: 'deploiement-de-la-cotation',
  validateSearch: deploiementSearch,
  staticData: { droit: 'cotation:lire' },
  component: lazyRouteComponent(() => import('@/features/deploiement/pages/DeploiementPage.tsx'), 'DeploiementPage'),
})

const secteurs = createRoute({
  ...parent,
  path: 'secteurs',
  staticData: { droit: 'secteurs:ecrire' },
  component: lazyRouteComponent(() => import('@/features/secteurs/pages/SecteursPage.tsx'), 'SecteursPage'),
})

const simulations = createRoute({
  ...parent,
  path: 'simulations',
  validateSearch: simulationsSearch,
  staticData: { droit: 'cotation:simuler' },
  component: lazyRouteComponent(() => import('@/features/simulations/pages/SimulationsPage.tsx'), 'SimulationsPage'),
})

const simulation = createRoute({
  ...parent,
  path: 'simulations/$simulationId',
  staticData: { droit: 'cotation:simuler' },
  component: lazyRouteComponent(() => import('@/features/simulations/pages/SimulationPage.tsx'), 'SimulationPage'),
})

const publics = createRoute({
  ...parent,
  path: 'publics-prioritaires',
  staticData: { droit: 'demandes:lire' },
  component: lazyRouteComponent(() => import('@/features/publics/pages/PublicsPage.tsx'), 'PublicsPage'),
})

const urgences = createRoute({
  ...parent,
  path: 'urgences',
  validateSearch: urgencesSearch,
  staticData: { droit: 'labels:poser' },
  component: lazyRouteComponent(() => import('@/features/publics/pages/UrgencesPage.tsx'), 'UrgencesPage'),
})

export const instruction = [publics, urgences, propositions, proposition, commissions, commission, conventions, nouvelleConvention, convention, grilles, grille, edition, comparaison, deploiement, secteurs, simulations, simulation, statistiques, activite, quotas, attributions, croisements, rapportPrefectoral] as const
