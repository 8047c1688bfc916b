import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useForm } from 'react-hook-form'
import { poserErreurs } from '@/api/form-errors.ts'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe, Problem } from '@/api/problem.ts'
import type { PortailVu } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { ChampTexte, ChampZone } from '@/ui/champs/Champs.tsx'
import { PiedDeFormulaire, Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'
import { GardeSaisie } from '@/ui/GardeSaisie.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Apercu } from '../components/Apercu.tsx'
import { Couleur } from '../components/Couleur.tsx'
import { LogoDuPortail } from '../components/LogoDuPortail.tsx'
import { Questions } from '../components/Questions.tsx'
import styles from '../components/Portail.module.css'
import { historiquePortailQuery, portailQuery, useOuvrirPortail, useReglerPortail } from '../queries.ts'
import { schema, versSaisie, type Saisie } from '../saisie.ts'
import { textes } from '../texts.ts'

/** The public portal of the département, as its manager settles it. */
export function PortailPage(): ReactElement {
  const requete = useQuery(portailQuery)
  const [relu, setRelu] = useState(0)
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(portail) => <Reglage key={relu} lu={portail} onRelire={() => void requete.refetch().then(() => setRelu(relu + 1))} />}
    </Requete>
  )
}

function Reglage({ lu, onRelire }: { lu: PortailVu; onRelire: () => void }) {
  // what was opened, then what this page itself has written: never what comes from elsewhere meanwhile
  const [portail, setPortail] = useState(lu)
  const [cle] = useState(() => crypto.randomUUID())
  const [essai, setEssai] = useState(0)
  const ouvrir = useOuvrirPortail(cle)
  const regler = useReglerPortail()
  const form = useForm<Saisie>({ shouldFocusError: false, resolver: zodResolver(schema) as never, defaultValues: versSaisie(portail) })
  const { control } = form
  const { errors, isDirty, isSubmitting } = form.formState
  const { version, ouvert } = portail
  const erreur = ouvrir.error ?? regler.error
  // what has its field is said there, and in the summary
  const dite = erreur instanceof Problem && erreur.erreurs.length > 0
  const depassee = erreur instanceof Problem && erreur.status === 409
  const envoyer = form.handleSubmit(
    async (saisie) => {
      try {
        const { logo_texte, ...contenu } = saisie
        const vu = version === null ? await ouvrir.mutateAsync(contenu) : await regler.mutateAsync({ ...contenu, logo_texte, version })
        dire(version === null ? textes.ouvert : textes.enregistre)
        setPortail(vu)
        form.reset(versSaisie(vu))
      } catch (refus) {
        poserErreurs(form, refus)
        setEssai((n) => n + 1)
      }
    },
    () => setEssai((n) => n + 1),
  )
  return (
    <>
      <GardeSaisie active={isDirty && !isSubmitting} />
      <PageHeader
        titre={textes.titre}
        sous={portail.nom}
        actions={
          ouvert && (
            <Button component="a" variant="default" href={`/${portail.departement}`} target="_blank" rel="noreferrer">
              {textes.voir}
            </Button>
          )
        }
      />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void envoyer()
        }}
      >
        <Pile>
          {!ouvert && (
            <Avis ton="information" titre={textes.ferme}>
              <p>{textes.fermePhrase}</p>
            </Avis>
          )}
          {erreur && !dite && (
            <Avis ton="erreur" annonce>
              <p>{phraseDe(erreur)}</p>
              {depassee && (
                <Button size="compact-sm" variant="default" onClick={onRelire}>
                  {textes.relire}
                </Button>
              )}
            </Avis>
          )}
          <ResumeErreurs erreurs={errors} essai={essai} />
          <div className={styles.page}>
            <Pile>
              <Carte titre={textes.identite}>
                <Pile>
                  <ChampTexte control={control} name="titre" label={textes.titrePortail} aide={textes.titreAide} requis maxLength={100} />
                  <Couleur control={control} minimum={Number(portail.contraste_minimal)} />
                </Pile>
              </Carte>
              <Carte titre={textes.textes}>
                <Pile>
                  <ChampZone control={control} name="textes.accueil" label={textes.accueil} requis maxLength={1000} />
                  <ChampZone control={control} name="textes.presentation" label={textes.presentation} aide={textes.presentationAide} maxLength={1000} />
                </Pile>
              </Carte>
              <Carte titre={textes.contact}>
                <Pile>
                  <p className={styles.aide}>{textes.contactAide}</p>
                  <Rangee>
                    <ChampTexte control={control} name="contact.nom" label={textes.nom} requis maxLength={200} />
                    <ChampTexte control={control} name="contact.telephone" label="Téléphone" type="tel" maxLength={20} />
                    <ChampTexte control={control} name="contact.email" label="Adresse électronique" type="email" maxLength={254} />
                    <ChampTexte control={control} name="contact.horaires" label={textes.horaires} maxLength={200} />
                  </Rangee>
                </Pile>
              </Carte>
              <LogoDuPortail
                portail={portail}
                control={control}
                onChange={(vu) => {
                  setPortail(vu)
                  form.resetField('logo_texte', { defaultValue: vu.logo_texte })
                }}
              />
              <Questions control={control} max={portail.questions_max} faute={errors.questions?.message} />
            </Pile>
            <div className={styles.cote}>
              <Apercu portail={portail} control={control} />
            </div>
          </div>
          <div className={styles.envoi}>
            <PiedDeFormulaire>
              <BoutonPret type="submit" loading={isSubmitting} manque={ouvert && !isDirty && textes.rienAEnregistrer}>
                {ouvert ? 'Enregistrer' : 'Ouvrir le portail'}
              </BoutonPret>
            </PiedDeFormulaire>
          </div>
        </Pile>
      </form>
      {ouvert && <HistoriqueDuPortail />}
    </>
  )
}

function HistoriqueDuPortail() {
  const [page, setPage] = useState(1)
  const requete = useQuery(historiquePortailQuery(page))
  const ligne = useLignesHistorique()
  return (
    <Carte titre="Historique" pleine>
      <HistoriquePagine requete={requete} phrase={phraseDe} ligne={ligne} vide={textes.historiqueVide} onPage={setPage} />
    </Carte>
  )
}
