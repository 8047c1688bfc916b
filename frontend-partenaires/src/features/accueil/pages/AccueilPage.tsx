import { ActionIcon } from '@mantine/core'
import { IconStar, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CSSProperties, ReactElement } from 'react'
import { useLibelle } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import type { AccueilVue } from '@/api/types.ts'
import { aujourdhui, dateLongue } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Barres } from '@/ui/Barres.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { LienAdresse } from '@/ui/LienAdresse.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { SuiviFlux } from '@/ui/SuiviFlux.tsx'
import { accueilQuery, useRangerFavoris } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './AccueilPage.module.css'

export function AccueilPage(): ReactElement {
  const { compte } = useSession()
  const requete = useQuery(accueilQuery)
  return (
    <>
      <PageHeader titre={`Bonjour ${compte.prenom}`} sous={dateLongue(aujourdhui())} />
      <Requete requete={requete} phrase={phraseDe} lignes={10}>
        {(accueil) => <Accueil accueil={accueil} />}
      </Requete>
    </>
  )
}

/** Two rows of four rather than six and two. */
const parLigne = (combien: number) => Math.ceil(combien / Math.ceil(combien / 6))

function Accueil({ accueil }: { accueil: AccueilVue }) {
  const { organisme } = useSession()
  const annee = aujourdhui().slice(0, 4)
  return (
    <Pile>
      {accueil.compteurs.length > 0 && (
        <ul className={styles.compteurs} style={{ '--par-ligne': parLigne(accueil.compteurs.length) } as CSSProperties}>
          {accueil.compteurs.map((compteur) => (
            <li key={compteur.code}>
              <LienAdresse lien={compteur.lien} className={styles.compteur}>
                <span className={styles.valeur}>
                  {nombre(compteur.valeur)}
                  {compteur.plafonne && '+'}
                </span>
                <span>{compteur.libelle}</span>
              </LienAdresse>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.plan}>
        <Pile>
          <AFaire taches={accueil.a_faire} />
          <Carte
            titre={`${organisme.type === 'BAILLEUR' ? textes.bilan : textes.suivi} ${annee}`}
            pleine={accueil.flux.length > 0}
            outils={accueil.flux.length > 0 && <span className={styles.discret}>{textes.repere}</span>}
          >
            {accueil.flux.length === 0 ? (
              <p>{textes.sansFlux}</p>
            ) : (
              <SuiviFlux
                suivis={accueil.flux}
                autre={organisme.type === 'BAILLEUR' ? 'reservataire' : 'bailleur'}
                lien={({ convention_id }, nom) => (
                  <Link to="/conventions-de-flux/$conventionId" params={{ conventionId: convention_id }}>
                    {nom}
                  </Link>
                )}
              />
            )}
          </Carte>
        </Pile>
        <Pile>
          <Favoris favoris={accueil.favoris} />
          <Typologies repartition={accueil.demandes_par_typologie} photoDu={accueil.photo_du} />
          <Actualites actualites={accueil.actualites} />
        </Pile>
      </div>
    </Pile>
  )
}

function AFaire({ taches }: { taches: AccueilVue['a_faire'] }) {
  return (
    <Carte titre="Mon travail du jour" pleine={taches.length > 0}>
      {taches.length === 0 ? (
        <Vide titre={textes.rienAFaire}>{textes.rienAFaireAide}</Vide>
      ) : (
        <ul className={styles.taches}>
          {taches.map((tache, rang) => (
            <li key={`${tache.code}-${rang}`}>
              <LienAdresse lien={tache.lien} className={styles.tache}>
                <span className={styles.tacheTitre}>{typographier(tache.libelle)}</span>
                {tache.detail && <span className={styles.tacheDetail}>{typographier(tache.detail)}</span>}
                {tache.avant_le && (
                  <span className={styles.echeance}>
                    Avant le <DateFr iso={tache.avant_le} />
                  </span>
                )}
              </LienAdresse>
            </li>
          ))}
        </ul>
      )}
    </Carte>
  )
}

function Favoris({ favoris }: { favoris: AccueilVue['favoris'] }) {
  const ranger = useRangerFavoris()
  return (
    <Carte titre="Mes favoris">
      {favoris.length === 0 ? (
        <p className={styles.discret}>{textes.sansFavori}</p>
      ) : (
        <ul className={styles.favoris}>
          {favoris.map((favori) => (
            <li key={favori.lien}>
              <IconStar size={15} aria-hidden="true" />
              <LienAdresse lien={favori.lien}>{favori.libelle}</LienAdresse>
              <ActionIcon size="sm" aria-label={`Retirer ${favori.libelle} des favoris`} onClick={() => ranger.mutate(favoris.filter((f) => f !== favori))}>
                <IconX size={13} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </Carte>
  )
}

function Typologies({ repartition, photoDu }: { repartition: AccueilVue['demandes_par_typologie']; photoDu: string | null }) {
  const libelle = useLibelle()
  return (
    <Carte
      titre="Demandes actives par type recherché"
      outils={
        photoDu && (
          <span className={styles.discret}>
            Photo du <DateFr iso={photoDu} />
          </span>
        )
      }
    >
      {repartition.length === 0 ? (
        <p className={styles.discret}>{textes.sansTypologie}</p>
      ) : (
        <Barres
          libelle="Demandes actives par type de logement recherché"
          unite="Demandes"
          barres={repartition.map(({ typologie, nombre: valeur }) => ({
            code: typologie,
            libelle: (
              <Link to="/demandes" search={{ etat: ['AC'], typologie }}>
                {libelle('typologie', typologie)}
              </Link>
            ),
            valeur,
          }))}
        />
      )}
    </Carte>
  )
}

function Actualites({ actualites }: { actualites: AccueilVue['actualites'] }) {
  return (
    <Carte titre="Actualités">
      {actualites.length === 0 ? (
        <p className={styles.discret}>{textes.sansActualite}</p>
      ) : (
        <ul className={styles.actualites}>
          {actualites.map((actualite) => (
            <li key={actualite.id}>
              <h3>{actualite.titre}</h3>
              <p>{typographier(actualite.texte)}</p>
              <p className={styles.discret}>
                Depuis le <DateFr iso={actualite.du} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Carte>
  )
}
