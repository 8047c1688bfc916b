import { useQuery } from '@tanstack/react-query'
import { dateEtHeure } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { TexteRecu } from '../../../ui/TexteRecu.tsx'
import { mesMessagesQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Messages.module.css'

const t = texts.messages

export default function MessagesPage() {
  const messages = useQuery(mesMessagesQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={messages}>
        {(liste) =>
          liste.length === 0 ? (
            <EmptyState titre={t.vide}>
              <p>{t.videPhrase}</p>
            </EmptyState>
          ) : (
            liste.map(({ id, objet, corps, le, canal_libelle: canal, destinataire }) => (
              <Card key={id} titre={objet}>
                <p className={style.entete}>{t.entete(dateEtHeure(le), canal, destinataire)}</p>
                <p className={style.corps}>
                  <TexteRecu texte={corps} />
                </p>
              </Card>
            ))
          )
        }
      </Etat>
    </Page>
  )
}
