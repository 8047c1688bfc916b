import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MaProposition } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { allerAuChamp, idDuChamp } from '../../../ui/champ.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { aRepondre, PropositionCarte } from '../components/PropositionCarte.tsx'
import { mesPropositionsQuery, useRepondre, type MotifRefus, type Reponse } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.reponse
type Sens = Reponse['sens']
const AUTRE = 'R99'
const CHAMP_MOTIF = idDuChamp('motif')
const CHAMP_AUTRE = idDuChamp('commentaire')
/** Ceux que seul le bailleur constate. */
const DU_BAILLEUR = new Set(['R20', 'R21'])

function Confirmation({ proposition, sens }: { proposition: MaProposition; sens: Sens }) {
  const motifs = useListe('motif_refus_candidat')
  const [motif, choisir] = useState('')
  const [commentaire, preciser] = useState('')
  const [erreur, refuser] = useState<string>()
  const repondre = useRepondre(proposition)

  if (repondre.isSuccess) {
    const acceptee = sens === 'acceptation'
    return (
      <>
        <PageTitle>{acceptee ? t.acceptee : t.refusee}</PageTitle>
        <Notice ton="succes" annonce>
          {acceptee ? t.accepteePhrase : t.refuseePhrase}
        </Notice>
        <Rangee>
          <ButtonLink href="/mon-espace">{texts.retour}</ButtonLink>
        </Rangee>
      </>
    )
  }

  function manque(message: string, champ: string) {
    refuser(message)
    allerAuChamp(champ)
  }

  function confirmer() {
    if (sens === 'acceptation') repondre.mutate({ sens })
    else if (!motif) manque(t.refus.motifRequis, CHAMP_MOTIF)
    else if (motif === AUTRE && commentaire.trim() === '') manque(t.refus.autreRequis, CHAMP_AUTRE)
    else repondre.mutate({ sens, motif: motif as MotifRefus, commentaire })
  }

  return (
    <>
      <PageTitle chapo={t[sens].phrase}>{t[sens].titre}</PageTitle>
      <PropositionCarte proposition={proposition} />
      {sens === 'refus' && (
        <Select
          id={CHAMP_MOTIF}
          label={t.refus.motif}
          value={motif}
          erreur={motif === AUTRE ? undefined : erreur}
          options={motifs.options.filter(({ value }) => !DU_BAILLEUR.has(value))}
          onChange={(choisi) => {
            choisir(choisi)
            refuser(undefined)
          }}
        />
      )}
      {sens === 'refus' && motif === AUTRE && (
        <TextField
          id={CHAMP_AUTRE}
          name="commentaire"
          label={t.refus.autre}
          value={commentaire}
          erreur={erreur}
          lignes
          onChange={(saisi) => {
            preciser(saisi)
            refuser(undefined)
          }}
        />
      )}
      {repondre.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(repondre.error)}
        </Notice>
      )}
      <Rangee>
        <Button allure={sens === 'refus' ? 'danger' : 'principal'} enCours={repondre.isPending} onPress={confirmer}>
          {t[sens].confirmer}
        </Button>
        <ButtonLink href="/mon-espace/propositions" allure="discret">
          {t.renoncer}
        </ButtonLink>
      </Rangee>
    </>
  )
}

/** Répondre demande toujours un geste de plus que suivre un lien : les antivirus de messagerie cliquent. */
export default function ReponsePage({ id, reponse }: { id: string; reponse: string }) {
  const propositions = useQuery(mesPropositionsQuery)
  const sens: Sens = reponse === 'acceptation' ? 'acceptation' : 'refus'
  const [retenue, retenir] = useState<MaProposition | null>(null)
  return (
    <Page etroite>
      <Retour href="/mon-espace/propositions">{t.retour}</Retour>
      <Etat de={propositions} titre={texts.propositions.titre}>
        {(liste) => {
          const proposition = retenue ?? liste.find((connue) => connue.id === id && aRepondre(connue))
          if (!proposition) {
            return (
              <>
                <PageTitle chapo={t.introuvablePhrase}>{t.introuvable}</PageTitle>
                <Rangee>
                  <ButtonLink href="/mon-espace/propositions">{t.retour}</ButtonLink>
                </Rangee>
              </>
            )
          }
          // kept as it was when the answer began: once answered the list says it no longer waits
          if (retenue === null) retenir(proposition)
          return <Confirmation proposition={proposition} sens={sens} />
        }}
      </Etat>
    </Page>
  )
}
