import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import type { MaDemande } from '../../../api/types.ts'
import { dateEtHeure, dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { allerAuChamp, idDuChamp } from '../../../ui/champ.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useRepondreALAvertissement } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.avertissement
const CHAMP = idDuChamp('reponse')

/** `pieces` : le dépôt des documents, composé par l’application. */
export default function ReponseAvertissementPage({ pieces }: { pieces: ReactNode }) {
  const demande = useQuery(maDemandeQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <Etat de={demande} titre={t.titre}>
        {(lue) => {
          const avertissement = lue?.avertissement?.en_ligne === false ? lue.avertissement : null
          return (
            <>
              <PageTitle chapo={avertissement ? t.chapo : undefined}>{t.titre}</PageTitle>
              {lue && avertissement ? <Repondre demande={lue} avertissement={avertissement} pieces={pieces} /> : <Aucun />}
            </>
          )
        }}
      </Etat>
    </Page>
  )
}

function Aucun() {
  return (
    <Card titre={t.aucun}>
      <p>{t.aucunPhrase}</p>
      <Rangee>
        <ButtonLink href="/mon-espace">{texts.retour}</ButtonLink>
      </Rangee>
    </Card>
  )
}

function Repondre({ demande, avertissement, pieces }: { demande: MaDemande; avertissement: NonNullable<MaDemande['avertissement']>; pieces: ReactNode }) {
  const [texte, ecrire] = useState(avertissement.reponse ?? '')
  const [manque, dire] = useState(false)
  const repondre = useRepondreALAvertissement()
  const { repondu_le } = avertissement

  function envoyer() {
    const court = texte.trim().length < 10
    dire(court)
    if (court) allerAuChamp(CHAMP)
    else repondre.mutate({ version: demande.version, texte: texte.trim() })
  }

  return (
    <>
      <Notice ton="attention" titre={avertissement.motif}>
        <p>{t.avant(avertissement.par, dateLongue(avertissement.echeance))}</p>
      </Notice>
      {repondu_le && (
        <Notice ton="succes" annonce={repondre.isSuccess}>
          {t.repondu(dateEtHeure(repondu_le), avertissement.par)}
        </Notice>
      )}
      <Card titre={t.expliquer}>
        <TextField
          id={CHAMP}
          name="reponse"
          label={t.texte}
          aide={t.aide}
          lignes
          maxLength={4000}
          value={texte}
          erreur={manque ? t.manque : undefined}
          onChange={ecrire}
        />
        {repondre.error && (
          <Notice ton="erreur" annonce>
            {phraseDe(repondre.error)}
          </Notice>
        )}
        <Rangee>
          <Button enCours={repondre.isPending} onPress={envoyer}>
            {repondu_le ? t.completer : t.envoyer}
          </Button>
        </Rangee>
      </Card>
      <h2>{t.documents}</h2>
      <p>{t.documentsPhrase}</p>
      {pieces}
    </>
  )
}
