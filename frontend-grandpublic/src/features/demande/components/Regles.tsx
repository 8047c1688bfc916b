import type { MaDemande } from '../../../api/types.ts'
import { Card } from '../../../ui/Card.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { texts } from '../texts.ts'
import style from './Regles.module.css'

const t = texts.regles
type Regle = MaDemande['regles'][number]

function Conclusion({ phrase, reference, a_verifier }: Pick<Regle, 'phrase' | 'reference' | 'a_verifier'>) {
  return (
    <>
      {phrase}
      {a_verifier && <strong className={style.precision}>{t.aVerifier}</strong>}
      {reference && <span className={style.precision}>{reference}</span>}
    </>
  )
}

/** Ce que le fichier conclut des réponses, avec le texte qui le fixe : la personne lit les mêmes règles que les bailleurs. */
export function Regles({ demande, themes, delai }: { demande: MaDemande; themes: readonly Regle['theme'][]; delai?: boolean }) {
  const regles = demande.regles.filter(({ theme }) => themes.includes(theme))
  const attente = delai ? demande.delai_anormal : null
  if (regles.length === 0 && !attente) return null
  return (
    <Card titre={t.titre}>
      <p>{t.aide}</p>
      <Faits
        liste={[
          ...regles.map((regle) => [regle.titre, <Conclusion key={regle.titre} {...regle} />] as const),
          ...(attente ? [[t.delai, <Conclusion key="delai" {...attente} />] as const] : []),
        ]}
      />
    </Card>
  )
}
