/** The options of a program that builds. */
export interface BuildOptions {
  /** With a value. */
  readonly valued: ReadonlySet<string>
  /** Without one, or with one behind `=` only. */
  readonly flags: ReadonlySet<string>
  /** One letter, without its dash, to the name of the option. */
  readonly letters: ReadonlyMap<string, string>
}

const names = (text: string): string[] => text.trim().split(/\s+/)

function optionsOf(valued: string, flags: string, letters: Readonly<Record<string, string>>): BuildOptions {
  return { valued: new Set(names(valued)), flags: new Set(names(flags)), letters: new Map(Object.entries(letters)) }
}

/**
 * `docker build` with and without BuildKit, `docker buildx build`, `nerdctl build`, `depot build`.
 * https://docs.docker.com/reference/cli/docker/buildx/build/
 * https://docs.docker.com/reference/cli/docker/build-legacy/
 * https://github.com/containerd/nerdctl/blob/main/docs/command-reference.md#whale-nerdctl-build
 */
export const dockerOptions = optionsOf(
  `add-host allow annotation attest build-arg build-context builder buildkit-host cache-from cache-to call cgroup-parent
  cpu-period cpu-quota cpu-shares cpuset-cpus cpuset-mems file iidfile isolation label memory memory-swap metadata-file
  network no-cache-filter output platform policy print progress provenance resource sbom secret security-opt shm-size ssh
  tag target ulimit`,
  'check compress debug disable-content-trust force-rm load no-cache pull push quiet rm squash',
  { c: 'cpu-shares', D: 'debug', f: 'file', m: 'memory', o: 'output', q: 'quiet', t: 'tag' },
)

/**
 * `podman build`, `buildah build`.
 * https://docs.podman.io/en/latest/markdown/podman-build.1.html
 * https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md
 */
export const podmanOptions = optionsOf(
  `add-host annotation arch authfile blob-cache build-arg build-arg-file build-context cache-from cache-to cache-ttl
  cap-add cap-drop cdi-config-dir cert-dir cgroup-parent cgroupns cni-config-dir cni-plugin-path cpp-flag cpu-period
  cpu-quota cpu-shares cpuset-cpus cpuset-mems creds cw decryption-key device dns dns-option dns-search env file format
  from hooks-dir ignorefile iidfile ipc isolation jobs label layer-label logfile loglevel manifest memory memory-swap
  network os os-feature os-version output pid platform retry retry-delay runtime runtime-flag rusage-logfile sbom
  sbom-image-output sbom-image-purl-output sbom-merge-strategy sbom-output sbom-purl-output sbom-scanner-command
  sbom-scanner-image secret security-opt shm-size sign-by signature-policy ssh tag target timestamp ulimit unsetenv
  unsetlabel userns userns-gid-map userns-gid-map-group userns-uid-map userns-uid-map-user uts variant volume`,
  `all-platforms compat-volumes compress disable-compression disable-content-trust force-rm http-proxy identity-label
  layers log-rusage logsplit no-cache no-hostname no-hosts omit-history pull pull-always pull-never quiet rm
  skip-unused-stages squash squash-all stdin tls-verify`,
  {
    c: 'cpu-shares',
    D: 'disable-compression',
    f: 'file',
    m: 'memory',
    o: 'output',
    q: 'quiet',
    t: 'tag',
    v: 'volume',
  },
)

/** Options in front of the verb. https://docs.docker.com/reference/cli/docker/ and those of podman, buildah, nerdctl. */
export const globalOptions = optionsOf(
  `address builder cgroup-manager config conmon connection context events-backend hooks-dir host identity log-level
  namespace network-cmd-path network-config-dir registries-conf registries-conf-dir root runroot runtime runtime-flag
  short-name-alias-conf ssh storage-driver storage-opt tlscacert tlscert tlskey tmpdir url userns-gid-map userns-uid-map
  volumepath`,
  'debug insecure-registry noout remote syslog tls tlsverify',
  { a: 'address', c: 'context', D: 'debug', H: 'host', l: 'log-level', n: 'namespace', r: 'remote' },
)
