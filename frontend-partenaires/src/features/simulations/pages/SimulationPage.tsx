import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { urlDuRapport } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { SimulationVue } from '@/api/types.ts'
import { Actions } from '@/ui/Actions.tsx'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { RapportDeSimulation } from '../components/RapportDeSimulation.tsx'
import { enRoute, simulationQuery, useAnnulerSimulation, useSimuler } from '../queries.ts'
import { textes } from '../texts.ts'
import { TONS } from './SimulationsPage.tsx'

/** One simulation: where it is, then its report, which prints as it stands. */
export function SimulationPage(): ReactElement {
  const simulationId = useParams({ from: '/connecte/prive/simulations/$simulationId', select: (p) => p.simulationId })
  const requete = useQuery(simulationQuery(simulationId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(simulation) => <Contenu simulation={simulation} />}
    </Requete>
  )
}

function Contenu({ simulation }: { simulation: SimulationVue }) {
  const [annule, setAnnule] = useState(false)
  const aller = useNavigate()
  const refaire = useSimuler()
  const { rapport } = simulation
  return (
    <Pile>
      <PageHeader
        titre={`${simulation.epci_nom} : ${simulation.grille}`}
        sous={
          <>
            <EtatBadge ton={TONS[simulation.etat]} libelle={simulation.etat_libelle} /> {simulation.comparee && `Comparée à ${simulation.comparee}`}
          </>
        }
        chemin={<Link to="/simulations">{textes.titre}</Link>}
        actions={
          <>
            {rapport && (
              <>
                <Button component="a" href={urlDuRapport(simulation.id)} target="_blank" rel="noreferrer" size="compact-md" variant="default">
                  {textes.telecharger}
                </Button>
                <Button size="compact-md" variant="default" onClick={() => window.print()}>
                  {textes.imprimer}
                </Button>
                <Button
                  size="compact-md"
                  variant="default"
                  loading={refaire.isPending}
                  onClick={() =>
                    refaire.mutate(
                      { grille_id: simulation.grille_id, comparee_id: rapport.comparee?.grille.id ?? null, graine: rapport.graine },
                      { onSuccess: ({ id }) => void aller({ to: '/simulations/$simulationId', params: { simulationId: id } }) },
                    )
                  }
                >
                  {textes.refaire}
                </Button>
              </>
            )}
            {enRoute(simulation) && <Actions actions={simulation.actions} gestes={{ annuler: () => setAnnule(true) }} />}
          </>
        }
      />
      {refaire.error && (
        <Avis ton="erreur" annonce>
          {phraseDe(refaire.error)}
        </Avis>
      )}
      {enRoute(simulation) && (
        <Carte>
          <Progress value={simulation.part} aria-label={textes.avancement(simulation.etape_libelle, simulation.part)} />
          <p>
            {textes.avancement(simulation.etape_libelle, simulation.part)}. {textes.peutPartir}
          </p>
        </Carte>
      )}
      {simulation.etat === 'annulee' && <Avis ton="attention">{textes.annulee}</Avis>}
      {rapport && <RapportDeSimulation rapport={rapport} />}
      {annule && <Annulation simulation={simulation} onFermer={() => setAnnule(false)} />}
    </Pile>
  )
}

function Annulation({ simulation, onFermer }: { simulation: SimulationVue; onFermer: () => void }) {
  const annuler = useAnnulerSimulation()
  return (
    <Dialogue
      ouvert
      danger
      titre={textes.titreAnnuler}
      valider="Annuler la simulation"
      attente={annuler.isPending}
      erreur={annuler.error && phraseDe(annuler.error)}
      onFermer={onFermer}
      onValider={() =>
        annuler.mutate(simulation, {
          onSuccess: () => {
            dire(textes.annulee)
            onFermer()
          },
        })
      }
    >
      <p>{textes.annuler}</p>
    </Dialogue>
  )
}
