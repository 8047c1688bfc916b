import { Radio, Stack, Textarea } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeComparable, DoublonDetail } from '@/api/types.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { CoteACote } from '../components/CoteACote.tsx'
import { DialogueDefaite, DialogueFusion } from '../components/Fusion.tsx'
import { doublonQuery, useTrancher } from '../queries.ts'
import { textes } from '../texts.ts'

export function DoublonPage(): ReactElement {
  const id: unknown = useParams({ strict: false, select: (params) => params.doublonId })
  const doublon = useSuspenseQuery(doublonQuery(String(id))).data
  const [gardee, setGardee] = useState<DemandeComparable | null>(null)
  const [defaire, setDefaire] = useState(false)
  const { fusion } = doublon
  return (
    <Pile>
      <PageHeader
        titre={textes.comparaison}
        sous={`${doublon.force_libelle}. ${doublon.cle_libelle}.`}
        chemin={<Link to="/doublons">{textes.titre}</Link>}
        actions={fusion && <BoutonAction action={fusion.defaire} variant="default" onClick={() => setDefaire(true)} />}
      />
      {fusion && (
        <Avis ton="succes" titre={textes.fusionnee}>
          <p>
            {fusion.sorte_libelle} par {fusion.par}
            {fusion.organisme && ` (${fusion.organisme})`}, le <DateFr iso={fusion.le} forme="heure" />. {fusion.motif} Elle peut être défaite jusqu’au <DateFr iso={fusion.annulable_jusqu_au} />.
          </p>
        </Avis>
      )}
      <Grille min="28rem">
        <Carte titre={textes.pour}>
          <RaisonList raisons={doublon.pour} />
        </Carte>
        <Carte titre={textes.contre}>{doublon.contre.length > 0 ? <RaisonList raisons={doublon.contre} ton="alerte" /> : <p>Rien.</p>}</Carte>
      </Grille>
      <Carte titre="Côte à côte">
        <Pile>
          <CoteACote doublon={doublon} />
          {!fusion && (
            <Rang fin>
              {doublon.demandes.map((cote) => (
                <BoutonAction key={cote.demande_id} action={cote.garder} variant="default" onClick={() => setGardee(cote)}>
                  Garder {cote.numero_unique ? numeroLisible(cote.numero_unique) : cote.reference}
                </BoutonAction>
              ))}
            </Rang>
          )}
        </Pile>
      </Carte>
      {!fusion && <Decision key={doublon.version} doublon={doublon} />}
      {gardee && <DialogueFusion doublon={doublon} gardee={gardee} onFermer={() => setGardee(null)} />}
      {defaire && <DialogueDefaite doublon={doublon} onFermer={() => setDefaire(false)} />}
    </Pile>
  )
}

const CONCLUSIONS = [
  ['pas_un_doublon', 'Ce sont deux personnes différentes'],
  ['doublon', 'C’est la même personne, la fusion reste à faire'],
  ['a_voir', 'Je ne peux pas conclure, à revoir'],
] as const

function Decision({ doublon }: { doublon: DoublonDetail }) {
  const [choix, setChoix] = useState<string>(doublon.decision ?? '')
  const [motif, setMotif] = useState(doublon.motif)
  const trancher = useTrancher(doublon)
  return (
    <Carte titre={textes.decision}>
      <Pile>
        <p>{textes.decisionAide}</p>
        {doublon.decide_le && (
          <p>
            {doublon.decision_libelle}, par {doublon.decide_par}
            {doublon.decide_par_organisme && ` (${doublon.decide_par_organisme})`}, le <DateFr iso={doublon.decide_le} forme="heure" />.
          </p>
        )}
        {trancher.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(trancher.error)}
          </Avis>
        )}
        <Radio.Group label="Conclusion" value={choix} onChange={setChoix}>
          <Stack gap="xs" mt="xs">
            {CONCLUSIONS.map(([code, libelle]) => (
              <Radio key={code} value={code} label={libelle} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea label={textes.motif} withAsterisk maxLength={1000} minRows={2} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
        <Rang fin>
          {doublon.trancher.permise ? (
            <BoutonPret
              manque={!choix || choix === 'fusionne' ? textes.manqueDecision : motif.trim().length < 3 && textes.manqueMotif}
              loading={trancher.isPending}
              onClick={() => trancher.mutate({ decision: choix, motif: motif.trim() }, { onSuccess: () => dire(textes.tranche) })}
            >
              {doublon.trancher.libelle}
            </BoutonPret>
          ) : (
            <BoutonAction action={doublon.trancher} onClick={() => undefined} />
          )}
        </Rang>
      </Pile>
    </Carte>
  )
}
