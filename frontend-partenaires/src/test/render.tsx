import { createMemoryHistory } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { expect } from 'vitest'
import { demarrer, Providers } from '@/app/providers.tsx'

const BASE = import.meta.env.BASE_URL.replace(/\/$/, '')

/** The whole application at an address, on the fixtures of `handlers.ts`: what a person would see. */
export async function ouvrir(adresse: string) {
  const application = demarrer(createMemoryHistory({ initialEntries: [`${BASE}${adresse}`] }))
  const { container, unmount } = render(<Providers {...application} env="test" />)
  await screen.findByRole('heading', { level: 1 })
  return { utilisateur: userEvent.setup({ delay: null }), container, unmount, ...application }
}

/** No violation that can be seen without a layout: colours and sizes are checked in the browser. */
export async function verifierAccessibilite(racine: Element) {
  const { violations } = await axe.run(racine, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    // the same rules on the same nodes: what passes is not written down, and nothing is named by its path
    resultTypes: ['violations'],
    selectors: false,
    preload: false,
  })
  expect(violations.map(({ id, nodes }) => `${id} : ${nodes.map((n) => n.html).join(' | ')}`)).toEqual([])
}
