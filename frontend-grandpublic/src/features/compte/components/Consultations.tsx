import { useQuery } from '@tanstack/react-query'
import { dateLongue } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Fil } from '../../../ui/Fil.tsx'
import { mesConsultationsQuery } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.compte.consultations

export function Consultations() {
  const consultations = useQuery(mesConsultationsQuery)
  return (
    <Card titre={t.titre}>
      <p>{t.phrase}</p>
      <Etat de={consultations}>
        {(liste) =>
          liste.length === 0 ? (
            <p>{t.vide}</p>
          ) : (
            <Fil
              lignes={liste.map(({ organisme, le, nombre }) => ({
                cle: `${organisme}${le}`,
                quand: dateLongue(le),
                quoi: organisme,
                precision: t.fois(nombre),
              }))}
            />
          )
        }
      </Etat>
    </Card>
  )
}
