import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { useSession } from '../../../api/session.ts'
import type { MonEspace } from '../../../api/types.ts'
import { dateEtHeure, dateLongue } from '../../../lib/dates.ts'
import { numeroLisible } from '../../../lib/numero.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { AFaire } from '../components/AFaire.tsx'
import { Chemin } from '../components/Chemin.tsx'
import { Demarches } from '../components/Demarches.tsx'
import { Position } from '../components/Position.tsx'
import { Qui } from '../components/Qui.tsx'
import { monEspaceQuery, type CodeDeGeste } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Espace.module.css'

const t = texts.accueil

function Reperes({ espace }: { espace: MonEspace }) {
  const reperes = [
    [t.numero, espace.numero_unique ? numeroLisible(espace.numero_unique) : t.nonAttribue] as const,
    ...(espace.numero_unique ? [] : [[t.reference, espace.reference] as const]),
    ...(espace.deposee_le ? [[t.deposee, dateLongue(espace.deposee_le)] as const, [t.anciennete, espace.anciennete_libelle] as const] : []),
    ...(espace.expire_le ? [[t.expire, dateLongue(espace.expire_le)] as const] : []),
  ]
  return (
    <dl className={style.reperes}>
      {reperes.map(([nom, valeur]) => (
        <div key={nom}>
          <dt>{nom}</dt>
          <dd>{valeur}</dd>
        </div>
      ))}
    </dl>
  )
}

function Rubriques() {
  return (
    <nav aria-labelledby="rubriques">
      <h2 id="rubriques" className="invisible">
        {t.rubriques}
      </h2>
      <ul className={style.rubriques}>
        {texts.rubriques.map(({ href, titre, phrase }) => (
          <li key={href}>
            <Link href={href}>
              <strong>{titre}</strong>
              <span>{phrase}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Une demande radiée a quitté le chemin : le montrer ferait croire qu’elle avance. */
const enChemin = ({ etapes }: MonEspace) => etapes.some(({ courante }) => courante) || etapes.every(({ faite }) => faite)

function EspaceOuvert({ espace, sortie }: { espace: MonEspace; sortie: ReactNode }) {
  const precedente = useSession().data?.connexion_precedente_le
  const [fait, noter] = useState<CodeDeGeste | null>(null)
  return (
    <>
      <div className={style.tete}>
        <PageTitle>{espace.nom_affiche ? t.bonjour(espace.nom_affiche) : t.titre}</PageTitle>
        <Reperes espace={espace} />
        <div className={style.acces}>
          {precedente && <p className={style.petit}>{t.derniereConnexion(dateEtHeure(precedente))}</p>}
          {sortie}
        </div>
      </div>
      {fait && (
        <Notice ton="succes" arrivee>
          {t.faits[fait]}
        </Notice>
      )}
      <div className={style.questions}>
        <Card titre={t.etat}>
          <p className={style.etat}>{espace.etat.libelle}</p>
          <p>{espace.etat.phrase}</p>
          {espace.etat.nature && <p>{espace.etat.nature}</p>}
        </Card>
        <AFaire espace={espace} onFait={noter} />
        <Qui qui={espace.qui} />
        <Position etat={espace.etat.code} position={espace.position} />
      </div>
      {enChemin(espace) && <Chemin etapes={espace.etapes} />}
      <div data-sans-impression>
        <Demarches espace={espace} onFait={noter} />
      </div>
      <Rubriques />
    </>
  )
}

/** `sortie` : se déconnecter, un geste de toute l’application, composé par elle. */
export default function MonEspacePage({ sortie }: { sortie: ReactNode }) {
  const espace = useQuery(monEspaceQuery)
  return (
    <Page>
      <Etat de={espace} titre={t.titre}>
        {(ouvert) =>
          ouvert ? (
            <EspaceOuvert espace={ouvert} sortie={sortie} />
          ) : (
            <>
              <PageTitle>{t.titre}</PageTitle>
              <EmptyState
                titre={t.sansDemande}
                suite={
                  <>
                    <ButtonLink href="/retrouver">{t.retrouver}</ButtonLink>
                    <ButtonLink href="/demande" allure="secondaire">
                      {t.commencer}
                    </ButtonLink>
                  </>
                }
              >
                <p>{t.dejaUne}</p>
                <p>{t.sansDemandePhrase}</p>
              </EmptyState>
              <Rubriques />
            </>
          )
        }
      </Etat>
    </Page>
  )
}
