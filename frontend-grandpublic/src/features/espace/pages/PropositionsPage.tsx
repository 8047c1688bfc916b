import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { MaProposition } from '../../../api/types.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { ButtonLink } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { PropositionCarte } from '../components/PropositionCarte.tsx'
import { mesPropositionsQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Propositions.module.css'

const t = texts.propositions
const ATTEND_UNE_REPONSE = 'NOT'
const PAGES: Record<string, string> = { accepter: 'acceptation', refuser: 'refus' }

function Reponses({ proposition }: { proposition: MaProposition }) {
  const [, aller] = useLocation()
  if (proposition.etat !== ATTEND_UNE_REPONSE) return null
  return (
    <Rangee>
      {proposition.actions
        .filter(({ code }) => code in PAGES)
        .map((action) => (
          <BoutonExplique
            key={action.code}
            raisons={raisonsDe(action, proposition.bailleur.telephone)}
            allure={action.code === 'accepter' ? 'principal' : 'secondaire'}
            onPress={() => aller(`/mon-espace/propositions/${proposition.id}/${PAGES[action.code] ?? ''}`)}
          >
            {action.libelle}
          </BoutonExplique>
        ))}
    </Rangee>
  )
}

export default function PropositionsPage() {
  const propositions = useQuery(mesPropositionsQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={propositions}>
        {(liste) =>
          liste.length === 0 ? (
            <EmptyState
              titre={t.vide}
              suite={
                <ButtonLink href="/annonces" allure="secondaire">
                  {t.annonces}
                </ButtonLink>
              }
            >
              <p>{t.videPhrase}</p>
            </EmptyState>
          ) : (
            <div className={style.liste}>
              {liste.map((proposition) => (
                <PropositionCarte key={proposition.id} proposition={proposition}>
                  <Reponses proposition={proposition} />
                </PropositionCarte>
              ))}
            </div>
          )
        }
      </Etat>
    </Page>
  )
}
