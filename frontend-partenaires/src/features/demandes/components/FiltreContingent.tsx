import { Select } from '@mantine/core'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { useChoixPublics } from '@/api/publics.ts'
import type { DemandesSearch } from '../search-params.ts'
import styles from './FiltreContingent.module.css'

const ACTION_LOGEMENT = '1'
const OUVERT = 'contingent:'

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

/** A contingent, that a label opens or an employer, and the rank of its publics there; or one of the bodies that collect for the latter. */
export function FiltreContingent({ search, filtrer }: Props) {
  const collecteurs = useNomenclature('collecteur')
  const libelle = useLibelle()
  const publics = useChoixPublics()
  const ouverts = [...new Set(publics.flatMap(({ contingents }) => contingents))]
  const degres = [...new Set(publics.filter(({ contingents }) => search.contingent && contingents.includes(search.contingent)).map(({ degre }) => degre))].filter((degre) => degre !== null).sort((a, b) => a - b)
  const contingents = [
    ...ouverts.map((code) => ({ value: OUVERT + code, label: libelle('type_reservataire', code) })),
    { value: ACTION_LOGEMENT, label: 'Employeurs et Action Logement' },
  ]
  const choisir = (code: string | null) =>
    filtrer({
      contingent: code?.startsWith(OUVERT) ? code.slice(OUVERT.length) : undefined,
      degre: undefined,
      action_logement: code === ACTION_LOGEMENT ? true : undefined,
      collecteur: code && code !== ACTION_LOGEMENT && !code.startsWith(OUVERT) ? code : undefined,
    })
  return (
    <>
      <Select
      className={styles.filtre}
      size="sm"
      label="Contingent ou collecteur"
      placeholder="Tous"
      clearable
      data={[
        { group: 'Contingent', items: contingents },
        { group: 'Dossier chez', items: collecteurs.map(({ code, libelle }) => ({ value: code, label: libelle })) },
      ]}
      value={search.collecteur ?? (search.action_logement ? ACTION_LOGEMENT : search.contingent ? OUVERT + search.contingent : null)}
      onChange={choisir}
      />
      {degres.length > 0 && (
        <Select
          className={styles.degre}
          size="sm"
          label="Degré"
          placeholder="Tous"
          clearable
          data={degres.map((degre) => ({ value: String(degre), label: `Degré ${degre}` }))}
          value={search.degre ? String(search.degre) : null}
          onChange={(degre) => filtrer({ degre: degre ? Number(degre) : undefined })}
        />
      )}
    </>
  )
}
