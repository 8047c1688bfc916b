import { Link } from 'wouter'
import type { MaDemande } from '../../../api/types.ts'
import { classes } from '../../../lib/classes.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { ETAPES, etapeDuChamp, RECAPITULATIF, titreDe, type CodeEtape } from '../etapes.ts'
import { texts } from '../texts.ts'
import style from './Sommaire.module.css'

const t = texts.reprise

export function etapesACompleter({ controles }: MaDemande): Set<CodeEtape> {
  return new Set(controles.filter(({ niveau }) => niveau === 'bloquant').map(({ champ }) => etapeDuChamp(champ)))
}

/** Ce qui empêche de modifier la demande, dit par le serveur. */
export function raisonsDeFermeture({ actions }: MaDemande): string[] {
  const modifier = actions.find(({ code }) => code === 'modifier')
  return modifier && !modifier.permise ? modifier.raisons.map(({ phrase }) => phrase) : []
}

export function Sommaire({ demande }: { demande: MaDemande }) {
  const fermeture = raisonsDeFermeture(demande)
  if (fermeture.length > 0) {
    return (
      <>
        <Notice ton="attention" titre={t.fermee}>
          {fermeture.map((raison) => (
            <p key={raison}>{raison}</p>
          ))}
        </Notice>
        <Rangee>
          <ButtonLink href={`/demande/${RECAPITULATIF}`} allure="secondaire">
            {t.voir}
          </ButtonLink>
        </Rangee>
      </>
    )
  }
  const aCompleter = etapesACompleter(demande)
  const prochaine = ETAPES.find((etape) => aCompleter.has(etape)) ?? RECAPITULATIF
  return (
    <>
      {demande.etat === 'RT' && (
        <Notice ton="attention" titre={t.retournee(demande.motif_retour ?? '')}>
          {demande.commentaire_retour && <p>{demande.commentaire_retour}</p>}
          <p>{t.corriger}</p>
        </Notice>
      )}
      <Rangee>
        <ButtonLink href={`/demande/${prochaine}`}>{prochaine === RECAPITULATIF ? t.verifier : t.continuer}</ButtonLink>
      </Rangee>
      <h2 id="etapes">{t.etapes}</h2>
      <ol className={style.etapes} aria-labelledby="etapes">
        {ETAPES.map((etape, rang) => {
          const complete = !aCompleter.has(etape)
          return (
            <li key={etape}>
              <Link href={`/demande/${etape}`} className={classes(style.lien, complete && style.complete)}>
                <span className={style.numero} aria-hidden="true">
                  {complete ? '✓' : rang + 1}
                </span>
                <span className={style.nom}>{titreDe(etape)}</span>
                <span className={style.etat}>{complete ? t.complete : t.aCompleter}</span>
              </Link>
            </li>
          )
        })}
      </ol>
    </>
  )
}
