import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages, type Stage, type User } from '../../src/dockerfile/state.ts'

/** The user of that name once the commands have run: uid, gid and home, `?` for what is not known. */
function accountAfter(image: string, commands: string, name: string): string {
  const stage = readStages(parseDockerfile(`FROM ${image}\nRUN ${commands}\nUSER ${name}\n`)).at(-1) as Stage
  const { uid, gid, home } = stage.end.user as User
  return [uid, gid, home].map((part) => part ?? '?').join(' ')
}

// The right-hand side is what `getent passwd` says in Debian 12 after the commands.
describe('on Debian a user gets the numbers and the home that the programs give it', () => {
  test.each([
    ['useradd app', '1000 1000 /home/app'],
    ['useradd -m -s /bin/bash app', '1000 1000 /home/app'],
    ['useradd -ms /bin/bash app', '1000 1000 /home/app'],
    ['useradd --create-home --shell /bin/bash app', '1000 1000 /home/app'],
    ['useradd -G sudo,users app', '1000 1000 /home/app'],
    ['useradd -c "a b" -p x -e 2030-01-01 -k /x app', '1000 1000 /home/app'],
    ['useradd app -m -u 1234', '1234 1234 /home/app'],
    ['useradd -u 1500 app', '1500 1500 /home/app'],
    ['useradd -u1200 app', '1200 1200 /home/app'],
    ['useradd -mu 1200 app', '1200 1200 /home/app'],
    ['useradd -l -u 60000 app', '60000 60000 /home/app'],
    ['useradd -U -u 1300 app', '1300 1300 /home/app'],
    ['useradd --uid=1500 --gid=0 app', '1500 0 /home/app'],
    ['useradd -M -d /srv/x app', '1000 1000 /srv/x'],
    ['useradd --home-dir=/srv/x app', '1000 1000 /srv/x'],
    ['groupadd -g 1500 app && useradd -u 1500 -g app app', '1500 1500 /home/app'],
    ['groupadd --gid 50000 g; useradd app', '1000 1000 /home/app'],
    ['adduser --disabled-password --gecos "" app', '1000 1000 /home/app'],
    ['adduser app --disabled-password --gecos ""', '1000 1000 /home/app'],
    ['adduser --gecos "" --disabled-password --no-create-home app', '1000 1000 /home/app'],
    ['adduser --quiet --disabled-password --shell /bin/sh --home /h --gecos "x y" app', '1000 1000 /h'],
    ['adduser --uid 1500 --gid 0 --disabled-password --gecos "" app', '1500 0 /home/app'],
    [
      'addgroup --gid 1500 g && adduser --uid 1500 --ingroup g --disabled-password --gecos "" app',
      '1500 1500 /home/app',
    ],
    ['/usr/sbin/useradd app', '1000 1000 /home/app'],
    ['sudo useradd app', '1000 1000 /home/app'],
  ])('%s', (commands, said) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe(said)
  })

  test.each([
    ['useradd a && useradd b', '1001 1001 /home/b'],
    ['useradd -r a && useradd b', '1000 1000 /home/b'],
    ['useradd -u 1000 a && useradd -u 1001 c && useradd b', '1002 1002 /home/b'],
    ['useradd a && useradd -g a b', '1001 1000 /home/b'],
    ['groupadd --gid 1005 g; useradd a; useradd b', '1001 1001 /home/b'],
    [
      'adduser --disabled-password --gecos "" a && adduser a users && adduser --disabled-password --gecos "" b',
      '1001 1001 /home/b',
    ],
  ])('the second one after the first: %s', (commands, said) => {
    expect(accountAfter('debian:12', commands, 'b')).toBe(said)
  })
})

// Behind the arrow: what Debian 12 says. A question mark costs a suggestion, a wrong number would cost trust.
describe('what hangs on more than the Dockerfile shows is not known', () => {
  test.each([
    ['a system user, numbered downwards from 999', 'useradd -r app', '? ? ?', '999 999 /home/app'],
    ['a system user with a home', 'useradd -rm app', '? ? ?', '999 999 /home/app'],
    ["adduser's system user", 'adduser --system --group app', '? ? ?', '100 101 /nonexistent'],
    ['a system user in a folder of its own', 'adduser --system --home /srv app', '? ? /srv', '100 65534 /srv'],
    ['a system user with a number', 'adduser --system --uid 1234 app', '1234 ? ?', '1234 65534 /nonexistent'],
    ["useradd's system user with a number", 'useradd -r -u 1234 app', '1234 ? ?', '1234 999 /home/app'],
    ['a number below 1000', 'useradd -u 999 app', '999 ? /home/app', '999 1000 /home/app'],
    [
      'a number that is a group already',
      'groupadd -g 1500 g && useradd -u 1500 app',
      '1500 ? /home/app',
      '1500 1501 /home/app',
    ],
    ['a user behind a group', 'groupadd g && useradd app', '? ? /home/app', '1000 1001 /home/app'],
    ['a group of the image', 'useradd -g users app', '1000 ? /home/app', '1000 100 /home/app'],
    ['a user without a group of its own', 'useradd -N app', '1000 ? /home/app', '1000 100 /home/app'],
    ['a folder below another base', 'useradd -b /srv app', '1000 1000 ?', '1000 1000 /srv/app'],
    ['an option that is not understood', 'useradd -o -u 0 app', '? ? ?', '0 1000 /home/app'],
    [
      'the next user after a gap, with useradd',
      'useradd -u 1500 a && useradd app',
      '? ? /home/app',
      '1501 1501 /home/app',
    ],
    [
      'the next user after a gap, with adduser',
      'adduser --uid 1500 --disabled-password --gecos "" a && adduser --disabled-password --gecos "" app',
      '? ? /home/app',
      '1000 1000 /home/app',
    ],
    [
      'a user after one in another group',
      'useradd -u 1000 -g 0 a && useradd app',
      '? ? /home/app',
      '1001 1001 /home/app',
    ],
    [
      'a user after one that was deleted',
      'useradd a && userdel a && useradd app',
      '? ? /home/app',
      '1000 1000 /home/app',
    ],
  ])('%s: %s', (_, commands, said) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe(said)
  })

  test.each([
    ['a number from a variable', 'useradd -u $U app', '? ? /home/app'],
    ['a name from a variable', 'useradd $N', '? ? ?'],
    ['a user made under a condition', 'id app || useradd app', '? ? ?'],
    ['a user made in a branch', 'if true; then useradd app; fi', '? ? ?'],
    ['a user made in a script that is not read', './make-users', '? ? ?'],
    ['a user that was changed', 'useradd app && usermod -u 7 app', '? ? ?'],
    ['a user after one that is not understood', 'useradd --strange x a && useradd app', '? ? /home/app'],
  ])('%s: %s', (_, commands, said) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe(said)
  })

  test('any user but root, once a user whose name is not known was changed', () => {
    expect(accountAfter('node:24', 'usermod -u 7 $N', 'node')).toBe('? ? ?')
    expect(accountAfter('node:24', 'usermod -u 7 $N', 'root')).toBe('0 0 /root')
  })
})

// https://busybox.net/downloads/BusyBox.html#adduser: -G names a group, -g is the GECOS field.
describe("Alpine's adduser and addgroup are BusyBox's", () => {
  test.each([
    ['adduser -D app', '1000 1000 /home/app'],
    ['adduser -D -H app', '1000 1000 /home/app'],
    ['adduser -D -u 1200 app', '1200 1200 /home/app'],
    ['adduser -D -g "a b" -s /bin/sh -h /srv app', '1000 1000 /srv'],
    ['addgroup -g 50 g && adduser -D -u 1200 -G g app', '1200 50 /home/app'],
    ['addgroup -S g && adduser -S -G g app', '? ? ?'],
    ['adduser -S -D -u 1200 -h /srv app', '1200 ? /srv'],
    ['adduser --disabled-password --home /srv --uid 1200 app', '1200 1200 /srv'],
    ['adduser -DH app && adduser app wheel', '1000 1000 /home/app'],
    ['adduser -D --what app', '? ? ?'],
  ])('%s', (commands, said) => {
    expect(accountAfter('alpine:3.20', commands, 'app')).toBe(said)
  })

  test('the node image has a user of its own, after which the next is numbered', () => {
    expect(accountAfter('node:24-alpine', 'adduser -D app', 'app')).toBe('1001 1001 /home/app')
    expect(accountAfter('node:24', 'useradd app', 'app')).toBe('1001 1001 /home/app')
  })

  test('the numbers that a Debian program would take are not taken for those of another', () => {
    expect(accountAfter('debian', 'adduser -D -u 1200 app', 'app')).toBe('? ? ?')
  })
})
