import { useState } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MaDemande, Occupant } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { useMettreACharge, useSigneraLeBail } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.place

/** Une personne qui ne compte pas dans la taille du logement : deux remèdes, chacun en un geste. */
export function PlaceDesOccupants({ demande }: { demande: MaDemande }) {
  const occupants = demande.formulaire.occupants.filter(({ id }) => demande.occupants_a_rattacher.includes(id))
  const alerte = demande.controles.find(({ code }) => code === 'occupant-a-rattacher')
  const permise = demande.actions.some(({ code, permise: possible }) => code === 'modifier' && possible)
  if (occupants.length === 0 || !alerte || !permise) return null
  return (
    <Notice ton="attention" titre={texts.page.alertes}>
      <p>{alerte.message}</p>
      {occupants.map((occupant) => (
        <Remedes key={occupant.id} demande={demande} occupant={occupant} />
      ))}
    </Notice>
  )
}

function Remedes({ demande, occupant }: { demande: MaDemande; occupant: Occupant }) {
  const liens = useListe('lien_codemandeur')
  const [lien, choisir] = useState('')
  const charge = useMettreACharge()
  const bail = useSigneraLeBail()
  const erreur = charge.error ?? bail.error
  const nom = `${occupant.prenom} ${occupant.nom.toUpperCase()}`
  return (
    <Pile>
      <h2>{t.titre(nom)}</h2>
      <Rangee>
        <Button allure="secondaire" petit enCours={charge.isPending} onPress={() => charge.mutate({ version: demande.version, personne: occupant.id })}>
          {t.charge}
        </Button>
      </Rangee>
      <Select id={`lien-${occupant.id}`} label={t.lien(nom)} invite={t.choisir} value={lien} options={liens.options} onChange={choisir} largeur="moyen" />
      {lien && (
        <Rangee>
          <Button allure="secondaire" petit enCours={bail.isPending} onPress={() => bail.mutate({ version: demande.version, personne: occupant.id, lien })}>
            {t.bail}
          </Button>
        </Rangee>
      )}
      {erreur && (
        <p role="alert">{phraseDe(erreur)}</p>
      )}
    </Pile>
  )
}
