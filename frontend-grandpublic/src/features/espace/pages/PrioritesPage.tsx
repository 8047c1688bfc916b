import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MesPriorites } from '../../../api/types.ts'
import { dateEtHeure, dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { allerAuChamp, idDuChamp } from '../../../ui/champ.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { mesPrioritesQuery, useDeclarer, type MotifUrgence } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.priorites
const CHAMP_MOTIF = idDuChamp('motif-urgence')
const CHAMP_TEXTE = idDuChamp('texte-urgence')

export default function PrioritesPage() {
  const priorites = useQuery(mesPrioritesQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={priorites}>
        {(miennes) => (
          <>
            <Reconnues priorites={miennes.priorites} />
            <Declarees urgences={miennes.urgences} />
          </>
        )}
      </Etat>
      <Declaration />
    </Page>
  )
}

function Reconnues({ priorites }: Pick<MesPriorites, 'priorites'>) {
  if (priorites.length === 0) {
    return (
      <Card titre={t.vide}>
        <p>{t.videPhrase}</p>
      </Card>
    )
  }
  return priorites.map(({ libelle, phrase, droit, depuis, jusqu_au, par }) => (
    <Card key={libelle} titre={libelle}>
      <p>{phrase}</p>
      <Faits
        liste={[
          [t.depuis, dateLongue(depuis)],
          [t.jusquAu, jusqu_au ? dateLongue(jusqu_au) : t.sansTerme],
          [t.ouvre, droit],
          [t.par, par],
        ]}
      />
    </Card>
  ))
}

function Declarees({ urgences }: Pick<MesPriorites, 'urgences'>) {
  return urgences.map(({ id, motif_libelle, texte, declaree_le, phrase, reponse }) => (
    <Card key={id} titre={motif_libelle}>
      <p>{phrase}</p>
      {reponse && <Notice ton="succes">{reponse}</Notice>}
      <Faits
        liste={[
          [t.signale, dateEtHeure(declaree_le)],
          [t.message, texte],
        ]}
      />
    </Card>
  ))
}

function Declaration() {
  const motifs = useListe('motif_urgence')
  const [motif, choisir] = useState('')
  const [texte, ecrire] = useState('')
  const [manque, dire] = useState<'motif' | 'texte'>()
  const declarer = useDeclarer()

  function envoyer() {
    const absent = !motif ? 'motif' : texte.trim() === '' ? 'texte' : undefined
    dire(absent)
    if (absent) return allerAuChamp(absent === 'motif' ? CHAMP_MOTIF : CHAMP_TEXTE)
    declarer.mutate(
      { motif: motif as MotifUrgence, texte: texte.trim() },
      {
        onSuccess: () => {
          choisir('')
          ecrire('')
        },
      },
    )
  }

  return (
    <Card titre={t.urgence}>
      <p>{t.urgencePhrase}</p>
      <Notice ton="attention">{t.danger}</Notice>
      {declarer.isSuccess && (
        <Notice ton="succes" arrivee>
          {t.envoyee}
        </Notice>
      )}
      <Select id={CHAMP_MOTIF} label={t.motif} value={motif} options={motifs.options} erreur={manque === 'motif' ? t.motifRequis : undefined} onChange={choisir} />
      <TextField id={CHAMP_TEXTE} name="texte" label={t.texte} value={texte} lignes erreur={manque === 'texte' ? t.texteRequis : undefined} onChange={ecrire} />
      {declarer.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(declarer.error)}
        </Notice>
      )}
      <Rangee>
        <Button enCours={declarer.isPending} onPress={envoyer}>
          {t.envoyer}
        </Button>
      </Rangee>
    </Card>
  )
}
