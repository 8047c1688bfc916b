import { Button, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { actualitesQuery, useCreerActualite } from '../queries.ts'
import { textes } from '../texts.ts'

export function ActualitesPage(): ReactElement {
  const requete = useQuery(actualitesQuery)
  const [creation, setCreation] = useState(false)
  return (
    <>
      <PageHeader
        titre="Actualités"
        sous={textes.actualite}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreation(true)}>
            Publier une actualité
          </Button>
        }
      />
      <Requete requete={requete} phrase={phraseDe}>
        {(actualites) => (
          <DataTable
            nom="actualites"
            libelle="Actualités"
            lignes={actualites}
            cle={(a) => a.id}
            colonnes={[
              { id: 'titre', souple: true, entete: 'Titre', fixe: true, cellule: (a) => <strong>{a.titre}</strong>, export: (a) => a.titre },
              { id: 'texte', souple: true, entete: 'Texte', cellule: (a) => a.texte, export: (a) => a.texte, secondaire: true },
              { id: 'du', entete: 'Du', cellule: (a) => <DateFr iso={a.du} />, export: (a) => a.du },
              { id: 'au', entete: 'Au', cellule: (a) => <DateFr iso={a.au} />, export: (a) => a.au },
            ]}
            vide={<Vide titre={textes.sansActualite} />}
          />
        )}
      </Requete>
      {creation && <Creation onFermer={() => setCreation(false)} />}
    </>
  )
}

function Creation({ onFermer }: { onFermer: () => void }) {
  const [titre, setTitre] = useState('')
  const [texte, setTexte] = useState('')
  const [du, setDu] = useState(aujourdhui())
  const [au, setAu] = useState('')
  const creer = useCreerActualite()
  return (
    <Dialogue
      ouvert
      titre="Publier une actualité"
      valider="Publier"
      attente={creer.isPending}
      desactive={titre.trim() === '' || texte.trim() === '' || !du || !au || au < du}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() =>
        creer.mutate(
          { titre: titre.trim(), texte: texte.trim(), du, au },
          {
            onSuccess: () => {
              dire('L’actualité est publiée.')
              onFermer()
            },
          },
        )
      }
    >
      <TextInput label="Titre" withAsterisk maxLength={120} value={titre} onChange={(event) => setTitre(event.currentTarget.value)} />
      <Textarea label="Texte" withAsterisk maxLength={2000} value={texte} onChange={(event) => setTexte(event.currentTarget.value)} />
      <Rangee>
        <TextInput type="date" label="Du" withAsterisk value={du} onChange={(event) => setDu(event.currentTarget.value)} />
        <TextInput type="date" label="Au" withAsterisk value={au} onChange={(event) => setAu(event.currentTarget.value)} />
      </Rangee>
    </Dialogue>
  )
}
