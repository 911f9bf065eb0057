import { wordValue } from '../dockerfile/shell.ts'
import type { Rule } from './rule.ts'

export const updateWithInstall: Rule = {
  id: 'update-with-install',
  severity: 'warning',
  says: 'the package index is refreshed in a layer of its own, which goes stale.',
  why:
    'A step runs again only when its own text, or something above it, has changed. A layer with nothing but a refreshed index stays for ' +
    'weeks, while the install below it is edited: it then asks for versions that the archive no longer has, and the build fails, or ' +
    'it installs old ones. In one step the two always run together.',
  fixIsSafe:
    'The same commands run in the same order, as one layer instead of two. It is offered only where the two steps have the same options, ' +
    'nothing between them has an effect on the refresh, and a refresh that fails still ends the build.',
  silentWhen: [
    'the refresh and an install stand in one step, or something behind the refresh may install',
    'nothing below installs, or the install refreshes the index itself',
    'the index is kept in a cache mount',
    'the tool itself refreshes an index that is old',
  ],
  check: ({ stale, file }) =>
    stale.map(({ manager, cache, refresh, update, install, join }) => {
      const { instruction } = update.step
      const there = install.step.instruction.lines
      const words = refresh.words.map((word) => wordValue(word) ?? word.raw)
      const command = `${words[0]} ${refresh.verb}`
      return {
        manager: manager.id,
        lines: instruction.lines,
        message:
          `\`${command}\` has a layer of its own, which is kept while the install in line ${there.start} changes: that then works from ${cache.holds} that are out of date, and fails when the archive has replaced a package. ` +
          `Run \`${command}\` in the step that installs.`,
        help: 'https://docs.docker.com/build/building/best-practices/#apt-get',
        because: [{ lines: there, message: 'this step installs from it' }],
        remedy: 'unknown' in join ? join : { safety: 'safe', edits: join.edits },
        about: file.text.slice(instruction.head.start, instruction.head.end),
      }
    }),
}
