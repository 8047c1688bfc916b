import type { DemandeDetail } from '@/api/types.ts'

/** What the server says of the occupants that count for nobody (règle R-OCC-1). */
export const alerteOccupants = ({ controles }: DemandeDetail) => controles.find(({ code }) => code === 'occupant-a-rattacher')
