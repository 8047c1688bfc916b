import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MaDemande } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { apercuDArriveeQuery, useAjouterUnCodemandeur, type ArriveeSaisie } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.arrivee
const JOUR = /^\d{4}-\d{2}-\d{2}$/

/** Quelqu’un rejoint la demande : qui c’est, ce que cela change, puis seulement l’ajouter. */
export function Arrivee({ demande }: { demande: MaDemande }) {
  const [qui, changer] = useState<ArriveeSaisie>(() => ({ id: crypto.randomUUID(), lien: '', civilite: '', prenoms: '', nom_naissance: '', ne_le: '' }))
  const [lue, lire] = useState(false)
  const ajouter = useAjouterUnCodemandeur()
  const liens = useListe('lien_codemandeur')
  const civilites = useListe('civilite')
  const saisir = (suite: Partial<ArriveeSaisie>) => {
    changer((avant) => ({ ...avant, ...suite }))
    lire(false)
  }
  if (ajouter.isSuccess) {
    return (
      <Notice ton="succes" arrivee titre={t.faite} suite={<ButtonLink href="/demande/foyer">{t.completer}</ButtonLink>}>
        <p>{t.faitePhrase}</p>
      </Notice>
    )
  }
  const manque =
    qui.lien === '' ? t.manqueLien : qui.prenoms.trim() === '' || qui.nom_naissance.trim() === '' ? t.manqueNom : !JOUR.test(qui.ne_le) ? t.manqueNaissance : null
  return (
    <Card titre={t.titre}>
      <p>{t.phrase}</p>
      <Select label={t.lien} value={qui.lien} onChange={(lien) => saisir({ lien })} options={liens.options} />
      <Select label={t.civilite} facultatif value={qui.civilite} onChange={(civilite) => saisir({ civilite })} options={civilites.options} />
      <TextField name="arrivee-prenoms" label={t.prenoms} value={qui.prenoms} onChange={(prenoms) => saisir({ prenoms })} />
      <TextField name="arrivee-nom" label={t.nom} value={qui.nom_naissance} onChange={(nom_naissance) => saisir({ nom_naissance })} />
      <DateField name="arrivee-naissance" label={t.naissance} value={qui.ne_le} onChange={(ne_le) => saisir({ ne_le })} />
      {lue && manque === null ? (
        <Suite demande={demande} qui={qui} ajouter={ajouter} />
      ) : (
        <Rangee>
          <BoutonExplique raisons={manque === null ? [] : [manque]} onPress={() => lire(true)}>
            {t.lire}
          </BoutonExplique>
        </Rangee>
      )}
    </Card>
  )
}

function Suite({ demande, qui, ajouter }: { demande: MaDemande; qui: ArriveeSaisie; ajouter: ReturnType<typeof useAjouterUnCodemandeur> }) {
  const apercu = useQuery(apercuDArriveeQuery(qui))
  return (
    <Etat de={apercu}>
      {({ consequences, action }) => (
        <>
          {consequences.length > 0 && (
            <Notice titre={t.change} arrivee>
              <ul>
                {consequences.map(({ code, phrase }) => (
                  <li key={code + phrase}>{phrase}</li>
                ))}
              </ul>
            </Notice>
          )}
          {ajouter.error && (
            <Notice ton="erreur" annonce>
              {phraseDe(ajouter.error)}
            </Notice>
          )}
          <Rangee>
            <BoutonExplique raisons={raisonsDe(action, demande.guichet?.telephone)} enCours={ajouter.isPending} onPress={() => ajouter.mutate({ qui, version: demande.version })}>
              {t.ajouter}
            </BoutonExplique>
          </Rangee>
        </>
      )}
    </Etat>
  )
}
