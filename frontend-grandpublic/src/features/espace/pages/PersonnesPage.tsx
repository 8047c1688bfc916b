import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { useListe } from '../../../api/territoire.tsx'
import type { MaDemande } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { allerAuChamp, idDuChamp } from '../../../ui/champ.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { Arrivee } from '../components/Arrivee.tsx'
import { Depart, nomDe, titulairesDe } from '../components/Depart.tsx'
import { useDepartEnregistre, useMeProteger, type MotifProtection } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.personnes
const CHAMP_MOTIF = idDuChamp('motif')
const CHAMP_CONTACT = idDuChamp('contact')

function Danger({ demande }: { demande: MaDemande }) {
  const motifs = useListe('motif_protection')
  const [motif, choisir] = useState('')
  const [contact, saisir] = useState('')
  const [erreur, refuser] = useState<{ champ: string; message: string } | null>(null)
  const proteger = useMeProteger()

  if (proteger.isSuccess) {
    return (
      <Notice ton="succes" arrivee titre={t.protegee} suite={<ButtonLink href="/connexion">{t.reconnecter}</ButtonLink>}>
        <p>{t.protegeePhrase}</p>
      </Notice>
    )
  }

  function manque(champ: string, message: string) {
    refuser({ champ, message })
    allerAuChamp(champ)
  }

  function confirmer() {
    if (motif === '') manque(CHAMP_MOTIF, t.motifRequis)
    else if (contact.trim() === '') manque(CHAMP_CONTACT, t.contactRequis)
    else proteger.mutate({ motif: motif as MotifProtection, contact: contact.trim() })
  }

  return (
    <Card titre={t.danger}>
      <Notice ton="attention">
        <p>{t.urgence}</p>
      </Notice>
      {demande.protection ? (
        <p>{t.deja}</p>
      ) : (
        <>
          <p>{t.dangerPhrase}</p>
          <Select id={CHAMP_MOTIF} label={t.motif} value={motif} erreur={erreur?.champ === CHAMP_MOTIF ? erreur.message : undefined} options={motifs.options} onChange={choisir} />
          <TextField
            id={CHAMP_CONTACT}
            name="contact"
            label={t.contact}
            aide={t.contactAide}
            value={contact}
            erreur={erreur?.champ === CHAMP_CONTACT ? erreur.message : undefined}
            onChange={saisir}
          />
          {proteger.error && (
            <Notice ton="erreur" annonce>
              {phraseDe(proteger.error)}
            </Notice>
          )}
          <Rangee>
            <Button allure="danger" enCours={proteger.isPending} onPress={confirmer}>
              {t.proteger}
            </Button>
          </Rangee>
        </>
      )}
    </Card>
  )
}

/** Un départ enregistré ferme toutes les connexions : il ne reste ici qu’à revenir, chacun dans sa demande. */
function Titulaires({ demande }: { demande: MaDemande }) {
  const { declaration } = demande
  const enregistre = useDepartEnregistre(declaration !== null && !declaration.refus && declaration.raisons.length === 0)
  if (enregistre) {
    return (
      <Notice ton="succes" arrivee titre={texts.depart.enregistre} suite={<ButtonLink href="/connexion">{t.reconnecter}</ButtonLink>}>
        <p>{texts.depart.enregistrePhrase}</p>
      </Notice>
    )
  }
  return (
    <>
      <Card titre={t.titulaires}>
        <ul>
          {titulairesDe(demande).map((p) => (
            <li key={p.id}>{nomDe(p)}</li>
          ))}
        </ul>
      </Card>
      <Arrivee demande={demande} />
      <Depart demande={demande} />
      <Danger demande={demande} />
    </>
  )
}

export default function PersonnesPage() {
  const requete = useQuery(maDemandeQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={requete}>
        {(demande) =>
          demande === null ? (
            <EmptyState
              titre={texts.accueil.sansDemande}
              suite={
                <>
                  <ButtonLink href="/retrouver">{texts.accueil.retrouver}</ButtonLink>
                  <ButtonLink href="/demande" allure="secondaire">
                    {texts.accueil.commencer}
                  </ButtonLink>
                </>
              }
            >
              <p>{texts.accueil.dejaUne}</p>
            </EmptyState>
          ) : (
            <Titulaires demande={demande} />
          )
        }
      </Etat>
    </Page>
  )
}
