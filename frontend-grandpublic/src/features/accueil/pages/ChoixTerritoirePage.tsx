import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { territoiresQuery } from '../../../api/territoire.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Paysage } from '../../../ui/Paysage.tsx'
import { texts } from '../texts.ts'
import style from './Accueil.module.css'

export function ChoixTerritoirePage() {
  const territoires = useQuery(territoiresQuery)
  return (
    <Page>
      <div className={style.tete}>
        <PageTitle chapo={texts.choix.chapo}>{texts.choix.titre}</PageTitle>
        <div className={style.image}>
          <Paysage />
        </div>
      </div>
      <section className={style.section}>
        <h2>{texts.choix.liste}</h2>
        <Etat de={territoires}>
          {(liste) =>
            liste.length === 0 ? (
              <EmptyState titre={texts.choix.vide}>
                <p>{texts.choix.videPhrase}</p>
              </EmptyState>
            ) : (
              <ul className={style.territoires}>
                {liste.map(({ code, nom }) => (
                  <li key={code}>
                    <Link href={`/${code}`}>
                      <span className={style.code}>{code}</span>
                      {nom}
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Etat>
      </section>
    </Page>
  )
}
