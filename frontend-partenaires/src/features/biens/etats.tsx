import { useLibelle } from '@/api/nomenclatures.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const TONS: Readonly<Record<string, Ton>> = { DISPONIBLE: 'attente', PROPOSE: 'cours', EN_COMMISSION: 'cours', ATTRIBUE: 'bon', LOUE: 'bon', RETIRE: 'clos' }

export function EtatBien({ etat }: { etat: string }) {
  const libelle = useLibelle()
  return <EtatBadge ton={TONS[etat] ?? 'neutre'} libelle={libelle('etat_bien', etat)} />
}
