import type { PassageVue } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { euros, pourcent } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import styles from './OrdreDuJour.module.css'

interface Props {
  reference: string
  passages: readonly PassageVue[]
  actif: string | undefined
  onActif: (propositionId: string | undefined) => void
}

const TONS: Readonly<Record<string, Ton>> = { ATT: 'bon', ATR: 'bon', ATC: 'attente', NAT: 'refus', REJ: 'refus' }

export function Decision({ passage }: { passage: PassageVue }) {
  if (!passage.decision) return <EtatBadge ton="neutre" libelle="Décision à prendre" />
  const texte = [passage.decision_libelle, passage.rang && `rang ${passage.rang}`].filter(Boolean).join(', ')
  return <EtatBadge ton={TONS[passage.decision] ?? 'neutre'} libelle={texte} />
}

export function OrdreDuJour({ reference, passages, actif, onActif }: Props) {
  const taux = (valeur: number | null | undefined) => (valeur === null || valeur === undefined ? 'n. c.' : pourcent(valeur))
  return (
    <DataTable
      simple
      nom="ordre-du-jour"
      libelle={`Candidats du bien ${reference}`}
      lignes={passages}
      cle={(p) => p.proposition_id}
      actif={actif}
      onActif={onActif}
      colonnes={[
        {
          id: 'nom',
          entete: 'Candidat',
          fixe: true,
          cellule: (p) => (
            <button type="button" className={styles.candidat} onClick={() => onActif(p.proposition_id)}>
              {p.candidat.nom_affiche}
              {!p.efface && <span>{numeroLisible(p.candidat.numero_unique)}</span>}
            </button>
          ),
        },
        { id: 'decision', entete: 'Décision', cellule: (p) => <Decision passage={p} /> },
        { id: 'points', entete: 'Cotation', aligne: 'fin', cellule: (p) => p.candidat.points ?? '—' },
        { id: 'effort', entete: 'Effort', aligne: 'fin', cellule: (p) => (p.efface ? '—' : taux(p.candidat.taux_effort)), secondaire: true },
        { id: 'effort_actuel', entete: 'Effort actuel', aligne: 'fin', cellule: (p) => (p.efface ? '—' : taux(p.candidat.taux_effort_actuel)), secondaire: true },
        {
          id: 'rav',
          entete: 'Reste à vivre',
          aligne: 'fin',
          cellule: (p) => (p.candidat.reste_a_vivre === null || p.candidat.reste_a_vivre === undefined ? '—' : euros(Math.round(p.candidat.reste_a_vivre))),
          secondaire: true,
        },
        { id: 'anciennete', entete: 'Ancienneté', cellule: (p) => (p.efface ? '—' : duree(p.candidat.anciennete_mois)), secondaire: true },
        { id: 'foyer', entete: 'Foyer', cellule: (p) => p.candidat.personnes || '—', secondaire: true },
      ]}
    />
  )
}
