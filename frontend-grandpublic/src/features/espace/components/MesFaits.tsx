import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FaitDate, MaContestation } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { allerAuChamp, idDuChamp } from '../../../ui/champ.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { mesFaitsQuery, useContester } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.faits

/** Ce qui peut coûter des points, et comment le contester : rien quand il n’y a rien. */
export function MesFaits() {
  const faits = useQuery(mesFaitsQuery)
  return (
    <Etat de={faits}>
      {({ evenements, contestations }) => (
        <>
          {evenements.map((fait) => {
            const contester = fait.actions.find(({ code, montrer }) => code === 'contester' && montrer !== false)
            return contester && <UnFait key={fait.id} fait={fait} contester={contester} />
          })}
          {contestations.map((contestation) => (
            <UneContestation key={contestation.id} contestation={contestation} />
          ))}
        </>
      )}
    </Etat>
  )
}

function UnFait({ fait, contester }: { fait: FaitDate; contester: FaitDate['actions'][number] }) {
  const [ouvert, ouvrir] = useState(false)
  const [motif, ecrire] = useState('')
  const [manque, dire] = useState(false)
  const envoi = useContester(fait.id)
  const champ = idDuChamp(`contestation-${fait.id}`)

  function envoyer() {
    const vide = motif.trim() === ''
    dire(vide)
    if (vide) return allerAuChamp(champ)
    envoi.mutate(motif.trim(), { onSuccess: () => ouvrir(false) })
  }

  return (
    <Card titre={`${fait.libelle}, ${dateLongue(fait.le)}`}>
      {fait.reference && <p>{fait.reference}</p>}
      <p>{t.compte}</p>
      {envoi.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(envoi.error)}
        </Notice>
      )}
      {ouvert && contester.permise ? (
        <>
          <TextField id={champ} name="motif" label={t.pourquoi} aide={t.pourquoiAide} value={motif} lignes maxLength={2000} erreur={manque ? t.motifRequis : undefined} onChange={ecrire} />
          <Rangee>
            <Button enCours={envoi.isPending} onPress={envoyer}>
              {t.envoyer}
            </Button>
            <Button allure="discret" onPress={() => ouvrir(false)}>
              {t.renoncer}
            </Button>
          </Rangee>
        </>
      ) : (
        <Rangee>
          <BoutonExplique raisons={raisonsDe(contester)} allure="secondaire" onPress={() => ouvrir(true)}>
            {t.contester}
          </BoutonExplique>
        </Rangee>
      )}
    </Card>
  )
}

function UneContestation({ contestation }: { contestation: MaContestation }) {
  const { libelle, le, phrase, motif, motif_decision: reponse, issue } = contestation
  return (
    <Card titre={t.contestation(libelle, dateLongue(le))}>
      {reponse === null ? <p>{t.attend}</p> : <Notice ton={issue === 'admise' ? 'succes' : 'attention'}>{reponse}</Notice>}
      <Faits
        liste={[
          [t.ouEnEst, phrase],
          [t.ditEs, motif],
        ]}
      />
    </Card>
  )
}
