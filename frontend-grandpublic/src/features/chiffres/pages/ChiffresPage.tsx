import { useQuery } from '@tanstack/react-query'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { ChiffresCles } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { Barres } from '../../../ui/Barres.tsx'
import { Card } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { ChercherUneCommune } from '../components/ChercherUneCommune.tsx'
import { Chiffres } from '../components/Chiffres.tsx'
import { chiffresQuery } from '../queries.ts'
import { texts } from '../texts.ts'

interface RepartitionProps {
  titre: string
  aide: string
  cases: ChiffresCles['demandes_par_typologie']
}

function Repartition({ titre, aide, cases }: RepartitionProps) {
  if (cases.length === 0) return null
  return (
    <Card titre={titre}>
      <p>{aide}</p>
      <Barres label={titre} lignes={cases.map(({ code, libelle, nombre }) => ({ cle: code, nom: libelle, valeur: nombre }))} />
    </Card>
  )
}

export default function ChiffresPage() {
  const { code, nom } = useTerritoire()
  const photo = useQuery(chiffresQuery(code))
  return (
    <Page>
      <PageTitle chapo={texts.chapo(nom)}>{texts.titre}</PageTitle>
      <Etat de={photo}>
        {(cles) =>
          !cles || cles.chiffres.length === 0 ? (
            <EmptyState titre={texts.vide} />
          ) : (
            <>
              <p>{texts.photo(dateLongue(cles.photo_du))}</p>
              <Chiffres chiffres={cles.chiffres} definitions />
              <ChercherUneCommune />
              <Repartition titre={texts.typologie} aide={texts.typologieAide} cases={cles.demandes_par_typologie} />
              <Repartition titre={texts.commune} aide={texts.communeAide} cases={cles.demandes_par_commune} />
            </>
          )
        }
      </Etat>
    </Page>
  )
}
