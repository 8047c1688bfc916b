import { Button, TextInput } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState, type ReactElement } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { dire } from '@/ui/annonces.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { ChampSecret } from '@/ui/champs/Champs.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { useDeconnexionPartout, useMonTelephone, useMotDePasse, useTotpCode, useTotpSecret } from '../queries.ts'
import { textes } from '../texts.ts'

const schema = z.object({
  actuel: z.string().min(1, 'Saisissez votre phrase de passe actuelle.'),
  nouveau: z.string().min(1, 'Saisissez votre nouvelle phrase de passe.'),
})

export function MonComptePage(): ReactElement {
  const session = useSession()
  const { compte, organisme, agence, profil } = session
  return (
    <>
      <PageHeader titre="Mon compte" sous={`${compte.prenom} ${compte.nom}, ${organisme.nom}`} />
      <Grille min="28rem">
        <Carte titre="Identité et habilitation">
          <Fiche
            lignes={[
              ['Nom', `${compte.prenom} ${compte.nom}`],
              ['Adresse électronique', compte.email],
              ['Organisme', organisme.nom],
              ['Agence', agence?.nom],
              ['Profil', profil.libelle],
              ['Départements', session.departements.map((d) => `${d.nom} (${d.code})`).join(', ')],
            ]}
          />
          <MonTelephone />
        </Carte>
        <PhraseDePasse />
        <SecondFacteur />
        <Sessions />
      </Grille>
    </>
  )
}

function MonTelephone() {
  const { compte } = useSession()
  const [saisie, setSaisie] = useState(compte.telephone ? telephoneLisible(compte.telephone) : '')
  const corriger = useMonTelephone()
  const voulu = saisie.trim() || null
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        corriger.mutate(voulu, { onSuccess: () => dire('Votre numéro est enregistré.') })
      }}
    >
      <Pile espace="serre">
        {corriger.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(corriger.error)}
          </Avis>
        )}
        <TextInput label="Téléphone" description={textes.telephone} type="tel" autoComplete="tel" maxLength={20} value={saisie} onChange={(event) => setSaisie(event.currentTarget.value)} />
        {(voulu ?? '').replace(/\s/g, '') !== (compte.telephone ?? '').replace(/\s/g, '') && (
          <Rang>
            <Button type="submit" variant="default" loading={corriger.isPending}>
              Enregistrer mon numéro
            </Button>
          </Rang>
        )}
      </Pile>
    </form>
  )
}

function PhraseDePasse() {
  const changer = useMotDePasse()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { actuel: '', nouveau: '' } })
  return (
    <Carte titre="Phrase de passe">
      <form
        noValidate
        onSubmit={form.handleSubmit((saisie) => changer.mutate(saisie))}
      >
        <Pile>
          {changer.error && (
            <Avis ton="erreur" annonce>
              {phraseDe(changer.error)}
            </Avis>
          )}
          <p>{textes.phraseChange}</p>
          <ChampSecret control={form.control} name="actuel" label="Phrase de passe actuelle" autoComplete="current-password" requis />
          <ChampSecret control={form.control} name="nouveau" label="Nouvelle phrase de passe" aide={textes.phraseDePasse} autoComplete="new-password" requis />
          <Rang>
            <Button type="submit" loading={changer.isPending}>
              Changer ma phrase de passe
            </Button>
          </Rang>
        </Pile>
      </form>
    </Carte>
  )
}

function SecondFacteur() {
  const { compte, organisme } = useSession()
  const secret = useTotpSecret()
  const valider = useTotpCode()
  const [code, setCode] = useState('')
  const preuve = useForm({ defaultValues: { mot_de_passe: '' } })
  const erreur = secret.error ?? valider.error
  return (
    <Carte titre="Second code à la connexion">
      <Pile>
        {erreur && (
          <Avis ton="erreur" annonce>
            {phraseDe(erreur)}
          </Avis>
        )}
        {valider.isSuccess && (
          <Avis ton="succes" annonce>
            Le second code est en place. Il vous sera demandé à la prochaine connexion.
          </Avis>
        )}
        {!secret.data && !valider.isSuccess && (
          <>
            <p>
              {compte.totp_actif
                ? 'Un second code vous est demandé à chaque connexion. Vous pouvez en changer si vous changez de téléphone.'
                : 'Un code tournant, lu sur votre téléphone, protège votre compte si votre phrase de passe est volée.'}
              {organisme.totp_exige && ' Votre organisme l’exige.'}
            </p>
            <Rang>
              <Button variant="default" loading={secret.isPending} onClick={() => secret.mutate()}>
                {compte.totp_actif ? 'Changer de téléphone' : 'Mettre en place le second code'}
              </Button>
            </Rang>
          </>
        )}
        {secret.data && !valider.isSuccess && (
          <form
            noValidate
            onSubmit={preuve.handleSubmit(({ mot_de_passe }) => valider.mutate({ mot_de_passe, secret: secret.data.secret, code }))}
          >
            <Pile>
              <p>{textes.totpEnrolement}</p>
              <TextInput label="Clé à recopier" readOnly value={secret.data.secret.replace(/(.{4})(?=.)/g, '$1 ')} />
              <a href={secret.data.uri}>Ouvrir dans l’application de ce poste</a>
              <TextInput label="Code affiché" inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))} />
              <ChampSecret control={preuve.control} name="mot_de_passe" label="Votre phrase de passe" aide={textes.totpPreuve} autoComplete="current-password" requis />
              <Rang>
                <BoutonPret type="submit" loading={valider.isPending} manque={code.length !== 6 && textes.codeIncomplet}>
                  Valider le code
                </BoutonPret>
              </Rang>
            </Pile>
          </form>
        )}
      </Pile>
    </Carte>
  )
}

function Sessions() {
  const partout = useDeconnexionPartout()
  return (
    <Carte titre="Sessions ouvertes">
      <Pile>
        <p>{textes.partout}</p>
        <Rang>
          <Button variant="default" loading={partout.isPending} onClick={() => partout.mutate()}>
            Me déconnecter partout
          </Button>
        </Rang>
      </Pile>
    </Carte>
  )
}
