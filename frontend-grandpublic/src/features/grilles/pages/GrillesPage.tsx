import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { VersionPubliee } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { grillesQuery } from '../queries.ts'
import { texts } from '../texts.ts'

export const periode = ({ effet_du, effet_au }: VersionPubliee) => (effet_du ? texts.du(dateLongue(effet_du), effet_au ? dateLongue(effet_au) : null) : '')

export default function GrillesPage() {
  const { code } = useTerritoire()
  const grilles = useQuery(grillesQuery(code))
  return (
    <Page etroite>
      <PageTitle chapo={texts.chapo}>{texts.titre}</PageTitle>
      <Etat de={grilles}>
        {(lues) =>
          lues.length === 0 ? (
            <EmptyState titre={texts.vide}>
              <p>{texts.videPhrase}</p>
            </EmptyState>
          ) : (
            [...new Set(lues.map(({ epci }) => epci))].map((epci) => <Territoire key={epci} versions={lues.filter((v) => v.epci === epci)} />)
          )
        }
      </Etat>
    </Page>
  )
}

function Territoire({ versions }: { versions: readonly VersionPubliee[] }) {
  return (
    <Card titre={versions[0]?.epci_nom}>
      <Versions versions={versions} />
    </Card>
  )
}

export function Versions({ versions }: { versions: readonly VersionPubliee[] }) {
  return (
    <ul>
      {versions.map((version) => (
        <li key={version.adresse}>
          <Link href={`/grilles-de-cotation/${version.adresse}`}>
            {version.libelle}, {texts.version(version.version_grille).toLocaleLowerCase('fr')}
          </Link>
          <br />
          {version.population_libelle}. {version.en_vigueur ? `${texts.enVigueur}. ` : ''}
          {periode(version)}
        </li>
      ))}
    </ul>
  )
}
