import { useState } from 'react'
import { Link } from 'wouter'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { Controle } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { numeroLisible } from '../../../lib/numero.ts'
import { idDuChamp } from '../../../ui/champ.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { useDemande, useEnvoi } from '../contexte.tsx'
import { estAEnvoyer, etapeDuChamp } from '../etapes.ts'
import { useSoumettre } from '../queries.ts'
import { useRelecture } from '../relecture.ts'
import { texts } from '../texts.ts'
import { BandeauEnvoi } from './BandeauEnvoi.tsx'
import { PlaceDesOccupants } from './PlaceDesOccupants.tsx'
import style from './Recapitulatif.module.css'
import { Regles } from './Regles.tsx'
import { bloquantsDe, raisonsDeFermeture } from './Sommaire.tsx'

const t = texts.recapitulatif

function Controles({ controles }: { controles: readonly Pick<Controle, 'champ' | 'message'>[] }) {
  return (
    <ul>
      {controles.map(({ champ, message }) => (
        <li key={champ + message}>
          <Link href={`/demande/${etapeDuChamp(champ)}?relecture#${idDuChamp(champ)}`}>{message}</Link>
        </li>
      ))}
    </ul>
  )
}

function Envoyee() {
  const { delai_validation_jours: jours } = useTerritoire()
  return (
    <>
      <PageTitle>{t.envoyee}</PageTitle>
      <Notice ton="succes" annonce>
        {t.envoyeePhrase(jours)}
      </Notice>
      <Rangee>
        <ButtonLink href="/mon-espace">{t.espace}</ButtonLink>
      </Rangee>
    </>
  )
}

export function Recapitulatif() {
  const { demande } = useDemande()
  const { etat } = useEnvoi(demande.id)
  const rubriques = useRelecture()
  const soumettre = useSoumettre()
  const [refus, refuser] = useState<{ champ: string; message: string }[]>([])
  const [autres, dire] = useState<string[]>([])

  if (soumettre.isSuccess) return <Envoyee />

  const bloquants = refus.length > 0 ? refus : bloquantsDe(demande)
  const alertes = demande.controles.filter(({ niveau, code }) => niveau === 'alerte' && code !== 'occupant-a-rattacher')
  const envoyer = demande.actions.find(({ code }) => code === 'soumettre')
  const fermeture = raisonsDeFermeture(demande)
  const fermee = fermeture.length > 0
  const aEnvoyer = estAEnvoyer(demande.etat)
  const empechements = [
    ...(etat.attend ? [t.attente] : []),
    ...(envoyer ? raisonsDe(envoyer, demande.guichet?.telephone) : []),
    ...(bloquants.length > 0 ? [`${t.manque(bloquants.length)}.`] : []),
  ]

  const partir = () => {
    refuser([])
    dire([])
    soumettre.mutate(demande.version, {
      onError: (erreur) => {
        const { champs, autres } = ranger(erreur)
        refuser(champs)
        dire(autres)
      },
    })
  }

  return (
    <>
      <PageTitle chapo={aEnvoyer ? t.chapo : t.chapoRelire}>{aEnvoyer ? t.titre : texts.reprise.voir}</PageTitle>
      <BandeauEnvoi demande={demande.id} />
      {!aEnvoyer && (
        <Faits
          liste={[
            [t.de, demande.nom_affiche],
            [demande.numero_unique ? t.numero : t.reference, demande.numero_unique ? numeroLisible(demande.numero_unique) : demande.reference],
          ]}
        />
      )}
      {fermee ? (
        <Notice ton="attention" titre={texts.reprise.fermee}>
          {fermeture.map((raison, rang) => (
            <p key={rang}>{raison}</p>
          ))}
        </Notice>
      ) : (
        t.fermee[demande.etat] && <Notice>{t.fermee[demande.etat]?.(demande.soumise_le && dateLongue(demande.soumise_le))}</Notice>
      )}
      {bloquants.length > 0 && (
        <Notice ton="erreur" annonce={refus.length > 0} titre={t.manque(bloquants.length)}>
          <Controles controles={bloquants} />
        </Notice>
      )}
      {alertes.length > 0 && (
        <Notice ton="attention" titre={t.alertes}>
          <Controles controles={alertes} />
        </Notice>
      )}
      {!fermee && <PlaceDesOccupants demande={demande} />}
      {rubriques.map(({ etape, titre, faits }) => (
        <Card
          key={etape}
          titre={titre}
          geste={
            !fermee && (
              <Link href={`/demande/${etape}?relecture`} className={style.modifier} aria-label={t.modifierQuoi(titre)} data-sans-impression>
                {t.modifier}
              </Link>
            )
          }
        >
          {faits.length > 0 ? <Faits liste={faits} /> : <p>{t.non}</p>}
        </Card>
      ))}
      <Regles demande={demande} themes={['foyer', 'revenus', 'logement']} delai />
      {autres.map((phrase) => (
        <Notice key={phrase} ton="erreur" annonce>
          {phrase}
        </Notice>
      ))}
      {aEnvoyer ? (
        <BoutonExplique raisons={empechements} onPress={partir} enCours={soumettre.isPending}>
          {envoyer?.libelle ?? t.envoyer}
        </BoutonExplique>
      ) : (
        <Rangee>
          <Button allure="secondaire" onPress={() => print()}>
            {t.imprimer}
          </Button>
          <ButtonLink href="/mon-espace" allure="discret">
            {t.espace}
          </ButtonLink>
        </Rangee>
      )}
    </>
  )
}
