import { Group, Radio, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { RechercheExacteVue } from '@/api/types.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatDemande } from '../etats.tsx'
import { useChercherParNumero } from '../queries/liste.ts'
import { textes } from '../texts.ts'
import styles from './ParNumero.module.css'

type Par = 'numero_unique' | 'nir' | 'telephone' | 'reference_interne'

const LIBELLES: Readonly<Record<Par, string>> = { numero_unique: 'Numéro unique', nir: 'Sécurité sociale', telephone: 'Téléphone', reference_interne: 'Référence interne' }
const EXEMPLES: Readonly<Record<Par, string>> = { numero_unique: '18 caractères', nir: '15 chiffres, clé comprise', telephone: '06 12 34 56 78', reference_interne: 'Celle de vos fichiers importés' }

/** What must stay in no address: it is asked in a dialog, and forgotten with it. */
export function ParNumero({ onFermer }: { onFermer: () => void }) {
  const peutLeNir = usePeut('demandes:ecrire')
  const [par, setPar] = useState<Par>('numero_unique')
  const [valeur, setValeur] = useState('')
  const chercher = useChercherParNumero()
  const choix = (Object.keys(LIBELLES) as Par[]).filter((code) => code !== 'nir' || peutLeNir)
  const changer = (suite: Par) => {
    setPar(suite)
    setValeur('')
    chercher.reset()
  }
  return (
    <Dialogue
      ouvert
      titre="Rechercher par numéro"
      valider="Rechercher"
      attente={chercher.isPending}
      manque={valeur.trim() === '' && textes.manqueNumero}
      erreur={chercher.error && phraseDe(chercher.error)}
      onFermer={onFermer}
      onValider={() => valeur.trim() && chercher.mutate({ [par]: valeur.trim() })}
    >
      <p>{textes.parNumero}</p>
      {!peutLeNir && <p className={styles.sous}>{textes.nirReserve}</p>}
      <Radio.Group label="Par quel numéro" value={par} onChange={changer}>
        <Group gap="xs md" mt={4}>
          {choix.map((code) => (
            <Radio key={code} value={code} label={LIBELLES[code]} />
          ))}
        </Group>
      </Radio.Group>
      <TextInput
        label={LIBELLES[par]}
        placeholder={EXEMPLES[par]}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={valeur}
        onChange={(event) => {
          setValeur(event.currentTarget.value)
          chercher.reset()
        }}
      />
      {chercher.data && <Trouvees trouvees={chercher.data} onFermer={onFermer} />}
    </Dialogue>
  )
}

function Trouvees({ trouvees, onFermer }: { trouvees: RechercheExacteVue; onFermer: () => void }) {
  const { items, ailleurs } = trouvees
  if (ailleurs) {
    return (
      <Avis ton="attention" titre="Elle existe, ailleurs" annonce>
        {typographier(ailleurs.phrase)}
      </Avis>
    )
  }
  if (items.length === 0) return <Avis annonce>{textes.numeroInconnu}</Avis>
  return (
    <ul className={styles.trouvees} aria-label="Demandes trouvées">
      {items.map((d) => (
        <li key={d.id}>
          <Link to="/demandes/$demandeId" params={{ demandeId: d.id }} onClick={onFermer}>
            {d.nom_affiche}
          </Link>
          <span className={styles.sous}>{d.numero_unique ? numeroLisible(d.numero_unique) : `Réf. ${d.reference}`}</span>
          <EtatDemande etat={d.etat} libelle={d.etat_libelle} />
        </li>
      ))}
    </ul>
  )
}
