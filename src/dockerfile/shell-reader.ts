import {
  type Assignment,
  type CommandNode,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type Word,
} from 'unbash'
import type { Span } from '../text/lines.ts'
import type { Certainty, Command, List, ShellWord, Variable } from './shell.ts'

export const SHELLS = /^(?:.*\/)?(?:ba|da|a|k|z)?sh$/
/** How deep `sh -c` in `sh -c` is read. */
const DEPTH = 3

interface Place {
  readonly certainty: Certainty
  readonly piped: boolean
  readonly subshell: number
  /** The output of the commands that it is one of goes to a file, or their input comes from one. */
  readonly redirected?: boolean
  /** Whether a command here may be taken out together with its separator. */
  readonly movable: boolean
}

/** Walks a shell script and lists its simple commands, each with its place in the script. */
export class ShellReader {
  readonly commands: Command[] = []
  errexit = false
  readonly #file: string
  readonly #base: number
  readonly #source: string
  readonly #depth: number
  #subshells = 0

  constructor(file: string, base: number, source: string, depth = 0) {
    this.#file = file
    this.#base = base
    this.#source = source
    this.#depth = depth
  }

  #span({ pos, end }: { pos: number; end: number }): Span {
    return { start: this.#base + pos, end: this.#base + end }
  }

  statements(statements: readonly Statement[], place: Place, parent: List['parent']): void {
    const list: List = { kind: 'statements', items: statements.map((statement) => this.#span(statement)), parent }
    for (const [index, { command, background }] of statements.entries()) {
      const movable = place.movable && !background
      const item = movable ? { list, index } : null
      if (command.type === 'AndOr') {
        const plain = command.operators.every((operator) => operator === '&&')
        const inner: List = { kind: 'and', items: command.commands.map((part) => this.#span(part)), parent: item }
        let certainty = place.certainty
        for (const [at, part] of command.commands.entries()) {
          if (at > 0 && command.operators[at - 1] === '||') certainty = 'sometimes'
          this.#node(part, { ...place, certainty }, movable && plain ? { list: inner, index: at } : null)
        }
      } else this.#node(command, place, item)
    }
  }

  #node(node: PipelineNode | CommandNode, place: Place, item: Command['item']): void {
    switch (node.type) {
      case 'Command':
        this.#command(node, place, item)
        return
      case 'Pipeline':
        if (node.commands.length === 1 && node.prefixes.every(({ type }) => type === 'Time')) {
          const [only] = node.commands
          if (only?.type === 'Command' && node.prefixes.length > 0) this.#command(only, place, item, node)
          else this.#node(only as CommandNode, place, item)
          return
        }
        for (const part of node.commands) this.#node(part, { ...place, piped: true, movable: false }, null)
        return
      case 'Redirected':
        this.#node(node.command, { ...place, movable: false, redirected: true }, null)
        return
      case 'BraceGroup':
        this.statements(node.body.commands, { ...place, movable: false }, null)
        return
      case 'Subshell':
        this.#subshells++
        this.statements(node.body.commands, { ...place, subshell: this.#subshells, movable: false }, null)
        return
      case 'If': {
        const inner: Place = { ...place, movable: false }
        this.statements(node.clause.commands, inner, null)
        const sometimes: Place = { ...inner, certainty: 'sometimes' }
        for (const body of [node.then, ...node.elif.flatMap((part) => [part.clause, part.then]), node.else]) {
          if (body) this.statements(body.commands, sometimes, null)
        }
        return
      }
      case 'Case':
        for (const { body } of node.items) this.#body(body.commands, place)
        return
      case 'For':
      case 'While':
      case 'Select':
      case 'ArithmeticFor':
        if (node.type === 'While') this.#body(node.clause.commands, place)
        this.#body(node.body.commands, place)
        return
      case 'Function':
      case 'Coproc':
        if (node.body.type === 'CompoundList') this.#body(node.body.commands, place)
        else this.#node(node.body as CommandNode, { ...place, certainty: 'sometimes', movable: false }, null)
        return
      default:
        return
    }
  }

  #body(statements: readonly Statement[], place: Place): void {
    this.statements(statements, { ...place, certainty: 'sometimes', movable: false }, null)
  }

  /** @param timed what begins with the `time` in front of the command, which is a program of its own in all shells but bash */
  #command(
    node: Extract<CommandNode, { type: 'Command' }>,
    place: Place,
    item: Command['item'],
    timed?: PipelineNode,
  ): void {
    const words = [...(node.name ? [node.name] : []), ...node.args.filter((arg): arg is Word => arg.type === 'Word')]
    // `export X=1` and `env X=1` have assignments among their arguments.
    const all = [
      ...(timed ? this.#timeWords(timed, node) : []),
      ...(node.name ? [this.#word(node.name)] : []),
      ...node.args.map((arg) => (arg.type === 'Word' ? this.#word(arg) : this.#assigned(arg))),
    ]
    const assignments = node.prefix
      .filter((part) => part.type === 'Assignment')
      .map(({ name, value, append, index, pos, end }) => ({
        name,
        span: this.#span({ pos, end }),
        value: value.type === 'Word' && !append && !index ? this.#word(value) : null,
      }))
    const command: Command = {
      span: this.#span(timed ?? node),
      words: all,
      assignments,
      certainty: place.certainty,
      piped: place.piped,
      subshell: place.subshell,
      redirected: node.redirects.length > 0 || place.redirected === true,
      outputs: [...(place.redirected ? [null] : []), ...node.redirects.flatMap((redirect) => this.#output(redirect))],
      item,
    }
    this.commands.push(command)
    if (
      words[0]?.value === 'set' &&
      words.slice(1).some((word) => /^-\w*e/.test(word.value) || word.value === 'errexit')
    ) {
      this.errexit = true
    }
    this.#nested(words, place)
  }

  /** The file that a redirection writes: none for a copy of another descriptor (`2>&1`), null for what only reads. */
  #output(redirect: Redirection): (ShellWord | null)[] {
    if (redirect.operator === '>&' || redirect.operator === '<&') return []
    return [
      redirect.type === 'Redirect' && redirect.target && !redirect.operator.startsWith('<')
        ? this.#word(redirect.target)
        : null,
    ]
  }

  /** `sh -c '…'`: the script inside is read too, as long as no escape stands in it. */
  #nested(words: readonly Word[], place: Place): void {
    const su = /^(?:.*\/)?su$/.test(words[0]?.value ?? '')
    const at = su ? 0 : words.findIndex(({ value }) => SHELLS.test(value))
    if (at === -1 || this.#depth >= DEPTH) return
    const option = words.findIndex((word, index) => index > at && /^-\w*c$|^--command$/.test(word.value))
    const script = words[option + 1]
    const part = script?.parts?.length === 1 ? script.parts[0] : undefined
    if (option === -1 || !script || !part) return
    const quoted =
      part.type === 'SingleQuoted' ||
      (part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal'))
    if (!quoted || script.value.length !== script.end - script.pos - 2) return
    const tree = parse(script.value)
    const inner = new ShellReader(this.#file, this.#base + script.pos + 1, script.value, this.#depth + 1)
    inner.statements(tree.commands, { ...place, subshell: -1, movable: false }, null)
    // Who runs it (`su app -c`, `sudo -u app sh -c`) is decided by the words in front: they stay in front.
    const front = su ? this.#accountInFront(words, option) : words.slice(0, at).map((word) => this.#word(word))
    for (const command of inner.commands) {
      this.commands.push(front.length > 0 ? { ...command, words: [...front, ...command.words] } : command)
    }
  }

  /** `su node`, with its options, of `su -c '…' node` and `su node -c '…'`; root where no account is named. */
  #accountInFront(words: readonly Word[], option: number): ShellWord[] {
    const rest = words.filter((_, index) => index !== option && index !== option + 1).map((word) => this.#word(word))
    const [su, ...others] = rest as [ShellWord, ...ShellWord[]]
    const isValue = (index: number) => /^(?:-s|--shell|-g|-G|--group|--supp-group)$/.test(others[index - 1]?.raw ?? '')
    const account = others.find(({ raw }, index) => !raw.startsWith('-') && !isValue(index))
    const options = others.filter((word) => word !== account)
    // A bundle such as `-lc` says more than that a command follows.
    const bundle = /^-\w+c$/.test(words[option]?.value ?? '') ? [this.#word(words[option] as Word)] : []
    return [su, ...options, ...bundle, account ?? { span: su.span, raw: 'root', parts: ['root'] }]
  }

  /** `time` and `time -p`. */
  #timeWords({ pos }: PipelineNode, { pos: end }: { readonly pos: number }): ShellWord[] {
    return [...this.#source.slice(pos, end).matchAll(/\S+/g)].map((found) => {
      const at = pos + found.index
      return { span: this.#span({ pos: at, end: at + found[0].length }), raw: found[0], parts: [found[0]] }
    })
  }

  #assigned({ pos, end, text, name, value, append }: Assignment): ShellWord {
    const known = value.type === 'Word' && !append ? partsOf(value) : [null]
    return { span: this.#span({ pos, end }), raw: text, parts: [`${name}=`, ...known] }
  }

  #word(word: Word): ShellWord {
    return {
      span: this.#span(word),
      raw: this.#source.slice(word.pos, word.end),
      parts: partsOf(word),
    }
  }
}

function partsOf(word: Word): ShellWord['parts'] {
  if (!word.parts) return [word.value]
  const parts: (string | Variable | null)[] = []
  for (const part of word.parts) {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
      case 'Glob':
        parts.push(part.value)
        break
      case 'DoubleQuoted':
        for (const inner of part.parts) parts.push(inner.type === 'Literal' ? inner.value : variableOf(inner))
        break
      default:
        parts.push(variableOf(part))
    }
  }
  return parts
}

function variableOf(part: {
  type: string
  text?: string
  parameter?: string
  prefix?: unknown
  index?: unknown
  operation?: unknown
}): Variable | null {
  if (part.type === 'SimpleExpansion') {
    const name = part.text?.slice(1) ?? ''
    return /^[A-Za-z_]\w*$/.test(name) ? { variable: name } : null
  }
  if (part.type !== 'ParameterExpansion' || part.prefix || part.index || !/^[A-Za-z_]\w*$/.test(part.parameter ?? ''))
    return null
  const operation = part.operation as { type: string; operator?: string; operand?: Word } | undefined
  const variable = part.parameter as string
  if (!operation) return { variable }
  if (operation.type === 'Default' && operation.operator === ':-' && operation.operand && !operation.operand.parts) {
    return { variable, otherwise: operation.operand.value }
  }
  return null
}
