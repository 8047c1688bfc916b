import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { LectureAVerifier } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { Verification } from '../components/Verification.tsx'
import { anomaliesQuery } from '../queries.ts'
import type { AnomaliesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function LecturesPage(): ReactElement {
  const [search, changer] = useRecherche<AnomaliesSearch>()
  const requete = useQuery(anomaliesQuery(search))
  const regles = useNomenclature('regle_de_lecture')
  const [anomalie, setAnomalie] = useState<LectureAVerifier | null>(null)
  const filtrer = (changement: Partial<AnomaliesSearch>) => changer({ page: undefined, ...changement })
  const attend = search.etat === 'A_VOIR'
  return (
    <PageListe
      entete={<PageHeader titre="Lectures à vérifier" sous={`${compte(requete.data, (n) => pluriel(n, 'ligne'))}. ${textes.sous}`} />}
      barre={
        <Button variant={attend ? 'light' : 'default'} aria-pressed={attend} onClick={() => filtrer({ etat: attend ? undefined : 'A_VOIR' })}>
          À vérifier seulement
        </Button>
      }
    >
      <TablePaginee
        nom="lectures"
        libelle="Lectures à vérifier"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(a) => a.id}
        onPage={(page) => changer({ page })}
        onTaille={(size) => filtrer({ size })}
        colonnes={[
          { id: 'qui', entete: 'Agent', fixe: true, cellule: (a) => a.auteur, export: (a) => a.auteur },
          { id: 'organisme', entete: 'Organisme', cellule: (a) => a.organisme, export: (a) => a.organisme, secondaire: true },
          { id: 'jour', entete: 'Jour', cellule: (a) => <DateFr iso={a.jour} />, export: (a) => a.jour },
          {
            id: 'regle',
            entete: 'Ce qui se remarque',
            cellule: (a) => a.regle_libelle,
            export: (a) => a.regle_libelle,
            filtre: <FiltreUnique libelle="Règle" options={regles} valeur={search.regle} onChange={(regle) => filtrer({ regle })} />,
            filtres: search.regle ? 1 : 0,
          },
          { id: 'phrase', entete: 'Pourquoi', souple: true, cellule: (a) => typographier(a.phrase), export: (a) => a.phrase, secondaire: true },
          {
            id: 'etat',
            entete: 'État',
            cellule: (a) => (a.etat === 'A_VOIR' ? <EtatBadge ton="attente" libelle={a.etat_libelle} /> : <EtatBadge ton="bon" libelle={`${a.etat_libelle} (${a.acquittee_par ?? ''})`} />),
            export: (a) => a.etat_libelle,
          },
          { id: 'commentaire', entete: 'Réponse', souple: true, cellule: (a) => (a.commentaire ? typographier(a.commentaire) : '—'), export: (a) => a.commentaire, secondaire: true },
          {
            id: 'actions',
            entete: 'Actions',
            cellule: (a) =>
              a.etat === 'A_VOIR' && (
                <Button size="compact-xs" variant="light" aria-label={`Vérifier les lectures de ${a.auteur}`} onClick={() => setAnomalie(a)}>
                  Vérifier
                </Button>
              ),
          },
        ]}
        vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
      />
      {anomalie && <Verification anomalie={anomalie} onFermer={() => setAnomalie(null)} />}
    </PageListe>
  )
}
