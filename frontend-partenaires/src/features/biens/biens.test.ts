import { expect, test } from 'vitest'
import { bienDetail } from '@/test/fixtures/biens.ts'
import { bienSchema, versBien, versModification, versSaisie } from './schema.ts'

test('un bien lu puis rendu garde ses valeurs et rien d’inconnu du contrat', () => {
  const saisie = bienSchema.parse(versSaisie(bienDetail(1)))
  const rendu = versBien(saisie)
  expect(rendu).toMatchObject({ reference: '0012-121286', commune: '35047', surface: 45, type_reservataire: 'COLTER' })
  expect(Object.keys(rendu)).not.toContain('reservation')
  expect(Object.keys(rendu)).not.toContain('actions')
})

test('une modification n’envoie que ce qui a été touché', () => {
  const saisie = bienSchema.parse({ ...versSaisie(bienDetail(0)), loyer: 210 })
  expect(versModification(saisie, ['loyer'])).toEqual({ loyer: 210 })
  expect(versModification(saisie, ['reservation'])).toEqual({ reservataire_id: null, type_reservataire: 'AUCUN' })
})
