import type { ImportVue } from '@/api/types.ts'
import type { Ton } from '@/ui/EtatBadge.tsx'

export const TONS: Readonly<Record<ImportVue['etat'], Ton>> = {
  RECEPTION: 'attente',
  CONTROLE: 'cours',
  A_APPLIQUER: 'attente',
  APPLICATION: 'cours',
  APPLIQUE: 'bon',
  REFUSE: 'refus',
  ANNULE: 'clos',
}

/** The worker is at it: the screen follows. */
export const enRoute = (depose: ImportVue | undefined): boolean => depose?.etat === 'CONTROLE' || depose?.etat === 'APPLICATION'

export const FORMATS: Readonly<Record<string, ImportVue['format']>> = { csv: 'csv', xml: 'sne' }

/** Said by the end of its name. */
export const formatDe = (nom: string): ImportVue['format'] | null => FORMATS[nom.toLowerCase().split('.').pop() ?? ''] ?? null
