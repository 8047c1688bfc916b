import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DeploiementVu } from '@/api/types.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Barres } from '@/ui/Barres.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Calendrier } from '../components/Calendrier.tsx'
import { Planifier } from '../components/Planifier.tsx'
import { TableauDesEpci } from '../components/TableauDesEpci.tsx'
import { deploiementQuery } from '../queries.ts'
import { textes } from '../texts.ts'

/** One board for every EPCI of the département, and the year they share. */
export function DeploiementPage(): ReactElement {
  const annee = useSearch({ from: '/connecte/prive/deploiement-de-la-cotation', select: (s) => s.annee })
  const requete = useQuery(deploiementQuery(annee))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(vu) => <Contenu vu={vu} />}
    </Requete>
  )
}

function Contenu({ vu }: { vu: DeploiementVu }) {
  const [planifie, setPlanifie] = useState(false)
  return (
    <Pile>
      <PageHeader
        titre={textes.titre}
        sous={vu.phrase}
        chemin={<Link to="/grilles-de-cotation">{textes.grilles}</Link>}
        actions={<Actions actions={[vu.planifier]} principale="planifier" gestes={{ planifier: () => setPlanifie(true) }} />}
      />
      {planifie && <Planifier epcis={vu.epcis} onFermer={() => setPlanifie(false)} />}
      <Carte titre={textes.etapes}>
        <Barres libelle={textes.etapes} unite="EPCI" barres={vu.etapes.map((e) => ({ code: e.etape, libelle: e.etape_libelle, valeur: e.epcis }))} />
        <p>{vu.reference}.</p>
      </Carte>
      <Carte titre={textes.tableau} outils={<span>{textes.tableauAide}</span>} pleine>
        <TableauDesEpci epcis={vu.epcis} />
      </Carte>
      <Calendrier vu={vu} />
    </Pile>
  )
}
