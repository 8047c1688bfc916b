import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { annonceQuery } from '@/features/annonces/queries.ts'
import { annoncesSearch, nouvelleAnnonceSearch } from '@/features/annonces/search-params.ts'
import { bienQuery } from '@/features/biens/queries.ts'
import { biensSearch } from '@/features/biens/search-params.ts'
import { candidatsSearch } from '@/features/rapprochement/search-params.ts'
import { prive } from './base.tsx'

const fiche = () => import('@/features/biens/pages/FicheBienPage.tsx')
const saisie = () => import('@/features/biens/pages/SaisieBienPage.tsx')

const liste = createRoute({
  getParentRoute: () => prive,
  path: 'biens',
  validateSearch: biensSearch,
  staticData: { droit: 'biens:lire' },
  component: lazyRouteComponent(() => import('@/features/biens/pages/BiensPage.tsx'), 'BiensPage'),
})

const nouveau = createRoute({
  getParentRoute: () => prive,
  path: 'biens/nouveau',
  staticData: { droit: 'biens:ecrire' },
  component: lazyRouteComponent(saisie, 'NouveauBienPage'),
})

const bien = createRoute({
  getParentRoute: () => prive,
  path: 'biens/$bienId',
  staticData: { droit: 'biens:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(bienQuery(params.bienId)),
  component: lazyRouteComponent(() => import('@/features/biens/pages/BienPage.tsx'), 'BienPage'),
})

const onglet = { getParentRoute: () => bien }

const onglets = [
  createRoute({ ...onglet, path: '/', component: lazyRouteComponent(fiche, 'FicheBienPage') }),
  createRoute({
    ...onglet,
    path: 'candidats',
    validateSearch: candidatsSearch,
    staticData: { droit: 'candidats:lire' },
    component: lazyRouteComponent(() => import('@/features/rapprochement/pages/CandidatsPage.tsx'), 'CandidatsPage'),
  }),
  createRoute({
    ...onglet,
    path: 'propositions',
    staticData: { droit: 'propositions:lire' },
    component: lazyRouteComponent(() => import('@/features/propositions/pages/PropositionsPage.tsx'), 'PropositionsDuBienPage'),
  }),
  createRoute({ ...onglet, path: 'historique', component: lazyRouteComponent(fiche, 'HistoriqueBienPage') }),
  createRoute({ ...onglet, path: 'modifier', staticData: { droit: 'biens:ecrire' }, component: lazyRouteComponent(saisie, 'ModifierBienPage') }),
  createRoute({ ...onglet, path: 'relouer', staticData: { droit: 'biens:ecrire' }, component: lazyRouteComponent(saisie, 'RelouerBienPage') }),
] as const

const annonces = createRoute({
  getParentRoute: () => prive,
  path: 'annonces',
  validateSearch: annoncesSearch,
  staticData: { droit: 'annonces:lire' },
  component: lazyRouteComponent(() => import('@/features/annonces/pages/AnnoncesPage.tsx'), 'AnnoncesPage'),
})

const nouvelleAnnonce = createRoute({
  getParentRoute: () => prive,
  path: 'annonces/nouvelle',
  validateSearch: nouvelleAnnonceSearch,
  staticData: { droit: 'annonces:ecrire' },
  component: lazyRouteComponent(() => import('@/features/annonces/pages/NouvelleAnnoncePage.tsx'), 'NouvelleAnnoncePage'),
})

const annonce = createRoute({
  getParentRoute: () => prive,
  path: 'annonces/$annonceId',
  staticData: { droit: 'annonces:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(annonceQuery(params.annonceId)),
  component: lazyRouteComponent(() => import('@/features/annonces/pages/AnnoncePage.tsx'), 'AnnoncePage'),
})

export const biens = [liste, nouveau, bien.addChildren(onglets), annonces, nouvelleAnnonce, annonce] as const
