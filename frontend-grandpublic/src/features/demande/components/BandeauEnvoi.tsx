import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { idDuChamp } from '../../../ui/champ.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useEnvoi } from '../contexte.tsx'
import { etapeDuChamp } from '../etapes.ts'
import { texts } from '../texts.ts'

const t = texts.page

/** Où en est l’enregistrement, quand il y a quelque chose à en dire. */
export function BandeauEnvoi({ demande }: { demande: string }) {
  const { envoi, etat } = useEnvoi(demande)
  if (etat.refus) {
    const { probleme, etape } = etat.refus
    const erreur = probleme.erreurs[0]
    const adresse = erreur ? `${etapeDuChamp(erreur.champ)}#${idDuChamp(erreur.champ)}` : etape
    return (
      <Notice
        ton="erreur"
        annonce
        titre={t.refus}
        suite={
          adresse && (
            <ButtonLink href={`/demande/${adresse}`} allure="secondaire" petit>
              {t.corriger}
            </ButtonLink>
          )
        }
      >
        <p>{erreur?.message ?? probleme.message}</p>
      </Notice>
    )
  }
  if (!etat.attend) return null
  return (
    <Notice
      ton="attention"
      annonce
      titre={t.enAttente}
      suite={
        <Button allure="secondaire" petit enCours={etat.phase === 'envoi'} onPress={envoi.reprendre}>
          {t.reessayer}
        </Button>
      }
    >
      <p>{t.enAttentePhrase}</p>
    </Notice>
  )
}
