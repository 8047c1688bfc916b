import type { ReactNode } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MaProposition } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { euros } from '../../../lib/montants.ts'
import { Card } from '../../../ui/Card.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import style from '../pages/Propositions.module.css'
import { texts } from '../texts.ts'

const t = texts.propositions

export const aRepondre = ({ actions }: MaProposition) => actions.some(({ code, permise }) => (code === 'accepter' || code === 'refuser') && permise)

export function PropositionCarte({ proposition, children }: { proposition: MaProposition; children?: ReactNode }) {
  const typologies = useListe('typologie')
  const { bien, phrase, rang, repondre_avant_le: avant } = proposition
  const ouverte = aRepondre(proposition)
  return (
    <Card titre={`${typologies.libelle(bien.typologie)} à ${bien.commune.nom}`} forte={ouverte}>
      {ouverte && avant && <p className={style.avant}>{t.avant(dateLongue(avant))}</p>}
      <p>{phrase}</p>
      <p className={style.prix}>
        {euros(bien.mensualite)} <small>{t.mois}</small>
      </p>
      <Faits
        liste={[
          [t.adresse, `${bien.adresse}\n${bien.commune.nom}`],
          [t.superficie, t.surface(bien.surface)],
          [t.loyer, euros(bien.loyer)],
          [t.charges, euros(bien.charges)],
          ...(bien.dpe ? [[t.dpe, bien.dpe] as const] : []),
          [t.bailleur, bien.bailleur],
        ]}
      />
      {rang !== null && rang > 1 && <p>{t.rang(rang)}</p>}
      {ouverte && <p className={style.petit}>{t.silence}</p>}
      {children}
    </Card>
  )
}
