import { useQuery } from '@tanstack/react-query'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Insecable } from '../../../ui/Insecable.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { grilleQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import { periode } from './GrillesPage.tsx'

export default function GuidePage({ adresse, lecteur }: { adresse: string; lecteur: string }) {
  const { code } = useTerritoire()
  const grille = useQuery(grilleQuery(code, adresse))
  return (
    <Page etroite>
      <Retour href={`/grilles-de-cotation/${adresse}`}>{texts.retourGrille}</Retour>
      <Etat de={grille}>
        {({ guides, version }) => {
          const guide = guides.find((g) => g.lecteur === lecteur)
          if (!guide) return <EmptyState titre={texts.vide} />
          return (
            <>
              <PageTitle chapo={`${version.epci_nom}. ${version.libelle}, ${texts.version(version.version_grille).toLocaleLowerCase('fr')}. ${periode(version)}.`}>{guide.titre}</PageTitle>
              {guide.parties.map(({ titre, phrases }) => (
                <Card key={titre} titre={titre}>
                  <ul>
                    {phrases.map((phrase) => (
                      <li key={phrase}>
                        <Insecable texte={phrase} />
                      </li>
                    ))}
                  </ul>
                </Card>
              ))}
              <div data-sans-impression>
                <Rangee>
                  <Button onPress={() => window.print()}>{texts.imprimer}</Button>
                </Rangee>
              </div>
            </>
          )
        }}
      </Etat>
    </Page>
  )
}
