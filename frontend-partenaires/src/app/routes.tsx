import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { nomenclaturesQuery } from '@/api/nomenclatures.ts'
import { estNonConnecte } from '@/api/problem.ts'
import { sessionQuery } from '@/api/session.ts'
import { texte } from '@/lib/list-params.ts'
import { Messages } from '@/ui/Messages.tsx'
import { Shell } from './layouts/Shell.tsx'

const racine = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: () => (
    <>
      <Outlet />
      <Messages />
    </>
  ),
})

const connexion = createRoute({
  getParentRoute: () => racine,
  path: 'connexion',
  validateSearch: z.object({ retour: texte }),
  component: lazyRouteComponent(() => import('@/features/session/pages/ConnexionPage.tsx'), 'ConnexionPage'),
})

const oubli = createRoute({
  getParentRoute: () => racine,
  path: 'oubli',
  component: lazyRouteComponent(() => import('@/features/session/pages/OubliPage.tsx'), 'OubliPage'),
})

const activation = createRoute({
  getParentRoute: () => racine,
  path: 'activation',
  validateSearch: z.object({ jeton: texte }),
  component: lazyRouteComponent(() => import('@/features/session/pages/ActivationPage.tsx'), 'ActivationPage'),
})

/** Everything below needs a session; what it needs first is asked at the same time. */
const connecte = createRoute({
  getParentRoute: () => racine,
  id: 'connecte',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      const [session] = await Promise.all([queryClient.ensureQueryData(sessionQuery), queryClient.prefetchQuery(nomenclaturesQuery)])
      return { session }
    } catch (erreur) {
      if (estNonConnecte(erreur)) throw redirect({ to: '/connexion', search: { retour: location.pathname === '/' ? undefined : location.href } })
      throw erreur
    }
  },
})

const charte = createRoute({
  getParentRoute: () => connecte,
  path: 'charte',
  validateSearch: z.object({ retour: texte }),
  component: lazyRouteComponent(() => import('@/features/session/pages/ChartePage.tsx'), 'ChartePage'),
})

export const prive = createRoute({
  getParentRoute: () => connecte,
  id: 'prive',
  beforeLoad: ({ context: { session }, location }) => {
    if (!session.charte.acceptee) throw redirect({ to: '/charte', search: { retour: location.pathname === '/' ? undefined : location.href } })
  },
  component: Shell,
})

const monCompte = createRoute({
  getParentRoute: () => prive,
  path: 'mon-compte',
  component: lazyRouteComponent(() => import('@/features/session/pages/MonComptePage.tsx'), 'MonComptePage'),
})

export const routeTree = racine.addChildren([connexion, oubli, activation, connecte.addChildren([charte, prive.addChildren([monCompte])])])
