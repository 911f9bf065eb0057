export { isSameAccount } from './account.ts'
