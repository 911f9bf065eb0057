import { describe, expect, test } from '@jest/globals'
import sbt from '../../../src/managers/sbt.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(sbt, command, files, place)
const BUILD = `ThisBuild / scalaVersion := "2.13.15" // the version
lazy val root = (project in file(".")).aggregate(core).settings(name := "shop")
lazy val core = (project in file("core")).settings(libraryDependencies += "com.google.code.gson" % "gson" % "2.11.0")
`
const build = (more = '', files: Files = {}): Files => ({
  'build.sbt': BUILD + more,
  'project/build.properties': 'sbt.version=1.10.5',
  'core/src/main/scala/A.scala': '',
  ...files,
})

/** What must not be said: that the build is all that is read, when it is more of a program than a list of settings. */
describe('more than the build', () => {
  test.each<[string, string, Files, RegExp]>([
    ['there is none', 'update', { 'project/build.properties': '' }, /build\.sbt is not copied/],
    ['its version is not known', 'update', { 'build.sbt': BUILD }, /version of sbt/],
    ['it is no text', 'update', build('', { 'build.sbt': null }), /cannot be read/],
    ['it reads a file', 'update', build('version := IO.read(new java.io.File("VERSION"))'), /is a program/],
    ['it reads another', 'update', build('version := scala.io.Source.fromFile("VERSION").mkString'), /is a program/],
    ['it asks Git', 'update', build('version := "git describe".!!'), /is a program/],
    ['it takes in another build', 'update', build('lazy val other = RootProject(file("../other"))'), /is a program/],
    ['it calculates', 'update', build('def v = "1"'), /is a program/],
    ['it has jars', 'update', build('Compile / unmanagedBase := baseDirectory.value / "libs"'), /is a program/],
    ['it has code of its own', 'update', build('', { 'project/Dependencies.scala': '' }), /is a program/],
    ['it has options of its own', 'update', build('', { '.jvmopts': '' }), /is a program/],
    ['a part has a build of its own', 'update', build('', { 'core/build.sbt': '' }), /may belong/],
    [
      'a plugin is not known',
      'update',
      build('', { 'project/plugins.sbt': 'addSbtPlugin("com.github.sbt" % "sbt-dynver" % "5.0.1")' }),
      /is a program|has the plugin/,
    ],
    [
      'another plugin is not known',
      'update',
      build('', { 'project/plugins.sbt': 'addSbtPlugin("a" % "b" % "1")' }),
      /has the plugin b/,
    ],
    ['it compiles', 'compile', build(), /runs the build/],
    ['it compiles too', 'update compile', build(), /runs the build/],
    ['an option is not known', '-ivy x update', build(), /runs the build/],
  ])('since %s', (_, command, files, why) => {
    expect(reads(command, files)).toMatch(why)
  })

  test('since SBT_OPTS is set', () => {
    expect(reads('update', build(), { variables: { SBT_OPTS: '-Dsbt.boot.directory=x' } })).toBe('SBT_OPTS is set')
  })
})

test('the build alone', () => {
  const files = build('', { 'project/plugins.sbt': 'addSbtPlugin("com.eed3si9n" % "sbt-assembly" % "2.3.0")\n' })
  expect(foundBy(sbt, '-batch update', files)).toEqual({
    files: ['build.sbt', 'project/build.properties', 'project/plugins.sbt'],
    writes: ['target', 'target', 'core/target', 'project/target'],
  })
  expect(reads('update', build('', { 'build.sbt': undefined }))).toBe('missing')
})
