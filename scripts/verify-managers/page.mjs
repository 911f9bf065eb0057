/** docs/managers/verified.md: one section for each manager, so that a run without a tool leaves its result as it was. */

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``

/** The section of a manager that was run. */
export function section({ recipe, version, rows, untried, sandbox }) {
  const today = new Date().toISOString().slice(0, 10)
  const lines = rows.map((row) => {
    const { command, run, env = {}, place, folder, count, ending, right, kind, why } = row
    const said = [...Object.entries(env).map(([name, value]) => `${name}=${value}`), command ?? run].join(' ')
    const files = ending ? `${count} \`${ending}\`` : count
    const verdict = kind === 'fills' ? 'filled' : 'left empty'
    const result = right ? verdict : `**not ${verdict}**${why ? `: ${why.split('\n').at(-1)}` : ''}`
    const where = folder === null ? '' : code(sandbox.shown(folder.real, place))
    return `| ${code(sandbox.shown(said, place))} | ${where} | ${files} | ${result} |`
  })
  const rest = untried.length > 0 ? [`Not tried: ${untried.map(code).join(', ')}.`, ''] : []
  const remark = recipe.remark ? [recipe.remark, ''] : []
  return [
    `${version}, ${process.platform} ${process.arch}, ${today}.`,
    '',
    ...remark,
    '| command | folder | files | |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
    ...rest,
  ].join('\n')
}

/** The sections of an earlier page, by manager. */
export function readSections(page) {
  const parts = page.split(/^## /m).slice(1)
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 2)]))
}

const NOT_RUN = 'Not run'

export function verifiedPage(managers, sections, recipes) {
  const run = managers.filter(({ id }) => sections.has(id))
  const not = managers.filter(({ id }) => !sections.has(id))
  const why = (id) =>
    recipes.some(({ manager }) => manager === id) ? 'the tool was not at hand' : 'there is no recipe'
  return [
    '<!-- Written by `npm run verify-managers`, which runs the real tools. Do not edit. -->',
    '',
    '# What the real tools do',
    '',
    'Each command was run in an empty home. The folder is the one that the catalogue names for that command; the count is of the',
    'files that the tool put there. System folders are those of a root of their own.',
    '',
    ...run.flatMap(({ id }) => [`## ${id}`, '', sections.get(id)]),
    ...(not.length > 0 ? [`## ${NOT_RUN}`, '', ...not.map(({ id }) => `- ${id}: ${why(id)}`), ''] : []),
  ].join('\n')
}
