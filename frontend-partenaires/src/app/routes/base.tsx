import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { nomenclaturesQuery } from '@/api/nomenclatures.ts'
import { estNonConnecte } from '@/api/problem.ts'
import { sessionQuery } from '@/api/session.ts'
import { texte } from '@/lib/list-params.ts'
import { Messages } from '@/ui/Messages.tsx'
import { Shell } from '../layouts/Shell.tsx'

export const racine = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: () => (
    <>
      <Outlet />
      <Messages />
    </>
  ),
})

export const connexion = createRoute({
  getParentRoute: () => racine,
  path: 'connexion',
  validateSearch: z.object({ retour: texte, phrase: texte }),
  component: lazyRouteComponent(() => import('@/features/session/pages/ConnexionPage.tsx'), 'ConnexionPage'),
})

export const oubli = createRoute({
  getParentRoute: () => racine,
  path: 'oubli',
  component: lazyRouteComponent(() => import('@/features/session/pages/OubliPage.tsx'), 'OubliPage'),
})

export const activation = createRoute({
  getParentRoute: () => racine,
  path: 'activation',
  validateSearch: z.object({ jeton: texte }),
  component: lazyRouteComponent(() => import('@/features/session/pages/ActivationPage.tsx'), 'ActivationPage'),
})

export const aide = createRoute({
  getParentRoute: () => racine,
  path: 'aide',
  component: lazyRouteComponent(() => import('@/features/aide/pages/AidePage.tsx'), 'AidePage'),
})

const retourVers = (location: { pathname: string; href: string }) => ({ retour: location.pathname === '/' ? undefined : location.href })

/** Everything below needs a session; what it needs first is asked at the same time. */
export const connecte = createRoute({
  getParentRoute: () => racine,
  id: 'connecte',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      const [session] = await Promise.all([queryClient.ensureQueryData(sessionQuery), queryClient.prefetchQuery(nomenclaturesQuery)])
      return { session }
    } catch (erreur) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
      if (estNonConnecte(erreur)) throw redirect({ to: '/connexion', search: retourVers(location) })
      throw erreur
    }
  },
})

export const charte = createRoute({
  getParentRoute: () => connecte,
  path: 'charte',
  validateSearch: z.object({ retour: texte }),
  component: lazyRouteComponent(() => import('@/features/session/pages/ChartePage.tsx'), 'ChartePage'),
})

export const prive = createRoute({
  getParentRoute: () => connecte,
  id: 'prive',
  beforeLoad: ({ context: { session, queryClient }, location }) => {
    const { charte: lue } = queryClient.getQueryData(sessionQuery.queryKey) ?? session
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    if (!lue.acceptee) throw redirect({ to: '/charte', search: retourVers(location) })
  },
  component: Shell,
})
