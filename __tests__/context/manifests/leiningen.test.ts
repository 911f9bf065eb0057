import { describe, expect, test } from '@jest/globals'
import leiningen from '../../../src/managers/leiningen.ts'
import type { Files } from '../repository.ts'
import { foundBy, readsBy } from './project.ts'

const reads = (command: string, files: Files) => readsBy(leiningen, command, files)
const project = (more = '', files: Files = {}): Files => ({
  'project.clj': `(defproject shop "0.1.0" ; ~ a "comment\n  :description "a ~ b; c"\n  :dependencies [[org.clojure/clojure "1.12.0"]]\n  ${more})\n`,
  'src/shop/core.clj': '',
  ...files,
})

/** What must not be said: that project.clj is all that is read, when it is a program, names a path, or lets another plugin in. */
describe('more than project.clj', () => {
  test.each<[string, string, Files, RegExp]>([
    ['there is none', 'deps', { 'deps.edn': '' }, /project\.clj is not copied/],
    ['it is no text', 'deps', { 'project.clj': null }, /cannot be read/],
    ['it calculates', 'deps', project(':x ~(+ 1 2)'), /is a program/],
    ['it reads a file', 'deps', project(':version #=(slurp "VERSION")'), /is a program/],
    ['it defines more', 'deps', { 'project.clj': '(def v "1")\n(defproject a "1")' }, /is a program/],
    ['it has a parent', 'deps', project(':parent-project {:path "p"}'), /has :parent-project/],
    ['its repository is a folder', 'deps', project(':repositories [["own" "file:repo"]]'), /names a path/],
    [
      'a plugin is not known',
      'deps',
      project(':plugins [[lein-git-version "1.0"]]'),
      /has the plugin lein-git-version/,
    ],
    ['plugins cannot be told', 'deps', project(':plugins #{lein-x}'), /cannot be told/],
    [
      'a profile has another plugin',
      'deps',
      project('', { 'profiles.clj': '{:dev {:plugins [[a "1"]]}}' }),
      /profiles\.clj has the plugin a/,
    ],
    ['projects are checked out', 'deps', project('', { 'checkouts/a/project.clj': '' }), /checkouts/],
    ['it is endless', 'deps', project(':plugins ['.repeat(5000)), /too long/],
    ['it lists a tree', 'deps :tree', project(), /runs the project/],
    ['it compiles', 'uberjar', project(), /runs the project/],
    ['it runs something else', 'do clean, deps', project(), /runs the project/],
  ])('since %s', (_, command, files, why) => {
    expect(reads(command, files)).toMatch(why)
  })
})

describe('project.clj alone', () => {
  test.each(['deps', '-U deps', 'with-profile production deps'])('lein %s', (command) => {
    expect(reads(command, project(':plugins [[lein-ring "0.12.6" :exclusions [a/b]]]'))).toEqual(['project.clj'])
  })

  test('with profiles.clj', () => {
    expect(reads('deps', project('', { 'profiles.clj': '{:dev {}}' }))).toEqual(['project.clj', 'profiles.clj'])
    expect(reads('deps', project('', { 'profiles.clj': undefined }))).toBe('missing')
  })

  test('goes ahead of a compile', () => {
    expect(foundBy(leiningen, 'with-profile production uberjar', project())).toHaveProperty(
      'ahead.command',
      'lein with-profile production deps',
    )
    expect(foundBy(leiningen, 'run', project())).not.toHaveProperty('ahead')
    expect(foundBy(leiningen, 'uberjar', project(':x ~y'))).not.toHaveProperty('ahead')
  })
})
