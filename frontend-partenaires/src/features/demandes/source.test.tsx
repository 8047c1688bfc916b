import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { SourceField, type SourceDite } from './forms/SourceField.tsx'

function montrer(valeur: SourceDite): SourceDite[] {
  const dites: SourceDite[] = []
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <SourceField valeur={valeur} onChange={(dite) => dites.push(dite)} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return dites
}

test('ce qu’un tiers apporte demande le jour de l’accord de la personne', () => {
  const dites = montrer({ source: 'tiers', accord_le: null })
  fireEvent.change(screen.getByLabelText(/Accord recueilli le/), { target: { value: '2026-01-12' } })
  expect(dites).toEqual([{ source: 'tiers', accord_le: '2026-01-12' }])
})

test('ce que disent ses documents n’en demande pas', () => {
  montrer({ source: 'piece', accord_le: null })
  expect(screen.queryByLabelText(/Accord recueilli le/)).toBeNull()
})
