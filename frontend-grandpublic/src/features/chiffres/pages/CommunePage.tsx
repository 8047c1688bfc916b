import { useQuery } from '@tanstack/react-query'
import { useTerritoire } from '../../../api/territoire.tsx'
import { dateLongue } from '../../../lib/dates.ts'
import { nombre } from '../../../lib/montants.ts'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Page, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { ChercherUneCommune } from '../components/ChercherUneCommune.tsx'
import { Chiffres } from '../components/Chiffres.tsx'
import { chiffresDeCommuneQuery } from '../queries.ts'
import { texts } from '../texts.ts'

/** The sheet of one commune, at an address that one keeps and shares. */
export default function CommunePage({ commune }: { commune: string }) {
  const { code, nom } = useTerritoire()
  const fiche = useQuery(chiffresDeCommuneQuery(code, commune))
  return (
    <Page>
      <Retour href="/chiffres-cles">{texts.retour}</Retour>
      <Etat de={fiche}>
        {(lue) =>
          lue === null ? (
            <>
              <PageTitle chapo={texts.sansFicheAide}>{texts.sansFiche}</PageTitle>
              <ChercherUneCommune />
            </>
          ) : (
            <>
              <PageTitle chapo={texts.chapo(nom)}>{lue.nom}</PageTitle>
              <p>{texts.photo(dateLongue(lue.photo_du))}</p>
              <Chiffres chiffres={lue.chiffres} definitions />
              {lue.quartiers.length > 0 && (
                <Card titre={texts.quartiers}>
                  <p>{texts.quartiersAide}</p>
                  <Faits liste={lue.quartiers.map(({ nom: quartier, demandes }) => [quartier, demandes === null ? texts.nonPublie : nombre(demandes)])} />
                </Card>
              )}
            </>
          )
        }
      </Etat>
    </Page>
  )
}
