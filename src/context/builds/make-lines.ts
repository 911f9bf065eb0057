/** An assignment outside of recipes. */
export interface MakeAssignment {
  readonly name: string
  readonly operator: string
  readonly value: string
  /** Whether it hangs on a condition or is for one target only. */
  readonly sometimes: boolean
}

export interface Recipe {
  /** One line of it, with those that continue it. */
  readonly text: string
  /** 1-based. */
  readonly line: number
  /** The target; null where a rule has several, or a pattern. */
  readonly target: string | null
}

export interface Makefile {
  readonly assignments: readonly MakeAssignment[]
  readonly recipes: readonly Recipe[]
  /** Whether other files are read, which may set any variable. */
  readonly includes: boolean
}

const ASSIGNMENT = /^\s*(?:(?:export|override|private)\s+)*([\w.-]+)\s*(\?=|:{0,3}=|\+=|!=)\s*(.*)$/s

/** Reads the lines of a Makefile. https://www.gnu.org/software/make/manual/html_node/Makefile-Contents.html */
export function readMakefile(text: string): Makefile {
  const lines = text.split(/\r?\n/)
  const assignments: MakeAssignment[] = []
  const recipes: Recipe[] = []
  const oneShell = /^\.ONESHELL:/m.test(text)
  let includes = false
  let conditions = 0
  let target: string | null | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let content = lines[at] as string
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(content.slice(-8)) && at + 1 < lines.length) {
      at++
      content += `\n${lines[at]}`
      if (content.length > 50_000) return { assignments: [], recipes: [], includes: true }
    }
    if (content.startsWith('\t') && target !== undefined) {
      const recipe = { text: content.replace(/^[\t ]*[@+-]*[@+\- ]*/, ''), line, target }
      const before = recipes.at(-1)
      // One shell for the whole recipe: a `cd` of one line holds in the next.
      if (oneShell && before && before.target === target) recipes[recipes.length - 1] = joined(before, recipe)
      else recipes.push(recipe)
      continue
    }
    if (/^\s*(?:#|$)/.test(content)) continue
    const directive = /^\s*(ifeq|ifneq|ifdef|ifndef|else|endif|include|-include|sinclude|define)\b/.exec(content)?.[1]
    if (directive === 'define') {
      while (at + 1 < lines.length && !/^\s*endef\b/.test(lines[at + 1] as string)) at++
      assignments.push({ name: content.trim().split(/\s+/)[1] ?? '', operator: '=', value: '', sometimes: true })
      at++
    } else if (directive?.endsWith('include')) includes = true
    else if (directive?.startsWith('if')) conditions++
    else if (directive === 'endif') conditions = Math.max(0, conditions - 1)
    else if (directive === undefined) target = statement(content, conditions > 0, assignments, target)
  }
  return { assignments, recipes, includes }
}

const joined = (one: Recipe, other: Recipe): Recipe => {
  const gap = other.line - one.line - (one.text.split('\n').length - 1)
  return { ...one, text: one.text + '\n'.repeat(Math.max(1, gap)) + other.text }
}

/** An assignment or the head of a rule. @returns the target to which recipes that follow belong */
function statement(
  content: string,
  sometimes: boolean,
  assignments: MakeAssignment[],
  before: string | null | undefined,
): string | null | undefined {
  const found = ASSIGNMENT.exec(content)
  if (found) {
    const [, name, operator, value] = found as unknown as [string, string, string, string]
    assignments.push({ name, operator, value: valueOfLine(value), sometimes })
    return before
  }
  const colon = content.indexOf(':')
  if (colon === -1) return before
  const own = ASSIGNMENT.exec(content.slice(colon + 1))
  if (own) assignments.push({ name: own[1] as string, operator: '=', value: own[3] as string, sometimes: true })
  const target = content.slice(0, colon).trim()
  return /^[^\s%$]+$/.test(target) ? target : null
}

/** Without a comment, and joined by blanks where it goes on. */
const valueOfLine = (value: string): string =>
  value
    .replace(/\\\n\s*/g, ' ')
    .replace(/(^|[^\\])#.*$/s, '$1')
    .trim()
