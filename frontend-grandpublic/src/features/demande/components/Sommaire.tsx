import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { MaDemande } from '../../../api/types.ts'
import { classes } from '../../../lib/classes.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Insecable } from '../../../ui/Insecable.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { estAEnvoyer, ETAPES, etapeDuChamp, RECAPITULATIF, titreDe, type CodeEtape } from '../etapes.ts'
import { texts } from '../texts.ts'
import style from './Sommaire.module.css'

const t = texts.reprise

/** Ce que le serveur refuserait à l’envoi : les réponses qui manquent, et la pièce d’identité. */
export function bloquantsDe({ controles, etat, identite_deposee }: MaDemande): { champ: string; message: string }[] {
  const reponses = controles.filter(({ niveau }) => niveau === 'bloquant')
  return identite_deposee || !estAEnvoyer(etat) ? reponses : [...reponses, { champ: 'pieces.identite', message: t.sansPiece }]
}

export function etapesACompleter(demande: MaDemande): Set<CodeEtape> {
  return new Set(bloquantsDe(demande).map(({ champ }) => etapeDuChamp(champ)))
}

/** Ce qui empêche de modifier la demande, à partir de quand, et qui appeler : tout vient du serveur. */
export function raisonsDeFermeture({ actions, guichet }: MaDemande): ReactNode[] {
  const modifier = actions.find(({ code }) => code === 'modifier')
  return modifier ? raisonsDe(modifier, guichet?.telephone) : []
}

export function Sommaire({ demande }: { demande: MaDemande }) {
  const fermeture = raisonsDeFermeture(demande)
  if (fermeture.length > 0) {
    return (
      <>
        <Notice ton="attention" titre={t.fermee}>
          {fermeture.map((raison, rang) => (
            <p key={rang}>{raison}</p>
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
  const relire = estAEnvoyer(demande.etat) ? t.verifier : t.voir
  return (
    <>
      {demande.etat === 'RT' && (
        <Notice ton="attention" titre={t.retournee}>
          <p>
            <strong>{demande.motif_retour}</strong>
          </p>
          {demande.commentaire_retour && <p>{demande.commentaire_retour}</p>}
          <p>{t.corriger}</p>
        </Notice>
      )}
      <Rangee>
        <ButtonLink href={`/demande/${prochaine}`}>{prochaine === RECAPITULATIF ? relire : t.continuer}</ButtonLink>
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
                <span className={style.nom}>
                  <Insecable texte={titreDe(etape)} />
                </span>
                <span className={style.etat}>{complete ? t.complete : t.aCompleter}</span>
              </Link>
            </li>
          )
        })}
      </ol>
    </>
  )
}
