import { describe, expect, test } from '@jest/globals'
import gradle from '../../../src/managers/gradle.ts'
import type { Files } from '../repository.ts'
import { foundBy, readsBy } from './project.ts'

const build: Files = {
  'build.gradle.kts': '',
  'settings.gradle.kts': '',
  gradlew: '',
  'gradle/wrapper/gradle-wrapper.jar': null,
}

/** What must not be said: that Gradle reads certain files alone, whenever it runs build scripts. */
test.each(['dependencies', 'build -x test', 'assemble', '--version build', 'wrapper', '--refresh-dependencies'])(
  'gradle %s runs build scripts, which are programs',
  (command) => {
    expect(foundBy(gradle, command, build)).toEqual({ unknown: 'build scripts of Gradle are programs' })
  },
)

describe('its version', () => {
  test('needs no build script', () => {
    expect(foundBy(gradle, '--version', build)).toEqual({ files: [], writes: [] })
    expect(readsBy(gradle, '-v', { ...build, 'gradle.properties': '' })).toEqual(['gradle.properties'])
  })

  test('is downloaded by the wrapper', () => {
    const place = { program: 'gradlew' }
    expect(readsBy(gradle, '--version --no-daemon', build, place)).toEqual(['gradlew', 'gradle/wrapper/'])
    expect(readsBy(gradle, '--version', { gradlew: '' }, place)).toMatch(/wrapper is not copied/)
  })
})
