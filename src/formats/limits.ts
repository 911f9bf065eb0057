/** Whoever writes files by hand writes none with more characters than this. Parsers may take the square of it. */
export const LARGEST = 250_000

/** How deep values may lie in each other: parsers, and those who walk through what they found, call themselves for each level. */
export const DEEPEST = 100
