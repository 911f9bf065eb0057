import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>

export interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

export interface Job {
  readonly if?: string
  readonly permissions?: Permissions
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress'?: boolean }
  readonly steps: readonly Step[]
}

/** A workflow of `docs/workflows`, parsed. */
export interface PastedWorkflow {
  readonly file: string
  readonly text: string
  readonly name: string
  /** What starts it; null where an event has no settings. */
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
  readonly permissions: Permissions
  readonly concurrency?: Job['concurrency']
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = fileURLToPath(new URL('../../docs/workflows/', import.meta.url))

export const pastedReadme = readFileSync(join(folder, 'README.md'), 'utf8')

export const pastedWorkflows: readonly PastedWorkflow[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yml'))
  .map((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return { file, text, ...parse(text) }
  })

export function pastedWorkflow(file: string): PastedWorkflow {
  const found = pastedWorkflows.find((workflow) => workflow.file === file)
  if (!found) throw new Error(`docs/workflows has no ${file}.`)
  return found
}

/** The rights that a job's token has. */
export const rightsOf = (workflow: PastedWorkflow, job: Job): Permissions => job.permissions ?? workflow.permissions
