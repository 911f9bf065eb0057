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
    manager: 'mise',
    prepare:
      'npm install --no-save --prefix "$TOOLS" @jdxcode/mise >/dev/null && cd node_modules/@jdxcode/mise && node installArchSpecificPackage.js',
    path: ['node_modules/.bin'],
    version: 'mise --version',
    env: { MISE_NPM_PACKAGE_MANAGER: 'npm', MISE_YES: '1' },
    fills: [
      { run: 'mise use npm:is-odd@3.0.1' },
      { run: 'mise use npm:is-odd@3.0.1', env: { MISE_CACHE_DIR: '~/elsewhere' } },
      { run: 'mise use npm:is-odd@3.0.1', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [{ run: 'mise use npm:is-odd@3.0.1 && mise cache clear' }],
  },
  {
    manager: 'opam',
    // A repository of one package, whose archive a server of this run gives out for two minutes.
    prepare: `
      mkdir -p tiny-1 served repository/packages/tiny/tiny.1 && echo hello > tiny-1/hello && tar czf served/tiny-1.tar.gz tiny-1
      port=$((20000 + RANDOM % 10000))
      (cd served && exec timeout 120 python3 -m http.server $port --bind 127.0.0.1 >/dev/null 2>&1 &)
      echo 'opam-version: "2.0"' > repository/repo
      printf '%s\n' 'opam-version: "2.0"' 'install: ["test" "-f" "hello"]' \
        "url { src: \\"http://127.0.0.1:$port/tiny-1.tar.gz\\" checksum: \\"sha256=$(sha256sum served/tiny-1.tar.gz | cut -d' ' -f1)\\" }" \
        > repository/packages/tiny/tiny.1/opam
      export OPAMYES=1 OPAMROOTISOK=1
      opam init --root "$TOOLS/root" --bare --disable-sandboxing --no-setup ./repository && opam switch create --root "$TOOLS/root" x --empty`,
    version: 'opam --version',
    env: { OPAMYES: '1', OPAMROOTISOK: '1' },
    fills: [
      { run: 'cp -r $TOOLS/root $HOME/.opam; opam install tiny' },
      { run: 'cp -r $TOOLS/root $HOME/root; opam install tiny', env: { OPAMROOT: '~/root' } },
      { run: 'cp -r $TOOLS/root $HOME/root; opam install --root $HOME/root tiny' },
    ],
  },
  {
    manager: 'uv',
    prepare:
      'python3 -m venv "$TOOLS/venv" && "$TOOLS/venv/bin/pip" install --quiet uv && python3 -m venv "$TOOLS/target"',
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
  {
    manager: 'cargo',
    // The tool chain lies in the home of whoever installed it.
    prepare: 'ln -s "$(dirname "$(HOME=$(getent passwd "$(id -u)" | cut -d: -f6) rustup which cargo)")" toolchain',
    path: ['toolchain'],
    version: 'cargo --version',
    files: {
      'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nitoa = "1"\n',
      'src/main.rs': 'fn main() {\n    println!("{}", itoa::Buffer::new().format(1))\n}\n',
    },
    // What comes from git, and what sccache compiles, is not there.
    fills: [
      { run: 'cargo fetch', caches: [0] },
      { run: 'cargo build --release', env: { CARGO_HOME: '~/elsewhere' }, caches: [0] },
    ],
  },
  {
    manager: 'sccache',
    version: 'sccache --version',
    files: { 'main.c': 'int main(void) { return 0; }\n' },
    // A server of another run would write to the folder of that one; what it writes it writes behind the answer.
    fills: [
      {
        run: '(sccache --stop-server || true) 2>&1; sccache gcc -c -o main.o main.c && sccache -s && sccache --stop-server',
      },
      {
        run: '(sccache --stop-server || true) 2>&1; sccache gcc -c -o main.o main.c && sccache -s && sccache --stop-server',
        env: { SCCACHE_DIR: '~/elsewhere' },
      },
      {
        run: '(sccache --stop-server || true) 2>&1; sccache gcc -c -o main.o main.c && sccache -s && sccache --stop-server',
        env: { XDG_CACHE_HOME: '~/xdg' },
      },
    ],
  },
  {
    manager: 'sbt',
    prepare:
      'curl -fsSo sbt-launch.jar https://repo1.maven.org/maven2/org/scala-sbt/sbt-launch/1.10.7/sbt-launch-1.10.7.jar && mkdir -p bin && ' +
      'printf \'#!/bin/sh\\nexec java $SBT_OPTS -jar "%s/sbt-launch.jar" "$@"\\n\' "$TOOLS" > bin/sbt && chmod +x bin/sbt',
    path: ['bin'],
    version: 'java -version 2>&1 | head -1 | sed "s/^/sbt 1.10.7, /"',
    files: {
      'build.sbt': 'scalaVersion := "2.13.15"\n',
      'project/build.properties': 'sbt.version=1.10.7\n',
    },
    // It finds the home in /etc/passwd: variables keep it out of there.
    fills: [
      { run: 'sbt update', env: { COURSIER_CACHE: '~/coursier', SBT_OPTS: '-Dsbt.boot.directory=~/boot' } },
      { run: 'sbt -Dsbt.global.base=$HOME/base update', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
  },
]
