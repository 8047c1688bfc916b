import { useQuery } from '@tanstack/react-query'
import { useMemo, type ComponentType, type ReactNode } from 'react'
import { Redirect, useSearch } from 'wouter'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { nomenclaturesQuery, useTerritoire } from '../../../api/territoire.tsx'
import type { MaDemande } from '../../../api/types.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Pile, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { etapeSur, ProgressSteps } from '../../../ui/ProgressSteps.tsx'
import { BandeauEnvoi } from '../components/BandeauEnvoi.tsx'
import { PieceEtape } from '../components/PieceEtape.tsx'
import { PlaceDesOccupants } from '../components/PlaceDesOccupants.tsx'
import { Recapitulatif } from '../components/Recapitulatif.tsx'
import { Regles } from '../components/Regles.tsx'
import { raisonsDeFermeture } from '../components/Sommaire.tsx'
import { DemandeContext, recouvrir, useEnvoi } from '../contexte.tsx'
import { estEtape, ETAPES, etapeDuChamp, RECAPITULATIF, suivante, type CodeEtape } from '../etapes.ts'
import { CoordonneesEtape } from '../etapes/CoordonneesEtape.tsx'
import { FoyerEtape } from '../etapes/FoyerEtape.tsx'
import { IdentiteEtape } from '../etapes/IdentiteEtape.tsx'
import { LogementActuelEtape } from '../etapes/LogementActuelEtape.tsx'
import { LogementRechercheEtape } from '../etapes/LogementRechercheEtape.tsx'
import { MotifsEtape } from '../etapes/MotifsEtape.tsx'
import { RevenusEtape } from '../etapes/RevenusEtape.tsx'
import { SituationEtape } from '../etapes/SituationEtape.tsx'
import { texts } from '../texts.ts'

const FORMULAIRES: Record<Exclude<CodeEtape, 'piece-identite'>, ComponentType> = {
  identite: IdentiteEtape,
  coordonnees: CoordonneesEtape,
  foyer: FoyerEtape,
  'situation-professionnelle': SituationEtape,
  revenus: RevenusEtape,
  'logement-actuel': LogementActuelEtape,
  'logement-recherche': LogementRechercheEtape,
  motifs: MotifsEtape,
}

/** Les règles qui lisent les réponses d’une étape. */
const REGLES: Partial<Record<CodeEtape, MaDemande['regles'][number]['theme'][]>> = {
  foyer: ['foyer'],
  revenus: ['revenus'],
  'logement-actuel': ['logement'],
  'logement-recherche': ['logement'],
}

interface EtapePageProps {
  etape: string
  /** Le dépôt des pièces : un autre nom, composé par l’application. */
  pieces: ReactNode
}

function Etape({ etape, pieces }: { etape: CodeEtape; pieces: ReactNode }) {
  if (etape === 'piece-identite') return <PieceEtape>{pieces}</PieceEtape>
  const Formulaire = FORMULAIRES[etape]
  return <Formulaire key={etape} />
}

/** À la relecture seulement : pendant la première saisie, la suite répond souvent d’elle-même à l’alerte. */
function Alertes({ demande, etape }: { demande: MaDemande; etape: CodeEtape }) {
  const relecture = new URLSearchParams(useSearch()).has('relecture')
  const alertes = demande.controles.filter(({ champ, niveau, code }) => niveau === 'alerte' && code !== 'occupant-a-rattacher' && etapeDuChamp(champ) === etape)
  if (!relecture || alertes.length === 0) return null
  return (
    <Notice ton="attention" titre={texts.page.alertes}>
      {alertes.map(({ champ, code, message }) => (
        <p key={champ + code}>{message}</p>
      ))}
    </Notice>
  )
}

function EtapeTitree({ demande, etape, pieces }: { demande: MaDemande; etape: string; pieces: ReactNode }) {
  const { etat } = useEnvoi(demande.id)
  // what waits on this phone changes when the sending does: that is when to look at it again
  const enCours = useMemo(() => ({ demande, formulaire: recouvrir(demande), phase: etat.phase }), [demande, etat.phase])
  if (etape === RECAPITULATIF) {
    return (
      <DemandeContext value={enCours}>
        <Recapitulatif />
      </DemandeContext>
    )
  }
  if (!estEtape(etape) || raisonsDeFermeture(demande).length > 0) return <Redirect to="/demande" />
  const apres = suivante(etape)
  const rang = ETAPES.indexOf(etape) + 1
  return (
    <DemandeContext value={enCours}>
      <Pile>
        <PageTitle
          key={etape}
          etape={etapeSur(rang, ETAPES.length)}
          avant={
            <ProgressSteps
              rang={rang}
              total={ETAPES.length}
              ensuite={apres === RECAPITULATIF ? texts.page.recapitulatif : texts.etapes[apres].court}
            />
          }
        >
          {texts.etapes[etape].titre}
        </PageTitle>
      </Pile>
      <BandeauEnvoi demande={demande.id} />
      <Alertes demande={demande} etape={etape} />
      {etape === 'foyer' && <PlaceDesOccupants demande={demande} />}
      <Etape etape={etape} pieces={pieces} />
      {REGLES[etape] && <Regles demande={demande} themes={REGLES[etape]} />}
    </DemandeContext>
  )
}

export default function EtapePage({ etape, pieces }: EtapePageProps) {
  const { code } = useTerritoire()
  const demande = useQuery(maDemandeQuery)
  const nomenclatures = useQuery(nomenclaturesQuery(code))
  return (
    <Page etroite>
      <Retour href="/demande">{texts.reprise.etapes}</Retour>
      <Etat de={nomenclatures} titre={texts.reprise.titre}>
        {() => (
          <Etat de={demande} titre={texts.reprise.titre}>{(connue) => (connue ? <EtapeTitree demande={connue} etape={etape} pieces={pieces} /> : <Redirect to="/demande" />)}</Etat>
        )}
      </Etat>
    </Page>
  )
}
