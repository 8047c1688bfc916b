import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { RapportDActivite } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { activiteQuery } from '../queries.ts'
import { textes } from '../texts.ts'

type Indicateur = RapportDActivite['missions'][number]['indicateurs'][number]

const part = (i: Indicateur) => (!i.sur ? '—' : pourcent((100 * i.valeur) / i.sur))

/** What the gestionnaire answers for, mission by mission; it prints as it is for the steering committee. */
export function ActivitePage(): ReactElement {
  const requete = useQuery(activiteQuery)
  return (
    <>
      <PageHeader
        titre={textes.activite}
        sous={textes.activiteSous}
        actions={
          <Button variant="default" onClick={() => window.print()}>
            {textes.imprimer}
          </Button>
        }
      />
      <Requete requete={requete} phrase={phraseDe}>
        {(rapport) => (
          <Pile>
            <p>{`Du ${dateLongue(rapport.du)} au ${dateLongue(rapport.au)}.`}</p>
            {rapport.missions.map((mission) => (
              <Carte key={mission.code} titre={mission.titre}>
                <p>{mission.reference}</p>
                <DataTable
                  simple
                  nom={`activite-${mission.code}`}
                  libelle={mission.titre}
                  cle={(i) => i.code}
                  lignes={mission.indicateurs}
                  colonnes={[
                    { id: 'libelle', entete: 'Indicateur', fixe: true, souple: true, cellule: (i) => (i.attention ? <strong>{`${i.libelle} : ${textes.aTraiter}`}</strong> : i.libelle), export: (i) => i.libelle },
                    { id: 'valeur', entete: 'Nombre', aligne: 'fin', cellule: (i) => nombre(i.valeur), export: (i) => i.valeur },
                    { id: 'part', entete: 'Part', aligne: 'fin', cellule: part, export: part },
                    { id: 'definition', entete: 'Ce qu’il compte', souple: true, secondaire: true, cellule: (i) => i.definition, export: (i) => i.definition },
                  ]}
                />
              </Carte>
            ))}
          </Pile>
        )}
      </Requete>
    </>
  )
}
