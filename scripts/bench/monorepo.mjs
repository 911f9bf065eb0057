import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A service of one language: its Dockerfiles and manifests, and how its sources are called.
 *
 * @typedef {{ dockerfile: string, files: Record<string, string>, source: (at: number) => string }} Language
 */

/** @type {Record<string, (name: string, other: string) => Language>} */
const LANGUAGES = {
  npm: (name, other) => ({
    dockerfile: `# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build --workspace=services/${name}

FROM node:22-bookworm-slim
WORKDIR /app
COPY --from=build /app/services/${name}/dist ./dist
CMD ["node", "dist/index.js"]
`,
    files: {
      'package.json': json({
        name: `@acme/${name}`,
        version: '1.0.0',
        scripts: { build: 'tsc -p .', image: 'docker build -t acme -f Dockerfile ../..' },
        dependencies: { express: '^4.0.0', [`@acme/${other}`]: '^1.0.0' },
      }),
      'tsconfig.json': '{}\n',
    },
    source: (at) => `src/${folderOf(at)}/part-${at}.ts`,
  }),
  pip: (name) => ({
    dockerfile: `FROM python:3.13-slim
ARG GIT_SHA
ENV GIT_SHA=$GIT_SHA
WORKDIR /srv/${name}
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "-m", "app"]
`,
    files: {
      'requirements.txt': '-r requirements/base.txt\nflask==3.0.0\n',
      'requirements/base.txt': 'requests==2.32.0\n',
    },
    source: (at) => `app/${folderOf(at)}/part_${at}.py`,
  }),
  go: (name) => ({
    dockerfile: `FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN go mod download
RUN go build -o /bin/${name} ./cmd/${name}
FROM gcr.io/distroless/base
COPY --from=build /bin/${name} /bin/${name}
ENTRYPOINT ["/bin/${name}"]
`,
    files: {
      'go.mod': `module acme.example/${name}\n\ngo 1.23\n\nrequire golang.org/x/sync v0.8.0\n`,
      'go.sum': 'golang.org/x/sync v0.8.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    },
    source: (at) => `internal/${folderOf(at)}/part_${at}.go`,
  }),
  maven: (name) => ({
    dockerfile: `FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /build
COPY . .
RUN mvn -B package -DskipTests
FROM eclipse-temurin:21-jre
COPY --from=build /build/target/${name}.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
`,
    files: {
      'pom.xml': `<project><modelVersion>4.0.0</modelVersion><groupId>acme</groupId><artifactId>${name}</artifactId><version>1</version></project>\n`,
    },
    source: (at) => `src/main/java/acme/${folderOf(at)}/Part${at}.java`,
  }),
  dotnet: (name, other) => ({
    dockerfile: `FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
WORKDIR /src
COPY . .
RUN dotnet restore services/${name}/${name}.csproj
RUN dotnet publish services/${name}/${name}.csproj -c Release -o /out --no-restore
FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY --from=build /out .
ENTRYPOINT ["dotnet", "${name}.dll"]
`,
    files: {
      [`${name}.csproj`]: `<Project Sdk="Microsoft.NET.Sdk.Web">\n  <ItemGroup><PackageReference Include="Serilog" Version="4.0.0" /><ProjectReference Include="../${other}/${other}.csproj" /></ItemGroup>\n</Project>\n`,
    },
    source: (at) => `Features/${folderOf(at)}/Part${at}.cs`,
  }),
}

/** These copy from the root, since their packages name each other. */
const FROM_ROOT = new Set(['npm', 'dotnet'])
const SERVICES = 150
const OWN_IGNORE_FILES = 43
const FILES_AT_ONCE = 50

/**
 * Writes a monorepo as companies have them, and adds it to git: 150 services in five languages, each with a Dockerfile and one
 * for its tests, compose files, workflows, Makefiles, ignore files of several kinds, and sources up to the number of files.
 *
 * @param {string} root An empty folder.
 * @param {number} files How many files it shall have.
 */
export function makeMonorepo(root, files) {
  let written = 0
  /** @type {Set<string>} */
  const folders = new Set()
  /** @param {string} name @param {string} text */
  const write = (name, text) => {
    const place = path.join(root, name)
    const folder = path.dirname(place)
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true })
    folders.add(folder)
    writeFileSync(place, text)
    written++
  }
  const kinds = Object.keys(LANGUAGES)
  const services = Array.from({ length: SERVICES }, (_, at) => {
    const kind = kinds[at % kinds.length] ?? 'npm'
    const name = `${kind}-${at}`
    const other = `${kind}-${(at + kinds.length) % SERVICES}`
    return { at, kind, name, folder: `services/${name}`, language: /** @type {any} */ (LANGUAGES[kind])(name, other) }
  })
  for (const { at, kind, folder, name, language } of services) {
    const fromRoot = FROM_ROOT.has(kind)
    write(`${folder}/Dockerfile`, language.dockerfile)
    write(`${folder}/test.Dockerfile`, language.dockerfile.replace(/^(?:CMD|ENTRYPOINT).*$/m, 'USER 1000'))
    for (const [file, text] of Object.entries(language.files)) write(`${folder}/${file}`, String(text))
    if (at < OWN_IGNORE_FILES)
      write(`${folder}/Dockerfile.dockerignore`, `**\n!${fromRoot ? 'services' : '*'}\n**/*.md\n# ${name}\n`)
    if (!fromRoot && at % 3 === 0) write(`${folder}/.dockerignore`, '.git\n**/__pycache__\n**/target\n!README.md\n')
    if (at % 2 === 0) write(`${folder}/Makefile`, makefile(name, fromRoot ? '../..' : '.'))
    if (at % 5 === 0)
      write(
        `${folder}/compose.yaml`,
        compose([
          { name, context: fromRoot ? '../..' : '.', dockerfile: fromRoot ? `${folder}/Dockerfile` : 'Dockerfile' },
        ]),
      )
    if (at % 4 === 0)
      write(`.github/workflows/${name}.yml`, workflow(name, fromRoot ? '.' : folder, `${folder}/Dockerfile`))
    write(`${folder}/README.md`, `# ${name}\n`)
  }
  const every = services.map(({ name, kind, folder }) => ({
    name,
    context: FROM_ROOT.has(kind) ? '.' : folder,
    dockerfile: FROM_ROOT.has(kind) ? `${folder}/Dockerfile` : 'Dockerfile',
  }))
  write('compose.yaml', compose(every))
  write(
    'deploy/compose.prod.yaml',
    compose(every.slice(0, 20).map((one) => ({ ...one, context: `../${one.context}` }))),
  )
  write('Makefile', makefile('all', '.'))
  write('package.json', json({ name: 'acme', private: true, workspaces: ['services/npm-*', 'packages/*'] }))
  write('package-lock.json', json({ name: 'acme', lockfileVersion: 3, packages: {} }))
  write('Directory.Build.props', '<Project></Project>\n')
  write('.gitignore', 'node_modules\ndist\n__pycache__\n*.log\n')
  write(
    '.dockerignore',
    ['.git', '**/node_modules', '**/dist', '**/*.md', '!services/*/README.md', '**/test_*', 'docs'].join('\n'),
  )
  for (let at = 0; at < 60; at++)
    write(`packages/lib-${at}/package.json`, json({ name: `@acme/lib-${at}`, version: '1.0.0' }))
  for (let at = 0; written < files; at++) {
    const { folder, language } = /** @type {any} */ (services[at % SERVICES])
    write(`${folder}/${language.source(Math.floor(at / SERVICES))}`, `// ${at}\n`)
  }
  const git = (/** @type {string[]} */ ...words) => execFileSync('git', words, { cwd: root, stdio: 'ignore' })
  git('init', '-q')
  git('add', '-A')
}

/** @param {number} at */
function folderOf(at) {
  const folder = Math.floor(at / FILES_AT_ONCE)
  return `area${folder % 7}/topic${folder}`
}

/** @param {unknown} value */
function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** @param {readonly { name: string, context: string, dockerfile: string }[]} services */
function compose(services) {
  const entries = services.map(
    ({ name, context, dockerfile }) =>
      `  ${name}:\n    build:\n      context: ${context}\n      dockerfile: ${dockerfile}\n    ports: ["8080"]\n`,
  )
  return `services:\n${entries.join('')}`
}

/** @param {string} name @param {string} context */
function makefile(name, context) {
  return `IMAGE ?= acme/${name}\n\nimage:\n\tdocker build -t $(IMAGE) -f Dockerfile ${context}\n\ntest:\n\techo ok\n`
}

/** @param {string} name @param {string} context @param {string} dockerfile */
function workflow(name, context, dockerfile) {
  return `name: ${name}
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with:
          context: ${context}
          file: ${dockerfile}
          build-args: |
            GIT_SHA=\${{ github.sha }}
`
}
