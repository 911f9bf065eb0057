/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  // Processes, git and servers take part: a busy machine must not decide a test.
  testTimeout: 120_000,
  // Trees of other projects: jest takes each package.json for a module of this one.
  modulePathIgnorePatterns: ['<rootDir>/__tests__/fixtures/'],
  // Many tests wait for processes of their own: git, the released bundle.
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  reporters: ['default', '<rootDir>/scripts/jest-closing-line.js'],
}
