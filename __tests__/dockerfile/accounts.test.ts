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

// As above: each line was run in a Debian 12.
describe('the same where groups, gaps, system users and changes come in', () => {
  test.each([
    ['useradd -N app', '1000 100 /home/app'],
    ['useradd -g users app', '1000 100 /home/app'],
    ['useradd -b /srv app', '1000 1000 /srv/app'],
    ['useradd -b /srv -d /x app', '1000 1000 /x'],
    ['useradd -o -u 0 app', '0 1000 /home/app'],
    ['useradd -u 999 app', '999 1000 /home/app'],
    ['useradd -u 70000 app', '70000 1000 /home/app'],
    ['useradd -u 999 a && useradd app', '1000 1001 /home/app'],
    ['groupadd g && useradd app', '1000 1001 /home/app'],
    ['groupadd app && useradd -g app app', '1000 1000 /home/app'],
    ['groupadd -g 1500 g && useradd -u 1500 app', '1500 1501 /home/app'],
    ['groupadd g && useradd a && useradd app', '1001 1002 /home/app'],
    ['useradd -u 1500 a && useradd app', '1501 1501 /home/app'],
    ['useradd -u 1000 -g 0 a && useradd app', '1001 1001 /home/app'],
    ['useradd a && useradd c && userdel a && useradd app', '1002 1002 /home/app'],
    ['useradd -m a && userdel -r a && useradd app', '1000 1000 /home/app'],
    ['useradd -r a && useradd app', '1000 1000 /home/app'],
    ['useradd -K HOME_MODE=0750 -u 1500 -g 0 app', '1500 0 /home/app'],
    ['useradd app && usermod -u 1500 -o app', '1500 1000 /home/app'],
    ['useradd app && usermod -g users app', '1000 100 /home/app'],
    ['useradd app && usermod -g 0 -d /x -m app', '1000 0 /x'],
    ['useradd app && usermod -aG users app', '1000 1000 /home/app'],
    ['useradd a && usermod -l app a', '1000 1000 /home/a'],
    ['useradd app && groupmod -g 1500 app', '1000 1500 /home/app'],
    ['useradd app && groupmod -g 1500 app && usermod -u 1500 app', '1500 1500 /home/app'],
    ['useradd app && groupmod -n b app', '1000 1000 /home/app'],
    ['useradd a && groupadd -g 1600 g && useradd app', '1001 1001 /home/app'],
    ['adduser --disabled-password --gecos "" --uid 70000 app', '70000 70000 /home/app'],
    [
      'adduser --disabled-password --gecos "" --uid 1500 a && adduser --disabled-password --gecos "" app',
      '1000 1000 /home/app',
    ],
    ['groupadd -g 1000 g && adduser --disabled-password --gecos "" app', '1001 1001 /home/app'],
    ['useradd -u 1500 a && adduser --disabled-password --gecos "" app', '1000 1000 /home/app'],
    ['useradd -u 1000 -g users a && adduser --disabled-password --gecos "" app', '1001 1001 /home/app'],
    ['adduser --disabled-password --gecos "" --ingroup users app', '1000 100 /home/app'],
    ['adduser --system --home /srv --uid 1234 --ingroup users app', '1234 100 /srv'],
    ['adduser --system --group --uid 1234 --home /x app', '1234 1234 /x'],
    ['adduser --disabled-password --gecos "" a && deluser a && useradd app', '1000 1000 /home/app'],
    ['useradd app && groupadd g && adduser app g && deluser app g', '1000 1000 /home/app'],
  ])('%s', (commands, said) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe(said)
  })
})

// Behind each: what Debian 12 says. A question mark costs a suggestion, a wrong number would cost trust.
describe('what hangs on more than the Dockerfile shows is not known', () => {
  test.each([
    ['a system user, numbered downwards from 999', 'useradd -r app', '? ? /home/app', '999 999 /home/app'],
    ['a system group, too', 'groupadd -r app && useradd -g app app', '1000 ? /home/app', '1000 999 /home/app'],
    ["adduser's system user", 'adduser --system --group app', '? ? ?', '100 101 /nonexistent'],
    ['one in a folder of its own', 'adduser --system --home /srv app', '? 65534 /srv', '100 65534 /srv'],
    ["an older version's home", 'adduser --system --uid 1234 app', '1234 65534 ?', '1234 65534 /nonexistent'],
    ["useradd's system user with a number", 'useradd -r -u 1234 app', '1234 ? /home/app', '1234 999 /home/app'],
    [
      'a number of the system',
      'adduser --disabled-password --gecos "" --uid 500 app',
      '500 ? /home/app',
      '500 500 /home/app',
    ],
    ['another range', 'useradd -K UID_MIN=5000 app', '? ? /home/app', '5000 5000 /home/app'],
    ['other defaults', 'useradd -D -b /srv; useradd app', '? ? ?', '1000 1000 /srv/app'],
    ['edited defaults', 'sed -i s/x/y/ /etc/login.defs; useradd -u 1500 app', '1500 ? ?', '1500 1500 /home/app'],
  ])('%s: %s', (_, commands, said) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe(said)
  })

  // The command fails, and what stands behind it must not be taken for done.
  test.each([
    'useradd -u 1500 a && useradd -u 1500 app',
    'groupadd -g 1500 app && useradd -u 1500 app || true',
    'groupadd -g 1500 g && adduser --disabled-password --gecos "" --uid 1500 app || true',
    'adduser --disabled-password --gecos "" --uid 1500 app; useradd app',
  ])('a name or a number that is taken: %s', (commands) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe('? ? ?')
  })

  test.each([
    'echo "app:x:1000:1000::/app:/bin/sh" >> /etc/passwd',
    'useradd app && sed -i s/1000/2000/ /etc/passwd',
    'useradd app && cp x /etc/passwd',
  ])('the file itself is written: %s', (commands) => {
    expect(accountAfter('debian:12', commands, 'app')).toBe('? ? ?')
  })

  test('but may be read', () => {
    expect(accountAfter('debian:12', 'useradd app && cat /etc/passwd && chmod g=u /etc/passwd', 'app')).toBe(
      '1000 1000 /home/app',
    )
  })

  test.each([
    ['a number from a variable', 'useradd -u $U app', '? ? /home/app'],
    ['a name from a variable', 'useradd $N', '? ? ?'],
    ['a user made under a condition', 'id app || useradd app', '? ? ?'],
    ['a user made in a branch', 'if true; then useradd app; fi', '? ? ?'],
    ['a user made in a script that is not read', './make-users', '? ? ?'],
    ['a user that was changed under a condition', 'useradd app; x || usermod -u 7 app', '? ? ?'],
    ['a user that a variable changes', 'useradd app && usermod -u $U app', '? 1000 /home/app'],
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
    ['addgroup -S g && adduser -S -G g app', '? ? /home/app'],
    ['adduser -S app', '? 65533 /home/app'],
    ['addgroup -g 500 app && adduser -u 500 -G app -D app', '500 500 /home/app'],
    ['adduser -D -u 500 app', '500 500 /home/app'],
    ['adduser -D a && addgroup g && adduser -D app', '1002 1002 /home/app'],
    ['adduser -D a && deluser --remove-home a && adduser -D app', '1000 1000 /home/app'],
    ['adduser -D -G users app', '1000 100 /home/app'],
    ['addgroup -g 1000 app && adduser -D -u 1000 app', '? ? ?'],
    ['adduser -S -D -u 1200 -h /srv app', '1200 65533 /srv'],
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
