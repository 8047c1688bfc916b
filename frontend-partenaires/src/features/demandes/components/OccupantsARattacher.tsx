import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail, Occupant } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { alerteOccupants } from '../occupants.ts'
import { useChangerDeNature, useMettreACharge } from '../queries/gestes.ts'
import { textes } from '../texts.ts'

/** The two remedies to an occupant who counts for nobody, each in one action. */
export function OccupantsARattacher({ demande }: { demande: DemandeDetail }) {
  const occupants = (demande.formulaire.occupants ?? []).filter(({ id }) => demande.occupants_a_rattacher.includes(id))
  const alerte = alerteOccupants(demande)
  if (occupants.length === 0 || !alerte) return null
  return (
    <Avis ton="attention" titre="Des occupants ne comptent pas dans la taille du logement">
      <Pile espace="serre">
        <p>{alerte.message}</p>
        {occupants.map((occupant) => (
          <Remedes key={occupant.id} demande={demande} occupant={occupant} />
        ))}
      </Pile>
    </Avis>
  )
}

function Remedes({ demande, occupant }: { demande: DemandeDetail; occupant: Occupant }) {
  const mettreACharge = useMettreACharge()
  const changerDeNature = useChangerDeNature()
  const liens = useNomenclature('lien_codemandeur')
  const [lien, choisir] = useState('')
  const nom = `${occupant.prenom} ${occupant.nom.toLocaleUpperCase('fr')}`
  const modifier = demande.actions.find(({ code }) => code === 'modifier')
  const erreur = mettreACharge.error ?? changerDeNature.error
  const fait = { onSuccess: () => dire(textes.compte(nom)) }
  if (!modifier) return null
  return (
    <div role="group" aria-label={nom}>
      <Rang>
        <strong>{nom}</strong>
        <BoutonAction
          action={modifier}
          size="compact-md"
          variant="default"
          loading={mettreACharge.isPending}
          onClick={() => mettreACharge.mutate({ demande, personneId: occupant.id }, fait)}
        >
          Mettre à charge fiscalement
        </BoutonAction>
        {modifier.permise && (
          <>
            <NativeSelect
              aria-label={`Lien de ${nom} avec le demandeur`}
              size="xs"
              value={lien}
              onChange={(event) => choisir(event.currentTarget.value)}
              data={[{ value: '', label: 'Lien avec le demandeur…' }, ...liens.map(({ code, libelle }) => ({ value: code, label: libelle }))]}
            />
            <BoutonPret
              size="compact-md"
              variant="default"
              loading={changerDeNature.isPending}
              manque={!lien && 'Choisissez son lien avec le demandeur.'}
              onClick={() => changerDeNature.mutate({ demande, personneId: occupant.id, lien }, fait)}
            >
              En faire un codemandeur
            </BoutonPret>
          </>
        )}
      </Rang>
      {erreur && (
        <Avis ton="erreur" annonce>
          {phraseDe(erreur)}
        </Avis>
      )}
    </div>
  )
}
