// The mail catcher writes each message as a file: what a person reads in his mailbox.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { attendre } from './attente.mjs'

const DOSSIER = process.env.COURRIELS_DIR

const ouverts = new Set()

/** The message to this address, not opened yet, whose subject holds these words: as soon as it has come. */
export async function courriel(adresse, objet) {
  assert.ok(DOSSIER, 'COURRIELS_DIR doit donner le dossier des courriels')
  const message = await attendre(
    async () => (await nonOuverts(adresse)).findLast((recu) => recu.objet.includes(objet)),
    `le courriel « ${objet} » pour ${adresse}`,
  )
  ouverts.add(message.fichier)
  return message
}

async function nonOuverts(adresse) {
  const fichiers = (await readdir(DOSSIER)).filter((nom) => nom.endsWith('.eml') && !ouverts.has(nom)).sort()
  const recus = await Promise.all(fichiers.map(async (fichier) => ({ fichier, ...lire(await readFile(`${DOSSIER}/${fichier}`, 'latin1')) })))
  return recus.filter(({ a }) => a.includes(adresse))
}

function lire(brut) {
  const [tete, ...reste] = brut.split(/\r?\n\r?\n/)
  const entetes = new Map(
    tete
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .map((ligne) => [ligne.slice(0, ligne.indexOf(':')).toLowerCase(), ligne.slice(ligne.indexOf(':') + 1).trim()]),
  )
  const corps = reste.join('\n\n')
  return {
    a: entetes.get('x-envelope-to') ?? '',
    objet: motsCodes(entetes.get('subject') ?? ''),
    corps: decoder(corps, entetes.get('content-transfer-encoding') ?? ''),
  }
}

const enUtf8 = (octets) => Buffer.from(octets, 'latin1').toString('utf8')
const quotedPrintable = (texte) => texte.replace(/=([0-9A-F]{2})/g, (_, hexa) => String.fromCharCode(parseInt(hexa, 16)))

function decoder(corps, codage) {
  if (codage === 'base64') return Buffer.from(corps, 'base64').toString('utf8')
  if (codage === 'quoted-printable') return enUtf8(quotedPrintable(corps.replace(/=\r?\n/g, '')))
  return enUtf8(corps)
}

/** RFC 2047: « =?utf-8?q?Votre_num=C3=A9ro?= ». */
function motsCodes(objet) {
  return objet
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, codage, mot) =>
      codage.toLowerCase() === 'b' ? Buffer.from(mot, 'base64').toString('utf8') : enUtf8(quotedPrintable(mot.replaceAll('_', ' '))),
    )
}
