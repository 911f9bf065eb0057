const region = /(<!-- generated:([\w-]+) -->\n)([\s\S]*?)(<!-- \/generated -->)/g

/**
 * Fills the marked regions of a page: `<!-- generated:NAME -->` up to `<!-- /generated -->`.
 *
 * @param {string} path names the page in errors
 * @param {string} text
 * @param {Readonly<Record<string, string>>} contents Markdown by the region's name
 */
export function fillRegions(path, text, contents) {
  const opened = text.match(/<!-- generated:/g)?.length ?? 0
  const closed = text.match(/<!-- \/generated -->/g)?.length ?? 0
  const filled = [...text.matchAll(region)].length
  if (opened !== closed || opened !== filled) {
    throw new Error(`${path}: a generated region is not closed. End each with <!-- /generated -->.`)
  }
  return text.replace(region, (_, start, name, _old, end) => {
    const content = contents[name]
    if (content === undefined) {
      throw new Error(
        `${path}: nothing is generated under "${name}". One of these is: ${Object.keys(contents).join(', ')}.`,
      )
    }
    return `${start}\n${content}\n\n${end}`
  })
}
