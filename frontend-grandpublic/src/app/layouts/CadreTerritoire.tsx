import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { Link } from 'wouter'
import { estIntrouvable, Problem } from '../../api/problem.ts'
import { TerritoireContext, territoireQuery } from '../../api/territoire.tsx'
import type { Territoire } from '../../api/types.ts'
import { poserAccent } from '../../lib/couleur.ts'
import { nommerSite } from '../../lib/titre.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Coordonnees } from '../../ui/Coordonnees.tsx'
import { Etat } from '../../ui/Etat.tsx'
import { Page, Rangee } from '../../ui/Layout.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { texts } from '../texts.ts'
import { Cadre } from './Cadre.tsx'
import style from './Cadre.module.css'
import { Navigation } from './Navigation.tsx'
import { Sortie } from './Sortie.tsx'

function Pied({ territoire: { contact } }: { territoire: Territoire }) {
  return (
    <>
      <div className={style.aide}>
        <h2>{texts.aide}</h2>
        <p>
          <Coordonnees {...contact} />
        </p>
      </div>
      <ul>
        <li>
          <Link href="/questions">{texts.questions}</Link>
        </li>
        <li>
          <Link href="~/">{texts.changer}</Link>
        </li>
        <li>
          <Sortie />
        </li>
      </ul>
    </>
  )
}

function Inconnu() {
  return (
    <>
      <PageTitle chapo={texts.territoireInconnu.phrase}>{texts.territoireInconnu.titre}</PageTitle>
      <Rangee>
        <ButtonLink href="~/">{texts.territoireInconnu.retour}</ButtonLink>
      </Rangee>
    </>
  )
}

/** Un département qui n’existe pas n’est pas mieux ouvert qu’un département fermé. */
const estInconnu = (erreur: Error) => estIntrouvable(erreur) || (erreur instanceof Problem && erreur.status === 422)

export function CadreTerritoire({ dep, children }: { dep: string; children: ReactNode }) {
  const territoire = useQuery(territoireQuery(dep))
  const accent = territoire.data?.couleur_accent
  const titre = territoire.data?.titre ?? ''
  useEffect(() => nommerSite(titre), [titre])
  useEffect(() => (accent ? poserAccent(accent) : undefined), [accent])
  if (!territoire.data) {
    return (
      <Cadre surtitre="Demande de" nom="logement social">
        <Page etroite>
          <Etat de={territoire} titre={texts.panne.titre} attente={<Skeleton />} sinon={(erreur) => (estInconnu(erreur) ? <Inconnu /> : null)}>
            {() => null}
          </Etat>
        </Page>
      </Cadre>
    )
  }
  const { nom, logo, logo_texte } = territoire.data
  return (
    <TerritoireContext value={territoire.data}>
      <Cadre surtitre="Demande de logement" nom={nom} logo={logo ? { adresse: logo, texte: logo_texte ?? '' } : null} navigation={<Navigation />} pied={<Pied territoire={territoire.data} />}>
        {children}
      </Cadre>
    </TerritoireContext>
  )
}
