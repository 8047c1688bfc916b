import { useQuery } from '@tanstack/react-query'
import { useLocation, useSearch } from 'wouter'
import { useChercherUneCommune } from '../../../api/communes.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Coordonnees } from '../../../ui/Coordonnees.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Pile, Rangee } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { SearchList } from '../../../ui/SearchList.tsx'
import { guichetsQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Guichets.module.css'

interface Choix {
  commune: string
  nom: string
  page: number
}

/** L’adresse est l’état de la liste : elle se garde, se partage, et se quitte par le bouton retour. */
function useChoix() {
  const [ici, aller] = useLocation()
  const params = new URLSearchParams(useSearch())
  const page = Number(params.get('page'))
  const choix: Choix = { commune: params.get('commune') ?? '', nom: params.get('nom') ?? '', page: Number.isInteger(page) && page > 1 ? page : 1 }
  const changer = (suite: Partial<Choix>) => {
    const { commune, nom, page: rang } = { ...choix, page: 1, ...suite }
    const ecrits = new URLSearchParams({ ...(commune && { commune, nom }), ...(rang > 1 && { page: String(rang) }) }).toString()
    aller(ecrits ? `${ici}?${ecrits}` : ici)
  }
  return { choix, changer }
}

function FiltreCommune({ choix, changer }: ReturnType<typeof useChoix>) {
  const { liste, nomDe } = useChercherUneCommune(texts.aucuneCommune)
  if (choix.commune) {
    return (
      <Rangee>
        <Button allure="secondaire" onPress={() => changer({ commune: '', nom: '' })} aria-label={texts.retirer(choix.nom || choix.commune)}>
          {choix.nom || choix.commune} <span aria-hidden="true">✕</span>
        </Button>
      </Rangee>
    )
  }
  return (
    <SearchList label={texts.commune} aide={texts.communeAide} verbe={texts.choisir} {...liste} onChoisir={(code) => changer({ commune: code, nom: nomDe(code) })} />
  )
}

export default function GuichetsPage() {
  const { code } = useTerritoire()
  const { choix, changer } = useChoix()
  const guichets = useQuery(guichetsQuery(code, choix.commune, choix.page))
  return (
    <Page etroite>
      <PageTitle chapo={texts.chapo}>{texts.titre}</PageTitle>
      <FiltreCommune choix={choix} changer={changer} />
      <Etat de={guichets}>
        {({ items, total, size }) => {
          const pages = Math.ceil(total / size)
          return (
            <Pile>
              <h2 aria-live="polite">{texts.total(total)}</h2>
              {items.length === 0 && (
                <EmptyState
                  titre={texts.vide}
                  suite={
                    <Button allure="secondaire" onPress={() => changer({ commune: '', nom: '' })}>
                      {texts.tous}
                    </Button>
                  }
                >
                  <p>{texts.videPhrase}</p>
                </EmptyState>
              )}
              {items.map((guichet) => (
                <Card key={guichet.nom} titre={guichet.nom}>
                  <p className={style.phrase}>{guichet.phrase}</p>
                  <p>
                    <Coordonnees nom={guichet.type_libelle} telephone={guichet.telephone} email={guichet.email} />
                  </p>
                  {guichet.lieux.map(({ libelle, adresse, telephone, email }) => (
                    <div key={libelle} className={style.lieu}>
                      <Coordonnees nom={libelle} telephone={telephone} email={email} />
                      {adresse.map((ligne) => (
                        <div key={ligne}>{ligne}</div>
                      ))}
                    </div>
                  ))}
                </Card>
              ))}
              {pages > 1 && (
                <nav aria-label={texts.pages}>
                  <Rangee>
                    {choix.page > 1 && (
                      <Button allure="secondaire" onPress={() => changer({ page: choix.page - 1 })}>
                        {texts.precedente}
                      </Button>
                    )}
                    <span>{texts.page(choix.page, pages)}</span>
                    {choix.page < pages && (
                      <Button allure="secondaire" onPress={() => changer({ page: choix.page + 1 })}>
                        {texts.suivante}
                      </Button>
                    )}
                  </Rangee>
                </nav>
              )}
              <Rangee>
                <ButtonLink href="/demande">{texts.enLigne}</ButtonLink>
              </Rangee>
            </Pile>
          )
        }}
      </Etat>
    </Page>
  )
}
