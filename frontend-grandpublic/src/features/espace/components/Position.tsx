import type { MonEspace } from '../../../api/types.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import style from '../pages/Espace.module.css'
import { texts } from '../texts.ts'

const t = texts.accueil

const EN_CHEMIN = new Set(['BR', 'ES', 'EV', 'RT'])

/** Pourquoi il n’y a pas de position. */
function sansPosition(etat: string): string {
  if (EN_CHEMIN.has(etat)) return t.pasDePosition.enChemin
  return etat === 'AC' ? t.pasDePosition.AC : t.pasDePosition.close
}

export function Position({ etat, position }: { etat: string; position: MonEspace['position'] }) {
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
            <ButtonLink href="/mon-espace/position" allure="secondaire">
              {texts.position.titre}
            </ButtonLink>
            <ButtonLink href="/mon-espace/cotation" allure="secondaire">
              {t.comprendre}
            </ButtonLink>
          </Rangee>
        </>
      ) : (
        <p>{sansPosition(etat)}</p>
      )}
    </Card>
  )
}
