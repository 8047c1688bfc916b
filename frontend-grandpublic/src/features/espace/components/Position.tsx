import type { MonEspace } from '../../../api/types.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import style from '../pages/Espace.module.css'
import { texts } from '../texts.ts'

const t = texts.accueil

export function Position({ position }: { position: MonEspace['position'] }) {
  return (
    <Card titre={t.position}>
      {position ? (
        <>
          <p>{position.phrase}</p>
          {position.epcis.map((epci) => (
            <div key={epci.epci} className={style.epci}>
              <h3>{epci.epci_nom}</h3>
              <p className={style.score}>{t.points(epci.points)}</p>
              <p>{epci.phrase}</p>
            </div>
          ))}
          <Rangee>
            <ButtonLink href="/mon-espace/cotation" allure="secondaire">
              {t.comprendre}
            </ButtonLink>
          </Rangee>
        </>
      ) : (
        <p>{t.pasDePosition}</p>
      )}
    </Card>
  )
}
