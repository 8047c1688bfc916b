import { lazy, Suspense, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { AccueilPage } from '../features/accueil/pages/AccueilPage.tsx'
import { ChoixTerritoirePage } from '../features/accueil/pages/ChoixTerritoirePage.tsx'
import { DernieresAnnonces } from '../features/annonces/components/DernieresAnnonces.tsx'
import { ChiffresEnBref } from '../features/chiffres/components/ChiffresEnBref.tsx'
import { ENVOI_EN_ATTENTE } from '../api/session.ts'
import { existeLocal } from '../lib/stockage.ts'
import { Bandeau, Page } from '../ui/Layout.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { CadreNational } from './layouts/CadreNational.tsx'
import { CadreTerritoire } from './layouts/CadreTerritoire.tsx'
import { Reserve } from './layouts/Reserve.tsx'
import { PerduPage } from './PerduPage.tsx'
import { texts } from './texts.ts'
import { PiecesDIdentite, ToutesMesPieces } from './pieces.tsx'

const ConnexionPage = lazy(() => import('../features/compte/pages/ConnexionPage.tsx'))
const RetrouverPage = lazy(() => import('../features/compte/pages/RetrouverPage.tsx'))
const DeconnexionPage = lazy(() => import('../features/compte/pages/DeconnexionPage.tsx'))
const ComptePage = lazy(() => import('../features/compte/pages/ComptePage.tsx'))
const DemandePage = lazy(() => import('../features/demande/pages/DemandePage.tsx'))
const EtapePage = lazy(() => import('../features/demande/pages/EtapePage.tsx'))
const ReponsesEnAttente = lazy(() => import('../features/demande/components/ReponsesEnAttente.tsx'))
const MonEspacePage = lazy(() => import('../features/espace/pages/MonEspacePage.tsx'))
const CotationPage = lazy(() => import('../features/espace/pages/CotationPage.tsx'))
const HistoriquePage = lazy(() => import('../features/espace/pages/HistoriquePage.tsx'))
const MessagesPage = lazy(() => import('../features/espace/pages/MessagesPage.tsx'))
const DocumentsPage = lazy(() => import('../features/espace/pages/DocumentsPage.tsx'))
const PropositionsPage = lazy(() => import('../features/espace/pages/PropositionsPage.tsx'))
const ReponsePage = lazy(() => import('../features/espace/pages/ReponsePage.tsx'))
const AnnoncesPage = lazy(() => import('../features/annonces/pages/AnnoncesPage.tsx'))
const AnnoncePage = lazy(() => import('../features/annonces/pages/AnnoncePage.tsx'))
const QuestionsPage = lazy(() => import('../features/questions/pages/QuestionsPage.tsx'))
const ChiffresPage = lazy(() => import('../features/chiffres/pages/ChiffresPage.tsx'))

const attente = (
  <Page etroite>
    <h1 className="invisible">{texts.chargement}</h1>
    <Skeleton />
  </Page>
)

function Publique({ children }: { children: ReactNode }) {
  return <Suspense fallback={attente}>{children}</Suspense>
}

/** `attente` : dire ce qui attend encore sur ce téléphone ; les pages de la demande le font elles-mêmes. */
function Personnelle({ attente = true, children }: { attente?: boolean; children: ReactNode }) {
  return (
    <Reserve>
      {attente && existeLocal(ENVOI_EN_ATTENTE) && (
        <Suspense fallback={null}>
          <Bandeau>
            <ReponsesEnAttente />
          </Bandeau>
        </Suspense>
      )}
      <Publique>{children}</Publique>
    </Reserve>
  )
}

function RoutesDuTerritoire() {
  return (
    <Switch>
      <Route path="/">
        <AccueilPage annonces={<DernieresAnnonces />} chiffres={<ChiffresEnBref />} />
      </Route>
      <Route path="/connexion">
        <Publique>
          <ConnexionPage />
        </Publique>
      </Route>
      <Route path="/retrouver">
        <Publique>
          <RetrouverPage />
        </Publique>
      </Route>
      <Route path="/deconnexion">
        <Personnelle>
          <DeconnexionPage />
        </Personnelle>
      </Route>
      <Route path="/annonces">
        <Publique>
          <AnnoncesPage />
        </Publique>
      </Route>
      <Route path="/annonces/:id">
        {({ id }) => (
          <Publique>
            <AnnoncePage key={id} id={id} />
          </Publique>
        )}
      </Route>
      <Route path="/questions">
        <Publique>
          <QuestionsPage />
        </Publique>
      </Route>
      <Route path="/chiffres-cles">
        <Publique>
          <ChiffresPage />
        </Publique>
      </Route>
      <Route path="/demande">
        <Publique>
          <DemandePage />
        </Publique>
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
          <MonEspacePage />
        </Personnelle>
      </Route>
      <Route path="/mon-espace/cotation">
        <Personnelle>
          <CotationPage />
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
