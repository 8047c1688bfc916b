import { nombre, pourcent } from '@/lib/montants.ts'
import { Jauge } from './Jauge.tsx'
import { DataTable } from './table/DataTable.tsx'
import type { Colonne } from './table/colonnes.ts'
import styles from './SuiviFlux.module.css'

export interface SuiviAffiche {
  convention_id: string
  bailleur: { nom: string }
  reservataire: { nom: string }
  type_reservataire_libelle: string
  etat: string
  etat_libelle: string
  taux: number
  objectif: number
  prorata: number
  mises_a_disposition: number
  attributions: number
  baux: number
  ecart: number
  reste: number
}

interface Props {
  suivis: readonly SuiviAffiche[]
  /** Who is named on each line: the other party of the convention, or both. */
  autre: 'bailleur' | 'reservataire' | 'les deux'
  lien?: (suivi: SuiviAffiche, nom: string) => React.ReactNode
  /** A page of its own: fills the window, chooses its columns, is exported. */
  seul?: boolean
}

/** The same two may have signed for several contingents, or again after a first convention has ended. */
function Nom({ suivi, children }: { suivi: SuiviAffiche; children: React.ReactNode }) {
  return (
    <span className={styles.nom}>
      {children}
      <span>{[suivi.type_reservataire_libelle, suivi.etat !== 'ACTIVE' && suivi.etat_libelle.toLocaleLowerCase('fr')].filter(Boolean).join(', ')}</span>
    </span>
  )
}

/** Due, offered, attributed: a gauge for the eye and the figures beside it. */
export function SuiviFlux({ suivis, autre, lien = (_, nom) => nom, seul = false }: Props) {
  const nom = (suivi: SuiviAffiche) => (autre === 'les deux' ? `${suivi.bailleur.nom} et ${suivi.reservataire.nom}` : suivi[autre].nom)
  const colonnes: readonly Colonne<SuiviAffiche>[] = [
    { id: 'nom', souple: true, entete: autre === 'bailleur' ? 'Bailleur' : autre === 'reservataire' ? 'Réservataire' : 'Convention', fixe: true, cellule: (s) => <Nom suivi={s}>{lien(s, nom(s))}</Nom>, export: nom },
    ...(seul ? [{ id: 'contingent', souple: true, masquee: true, secondaire: true, entete: 'Contingent', cellule: (s: SuiviAffiche) => s.type_reservataire_libelle, export: (s: SuiviAffiche) => s.type_reservataire_libelle }] : []),
    { id: 'taux', entete: 'Taux', aligne: 'fin', cellule: (s) => pourcent(s.taux), export: (s) => s.taux, secondaire: true },
    {
      id: 'jauge',
      entete: 'Mises à disposition',
      cellule: (s) => <Jauge libelle={`Mises à disposition, ${nom(s)}`} valeur={s.mises_a_disposition} objectif={s.objectif} repere={s.prorata} />,
      export: (s) => s.mises_a_disposition,
    },
    ...(seul ? [{ id: 'objectif', masquee: true, secondaire: true, entete: 'Objectif', aligne: 'fin' as const, cellule: (s: SuiviAffiche) => nombre(s.objectif), export: (s: SuiviAffiche) => s.objectif }] : []),
    { id: 'attributions', entete: 'Attributions', aligne: 'fin', cellule: (s) => nombre(s.attributions), export: (s) => s.attributions, secondaire: true },
    { id: 'baux', entete: 'Baux', aligne: 'fin', cellule: (s) => nombre(s.baux), export: (s) => s.baux, secondaire: true },
    {
      id: 'ecart',
      entete: 'Écart à ce jour',
      aligne: 'fin',
      cellule: (s) => <span className={s.ecart < 0 ? styles.retard : undefined}>{s.ecart > 0 ? `+${nombre(s.ecart)}` : nombre(s.ecart)}</span>,
      export: (s) => s.ecart,
      secondaire: true,
    },
    { id: 'reste', entete: 'Reste', aligne: 'fin', cellule: (s) => nombre(s.reste), export: (s) => s.reste },
  ]
  return <DataTable simple={!seul} remplit={seul} nom="suivi-flux" libelle="Suivi des conventions de flux" colonnes={colonnes} lignes={suivis} cle={(s) => s.convention_id} />
}
