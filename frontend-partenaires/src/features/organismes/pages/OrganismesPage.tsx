import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { OrganismeVue } from '@/api/types.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { ListeClassee } from '@/ui/champs/ListeClassee.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { Court } from '@/ui/table/cellules.tsx'
import { Recherche } from '@/ui/table/Recherche.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { organismesQuery, useCreerOrganisme } from '../queries.ts'
import { GUICHET, typeOrganisme, type OrganismesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function OrganismesPage(): ReactElement {
  const [search, changer] = useRecherche<OrganismesSearch>()
  const filtrer = (changement: Partial<OrganismesSearch>) => changer({ page: undefined, ...changement })
  const requete = useQuery(organismesQuery(search))
  const types = useNomenclature('type_organisme')
  const [creation, setCreation] = useState(false)
  const colonnes: readonly Colonne<OrganismeVue>[] = [
    {
      id: 'nom',
      souple: true,
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
      cellule: (o) => o.type_libelle,
      export: (o) => o.type_libelle,
      filtre: <FiltreUnique libelle="Type montré" options={types} valeur={search.type} onChange={(type) => filtrer({ type: typeOrganisme.safeParse(type).data })} />,
      filtres: search.type ? 1 : 0,
    },
    { id: 'guichet', entete: 'Guichet', cellule: (o) => o.code_guichet ?? '—', export: (o) => o.code_guichet, secondaire: true },
    { id: 'telephone', entete: 'Téléphone', cellule: (o) => (o.telephone ? telephoneLisible(o.telephone) : '—'), export: (o) => o.telephone, secondaire: true },
    { id: 'email', entete: 'Courriel', cellule: (o) => (o.email ? <Court large>{o.email}</Court> : '—'), export: (o) => o.email, secondaire: true },
    { id: 'agences', entete: 'Agences', aligne: 'fin', cellule: (o) => nombre(o.nb_agences), export: (o) => o.nb_agences, secondaire: true },
    { id: 'comptes', entete: 'Comptes', aligne: 'fin', cellule: (o) => nombre(o.nb_comptes), export: (o) => o.nb_comptes },
  ]
  return (
    <PageListe
      entete={
        <PageHeader
          titre="Organismes"
          sous={`${compte(requete.data, (n) => pluriel(n, 'partenaire'))} du fichier partagé dans ce département`}
          actions={
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreation(true)}>
              Ajouter un organisme
            </Button>
          }
        />
      }
      barre={<Recherche libelle="Nom ou sigle" valeur={search.q} onChange={(q) => filtrer({ q })} />}
    >
      <TablePaginee
        nom="organismes"
        libelle="Organismes"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(o) => o.id}
        colonnes={colonnes}
        onPage={(page) => changer({ page })}
        onTaille={(size) => filtrer({ size })}
        vide={<Vide titre={textes.aucunOrganisme} />}
      />
      {creation && <Creation onFermer={() => setCreation(false)} />}
    </PageListe>
  )
}

const SIREN = /^[0-9]{9}$/

function Creation({ onFermer }: { onFermer: () => void }) {
  const types = useNomenclature('type_organisme')
  const [type, setType] = useState<OrganismeVue['type']>('BAILLEUR')
  const [nom, setNom] = useState('')
  const [siren, setSiren] = useState('')
  const [guichet, setGuichet] = useState('')
  const [communes, setCommunes] = useState<string[]>([])
  const [handicap, setHandicap] = useState(false)
  const choix = useChoixCommunes(communes)
  const creer = useCreerOrganisme()
  const navigate = useNavigate()
  return (
    <Dialogue
      ouvert
      large
      titre="Ajouter un organisme"
      valider="Ajouter"
      attente={creer.isPending}
      manque={
        [
          nom.trim() === '' && 'Saisissez le nom.',
          siren !== '' && !SIREN.test(siren) && 'Le SIREN compte neuf chiffres.',
          guichet !== '' && !GUICHET.test(guichet) && 'Le code guichet compte cinq caractères.',
        ].find(Boolean)
      }
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() =>
        creer.mutate(
          { type, nom: nom.trim(), siren: siren || null, code_guichet: guichet || null, communes: communes.length > 0 ? communes : null, handicap_seulement: handicap },
          {
            onSuccess: ({ id }) => {
              dire('L’organisme est ajouté. Ouvrez maintenant le compte de son référent.')
              void navigate({ to: '/organismes/$organismeId', params: { organismeId: id } })
            },
          },
        )
      }
    >
      <p>{textes.creationOrganisme}</p>
      <Rangee>
        <NativeSelect label="Type" data={types.map((t) => ({ value: t.code, label: t.libelle }))} value={type} onChange={(event) => setType(typeOrganisme.parse(event.currentTarget.value))} />
        <TextInput label="Nom" withAsterisk maxLength={120} value={nom} onChange={(event) => setNom(event.currentTarget.value)} />
        <TextInput label="SIREN" description="Neuf chiffres" inputMode="numeric" maxLength={9} value={siren} onChange={(event) => setSiren(event.currentTarget.value.replace(/\D/g, ''))} />
        <TextInput label="Code guichet" description={textes.guichet} maxLength={5} value={guichet} onChange={(event) => setGuichet(event.currentTarget.value.toLocaleUpperCase('fr'))} />
      </Rangee>
      <ListeClassee libelle="Communes d’intervention" aide={textes.perimetre} ajouter="Ajouter une commune" max={400} valeurs={communes} onChange={setCommunes} {...choix} />
      <Checkbox label={textes.handicapSeulement} description={textes.handicapSeulementAide} checked={handicap} onChange={(event) => setHandicap(event.currentTarget.checked)} />
    </Dialogue>
  )
}
