import { type Feature, featuresIn, frontendOf, SINCE, supports } from '../dockerfile/frontend.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { listed, type Rule, type RuleFinding } from './rule.ts'

/** A `# syntax=` line that stands too low to count: BuildKit reads it in the first lines only. */
function inertDirective(file: Dockerfile): RuleFinding | null {
  const from = file.instructions[0]?.lines.start ?? 0
  const comment = file.comments.find(({ line, text }) => line < from && /^syntax\s*=\s*\S/.test(text))
  if (!comment) return null
  const { lines } = file
  const bom = file.text.startsWith(BOM) ? 1 : 0
  const top = file.text.startsWith('#!', bom) ? lines.start(2) : bom
  const span = { start: lines.start(comment.line), end: lines.next(comment.line) }
  return {
    lines: { start: comment.line, end: comment.line },
    message:
      'BuildKit reads `# syntax=` in the first lines of the file only, above every other comment and empty line: this one has no effect. ' +
      'Put it first.',
    help: 'https://docs.docker.com/reference/dockerfile/#parser-directives',
    remedy: { safety: 'safe', edits: [{ kind: 'move', span, to: top }] },
    about: 'first line',
  }
}

/** The frontend that knows all of some features: what only the labs channel has needs that channel’s own. */
function addressFor(syntax: string, features: ReadonlyMap<Feature, unknown>): string {
  const labs = [...features.keys()].some((feature) => SINCE[feature].minor === null)
  return labs && /:\d[\d.]*$/.test(syntax) ? `${syntax}-labs` : syntax
}

/** ` (since 1.4)`, behind the name of a feature. */
function arrivalOf(feature: Feature): string {
  const { minor } = SINCE[feature]
  return minor === null ? ' (in the labs channel only)' : ` (since 1.${minor})`
}

const BOM = '\uFEFF'

export const declareSyntax: Rule = {
  id: 'declare-syntax',
  severity: 'info',
  says: 'the file uses what only BuildKit knows and names no frontend, or one that is too old for what it uses.',
  why:
    'The line `# syntax=docker/dockerfile:1` has the builder fetch the newest stable frontend of version 1, so the file means the same ' +
    'on every builder, however old. Without it each builder reads the file with the frontend that it was shipped with.',
  fixIsSafe:
    'It is a comment for every builder that does not know it. The line makes BuildKit fetch the frontend’s image once.',
  silentWhen: [
    'the file uses no BuildKit feature',
    'it names a frontend of its own, or one by digest',
    'the configuration turns the rule off, as on builders without access to a registry',
  ],
  check: ({ file, original, syntax }) => {
    const features = featuresIn(file)
    if (features.size === 0) return []
    const frontend = frontendOf(file)
    const address = addressFor(syntax, features)
    const tooOld = new Map([...features].filter(([feature]) => supports(frontend, feature) === false))
    const asked = tooOld.size > 0 ? tooOld : features
    const because = [...featuresIn(original)]
      .filter(([feature]) => asked.has(feature))
      .map(([, { line, name }]) => ({ lines: { start: line, end: line }, message: `this uses ${name}` }))
    if (frontend.kind === 'builtin') {
      const lost = inertDirective(file)
      if (lost) return [lost]
      const bom = file.text.startsWith(BOM) ? 1 : 0
      const line = file.text.startsWith('#!', bom) ? 2 : 1
      const start = line === 1 ? bom : file.lines.start(2)
      return [
        {
          lines: { start: line, end: line },
          message:
            `${because.length > 0 ? 'The file uses' : 'With the suggestions of this review the file uses'} ${listed([...features.values()].map(({ name }) => name))} ` +
            'and leaves it to each builder which Dockerfile frontend reads it. ' +
            `Name the frontend in the first line: \`# syntax=${address}\`.`,
          help: `The line makes BuildKit fetch ${address} from its registry; another address can be set, or this rule turned off, in the configuration.\n\nhttps://docs.docker.com/build/buildkit/frontend/`,
          because,
          remedy: {
            safety: 'safe',
            edits: [{ kind: 'replace', span: { start, end: start }, text: `# syntax=${address}${file.lines.eol}` }],
          },
          about: 'first line',
        },
      ]
    }
    const directive = file.directives.find(({ name }) => name === 'syntax')
    if (tooOld.size === 0 || !directive) return []
    return [
      {
        severity: 'error',
        lines: { start: directive.line, end: directive.line },
        message:
          `\`${directive.value}\` does not know ${listed([...tooOld].map(([feature, { name }]) => `${name}${arrivalOf(feature)}`))}: ` +
          `the build fails, or does something else. Name \`${address}\` instead.`,
        help: 'https://docs.docker.com/build/buildkit/dockerfile-release-notes/',
        because,
        remedy: { safety: 'safe', edits: [{ kind: 'replace', span: directive.valueSpan, text: address }] },
        about: 'first line',
      },
    ]
  },
}
