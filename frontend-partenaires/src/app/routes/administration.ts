import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organismeQuery } from '@/features/organismes/queries.ts'
import { comptesSearch, organismesSearch } from '@/features/organismes/search-params.ts'
import { anomaliesSearch } from '@/features/tracabilite/search-params.ts'
import { prive } from './base.tsx'

const parent = { getParentRoute: () => prive }

const organismes = createRoute({
  ...parent,
  path: 'organismes',
  validateSearch: organismesSearch,
  staticData: { droit: 'organismes:gerer' },
  component: lazyRouteComponent(() => import('@/features/organismes/pages/OrganismesPage.tsx'), 'OrganismesPage'),
})

const organisme = createRoute({
  ...parent,
  path: 'organismes/$organismeId',
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(organismeQuery(params.organismeId)),
  component: lazyRouteComponent(() => import('@/features/organismes/pages/OrganismePage.tsx'), 'OrganismePage'),
})

const comptes = createRoute({
  ...parent,
  path: 'comptes',
  validateSearch: comptesSearch,
  staticData: { droit: 'comptes:gerer' },
  component: lazyRouteComponent(() => import('@/features/organismes/pages/ComptesPage.tsx'), 'ComptesPage'),
})

const profils = createRoute({
  ...parent,
  path: 'profils',
  staticData: { droit: 'comptes:gerer' },
  component: lazyRouteComponent(() => import('@/features/organismes/pages/ProfilsPage.tsx'), 'ProfilsPage'),
})

const clients = createRoute({
  ...parent,
  path: 'clients-tiers',
  staticData: { droit: 'tiers:gerer' },
  component: lazyRouteComponent(() => import('@/features/organismes/pages/ClientsTiersPage.tsx'), 'ClientsTiersPage'),
})

const actualites = createRoute({
  ...parent,
  path: 'actualites',
  staticData: { droit: 'actualites:ecrire' },
  component: lazyRouteComponent(() => import('@/features/organismes/pages/ActualitesPage.tsx'), 'ActualitesPage'),
})

const portail = createRoute({
  ...parent,
  path: 'portail',
  staticData: { droit: 'portail:regler' },
  component: lazyRouteComponent(() => import('@/features/portail/pages/PortailPage.tsx'), 'PortailPage'),
})

const lectures = createRoute({
  ...parent,
  path: 'lectures-a-verifier',
  validateSearch: anomaliesSearch,
  staticData: { droit: 'comptes:gerer' },
  component: lazyRouteComponent(() => import('@/features/tracabilite/pages/LecturesPage.tsx'), 'LecturesPage'),
})

const monCompte = createRoute({
  ...parent,
  path: 'mon-compte',
  component: lazyRouteComponent(() => import('@/features/session/pages/MonComptePage.tsx'), 'MonComptePage'),
})

export const administration = [organismes, organisme, comptes, profils, clients, actualites, portail, lectures, monCompte] as const
