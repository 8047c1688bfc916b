export const classes = (...noms: (string | false | null | undefined)[]): string => noms.filter(Boolean).join(' ')
