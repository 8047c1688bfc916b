import { MultiSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNomenclature, type NomDeListe } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { PublicDetail, PublicResume } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { typographier } from '@/lib/typographie.ts'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Fenetre } from '@/ui/Fenetre.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { dire } from '@/ui/annonces.ts'
import { publicQuery, useChangerRegle } from '../queries.ts'
import { ecrireRegle, FAITS, lireRegle } from '../regle.ts'
import { textes } from '../texts.ts'

export function DialogueRegle({ resume, onFermer }: { resume: PublicResume; onFermer: () => void }) {
  const requete = useQuery(publicQuery(resume.code))
  if (requete.data?.peut_regler.permise) return <Changer detail={requete.data} libelle={resume.libelle} onFermer={onFermer} />
  return (
    <Fenetre ouverte onFermer={onFermer} titre={resume.libelle} taille="lg">
      <Requete requete={requete} phrase={phraseDe}>
        {(detail) => (
          <Pile>
            <RaisonList raisons={detail.peut_regler.raisons ?? []} />
            <Histoire detail={detail} />
          </Pile>
        )}
      </Requete>
    </Fenetre>
  )
}

function Changer({ detail, libelle, onFermer }: { detail: PublicDetail; libelle: string; onFermer: () => void }) {
  const { contenu } = detail
  const lue = lireRegle(contenu['automatique'])
  const [simple, setSimple] = useState(lue)
  const [ecrite, setEcrite] = useState(JSON.stringify(contenu['automatique'] ?? null, null, 2))
  const [manuel, setManuel] = useState(contenu['manuel'] !== false)
  const [mois, setMois] = useState<number | ''>(typeof contenu['validite_mois'] === 'number' ? contenu['validite_mois'] : '')
  const [degre, setDegre] = useState<number | ''>(typeof contenu['degre'] === 'number' ? contenu['degre'] : '')
  const [actif, setActif] = useState(contenu['actif'] !== false)
  const [effet, setEffet] = useState(aujourdhui())
  const [motif, setMotif] = useState('')
  const changer = useChangerRegle(detail.code)
  const condition = simple ? ecrireRegle(simple) : lireJson(ecrite)
  const manque = [condition === undefined && 'La condition n’est pas lisible.', effet === '' && textes.manqueDate, motif.trim() === '' && textes.manqueRaison].find(Boolean)
  return (
    <Dialogue
      ouvert
      large
      titre={libelle}
      valider="Changer la règle"
      attente={changer.isPending}
      manque={manque}
      erreur={changer.error && phraseDe(changer.error)}
      onFermer={onFermer}
      onValider={() =>
        changer.mutate(
          { numero: detail.numero, contenu: { ...contenu, automatique: condition ?? null, manuel, validite_mois: mois === '' ? null : mois, degre: degre === '' ? null : degre, actif }, effet_du: effet, motif: motif.trim() },
          {
            onSuccess: () => {
              dire('La règle est changée : la prochaine nuit relit tout le stock.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.regle}</p>
      {simple ? (
        <>
          <Codes liste="statut_logement" libelle="Reconnu d’après le logement actuel" valeur={simple.statuts} onChange={(statuts) => setSimple({ ...simple, statuts })} />
          <Codes liste="motif" libelle="Ou d’après un motif de la demande" valeur={simple.motifs} onChange={(motifs) => setSimple({ ...simple, motifs })} />
          <MultiSelect
            label="Ou d’après un fait"
            data={FAITS.map(({ code, libelle: dit }) => ({ value: code, label: dit }))}
            value={simple.faits}
            onChange={(faits) => setSimple({ ...simple, faits })}
            comboboxProps={{ withinPortal: true }}
          />
        </>
      ) : (
        <Textarea label="Condition" description={textes.regleMain} autosize minRows={4} value={ecrite} onChange={(event) => setEcrite(event.currentTarget.value)} />
      )}
      <Rangee>
        <Switch label="Peut être posé à la main" checked={manuel} onChange={(event) => setManuel(event.currentTarget.checked)} />
        <Switch label="Reconnu dans le département" checked={actif} onChange={(event) => setActif(event.currentTarget.checked)} />
      </Rangee>
      <Rangee>
        <NumberInput label="Durée d’un label posé à la main" suffix=" mois" min={1} max={120} value={mois} onChange={(valeur) => setMois(typeof valeur === 'number' ? valeur : '')} />
        <NumberInput label="Degré dans le contingent" description={textes.degre} min={1} max={9} value={degre} onChange={(valeur) => setDegre(typeof valeur === 'number' ? valeur : '')} />
        <TextInput type="date" label="À partir du" withAsterisk min={aujourdhui()} value={effet} onChange={(event) => setEffet(event.currentTarget.value)} />
      </Rangee>
      <Textarea label="Décision qui la change" withAsterisk maxLength={2000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      <Histoire detail={detail} />
    </Dialogue>
  )
}

function lireJson(texte: string): unknown {
  try {
    return JSON.parse(texte)
  } catch {
    return undefined
  }
}

function Codes({ liste, libelle, valeur, onChange }: { liste: NomDeListe; libelle: string; valeur: string[]; onChange: (codes: string[]) => void }) {
  const codes = useNomenclature(liste)
  return <MultiSelect label={libelle} searchable data={codes.map(({ code, libelle: dit }) => ({ value: code, label: dit }))} value={valeur} onChange={onChange} comboboxProps={{ withinPortal: true }} />
}

function Histoire({ detail }: { detail: PublicDetail }) {
  return (
    <Fiche
      lignes={[
        ['En vigueur', typographier(detail.regle ?? textes.aLaMain)],
        ['Source', typographier(detail.reference)],
        ...detail.versions.map(
          (v) =>
            [
              `Version ${v.numero}`,
              <>
                À partir du <DateFr iso={v.effet_du} />, par {[v.auteur, v.organisme].filter(Boolean).join(', ')}. {typographier(v.motif)} {typographier(v.regle ?? textes.aLaMain)}
              </>,
            ] as const,
        ),
      ]}
    />
  )
}
