const groups = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split(' ')
      .map((pair) => pair.split(':') as [string, string])
      .map(([name, gid]) => [name, Number(gid)]),
  )

/** https://sources.debian.org/src/base-passwd/3.6.1/group.master/ */
const DEBIAN = groups(
  'daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21 voice:22 ' +
    'cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40 ' +
    'shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534',
)
/** https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/alpine-baselayout/group */
const ALPINE = groups('daemon:2 tty:5 disk:6 lp:7 wheel:10 mail:12 users:100 nogroup:65533 nobody:65534')

/** The groups that every image of a family has beside root's; none for a family of which they are not known. */
export function baseGroups(family: string | undefined): ReadonlyMap<string, number> {
  if (family === 'debian' || family === 'ubuntu') return DEBIAN
  return family === 'alpine' ? ALPINE : new Map()
}
