import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { BROUILLON, useQuitter } from '../../../api/session.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { dateEtHeure } from '../../../lib/dates.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { existeLocal } from '../../../lib/stockage.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Consultations } from '../components/Consultations.tsx'
import { Identifiant } from '../components/Identifiant.tsx'
import { MotDePasse } from '../components/MotDePasse.tsx'
import { monCompteQuery } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.compte

function Appareils() {
  const quitter = useQuitter()
  const [, aller] = useLocation()
  const partir = (partout: boolean) => {
    if (!partout && existeLocal(BROUILLON)) aller('/deconnexion')
    else quitter.mutate(partout, { onSuccess: () => aller('/') })
  }
  return (
    <Card titre={t.appareils.titre}>
      <p>{t.appareils.phrase}</p>
      {quitter.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(quitter.error)}
        </Notice>
      )}
      <Rangee>
        <Button allure="secondaire" onPress={() => partir(false)} enCours={quitter.isPending}>
          {t.appareils.quitter}
        </Button>
        <Button allure="danger" onPress={() => partir(true)} enCours={quitter.isPending}>
          {t.appareils.partout}
        </Button>
      </Rangee>
    </Card>
  )
}

export default function ComptePage() {
  const compte = useQuery(monCompteQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{t.retour}</Retour>
      <PageTitle>{t.titre}</PageTitle>
      <Etat de={compte}>
        {(connu) => (
          <>
            <Card titre={t.identifiants}>
              <Faits
                liste={[
                  [t.identifiant, telephoneLisible(connu.identifiant)],
                  [t.avec, connu.a_un_mot_de_passe ? t.avecMotDePasse : t.avecCode],
                  [t.derniere, connu.connexion_precedente_le ? dateEtHeure(connu.connexion_precedente_le) : t.jamais],
                ]}
              />
            </Card>
            <Identifiant actuel={connu.identifiant} />
            <MotDePasse existe={connu.a_un_mot_de_passe} />
          </>
        )}
      </Etat>
      <Appareils />
      <Consultations />
    </Page>
  )
}
