import fs from 'node:fs'
import path from 'node:path'

/** What BuildKit's parser says of one instruction; what is empty is left out. */
export interface Said {
  readonly keyword: string
  readonly startLine?: number
  readonly endLine?: number
  readonly flags?: readonly string[]
  readonly json?: readonly string[]
  readonly heredocs?: readonly { name: string; content: string; expand: boolean; chomp: boolean }[]
  readonly trigger?: Said
}

export interface Answer {
  readonly name: string
  readonly text: string
  readonly escape?: '`'
  /** BuildKit's message where it refuses the file. */
  readonly refused?: string
  readonly instructions?: readonly Said[]
}

/**
 * Small Dockerfiles, and what github.com/moby/buildkit v0.34.2 (frontend/dockerfile/parser and instructions) made of each:
 * its answers, not ours.
 */
export const answers: readonly Answer[] = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, 'buildkit-answers.json'), 'utf8'),
).cases
