import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { useListe } from '../../../api/territoire.tsx'
import type { MaDemande } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { allerAuChamp, idDuChamp } from '../../../ui/champ.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { apercuQuery, useMeProteger, type MotifProtection, type SorteGeste } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.personnes
const CHAMP_MOTIF = idDuChamp('motif')
const CHAMP_CONTACT = idDuChamp('contact')

const nom = ({ prenoms, nom_usage, nom_naissance }: { prenoms: string | null; nom_usage: string | null; nom_naissance: string | null }) =>
  [prenoms, nom_usage ?? nom_naissance].filter(Boolean).join(' ')

const titulaires = ({ formulaire }: MaDemande) => [...(formulaire.demandeur ? [formulaire.demandeur] : []), ...formulaire.codemandeurs]

/** Ce que le départ changerait, et ce qu’il faut apporter : l’acte lui-même se fait au guichet. */
function Depart({ demande }: { demande: MaDemande }) {
  const [qui, choisirQui] = useState('')
  const [quoi, choisirQuoi] = useState('')
  const gestes = useListe('geste_sur_personne')
  const apercu = useQuery(apercuQuery((quoi || 'ajout') as SorteGeste, qui))
  return (
    <Card titre={t.depart}>
      <p>{t.departPhrase}</p>
      <Select label={t.qui} value={qui} onChange={choisirQui} options={titulaires(demande).map((p) => ({ value: p.id, label: nom(p) }))} />
      <Select label={t.quoi} value={quoi} onChange={choisirQuoi} options={gestes.options.filter(({ value }) => value !== 'ajout')} />
      {qui !== '' && quoi !== '' && (
        <Etat de={apercu}>
          {(lu) => (
            <>
              {lu.consequences.length > 0 && (
                <Notice titre={t.change}>
                  <ul>
                    {lu.consequences.map(({ code, phrase }) => (
                      <li key={code + phrase}>{phrase}</li>
                    ))}
                  </ul>
                </Notice>
              )}
              {lu.justificatifs.length > 0 && (
                <>
                  <p>{t.apporter}</p>
                  <ul>
                    {lu.justificatifs.map(({ code, libelle }) => (
                      <li key={code}>{libelle}</li>
                    ))}
                  </ul>
                </>
              )}
              {raisonsDe(lu.action, demande.guichet?.telephone).map((raison, rang) => (
                <p key={rang}>{raison}</p>
              ))}
            </>
          )}
        </Etat>
      )}
    </Card>
  )
}

function Danger({ demande }: { demande: MaDemande }) {
  const motifs = useListe('motif_protection')
  const [motif, choisir] = useState('')
  const [contact, saisir] = useState('')
  const [erreur, refuser] = useState<{ champ: string; message: string } | null>(null)
  const proteger = useMeProteger()

  if (proteger.isSuccess) {
    return (
      <Notice ton="succes" annonce titre={t.protegee} suite={<ButtonLink href="/connexion">{t.reconnecter}</ButtonLink>}>
        <p>{t.protegeePhrase}</p>
      </Notice>
    )
  }

  function manque(champ: string, message: string) {
    refuser({ champ, message })
    allerAuChamp(champ)
  }

  function confirmer() {
    if (motif === '') manque(CHAMP_MOTIF, t.motifRequis)
    else if (contact.trim() === '') manque(CHAMP_CONTACT, t.contactRequis)
    else proteger.mutate({ motif: motif as MotifProtection, contact: contact.trim() })
  }

  return (
    <Card titre={t.danger}>
      <Notice ton="attention">
        <p>{t.urgence}</p>
      </Notice>
      {demande.protection ? (
        <p>{t.deja}</p>
      ) : (
        <>
          <p>{t.dangerPhrase}</p>
          <Select id={CHAMP_MOTIF} label={t.motif} value={motif} erreur={erreur?.champ === CHAMP_MOTIF ? erreur.message : undefined} options={motifs.options} onChange={choisir} />
          <TextField
            id={CHAMP_CONTACT}
            name="contact"
            label={t.contact}
            aide={t.contactAide}
            value={contact}
            erreur={erreur?.champ === CHAMP_CONTACT ? erreur.message : undefined}
            onChange={saisir}
          />
          {proteger.error && (
            <Notice ton="erreur" annonce>
              {phraseDe(proteger.error)}
            </Notice>
          )}
          <Rangee>
            <Button allure="danger" enCours={proteger.isPending} onPress={confirmer}>
              {t.proteger}
            </Button>
          </Rangee>
        </>
      )}
    </Card>
  )
}

export default function PersonnesPage() {
  const requete = useQuery(maDemandeQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={requete}>
        {(demande) =>
          demande && (
            <>
              <Card titre={t.titulaires}>
                <ul>
                  {titulaires(demande).map((p) => (
                    <li key={p.id}>{nom(p)}</li>
                  ))}
                </ul>
              </Card>
              <Card titre={t.ajouter}>
                <p>{t.ajouterPhrase}</p>
                <Rangee>
                  <ButtonLink href="/demande/foyer" allure="secondaire">
                    {t.ajouterLien}
                  </ButtonLink>
                </Rangee>
              </Card>
              <Depart demande={demande} />
              <Danger demande={demande} />
            </>
          )
        }
      </Etat>
    </Page>
  )
}
