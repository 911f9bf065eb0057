import { stringify } from 'yaml'

/** `action.yml`. https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax */
export function actionMetadata(options, outputs) {
  const inputs = options
    .filter(({ input }) => input)
    .map(({ name, description, allowed, input }) => [
      name,
      {
        description: [
          description,
          input.whenEmpty ? ` ${input.whenEmpty}` : '',
          allowed ? ` One of ${allowed.join(', ')}.` : '',
        ]
          .join('')
          .replaceAll('`', ''),
        required: false,
        default: input.default,
      },
    ])
  const metadata = {
    name: 'Layerwise',
    description:
      'Reviews pull requests that touch Dockerfiles: layers in the wrong order, package installs without a cache mount.',
    author: 'The Layerwise authors',
    branding: { icon: 'layers', color: 'blue' },
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs.map(({ name, description }) => [name, { description }])),
    runs: { using: 'node24', main: 'dist/index.js' },
  }
  const text = stringify(metadata, { lineWidth: 0, singleQuote: true })
  return `# Written by \`npm run docs\` from src/options.ts. Do not edit.\n${text}`
}
