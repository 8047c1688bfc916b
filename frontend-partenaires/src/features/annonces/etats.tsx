import type { AnnonceResume } from '@/api/types.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const TONS: Readonly<Record<AnnonceResume['etat'], Ton>> = { PROGRAMMEE: 'attente', PUBLIEE: 'cours', ECHUE: 'clos', RETIREE: 'clos' }

export function EtatAnnonce({ annonce }: { annonce: Pick<AnnonceResume, 'etat' | 'etat_libelle'> }) {
  return <EtatBadge ton={TONS[annonce.etat]} libelle={annonce.etat_libelle} />
}
