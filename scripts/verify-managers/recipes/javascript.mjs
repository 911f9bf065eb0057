const packageJson = '{ "name": "app", "version": "1.0.0", "dependencies": { "is-number": "7.0.0" } }\n'
const project = { 'package.json': packageJson }
const fromNpm = (packages) => `npm install --silent --ignore-scripts --prefix "$TOOLS" ${packages}`
const path = ['node_modules/.bin']

/** What tells Yarn 1 and Yarn 2 apart, as the repository has it. */
const classic = { ...project, 'yarn.lock': '# yarn lockfile v1\n\n\n' }
const berry = {
  ...project,
  'yarn.lock': '__metadata:\n  version: 8\n',
  '.yarnrc.yml': 'nodeLinker: node-modules\nenableImmutableInstalls: false\n',
}
const asBerry = { PATH: '$TOOLS/berry:/usr/local/bin:/usr/bin:/bin' }
/** Yarn 1 keeps root's cache among the system's folders: its own root is bound there, for it alone. */
const classicAsRoot = [
  '#!/bin/sh',
  'mkdir -p "$ROOT/usr/local/share"',
  'export REAL="$TOOLS/node_modules/yarn/bin/yarn.js"',
  `exec unshare -rm sh -c 'mount --bind "$ROOT/usr/local/share" /usr/local/share && exec node "$REAL" "$@"' yarn "$@"`,
].join('\\n')

export const javascript = [
  {
    manager: 'npm',
    version: 'npm --version',
    files: project,
    fills: [
      { run: 'npm install' },
      { run: 'npm install is-odd@3 --cache $HOME/there' },
      { run: 'npm install', env: { npm_config_cache: '~/elsewhere' } },
      { run: 'npm install', env: { NPM_CONFIG_CACHE: '~/elsewhere' } },
    ],
    empties: ['clean', 'clear', 'rm'].map((verb) => ({ run: `npm install && npm cache ${verb} --force` })),
  },
  {
    manager: 'yarn',
    prepare: `${fromNpm('yarn@1.22.22 @yarnpkg/cli-dist')} && mkdir -p bin berry && printf '${classicAsRoot.replaceAll("'", "'\\''")}\\n' > bin/yarn && printf '#!/bin/sh\\nexec node "$TOOLS/node_modules/@yarnpkg/cli-dist/bin/yarn.js" "$@"\\n' > berry/yarn && chmod +x bin/yarn berry/yarn`,
    path: ['bin'],
    version: 'echo "$(yarn --version) and $($TOOLS/berry/yarn --version)"',
    files: classic,
    fills: [
      { run: 'yarn install' },
      { run: 'yarn install --cache-folder $HOME/there' },
      { run: 'yarn install', env: { YARN_CACHE_FOLDER: '~/elsewhere' } },
      { run: 'yarn install', env: { XDG_CACHE_HOME: '~/xdg' } },
      { run: 'yarn global add is-odd@3' },
      ...[{}, { YARN_GLOBAL_FOLDER: '~/elsewhere' }, { XDG_DATA_HOME: '~/xdg' }].map((env) => ({
        run: 'yarn install',
        files: berry,
        env: { ...env, ...asBerry },
        ending: '.zip',
      })),
    ],
    empties: [
      { run: 'yarn install && yarn cache clean' }, // Yarn 1 does not know `clear`.
      ...['clean', 'clear'].map((verb) => ({
        run: `yarn install && yarn cache ${verb}`,
        files: berry,
        env: asBerry,
        ending: '.zip',
      })),
    ],
  },
  {
    manager: 'pnpm',
    prepare: fromNpm('pnpm@10'),
    path,
    version: 'pnpm --version',
    files: { 'package.json': packageJson },
    fills: [
      { run: 'pnpm install' },
      { run: 'pnpm install --store-dir $HOME/there' },
      { run: 'pnpm install', env: { PNPM_HOME: '~/pnpm' } },
      { run: 'pnpm install', env: { XDG_DATA_HOME: '~/xdg' } },
    ],
    // It takes what no project uses any more; which projects there were stays.
    empties: [{ run: 'pnpm install && rm -r node_modules && pnpm store prune', ending: '.json' }],
  },
  {
    manager: 'bun',
    prepare: `${fromNpm('bun')} && node node_modules/bun/install.js`,
    path,
    version: 'bun --version',
    files: project,
    fills: [
      { run: 'bun install' },
      { run: 'bun install --cache-dir $HOME/there' },
      { run: 'bun install', env: { BUN_INSTALL_CACHE_DIR: '~/elsewhere' } },
      { run: 'bun install', env: { BUN_INSTALL: '~/bun' } },
      { run: 'bun install', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [{ run: 'bun install && bun pm cache rm' }],
  },
  {
    manager: 'deno',
    prepare: `${fromNpm('deno')} && node node_modules/deno/install.cjs`,
    path,
    version: 'deno --version',
    files: { 'deno.json': '{ "imports": { "is-number": "npm:is-number@7" } }\n', 'main.ts': "import 'is-number'\n" },
    fills: [
      { run: 'deno cache main.ts' },
      { run: 'deno install' },
      { run: 'deno cache main.ts', env: { DENO_DIR: '~/elsewhere' } },
      { run: 'deno cache main.ts', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [{ run: 'deno cache main.ts && deno clean' }],
  },
]
