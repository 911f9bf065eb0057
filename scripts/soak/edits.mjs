/**
 * What people do to the text of a Dockerfile. Each edit takes a text and gives another one, or the same where there is
 * nothing to do.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./projects.mjs').Project} Project
 * @typedef {{ name: string, weight: number, edit: (text: string, random: Random, project: Project) => string }} Edit
 */

/** @param {string} text */
const linesOf = (text) => text.split('\n')

/** Places where a new instruction can stand: behind a line that ends one. @param {string[]} lines */
function gaps(lines) {
  const first = lines.findIndex((line) => /^FROM\b/i.test(line))
  if (first < 0) return []
  return lines
    .map((line, index) => ({ line, index }))
    .filter(({ line, index }) => index >= first && !/\\\r?$/.test(line) && !/^\s*#/.test(line))
    .filter(({ index }) => index + 1 < lines.length)
    .map(({ index }) => index + 1)
}

/** The line ranges of the `RUN` instructions: 0-based, the end not included. @param {string[]} lines */
function runs(lines) {
  /** @type {{ start: number, end: number }[]} */
  const found = []
  for (let at = 0; at < lines.length; at++) {
    if (!/^RUN\b/i.test(lines[at] ?? '')) continue
    const start = at
    while (at + 1 < lines.length && /\\\r?$/.test(lines[at] ?? '')) at++
    found.push({ start, end: at + 1 })
  }
  return found
}

/** @param {string} text @param {Random} random @param {string} instruction */
function insert(text, random, instruction) {
  const lines = linesOf(text)
  const at = random.maybe(gaps(lines))
  if (at === undefined) return text
  const end = lines[at - 1]?.endsWith('\r') ? '\r' : ''
  lines.splice(at, 0, ...instruction.split('\n').map((line) => line + end))
  return lines.join('\n')
}

/** @param {string} text @param {Random} random @param {(run: string[], random: Random) => string[]} change */
function changeRun(text, random, change) {
  const lines = linesOf(text)
  const run = random.maybe(runs(lines))
  if (!run) return text
  lines.splice(run.start, run.end - run.start, ...change(lines.slice(run.start, run.end), random))
  return lines.join('\n')
}

/** @type {readonly Edit[]} */
export const EDITS = [
  {
    name: 'add a step',
    weight: 10,
    edit: (text, random, { steps }) => insert(text, random, random.pick(steps)),
  },
  {
    name: 'add several steps',
    weight: 2,
    edit: (text, random, { steps }) =>
      Array.from({ length: 2 + random.below(4) }).reduce(
        (/** @type {string} */ now) => insert(now, random, random.pick(steps)),
        text,
      ),
  },
  {
    name: 'add a comment',
    weight: 3,
    edit: (text, random) => insert(text, random, random.pick(['# A note.', '', '# One.\n# Two.\n# Three.'])),
  },
  {
    name: 'put lines on top',
    weight: 3,
    edit: (text, random) =>
      `${random.pick(['# Made for the shop.\n', '\n', '# syntax=docker/dockerfile:1\n', '# syntax=docker/dockerfile:1.7\n', '# escape=\\\n'])}${text}`,
  },
  {
    name: 're-wrap a step',
    weight: 4,
    edit: (text, random) =>
      changeRun(text, random, (run) => {
        if (run.length > 1) return [run.map((line) => line.replace(/\s*\\\r?$/, '').trim()).join(' ')]
        const line = run[0] ?? ''
        const end = line.endsWith('\r') ? '\r' : ''
        const parts = line.replace(/\r$/, '').split(' && ')
        if (parts.length > 1)
          return parts.map(
            (part, at) => `${at === 0 ? '' : '    && '}${part}${at < parts.length - 1 ? ' \\' : ''}${end}`,
          )
        return /^RUN --/.test(line) ? run : [`RUN \\${end}`, `    ${line.slice(4)}`]
      }),
  },
  {
    name: 'more blanks in a step',
    weight: 1,
    edit: (text, random) =>
      changeRun(text, random, ([first = '', ...rest]) => [first.replace(/^RUN +/, 'RUN   '), ...rest]),
  },
  {
    name: 'take a step away',
    weight: 4,
    edit: (text, random) => changeRun(text, random, () => []),
  },
  {
    name: 'write a step twice',
    weight: 2,
    edit: (text, random) => changeRun(text, random, (run) => [...run, ...run]),
  },
  {
    name: 'change a word of a step',
    weight: 3,
    edit: (text, random) =>
      changeRun(text, random, (run, chance) =>
        run.map((line) =>
          line.replace(/(install|ci|add|build|download)\b(?! -)/, chance.pick(['$1 -q', '$1  ', '$1'])),
        ),
      ),
  },
  {
    name: 'change the user',
    weight: 5,
    edit: (text, random, { users }) => {
      const lines = linesOf(text)
      const own = lines.flatMap((line, at) => (/^USER\b/.test(line) ? [at] : []))
      const at = random.maybe(own)
      if (at === undefined || random.chance(0.3)) return insert(text, random, `USER ${random.pick(users)}`)
      if (random.chance(0.5)) lines.splice(at, 1)
      else lines[at] = `USER ${random.pick(users)}`
      return lines.join('\n')
    },
  },
  {
    name: 'silence a step',
    weight: 3,
    edit: (text, random) =>
      changeRun(text, random, (run, chance) => [
        `# layerwise ignore${chance.pick(['', '=mount-package-cache', '=copy-manifests-first,mount-package-cache'])} we like it`,
        ...run,
      ]),
  },
  {
    name: 'take the silence away',
    weight: 2,
    edit: (text) =>
      linesOf(text)
        .filter((line) => !/^# layerwise ignore/.test(line))
        .join('\n'),
  },
  {
    name: 'change the image',
    weight: 3,
    edit: (text, random, { images }) => {
      const image = random.pick(images)
      return text.replace(/^(FROM )\S+/m, (_, from) => from + image)
    },
  },
  {
    name: 'move a step',
    weight: 2,
    edit: (text, random) => {
      const lines = linesOf(text)
      const run = random.maybe(runs(lines))
      if (!run) return text
      const taken = lines.splice(run.start, run.end - run.start)
      return insert(lines.join('\n'), random, taken.join('\n').replaceAll('\r', ''))
    },
  },
  {
    name: 'end lines in another way',
    weight: 1,
    edit: (text) => (text.includes('\r') ? text.replaceAll('\r', '') : text.replaceAll('\n', '\r\n')),
  },
  {
    name: 'mix line ends',
    weight: 0.5,
    edit: (text) => text.replace('\n', '\r\n'),
  },
  {
    name: 'lose or gain the last line end',
    weight: 1,
    edit: (text) => (text.endsWith('\n') ? text.replace(/\r?\n$/, '') : `${text}\n`),
  },
  {
    name: 'break it',
    weight: 0.7,
    edit: (text, random) => random.pick([`${text}RUN <<EOF\n`, `${text}NONSENSE\n`, '']),
  },
]
