/**
 * The words of an instruction as they stay when a person reformats it: the second half of a finding's fingerprint.
 *
 * A finding must be known again after a push, or it would be said a second time. What people and formatters change without
 * changing what is done is taken away: where lines are continued and what is commented in between, white space, the case of
 * the keyword, quotes around words, and the `--mount` options, which our own suggestions add to a step that may hold
 * another finding. Two findings that become the same by that are told apart by their order in the file.
 *
 * @param about source text, as a rule gives it
 */
export function stableWords(about: string): string {
  const lines = about.split(/\r?\n/)
  const words = lines
    // The instruction goes on below a comment line and below an empty one: https://docs.docker.com/reference/dockerfile/#format
    .filter((line, index) => index === 0 || !/^\s*#/.test(line))
    .map((line, index, all) => (index < all.length - 1 ? line.replace(/[\\`]\s*$/, ' ') : line))
    .join(' ')
    .replace(/["']/g, '')
    .replace(/(^|\s)--mount=\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.replace(/^(?:onbuild\s+)?[a-z]+(?=\s|$)/i, (keyword) => keyword.toUpperCase())
}
