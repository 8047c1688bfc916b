import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { paresseux } from './paresseux.tsx'

const Page = () => <h1>La page</h1>
const reseauCoupe = () => Promise.reject<{ default: typeof Page }>(new TypeError('Failed to fetch dynamically imported module'))

test('une page dont le fichier ne vient pas le dit, garde le portail, et s’ouvre au nouvel essai', async () => {
  const charger = vi.fn(reseauCoupe)
  const Paresseuse = paresseux(charger)
  render(<Paresseuse />)
  expect(await screen.findByRole('heading', { level: 1, name: 'Cette page n’a pas pu s’ouvrir' })).toBeTruthy()
  expect(screen.getByText(/Ce que vous avez écrit est gardé sur cet appareil/)).toBeTruthy()
  charger.mockResolvedValue({ default: Page })
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }))
  expect(await screen.findByRole('heading', { name: 'La page' })).toBeTruthy()
})

test('elle s’ouvre d’elle-même quand le réseau revient', async () => {
  const charger = vi.fn(reseauCoupe)
  const Paresseuse = paresseux(charger)
  render(<Paresseuse />)
  await screen.findByRole('button', { name: 'Réessayer' })
  charger.mockResolvedValue({ default: Page })
  act(() => void window.dispatchEvent(new Event('online')))
  expect(await screen.findByRole('heading', { name: 'La page' })).toBeTruthy()
})

test('préchargée, elle s’affiche sans attendre, même si le réseau se coupe', async () => {
  const charger = vi.fn(() => Promise.resolve({ default: Page }))
  const Paresseuse = paresseux(charger)
  await Paresseuse.precharger()
  charger.mockImplementation(reseauCoupe)
  render(<Paresseuse />)
  expect(screen.getByRole('heading', { name: 'La page' })).toBeTruthy()
  expect(charger).toHaveBeenCalledTimes(1)
})
