import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTerritoire } from '../../../api/territoire.tsx'
import { sansAccent } from '../../../lib/texte.ts'
import { Card } from '../../../ui/Card.tsx'
import { Coordonnees } from '../../../ui/Coordonnees.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { Poser } from '../components/Poser.tsx'
import { Question } from '../components/Question.tsx'
import { questionsQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Questions.module.css'

function Contact() {
  const { contact } = useTerritoire()
  return (
    <Card titre={texts.contact}>
      <p>
        <Coordonnees {...contact} />
      </p>
    </Card>
  )
}

export default function QuestionsPage() {
  const { code } = useTerritoire()
  const questions = useQuery(questionsQuery(code))
  const [saisie, saisir] = useState('')
  const compte = useRef<HTMLParagraphElement>(null)
  const mots = sansAccent(saisie).split(/\s+/).filter(Boolean)
  const contient = (...textes: string[]) => mots.every((mot) => sansAccent(textes.join(' ')).includes(mot))
  return (
    <Page etroite>
      <PageTitle chapo={texts.chapo}>{texts.titre}</PageTitle>
      <form
        role="search"
        onSubmit={(envoi) => {
          envoi.preventDefault()
          if (mots.length > 0) compte.current?.focus()
        }}
      >
        <TextField type="search" inputMode="search" name="recherche" label={texts.chercher} value={saisie} onChange={saisir} />
      </form>
      <Etat de={questions}>
        {(liste) => {
          const trouvees = liste.filter(({ question, reponse }) => contient(question, reponse))
          const points = contient(texts.points.titre, ...texts.points.phrases)
          const combien = trouvees.length + (points ? 1 : 0)
          return (
            <>
              <p ref={compte} tabIndex={-1} role="status">{mots.length === 0 ? '' : combien === 0 ? texts.aucune : texts.trouvees(combien)}</p>
              <div className={style.questions}>
                {trouvees.map(({ question, reponse }) => (
                  <Question key={question} question={question}>
                    {reponse}
                  </Question>
                ))}
                {points && (
                  <Question question={texts.points.titre}>
                    {texts.points.phrases.map((phrase) => (
                      <p key={phrase}>{phrase}</p>
                    ))}
                  </Question>
                )}
              </div>
              <Poser reponses={liste} />
            </>
          )
        }}
      </Etat>
      <Contact />
    </Page>
  )
}
