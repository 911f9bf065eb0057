/**
 * How each real tool is run. `~` in a variable's value is the empty home of that run.
 *
 * manager   id in the catalogue
 * prepare   shell text that gets the tool into $TOOLS; without it the tool is taken from PATH
 * path      folders below $TOOLS that go in front of PATH
 * version   prints the tool's version
 * env       for all commands
 * files     of the folder that the commands run in
 * fills     commands after which the folder that the catalogue names has files
 * empties   commands after which it has none, though they download or compile
 */
export const recipes = [
  {
    manager: 'pip',
    prepare: 'python3 -m venv "$TOOLS/venv"',
    path: ['venv/bin'],
    version: 'pip --version',
    // Its look for a newer pip would leave a file of its own there.
    env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    // Built from its sources: whether a download is kept depends on what the registry says of it.
    fills: [
      { run: 'pip install --no-binary six six' },
      { run: 'pip install --cache-dir $HOME/there --no-binary six six' },
      { run: 'pip wheel --no-binary six six', env: { PIP_CACHE_DIR: '~/elsewhere' } },
      { run: 'pip install --force-reinstall --no-binary six six', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [
      { run: 'pip install --no-cache-dir --force-reinstall --no-binary six six' },
      { run: 'pip install --force-reinstall --no-binary six six', env: { PIP_NO_CACHE_DIR: '1' } },
    ],
  },
  {
    manager: 'npm',
    version: 'npm --version',
    fills: [
      { run: 'npm install is-number' },
      { run: 'npm install is-number@7 --cache $HOME/there' },
      { run: 'npm install is-number', env: { npm_config_cache: '~/elsewhere' } },
    ],
  },
  {
    manager: 'go',
    version: 'go version',
    files: {
      'go.mod': 'module example.com/app\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n',
      'main.go': 'package main\n\nimport "rsc.io/quote"\n\nfunc main() { println(quote.Hello()) }\n',
    },
    fills: [
      { run: 'go mod tidy && go build -o app .', env: { GOFLAGS: '-mod=mod' } },
      { run: 'go mod download', env: { GOMODCACHE: '~/modules' } },
      { run: 'go mod tidy && go build -o app .', env: { GOPATH: '~/path', GOCACHE: '~/built' } },
    ],
  },
  {
    manager: 'uv',
    prepare: 'python3 -m venv "$TOOLS/venv" && "$TOOLS/venv/bin/pip" install --quiet uv && python3 -m venv "$TOOLS/target"',
    path: ['venv/bin'],
    version: 'uv --version',
    env: { UV_LINK_MODE: 'copy' },
    fills: [
      { run: 'uv pip install --python "$TOOLS/target" --reinstall six' },
      { run: 'uv pip install --python "$TOOLS/target" --reinstall --cache-dir $HOME/there six' },
      { run: 'uv pip install --python "$TOOLS/target" --reinstall six', env: { UV_CACHE_DIR: '~/elsewhere' } },
      { run: 'uv pip install --python "$TOOLS/target" --reinstall six', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [
      { run: 'uv pip install --python "$TOOLS/target" --reinstall --no-cache six' },
      { run: 'uv pip install --python "$TOOLS/target" --reinstall six', env: { UV_NO_CACHE: '1' } },
    ],
  },
]
