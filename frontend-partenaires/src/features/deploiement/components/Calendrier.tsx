import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DateDuCalendrier, DeploiementVu } from '@/api/types.ts'
import { dateLongue, heure } from '@/lib/dates.ts'
import { classes } from '@/lib/classes.ts'
import { pluriel } from '@/lib/montants.ts'
import { Actions } from '@/ui/Actions.tsx'
import { dire } from '@/ui/annonces.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { useAnnuler } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './Calendrier.module.css'

const TONS: Readonly<Record<DateDuCalendrier['sorte'], Ton>> = { echeance: 'refus', test: 'attente', effet: 'bon', rendez_vous: 'cours' }

/** The dates of a year, in order: the law's, those of the grids, and those where one meets. */
export function Calendrier({ vu }: { vu: DeploiementVu }) {
  const [aAnnuler, setAAnnuler] = useState<DateDuCalendrier | null>(null)
  return (
    <Carte
      titre={textes.calendrier(vu.annee)}
      outils={
        <nav aria-label="Années" className={styles.annees}>
          <Link to="/deploiement-de-la-cotation" search={{ annee: vu.annee - 1 }} aria-label={`${textes.avant}, ${vu.annee - 1}`}>
            {vu.annee - 1}
          </Link>
          <Link to="/deploiement-de-la-cotation" search={{ annee: vu.annee + 1 }} aria-label={`${textes.apres}, ${vu.annee + 1}`}>
            {vu.annee + 1}
          </Link>
        </nav>
      }
    >
      {vu.dates.length === 0 ? (
        <p>{textes.sansDate(vu.annee)}</p>
      ) : (
        <ol className={styles.dates}>
          {vu.dates.map((date) => (
            <UneDate key={`${date.le}-${date.sorte}-${date.rendez_vous?.id ?? date.titre}`} date={date} passee={date.le < vu.le} onAnnuler={() => setAAnnuler(date)} />
          ))}
        </ol>
      )}
      {aAnnuler?.rendez_vous && <Annulation id={aAnnuler.rendez_vous.id} titre={aAnnuler.titre} onFermer={() => setAAnnuler(null)} />}
    </Carte>
  )
}

function UneDate({ date, passee, onAnnuler }: { date: DateDuCalendrier; passee: boolean; onAnnuler: () => void }) {
  const rendezVous = date.rendez_vous
  return (
    <li className={classes(styles.date, passee && styles.passee)}>
      <time dateTime={rendezVous?.debut ?? date.le} className={styles.quand}>
        {dateLongue(date.le)}
        {rendezVous && `, ${heure(rendezVous.debut)}`}
      </time>
      <div className={styles.quoi}>
        <p>
          <EtatBadge ton={rendezVous?.annule ? 'clos' : TONS[date.sorte]} libelle={rendezVous?.annule ? textes.annule : date.sorte_libelle} />{' '}
          {date.grille_id ? (
            <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: date.grille_id }}>
              {date.titre}
            </Link>
          ) : (
            <strong>{date.titre}</strong>
          )}
        </p>
        {rendezVous && (
          <p className={styles.suite}>
            <Ou ou={rendezVous.ou} />. {rendezVous.epcis.join(', ') || textes.tous}, {textes.invites(pluriel(rendezVous.invites, 'agent invité', 'agents invités'))}.
          </p>
        )}
      </div>
      {rendezVous && <Actions actions={[rendezVous.annuler]} gestes={{ annuler: onAnnuler }} />}
    </li>
  )
}

function Ou({ ou }: { ou: string }) {
  return /^https:\/\//.test(ou) ? (
    <a href={ou} target="_blank" rel="noreferrer">
      {ou}
    </a>
  ) : (
    ou
  )
}

function Annulation({ id, titre, onFermer }: { id: string; titre: string; onFermer: () => void }) {
  const annuler = useAnnuler()
  return (
    <Dialogue
      ouvert
      danger
      titre={textes.titreAnnuler}
      valider="Annuler le rendez-vous"
      attente={annuler.isPending}
      erreur={annuler.error && phraseDe(annuler.error)}
      onFermer={onFermer}
      onValider={() =>
        annuler.mutate(id, {
          onSuccess: () => {
            dire(textes.annulation)
            onFermer()
          },
        })
      }
    >
      <p>{textes.phraseAnnuler(titre)}</p>
    </Dialogue>
  )
}
