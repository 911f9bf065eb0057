import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import { type Effect, effectOf } from '../../src/ordering/plain-commands.ts'

/** What the commands of a `RUN` do that runs in /app with the home /root and the variable V=1; null when one is not known. */
function effects(command: string): Effect | null {
  const file = parseDockerfile(`FROM debian:13\nRUN ${command}\n`)
  const script = readStages(file)[0]?.steps[0]?.script
  if (!script || 'unreadable' in script) return null
  const where = { lookup: (name: string) => (name === 'V' ? '1' : null), folder: '/app', home: '/root' }
  const all = script.commands.map((one) => effectOf(one, where))
  if (all.includes(null)) return null
  const known = all.flatMap((one) => one ?? [])
  return {
    paths: known.flatMap(({ paths }) => paths),
    makes: known.flatMap(({ makes }) => makes),
    expensive: known.some(({ expensive }) => expensive),
  }
}
const paths = (command: string) => effects(command)?.paths ?? null

describe('the places where a command works', () => {
  test.each<[string, string[]]>([
    ['echo hello', []],
    ['echo deb > /etc/apt/sources.list.d/x.list', ['/etc/apt/sources.list.d/x.list']],
    ['echo hello > /dev/null 2>&1', []],
    ['rm -rf /var/lib/apt/lists/*', ['/var/lib/apt/lists']],
    ['rm -rf ~/.cache', ['/root/.cache']],
    ['chmod +x /usr/local/bin/x', ['/usr/local/bin/x']],
    ['sed -i "s/a/b/" /etc/hosts', ['/etc/hosts']],
    ['cp a /opt/b', ['/app/a', '/opt/b']],
    ['curl -fsSL https://example.com/x -o /usr/local/bin/x', ['/usr/local/bin/x']],
    ['curl -fsSL https://example.com/x', []],
    ['curl -fsSLO https://example.com/x', ['/app']],
    ['wget https://example.com/x', ['/app']],
    ['wget -qO- https://example.com/x', []],
    ['wget -O /tmp/x https://example.com/x', ['/tmp/x']],
    ['curl -fsSL https://example.com/x | tar -xz -C /opt', ['/opt']],
    ['curl -fsSL https://example.com/x | tar -xz', ['/app']],
    ['curl -fsSL https://example.com/x | bash -', []],
    ['git clone --depth 1 https://example.com/a/b.git', ['/app/b']],
    ['git clone https://example.com/a/b.git /opt/b', ['/opt/b']],
    ['useradd -m app', ['/etc/passwd', '/home']],
    ['ln -s /opt/x/bin/x /usr/local/bin/x', ['/opt/x/bin/x', '/usr/local/bin/x']],
    ['echo $(dpkg --print-architecture) > /opt/arch', ['/opt/arch']],
    ['rm -f /opt/$NAME.txt', ['/opt']],
    ['. /etc/os-release', ['/etc/os-release']],
    ['[ -f /etc/x ]', ['/etc/x']],
    ['[ "$A" = b ]', []],
    ['corepack enable', []],
    ['node --version', []],
  ])('%s', (command, expected) => {
    expect(paths(command)).toEqual(expected)
  })

  test('of folders that it makes', () => {
    expect(effects('mkdir -p /data logs')).toEqual({ paths: [], makes: ['/data', '/app/logs'], expensive: false })
  })

  test.each([
    'curl https://example.com/x',
    'wget -qO- https://example.com/x',
    'git clone https://example.com/a',
    'docker-php-ext-install gd',
  ])('%s takes its time', (command) => {
    expect(effects(command)?.expensive).toBe(true)
  })
})

describe('a command is not known when', () => {
  test.each([
    ['it is a program of the project', './install.sh'],
    ['it is a program that nobody has described', 'make'],
    ['a shell runs a text', "bash -c 'x'"],
    ['a shell runs a file', 'bash install.sh'],
    ['another command makes a word', 'echo $(cat VERSION)'],
    ['another command makes a word, in the old way', 'echo `cat VERSION`'],
    ['it sends a file', 'curl --data @query.json https://example.com'],
    ['its settings lie in a file', 'curl -K settings https://example.com'],
    ['its input is a file', 'cat < x'],
    ['a repository lies on disk', 'git clone ../other'],
    ['a variable decides where it works', 'rm -rf $DIR'],
    ['the home belongs to somebody else', 'rm -rf ~other/x'],
    ['a variable decides what it is', '$TOOL x'],
    ['it takes its tool from the project', 'corepack install'],
  ])('%s', (_, command) => {
    expect(effects(command)).toBeNull()
  })
})
