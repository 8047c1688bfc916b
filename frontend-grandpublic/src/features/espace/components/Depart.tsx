import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useListe } from '../../../api/territoire.tsx'
import type { MaDemande } from '../../../api/types.ts'
import { dateEtHeure, dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Checkbox, CheckboxGroup } from '../../../ui/Checkbox.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { Select } from '../../../ui/Select.tsx'
import { apercuQuery, useDeclarerUnDepart, useRetirerMaDeclaration, type DepartSaisi, type SorteGeste } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.depart

export const nomDe = ({ prenoms, nom_usage, nom_naissance }: { prenoms: string | null; nom_usage: string | null; nom_naissance: string | null }) =>
  [prenoms, nom_usage ?? nom_naissance].filter(Boolean).join(' ')

export const titulairesDe = ({ formulaire }: MaDemande) => [...(formulaire.demandeur ? [formulaire.demandeur] : []), ...formulaire.codemandeurs]

/** Quelqu’un part : ce que cela change se lit d’abord, puis se déclare ; ce qui est déjà déclaré se suit ici. */
export function Depart({ demande }: { demande: MaDemande }) {
  const [deja] = useState(demande.declaration !== null)
  return (
    <Card titre={t.titre}>
      {demande.declaration ? <Declaration demande={demande} declaration={demande.declaration} vientDEtreFaite={!deja} /> : <Declarer demande={demande} />}
    </Card>
  )
}

interface DeclarationProps {
  demande: MaDemande
  declaration: NonNullable<MaDemande['declaration']>
  vientDEtreFaite: boolean
}

function Declaration({ demande, declaration, vientDEtreFaite }: DeclarationProps) {
  const retirer = useRetirerMaDeclaration()
  const { refus, raisons } = declaration
  return (
    <>
      <Notice arrivee={vientDEtreFaite} ton={refus ? 'attention' : 'information'} titre={refus ? t.refusee : raisons.length > 0 ? t.aConfirmer : t.enregistrement}>
        {refus ? <p>{refus}</p> : raisons.length === 0 ? <p>{t.enregistrementPhrase}</p> : null}
        {!refus && raisons.length > 0 && (
          <ul>
            {raisons.map(({ code, phrase }) => (
              <li key={code}>{phrase}</li>
            ))}
          </ul>
        )}
      </Notice>
      <Faits
        liste={[
          [t.declare, `${declaration.sorte_libelle} : ${declaration.personne}`],
          [t.document, declaration.justificatif_libelle],
          ...(declaration.deces_le ? [[t.dateDuDeces, dateLongue(declaration.deces_le)] as const] : []),
          [t.le, dateEtHeure(declaration.le)],
          ...(declaration.refusee_par ? [[t.repondu, declaration.refusee_par] as const] : []),
        ]}
      />
      {!refus && raisons.length > 0 && <p>{t.deposer}</p>}
      {retirer.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(retirer.error)}
        </Notice>
      )}
      <Rangee>
        {!refus && raisons.length > 0 && (
          <ButtonLink href="/mon-espace/documents" allure="secondaire">
            {t.documents}
          </ButtonLink>
        )}
        <Button allure="discret" enCours={retirer.isPending} onPress={() => retirer.mutate({ version: demande.version })}>
          {refus ? t.ranger : t.retirer}
        </Button>
      </Rangee>
    </>
  )
}

const VIDE: DepartSaisi = { sorte: '', personne_id: '', justificatif: '', occupants: [], successeur_id: '', le: '', atteste: false }

function Declarer({ demande }: { demande: MaDemande }) {
  const [depart, changer] = useState(VIDE)
  const saisir = (suite: Partial<DepartSaisi>) => changer((avant) => ({ ...avant, ...suite }))
  const gestes = useListe('geste_sur_personne')
  const choisi = depart.sorte !== '' && depart.personne_id !== ''
  const titulaires = titulairesDe(demande).map((p) => ({ value: p.id, label: nomDe(p) }))
  const restants = titulaires.slice(1).filter(({ value }) => value !== depart.personne_id)
  const change = titulaires[0]?.value === depart.personne_id && restants.length > 1
  return (
    <>
      <p>{t.phrase}</p>
      <Select label={t.qui} value={depart.personne_id} onChange={(personne_id) => saisir({ personne_id, successeur_id: '', occupants: [] })} options={titulaires} />
      <Select
        label={t.quoi}
        value={depart.sorte}
        onChange={(sorte) => saisir({ sorte: sorte as SorteGeste, justificatif: '', atteste: false, le: '', occupants: [] })}
        options={gestes.options.filter(({ value }) => value !== 'ajout')}
      />
      {choisi && depart.sorte === 'separation' && demande.formulaire.occupants.length > 0 && (
        <CheckboxGroup
          label={t.suivent}
          name="occupants"
          value={depart.occupants}
          onChange={(occupants) => saisir({ occupants })}
          options={demande.formulaire.occupants.map(({ id, prenom, nom }) => ({ value: id, label: `${prenom} ${nom}` }))}
        />
      )}
      {choisi && depart.sorte === 'deces' && <DateField label={t.dateDuDeces} name="deces" value={depart.le} onChange={(le) => saisir({ le })} />}
      {choisi && depart.sorte !== 'separation' && change && (
        <Select label={t.successeur} value={depart.successeur_id} onChange={(successeur_id) => saisir({ successeur_id })} options={restants} />
      )}
      {choisi && <Suite demande={demande} depart={depart} saisir={saisir} />}
    </>
  )
}

const JOUR = /^\d{4}-\d{2}-\d{2}$/

function Suite({ demande, depart, saisir }: { demande: MaDemande; depart: DepartSaisi; saisir: (suite: Partial<DepartSaisi>) => void }) {
  const apercu = useQuery(apercuQuery(depart))
  const declarer = useDeclarerUnDepart()
  return (
    <Etat de={apercu}>
      {(lu) => {
        const action = lu.declarer ?? lu.action
        const surLHonneur = lu.sur_l_honneur.some(({ code }) => code === depart.justificatif)
        const manque =
          depart.sorte === 'deces' && !JOUR.test(depart.le) ? t.manqueDate : depart.justificatif === '' ? t.manqueDocument : surLHonneur && !depart.atteste ? t.manqueAttestation : null
        return (
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
            {action.permise && (
              <>
                <Select
                  label={t.document}
                  aide={lu.reference_justificatifs ?? undefined}
                  value={depart.justificatif}
                  onChange={(justificatif) => saisir({ justificatif, atteste: false })}
                  options={lu.justificatifs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
                />
                {surLHonneur && (
                  <Checkbox name="atteste" value={depart.atteste} onChange={(atteste) => saisir({ atteste })}>
                    {t.jAtteste}
                  </Checkbox>
                )}
                {depart.justificatif !== '' &&
                  (lu.a_confirmer.length === 0 ? (
                    <p>{t.suffit}</p>
                  ) : (
                    <Notice titre={t.aConfirmer}>
                      <ul>
                        {lu.a_confirmer.map(({ code, phrase }) => (
                          <li key={code}>{phrase}</li>
                        ))}
                      </ul>
                    </Notice>
                  ))}
              </>
            )}
            <p>{t.discret}</p>
            {declarer.error && (
              <Notice ton="erreur" annonce>
                {phraseDe(declarer.error)}
              </Notice>
            )}
            <Rangee>
              <BoutonExplique
                raisons={action.permise && manque !== null ? [manque] : raisonsDe(action, demande.guichet?.telephone)}
                enCours={declarer.isPending}
                onPress={() => declarer.mutate({ depart, version: demande.version })}
              >
                {t.declarer}
              </BoutonExplique>
            </Rangee>
          </>
        )
      }}
    </Etat>
  )
}
