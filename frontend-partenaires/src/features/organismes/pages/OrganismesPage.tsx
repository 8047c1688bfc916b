import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { OrganismeVue } from '@/api/types.ts'
import { nombre } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { organismesQuery, useCreerOrganisme } from '../queries.ts'
import { typeOrganisme, type OrganismesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function OrganismesPage(): ReactElement {
  const [search, changer] = useRecherche<OrganismesSearch>()
  const requete = useQuery(organismesQuery(search))
  const types = useNomenclature('type_organisme')
  const libelle = useLibelle()
  const [creation, setCreation] = useState(false)
  const chercher = useDebouncedCallback((q: string) => changer({ q: q.trim() || undefined, page: undefined }), 200)
  return (
    <>
      <PageHeader
        titre="Organismes"
        sous="Partenaires du fichier partagé dans ce département"
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreation(true)}>
            Ajouter un organisme
          </Button>
        }
      />
      <Pile>
        <Rang>
          <TextInput
            type="search"
            label="Nom ou sigle"
            autoComplete="off"
            defaultValue={search.q}
            leftSection={<IconSearch size={15} aria-hidden="true" />}
            onChange={(event) => chercher(event.currentTarget.value)}
          />
        </Rang>
        <Requete requete={requete} phrase={phraseDe}>
          {(page) => (
            <DataTable
              nom="organismes"
              libelle="Organismes"
              lignes={page.items}
              cle={(o) => o.id}
              attente={requete.isFetching}
              page={page}
              onPage={(suivante) => changer({ page: suivante })}
              colonnes={[
                {
                  id: 'nom', souple: true,
                  entete: 'Organisme',
                  fixe: true,
                  cellule: (o) => (
                    <Link to="/organismes/$organismeId" params={{ organismeId: o.id }}>
                      {o.nom}
                    </Link>
                  ),
                  export: (o) => o.nom,
                },
                {
                  id: 'type',
                  entete: 'Type',
                  cellule: (o) => libelle('type_organisme', o.type),
                  export: (o) => libelle('type_organisme', o.type),
                  filtre: (
                    <FiltreUnique libelle="Type montré" options={types} valeur={search.type} onChange={(type) => changer({ type: typeOrganisme.safeParse(type).data, page: undefined })} />
                  ),
                  filtres: search.type ? 1 : 0,
                },
                { id: 'guichet', entete: 'Guichet', cellule: (o) => o.code_guichet ?? '—', export: (o) => o.code_guichet, secondaire: true },
                { id: 'telephone', entete: 'Téléphone', cellule: (o) => o.telephone ?? '—', export: (o) => o.telephone, secondaire: true },
                { id: 'email', entete: 'Courriel', cellule: (o) => o.email ?? '—', export: (o) => o.email, secondaire: true },
                { id: 'comptes', entete: 'Comptes', aligne: 'fin', cellule: (o) => nombre(o.nb_comptes), export: (o) => o.nb_comptes },
              ]}
              vide={<Vide titre={textes.aucunOrganisme} />}
            />
          )}
        </Requete>
      </Pile>
      {creation && <Creation onFermer={() => setCreation(false)} />}
    </>
  )
}

function Creation({ onFermer }: { onFermer: () => void }) {
  const types = useNomenclature('type_organisme')
  const [type, setType] = useState<OrganismeVue['type']>('BAILLEUR')
  const [nom, setNom] = useState('')
  const [siren, setSiren] = useState('')
  const creer = useCreerOrganisme()
  const navigate = useNavigate()
  return (
    <Dialogue
      ouvert
      titre="Ajouter un organisme"
      valider="Ajouter"
      attente={creer.isPending}
      desactive={nom.trim() === '' || (siren !== '' && siren.length !== 9)}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() =>
        creer.mutate(
          { type, nom: nom.trim(), siren: siren || null },
          {
            onSuccess: ({ id }) => {
              dire('L’organisme est ajouté.')
              void navigate({ to: '/organismes/$organismeId', params: { organismeId: id } })
            },
          },
        )
      }
    >
      <NativeSelect label="Type" data={types.map((t) => ({ value: t.code, label: t.libelle }))} value={type} onChange={(event) => setType(typeOrganisme.parse(event.currentTarget.value))} />
      <TextInput label="Nom" withAsterisk maxLength={120} value={nom} onChange={(event) => setNom(event.currentTarget.value)} />
      <TextInput label="SIREN" description="Neuf chiffres" inputMode="numeric" maxLength={9} value={siren} onChange={(event) => setSiren(event.currentTarget.value.replace(/\D/g, ''))} />
    </Dialogue>
  )
}
