import { useQuery } from '@tanstack/react-query'
import type { AttenteEstimee } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Attente } from '../components/Attente.tsx'
import { Evolution } from '../components/Evolution.tsx'
import { PlaceCarte } from '../components/PlaceCarte.tsx'
import { maCotationQuery, monAttenteQuery, useAffichageVu } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Position.module.css'

const t = texts.position

/** D’autres communes et d’autres tailles : chacun lit ce que changerait un autre choix. */
function Elargir({ estimations }: { estimations: readonly AttenteEstimee[] }) {
  if (estimations.length === 0) return null
  return (
    <Card titre={t.elargir}>
      <p>{t.elargirPhrase}</p>
      <ul className={style.autres}>
        {estimations.map((autre) => (
          <li key={autre.commune + autre.typologie}>
            {autre.phrase} <span className={style.petit}>{t.attributions(autre.attributions)}</span>
          </li>
        ))}
      </ul>
      <Rangee>
        <ButtonLink href="/demande/logement-recherche" allure="secondaire">
          {t.changer}
        </ButtonLink>
      </Rangee>
    </Card>
  )
}

export default function PositionPage() {
  const cotations = useQuery(maCotationQuery)
  const attente = useQuery(monAttenteQuery)
  useAffichageVu(cotations.data)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <h2 className={style.partie}>{t.position}</h2>
      <Etat de={cotations}>
        {(liste) =>
          liste.length === 0 ? (
            <EmptyState titre={t.vide}>
              <p>{t.videPhrase}</p>
            </EmptyState>
          ) : (
            <>
              {liste.map((cotation) => (
                <Card key={cotation.epci} titre={cotation.epci_nom}>
                  <Evolution evolution={cotation.evolution} />
                  {cotation.positions.map((position) => (
                    <PlaceCarte key={position.niveau + position.lieu} position={position} />
                  ))}
                </Card>
              ))}
              <p className={style.petit}>{t.libre}</p>
              <Rangee>
                <ButtonLink href="/mon-espace/cotation" allure="secondaire">
                  {t.points}
                </ButtonLink>
              </Rangee>
            </>
          )
        }
      </Etat>
      <h2 className={style.partie}>{t.attente}</h2>
      <Etat de={attente}>
        {(vue) =>
          vue.absente ? (
            <>
              <EmptyState titre={t.sansAttente}>
                <p>{vue.absente.phrase}</p>
              </EmptyState>
              {vue.si_elargie.length > 0 && <Notice>{vue.avertissement}</Notice>}
              <Elargir estimations={vue.si_elargie} />
            </>
          ) : (
            <>
              <Notice>{vue.avertissement}</Notice>
              {vue.estimations.map((estimation) => (
                <Attente key={estimation.niveau + estimation.commune + estimation.typologie} estimation={estimation} />
              ))}
              <Elargir estimations={vue.si_elargie} />
              {vue.fiabilite && (
                <p>
                  <strong>{t.fiabilite}</strong> {vue.fiabilite.phrase}
                </p>
              )}
              <details className={style.methode}>
                <summary>{t.methode}</summary>
                <p>{vue.methode}</p>
                {vue.du && vue.au && <p>{t.periode(dateLongue(vue.du), dateLongue(vue.au))}</p>}
              </details>
            </>
          )
        }
      </Etat>
    </Page>
  )
}
