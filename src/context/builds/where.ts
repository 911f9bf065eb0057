/** Whether a file lies among those of others, which build nothing of this repository. */
export const isVendored = (path: string): boolean =>
  /(?:^|\/)(?:node_modules|vendor|third[_-]party|bower_components|site-packages|\.venv|venv|Pods|testdata|fixtures)\//.test(
    path,
  )

/** How many folders are above a file. */
export const depthOf = (path: string): number => path.split('/').length - 1

/** A folder and all above it, up to the repository's root. */
export function ancestorsOf(folder: string): string[] {
  const found = [folder]
  for (let at = folder; at !== '.'; ) {
    at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '.'
    found.push(at)
  }
  return found
}
