import { useState } from 'react'
import type { DossierDePieces, PieceAttendue, TypePiece } from '../../../api/types.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { texts } from '../texts.ts'
import { BoutonFichiers } from './BoutonFichiers.tsx'
import style from './MesPieces.module.css'

const MANQUE = ['ATTENDUE', 'REFUSEE', 'PERIMEE']

/** Ce qui manque encore : pour enregistrer, pour la commission, puis ce que le guichet peut demander. */
export function Attendues({ dossier }: { dossier: DossierDePieces }) {
  const [ouverte, ouvrir] = useState<string>()
  // celle que l’on vient d’envoyer reste en place : sa confirmation se lit là où l’on a appuyé
  const manquantes = dossier.attendues.filter((attendue) => MANQUE.includes(attendue.etat) || cleDe(attendue) === ouverte)
  const de = (categorie: PieceAttendue['categorie']) => manquantes.filter((attendue) => attendue.categorie === categorie)
  const estUrgente = ({ etat }: PieceAttendue) => etat === 'REFUSEE' || etat === 'PERIMEE'
  const [urgents, complements] = [de('C').filter(estUrgente), de('C').filter((attendue) => !estUrgente(attendue))]
  const commun = { dossier, ouverte, onOuvrir: ouvrir }
  return (
    <Card titre={texts.aEnvoyer}>
      {manquantes.length === 0 ? (
        <p>{texts.toutEnvoye}</p>
      ) : (
        <Pile>
          {complements.length === manquantes.length && <p>{texts.rienDExige}</p>}
          <Notice>{dossier.depot.rappel_nir}</Notice>
          <Groupe titre={texts.categories.A} attendues={de('A')} {...commun} />
          <Groupe titre={texts.categories.B} attendues={de('B')} {...commun} />
          <Groupe titre={texts.categories.C} attendues={urgents} {...commun} />
          {complements.length > 0 && (
            <details className={style.complements}>
              <summary>{texts.complements(complements.length)}</summary>
              <Groupe titre={texts.categories.C} attendues={complements} {...commun} />
            </details>
          )}
          <p className={style.detail}>{dossier.depot.controle}</p>
        </Pile>
      )}
    </Card>
  )
}

const cleDe = ({ code, personne_id }: PieceAttendue) => `${code}-${personne_id}`

interface Commun {
  dossier: DossierDePieces
  ouverte: string | undefined
  onOuvrir: (cle: string | undefined) => void
}

function Groupe({ titre, attendues, ...commun }: Commun & { titre: string; attendues: readonly PieceAttendue[] }) {
  if (attendues.length === 0) return null
  return (
    <section className={style.groupe}>
      <h3>{titre}</h3>
      <ul className={style.pieces}>
        {attendues.map((attendue) => (
          <Ligne key={cleDe(attendue)} attendue={attendue} {...commun} />
        ))}
      </ul>
    </section>
  )
}

function Ligne({ attendue, dossier, ouverte, onOuvrir }: Commun & { attendue: PieceAttendue }) {
  const cle = cleDe(attendue)
  const geste = attendue.etat === 'ATTENDUE' ? texts.envoyerCeDocument : texts.renvoyer
  const { libelle, pourquoi, etat, etat_libelle, motif, personne_id } = attendue
  const qui = dossier.personnes.length > 1 ? (dossier.personnes.find(({ id }) => id === personne_id)?.nom ?? '') : ''
  return (
    <li className={style.attendue}>
      <div className={style.mots}>
        <p className={style.nom}>{libelle}</p>
        {qui && <p className={style.detail}>{qui}</p>}
        <p className={style.detail}>{pourquoi}</p>
        {motif && <p className={style.refus}>{texts.refus(motif)}</p>}
        {etat === 'PERIMEE' && <p className={style.refus}>{etat_libelle}</p>}
      </div>
      {ouverte === cle ? (
        <Depot attendue={attendue} dossier={dossier} onFermer={() => onOuvrir(undefined)} />
      ) : (
        <Button allure="secondaire" petit aria-label={texts.demande(geste, libelle, qui)} onPress={() => onOuvrir(cle)}>
          {geste}
        </Button>
      )}
    </li>
  )
}

function Depot({ attendue, dossier, onFermer }: { attendue: PieceAttendue; dossier: DossierDePieces; onFermer: () => void }) {
  const { types, personne_id } = attendue
  const [type, choisir] = useState(types.length === 1 ? (types[0]?.code ?? '') : '')
  const [erreur, refuser] = useState<string>()
  return (
    <div className={style.depot}>
      {types.length > 1 && (
        <Select
          label={texts.type}
          value={type}
          erreur={erreur}
          options={types.map(({ code, libelle }) => ({ value: code, label: libelle }))}
          onChange={(suite) => {
            choisir(suite)
            refuser(undefined)
          }}
        />
      )}
      {types.length === 1 && erreur && <Notice ton="erreur">{erreur}</Notice>}
      <BoutonFichiers depot={dossier.depot} vers={type ? { type: type as TypePiece, personneId: personne_id, pieceId: null } : texts.typeRequis} onManque={refuser} />
      <p className={style.detail}>
        {texts.aide(dossier.depot.taille_maximale / 1024 / 1024)} {texts.plusieurs}
      </p>
      <Rangee>
        <Button allure="discret" petit onPress={onFermer}>
          {texts.fermer}
        </Button>
      </Rangee>
    </div>
  )
}
