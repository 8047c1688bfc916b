import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { SeanceResume } from '@/api/types.ts'
import { dateDeSeance } from '@/lib/dates.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { commissionsQuery, useCreerCommission } from '../queries.ts'
import { etatCommission, type CommissionsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function CommissionsPage(): ReactElement {
  const [search, changer] = useRecherche<CommissionsSearch>()
  const requete = useQuery(commissionsQuery(search))
  const [creation, setCreation] = useState(false)
  const etats = useNomenclature('etat_commission')
  const peutDecider = usePeut('commissions:decider')
  const colonnes: readonly Colonne<SeanceResume>[] = [
    {
      id: 'tenue',
      entete: 'Séance',
      fixe: true,
      cellule: (c) => (
        <Link to="/commissions/$commissionId" params={{ commissionId: c.id }}>
          {dateDeSeance(c)}
        </Link>
      ),
      export: (c) => c.tenue_le,
    },
    { id: 'lieu', souple: true, entete: 'Lieu', cellule: (c) => c.lieu, export: (c) => c.lieu, secondaire: true },
    { id: 'mode', entete: 'Mode', cellule: (c) => c.mode_libelle, export: (c) => c.mode_libelle, secondaire: true },
    { id: 'organisme', souple: true, entete: 'Bailleur', cellule: (c) => c.organisme.nom, export: (c) => c.organisme.nom, secondaire: true },
    {
      id: 'etat',
      entete: 'État',
      cellule: (c) => <EtatBadge ton={c.etat === 'CLOTUREE' ? 'clos' : 'cours'} libelle={c.etat_libelle} />,
      export: (c) => c.etat_libelle,
      filtre: <FiltreUnique libelle="État montré" options={etats} valeur={search.etat} onChange={(etat) => changer({ etat: etatCommission.parse(etat), page: undefined })} />,
      filtres: search.etat ? 1 : 0,
    },
    { id: 'biens', entete: 'Biens', aligne: 'fin', cellule: (c) => nombre(c.nb_biens), export: (c) => c.nb_biens, secondaire: true },
    { id: 'passages', entete: 'Candidats', aligne: 'fin', cellule: (c) => nombre(c.nb_candidats), export: (c) => c.nb_candidats, secondaire: true },
    { id: 'a_decider', entete: 'À décider', aligne: 'fin', cellule: (c) => nombre(c.nb_candidats - c.nb_decisions), export: (c) => c.nb_candidats - c.nb_decisions },
  ]
  return (
    <PageListe
      entete={
        <PageHeader
          titre="Commissions"
          sous={`${compte(requete.data, (n) => pluriel(n, 'séance'))}. ${textes.objet}`}
          actions={
            peutDecider && (
              <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreation(true)}>
                Créer une séance
              </Button>
            )
          }
        />
      }
    >
      <TablePaginee
        nom="commissions"
        libelle="Séances de commission"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(c) => c.id}
        colonnes={colonnes}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
      />
      {creation && <Creation onFermer={() => setCreation(false)} />}
    </PageListe>
  )
}

function Creation({ onFermer }: { onFermer: () => void }) {
  const [tenue_le, setTenue] = useState('')
  const [lieu, setLieu] = useState('')
  const [heure, setHeure] = useState('')
  const [mode, setMode] = useState('PRESENTIEL')
  const [cle] = useState(() => crypto.randomUUID())
  const modes = useNomenclature('mode_commission')
  const creer = useCreerCommission(cle)
  const navigate = useNavigate()
  return (
    <Dialogue
      ouvert
      titre="Créer une séance"
      valider="Créer la séance"
      attente={creer.isPending}
      manque={!tenue_le ? 'Choisissez la date de la séance.' : lieu.trim() === '' && 'Dites où elle se tient.'}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() =>
        creer.mutate(
          { tenue_le, heure: heure || null, lieu: lieu.trim(), mode },
          {
            onSuccess: ({ id }) => {
              dire('La séance est créée.')
              void navigate({ to: '/commissions/$commissionId', params: { commissionId: id } })
            },
          },
        )
      }
    >
      <Rangee>
        <TextInput type="date" label="Date de la séance" withAsterisk value={tenue_le} onChange={(event) => setTenue(event.currentTarget.value)} />
        <TextInput type="time" label="Heure" value={heure} onChange={(event) => setHeure(event.currentTarget.value)} />
      </Rangee>
      <TextInput label="Lieu" withAsterisk maxLength={120} value={lieu} onChange={(event) => setLieu(event.currentTarget.value)} />
      <NativeSelect label="Mode" data={modes.map((m) => ({ value: m.code, label: m.libelle }))} value={mode} onChange={(event) => setMode(event.currentTarget.value)} />
    </Dialogue>
  )
}
