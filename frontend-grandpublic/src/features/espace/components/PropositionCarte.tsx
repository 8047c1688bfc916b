import type { ReactNode } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MaProposition } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { euros } from '../../../lib/montants.ts'
import { Card } from '../../../ui/Card.tsx'
import { Coordonnees } from '../../../ui/Coordonnees.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import style from '../pages/Propositions.module.css'
import { texts } from '../texts.ts'

const t = texts.propositions

export const aRepondre = ({ actions }: MaProposition) => actions.some(({ code, permise }) => (code === 'accepter' || code === 'refuser') && permise)

export function PropositionCarte({ proposition, children }: { proposition: MaProposition; children?: ReactNode }) {
  const typologies = useListe('typologie')
  const { bailleur, phrase, condition, repondre_avant_le: avant } = proposition
  const ouverte = aRepondre(proposition)
  return (
    <Card titre={`${typologies.libelle(proposition.typologie)} à ${proposition.commune.nom}`} forte={ouverte}>
      {ouverte && avant && <p className={style.avant}>{t.avant(dateLongue(avant))}</p>}
      <p>{phrase}</p>
      <p className={style.prix}>
        {euros(proposition.mensualite)} <small>{t.mois}</small>
      </p>
      <Faits
        liste={[
          [t.adresse, `${proposition.adresse}\n${proposition.code_postal} ${proposition.commune.nom}`],
          [t.superficie, t.surface(proposition.surface)],
          [t.loyer, euros(proposition.loyer)],
          [t.charges, euros(proposition.charges)],
          ...(proposition.annexes > 0 ? [[t.annexes, euros(proposition.annexes)] as const] : []),
          [t.disponible, dateLongue(proposition.disponible_le)],
          ...(proposition.dpe ? [[t.dpe, proposition.dpe] as const] : []),
          [t.bailleur, <Coordonnees key="bailleur" {...bailleur} />],
        ]}
      />
      {condition && <p>{t.condition(condition)}</p>}
      {children}
    </Card>
  )
}
