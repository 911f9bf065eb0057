import { expect, test } from '@jest/globals'
import { resolve } from '../../scripts/soak/people.mjs'
import { commentOn, worlds } from './worlds.ts'

/* The shortest stories in which the soak test once found a promise broken. */

const scene = worlds()

const pip = (more = '') => `FROM python:3.14-slim\nWORKDIR /app\n${more}CMD ["python", "main.py"]\n`
const INSTALL = 'COPY requirements.txt .\nRUN pip install -r requirements.txt\n'

test('a finding that leaves one file and comes to another is said on the other', async () => {
  const world = await scene.open('python', { Dockerfile: pip(INSTALL), 'web.Dockerfile': pip() })
  expect(await world.settle()).toEqual([])
  world.push({ Dockerfile: pip(), 'web.Dockerfile': pip(INSTALL) })
  expect(await world.settle()).toEqual([])
  expect(commentOn(world, 'web.Dockerfile', 'declare-syntax')).toBeDefined()
})

test('the thread of a file that is as the base has it again does not speak of a new file', async () => {
  const world = await scene.open('python', { Dockerfile: pip(INSTALL) }, { Dockerfile: pip() })
  expect(await world.settle()).toEqual([])
  world.push({ Dockerfile: pip(), 'web.Dockerfile': pip(INSTALL) })
  expect(await world.settle()).toEqual([])
  expect(commentOn(world, 'web.Dockerfile', 'declare-syntax')).toBeDefined()
})

test('the open thread of a file that went away does not open what a person dismissed on another', async () => {
  const world = await scene.open('python', { Dockerfile: pip(INSTALL) })
  expect(await world.settle()).toEqual([])
  resolve(world, commentOn(world, 'Dockerfile', 'declare-syntax').id, 'mona')
  expect(await world.settle()).toEqual([])
  world.push({ 'web.Dockerfile': pip(INSTALL) })
  expect(await world.settle()).toEqual([])
  world.push({ 'web.Dockerfile': null })
  expect(await world.settle()).toEqual([])
})

test('the thread of a renamed file speaks of it, and what was dismissed stays so', async () => {
  const world = await scene.open('python', { Dockerfile: pip(INSTALL) })
  expect(await world.settle()).toEqual([])
  resolve(world, commentOn(world, 'Dockerfile', 'declare-syntax').id, 'mona')
  world.push({ Dockerfile: null, 'docker/Dockerfile': pip(INSTALL) })
  expect(await world.settle()).toEqual([])
})

test('of several equal steps each has its comment, also when one is put above the one that was there', async () => {
  const step = 'RUN pip install gunicorn\n'
  const world = await scene.open('python', { Dockerfile: pip(`ENV A=1\n${step}`) })
  expect(await world.settle()).toEqual([])
  world.push({ Dockerfile: pip(`ENV A=1\n${step}${step}${step}`) })
  expect(await world.settle()).toEqual([])
})
