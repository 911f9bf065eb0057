const goProject = {
  'go.mod': 'module example.com/app\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n',
  'main.go': 'package main\n\nimport "rsc.io/quote"\n\nfunc main() { println(quote.Hello()) }\n',
}
const crate = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nitoa = "1"\n',
  'src/main.rs': 'fn main() { println!("{}", itoa::Buffer::new().format(1)) }\n',
}
const pom = [
  '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
  '<groupId>example</groupId><artifactId>app</artifactId><version>1</version>',
  '<dependencies><dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.9</version>',
  '</dependency></dependencies></project>',
].join('\n')
/** A program of the same name that hands on a home below $ROOT: Java asks passwd and not HOME for it. */
const withUserHome = (program) =>
  `mkdir -p bin && real=$(command -v ${program}) && printf '#!/bin/sh\\nexport JAVA_TOOL_OPTIONS="-Duser.home=$ROOT/root $JAVA_TOOL_OPTIONS"\\nexec %s "$@"\\n' "$real" > bin/${program} && chmod +x bin/${program}`

export const compiling = [
  {
    manager: 'go',
    version: 'go version',
    files: goProject,
    fills: [
      { run: 'go mod tidy && go build -o app .', env: { GOFLAGS: '-mod=mod' } },
      { run: 'go mod download', env: { GOMODCACHE: '~/modules' } },
      { run: 'go mod tidy && go build -o app .', env: { GOPATH: '~/path', GOCACHE: '~/built' } },
      { run: 'go mod tidy && go vet .', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [
      { run: 'go mod download && go clean -modcache', caches: [0] },
      // Its README and the date of its last clean-up stay.
      { run: 'go mod tidy && go build -o app . && go clean -cache', caches: [1], ending: '-d' },
    ],
  },
  {
    manager: 'cargo',
    version: 'cargo --version',
    files: crate,
    remark: 'No crate comes from git here, so that the clones are not looked at.',
    fills: [
      { run: 'cargo fetch', caches: [0] },
      { run: 'cargo build', caches: [0], env: { CARGO_HOME: '~/elsewhere' } },
    ],
  },
  {
    manager: 'maven',
    prepare: withUserHome('mvn'),
    path: ['bin'],
    version: 'mvn -B --version | grep -i "^apache\\|Apache Maven"',
    files: { 'pom.xml': pom },
    ending: '.jar',
    fills: [
      { run: 'mvn -q dependency:resolve' },
      { run: 'mvn -q dependency:resolve -Dmaven.repo.local=$HOME/there' },
      { run: 'mvn -q dependency:resolve', env: { MAVEN_OPTS: '-Dmaven.repo.local=$ROOT/opts' } },
      { run: 'mvn -q package' },
    ],
  },
  {
    manager: 'gradle',
    prepare: withUserHome('gradle'),
    path: ['bin'],
    version: 'gradle --version | grep "^Gradle"',
    files: {
      'settings.gradle': "rootProject.name = 'app'\n",
      'build.gradle':
        "apply plugin: 'java'\nrepositories { mavenCentral() }\nconfigurations { fetched }\ndependencies { fetched 'org.slf4j:slf4j-api:2.0.9' }\ntask fetch { doLast { println configurations.fetched.files } }\n",
    },
    ending: '.jar',
    remark: 'No wrapper: what it downloads comes from a server that is not reached here.',
    fills: [
      { run: 'gradle --no-daemon fetch' },
      { run: 'gradle --no-daemon -g $HOME/there fetch' },
      { run: 'gradle --no-daemon --gradle-user-home $HOME/there fetch' },
      { run: 'gradle --no-daemon -Dgradle.user.home=$HOME/there fetch' },
      { run: 'gradle --no-daemon fetch', env: { GRADLE_USER_HOME: '~/elsewhere' } },
    ],
  },
  {
    manager: 'nuget',
    version: 'dotnet --version',
    files: {
      'app.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Newtonsoft.Json" Version="13.0.3" /></ItemGroup></Project>\n',
    },
    fills: [
      { run: 'dotnet restore' },
      { run: 'dotnet restore --packages $HOME/there' },
      { run: 'dotnet restore', env: { NUGET_PACKAGES: '~/elsewhere' } },
    ],
    empties: [{ run: 'dotnet restore && dotnet nuget locals all --clear' }],
  },
  {
    manager: 'ccache',
    version: 'ccache --version',
    files: { 'a.c': 'int a(void) { return 1; }\n' },
    // The compiled file itself: counts and sizes stay.
    ending: 'R',
    fills: [
      { run: 'ccache gcc -c a.c' },
      { run: 'ccache gcc -c a.c', env: { CCACHE_DIR: '~/elsewhere' } },
      { run: 'ccache gcc -c a.c', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [{ run: 'ccache gcc -c a.c && ccache -C' }, { run: 'ccache gcc -c a.c && ccache --clear' }],
  },
]
