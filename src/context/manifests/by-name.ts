import type { InstallReads, InstallRequest } from './reads.ts'

/** A tool that installs what is named, and reads nothing of the project unless a word is a path. */
export function readsNothingByName({ args, valueOptions, verb }: InstallRequest): InstallReads {
  const operands = args.filter((word, at) => !word.startsWith('-') && !valueOptions.includes(args[at - 1] ?? ''))
  // RubyGems itself: https://guides.rubygems.org/command-reference/#gem-update
  const itself = verb === 'update' && args.includes('--system')
  if (operands.length === 0 && !itself) return { unknown: `${verb} without a name may read the project` }
  const path = args.find(
    (word) =>
      !/:\/\//.test(word) &&
      /^[.~/]|\/|\.(?:gem|gz|zip|toml|ya?ml|json|lock|opam|cabal)$|^-(?:g|f)$|^--(?:file|path|root|config|dir|manifest|local|gemfile)/.test(
        word,
      ),
  )
  return path === undefined ? { files: [], writes: [] } : { unknown: `${path} may lie in the project` }
}
