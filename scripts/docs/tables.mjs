/** The regions of the README, by name, as Markdown. */
export function tables({ options, outputs, rules, managers, managerPages, configuration, help, readers }) {
  return {
    inputs: table(
      ['Input', 'Default', 'What it does'],
      options
        .filter(({ input }) => input)
        .map((option) => [code(option.name), code(option.input.default), withValues(option, option.input.whenEmpty)]),
    ),
    outputs: table(
      ['Output', 'What it holds'],
      outputs.map(({ name, description }) => [code(name), description]),
    ),
    rules: table(
      ['Rule', 'Severity', 'What it says'],
      rules.map(({ id, severity, says }) => [`[${code(id)}](docs/rules/${id}.md)`, severity, capital(says)]),
    ),
    managers: table(
      ['Package manager', 'What is kept', 'Where, when nothing moves it'],
      managers.map(({ id, name, caches }) => [
        `[${name}](docs/managers/${id}.md)`,
        [...new Set(caches.map(({ holds }) => holds))].join('; '),
        [...new Set(caches.map(({ at }) => managerPages.placeOf(at.at(-1)).replace(/^the value of |,.*$/g, '')))].join(
          '; ',
        ),
      ]),
    ),
    commands: ['```', ...Object.values(help.commandHelp).map(({ usage }) => usage), '```', '', flagTable(options)].join(
      '\n',
    ),
    builds: `${listed(readers.map(({ name }) => name))}.`,
    configuration: table(
      ['Key', 'What it says'],
      Object.entries(configuration.keys).flatMap(([key, says]) => [
        [code(key), says],
        ...(key === 'paths' ? Object.entries(configuration.pathKeys) : []).map(([sub, more]) => [
          code(`paths.${sub}`),
          more,
        ]),
      ]),
    ),
  }
}

function flagTable(options) {
  return table(
    ['Flag', 'For', 'Default', 'What it does'],
    options
      .filter(({ flag }) => flag)
      .map((option) => [
        code([`--${option.name}`, option.flag.value].filter(Boolean).join(' ')),
        option.flag.commands?.map(code).join(', ') ?? 'all',
        defaultsOf(option.flag),
        withValues(option),
      ]),
  )
}

const defaultsOf = ({ default: usual, defaults = {} }) =>
  [
    ...(usual ? [code(usual)] : []),
    ...Object.entries(defaults).map(([command, value]) => `${code(value)} for ${code(command)}`),
  ].join(', ')

const withValues = ({ description, allowed, range }, whenEmpty) =>
  [
    description,
    whenEmpty ? ` ${whenEmpty}` : '',
    allowed ? ` One of ${allowed.map(code).join(', ')}.` : '',
    range ? ` From ${range.least} to ${range.most}.` : '',
  ].join('')

const listed = (items) => capital(`${items.slice(0, -1).join(', ')} and ${items.at(-1)}`)
const code = (text) => (text === '' ? '' : `\`${text}\``)
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
