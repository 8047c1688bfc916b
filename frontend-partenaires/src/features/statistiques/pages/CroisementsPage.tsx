import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { urlDuTableau } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { TableauCroise } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { telecharger } from '@/lib/liens.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { compte } from '../components/nombres.ts'
import styles from '../components/Statistiques.module.css'
import { questionDe, tableauQuery, territoiresQuery } from '../queries.ts'
import type { CroisementsSearch } from '../search-params.ts'
import { AXES, MESURES, textes } from '../texts.ts'

const FORMATS = ['xlsx', 'ods', 'csv'] as const

/** Two dimensions of the stock, on the photo of the night; the address of the page is the question. */
export function CroisementsPage(): ReactElement {
  const [search, changer] = useRecherche<CroisementsSearch>()
  const requete = useQuery(tableauQuery(search))
  const territoires = useQuery(territoiresQuery)
  const { lignes, colonnes } = questionDe(search)
  const axes = (autre: string) => AXES.map(([value, label]) => ({ value, label, disabled: value === autre }))
  return (
    <>
      <PageHeader
        titre={textes.croisements}
        sous={textes.croisementsSous}
        actions={FORMATS.map((format) => (
          <Button key={format} variant="default" onClick={() => telecharger(urlDuTableau({ ...questionDe(search), format }), `tableau-croise.${format}`)}>
            {format.toUpperCase()}
          </Button>
        ))}
      />
      <Pile>
        <Carte titre={textes.question}>
          <Grille min="14rem">
            <NativeSelect label={textes.lignes} value={lignes} data={axes(colonnes)} onChange={(e) => changer({ lignes: e.currentTarget.value as CroisementsSearch['lignes'] })} />
            <NativeSelect label={textes.colonnes} description={textes.dimensionsDifferentes} value={colonnes} data={axes(lignes)} onChange={(e) => changer({ colonnes: e.currentTarget.value as CroisementsSearch['colonnes'] })} />
            <NativeSelect label={textes.mesureCroisee} value={search.valeur ?? 'demandes'} data={MESURES.map(([value, label]) => ({ value, label }))} onChange={(e) => changer({ valeur: e.currentTarget.value as CroisementsSearch['valeur'] })} />
            <NativeSelect
              label={textes.territoire}
              value={search.epci ?? ''}
              data={[{ value: '', label: 'Tout le département' }, ...(territoires.data ?? []).map(({ siren, nom }) => ({ value: siren, label: nom }))]}
              onChange={(e) => changer({ epci: e.currentTarget.value || undefined })}
            />
          </Grille>
        </Carte>
        <Requete requete={requete} phrase={phraseDe}>
          {(tableau) => (tableau.photo_du === null ? <Vide titre={textes.sansPhoto}>{textes.sansPhotoDuStock}</Vide> : <Tableau tableau={tableau} photo={tableau.photo_du} />)}
        </Requete>
      </Pile>
    </>
  )
}

interface Ligne {
  code: string
  libelle: string
  valeurs: readonly (number | null)[]
  total: number | null
}

function Tableau({ tableau, photo }: { tableau: TableauCroise; photo: string }) {
  const libelle = `${AXES.find(([code]) => code === tableau.lignes_par)![1]} × ${AXES.find(([code]) => code === tableau.colonnes_par)![1]}`
  const lignes: Ligne[] = [...tableau.lignes.map(({ modalite, valeurs, total }) => ({ ...modalite, valeurs, total })), { code: ' ensemble', libelle: textes.ensemble, valeurs: tableau.totaux, total: tableau.total }]
  return (
    <Carte titre={libelle} outils={<span>{textes.photo(dateLongue(photo))}</span>} pleine>
      <DataTable<Ligne>
        simple
        nom="tableau-croise"
        libelle={libelle}
        lignes={lignes}
        cle={(ligne) => ligne.code}
        colonnes={[
          { id: 'modalite', entete: AXES.find(([code]) => code === tableau.lignes_par)![1], fixe: true, cellule: (ligne) => (ligne.code === ' ensemble' ? <strong>{ligne.libelle}</strong> : ligne.libelle) },
          ...tableau.colonnes.map((colonne, rang) => ({ id: colonne.code, entete: colonne.libelle, aligne: 'fin' as const, cellule: (ligne: Ligne) => compte(ligne.valeurs[rang] ?? null) })),
          { id: ' total', entete: textes.ensemble, aligne: 'fin', cellule: (ligne) => <strong>{compte(ligne.total)}</strong> },
        ]}
      />
      <p className={styles.note}>{[tableau.definition, tableau.tues > 0 && tableau.secret].filter(Boolean).join(' ')}</p>
    </Carte>
  )
}
