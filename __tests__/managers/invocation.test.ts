import { describe, expect, test } from '@jest/globals'
import { wordValue } from '../../src/dockerfile/shell.ts'
import {
  type Invocation,
  invocationsIn,
  mayInvoke,
  operandsOf,
  optionValue,
  optionWord,
} from '../../src/managers/invocation.ts'
import { scriptOf } from './script.ts'

const nothing = () => undefined
const all = (command: string): Invocation[] => invocationsIn(scriptOf(command), nothing)
/** `pip install install`: the manager, the kind of what it does, and its verb. */
const said = ({ manager, kind, verb }: Invocation): string => `${manager.id} ${kind ?? '-'} ${verb ?? '-'}`
const one = (command: string): Invocation => all(command)[0] as Invocation

describe('a command of a manager is known', () => {
  test.each([
    ['pip install a', 'pip install install'],
    ['pip3 install a', 'pip install install'],
    ['pip3.12 install a', 'pip install install'],
    ['/opt/venv/bin/pip install a', 'pip install install'],
    ['python -m pip install a', 'pip install install'],
    ['python3 -m pip install a', 'pip install install'],
    ['python3.12 -Im pip install a', 'pip install install'],
    ['/usr/bin/python3 -u -m pip install a', 'pip install install'],
    ['pip download a', 'pip fetch download'],
    ['R -q -e "x()" -e "pak::pak()"', 'pak install -e'],
    ['mix do local.hex --force, deps.get --only prod, compile', 'mix fetch deps.get'],
    ['pip wheel a', 'pip compile wheel'],
    ['pip --disable-pip-version-check install a', 'pip install install'],
    ['pip --log /x install a', 'pip install install'],
    ['npm ci', 'npm install ci'],
    ['npm i', 'npm install i'],
    ['npm add a', 'npm install add'],
    ['npm install-clean', 'npm install install-clean'],
    ['npm --prefix web ci', 'npm install ci'],
    ['npm -C web install', 'npm install install'],
    ['npm update', 'npm install update'],
    ['apt-get install a', 'apt install install'],
    ['apt install a', 'apt install install'],
    ['apt-get -y --no-install-recommends install a', 'apt install install'],
    ['apt-get -o Dpkg::Use-Pty=0 install a', 'apt install install'],
    ['apt-get -t bookworm-backports install a', 'apt install install'],
    ['apt-get dist-upgrade', 'apt install dist-upgrade'],
    ['apt-get build-dep a', 'apt install build-dep'],
  ])('%s', (command, expected) => {
    expect(all(command).map(said)).toEqual([expected])
  })

  test.each([
    ['pip list', 'pip - list'],
    ['pip check', 'pip - check'],
    ['pip uninstall a', 'pip - uninstall'],
    ['pip config set global.x y', 'pip - config'],
    ['pip cache purge', 'pip - cache'],
    ['pip --version', 'pip - -'],
    ['pip', 'pip - -'],
    ['npm run build', 'npm - run'],
    ['npm start', 'npm - start'],
    ['npm test', 'npm - test'],
    ['npm -v', 'npm - -'],
    ['npm cache clean --force', 'npm - cache'],
    ['npm run install', 'npm - run'],
    ['apt-get update', 'apt - update'],
    ['apt-get clean', 'apt - clean'],
    ['apt-get remove a', 'apt - remove'],
    ['pip $VERB a', 'pip - -'],
  ])('and uses no cache, as far as can be told: %s', (command, expected) => {
    expect(all(command).map(said)).toEqual([expected])
  })
})

describe('what is no command of a manager', () => {
  test.each([
    'echo pip install a',
    'pipx install a',
    'pip-compile',
    'pipenvoy install',
    'npx npm-check',
    'npm5 install',
    'npminstall',
    'apt-key add',
    'apt-cache search a',
    'apt3 install a',
    'aptitude install a',
    'python -m venv /x',
    'python -m pip_audit',
    'python setup.py install',
    'python pip install',
    '$PIP install a',
    'grep install pip',
    'which pip',
    'RUN=pip',
  ])('%s', (command) => {
    expect(all(command).map(said)).toEqual([])
  })
})

describe('who runs it', () => {
  test.each([
    ['pip install a', 'user'],
    ['env pip install a', 'user'],
    ['env X=1 -u Y pip install a', 'user'],
    ['exec pip install a', 'user'],
    ['command pip install a', 'user'],
    ['time pip install a', 'user'],
    ['nice -n 5 pip install a', 'user'],
    ['nohup pip install a', 'user'],
    ['timeout 60 pip install a', 'user'],
    ['timeout -k 5 60s pip install a', 'user'],
    ['timeout --signal=KILL 60 pip install a', 'user'],
    ['eatmydata apt-get install a', 'user'],
    ['sudo pip install a', 'root'],
    ['sudo -H -E pip install a', 'root'],
    ['sudo X=1 pip install a', 'root'],
    ['sudo env X=1 pip install a', 'root'],
    ['sudo -- pip install a', 'root'],
    ['sudo -u app pip install a', 'other'],
    ['sudo --user=app pip install a', 'other'],
    ['sudo -uapp pip install a', 'other'],
    ['chroot /x pip install a', 'other'],
    ['setpriv --reuid=app pip install a', 'other'],
    ['sudo -i -u app pip install a', 'other'],
    ['sudo -H -g app pip install a', 'other'],
    ['su - app -c "pip install a"', 'other'],
    ['su -lc "pip install a" app', 'other'],
    ['su -m app -c "pip install a"', 'other'],
    ['sudo gosu app pip install a', 'other'],
    ['gosu app sudo pip install a', 'other'],
  ])('%s: %s', (command, as) => {
    expect(all(command).map((invocation) => invocation.as)).toEqual([as])
  })

  test.each([
    ['gosu app pip install a', 'app', false],
    ['gosu app:users pip install a', 'app:users', false],
    ['su-exec 1000:1000 pip install a', '1000:1000', false],
    ['su app -c "pip install a"', 'app', false],
    ["su -c 'pip install a' app", 'app', false],
    ["su -s /bin/bash app -c 'pip install a'", 'app', false],
    ["su -c 'pip install a'", 'root', false],
    ['runuser -u app -- pip install a', 'app', false],
    ['runuser --user=app pip install a', 'app', false],
    ['sudo -H -u app pip install a', 'app', true],
    ['sudo -Hu app pip install a', 'app', true],
    ['sudo -u app -H pip install a', 'app', true],
  ])('an account: %s', (command, account, resetsEnvironment) => {
    expect(all(command).map((invocation) => invocation.as)).toEqual([{ account, resetsEnvironment }])
  })
})

describe('the variables that hold for it', () => {
  const env = (command: string): Record<string, string | null> => Object.fromEntries(all(command).at(-1)?.env ?? [])

  test.each([
    ['X=1 pip install a', { X: '1' }],
    ['env X=1 pip install a', { X: '1' }],
    ['sudo X=1 pip install a', { X: '1' }],
    ['export X=1 && pip install a', { X: '1' }],
    ['export X=1 Y=2; pip install a', { X: '1', Y: '2' }],
    ['X=1; pip install a', { X: '1' }],
    ['X=1 && export X && pip install a', { X: '1' }],
    ['export X=1; export X=2; pip install a', { X: '2' }],
    ['export X=1; X=2 pip install a', { X: '2' }],
    ['export X=1; unset X; pip install a', { X: '' }],
    ['X=1 other; pip install a', {}],
    ['X=$(b) pip install a', { X: null }],
    ['b || export X=1; pip install a', { X: null }],
    ['(export X=1); pip install a', { X: null }],
    ['if b; then export X=1; fi; pip install a', { X: null }],
    ['export X=1; Y=$X/b pip install a', { X: '1', Y: '1/b' }],
  ])('%s', (command, expected) => {
    expect(env(command)).toEqual(expected)
  })
})

describe('its options and operands', () => {
  const operands = (command: string) => operandsOf(one(command), nothing)

  test.each([
    ['pip install a b', ['a', 'b']],
    ['pip install -r x.txt a', ['a']],
    ['pip install --requirement=x.txt a', ['a']],
    ['pip install --index-url https://example.com a', ['a']],
    ['pip install -U a', ['a']],
    ['pip install $A b', [null, 'b']],
    ['npm install --registry https://example.com a', ['a']],
    ['apt-get install -y -t sid a=1.0', ['a=1.0']],
    ['pip install "a[b]>=1"', ['a[b]>=1']],
  ])('%s has the operands %j', (command, expected) => {
    expect(operands(command)).toEqual(expected)
  })

  test.each([
    ['pip install --cache-dir /x a', '--cache-dir', '/x'],
    ['pip install --cache-dir=/x a', '--cache-dir', '/x'],
    ['pip --cache-dir /x install a', '--cache-dir', '/x'],
    ['pip install --cache-dir /x --cache-dir=/y a', '--cache-dir', '/y'],
    ['pip install --cache-dir=$X a', '--cache-dir', null],
    ['pip install --cache-dir $X a', '--cache-dir', null],
    ['pip install --cache-dir', '--cache-dir', null],
    ['pip install --cache-directory=/x a', '--cache-dir', undefined],
    ['pip install a', '--cache-dir', undefined],
    ['npm ci --cache="/x y"', '--cache', '/x y'],
  ])('%s: %s is %j', (command, name, value) => {
    expect(optionValue(one(command), name, nothing)).toBe(value)
  })

  test('an option is found in whatever spelling', () => {
    const invocation = one('pip install "--no-cache-dir" a')
    expect(optionWord(invocation, ['--no-cache', '--no-cache-dir'], nothing)?.raw).toBe('"--no-cache-dir"')
    expect(optionWord(one('npm ci --offline=true'), ['--offline'], nothing)?.raw).toBe('--offline=true')
    expect(optionWord(invocation, ['--dry-run'], nothing)).toBeUndefined()
  })

  test('the words of wrappers are not among its own', () => {
    const { words, args } = one('sudo env X=1 python3 -m pip install a b')
    expect(words.map((word) => wordValue(word))).toEqual(['python3', '-m', 'pip', 'install', 'a', 'b'])
    expect(args.map((word) => wordValue(word))).toEqual(['a', 'b'])
  })
})

describe('a script', () => {
  test('gives its invocations in their order', () => {
    expect(all('apt-get update && apt-get install -y a && pip install b; npm ci').map(said)).toEqual([
      'apt - update',
      'apt install install',
      'pip install install',
      'npm install ci',
    ])
  })

  test('with a program in a variable that is known gives it too', () => {
    const lookup = (name: string) => (name === 'PIP' ? 'pip3' : undefined)
    expect(invocationsIn(scriptOf('$PIP install a'), lookup).map(said)).toEqual(['pip install install'])
  })

  test('is worth reading only where a program is named', () => {
    expect(['RUN pip install a', 'RUN python -m pip', 'RUN apt update', 'RUN npm ci'].every(mayInvoke)).toBe(true)
    expect(['RUN make', 'RUN ./configure', ''].some(mayInvoke)).toBe(false)
  })
})
