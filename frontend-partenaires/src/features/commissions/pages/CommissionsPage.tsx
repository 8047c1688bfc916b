import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { commissionsQuery, useCreerCommission } from '../queries.ts'
import { textes } from '../texts.ts'
import { LIBELLES_MODES, libelleDuMode } from '../modes.ts'

export function CommissionsPage(): ReactElement {
  const [{ page = 1 }, changer] = useRecherche<{ page?: number }>()
  const requete = useQuery(commissionsQuery(page))
  const [creation, setCreation] = useState(false)
  const peutDecider = usePeut('commissions:decider')
  return (
    <>
      <PageHeader
        titre="Commissions"
        sous="Séances de la commission d’attribution des logements et d’examen de l’occupation (CALEOL)."
        actions={
          peutDecider && (
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreation(true)}>
              Créer une séance
            </Button>
          )
        }
      />
      <Requete requete={requete} phrase={phraseDe}>
        {(lues) => (
          <DataTable
            nom="commissions"
            libelle="Séances de commission"
            lignes={lues.items}
            cle={(c) => c.id}
            page={lues}
            onPage={(suivante) => changer({ page: suivante })}
            colonnes={[
              {
                id: 'tenue',
                entete: 'Séance',
                fixe: true,
                cellule: (c) => (
                  <Link to="/commissions/$commissionId" params={{ commissionId: c.id }}>
                    {dateLongue(c.tenue_le)}
                  </Link>
                ),
                export: (c) => c.tenue_le,
              },
              { id: 'lieu', souple: true, entete: 'Lieu', cellule: (c) => c.lieu, export: (c) => c.lieu },
              { id: 'mode', entete: 'Mode', cellule: (c) => libelleDuMode(c.mode), export: (c) => libelleDuMode(c.mode), secondaire: true },
              { id: 'organisme', souple: true, entete: 'Bailleur', cellule: (c) => c.organisme.nom, export: (c) => c.organisme.nom, secondaire: true },
              { id: 'etat', entete: 'État', cellule: (c) => <EtatBadge ton={c.etat === 'CLOSE' ? 'clos' : 'cours'} libelle={c.etat === 'CLOSE' ? 'Close' : 'Ouverte'} /> },
              { id: 'biens', entete: 'Biens', aligne: 'fin', cellule: (c) => nombre(c.nb_biens), export: (c) => c.nb_biens, secondaire: true },
              { id: 'passages', entete: 'Candidats', aligne: 'fin', cellule: (c) => nombre(c.nb_passages), export: (c) => c.nb_passages, secondaire: true },
              { id: 'a_decider', entete: 'À décider', aligne: 'fin', cellule: (c) => nombre(c.nb_a_decider), export: (c) => c.nb_a_decider },
            ]}
            vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
          />
        )}
      </Requete>
      {creation && <Creation onFermer={() => setCreation(false)} />}
    </>
  )
}

function Creation({ onFermer }: { onFermer: () => void }) {
  const [tenue_le, setTenue] = useState('')
  const [lieu, setLieu] = useState('')
  const [mode, setMode] = useState('PHYSIQUE')
  const creer = useCreerCommission()
  const navigate = useNavigate()
  return (
    <Dialogue
      ouvert
      titre="Créer une séance"
      valider="Créer la séance"
      attente={creer.isPending}
      desactive={!tenue_le || lieu.trim() === ''}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() =>
        creer.mutate(
          { tenue_le, lieu: lieu.trim(), mode },
          {
            onSuccess: ({ id }) => {
              dire('La séance est créée.')
              void navigate({ to: '/commissions/$commissionId', params: { commissionId: id } })
            },
          },
        )
      }
    >
      <TextInput type="date" label="Date de la séance" withAsterisk value={tenue_le} onChange={(event) => setTenue(event.currentTarget.value)} />
      <TextInput label="Lieu" withAsterisk maxLength={120} value={lieu} onChange={(event) => setLieu(event.currentTarget.value)} />
      <NativeSelect label="Mode" data={LIBELLES_MODES} value={mode} onChange={(event) => setMode(event.currentTarget.value)} />
    </Dialogue>
  )
}
