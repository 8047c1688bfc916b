import { FileInput, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseDe, Problem } from '@/api/problem.ts'
import type { EbaucheBody, GrilleResume } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { catalogueQuery, territoiresQuery, useEbaucher } from '../queries.ts'
import { lireDocument } from '../document.ts'
import { textes } from '../texts.ts'
import { Fautes } from './Fautes.tsx'

type Depart = 'modele' | 'copie' | 'document'

/** A first draft: for whom, and from what. */
export function OuvrirBrouillon({ grilles, onFermer }: { grilles: readonly GrilleResume[]; onFermer: () => void }) {
  const [cle] = useState(() => crypto.randomUUID())
  const territoires = useQuery(territoiresQuery)
  const catalogue = useQuery(catalogueQuery)
  const [choisi, setEpci] = useState('')
  const [population, setPopulation] = useState<EbaucheBody['population']>('tous')
  const [depart, setDepart] = useState<Depart>('modele')
  const [source, setSource] = useState('')
  const [document, setDocument] = useState<Record<string, unknown> | null>(null)
  const [illisible, setIllisible] = useState(false)
  const ebaucher = useEbaucher(cle)
  const navigate = useNavigate()
  const epci = choisi || (territoires.data?.length === 1 ? territoires.data[0]!.siren : (territoires.data?.find(({ le_sien }) => le_sien)?.siren ?? ''))
  const manque =
    epci === '' ? 'Choisissez l’EPCI.' : depart === 'copie' && source === '' ? 'Choisissez la grille dont partir.' : depart === 'document' && document === null ? 'Choisissez le document de la grille.' : null
  const lire = async (fichier: File | null) => {
    setDocument(null)
    setIllisible(false)
    if (!fichier) return
    const lu = lireDocument(await fichier.text())
    setDocument(lu)
    setIllisible(lu === null)
  }
  const fautes = ebaucher.error instanceof Problem ? ebaucher.error.erreurs : []
  return (
    <Dialogue
      ouvert
      titre="Ouvrir un brouillon de grille"
      valider="Ouvrir le brouillon"
      attente={ebaucher.isPending}
      manque={manque}
      erreur={fautes.length === 0 && ebaucher.error ? phraseDe(ebaucher.error) : null}
      onFermer={onFermer}
      onValider={() =>
        ebaucher.mutate(
          { epci, population, ...(depart === 'copie' && { copie_de: source }), ...(depart === 'document' && document && { document }) },
          {
            onSuccess: ({ id }) => {
              dire('Un brouillon est ouvert.')
              void navigate({ to: '/grilles-de-cotation/$grilleId/edition', params: { grilleId: id } })
            },
          },
        )
      }
    >
      {fautes.length > 0 && <Fautes fautes={fautes.map(({ champ, message }) => ({ chemin: champ, phrase: message }))} />}
      <p>{textes.ouvrir}</p>
      <Rangee>
        <NativeSelect label="EPCI" withAsterisk value={epci} data={[{ value: '', label: 'Choisir…' }, ...(territoires.data ?? []).map(({ siren, nom }) => ({ value: siren, label: nom }))]} onChange={(event) => setEpci(event.currentTarget.value)} />
        <NativeSelect label="Demandes concernées" value={population} data={(catalogue.data?.populations ?? []).map(({ code, libelle }) => ({ value: code, label: libelle }))} onChange={(event) => setPopulation(event.currentTarget.value as EbaucheBody['population'])} />
      </Rangee>
      <NativeSelect
        label="Partir de"
        value={depart}
        data={[
          { value: 'modele', label: 'Un modèle' },
          { value: 'copie', label: 'Une grille du département' },
          { value: 'document', label: 'Le document d’une grille d’ailleurs' },
        ]}
        onChange={(event) => setDepart(event.currentTarget.value as Depart)}
      />
      {depart === 'copie' && (
        <NativeSelect label="Grille" value={source} data={[{ value: '', label: 'Choisir…' }, ...grilles.map(({ id, epci_nom, libelle, version_grille }) => ({ value: id, label: `${epci_nom}, ${libelle}, version ${version_grille}` }))]} onChange={(event) => setSource(event.currentTarget.value)} />
      )}
      {depart === 'document' && <FileInput label="Document JSON" accept="application/json,.json" onChange={(fichier) => void lire(fichier)} error={illisible && textes.documentIllisible} />}
    </Dialogue>
  )
}
