import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { SecteurVu, SecteursDuTerritoire } from '@/api/types.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { Fermer } from '../components/Fermer.tsx'
import { Ouvrir } from '../components/Ouvrir.tsx'
import { secteursQuery } from '../queries.ts'
import { textes } from '../texts.ts'

/** The sectors of every EPCI of the département; each EPCI draws its own. */
export function SecteursPage(): ReactElement {
  const requete = useQuery(secteursQuery)
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(vus) => <Contenu vus={vus} />}
    </Requete>
  )
}

const etat = ({ ouvert, au }: SecteurVu) => (ouvert ? textes.ouvert : au ? textes.ferme : textes.aVenir)

function Contenu({ vus }: { vus: SecteursDuTerritoire }) {
  const [ouvre, setOuvre] = useState(false)
  const [aFermer, setAFermer] = useState<SecteurVu | null>(null)
  return (
    <Pile>
      <PageHeader titre={textes.titre} sous={textes.sous} actions={<Actions actions={[vus.ouvrir]} principale="ouvrir" gestes={{ ouvrir: () => setOuvre(true) }} />} />
      {ouvre && <Ouvrir epcis={vus.epcis} onFermer={() => setOuvre(false)} />}
      {aFermer && <Fermer secteur={aFermer} onFermer={() => setAFermer(null)} />}
      <Carte titre={textes.tableau} pleine={vus.items.length > 0}>
        {vus.items.length === 0 ? (
          <p>{textes.aucun}</p>
        ) : (
          <DataTable
            nom="secteurs"
            libelle={textes.tableau}
            lignes={vus.items}
            cle={(s) => s.id}
            colonnes={[
              { id: 'nom', entete: 'Secteur', fixe: true, souple: true, cellule: (s) => s.nom, export: (s) => s.nom },
              { id: 'epci', entete: 'EPCI', souple: true, cellule: (s) => s.epci_nom, export: (s) => s.epci_nom },
              { id: 'couvre', entete: 'Communes et quartiers', souple: true, cellule: (s) => s.phrase, export: (s) => s.phrase },
              { id: 'etat', entete: 'État', cellule: (s) => <EtatBadge ton={s.ouvert ? 'bon' : s.au ? 'clos' : 'attente'} libelle={etat(s)} />, export: etat },
              { id: 'du', entete: 'Du', cellule: (s) => <DateFr iso={s.du} />, export: (s) => s.du },
              { id: 'au', entete: 'Au', cellule: (s) => <DateFr iso={s.au} />, export: (s) => s.au },
              { id: 'acte', entete: 'Décision', souple: true, cellule: (s) => s.acte, export: (s) => s.acte },
              { id: 'actions', entete: 'Actions', cellule: (s) => <Actions actions={[s.fermer]} gestes={{ fermer: () => setAFermer(s) }} />, export: () => '' },
            ]}
          />
        )}
      </Carte>
    </Pile>
  )
}
