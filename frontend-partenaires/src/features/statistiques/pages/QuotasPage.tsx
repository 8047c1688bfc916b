import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { LigneDeQuotas, PartAttribuee, QuotaDit, QuotasDAttribution } from '@/api/types.ts'
import { aujourdhui, dateLongue } from '@/lib/dates.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { compte } from '../components/nombres.ts'
import styles from '../components/Statistiques.module.css'
import { quotasQuery } from '../queries.ts'
import type { QuotasSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const ANNEES = 4
const GLISSANTE = 'glissante'

/** The leases of a year before what the law asks: together, then landlord by landlord, réservataire by réservataire, EPCI by EPCI. */
export function QuotasPage(): ReactElement {
  const [search, changer] = useRecherche<QuotasSearch>()
  const requete = useQuery(quotasQuery(search))
  const courante = Number(aujourdhui().slice(0, 4))
  const filtre = search.epci ?? search.bailleur ?? search.reservataire
  return (
    <>
      <PageHeader
        titre={textes.quotas}
        sous={requete.data && textes.quotasSous(dateLongue(requete.data.du), dateLongue(requete.data.au))}
        actions={
          <>
            <NativeSelect
              aria-label="Année"
              value={search.annee ? String(search.annee) : GLISSANTE}
              data={[{ value: GLISSANTE, label: 'Douze derniers mois' }, ...Array.from({ length: ANNEES }, (_, rang) => ({ value: String(courante - rang), label: `Année ${courante - rang}` }))]}
              onChange={(event) => changer({ annee: event.currentTarget.value === GLISSANTE ? undefined : Number(event.currentTarget.value) })}
            />
            {filtre && (
              <Button variant="subtle" onClick={() => changer({ epci: undefined, bailleur: undefined, reservataire: undefined })}>
                {textes.tousLesPartages}
              </Button>
            )}
          </>
        }
      />
      <Requete requete={requete} phrase={phraseDe}>
        {(vue) => (vue.ensemble.attributions === 0 ? <Vide titre={textes.aucunBail}>{textes.aucunBailAide}</Vide> : <Quotas vue={vue} search={search} />)}
      </Requete>
    </>
  )
}

function Quotas({ vue, search }: { vue: QuotasDAttribution; search: QuotasSearch }) {
  const partages = [
    ['bailleurs', textes.parBailleur, 'Bailleur', vue.bailleurs],
    ['reservataires', textes.parReservataire, 'Réservataire', vue.reservataires],
    ['epcis', textes.parEpci, 'Intercommunalité', vue.epcis],
  ] as const
  return (
    <Pile>
      <Grille>
        {vue.quotas.map((dit) => (
          <UnQuota key={dit.quota} dit={dit} part={partDe(vue.ensemble, dit.quota)} search={search} />
        ))}
      </Grille>
      {vue.petit_groupe !== null && <p className={styles.note}>{textes.secretAide(vue.petit_groupe)}</p>}
      {partages.map(([nom, titre, entete, lignes]) => (
        <Carte key={nom} titre={titre} pleine>
          <DataTable<LigneDeQuotas>
            nom={`quotas-${nom}`}
            libelle={titre}
            lignes={lignes}
            cle={(ligne) => `${ligne.contingent ?? ''}${ligne.valeur}`}
            colonnes={[
              { id: 'libelle', entete, fixe: true, souple: true, cellule: (ligne) => <Nom ligne={ligne} />, export: (ligne) => ligne.libelle },
              ...(nom === 'reservataires' ? [{ id: 'contingent', entete: 'Contingent', souple: true, secondaire: true, cellule: (ligne: LigneDeQuotas) => ligne.contingent_libelle, export: (ligne: LigneDeQuotas) => ligne.contingent_libelle }] : []),
              { id: 'attributions', entete: 'Baux signés', aligne: 'fin', cellule: (ligne) => compte(ligne.attributions), export: (ligne) => compte(ligne.attributions) },
              ...vue.quotas.map(({ quota, libelle }) => ({
                id: quota,
                entete: libelle,
                cellule: (ligne: LigneDeQuotas) => <Part part={partDe(ligne, quota)} />,
                export: (ligne: LigneDeQuotas) => direPart(partDe(ligne, quota)),
              })),
            ]}
          />
        </Carte>
      ))}
    </Pile>
  )
}

const partDe = (ligne: LigneDeQuotas, quota: QuotaDit['quota']) => ligne.parts.find((part) => part.quota === quota)!

const direPart = (part: PartAttribuee) => (part.part === null ? (part.sur === null ? textes.secret : '—') : `${pourcent(part.part)} (${nombre(part.attribuees ?? 0)} sur ${nombre(part.sur ?? 0)})`)

const verdict = (part: PartAttribuee) => (part.atteinte === null ? (part.obligation === null ? textes.sansObligation : '') : part.atteinte ? textes.atteinte : textes.manque(part.manque ?? 0))

function Part({ part }: { part: PartAttribuee }) {
  const dit = verdict(part)
  return (
    <>
      {direPart(part)}
      {part.sur !== 0 && dit !== '' && <span className={part.atteinte === false ? styles.manque : styles.discret}>{dit}</span>}
    </>
  )
}

function UnQuota({ dit, part, search }: { dit: QuotaDit; part: PartAttribuee; search: QuotasSearch }) {
  const liste = usePeut('propositions:lire')
  return (
    <Carte titre={dit.libelle}>
      <p className={styles.chiffre}>{direPart(part)}</p>
      <p className={part.atteinte === false ? styles.manque : styles.discret}>{[part.obligation !== null && textes.obligation(part.obligation), verdict(part)].filter(Boolean).join(' : ')}</p>
      {part.inconnues !== null && part.inconnues > 0 && <p className={styles.discret}>{textes.inconnues(part.inconnues)}</p>}
      <p>{dit.definition}</p>
      <p className={styles.discret}>{dit.a_verifier ? `${dit.reference} (${textes.aVerifier})` : dit.reference}</p>
      {liste && (
        <Link to="/attributions-comptees" search={{ ...search, quota: dit.quota }}>
          {textes.voirLesAttributions}
        </Link>
      )}
    </Carte>
  )
}

/** Its own name leads to the same page, for it alone. */
function Nom({ ligne }: { ligne: LigneDeQuotas }) {
  if (ligne.valeur === '') return ligne.libelle
  return (
    <Link to="/quotas-d-attribution" search={(avant) => ({ annee: avant.annee, [ligne.par]: ligne.valeur })}>
      {ligne.libelle}
    </Link>
  )
}
