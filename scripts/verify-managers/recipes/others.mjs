/** Managers of tools and of other languages. */
export const others = [
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
]
