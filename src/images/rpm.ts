import { account, type Image, type PackageManager, PLAIN, ROOT } from './image.ts'

/** https://github.com/AlmaLinux/container-images/tree/main/Containerfiles: no ordinary user in any of them. */
const ACCOUNTS = [ROOT, account('nobody', 65534, 65534, '/')]

const rpm = (family: Image['family'], version: string | null, packageManager: PackageManager | null): Image => ({
  ...PLAIN,
  family,
  version,
  packageManager,
  accounts: ACCOUNTS,
  nextId: 1000,
})

const major = (version: string | null): number => Number.parseInt(version ?? '', 10)

/** dnf 5 from Fedora 41 on: https://fedoraproject.org/wiki/Changes/SwitchToDnf5; `latest` and `rawhide` are past it. */
export const fedora = (version: string | null): Image =>
  rpm('fedora', version, version !== null && major(version) < 41 ? 'dnf' : 'dnf5')

/** CentOS, Rocky, Alma and Red Hat itself: yum up to 7, dnf 4 from 8 on. */
export const redHat = (version: string | null): Image =>
  rpm('rhel', version, version === null ? null : major(version) < 8 ? 'yum' : 'dnf')

/**
 * The images that are called minimal have microdnf alone: https://catalog.redhat.com/software/base-images. Those of RHEL 8
 * and before, and of Fedora before 36, may have one that does not know `--refresh` and `keepcache`, and refuses them.
 */
export const minimal = (image: Image): Image => {
  const since = image.family === 'fedora' ? 36 : 9
  return { ...image, packageManager: Number(image.version) < since ? null : 'microdnf' }
}

/** https://docs.aws.amazon.com/linux/al2023/ug/package-management.html: dnf, where Amazon Linux 2 has yum. */
export const amazonLinux = (version: string | null): Image =>
  rpm('amazon', version, version === '2023' ? 'dnf' : version === '2' ? 'yum' : null)

/** https://github.com/microsoft/azurelinux, CBL-Mariner before; from 4 on it is built on Fedora. */
export const azureLinux = (version: string | null): Image => rpm('azure', version, major(version) < 4 ? 'tdnf' : null)

/** https://github.com/vmware/photon-docker-image */
export const photon = (version: string | null): Image => rpm('photon', version, 'tdnf')
