// https://docs.npmjs.com/cli/commands/npm-cache
import { readsOfNpm } from '../context/manifests/npm.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'npm',
  name: 'npm',
  docs: 'https://docs.npmjs.com/cli/commands/npm-cache',
  programs: ['npm'],
  // https://github.com/npm/cli/blob/latest/lib/utils/cmd-list.js
  verbs: {
    install: words(`
    ci clean-install ic install-clean isntall-clean install add i in ins inst insta instal isnt isnta isntal
    isntall install-test it install-ci-test cit clean-install-test sit update up upgrade udpate
  `),
  },
  valueOptions: words(`
    --cache --prefix -C -w --workspace --registry --omit --include --loglevel --userconfig --globalconfig
    --install-strategy --fetch-retries --fetch-timeout --fetch-retry-mintimeout --fetch-retry-maxtimeout
    --tag --script-shell --maxsockets --before --cpu --os --libc --location --otp --audit-level --only --also
    --network-timeout --cafile --proxy --https-proxy --noproxy --depth
  `),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages and their metadata',
      at: [
        { option: '--cache' },
        { variable: 'npm_config_cache', anyCase: true },
        { file: '.npmrc', key: 'cache' },
        { home: '.npm' },
      ],
      inside: ['_cacache'],
      sharing: 'shared',
      why: 'npm keeps files under the hash of their content and renames them into place, so two builds at once do no harm',
    },
  ],
  defeats: {
    commands: [
      { words: ['npm', 'cache', 'clean'] },
      { words: ['npm', 'cache', 'clear'] },
      { words: ['npm', 'cache', 'rm'] },
    ],
  },
  pointless: ['--help', '-h', '--version', '-v', '--dry-run', '--package-lock-only'],
  localOperand: /^(?!.*:\/\/).*\.(?:tgz|tar\.gz)$/,
  readsNothing: words('cache config get ls list view outdated ping whoami'),
  reads: readsOfNpm,
  manifests: words('package.json package-lock.json npm-shrinkwrap.json .npmrc'),
  readsByVariable: words(`
    npm_config_userconfig NPM_CONFIG_USERCONFIG npm_config_prefix NPM_CONFIG_PREFIX npm_config_ignore_scripts
    NPM_CONFIG_IGNORE_SCRIPTS npm_config_global NPM_CONFIG_GLOBAL npm_config_workspace NPM_CONFIG_WORKSPACE NODE_OPTIONS NODE_EXTRA_CA_CERTS
  `),
  reconfigures: [words('npm config set'), words('npm set'), words('npm config edit'), words('npm c set')],
  // They unpack into `_npx` beside the cache what they run: https://docs.npmjs.com/cli/commands/npx
  neighbours: ['npx', 'npm exec', 'npm x', 'npm create', 'npm init'],
  needsFilledCache: ['--offline'],
  needsFilledByVariable: ['npm_config_offline', 'NPM_CONFIG_OFFLINE'],
})
