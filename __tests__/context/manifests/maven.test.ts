import { describe, expect, test } from '@jest/globals'
import maven from '../../../src/managers/maven.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(maven, command, files, place)
const pom = (more = ''): string =>
  `<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>${more}</project>`
const parent = (path = ''): string =>
  `<parent><groupId>a</groupId><artifactId>b</artifactId><version>1</version>${path}</parent>`
const single = (more = '', files: Files = {}): Files => ({ 'pom.xml': pom(more), 'src/main/java/A.java': '', ...files })
const modules = (...names: string[]): string =>
  `<modules>${names.map((name) => `<module>${name}</module>`).join('')}</modules>`
const OFFLINE = 'dependency:go-offline'

/**
 * What must not be said: that Maven reads POMs alone, when
 * - a phase of the build runs,
 * - a POM or a module is not there, or names a file, a folder, or an extension,
 * - settings or options lead elsewhere,
 * - and, of the step that goes ahead: that it works for modules which need each other.
 */
describe('more than POMs', () => {
  test.each<[string, string, Files, RegExp]>([
    ['there is no POM', OFFLINE, { 'a.java': '' }, /pom\.xml is not copied/],
    ['it is no POM', OFFLINE, { 'pom.xml': '<a/>' }, /is no POM/],
    ['it is no XML', OFFLINE, { 'pom.xml': '<project>' }, /is no POM/],
    ['it is no text', OFFLINE, { 'pom.xml': null }, /cannot be read/],
    [
      'it declares entities',
      OFFLINE,
      { 'pom.xml': '<!DOCTYPE p [<!ENTITY a "b">]><project>&a;</project>' },
      /is no POM/,
    ],
    [
      'it depends on a file',
      OFFLINE,
      single('<dependencies><dependency><systemPath>${basedir}/a.jar</systemPath></dependency></dependencies>'),
      /depends on a file/,
    ],
    [
      'a profile hangs on a file',
      OFFLINE,
      single('<profiles><profile><activation><file><exists>a</exists></file></activation></profile></profiles>'),
      /hangs on a file/,
    ],
    [
      'a repository is a folder',
      OFFLINE,
      single('<repositories><repository><url>file://${basedir}/lib</url></repository></repositories>'),
      /has the repository file/,
    ],
    [
      'a repository hangs on a property',
      OFFLINE,
      single('<repositories><repository><url>${url}</url></repository></repositories>'),
      /has the repository/,
    ],
    [
      'an extension runs',
      OFFLINE,
      single('<build><extensions><extension><artifactId>x</artifactId></extension></extensions></build>'),
      /has the extension x/,
    ],
    [
      'a plugin is an extension',
      OFFLINE,
      single(
        '<build><plugins><plugin><artifactId>tycho</artifactId><extensions>true</extensions></plugin></plugins></build>',
      ),
      /has the extension tycho/,
    ],
    ['extensions are loaded', OFFLINE, single('', { '.mvn/extensions.xml': '' }), /loads extensions/],
    ['its options lead elsewhere', OFFLINE, single('', { '.mvn/maven.config': '-f other.xml' }), /has -f/],
    ['a module is not there', OFFLINE, single(modules('a')), /has the module a, which is not there/],
    ['a module hangs on a property', OFFLINE, single(modules('${a}')), /has the module/],
    [
      'a parent hangs on a property',
      OFFLINE,
      single(parent('<relativePath>${a}</relativePath>')),
      /parent of pom\.xml cannot be told/,
    ],
    [
      'a parent cannot be read',
      OFFLINE,
      single(parent('<relativePath>p.xml</relativePath>'), { 'p.xml': 'x' }),
      /p\.xml is no POM/,
    ],
    ['another POM is not there', `-f x/pom.xml ${OFFLINE}`, single(), /x\/pom\.xml is not copied/],
    ['settings are not there', `-s settings.xml ${OFFLINE}`, single(), /settings\.xml is not copied/],
    [
      'settings move the repository',
      `-s s.xml ${OFFLINE}`,
      single('', { 's.xml': '<settings><localRepository>r</localRepository></settings>' }),
      /moves the local/,
    ],
    [
      'settings name a folder',
      `-s s.xml ${OFFLINE}`,
      single('', { 's.xml': '<settings><mirrors><mirror><url>file:///r</url></mirror></mirrors></settings>' }),
      /names file/,
    ],
    ['the repository is moved', `${OFFLINE} -Dmaven.repo.local=.m2`, single(), /is told -Dmaven/],
    ['a file is written', 'dependency:resolve -DoutputFile=x', single(), /is told -DoutputFile/],
    ['an option is not known', `-x ${OFFLINE}`, single(), /has the option -x/],
    ['it compiles too', `${OFFLINE} compile`, single(), /builds the sources/],
    ['it packages', '-B package', single(), /builds the sources/],
    ['another goal of the plugin runs', 'dependency:copy-dependencies', single(), /builds the sources/],
    ['the wrapper is not there', OFFLINE, single(), /mvnw is not copied/],
  ])('since %s', (name, command, files, why) => {
    expect(reads(command, files, name.includes('wrapper') ? { program: 'mvnw' } : {})).toMatch(why)
  })

  test('since variables lead elsewhere', () => {
    expect(reads(OFFLINE, single(), { variables: { MAVEN_ARGS: '-f x.xml' } })).toBe('MAVEN_ARGS is set')
    expect(reads(OFFLINE, single(), { variables: { MAVEN_OPTS: '-Xmx1g -Dmaven.repo.local=x' } })).toBe(
      'MAVEN_OPTS is set',
    )
  })

  test('since it has more modules than anybody would list', () => {
    const names = Array.from({ length: 13 }, (_, index) => `m${index}`)
    const files = Object.fromEntries(names.map((name) => [`${name}/pom.xml`, pom()]))
    expect(reads(OFFLINE, single(modules(...names), files))).toMatch(/1\d modules/)
  })
})

describe('POMs alone', () => {
  test.each([
    OFFLINE,
    `-B -ntp ${OFFLINE} -P prod`,
    'dependency:resolve dependency:resolve-plugins',
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline -DskipTests',
    'de.qaware.maven:go-offline-maven-plugin:1.2.8:resolve-dependencies',
  ])('mvn %s', (command) => {
    expect(foundBy(maven, command, single())).toEqual({ files: ['pom.xml'], writes: [] })
  })

  test('with settings, parents, and the folder .mvn', () => {
    const files = {
      'app/pom.xml': pom(parent()),
      'pom.xml': pom(parent('<relativePath>build</relativePath>') + modules('app', 'web')),
      'build/pom.xml': pom(parent('<relativePath/>')),
      'app/s.xml': '<settings><mirrors><mirror><url>https://example.com</url></mirror></mirrors></settings>',
      '.mvn/maven.config': '-ntp\n-Drevision=1\n',
    }
    expect(reads(`-s s.xml ${OFFLINE}`, files, { folder: 'app' })).toEqual([
      'app/s.xml',
      'app/pom.xml',
      'pom.xml',
      'build/pom.xml',
      '.mvn/',
    ])
  })

  test('of all modules, and of those of a module that is a parent too', () => {
    const up = parent('<relativePath>../mid/pom.xml</relativePath>')
    const files = single(modules('a', 'mid'), {
      'a/pom.xml': pom(up),
      'mid/pom.xml': pom(modules('leaf')),
      'mid/leaf/pom.xml': pom(parent()),
    })
    expect(reads(OFFLINE, files)).toEqual(['pom.xml', 'a/pom.xml', 'mid/pom.xml', 'mid/leaf/pom.xml'])
  })

  test('by the wrapper', () => {
    const files = single('', { mvnw: '', '.mvn/wrapper/maven-wrapper.properties': '' })
    expect(reads(OFFLINE, files, { program: 'mvnw' })).toEqual(['mvnw', 'pom.xml', '.mvn/'])
  })

  test('when a parent is downloaded', () => {
    expect(reads(OFFLINE, single(parent()))).toEqual(['pom.xml'])
  })

  test('when their texts are at hand', () => {
    expect(reads(OFFLINE, { 'pom.xml': undefined })).toBe('missing')
    expect(reads(OFFLINE, single('', { '.mvn/maven.config': undefined }))).toBe('missing')
    expect(reads(`-s s.xml ${OFFLINE}`, single('', { 's.xml': undefined }))).toBe('missing')
  })
})

describe('a build', () => {
  test.each([
    ['-B clean package -DskipTests', 'mvn -B dependency:go-offline'],
    ['package -Pprod -Drevision=2 -s s.xml', 'mvn -B -Pprod -Drevision=2 -s s.xml dependency:go-offline'],
    ['-f pom.xml verify', 'mvn -B -f pom.xml dependency:go-offline'],
  ])('mvn %s has a download to go ahead', (command, expected) => {
    expect(foundBy(maven, command, single('', { 's.xml': '<settings />' }))).toHaveProperty('ahead.command', expected)
  })

  test.each<[string, Files]>([
    ['package', single(modules('a'), { 'a/pom.xml': pom() })],
    ['package', { 'pom.xml': '<a/>' }],
    ['-o package', single()],
    ['-pl a package', single()],
    ['spring-boot:build-image', single()],
    ['package -Dx=$(y)', single()],
  ])('mvn %s has none', (command, files) => {
    expect(foundBy(maven, command, files)).not.toHaveProperty('ahead')
  })
})
