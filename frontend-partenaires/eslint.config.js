import js from '@eslint/js'
import boundaries from 'eslint-plugin-boundaries'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const ESPACES = { message: 'Espace insécable devant ? ! ; : » et après « (U+00A0).' }
const SECABLE = '/[A-Za-z\\u00c0-\\u00ff0-9)\\u00bb\\u2019] (?=\\u00bb|[?!;:](?:\\s|$))|\\u00ab /'

/** A sentence of the screen never begins a line with its punctuation. */
const typographie = [
  { selector: `Literal[value=${SECABLE}]`, ...ESPACES },
  { selector: `TemplateElement[value.raw=${SECABLE}]`, ...ESPACES },
  { selector: `JSXText[value=${SECABLE}]`, ...ESPACES },
]

/** A grey button without a sentence is a dead end: what is missing stands beside it, or its work is under way. */
const silencieux = {
  selector:
    'JSXOpeningElement:not(:has(> JSXAttribute[name.name=/^aria-descri/])) > JSXAttribute[name.name=/^(?:disabled|isDisabled|aria-disabled)$/]:not(:has(Identifier[name="isPending"]))',
  message: 'Dire pourquoi : BoutonPret, IconePrete, BoutonAction, ou aria-describedby.',
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'public', 'e2e/.captures'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ...jsxA11y.flatConfigs.strict,
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries, 'react-hooks': reactHooks },
    settings: {
      // without it the « @/ » imports are unknown, and every boundary is silently open
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': [
        { type: 'feature', pattern: 'src/features/*', capture: ['name'] },
        { type: 'app', pattern: 'src/app' },
        { type: 'api', pattern: 'src/api' },
        { type: 'ui', pattern: 'src/ui' },
        { type: 'lib', pattern: 'src/lib' },
        { type: 'test', pattern: 'src/test' },
      ],
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Passer par src/api/client.ts.' }],
      // French needs them: strings are skipped already
      'no-irregular-whitespace': ['error', { skipTemplates: true, skipJSXText: true, skipRegExps: true }],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            { from: { element: { type: 'lib' } }, allow: { to: { element: { type: 'lib' } } } },
            { from: { element: { type: 'ui' } }, allow: { to: { element: { types: { anyOf: ['ui', 'lib'] } } } } },
            { from: { element: { type: 'api' } }, allow: { to: { element: { types: { anyOf: ['api', 'lib'] } } } } },
            { from: { element: { type: 'feature' } }, allow: { to: { element: { types: { anyOf: ['api', 'ui', 'lib', 'test'] } } } } },
            {
              from: { element: { type: 'feature' } },
              allow: { to: { element: { type: 'feature', captured: { name: '{{ from.element.captured.name }}' } } } },
            },
            { from: { element: { type: 'app' } }, allow: { to: { element: { types: { anyOf: ['app', 'feature', 'api', 'ui', 'lib', 'test'] } } } } },
            { from: { element: { type: 'test' } }, allow: { to: { element: { types: { anyOf: ['test', 'api', 'ui', 'lib', 'app'] } } } } },
            { allow: { to: { module: { origin: 'external' } } } },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/**/*.test.{ts,tsx}', 'src/test/**', 'src/api/**'],
    rules: { 'no-restricted-syntax': ['error', ...typographie, silencieux] },
  },
  {
    files: ['**/*.js', '**/*.mjs', 'scripts/**'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
)
