import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { urlDuRapportPrefectoral } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { LigneDuRapport, RapportPrefectoral, RubriqueDuRapport } from '@/api/types.ts'
import { moisEnLettres } from '@/lib/dates.ts'
import { telecharger } from '@/lib/liens.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { compte } from '../components/nombres.ts'
import styles from '../components/Statistiques.module.css'
import { rapportPrefectoralQuery } from '../queries.ts'
import type { RapportSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const FORMATS = ['xlsx', 'ods', 'csv'] as const
const MOIS = Array.from({ length: 12 }, (_, rang) => String(rang + 1).padStart(2, '0'))

/** DALO, abnormally long waits and the State's quota during a month: read, then carried away, with nobody's help. */
export function RapportPrefectoralPage(): ReactElement {
  const [search, changer] = useRecherche<RapportSearch>()
  const requete = useQuery(rapportPrefectoralQuery(search))
  const rapport = requete.data
  return (
    <>
      <PageHeader
        titre={textes.rapport}
        sous={rapport?.phrase}
        actions={
          rapport &&
          FORMATS.map((format) => (
            <Button key={format} variant="default" onClick={() => telecharger(urlDuRapportPrefectoral({ mois: rapport.mois, format }), `rapport-prefectoral-${rapport.mois}.${format}`)}>
              {format.toUpperCase()}
            </Button>
          ))
        }
      />
      <Pile>
        {rapport && <Choix rapport={rapport} choisir={(mois) => changer({ mois })} />}
        <Requete requete={requete} phrase={phraseDe}>
          {(lu) => (
            <Pile>
              {lu.petit_groupe !== null && <p className={styles.note}>{textes.secretAide(lu.petit_groupe)}</p>}
              {lu.rubriques.map((rubrique) => (
                <Rubrique key={rubrique.code} rubrique={rubrique} />
              ))}
            </Pile>
          )}
        </Requete>
      </Pile>
    </>
  )
}

/** A month of the calendar and a year; a month that has no report yet is greyed. */
function Choix({ rapport: { mois, premier_mois: premier, dernier_mois: dernier }, choisir }: { rapport: RapportPrefectoral; choisir: (mois: string) => void }) {
  const [annee, numero] = mois.split('-') as [string, string]
  const [debut, fin] = [premier, dernier].map((code) => Number(code.slice(0, 4))) as [number, number]
  const borner = (voulu: string) => (voulu > dernier ? dernier : voulu < premier ? premier : voulu)
  return (
    <Carte titre={textes.moisDuRapport}>
      <Grille min="14rem">
        <NativeSelect
          label="Mois"
          value={numero}
          description={textes.moisGrises}
          data={MOIS.map((value) => ({ value, label: moisEnLettres(value), disabled: borner(`${annee}-${value}`) !== `${annee}-${value}` }))}
          onChange={(event) => choisir(`${annee}-${event.currentTarget.value}`)}
        />
        <NativeSelect
          label="Année"
          value={annee}
          data={Array.from({ length: fin - debut + 1 }, (_, rang) => String(fin - rang))}
          onChange={(event) => choisir(borner(`${event.currentTarget.value}-${numero}`))}
        />
      </Grille>
    </Carte>
  )
}

function Rubrique({ rubrique }: { rubrique: RubriqueDuRapport }) {
  const cellule = (ligne: LigneDuRapport, texte: string) => (ligne.code === 'ensemble' ? <strong>{texte}</strong> : texte)
  return (
    <Carte titre={rubrique.titre} pleine>
      <DataTable<LigneDuRapport>
        simple
        nom={`rapport-${rubrique.code}`}
        libelle={rubrique.titre}
        lignes={rubrique.lignes}
        cle={(ligne) => ligne.code}
        colonnes={[
          { id: 'libelle', entete: 'Ligne', fixe: true, souple: true, cellule: (ligne) => cellule(ligne, ligne.libelle) },
          ...rubrique.colonnes.map((entete, rang) => ({ id: `c${rang}`, entete, aligne: 'fin' as const, cellule: (ligne: LigneDuRapport) => cellule(ligne, compte(ligne.valeurs[rang] ?? null)) })),
        ]}
      />
      <p className={styles.note}>
        {rubrique.definition} <span className={styles.discret}>{rubrique.reference}</span>
      </p>
    </Carte>
  )
}
