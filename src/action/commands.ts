import { answerComment, type Reaction, react } from '../github/answers.ts'
import type { Api } from '../github/api.ts'
import { type Command, commandNames, readCommands } from '../github/commands.ts'
import { mayWrite } from '../github/permission.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import type { Inputs } from '../options.ts'
import { inlineCode, prose } from '../review/markdown.ts'
import { instead, nearest } from '../text/nearest.ts'
import { printable } from '../text/printable.ts'
import type { Comment } from './events.ts'
import type { Machine } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { reviewAgain } from './review-again.ts'

/**
 * Does what a comment on a pull request asks for in lines that begin with `/layerwise`, when those who wrote it may write to the
 * repository. A reaction shows that it was read; there is an answer only where there is something to say.
 */
export async function performCommands(
  machine: Machine,
  api: Api,
  repository: RepositoryName,
  comment: Comment,
  inputs: Inputs,
): Promise<Outcome> {
  const commands = readCommands(comment.body)
  const asked = { ...repository, number: comment.number, id: comment.id }
  const acknowledge = async (reaction: Reaction) => {
    const reacted = await react(api, asked, reaction)
    if (!reacted.ok) api.log(sayRefusal(reacted.refusal))
  }
  if (commands.length === 0 || isSaidBefore(commands, comment)) {
    api.log('Nothing to do: the comment holds no new line that begins with /layerwise.')
    return nothingFound
  }
  for (const person of new Set([comment.author, comment.sender])) {
    const may = await mayWrite(api, repository, person)
    if (may.ok && may.value) continue
    if (!may.ok) api.log(sayRefusal(may.refusal))
    api.log(`Nothing is done: ${printable(person)} may not write to this repository.`)
    await acknowledge('confused')
    return nothingFound
  }
  const problems = commands.flatMap((command) => problemWith(command, machine.rules))
  const isAsked = commands.some((command) => asksForReview(command, machine.rules))
  const again = isAsked ? await reviewAgain(machine, api, asked, inputs) : null
  const isHelp = problems.length > 0 || commands.some(({ name }) => name === 'help')
  const words = [...problems, ...(again?.words ?? [])]
  for (const line of words) api.log(line)
  if (words.length > 0 || isHelp) {
    const answered = await answerComment(api, asked, [...words, ...(isHelp ? [help] : [])].join('\n\n'))
    if (!answered.ok) api.log(sayRefusal(answered.refusal))
  }
  await acknowledge(problems.length > 0 || again?.done === false ? 'confused' : '+1')
  return again?.outcome ?? nothingFound
}

const isSaidBefore = (commands: readonly Command[], { before }: Comment): boolean =>
  before !== null && JSON.stringify(readCommands(before)) === JSON.stringify(commands)

/** An ignore asks for a review too: it counts once the result is reckoned anew. */
const asksForReview = (command: Command, rules: readonly string[]): boolean =>
  command.name === 'review' || (command.name === 'ignore' && rules.includes(command.rule))

/** What is wrong with a command, as Markdown; nothing when it can be done. */
function problemWith(command: Command, rules: readonly string[]): string[] {
  if (command.name === 'unknown') {
    const near = nearest(command.word, commandNames)
    return [
      `${said(command.word)} is not a command.${near ? ` Did you mean ${inlineCode(`/layerwise ${near}`)}?` : ''}`,
    ]
  }
  if (command.name !== 'ignore' || rules.includes(command.rule)) return []
  if (command.rule === '') return [`${said('ignore')} needs a rule: ${rules.map(inlineCode).join(', ')}.`]
  return [`${said(`ignore ${command.rule}`)}: there is no such rule. ${prose(instead(command.rule, rules))}`]
}

const said = (words: string): string => inlineCode(`/layerwise ${[...words].slice(0, 80).join('')}`)

const help = `What people with write access can say to Layerwise in a comment here, on a line of its own:

| | |
| --- | --- |
| \`/layerwise review\` | Looks at the newest commit again. |
| \`/layerwise ignore RULE reason\` | Says nothing of a rule on this pull request. It holds as long as the comment stands. |
| \`/layerwise help\` | Shows this list. |`
