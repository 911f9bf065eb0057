/** Settings that name a file, or another folder to install. https://docs.npmjs.com/cli/using-npm/config */
export const NAMES_FILES = ['userconfig', 'globalconfig', 'cafile', 'script-shell', 'init-module', 'node-options']
export const NAMES_FOLDERS = ['prefix', 'local-prefix', 'C']

/** The key of an .npmrc by which a tool reads or installs what is not followed; null when there is none. */
export function unknownSetting(settings: string, more: readonly string[] = []): string | null {
  const unknown = [
    ...NAMES_FILES,
    ...NAMES_FOLDERS,
    'certfile',
    'keyfile',
    'install-links',
    'global',
    'location',
    ...more,
  ]
  for (const line of settings.split(/\r?\n/)) {
    const key = /^\s*["']?([^\s;#="'[\]]+)/.exec(line)?.[1]
    const name = key?.slice(key.lastIndexOf(':') + 1)
    if (name && unknown.includes(name)) return name
  }
  return null
}
