import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DoublonResume } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { doublonsQuery } from '../queries.ts'
import type { DoublonsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const courte = (d: DoublonResume['demandes'][number]) =>
  [d.nom_affiche, d.ne_le && dateCourte(d.ne_le), d.numero_unique ? numeroLisible(d.numero_unique) : `réf. ${d.reference}`, d.etat_libelle].filter(Boolean).join(', ')

const COLONNES: readonly Colonne<DoublonResume>[] = [
  {
    id: 'demandes',
    entete: 'Les deux demandes',
    fixe: true,
    souple: true,
    cellule: (d) => (
      <Link to="/doublons/$doublonId" params={{ doublonId: d.id }}>
        {d.demandes.map((demande) => (
          <span key={demande.demande_id} style={{ display: 'block', paddingBlock: 'var(--e1)' }}>
            {courte(demande)}
          </span>
        ))}
      </Link>
    ),
    export: (d) => d.demandes.map(courte).join(' / '),
  },
  { id: 'force', entete: 'Certitude', cellule: (d) => d.force_libelle, export: (d) => d.force_libelle },
  { id: 'pour', entete: 'Pourquoi', souple: true, cellule: (d) => <RaisonList raisons={d.pour} />, secondaire: true },
  { id: 'contre', entete: 'Ce qui en fait douter', souple: true, cellule: (d) => <RaisonList raisons={d.contre} ton="alerte" />, secondaire: true },
  { id: 'decision', entete: 'Décision', cellule: (d) => (d.decision_libelle ? `${d.decision_libelle}${d.decide_par ? `, ${d.decide_par}` : ''}` : '—'), souple: true, secondaire: true },
  { id: 'repere_le', entete: 'Repéré le', cellule: (d) => <DateFr iso={d.repere_le} />, secondaire: true },
]

export function DoublonsPage(): ReactElement {
  const [search, changer] = useRecherche<DoublonsSearch>()
  const requete = useQuery(doublonsQuery(search))
  const decisions = useNomenclature('decision_doublon')
  const forces = useNomenclature('force_doublon').filter(({ code }) => code !== 'aucune')
  return (
    <PageListe
      entete={<PageHeader titre={textes.titre} sous={requete.data ? `${compte(requete.data, (n) => pluriel(n, 'paire'))}. ${textes.sous}` : textes.sous} />}
      barre={
        <>
          <NativeSelect
            aria-label="Décision"
            data={[{ value: '', label: textes.aTraiter }, ...decisions.map(({ code, libelle }) => ({ value: code, label: libelle }))]}
            value={search.decision ?? ''}
            onChange={(event) => changer({ page: undefined, decision: event.currentTarget.value || undefined })}
          />
          <NativeSelect
            aria-label="Certitude"
            data={[{ value: '', label: 'Toutes les certitudes' }, ...forces.map(({ code, libelle }) => ({ value: code, label: libelle }))]}
            value={search.force ?? ''}
            onChange={(event) => changer({ page: undefined, force: event.currentTarget.value || undefined })}
          />
        </>
      }
    >
      <TablePaginee
        nom="doublons"
        libelle={textes.titre}
        colonnes={COLONNES}
        cle={(d) => d.id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ page: undefined, size })}
        vide={<Vide titre={textes.aucun}>{textes.aucunAide}</Vide>}
      />
    </PageListe>
  )
}
