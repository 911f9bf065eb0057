import type { Rule } from '../rules/rule.ts'
import { type Block, type Page, sentence } from './page.ts'

/** What a page needs of a rule. */
export type DescribedRule = Pick<Rule, 'id' | 'severity' | 'says' | 'why' | 'fixIsSafe' | 'silentWhen'>

/** A Dockerfile that a rule has something to say of, and the same file with the suggestions in it. */
export interface Example {
  readonly before: string
  readonly after: string
}

/** Said on each page, since the two are easily taken for each other. */
const twoCaches =
  'Two caches are at work. The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.'

/** The page of a rule; the order of its parts is the same for all. */
export function rulePage(rule: DescribedRule, example: Example | undefined): Page {
  return {
    title: rule.id,
    blocks: [
      { prose: `${sentence(rule.says)} Severity: ${rule.severity}.` },
      { heading: 'Why' },
      { prose: sentence(rule.why) },
      { prose: twoCaches },
      ...(example ? exampleBlocks(example) : []),
      { heading: 'When it is silent' },
      { list: rule.silentWhen },
      { heading: 'Why the fix is safe' },
      { prose: sentence(rule.fixIsSafe) },
      { heading: 'How to switch it off' },
      { prose: 'In one place, with a comment above the instruction:' },
      { code: `# layerwise ignore=${rule.id} the reason`, language: 'dockerfile' },
      { prose: 'Everywhere, in `.github/layerwise.yml`:' },
      { code: `rules:\n  ${rule.id}: off`, language: 'yaml' },
    ],
  }
}

export function exampleBlocks({ before, after }: Example): Block[] {
  // What is said belongs in another file.
  if (before === after) return [{ heading: 'Example' }, { code: before, language: 'dockerfile' }]
  return [
    { heading: 'Before' },
    { code: before, language: 'dockerfile' },
    { heading: 'After' },
    { code: after, language: 'dockerfile' },
  ]
}
