import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import { useForm, type Control } from 'react-hook-form'
import { poserErreurs } from '@/api/form-errors.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { classes } from '@/lib/classes.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'
import { GardeSaisie } from '@/ui/GardeSaisie.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { ChampsDuCerfa, SeulementCerfa } from '../components/Cerfa.tsx'
import { versSaisie, versSections } from '../forms/conversion.ts'
import { Colocataires, Complements } from '../forms/ComplementFields.tsx'
import { Codemandeurs, Occupants, Revenus } from '../forms/FoyerFields.tsx'
import { LogementActuel, LogementRecherche, Motifs } from '../forms/LogementFields.tsx'
import { Coordonnees, EtatCivil, Nature } from '../forms/PersonneFields.tsx'
import { NirsSaisis } from '../forms/NirField.tsx'
import { formulaireSchema, quelquUn, SANS_NOM, type Saisie } from '../forms/schema.ts'
import { DITE_PAR_LA_PERSONNE, SourceField } from '../forms/SourceField.tsx'
import { Travaux } from '../forms/TravailFields.tsx'
import { useNirs } from '../forms/useNirs.ts'
import { alerteOccupants } from '../occupants.ts'
import { useCreerDemande, useModifierDemande } from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'
import styles from './SaisiePage.module.css'

export function NouvelleDemandePage(): ReactElement {
  const [rang, setRang] = useState(0)
  return <Formulaire key={rang} demande={null} suivante={rang > 0} onAutre={() => setRang((n) => n + 1)} />
}

export function SaisiePage(): ReactElement {
  const demande = useDemande()
  return <Formulaire key={demande.id} demande={demande} />
}

const RUBRIQUES: readonly (readonly [id: string, titre: string, champs: (control: Control<Saisie>, demande: DemandeDetail | null) => ReactNode])[] = [
  [
    'demandeur',
    'Demandeur',
    (control) => (
      <Pile>
        <Nature control={control} />
        <EtatCivil control={control} chemin="demandeur" />
        <Coordonnees control={control} chemin="demandeur" />
      </Pile>
    ),
  ],
  ['codemandeurs', 'Codemandeurs', (control, demande) => <Codemandeurs control={control} enregistree={demande?.numero_unique ? demande.id : null} />],
  ['colocataires', 'Colocataires', (control) => <Colocataires control={control} />],
  ['occupants', 'Personnes à loger', (control) => <Occupants control={control} />],
  ['situation-professionnelle', 'Situation professionnelle', (control) => <Travaux control={control} />],
  ['revenus', 'Revenus', (control) => <Revenus control={control} />],
  ['logement-actuel', 'Logement actuel', (control) => <LogementActuel control={control} />],
  ['logement-recherche', 'Logement recherché', (control) => <LogementRecherche control={control} />],
  ['motifs', 'Motifs', (control) => <Motifs control={control} />],
  ['complements', 'Compléments', (control) => <Complements control={control} />],
]

/** Where the saving leads: to the file, to those who look like him before the demande is one, or to an empty form. */
type Suite = 'fiche' | 'doublons' | 'autre'

interface Props {
  demande: DemandeDetail | null
  /** One more after another: the hand goes back to the first field. */
  suivante?: boolean
  onAutre?: () => void
}

function Formulaire({ demande, suivante = false, onAutre }: Props) {
  const [cle] = useState(() => crypto.randomUUID())
  const [essai, setEssai] = useState(0)
  const [dite, setDite] = useState(DITE_PAR_LA_PERSONNE)
  // a draft whose number was refused stays here, and is saved again, not twice
  const [creee, setCreee] = useState<DemandeDetail | null>(null)
  const enregistree = creee ?? demande
  const creer = useCreerDemande(cle)
  const modifier = useModifierDemande()
  const navigate = useNavigate()
  const form = useForm<Saisie>({ shouldFocusError: false, resolver: zodResolver(formulaireSchema), defaultValues: versSaisie(demande?.formulaire ?? null, demande?.nature) })
  const { isDirty, dirtyFields, errors, isSubmitting } = form.formState
  const { nirs, tapes, entiers, deposer } = useNirs(enregistree?.nirs_connus ?? [])
  const aEnregistrer = isDirty || tapes.length > 0
  const alerte = enregistree && alerteOccupants(enregistree)
  const erreur = creer.error ?? modifier.error
  // a mistake in a field that the filter hides could not be mended
  const enFaute = Object.keys(errors).length > 0

  const ouvrir = (demandeId: string, suite: Suite) =>
    suite === 'autre' && onAutre
      ? onAutre()
      : navigate({ to: suite === 'doublons' ? '/demandes/$demandeId/validation' : '/demandes/$demandeId', params: { demandeId }, ignoreBlocker: true })

  const garder = async (saisie: Saisie, modifiees: readonly (keyof Saisie)[]) => {
    if (enregistree && modifiees.length === 0) return enregistree
    const lue = enregistree ? await modifier.mutateAsync({ demande: enregistree, sections: versSections(saisie, modifiees), dite }) : await creer.mutateAsync(versSections(saisie))
    if (!demande) setCreee(lue)
    form.reset(versSaisie(lue.formulaire, lue.nature))
    return lue
  }

  const enregistrer = (suite: Suite) =>
    form.handleSubmit(
      async (saisie) => {
        const modifiees = Object.keys(dirtyFields) as (keyof Saisie)[]
        if (enregistree && modifiees.length === 0 && tapes.length === 0) {
          if (suite === 'doublons') await ouvrir(enregistree.id, suite)
          else dire(textes.aucuneModification)
          return
        }
        if (tapes.includes(saisie.demandeur.id) && !quelquUn(saisie.demandeur)) {
          form.setError('demandeur.nom_naissance', { message: SANS_NOM })
          setEssai((n) => n + 1)
          return
        }
        if (!entiers()) return
        try {
          const lue = await garder(saisie, modifiees)
          if (!(await deposer(lue.id))) return
          dire(enregistree && enregistree.etat !== 'BR' ? 'Les modifications sont enregistrées.' : 'Le brouillon est enregistré.')
          await ouvrir(lue.id, suite)
        } catch (refus) {
          poserErreurs(form, refus)
          setEssai((n) => n + 1)
        }
      },
      () => setEssai((n) => n + 1),
    )()
  const { setFocus } = form
  useEffect(() => {
    if (suivante) setFocus('nature')
  }, [suivante, setFocus])
  useHotkeys([['mod+S', () => void enregistrer('fiche')]], [])

  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void enregistrer('fiche')
        }}
        className={classes(styles.plan, !demande && styles.nouvelle)}
      >
        {!demande && (
          <div className={styles.entete}>
            <PageHeader titre="Saisir une demande au guichet" sous={textes.brouillon} />
          </div>
        )}
        <nav className={styles.sommaire} aria-label="Rubriques du formulaire">
          <ol>
            {RUBRIQUES.map(([id, titre]) => (
              <li key={id}>
                <a href={`#${id}`}>{titre}</a>
              </li>
            ))}
          </ol>
        </nav>
        <div className={styles.rubriques}>
          <Rang fin>
            <SeulementCerfa />
          </Rang>
          {alerte && <Avis ton="attention">{alerte.message}</Avis>}
          <ResumeErreurs erreurs={errors} essai={essai} />
          {erreur && !enFaute && (
            <Avis ton="erreur" annonce>
              {phraseDe(erreur)}
            </Avis>
          )}
          <ChampsDuCerfa tout={enFaute}>
            <NirsSaisis value={nirs}>
              {RUBRIQUES.map(([id, titre, champs]) => (
                <div key={id} id={id} className={styles.rubrique}>
                  <Carte titre={titre}>{champs(form.control, demande)}</Carte>
                </div>
              ))}
            </NirsSaisis>
          </ChampsDuCerfa>
          {demande?.numero_unique && isDirty && (
            <div className={styles.rubrique}>
              <Carte titre="Source des modifications">
                <SourceField valeur={dite} onChange={setDite} />
              </Carte>
            </div>
          )}
        </div>
        <div className={styles.pied}>
          <p className={styles.etat}>{aEnregistrer ? 'Des modifications ne sont pas enregistrées.' : 'Tout est enregistré.'}</p>
          <div className={styles.autres}>
            {(!demande || demande.etat === 'BR') && (
              <Button variant="default" loading={isSubmitting} onClick={() => void enregistrer('doublons')}>
                Vérifier les doublons
              </Button>
            )}
            {onAutre && (
              <Button variant="default" loading={isSubmitting} onClick={() => void enregistrer('autre')}>
                Enregistrer et saisir une autre demande
              </Button>
            )}
          </div>
          <Button type="submit" className={styles.principal} loading={isSubmitting} rightSection={<kbd>Ctrl S</kbd>}>
            {demande && demande.etat !== 'BR' ? 'Enregistrer les modifications' : 'Enregistrer le brouillon'}
          </Button>
        </div>
      </form>
      <GardeSaisie active={aEnregistrer && !isSubmitting} />
    </>
  )
}
