/** Sex, year, month, place: nothing else that one types in a search begins like this. A numéro unique begins by a département, « 0 » or « 9 ». */
const DEBUT = /^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d)(?:\d{2}|2[AB])\d{3}/

/** A social security number, or enough of one: in an address it would stay written everywhere. */
export const ressembleAUnNir = (saisie: string) => DEBUT.test(saisie.replace(/[\s.-]/g, '').toUpperCase())
