import { useEffect, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { AccueilPage } from '../features/accueil/pages/AccueilPage.tsx'
import { ChoixTerritoirePage } from '../features/accueil/pages/ChoixTerritoirePage.tsx'
import { DernieresAnnonces } from '../features/annonces/components/DernieresAnnonces.tsx'
import { ChiffresEnBref } from '../features/chiffres/components/ChiffresEnBref.tsx'
import { ENVOI_EN_ATTENTE } from '../api/session.ts'
import { existeLocal } from '../lib/stockage.ts'
import { Bandeau } from '../ui/Layout.tsx'
import { CadreNational } from './layouts/CadreNational.tsx'
import { CadreTerritoire } from './layouts/CadreTerritoire.tsx'
import { Reserve } from './layouts/Reserve.tsx'
import { Sortie } from './layouts/Sortie.tsx'
import { PerduPage } from './PerduPage.tsx'
import { paresseux } from './paresseux.tsx'
import { DepotPieces, MesPieces, PiecesDIdentite, ToutesMesPieces } from './pieces.tsx'

const ComprendrePage = paresseux(() => import('../features/accueil/pages/ComprendrePage.tsx'))
const ConnexionPage = paresseux(() => import('../features/compte/pages/ConnexionPage.tsx'))
const RetrouverPage = paresseux(() => import('../features/compte/pages/RetrouverPage.tsx'))
const DeconnexionPage = paresseux(() => import('../features/compte/pages/DeconnexionPage.tsx'))
const ComptePage = paresseux(() => import('../features/compte/pages/ComptePage.tsx'))
const DemandePage = paresseux(() => import('../features/demande/pages/DemandePage.tsx'))
const EtapePage = paresseux(() => import('../features/demande/pages/EtapePage.tsx'))
const ReponsesEnAttente = paresseux(() => import('../features/demande/components/ReponsesEnAttente.tsx'), null)
const MonEspacePage = paresseux(() => import('../features/espace/pages/MonEspacePage.tsx'))
const CotationPage = paresseux(() => import('../features/espace/pages/CotationPage.tsx'))
const PositionPage = paresseux(() => import('../features/espace/pages/PositionPage.tsx'))
const PrioritesPage = paresseux(() => import('../features/espace/pages/PrioritesPage.tsx'))
const HistoriquePage = paresseux(() => import('../features/espace/pages/HistoriquePage.tsx'))
const MessagesPage = paresseux(() => import('../features/espace/pages/MessagesPage.tsx'))
const DocumentsPage = paresseux(() => import('../features/espace/pages/DocumentsPage.tsx'))
const PersonnesPage = paresseux(() => import('../features/espace/pages/PersonnesPage.tsx'))
const PropositionsPage = paresseux(() => import('../features/espace/pages/PropositionsPage.tsx'))
const ReponsePage = paresseux(() => import('../features/espace/pages/ReponsePage.tsx'))
const ReponseAvertissementPage = paresseux(() => import('../features/espace/pages/ReponseAvertissementPage.tsx'))
const AnnulationPage = paresseux(() => import('../features/espace/pages/AnnulationPage.tsx'))
const RetablissementPage = paresseux(() => import('../features/espace/pages/RetablissementPage.tsx'))
const AnnoncesPage = paresseux(() => import('../features/annonces/pages/AnnoncesPage.tsx'))
const AnnoncePage = paresseux(() => import('../features/annonces/pages/AnnoncePage.tsx'))
const QuestionsPage = paresseux(() => import('../features/questions/pages/QuestionsPage.tsx'))
const GuichetsPage = paresseux(() => import('../features/guichets/pages/GuichetsPage.tsx'))
const GrillesPage = paresseux(() => import('../features/grilles/pages/GrillesPage.tsx'))
const GrillePage = paresseux(() => import('../features/grilles/pages/GrillePage.tsx'))
const FormatPage = paresseux(() => import('../features/grilles/pages/FormatPage.tsx'))
const GuidePage = paresseux(() => import('../features/grilles/pages/GuidePage.tsx'))
const ChiffresPage = paresseux(() => import('../features/chiffres/pages/ChiffresPage.tsx'))
const ChiffresDeCommunePage = paresseux(() => import('../features/chiffres/pages/CommunePage.tsx'))

/** Ce que l’on doit pouvoir ouvrir même si la connexion se coupe en chemin. */
const SANS_RESEAU = [DemandePage, EtapePage, MonEspacePage, ReponsesEnAttente, MesPieces, DepotPieces]

/** Une fois la page affichée, les autres pages de la demande viennent sans qu’on les attende. */
function Prechargement() {
  useEffect(() => {
    // what cannot come now will be asked again when its page opens
    for (const page of SANS_RESEAU) page.precharger().catch(() => undefined)
  }, [])
  return null
}

/** `attente` : dire ce qui attend encore sur ce téléphone ; les pages de la demande le font elles-mêmes. */
function Personnelle({ attente = true, children }: { attente?: boolean; children: ReactNode }) {
  return (
    <Reserve>
      <Prechargement />
      {attente && existeLocal(ENVOI_EN_ATTENTE) && (
        <Bandeau>
          <ReponsesEnAttente />
        </Bandeau>
      )}
      {children}
    </Reserve>
  )
}

function RoutesDuTerritoire() {
  return (
    <Switch>
      <Route path="/">
        <AccueilPage annonces={<DernieresAnnonces />} chiffres={<ChiffresEnBref />} />
      </Route>
      <Route path="/comprendre">
        <ComprendrePage />
      </Route>
      <Route path="/connexion">
        <ConnexionPage />
      </Route>
      <Route path="/retrouver">
        <RetrouverPage />
      </Route>
      <Route path="/deconnexion">
        <Personnelle>
          <DeconnexionPage />
        </Personnelle>
      </Route>
      <Route path="/annonces">
        <AnnoncesPage />
      </Route>
      <Route path="/annonces/:id">
        {({ id }) => (
          <AnnoncePage key={id} id={id} />
        )}
      </Route>
      <Route path="/questions">
        <QuestionsPage />
      </Route>
      <Route path="/guichets">
        <GuichetsPage />
      </Route>
      <Route path="/chiffres-cles">
        <ChiffresPage />
      </Route>
      <Route path="/chiffres-cles/:commune">{({ commune }) => <ChiffresDeCommunePage key={commune} commune={commune} />}</Route>
      <Route path="/grilles-de-cotation">
        <GrillesPage />
      </Route>
      <Route path="/grilles-de-cotation/format">
        <FormatPage />
      </Route>
      <Route path="/grilles-de-cotation/:adresse">{({ adresse }) => <GrillePage key={adresse} adresse={adresse} />}</Route>
      <Route path="/grilles-de-cotation/:adresse/guides/:lecteur">{({ adresse, lecteur }) => <GuidePage adresse={adresse} lecteur={lecteur} />}</Route>
      <Route path="/demande">
        <Prechargement />
        <DemandePage />
      </Route>
      <Route path="/demande/:etape">
        {({ etape }) => (
          <Personnelle attente={false}>
            <EtapePage etape={etape} pieces={<PiecesDIdentite />} />
          </Personnelle>
        )}
      </Route>
      <Route path="/mon-espace">
        <Personnelle>
          <MonEspacePage sortie={<Sortie />} />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/cotation">
        <Personnelle>
          <CotationPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/position">
        <Personnelle>
          <PositionPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/priorites">
        <Personnelle>
          <PrioritesPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/historique">
        <Personnelle>
          <HistoriquePage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/messages">
        <Personnelle>
          <MessagesPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/documents">
        <Personnelle>
          <DocumentsPage pieces={<ToutesMesPieces />} />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/personnes">
        <Personnelle>
          <PersonnesPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/propositions">
        <Personnelle>
          <PropositionsPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/propositions/:id/:reponse">
        {({ id, reponse }) => (
          <Personnelle>
            <ReponsePage id={id} reponse={reponse} />
          </Personnelle>
        )}
      </Route>
      <Route path="/mon-espace/reponse">
        <Personnelle>
          <ReponseAvertissementPage pieces={<ToutesMesPieces />} />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/annulation">
        <Personnelle>
          <AnnulationPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/retablissement">
        <Personnelle>
          <RetablissementPage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/compte">
        <Personnelle>
          <ComptePage />
        </Personnelle>
      </Route>
      <Route>
        <PerduPage />
      </Route>
    </Switch>
  )
}

export function Routes() {
  return (
    <Switch>
      <Route path="/">
        <CadreNational>
          <ChoixTerritoirePage />
        </CadreNational>
      </Route>
      <Route path={/^\/(?<dep>\d{2,3}|2[AB])(?=\/|$)/} nest>
        {({ dep }) => (
          <CadreTerritoire key={dep} dep={dep ?? ''}>
            <RoutesDuTerritoire />
          </CadreTerritoire>
        )}
      </Route>
      <Route>
        <CadreNational>
          <PerduPage />
        </CadreNational>
      </Route>
    </Switch>
  )
}
