import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { pluriel } from '@/lib/montants.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import type { RechercheBody } from '../queries/liste.ts'
import { enRoute, grillesQuery, useExporterDemandes } from '../queries/travaux.ts'
import { textes } from '../texts.ts'
import { SuiviTravail, useSuivi } from './SuiviTravail.tsx'

const FORMATS = [
  { value: 'xlsx', label: 'Excel' },
  { value: 'ods', label: 'LibreOffice' },
  { value: 'csv', label: 'CSV' },
]
const MOTIF_MINIMAL = 5

interface Props {
  recherche: RechercheBody
  colonnes: readonly string[]
  onFermer: () => void
}

/** Asked here, made by the worker, taken as soon as it is ready; closed before that, it waits in « Mes travaux ». */
export function ExporterDemandes({ recherche, colonnes, onFermer }: Props) {
  const peutExporter = usePeut('demandes:exporter')
  const peutLesProtegees = usePeut('demandes:sensible')
  const cle = useId()
  const [essai, setEssai] = useState(() => crypto.randomUUID())
  const [format, setFormat] = useState('xlsx')
  const [motif, setMotif] = useState('')
  const [avecProtegees, setAvecProtegees] = useState(false)
  const [pointsDe, setPointsDe] = useState<string | null>(null)
  const territoires = useTerritoiresCotes()
  const exporter = useExporterDemandes(`export-${essai}`)
  const travail = useSuivi(exporter.data)
  const attente = exporter.isPending || enRoute(travail)
  const cochees = recherche.demandes?.length ?? 0
  const manque = !peutExporter ? textes.exportReserve : motif.trim().length < MOTIF_MINIMAL && textes.manqueMotifExport
  return (
    <Dialogue
      ouvert
      titre={cochees > 0 ? `Exporter ${pluriel(cochees, 'demande cochée', 'demandes cochées')}` : 'Exporter la liste'}
      valider="Préparer le fichier"
      attente={attente}
      manque={manque}
      erreur={exporter.error && phraseDe(exporter.error)}
      onFermer={onFermer}
      onValider={() => {
        if (manque) return
        setEssai(crypto.randomUUID())
        exporter.mutate({ recherche, colonnes: [...colonnes], format: format as 'xlsx', motif: motif.trim(), avec_protegees: avecProtegees, points_de: pointsDe })
      }}
    >
      <p>{textes.export}</p>
      <SegmentedControl aria-label="Format du fichier" data={FORMATS} value={format} onChange={setFormat} />
      <TextInput label="À quoi servira ce fichier" withAsterisk maxLength={300} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      {territoires.length > 0 && (
        <Select
          label="Détailler les points de"
          description={textes.exportPoints}
          placeholder="Aucun territoire"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'Ne pas détailler les points' }}
          data={territoires}
          value={pointsDe}
          onChange={setPointsDe}
        />
      )}
      {peutLesProtegees && (
        <Checkbox
          id={cle}
          label="Avec les situations protégées"
          description={textes.exportProtegees}
          checked={avecProtegees}
          onChange={(event) => setAvecProtegees(event.currentTarget.checked)}
        />
      )}
      <SuiviTravail travail={travail} />
    </Dialogue>
  )
}

/** The territories whose points can be detailed: those that a published grid scores. */
function useTerritoiresCotes() {
  const peutLire = usePeut('cotation:lire')
  const { data } = useQuery({ ...grillesQuery, enabled: peutLire })
  const cotes = new Map((data ?? []).filter((grille) => grille.statut === 'publiee').map((grille) => [grille.epci, grille.epci_nom]))
  return [...cotes].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))
}
