/** A string of a Groovy file. */
interface GroovyString {
  readonly text: string
  /** Within single quotes, where nothing is replaced. */
  readonly plain: boolean
  /** The line on which it begins, 1-based. */
  readonly line: number
}

/** A step of a pipeline that runs something. */
export interface GroovyStep {
  readonly step: 'sh' | 'docker.build'
  readonly strings: readonly GroovyString[]
  /** The `dir('…')` blocks around it, the outer first; null for one that is not written out. */
  readonly folders: readonly (string | null)[]
}

/** Comments, strings, brackets, and the words before them: enough of Groovy to find steps. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'''[\s\S]*?(?:'''|$)|"""[\s\S]*?(?:"""|$)|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[{}()\n;]|[\w.]+/g

/** Finds the `sh` and `docker.build` steps of a Jenkinsfile whose arguments are strings. */
export function readGroovy(text: string): GroovyStep[] {
  const steps: GroovyStep[] = []
  const blocks: (string | null | undefined)[] = []
  let line = 1
  let open: { step: GroovyStep['step'] | 'dir'; strings: GroovyString[]; round: number } | null = null
  let directory: string | null | undefined
  const close = () => {
    if (open?.step === 'dir')
      directory = open.strings.length === 1 && open.strings[0]?.plain !== false ? (open.strings[0]?.text ?? null) : null
    else if (open && open.strings.length > 0) {
      const folders = blocks.filter((block): block is string | null => block !== undefined)
      steps.push({ step: open.step, strings: open.strings, folders })
    }
    open = null
  }
  for (const [token] of text.matchAll(TOKEN)) {
    if (/^['"]/.test(token)) {
      open?.strings.push(stringOf(token, line))
    } else if (token === '{') {
      if (open) close()
      blocks.push(directory)
      directory = undefined
    } else if (token === '}') {
      if (open) close()
      blocks.pop()
    } else if (token === '(') {
      if (open) open.round++
    } else if (token === ')') {
      if (open && --open.round <= 0) close()
    } else if (token === '\n' || token === ';') {
      if (open && open.round === 0 && open.strings.length > 0) close()
    } else if (token === 'sh' || token === 'dir' || token === 'docker.build') {
      if (open) close()
      open = { step: token, strings: [], round: 0 }
    } else if (
      open &&
      open.round === 0 &&
      open.strings.length === 0 &&
      !/^(?:script|label|returnStdout|returnStatus|true|false)$/.test(token) &&
      !token.startsWith('/')
    ) {
      open = null
    }
    for (const char of token) if (char === '\n') line++
  }
  if (open) close()
  return steps
}

function stringOf(token: string, line: number): GroovyString {
  const plain = token.startsWith("'")
  const quotes = /^(?:'''|""")/.test(token) ? 3 : 1
  const inner = token.slice(quotes, -quotes)
  // An escape of Groovy's; a backslash before a line end stays for the shell as it is.
  const text = inner.replace(/\\(["'\\$])/g, (written, char) =>
    char === '$' && !plain ? '\\$' : char === '$' ? written : char,
  )
  return { text, plain, line }
}
