import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { ActualiteVue, OrganismeVue } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { actualitesQuery, useCreerActualite, useRetirerActualite } from '../queries.ts'
import { typeOrganisme } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './ActualitesPage.module.css'

export function ActualitesPage(): ReactElement {
  const requete = useQuery(actualitesQuery)
  const [geste, setGeste] = useState<'publier' | ActualiteVue | null>(null)
  const fermer = () => setGeste(null)
  return (
    <>
      <PageHeader
        titre="Actualités"
        sous={textes.actualite}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setGeste('publier')}>
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
              {
                id: 'actions',
                entete: 'Actions',
                cellule: (a) => (
                  <Button size="compact-xs" variant="subtle" color="erreur" aria-label={`Retirer « ${a.titre} »`} onClick={() => setGeste(a)}>
                    Retirer
                  </Button>
                ),
              },
            ]}
            vide={<Vide titre={textes.sansActualite}>{textes.sansActualiteAide}</Vide>}
          />
        )}
      </Requete>
      {geste === 'publier' && <Publication onFermer={fermer} />}
      {geste !== null && geste !== 'publier' && <Retrait actualite={geste} onFermer={fermer} />}
    </>
  )
}

function Retrait({ actualite, onFermer }: { actualite: ActualiteVue; onFermer: () => void }) {
  const retirer = useRetirerActualite()
  return (
    <Dialogue
      ouvert
      danger
      titre={`Retirer « ${actualite.titre} »`}
      valider="Retirer l’actualité"
      attente={retirer.isPending}
      erreur={retirer.error && phraseDe(retirer.error)}
      onFermer={onFermer}
      onValider={() =>
        retirer.mutate(actualite.id, {
          onSuccess: () => {
            dire('L’actualité est retirée.')
            onFermer()
          },
        })
      }
    >
      <p>{textes.retraitActualite}</p>
    </Dialogue>
  )
}

function Publication({ onFermer }: { onFermer: () => void }) {
  const [titre, setTitre] = useState('')
  const [texte, setTexte] = useState('')
  const [du, setDu] = useState(aujourdhui())
  const [au, setAu] = useState('')
  const [types, setTypes] = useState<OrganismeVue['type'][]>([])
  const tous = useNomenclature('type_organisme')
  const creer = useCreerActualite()
  const manque = [
    titre.trim() === '' && 'Saisissez le titre.',
    texte.trim() === '' && 'Saisissez le texte.',
    (!du || !au) && 'Choisissez les deux dates.',
    au < du && 'La fin suit le début.',
  ].find(Boolean)
  return (
    <Dialogue
      ouvert
      large
      titre="Publier une actualité"
      valider="Publier"
      attente={creer.isPending}
      manque={manque}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() =>
        creer.mutate(
          { titre: titre.trim(), texte: texte.trim(), du, au, types_organisme: types.length > 0 ? types : null },
          {
            onSuccess: () => {
              dire(du > aujourdhui() ? 'L’actualité paraîtra à sa date.' : 'L’actualité est publiée.')
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
      <Checkbox.Group label="À qui la montrer" description={textes.audience} value={types} onChange={(codes) => setTypes(codes.map((code) => typeOrganisme.parse(code)))}>
        <div className={styles.types}>
          {tous.map(({ code, libelle }) => (
            <Checkbox key={code} size="xs" value={code} label={libelle} />
          ))}
        </div>
      </Checkbox.Group>
    </Dialogue>
  )
}
