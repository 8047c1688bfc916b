import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useNomsCommunes } from '@/api/communes.ts'
import { phraseDe } from '@/api/problem.ts'
import type { AccordVue, DelegationVue, EnregistrementVue, OrganismeVue } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { enregistrementQuery, useTerminerAccord, useTerminerDelegation } from '../queries.ts'
import { textes } from '../texts.ts'
import { NouvelAccord, NouvelleDelegation } from './FormulairesEnregistrement.tsx'

type Geste = 'delegation' | 'accord' | { delegation: DelegationVue } | { accord: AccordVue }

/** In whose name an organisme registers, through whom, and what it no longer registers. */
export function Enregistrement({ organisme }: { organisme: OrganismeVue }) {
  const requete = useQuery(enregistrementQuery(organisme.id))
  const [geste, setGeste] = useState<Geste | null>(null)
  const fermer = () => setGeste(null)
  return (
    <Carte
      titre="Enregistrement des demandes"
      outils={
        requete.data && (
          <Rang>
            {requete.data.actions
              .filter(({ montrer }) => montrer !== false)
              .map((action) => (
                <BoutonAction key={action.code} size="compact-sm" variant="default" action={action} onClick={() => setGeste(action.code === 'deleguer' ? 'delegation' : 'accord')} />
              ))}
          </Rang>
        )
      }
    >
      <Requete requete={requete} phrase={phraseDe} lignes={2}>
        {(lu) => <Contenu organisme={organisme} lu={lu} onGeste={setGeste} />}
      </Requete>
      {geste === 'delegation' && <NouvelleDelegation organisme={organisme} onFermer={fermer} />}
      {geste === 'accord' && <NouvelAccord organisme={organisme} onFermer={fermer} />}
      {geste !== null && typeof geste === 'object' && <Fin organismeId={organisme.id} geste={geste} onFermer={fermer} />}
    </Carte>
  )
}

interface ContenuProps {
  organisme: OrganismeVue
  lu: EnregistrementVue
  onGeste: (geste: Geste) => void
}

function Contenu({ organisme, lu, onGeste }: ContenuProps) {
  const noms = useNomsCommunes(lu.accords.flatMap(({ communes }) => communes ?? []))
  return (
    <Pile>
      {!lu.accords.some(({ en_vigueur }) => en_vigueur) && <p>{organisme.code_guichet ? textes.enregistreTout : textes.enregistreRien}</p>}
      {lu.delegations.map((delegation) => {
        const recue = delegation.mandataire_id === organisme.id
        return (
          <Ligne
            key={delegation.id}
            quoi={recue ? 'Enregistre pour le compte de' : 'Délègue l’enregistrement à'}
            lien={recue ? [delegation.mandant_id, delegation.mandant] : [delegation.mandataire_id, delegation.mandataire]}
            dite={delegation}
            onFin={() => onGeste({ delegation })}
          />
        )
      })}
      {lu.accords.map((accord) => (
        <Ligne
          key={accord.id}
          quoi={`${accord.portee_libelle}${accord.communes ? ` (${accord.communes.map(noms).join(', ')})` : ''}. S’adresser à`}
          lien={[accord.vers_id, accord.vers]}
          dite={accord}
          onFin={() => onGeste({ accord })}
        />
      ))}
    </Pile>
  )
}

interface LigneProps {
  quoi: string
  lien: [id: string, nom: string]
  dite: DelegationVue | AccordVue
  onFin: () => void
}

function Ligne({ quoi, lien: [id, nom], dite, onFin }: LigneProps) {
  return (
    <Rang>
      <EtatBadge ton={dite.en_vigueur ? 'bon' : 'clos'} libelle={dite.en_vigueur ? 'En vigueur' : 'Hors de ses dates'} />
      <span>
        {quoi}{' '}
        <Link to="/organismes/$organismeId" params={{ organismeId: id }}>
          {nom}
        </Link>
        , {dite.au ? `du ${dateCourte(dite.du)} au ${dateCourte(dite.au)}` : `depuis le ${dateCourte(dite.du)}`} ({dite.acte})
      </span>
      {dite.terminer.montrer !== false && <BoutonAction size="compact-xs" variant="subtle" aria-label={`Terminer : ${quoi} ${nom}`} action={dite.terminer} onClick={onFin} />}
    </Rang>
  )
}

function Fin({ organismeId, geste, onFermer }: { organismeId: string; geste: { delegation: DelegationVue } | { accord: AccordVue }; onFermer: () => void }) {
  const [au, setAu] = useState('')
  const delegation = useTerminerDelegation()
  const accord = useTerminerAccord()
  const [terminer, dite] = 'delegation' in geste ? [delegation, geste.delegation] : [accord, geste.accord]
  return (
    <Dialogue
      ouvert
      titre={'delegation' in geste ? 'Terminer la délégation' : 'Terminer l’accord'}
      valider="Enregistrer la fin"
      attente={terminer.isPending}
      manque={au === '' && 'Choisissez la date de fin.'}
      erreur={terminer.error && phraseDe(terminer.error)}
      onFermer={onFermer}
      onValider={() =>
        terminer.mutate(
          { organismeId, id: dite.id, version: dite.version, au },
          {
            onSuccess: () => {
              dire('La date de fin est enregistrée.')
              onFermer()
            },
          },
        )
      }
    >
      <TextInput type="date" label="Dernier jour" description={textes.fin} value={au} onChange={(event) => setAu(event.currentTarget.value)} />
    </Dialogue>
  )
}
