import { Textarea } from '@mantine/core'
import { dire } from '@/ui/annonces.ts'
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
