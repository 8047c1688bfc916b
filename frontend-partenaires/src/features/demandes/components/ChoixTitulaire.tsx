import { Group, Radio } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { Codemandeur, Personne } from '@/api/types.ts'
import { nomAffiche } from '@/lib/personnes.ts'

type Titulaire = Personne | Codemandeur

/** In the address; someone who is no longer in the demande is nobody's choice. */
export function useTitulaireChoisi(titulaires: readonly Titulaire[]): string | undefined {
  const qui = useSearch({ strict: false, select: ({ qui: demande }) => demande })
  return titulaires.some(({ id }) => id === qui) ? qui : undefined
}

const role = (personne: Titulaire) => ('lien' in personne ? 'Codemandeur' : 'Demandeur')

/** One of them, or all side by side. Alone, there is nothing to choose. */
export function ChoixTitulaire({ titulaires, choisi }: { titulaires: readonly Titulaire[]; choisi: string | undefined }): ReactElement | null {
  const navigate = useNavigate()
  if (titulaires.length < 2) return null
  return (
    <Radio.Group
      label="Métier de"
      value={choisi ?? ''}
      onChange={(qui) => void navigate({ to: '.', search: (avant) => ({ ...avant, qui: qui || undefined }), replace: true, resetScroll: false })}
    >
      <Group gap="md" mt={4} mb="sm">
        <Radio value="" label="Chaque titulaire" />
        {titulaires.map((personne) => (
          <Radio key={personne.id} value={personne.id} label={`${role(personne)} : ${nomAffiche(personne)}`} />
        ))}
      </Group>
    </Radio.Group>
  )
}
