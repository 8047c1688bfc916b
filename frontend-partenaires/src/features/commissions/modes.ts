/** How a CALEOL may sit (CCH L441-2). */
const MODES = { PHYSIQUE: 'En présence', VISIO: 'En visioconférence', DEMATERIALISEE: 'Dématérialisée' } as const

export const LIBELLES_MODES = Object.entries(MODES).map(([value, label]) => ({ value, label }))

export const libelleDuMode = (mode: string): string => (mode in MODES ? MODES[mode as keyof typeof MODES] : mode)
