import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { EpciDuSecteur } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useOuvrir } from '../queries.ts'
import { textes } from '../texts.ts'

const lignes = (texte: string) =>
  texte
    .split('\n')
    .map((ligne) => ligne.trim())
    .filter(Boolean)

/** A name, communes of one EPCI, the districts aimed at in each, and the decision behind it. */
export function Ouvrir({ epcis, onFermer }: { epcis: readonly EpciDuSecteur[]; onFermer: () => void }) {
  const [cle] = useState(() => crypto.randomUUID())
  const [epci, setEpci] = useState<string | null>(epcis.length === 1 ? (epcis[0]?.siren ?? null) : null)
  const [nom, setNom] = useState('')
  const [communes, setCommunes] = useState<string[]>([])
  const [quartiers, setQuartiers] = useState<Record<string, string>>({})
  const [acte, setActe] = useState('')
  const [du, setDu] = useState('')
  const ouvrir = useOuvrir(cle)
  const choisi = epcis.find(({ siren }) => siren === epci)
  const noms = new Map(choisi?.communes.map((commune) => [commune.code, commune.nom]))
  const manque =
    nom.trim() === ''
      ? textes.manqueNom
      : !choisi
        ? textes.manqueEpci
        : communes.length === 0
          ? textes.manqueCommunes
          : acte.trim() === ''
            ? textes.manqueActe
            : du === ''
              ? textes.manqueDu
              : null
  return (
    <Dialogue
      ouvert
      large
      titre={textes.titreOuvrir}
      valider="Ouvrir le secteur"
      attente={ouvrir.isPending}
      manque={manque}
      erreur={ouvrir.error && phraseDe(ouvrir.error)}
      onFermer={onFermer}
      onValider={() =>
        ouvrir.mutate(
          {
            epci: epci ?? '',
            nom: nom.trim(),
            communes,
            quartiers: communes.flatMap((commune) => lignes(quartiers[commune] ?? '').map((quartier) => ({ commune, nom: quartier }))),
            acte: acte.trim(),
            du,
          },
          {
            onSuccess: () => {
              dire(textes.ouvertDit(nom.trim()))
              onFermer()
            },
          },
        )
      }
    >
      <Rangee>
        <TextInput label="Nom" withAsterisk maxLength={60} value={nom} onChange={(event) => setNom(event.currentTarget.value)} />
        <Select
          label="EPCI"
          withAsterisk
          searchable
          value={epci}
          data={epcis.map(({ siren, nom: libelle }) => ({ value: siren, label: libelle }))}
          onChange={(siren) => {
            setEpci(siren)
            setCommunes([])
          }}
        />
      </Rangee>
      <MultiSelect
        label={textes.communes}
        description={choisi ? textes.communesAide : textes.manqueEpci}
        withAsterisk
        searchable
        data={choisi?.communes.map(({ code, nom: libelle }) => ({ value: code, label: libelle })) ?? []}
        value={communes}
        onChange={setCommunes}
      />
      {communes.map((commune) => (
        <Textarea
          key={commune}
          label={textes.quartiers(noms.get(commune) ?? commune)}
          description={textes.quartiersAide}
          autosize
          minRows={1}
          value={quartiers[commune] ?? ''}
          onChange={(event) => setQuartiers({ ...quartiers, [commune]: event.currentTarget.value })}
        />
      ))}
      <Rangee>
        <TextInput label={textes.acte} withAsterisk maxLength={200} value={acte} onChange={(event) => setActe(event.currentTarget.value)} />
        <TextInput label={textes.du} type="date" withAsterisk value={du} onChange={(event) => setDu(event.currentTarget.value)} />
      </Rangee>
    </Dialogue>
  )
}
