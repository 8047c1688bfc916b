import { useQuery } from '@tanstack/react-query'
import { estIntrouvable } from '../../../api/problem.ts'
import { useListe, useTerritoire } from '../../../api/territoire.tsx'
import type { Annonce } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { euros } from '../../../lib/montants.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Page, Pile, Rangee, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Contact } from '../components/Contact.tsx'
import { Echelle } from '../components/Echelle.tsx'
import { Facade } from '../components/Facade.tsx'
import { annonceQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Annonces.module.css'

const t = texts.annonce

function equipements(annonce: Annonce): string {
  const presents = [
    annonce.ascenseur && t.ascenseur,
    annonce.parking && t.parking,
    annonce.balcon && t.balcon,
    annonce.jardin && t.jardin,
    annonce.adapte_handicap && t.adapte,
  ].filter(Boolean)
  const phrase = presents.join(', ')
  return phrase ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : t.aucun
}

function etage(annonce: Annonce): (readonly [string, string])[] {
  if (annonce.etage === null) return []
  return [[t.etage, annonce.etage === 0 ? t.rdc : t.rang(annonce.etage)]]
}

function AnnonceEntiere({ annonce }: { annonce: Annonce }) {
  const typologies = useListe('typologie')
  return (
    <>
      <PageTitle chapo={`${annonce.commune.nom}, ${typologies.libelle(annonce.typologie)}, ${t.surface(annonce.surface)}`}>{annonce.titre}</PageTitle>
      <p className={style.prix}>
        {euros(annonce.mensualite)} <small>{t.cc}</small>
      </p>
      <figure>
        <div className={style.image}>
          <Facade id={annonce.id} typologie={annonce.typologie} />
        </div>
        <figcaption className={style.legende}>{t.photo}</figcaption>
      </figure>
      <div className={style.deux}>
        <Pile ecart="large">
          {annonce.description && <p className={style.texte}>{annonce.description}</p>}
          <Card titre={t.prix}>
            <Faits
              liste={[
                [t.loyer, euros(annonce.loyer)],
                [t.charges, euros(annonce.charges)],
                ...(annonce.annexes > 0 ? [[t.annexes, euros(annonce.annexes)] as const] : []),
                ...(annonce.depot_garantie ? [[t.depot, euros(annonce.depot_garantie)] as const] : []),
              ]}
            />
          </Card>
          <Card titre={t.logement}>
            <Faits
              liste={[
                ...etage(annonce),
                [t.equipements, equipements(annonce)],
                ...(annonce.annee_construction ? [[t.construction, String(annonce.annee_construction)] as const] : []),
                ...(annonce.chauffage ? [[t.chauffage, annonce.chauffage] as const] : []),
                [t.adresse, `${annonce.adresse}\n${annonce.code_postal} ${annonce.commune.nom}`],
                [t.disponible, dateLongue(annonce.disponible_le)],
                [t.financement, annonce.financement_libelle],
                [t.bailleur, annonce.organisme],
                [t.enLigne, dateLongue(annonce.au)],
              ]}
            />
          </Card>
          <Card titre={t.energie}>
            <Echelle genre="dpe" classe={annonce.dpe} />
            <Echelle genre="ges" classe={annonce.ges} />
          </Card>
        </Pile>
        <Contact annonce={annonce} />
      </div>
    </>
  )
}

export default function AnnoncePage({ id }: { id: string }) {
  const { code } = useTerritoire()
  const annonce = useQuery(annonceQuery(code, id))
  return (
    <Page>
      <Retour href="/annonces">{t.retour}</Retour>
      <Etat
        de={annonce}
        titre={texts.liste.titre}
        sinon={(erreur) =>
          estIntrouvable(erreur) ? (
            <>
              <PageTitle chapo={t.introuvablePhrase}>{t.introuvable}</PageTitle>
              <Rangee>
                <ButtonLink href="/annonces">{t.retour}</ButtonLink>
              </Rangee>
            </>
          ) : null
        }
      >
        {(connue) => <AnnonceEntiere annonce={connue} />}
      </Etat>
    </Page>
  )
}
