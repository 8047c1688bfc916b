import { createTheme, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  'var(--accent-clair)',
  'var(--accent-clair)',
  'var(--accent-clair)',
  'var(--accent-trait)',
  'var(--accent-trait)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent-fonce)',
  'var(--accent-fonce)',
]

/** One red, for errors and for acts that cannot be taken back: Mantine's own is too pale to be read. */
const erreur: MantineColorsTuple = ['#fcebe8', '#fcebe8', '#f0c4bd', '#a3261c', '#a3261c', '#a3261c', '#a3261c', '#a3261c', '#7f1d15', '#7f1d15']

/** Warm greys: Mantine draws its borders and its placeholders with them. */
const gray: MantineColorsTuple = ['#faf7f1', '#f2ece1', '#e3dbce', '#d8cfc0', '#8b8274', '#70675b', '#655d52', '#4b453c', '#35302a', '#24211d']

export const theme = createTheme({
  colors: { accent, erreur, red: erreur, gray },
  primaryColor: 'accent',
  primaryShade: 7,
  white: '#ffffff',
  black: '#24211d',
  fontFamily: 'var(--police)',
  headings: { fontFamily: 'var(--police)', fontWeight: '650' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1rem', xl: '1.125rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.5rem' },
  radius: { xs: '0.25rem', sm: '0.25rem', md: '0.375rem', lg: '0.625rem', xl: '1rem' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // the hint below: in a row, the fields stay in line
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray.7' } },
    // an icon has no name of its own
    FileInput: { defaultProps: { clearButtonProps: { 'aria-label': 'Retirer le fichier' } } },
    TextInput: { defaultProps: { size: 'sm' } },
    NativeSelect: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 3 } },
  },
})
