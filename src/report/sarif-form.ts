/*
 * The parts of SARIF 2.1.0 that are written (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). A test
 * holds them against the standard's own schema.
 */

export interface Log {
  readonly $schema: string
  readonly version: '2.1.0'
  readonly runs: readonly Run[]
}

export interface Run {
  readonly tool: { readonly driver: Driver }
  readonly automationDetails: { readonly id: string }
  readonly columnKind: 'utf16CodeUnits'
  readonly versionControlProvenance?: readonly { readonly repositoryUri: string; readonly revisionId: string }[]
  readonly invocations?: readonly Invocation[]
  readonly results: readonly Result[]
}

/** What a run could not do, and what else there is to note. */
export interface Invocation {
  readonly executionSuccessful: boolean
  readonly toolExecutionNotifications: readonly {
    readonly level: Level
    readonly message: Message
    readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[]
  }[]
}

export interface Driver {
  readonly name: string
  readonly informationUri: string
  readonly semanticVersion: string
  readonly rules: readonly Rule[]
}

export interface Rule {
  readonly id: string
  readonly shortDescription: Message
  readonly fullDescription?: Message
  readonly help?: Message & { readonly markdown: string }
  readonly helpUri?: string
  readonly defaultConfiguration?: { readonly level: Level }
  readonly properties?: Readonly<Record<string, unknown>>
}

export type Level = 'error' | 'warning' | 'note'

export interface Message {
  readonly text: string
}

export interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: Level
  readonly message: Message
  readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[]
  readonly relatedLocations: readonly {
    readonly id: number
    readonly message: Message
    readonly physicalLocation: PhysicalLocation
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly fixes?: readonly Fix[]
  readonly baselineState?: 'new' | 'unchanged'
  readonly properties: Readonly<Record<string, unknown>>
}

export interface PhysicalLocation {
  readonly artifactLocation: ArtifactLocation
  readonly region: Region
}

export interface ArtifactLocation {
  readonly uri: string
  readonly uriBaseId: string
}

/** 1-based; the end column is the one behind the last character. */
export interface Region {
  readonly startLine: number
  readonly startColumn?: number
  readonly endLine: number
  readonly endColumn?: number
}

export interface Fix {
  readonly description: Message
  readonly artifactChanges: readonly {
    readonly artifactLocation: ArtifactLocation
    readonly replacements: readonly {
      readonly deletedRegion: Region
      readonly insertedContent?: { readonly text: string }
    }[]
  }[]
}
