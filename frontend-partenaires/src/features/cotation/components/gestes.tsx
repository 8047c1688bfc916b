import { Textarea } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { textes } from '../texts.ts'

export interface Props {
  demandeId: string
  onFermer: () => void
}

export function useFin(phrase: string, onFermer: () => void) {
  return {
    onSuccess: () => {
      dire(phrase)
      onFermer()
    },
  }
}

export function Motif({ libelle, aide = textes.motifLu, motif, onChange }: { libelle: string; aide?: string; motif: string; onChange: (motif: string) => void }) {
  return <Textarea label={libelle} description={aide} withAsterisk maxLength={2000} value={motif} onChange={(event) => onChange(event.currentTarget.value)} />
}

interface GesteMotiveProps<Corps> {
  titre: string
  valider: string
  danger?: boolean
  /** What the reason answers to. */
  libelle: string
  mutation: UseMutationResult<unknown, Error, Corps>
  corps: (motif: string) => Corps
  /** Said when it is done. */
  fait: string
  onFermer: () => void
  children?: ReactNode
}

/** An act that asks for its reason, and for nothing else. */
export function GesteMotive<Corps>({ titre, valider, danger = false, libelle, mutation, corps, fait, onFermer, children }: GesteMotiveProps<Corps>) {
  const [motif, setMotif] = useState('')
  const fin = useFin(fait, onFermer)
  return (
    <Dialogue
      ouvert
      danger={danger}
      titre={titre}
      valider={valider}
      attente={mutation.isPending}
      manque={motif.trim() === '' && textes.manqueMotif}
      erreur={mutation.error && phraseDe(mutation.error)}
      onFermer={onFermer}
      onValider={() => mutation.mutate(corps(motif.trim()), fin)}
    >
      {children}
      <Motif libelle={libelle} motif={motif} onChange={setMotif} />
    </Dialogue>
  )
}
