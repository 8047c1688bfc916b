import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNomenclature, type NomDeListe } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { Codemandeur, DemandeDetail, GesteBody } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { apercuDuGesteQuery } from '../queries/dossier.ts'
import { useChangerLesTitulaires } from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import { Consequences } from './Consequences.tsx'

const VIDE = { civilite: '', nom_naissance: '', prenoms: '', ne_le: '', nationalite: '', situation_familiale: '', lien: '', email: '', telephone: '' }
type Champ = keyof typeof VIDE

/** The new codemandeur, and what it changes: also whether he already has a demande of his own. */
export function Arrivee({ demande, onFermer }: { demande: DemandeDetail; onFermer: () => void }) {
  const [id] = useState(() => crypto.randomUUID())
  const [saisie, setSaisie] = useState(VIDE)
  const [pourquoi, setPourquoi] = useState('')
  const complet = Boolean(saisie.nom_naissance.trim() && saisie.prenoms.trim() && saisie.ne_le && saisie.lien)
  const remplis = Object.fromEntries(Object.entries(saisie).filter(([, valeur]) => valeur.trim() !== ''))
  const geste: GesteBody = { sorte: 'ajout', codemandeur: { id, ...remplis } as unknown as Codemandeur }
  const apercu = useQuery(apercuDuGesteQuery(demande, geste, complet))
  const changer = useChangerLesTitulaires()
  const texte = (champ: Champ, libelle: string, type = 'text', requis = false) => (
    <TextInput label={libelle} type={type} withAsterisk={requis} maxLength={type === 'text' ? 36 : undefined} value={saisie[champ]} onChange={(event) => setSaisie({ ...saisie, [champ]: event.currentTarget.value })} />
  )
  return (
    <Dialogue
      ouvert
      large
      titre="Ajouter un codemandeur"
      valider="Ajouter à la demande"
      attente={changer.isPending}
      manque={!complet ? textes.attentePersonne : !apercu.data?.action.permise ? (apercu.data?.action.raisons[0]?.phrase ?? textes.manqueConsequences) : pourquoi.trim() === '' && textes.manqueArrivee}
      erreur={changer.error && phraseDe(changer.error)}
      onFermer={onFermer}
      onValider={() =>
        changer.mutate(
          { demande, geste: { ...geste, version: demande.version, commentaire: pourquoi.trim() } },
          {
            onSuccess: () => {
              dire('Le codemandeur est ajouté.')
              onFermer()
            },
          },
        )
      }
    >
      <Rangee>
        <Liste liste="lien_codemandeur" libelle="Lien avec le demandeur" requis valeur={saisie.lien} onChange={(lien) => setSaisie({ ...saisie, lien })} />
        <Liste liste="civilite" libelle="Civilité" valeur={saisie.civilite} onChange={(civilite) => setSaisie({ ...saisie, civilite })} />
        {texte('nom_naissance', 'Nom de naissance', 'text', true)}
        {texte('prenoms', 'Prénoms', 'text', true)}
        {texte('ne_le', 'Date de naissance', 'date', true)}
        <Liste liste="nationalite" libelle="Nationalité" valeur={saisie.nationalite} onChange={(nationalite) => setSaisie({ ...saisie, nationalite })} />
        <Liste liste="situation_familiale" libelle="Situation familiale" valeur={saisie.situation_familiale} onChange={(situation_familiale) => setSaisie({ ...saisie, situation_familiale })} />
        {texte('email', 'Adresse électronique', 'email')}
        {texte('telephone', 'Portable', 'tel')}
        <TextInput label="Pourquoi cette personne entre dans la demande" description={textes.pourquoiArrivee} withAsterisk maxLength={300} value={pourquoi} onChange={(event) => setPourquoi(event.currentTarget.value)} />
      </Rangee>
      {complet && (
        <Requete requete={apercu} phrase={phraseDe} lignes={4}>
          {(lu) => <Consequences apercu={lu} />}
        </Requete>
      )}
    </Dialogue>
  )
}

function Liste({ liste, libelle, valeur, requis = false, onChange }: { liste: NomDeListe; libelle: string; valeur: string; requis?: boolean; onChange: (code: string) => void }) {
  const choix = useNomenclature(liste)
  return <Select label={libelle} withAsterisk={requis} placeholder="Choisir" data={choix.map(({ code, libelle: label }) => ({ value: code, label }))} value={valeur || null} onChange={(code) => onChange(code ?? '')} />
}
