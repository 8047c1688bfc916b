import { useQuery } from '@tanstack/react-query'
import { dateEtHeure } from '../../../lib/dates.ts'
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
              lignes={liste.map(({ organisme, le, derniere_le, nombre, objets }) => ({
                cle: `${organisme}${le}`,
                quand: dateEtHeure(derniere_le),
                quoi: organisme,
                precision: t.lu(objets, nombre),
              }))}
            />
          )
        }
      </Etat>
    </Card>
  )
}
