import { useQuery } from '@tanstack/react-query'
import { Card } from '../../../ui/Card.tsx'
import { Depliable } from '../../../ui/Depliable.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Page, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { formatQuery, type Schema } from '../queries.ts'
import { texts } from '../texts.ts'

/** The exchange format in French, written from the schema itself. */
export default function FormatPage() {
  const format = useQuery(formatQuery)
  return (
    <Page etroite>
      <Retour href="/grilles-de-cotation">{texts.retour}</Retour>
      <PageTitle chapo={texts.chapoFormat}>{texts.titreFormat}</PageTitle>
      <Etat de={format}>
        {(schema) => (
          <>
            <Card titre={texts.adressePermanente}>
              <p>
                <a href={schema.$id}>{schema.$id}</a>
              </p>
              <p>{schema.description}</p>
            </Card>
            <Card titre={texts.laGrille}>
              <Cles schema={schema} />
            </Card>
            {Object.entries(schema.$defs ?? {}).map(([nom, partie]) => (
              <Card key={nom} titre={partie.title}>
                <p>{partie.description}</p>
                {partie.properties && <Cles schema={partie} />}
                {partie.anyOf?.some(({ description }) => description) && <Formes formes={partie.anyOf} />}
              </Card>
            ))}
          </>
        )}
      </Etat>
    </Page>
  )
}

function Cles({ schema: { properties, required } }: { schema: Schema }) {
  return <Faits liste={Object.entries(properties ?? {}).map(([cle, lu]) => [required?.includes(cle) ? `${cle} (${texts.obligatoire})` : cle, lu.description ?? lu.title ?? ''] as const)} />
}

const choix = ({ enum: codes, oneOf }: Schema) => oneOf?.map((un) => [un.enum?.[0] ?? '', un.title ?? ''] as const) ?? [[codes?.[0] ?? '', ''] as const]

/** The ways of writing it, and for a comparison the fields that may be read. */
function Formes({ formes }: { formes: readonly Schema[] }) {
  const champs = formes.flatMap(({ properties, description }) => (properties?.champ ? choix(properties.champ).map(([code, titre]) => [code, titre || (description ?? '')] as const) : []))
  if (champs.length > 0)
    return (
      <Depliable titre={texts.champs(champs.length)}>
        <Faits liste={champs} />
      </Depliable>
    )
  return <Faits liste={formes.filter(({ properties }) => properties).map(({ properties, description }) => [Object.keys(properties!).join(', '), description ?? ''] as const)} />
}
