export { type ContextCopy, contextSources, readCopy } from './context-copy.ts'
export { type Landing, Layout } from './layout.ts'
