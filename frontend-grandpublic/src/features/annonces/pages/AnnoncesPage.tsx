import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTerritoire } from '../../../api/territoire.tsx'
import { classes } from '../../../lib/classes.ts'
import { useEcranLarge } from '../../../lib/ecran.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Select } from '../../../ui/Select.tsx'
import { AnnonceCards } from '../components/AnnonceCard.tsx'
import { Filtres } from '../components/Filtres.tsx'
import { annoncesQuery } from '../queries.ts'
import { useRecherche, type Recherche } from '../search-params.ts'
import { texts } from '../texts.ts'
import style from './Annonces.module.css'

const CarteAnnonces = lazy(() => import('../components/CarteAnnonces.tsx'))

const t = texts.liste
const TRIS = [
  { value: '-publiee_le', label: t.recentes },
  { value: 'loyer', label: t.moinsCheres },
]
const SANS_FILTRE: Partial<Recherche> = { commune: '', nom: '', typologie: '', loyer: null }

interface PaginationProps {
  page: number
  pages: number
  onPage: (page: number) => void
}

/** Une autre page de résultats : le focus revient à leur titre, en haut de la nouvelle liste. */
function useRetourEnTete(page: number) {
  const titre = useRef<HTMLHeadingElement>(null)
  const derniere = useRef(page)
  useEffect(() => {
    if (derniere.current === page) return
    derniere.current = page
    titre.current?.focus()
    titre.current?.scrollIntoView({ block: 'start' })
  }, [page])
  return titre
}

function Pagination({ page, pages, onPage }: PaginationProps) {
  if (pages < 2) return null
  return (
    <nav aria-label={t.pagination}>
      <Rangee>
        {page > 1 && (
          <Button allure="secondaire" onPress={() => onPage(page - 1)}>
            {t.precedente}
          </Button>
        )}
        <span>{t.page(page, pages)}</span>
        {page < pages && (
          <Button allure="secondaire" onPress={() => onPage(page + 1)}>
            {t.suivante}
          </Button>
        )}
      </Rangee>
    </nav>
  )
}

export default function AnnoncesPage() {
  const { code } = useTerritoire()
  const { recherche, changer } = useRecherche()
  const annonces = useQuery(annoncesQuery(code, recherche))
  const large = useEcranLarge()
  const [demandee, demander] = useState(false)
  const carte = large || demandee
  const titre = useRetourEnTete(recherche.page)
  return (
    <Page>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Filtres recherche={recherche} onChange={changer} />
      <Etat de={annonces}>
        {({ items, total, total_plafonne, size }) => (
          <>
            <div className={style.barre}>
              <h2 ref={titre} tabIndex={-1} className={style.total} aria-live="polite">
                {t.total(total, total_plafonne)}
              </h2>
              <Rangee>
                {!large && (
                  <Button allure="secondaire" aria-expanded={demandee} onPress={() => demander(!demandee)}>
                    {demandee ? texts.carte.cacher : texts.carte.montrer}
                  </Button>
                )}
                <Select
                  label={t.tri}
                  invite={null}
                  value={recherche.tri}
                  onChange={(tri) => changer({ tri: tri === 'loyer' ? 'loyer' : '-publiee_le' })}
                  options={TRIS}
                />
              </Rangee>
            </div>
            <div className={classes(carte && style.deux)}>
              {carte && !large && <CarteEtAide entiere={items.length === total} annonces={items} onCommune={(commune, nom) => changer({ commune, nom })} />}
              <div className={classes(style.liste, annonces.isPlaceholderData && style.perime)}>
                {items.length === 0 ? (
                  <EmptyState
                    titre={t.vide}
                    suite={
                      <Button allure="secondaire" onPress={() => changer(SANS_FILTRE)}>
                        {t.toutVoir}
                      </Button>
                    }
                  >
                    <p>{t.videPhrase}</p>
                  </EmptyState>
                ) : (
                  <AnnonceCards annonces={items} />
                )}
                <Pagination page={recherche.page} pages={Math.ceil(total / size)} onPage={(page) => changer({ page })} />
              </div>
              {large && (
                <div className={style.cote}>
                  <CarteEtAide entiere={items.length === total} annonces={items} onCommune={(commune, nom) => changer({ commune, nom })} />
                </div>
              )}
            </div>
          </>
        )}
      </Etat>
    </Page>
  )
}

/** `entiere` : rien d’autre ne répond à la recherche que ce que la carte montre. */
function CarteEtAide({ entiere, ...props }: Parameters<typeof CarteAnnonces>[0] & { entiere: boolean }) {
  return (
    <div>
      <Suspense fallback={<p role="status">{texts.carte.attente}</p>}>
        <CarteAnnonces {...props} />
      </Suspense>
      <p className={style.aide}>{entiere ? texts.carte.aide : texts.carte.aideDeLaPage}</p>
    </div>
  )
}
