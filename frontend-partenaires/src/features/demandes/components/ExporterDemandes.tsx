import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { pluriel } from '@/lib/montants.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { enRoute, useExporterDemandes, type RechercheBody } from '../queries.ts'
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
        exporter.mutate({ recherche, colonnes: [...colonnes], format: format as 'xlsx', motif: motif.trim(), avec_protegees: avecProtegees })
      }}
    >
      <p>{textes.export}</p>
      <SegmentedControl aria-label="Format du fichier" data={FORMATS} value={format} onChange={setFormat} />
      <TextInput label="À quoi servira ce fichier" withAsterisk maxLength={300} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
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
