/** The commands that read Dockerfiles or rules: what they share is loaded once, in one piece, and only for them. */
export { audit } from './audit.ts'
export { check } from './check.ts'
export { explain } from './explain.ts'
export { fix } from './fix.ts'
export { graph } from './graph.ts'
export { mergeReports } from './merge-reports.ts'
