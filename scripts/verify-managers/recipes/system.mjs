/** A program of the same name in $TOOLS/bin, which has its system folders below $ROOT. */
const rooted = (program, lines) =>
  `mkdir -p bin && real=$(command -v ${program}) && cat > bin/${program} <<END && chmod +x bin/${program}\n#!/bin/sh\nset -e\n${lines}\nEND\n`
const path = ['bin']

const debianRepository = [
  'mkdir -p served deb/DEBIAN',
  "printf 'Package: tiny\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: x <x@example.com>\\nDescription: x\\n' > deb/DEBIAN/control",
  'dpkg-deb -b deb served/tiny_1.0_all.deb',
  '(cd served && dpkg-scanpackages . > Packages)',
].join(' && ')
const debianRoot = [
  'mkdir -p "$ROOT"/etc/apt/apt.conf.d "$ROOT"/etc/apt/preferences.d "$ROOT"/var/lib/dpkg/info "$ROOT"/var/lib/dpkg/updates',
  'mkdir -p "$ROOT"/var/lib/dpkg/triggers "$ROOT"/var/lib/apt/lists/partial "$ROOT"/var/cache/apt/archives/partial "$ROOT"/var/log/apt',
  'touch "$ROOT"/var/lib/dpkg/status && echo "deb [trusted=yes] $SERVER ./" > "$ROOT"/etc/apt/sources.list',
  `printf 'Dir "%s";\\nDir::Bin::methods "/usr/lib/apt/methods";\\nDir::Bin::dpkg "/usr/bin/dpkg";\\nDPkg::Options { "--root=%s"; "--force-not-root"; };\\nAPT::Sandbox::User "";\\n' "$ROOT" "$ROOT" > "$HOME/apt.conf"`,
].join(' && ')
/** https://github.com/debuerreotype/debuerreotype/blob/master/scripts/debuerreotype-minimizing-config */
const dockerClean = `${debianRoot} && echo "DPkg::Post-Invoke { \\"rm -f $ROOT/var/cache/apt/archives/*.deb || true\\"; };" > "$ROOT"/etc/apt/apt.conf.d/docker-clean`
const apt = 'export APT_CONFIG="\\$HOME/apt.conf"\nexec $real "\\$@"'

const rpmRepository = [
  "printf 'Name: tiny\\nVersion: 1\\nRelease: 1\\nSummary: x\\nLicense: MIT\\nBuildArch: noarch\\n%%description\\nx\\n%%files\\n' > tiny.spec",
  'rpmbuild --quiet -bb --define "_topdir $TOOLS/rpm" tiny.spec && mkdir -p served && cp rpm/RPMS/noarch/*.rpm served && createrepo_c -q served',
].join(' && ')
const rpmRoot = (folder) =>
  `mkdir -p "$ROOT"/${folder} && printf '[tiny]\\nname=tiny\\nbaseurl=%s\\ngpgcheck=0\\nenabled=1\\nautorefresh=1\\n' "$SERVER" > "$ROOT"/${folder}/tiny.repo`
const kept = '--setopt=keepcache=1 --refresh'

const pacmanRepository = [
  'mkdir -p served db/tiny-1-1 pkg',
  "printf 'pkgname = tiny\\npkgver = 1-1\\narch = any\\npkgdesc = x\\nsize = 0\\n' > pkg/.PKGINFO && tar -C pkg -czf served/tiny-1-1-any.pkg.tar.gz .PKGINFO",
  'size=$(stat -c %s served/*.pkg.tar.gz) && sum=$(sha256sum served/*.pkg.tar.gz | cut -d" " -f1)',
  `printf '%%FILENAME%%\\ntiny-1-1-any.pkg.tar.gz\\n\\n%%NAME%%\\ntiny\\n\\n%%VERSION%%\\n1-1\\n\\n%%ARCH%%\\nany\\n\\n%%CSIZE%%\\n%s\\n\\n%%SHA256SUM%%\\n%s\\n\\n' "$size" "$sum" > db/tiny-1-1/desc`,
  'tar -C db -czf served/tiny.db tiny-1-1',
].join(' && ')

/** Of size 1, since apk takes one of size 0 to be a name without content and downloads nothing. */
const apkRepository = [
  'mkdir -p served/x86_64 pkg/usr',
  "printf 'pkgname = tiny\\npkgver = 1-r0\\npkgdesc = x\\nurl = x\\nsize = 1\\narch = x86_64\\nlicense = MIT\\ndatahash = %s\\n' \"$(tar -C pkg -cf - usr | gzip -n | tee data.gz | sha256sum | cut -d' ' -f1)\" > pkg/.PKGINFO",
  '(tar -C pkg -cf - .PKGINFO | head -c 1024 | gzip -n; cat data.gz) > served/x86_64/tiny-1-r0.apk',
  'apk --allow-untrusted index -o served/x86_64/APKINDEX.tar.gz served/x86_64/*.apk',
].join(' && ')

export const system = [
  {
    manager: 'apt',
    prepare: `${debianRepository} && ${rooted('apt-get', apt)} ${rooted('apt', apt)}`,
    path,
    serves: true,
    image: 'scratch',
    version: 'apt-get --version',
    setup: debianRoot,
    remark: 'A repository of one package, and a root without packages.',
    fills: [
      { run: `apt-get update && apt-get install -y tiny`, caches: [0], ending: '.deb' },
      { run: `apt-get update && apt-get install -y tiny`, caches: [1], ending: '_Packages' },
      {
        run: `apt-get update && apt -o APT::Keep-Downloaded-Packages=true install -y tiny`,
        caches: [0],
        ending: '.deb',
      },
    ],
    empties: [
      // The image's hook, and `apt` without its option.
      {
        run: 'apt-get update && apt-get install -y tiny',
        image: 'debian:bookworm',
        setup: dockerClean,
        caches: [0],
        ending: '.deb',
      },
      { run: `apt-get update && apt install -y tiny`, caches: [0], ending: '.deb' },
      ...['apt-get clean', 'apt clean'].map((clean) => ({
        run: `apt-get update && apt-get install -y tiny && ${clean}`,
        caches: [0],
        ending: '.deb',
      })),
    ],
  },
  {
    manager: 'apk',
    prepare: `${apkRepository} && ${rooted('apk', 'exec $real --root "\\$ROOT" --keys-dir "\\$ROOT/keys" --allow-untrusted -X "\\$SERVER" "\\$@"')}`,
    path,
    serves: true,
    image: 'alpine:3.20',
    version: 'apk --version',
    setup: 'mkdir -p "$ROOT/var/cache/apk" "$ROOT/keys" "$ROOT/etc/apk" && apk add --initdb --no-network',
    remark: 'A repository of one package, and a root without packages. ',
    fills: [
      { run: 'apk add --update-cache --cache-dir $ROOT/var/cache/apk tiny', ending: '.apk' },
      { run: 'apk add tiny', ending: '.tar.gz' },
    ],
    empties: [{ run: 'apk add --no-cache tiny' }, { run: 'apk add tiny', ending: '.apk' }],
  },
  {
    manager: 'dnf',
    prepare: `${rpmRepository} && ${rooted('dnf', 'exec $real --installroot="\\$ROOT" --releasever=1 "\\$@"')}`,
    path,
    serves: true,
    image: 'fedora:40',
    version: 'dnf --version',
    setup: rpmRoot('etc/yum.repos.d'),
    ending: '.rpm',
    remark: 'dnf 4; a repository of one package, and a root without packages.',
    fills: [{ run: `dnf ${kept} install -y tiny` }],
    empties: [
      { run: 'dnf install -y tiny' },
      ...['0', 'False', 'false'].map((value) => ({ run: `dnf install --setopt=keepcache=${value} -y tiny` })),
      ...['all', 'packages'].map((what) => ({ run: `dnf ${kept} install -y tiny && dnf clean ${what}` })),
      { run: `dnf ${kept} install -y tiny && dnf clean metadata`, ending: 'repomd.xml' },
      { run: `dnf ${kept} install -y tiny && dnf clean dbcache`, ending: '.solv' },
    ],
  },
  {
    manager: 'zypper',
    prepare: `${rpmRepository} && ${rooted('zypper', 'exec $real --root "\\$ROOT" --no-gpg-checks "\\$@"')} ${rooted('rpm', 'exec $real --force-debian "\\$@"')}`,
    path,
    serves: true,
    image: 'opensuse/leap:15',
    version: 'zypper --version',
    setup: rpmRoot('etc/zypp/repos.d'),
    ending: '.xml.gz',
    remark: 'A repository of one package, and a root without packages.',
    fills: [{ run: 'zypper -n refresh && zypper -n install tiny' }],
    empties: [
      { run: 'zypper -n refresh && zypper -n install tiny && zypper clean --all' },
      { run: 'zypper -n refresh && zypper -n install tiny && zypper cc --all' },
    ],
  },
  {
    manager: 'pacman',
    prepare: `${pacmanRepository} && ${rooted('pacman', `case " \\$* " in *" --cachedir "*) ;; *) set -- --cachedir "\\$ROOT/var/cache/pacman/pkg" "\\$@" ;; esac\nexec $real --config "\\$ROOT/pacman.conf" --root "\\$ROOT" "\\$@"`)}`,
    path,
    serves: true,
    image: 'archlinux',
    version: 'pacman --version | grep -o "Pacman v[^ ]*"',
    setup:
      'mkdir -p "$ROOT"/var/lib/pacman "$ROOT"/var/cache/pacman/pkg && printf \'[options]\\nArchitecture = auto\\nSigLevel = Never\\n[tiny]\\nServer = %s\\n\' "$SERVER" > "$ROOT/pacman.conf"',
    ending: '.pkg.tar.gz',
    remark: 'A repository of one package, and a root without packages.',
    fills: [
      { run: 'pacman -Sy --noconfirm tiny' },
      { run: 'mkdir $HOME/there && pacman -Sy --noconfirm --cachedir $HOME/there tiny' },
      // It answers its own question with no.
      { run: 'pacman -Sy --noconfirm tiny && pacman -Scc --noconfirm' },
    ],
    empties: [
      { run: 'pacman -Sy --noconfirm tiny && yes | pacman -Scc' },
      { run: 'pacman -Sy --noconfirm tiny && rm -r $ROOT/var/lib/pacman/local && pacman -Sc --noconfirm' },
    ],
  },
]
