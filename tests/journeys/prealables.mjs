// What a story takes for granted: the same requests as the applications', from a page where one has signed in.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

const COMBOURG = '35085'
const PIECE = await readFile(new URL('../api/piece.pdf', import.meta.url))
const aujourdhui = () => new Date().toLocaleDateString('sv', { timeZone: 'Europe/Paris' })

const requete = (contrat) => async (page, methode, chemin, corps) => {
  const fichier = Buffer.isBuffer(corps)
  const { statut, texte } = await page.evaluate(
    async ([methode, adresse, corps, fichier]) => {
      const body = fichier ? new Uint8Array(corps) : corps && JSON.stringify(corps)
      const reponse = await fetch(adresse, { method: methode, headers: { 'Content-Type': fichier ? 'application/pdf' : 'application/json', 'X-Fdls': '1' }, body })
      return { statut: reponse.status, texte: await reponse.text() }
    },
    [methode, `/${contrat}/v1/${chemin}`, fichier ? [...corps] : corps, fichier],
  )
  assert.ok(statut < 300, `${methode} ${chemin} : ${statut} ${texte}`)
  return texte && JSON.parse(texte)
}
const auPortail = requete('grandpublic')
const auPoste = requete('partenaires')

function adulte({ nom, prenom, civilite, neLe, telephone, adresse }, situation) {
  return {
    id: crypto.randomUUID(),
    civilite: civilite === 'Madame' ? '2' : '1',
    nom_naissance: nom,
    prenoms: prenom,
    ne_le: neLe,
    nationalite: '2',
    situation_familiale: situation,
    telephone,
    email: adresse,
    adresse: { numero: '7', voie: 'rue des Ajoncs', code_postal: '35270', commune: COMBOURG },
    situation_professionnelle: { contrat: 'CDI', commune_travail: COMBOURG },
  }
}

/** What somebody declares, alone or with somebody, and their children. */
function formulaireDe(qui, avec) {
  const situation = avec ? 'U' : 'C'
  const demandeur = { ...adulte(qui, situation), handicap: false }
  const codemandeurs = avec ? [{ ...adulte(avec, situation), lien: 'C' }] : []
  const titulaires = [[demandeur, qui], ...codemandeurs.map((autre) => [autre, avec])]
  const enfants = qui.enfants.map(({ prenom, neLe, sexe }) => ({
    id: crypto.randomUUID(),
    nom: qui.nom,
    prenom,
    ne_le: neLe,
    sexe: sexe === 'Masculin' ? 'M' : 'F',
    lien: 'E',
    a_charge: true,
  }))
  return {
    demandeur,
    codemandeurs,
    occupants: enfants,
    revenus: {
      rfr: titulaires.map(([{ id }, { salaire }]) => ({ personne_id: id, annee: new Date().getFullYear() - 2, montant: salaire * 11 })),
      ressources: titulaires.map(([{ id }, { salaire }]) => ({ personne_id: id, nature: 'SAL', montant: salaire })),
      pension_versee: 0,
    },
    logement_actuel: { statut: 'LP', loyer: 520, apl: 0, typologie: 'T1', surface: 24, nb_habitants: 1 + codemandeurs.length + enfants.length },
    logement_recherche: { categorie: 'I', typologies: ['T2', 'T3'], communes: [COMBOURG], demande_elargie: false },
    motifs: { codes: ['09', '13'] },
  }
}

/** From his signed-in page to a registered demande. */
export async function faireEnregistrer(chezLui, poste, qui, avec) {
  const formulaire = formulaireDe(qui, avec)
  const { version } = await auPortail(chezLui, 'POST', 'ma-demande')
  await auPortail(chezLui, 'PATCH', 'ma-demande', { version, ...formulaire })
  await auPortail(chezLui, 'POST', 'mes-pieces?type=ID_CNI&nom=carte.pdf', PIECE)
  const complete = await auPortail(chezLui, 'GET', 'ma-demande')
  const envoyee = await auPortail(chezLui, 'POST', 'ma-demande/soumission', { version: complete.version })
  return auPoste(poste, 'POST', `demandes/${envoyee.id}/validation`, { version: envoyee.version, identite_verifiee: true })
}

/** Typed and registered at a desk: the person has never come to the portal. */
export async function saisirAuGuichet(poste, qui) {
  const { id, version } = await auPoste(poste, 'POST', 'demandes', formulaireDe(qui))
  await auPoste(poste, 'POST', `demandes/${id}/pieces?type=ID_CNI&nom=carte.pdf`, PIECE)
  return auPoste(poste, 'POST', `demandes/${id}/validation`, { version, identite_verifiee: true })
}

/** The commission of the bailleur who sits at this desk rejects the demande: its income is above the ceiling. */
export async function faireRejeter(poste, demandeId) {
  const bien = await auPoste(poste, 'POST', 'biens', {
    reference: `REJ-${crypto.randomUUID().slice(0, 8)}`,
    adresse: '14 rue Notre-Dame',
    code_postal: '35270',
    commune: COMBOURG,
    typologie: 'T2',
    surface: 44,
    annee_construction: 1998,
    financement: 'PLUS',
    loyer: 312.4,
    charges: 48,
    disponible_le: aujourdhui(),
  })
  const [retenue] = await auPoste(poste, 'POST', `biens/${bien.id}/propositions`, { demandes: [demandeId] })
  const seance = await auPoste(poste, 'POST', 'commissions', { tenue_le: aujourdhui() })
  await auPoste(poste, 'POST', `propositions/${retenue.id}/inscription`, { version: retenue.version, commission_id: seance.id })
  const { biens } = await auPoste(poste, 'GET', `commissions/${seance.id}`)
  const { version } = biens.flatMap(({ passages }) => passages).find((passage) => passage.proposition_id === retenue.id)
  await auPoste(poste, 'POST', `commissions/${seance.id}/decisions`, { proposition_id: retenue.id, version, decision: 'REJ', motif: 'IRRRES' })
}

/** Registered for months, and that nothing holds. */
export async function uneAncienneDemande(poste) {
  const { items } = await auPoste(poste, 'GET', 'demandes?etat=AC&sort=deposee_le&size=50')
  return items.find(({ verrouillee }) => !verrouillee)
}
