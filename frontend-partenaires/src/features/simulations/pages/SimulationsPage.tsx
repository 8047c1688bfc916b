import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { GrilleResume, SimulationResume } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { enRoute, grillesASimulerQuery, simulationsQuery, useSimuler } from '../queries.ts'
import { textes } from '../texts.ts'

export const TONS: Readonly<Record<SimulationResume['etat'], Ton>> = { en_cours: 'cours', finie: 'bon', annulee: 'clos' }

/** The simulations of my territory, and what launches one. */
export function SimulationsPage(): ReactElement {
  const [page, setPage] = useState(1)
  const grilles = useQuery(grillesASimulerQuery)
  const requete = useQuery(simulationsQuery(page))
  return (
    <>
      <PageHeader titre={textes.titre} sous={textes.sous} chemin={<Link to="/grilles-de-cotation">Grilles de cotation</Link>} />
      <Pile>
        <Carte titre={textes.lancer}>
          <Requete requete={grilles} phrase={phraseDe}>
            {(connues) => <Lancement grilles={connues} />}
          </Requete>
        </Carte>
        <TablePaginee<SimulationResume>
          nom="simulations"
          libelle={textes.titre}
          requete={requete}
          phrase={phraseDe}
          demandee={{ page }}
          onPage={setPage}
          cle={(s) => s.id}
          colonnes={[
            {
              id: 'grille',
              entete: 'Grille essayée',
              fixe: true,
              souple: true,
              cellule: (s) => (
                <Link to="/simulations/$simulationId" params={{ simulationId: s.id }}>
                  {s.grille}
                </Link>
              ),
              export: (s) => s.grille,
            },
            { id: 'epci', entete: 'Territoire', souple: true, cellule: (s) => s.epci_nom, export: (s) => s.epci_nom },
            { id: 'comparee', entete: 'Comparée à', souple: true, cellule: (s) => s.comparee ?? '—', export: (s) => s.comparee, secondaire: true },
            { id: 'etat', entete: 'État', cellule: (s) => <EtatBadge ton={TONS[s.etat]} libelle={enRoute(s) ? textes.avancement(s.etape_libelle, s.part) : s.etat_libelle} />, export: (s) => s.etat_libelle },
            { id: 'auteur', entete: 'Par', cellule: (s) => s.auteur, export: (s) => s.auteur, secondaire: true },
            { id: 'demandee', entete: 'Le', cellule: (s) => <DateFr iso={s.demandee_le} forme="heure" />, export: (s) => s.demandee_le },
          ]}
          vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
        />
      </Pile>
    </>
  )
}

const nommer = (g: GrilleResume) => `${g.epci_nom} : ${g.libelle}, version ${g.version_grille} (${g.statut_libelle.toLocaleLowerCase('fr')})`

function Lancement({ grilles }: { grilles: readonly GrilleResume[] }) {
  const demandee = useSearch({ from: '/connecte/prive/simulations', select: (s) => s.grille })
  const [choisie, setGrille] = useState<string | null>(null)
  // the draft one comes from may enter the list a moment later
  const grille = choisie ?? grilles.find((g) => g.id === demandee)?.id ?? ''
  const [comparee, setComparee] = useState('')
  const aller = useNavigate()
  const simuler = useSimuler()
  const manque = grille === '' ? textes.manqueGrille : grille === comparee ? textes.manqueAutre : null
  const choix = grilles.map((g) => ({ value: g.id, label: nommer(g) }))
  return (
    <form
      onSubmit={(evenement) => {
        evenement.preventDefault()
        if (manque) return
        simuler.mutate(
          { grille_id: grille, comparee_id: comparee || null },
          {
            onSuccess: (simulation) => {
              dire(textes.demandee)
              void aller({ to: '/simulations/$simulationId', params: { simulationId: simulation.id } })
            },
          },
        )
      }}
    >
      <Pile>
        <p>{textes.lancerAide}</p>
        <NativeSelect label={textes.grille} value={grille} onChange={(e) => setGrille(e.currentTarget.value)} data={[{ value: '', label: 'Choisir' }, ...choix]} />
        <NativeSelect label={textes.comparee} value={comparee} onChange={(e) => setComparee(e.currentTarget.value)} data={[{ value: '', label: textes.enVigueur }, ...choix]} />
        {simuler.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(simuler.error)}
          </Avis>
        )}
        <Rang>
          <BoutonPret type="submit" manque={manque} loading={simuler.isPending}>
            {textes.lancer}
          </BoutonPret>
        </Rang>
      </Pile>
    </form>
  )
}
