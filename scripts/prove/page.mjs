/** docs/proof.md: a section for each proof, kept until the proof is run again. */

const MARK = /^<!-- (\w+) -->$/gm

const HEAD = `# Proof

What Layerwise says of builds is held against a real BuildKit, by \`npm run prove\` (\`-- ignore\`, \`-- graph\`, \`-- moves\`, \`--seed N\`, \`--cases N\`).
It needs root on Linux with Go and runc: BuildKit is built from its source, runs in namespaces of its own and ends with the
script. \`--write\` writes this page.
`

/** @param {string} text @returns {Map<string, string>} */
export function readSections(text) {
  const [, ...parts] = text.split(MARK)
  const sections = new Map()
  for (let at = 0; at < parts.length; at += 2) sections.set(parts[at], parts[at + 1].trim())
  return sections
}

/**
 * @param {string} name
 * @param {{ title: string, proven: string }} proof
 * @param {{ counts: Record<string, number>, different: number, seed: number, date: string, version: string }} result
 */
export function sectionOf(name, { title, proven }, { counts, different, seed, date, version }) {
  const rows = [...Object.entries(counts), ['**different**', `**${different}**`]]
  const table = ['| | |', '| --- | ---: |', ...rows.map(([what, number]) => `| ${what} | ${number} |`)].join('\n')
  const run = `Last run on ${date}, BuildKit ${version}: \`npm run prove -- ${name} --seed ${seed}\``
  return [`## ${title}`, proven, `${run}`, table].join('\n\n')
}

/** @param {string[]} order @param {Map<string, string>} sections */
export function proofPage(order, sections) {
  const parts = order.flatMap((name) => (sections.has(name) ? [`<!-- ${name} -->\n\n${sections.get(name)}\n`] : []))
  return [HEAD, ...parts].join('\n')
}
