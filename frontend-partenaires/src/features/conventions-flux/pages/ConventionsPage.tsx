import { NativeSelect } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { SuiviConvention } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { SuiviFlux } from '@/ui/SuiviFlux.tsx'
import { suiviQuery } from '../queries.ts'
import type { ConventionsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './ConventionsPage.module.css'

const ANNEES = 4

export function ConventionsPage(): ReactElement {
  const [search, changer] = useRecherche<ConventionsSearch>()
  const courante = Number(aujourdhui().slice(0, 4))
  const annee = search.annee ?? courante
  const requete = useQuery(suiviQuery(annee))
  const peutEcrire = usePeut('conventions:ecrire')
  return (
    <PageListe
      entete={
        <PageHeader
          titre="Conventions de flux"
          sous={`Mises à disposition et attributions de l’année ${annee}`}
          actions={
            <>
              <NativeSelect
                aria-label="Année"
                data={Array.from({ length: ANNEES }, (_, rang) => String(courante + 1 - rang))}
                value={String(annee)}
                onChange={(event) => changer({ annee: Number(event.currentTarget.value) })}
              />
              {peutEcrire && (
                <BoutonLien to="/conventions-de-flux/nouvelle" leftSection={<IconPlus size={16} aria-hidden="true" />}>
                  Saisir une convention
                </BoutonLien>
              )}
            </>
          }
        />
      }
    >
      <Requete requete={requete} phrase={phraseDe}>
        {(suivis) =>
          suivis.length === 0 ? (
            <Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>
          ) : (
            <>
              <Totaux suivis={suivis} />
              <p className={styles.definition}>{textes.definition}</p>
              <SuiviFlux
                seul
                suivis={suivis}
                autre="les deux"
                lien={(suivi, nom) => (
                  <Link to="/conventions-de-flux/$conventionId" params={{ conventionId: suivi.convention_id }}>
                    {nom}
                  </Link>
                )}
              />
            </>
          )
        }
      </Requete>
    </PageListe>
  )
}

function Totaux({ suivis }: { suivis: readonly SuiviConvention[] }) {
  const somme = (lire: (suivi: SuiviConvention) => number) => nombre(suivis.reduce((total, suivi) => total + lire(suivi), 0))
  return (
    <dl className={styles.totaux}>
      <div>
        <dt>Conventions</dt>
        <dd>{nombre(suivis.length)}</dd>
      </div>
      <div>
        <dt>Objectif de l’année</dt>
        <dd>{somme((s) => s.objectif)}</dd>
      </div>
      <div>
        <dt>Mises à disposition</dt>
        <dd>{somme((s) => s.mises_a_disposition)}</dd>
      </div>
      <div>
        <dt>Attributions</dt>
        <dd>{somme((s) => s.attributions)}</dd>
      </div>
      <div>
        <dt>Baux signés</dt>
        <dd>{somme((s) => s.baux)}</dd>
      </div>
    </dl>
  )
}
