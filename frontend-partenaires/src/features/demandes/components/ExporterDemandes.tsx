import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { urlDuTravail } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { telecharger } from '@/lib/liens.ts'
import { pluriel } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { enRoute, travailQuery, useExporterDemandes, type RechercheBody } from '../queries.ts'
import { textes } from '../texts.ts'

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
  const travail = useQuery({ ...travailQuery(exporter.data?.id ?? ''), enabled: Boolean(exporter.data) }).data
  const attente = exporter.isPending || enRoute(travail)
  const pris = useRef<string>(null)
  useEffect(() => {
    if (travail?.etat !== 'fini' || !travail.nom || pris.current === travail.id) return
    pris.current = travail.id
    telecharger(urlDuTravail(travail.id), travail.nom)
  }, [travail])
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
      {attente && travail && <Avis annonce>{textes.exportEnCours(pluriel(travail.total, 'demande'))}</Avis>}
      {travail?.etat === 'fini' && (
        <Avis ton="succes" annonce>
          {textes.exportPret(pluriel(travail.faits, 'demande'))}{' '}
          <a href={urlDuTravail(travail.id)} download={travail.nom ?? true}>
            Prendre le fichier
          </a>
        </Avis>
      )}
      {travail?.etat === 'echec' && <Avis ton="erreur">{travail.cause ?? textes.travailEchoue}</Avis>}
    </Dialogue>
  )
}
