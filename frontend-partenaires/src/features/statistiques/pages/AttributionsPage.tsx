import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { attributionsCompteesQuery } from '../queries.ts'
import type { AttributionsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const QUOTAS: readonly (readonly [NonNullable<AttributionsSearch['quota']>, string])[] = [
  ['publics_prioritaires', 'Publics prioritaires'],
  ['premier_quartile', 'Premier quartile, hors quartier prioritaire'],
  ['autres_quartiles', 'Autres quartiles, en quartier prioritaire'],
]
const COMPTEES = [
  { value: '', label: 'Toutes' },
  { value: 'true', label: 'Celles qui comptent' },
  { value: 'false', label: 'Les autres' },
]

/** The list behind a number: neither name nor reason, only what the law counts. */
export function AttributionsPage(): ReactElement {
  const [search, changer] = useRecherche<AttributionsSearch>()
  const requete = useQuery(attributionsCompteesQuery(search))
  const { quota: _, compte: _compte, page: _page, size: _size, ...parts } = search
  return (
    <PageListe
      entete={
        <PageHeader
          titre={textes.attributionsComptees}
          sous={compte(requete.data, (n) => pluriel(n, 'bail signé', 'baux signés'))}
          actions={
            <BoutonLien to="/quotas-d-attribution" search={parts} variant="default">
              {textes.quotas}
            </BoutonLien>
          }
        />
      }
      barre={
        <>
          <NativeSelect
            label="Part"
            value={search.quota ?? ''}
            data={[{ value: '', label: 'Toutes les attributions' }, ...QUOTAS.map(([value, label]) => ({ value, label }))]}
            onChange={(event) => changer({ quota: (event.currentTarget.value || undefined) as AttributionsSearch['quota'], compte: undefined, page: undefined })}
          />
          {search.quota && (
            <NativeSelect
              label="Attributions"
              value={search.compte === undefined ? '' : String(search.compte)}
              data={COMPTEES}
              onChange={(event) => changer({ compte: event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'true', page: undefined })}
            />
          )}
        </>
      }
    >
      <TablePaginee
        nom="attributions-comptees"
        libelle={textes.attributionsComptees}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(a) => a.proposition_id}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        colonnes={[
          {
            id: 'demande',
            entete: 'Demande',
            fixe: true,
            cellule: (a) =>
              a.numero_unique ? (
                <Link to="/demandes/$demandeId" params={{ demandeId: a.demande_id }}>
                  {numeroLisible(a.numero_unique)}
                </Link>
              ) : (
                textes.effacee
              ),
            export: (a) => a.numero_unique ?? textes.effacee,
          },
          { id: 'bail', entete: 'Bail signé le', cellule: (a) => <DateFr iso={a.bail_signe_le} />, export: (a) => a.bail_signe_le },
          { id: 'compte', entete: 'Compte', cellule: (a) => (a.compte === null ? '—' : a.compte ? 'Oui' : 'Non'), export: (a) => (a.compte === null ? null : a.compte ? 'Oui' : 'Non') },
          {
            id: 'bien',
            entete: 'Logement',
            cellule: (a) => (
              <Link to="/biens/$bienId" params={{ bienId: a.bien_id }}>
                {a.bien_reference}
              </Link>
            ),
            export: (a) => a.bien_reference,
          },
          { id: 'commune', entete: 'Commune', cellule: (a) => a.commune, export: (a) => a.commune, secondaire: true },
          { id: 'bailleur', entete: 'Bailleur', souple: true, cellule: (a) => a.bailleur, export: (a) => a.bailleur, secondaire: true },
          { id: 'reservataire', entete: 'Réservataire', souple: true, cellule: (a) => a.reservataire ?? a.contingent_libelle, export: (a) => a.reservataire ?? a.contingent_libelle, secondaire: true },
          { id: 'groupe', entete: 'Public', souple: true, cellule: (a) => a.groupe_libelle, export: (a) => a.groupe_libelle },
          { id: 'quartile', entete: 'Revenus', cellule: (a) => a.quartile, export: (a) => a.quartile },
          { id: 'qpv', entete: 'Quartier prioritaire', cellule: (a) => (a.qpv ? 'Oui' : 'Non'), export: (a) => (a.qpv ? 'Oui' : 'Non'), secondaire: true },
        ]}
        vide={<Vide titre={textes.aucunBail}>{textes.aucunBailAide}</Vide>}
      />
    </PageListe>
  )
}
