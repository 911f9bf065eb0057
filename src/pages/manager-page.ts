import type { Cache, Kind, Manager, Place } from '../managers/manager.ts'
import type { Block, Page } from './page.ts'
import { type Example, exampleBlocks } from './rule-page.ts'

/** The page of a package manager: its catalogue entry, readable. */
export function managerPage(manager: Manager, example?: Example): Page {
  return {
    title: manager.name,
    blocks: [
      { prose: `The tool’s own page: ${manager.docs}` },
      ...(example ? exampleBlocks(example) : []),
      { heading: 'Commands that use the cache' },
      { list: commandsOf(manager) },
      ...manager.caches.flatMap((cache, index) => cacheBlocks(cache, index, manager)),
      { heading: 'What defeats it' },
      { list: defeatsOf(manager) },
      ...(manager.manifests.length > 0
        ? [{ heading: 'What an install reads of the project' }, { list: manager.manifests.map(code) }]
        : []),
      ...(manager.notes.length > 0 ? [{ heading: 'What else is to be known' }, { list: [...manager.notes] }] : []),
    ],
  }
}

const kinds: Record<Kind, string> = {
  install: 'installs packages',
  fetch: 'only downloads them',
  compile: 'builds from sources',
}

function commandsOf({ programs, versioned, module, verbs }: Manager): string[] {
  const names = [
    ...programs,
    ...(versioned ? [`${programs[0]}3.12`] : []),
    ...(module === null ? [] : [`python -m ${module}`]),
  ]
  const spelt = `called as ${names.map(code).join(', ')}`
  const uses = Object.entries(verbs) as [Kind, readonly string[]][]
  return [
    spelt,
    ...uses
      .filter(([, list]) => list.length > 0)
      .map(
        ([kind, list]) =>
          `${kinds[kind]}: ${list.map((verb) => (verb === '' ? 'nothing behind the program' : code(verb))).join(', ')}`,
      ),
  ]
}

function cacheBlocks(cache: Cache, index: number, manager: Manager): Block[] {
  const filled = cache.filledBy ? [`it is filled by ${cache.filledBy.map(code).join(', ')} in the same step`] : []
  const inside = cache.inside ? [`a mount on ${cache.inside.map(code).join(' or ')} in it is enough`] : []
  const owner = cache.ownFolderOnly ? ['it must belong to the user who runs the command'] : []
  const { hook } = manager
  const kept = manager.companions
    .filter((companion) => companion.cache === index)
    .map(({ programs, add, without }) => {
      const word = code('option' in add ? add.option : add.variable)
      return without === null
        ? `it is mounted together with ${word}`
        : `${code(programs?.[0] ?? manager.id)} ${without}, unless it is told ${word}`
    })
  const used = cache.usedBy
    ? [`only a command that ${cache.usedBy.map((kind) => kinds[kind]).join(' or ')} uses it`]
    : []
  const store = cache.isStore
    ? ['later commands work from what is in it, so that all steps that use it get the mount, or none does']
    : []
  const compiled = cache.compiledFor
    ? [`stages that differ in ${cache.compiledFor.map((what) => what.replace('-', ' ')).join(' or ')} get an id each`]
    : []
  const emptied =
    hook?.cache === index
      ? [
          `${code(hook.file)} in the images of ${hook.families.map(capital).join(' and ')} ${hook.does}, and goes in the same step`,
        ]
      : []
  const unused = cache.unusedWith ? [`with ${listOr(cache.unusedWith)} it is not used`] : []
  const result = cache.outputOf ? [`what ${listOr(cache.outputOf)} leaves there cannot be fetched again`] : []
  const proven = cache.evidence
    ? [
        cache.evidence.files.length > 0
          ? `it is this folder only where ${listOr(cache.evidence.files.map(({ file }) => file))} of the repository says so`
          : 'nothing is said of it where the repository is not known',
      ]
    : []
  const shared = `who shares it: every stage, platform and project of one builder that mounts ${
    cache.compiledFor ? 'this folder under the same id' : 'this folder, since the id of a mount is its path'
  }`
  const more = [
    ...[...filled, ...inside, ...owner, ...used, ...unused, ...store, ...result, ...proven, ...compiled],
    ...[...kept, ...emptied, shared],
  ]
  return [
    { heading: `Cache: ${cache.holds}${cache.programs ? ` (${cache.programs.join(', ')})` : ''}` },
    { prose: cache.at.length > 1 ? 'It is in the first of these places that is set:' : 'It is in this place:' },
    { steps: cache.at.map(placeOf) },
    { prose: `Mounted with ${code(`sharing=${cache.sharing}`)}: ${cache.why}.` },
    ...(cache.remark ? [{ prose: cache.remark }] : []),
    ...(more.length > 0 ? [{ list: more }] : []),
  ]
}

const listOr = (words: readonly string[]): string => words.map(code).join(' or ')

/** A place in words. */
export function placeOf(place: Place): string {
  if ('option' in place) {
    const below = place.below === undefined ? '' : `, and ${code(place.below)} in it`
    return `the value of ${code(place.option)}${below}`
  }
  if ('variable' in place) {
    return place.below === undefined
      ? `the value of ${code(place.variable)}`
      : code(`$${place.variable}/${place.below}`)
  }
  if ('movedBy' in place) return `with ${code(place.movedBy)} somewhere that is not computed: nothing is mounted`
  if ('path' in place && place.ifMounted) return `${code(place.path)}, where the step mounts it`
  if ('besideTool' in place)
    return `${code(place.besideTool)} beside the tool, where the image is known to have it and root runs it`
  if ('root' in place) return `${code(place.root)}, when root runs it`
  if ('path' in place && place.packageManager)
    return `${code(place.path)}, in images with ${place.packageManager.map(code).join(' or ')}`
  if ('file' in place) return `${code(place.key)} in ${code(place.file)}`
  if ('userHome' in place) return `${code(`~/${place.userHome}`)}, in the home that \`/etc/passwd\` names`
  return code('home' in place ? `~/${place.home}` : place.path)
}

function defeatsOf({ defeats }: Manager): string[] {
  const { options, variables, commands } = defeats
  return [
    ...options.map((option) => `the option ${code(option)}`),
    ...variables.map((variable) => `the variable ${code(variable)}`),
    ...commands.map(
      ({ words, unless }) =>
        `the command ${code(words.join(' '))}${unless ? ` without ${unless.map(code).join(' or ')}` : ''}`,
    ),
    `${code('rm')} on the folder`,
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const code = (text: string): string => `\`${text}\``
