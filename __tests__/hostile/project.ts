import { analyse, type FileReport } from '../../src/analyse.ts'
import { analyseAll } from '../../src/analyse-all.ts'
import { dockerfileTest } from '../../src/configuration/paths.ts'

/** A file name cannot hold these. */
const asName = (text: string): string => text.replace(/[/\0]/g, '∕').slice(0, 120) || 'x'
const quoted = (text: string): string => JSON.stringify(text)

/**
 * A repository that says a text wherever something of a repository is repeated by us: in instructions, in comments, in
 * the names of files, and in the files that are read beside a Dockerfile.
 */
export function projectWith(text: string): ReadonlyMap<string, string> {
  const name = asName(text)
  // An instruction ends with its line: a text of several lines stands in most places on one, and once as it is.
  const line = text.replace(/\r?\n/g, ' ')
  return new Map([
    [
      'Dockerfile',
      `FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt && : '${line}'\nCOPY . .\n`,
    ],
    [
      'a.Dockerfile',
      `# ${line}\nFROM python:3.14-slim\nWORKDIR /app\nCOPY . .\nRUN pip install \\\n# ${line}\n    -r requirements.txt\n# ${line}\n`,
    ],
    ['b.Dockerfile', `FROM node:24 AS ${line}\nCOPY ${quoted(line)} ${line} /app/\nRUN npm install ${line}\n`],
    [
      'c.Dockerfile',
      `FROM ${line}\nRUN --mount=type=cache,target=/${line} pip install x\nRUN --mount=type=cache,target="/${line}",id=${line} npm ci\n`,
    ],
    [
      'd.Dockerfile',
      `ARG SHA\nARG ${line}=${quoted(line)}\nFROM python:3.14\nENV ${line.split(' ')[0]}=${quoted(line)} BUILD=$SHA\nUSER ${line}\nWORKDIR /${line}\nENV PIP_CACHE_DIR=${quoted(line)}\nARG BUILD_NUMBER\nENV N=$BUILD_NUMBER\nRUN pip install x ${line}\n`,
    ],
    ['e.Dockerfile', `# syntax=${line}\n# escape=\`\n# check=${line}\nFROM python:3.14\nRUN pip install x\n`],
    [
      'f.Dockerfile',
      `FROM python:3.14\n# layerwise ignore=${line}\nRUN pip install x\n# layerwise ignore=mount-package-cache ${line}\nRUN pip install y\n${line} z\n`,
    ],
    [
      'g.Dockerfile',
      `FROM python:3.14\nRUN <<${line}\npip install ${line}\n${line}\nRUN <<EOF\npip install x '${line}'\nEOF\nCOPY <<${line} /x\n${line}\n`,
    ],
    [
      'h.Dockerfile',
      `FROM python:3.14\nSHELL [${quoted(line)}, "-c"]\nRUN ["pip", "install", ${quoted(line)}]\nRUN mount=type=cache,target=/root/.cache/pip ${line} pip install x\nRUN apt-get update\nRUN apt-get install -y ${line}\nRUN --mount=type=cache,target=/app/dist,id=${quoted(line)} npm run build\nCOPY --from=${quoted(line)} /app/dist /x\n`,
    ],
    ['raw.Dockerfile', `FROM python:3.14\nRUN pip install x\n${text}\nRUN pip install '${text}'\nCOPY . .\n`],
    [`${name}/Dockerfile`, 'FROM node:24\nCOPY . .\nRUN npm ci\n'],
    [
      `${name}/package.json`,
      `{"name": ${quoted(text)}, "scripts": {"postinstall": ${quoted(text)}}, "dependencies": {${quoted(text)}: ${quoted(`file:${text}`)}}}`,
    ],
    [`${name}/package-lock.json`, '{"lockfileVersion": 3}'],
    [`${name}/${name}.js`, ''],
    [`${name}/.git/${name}`, ''],
    [`src/${name}.py`, ''],
    ['package.json', `{"workspaces": [${quoted(text)}], ${quoted(text)}: ${quoted(text)}}`],
    ['package-lock.json', text],
    ['requirements.txt', `-r ${text}\n--index-url ${text}\n${text}\n`],
    ['pyproject.toml', `[tool.${quoted(text)}]\nx = ${quoted(text)}\n`],
    ['.dockerignore', `${text}\n!${text}\n**/${text}/*[\n`],
    [
      'compose.yaml',
      `services:\n  ${quoted(text)}:\n    build:\n      context: ${quoted(text)}\n      dockerfile: a.Dockerfile\n      args:\n        ${quoted(text)}: ${quoted(text)}\n  b:\n    build: .\n`,
    ],
    [
      'docker-bake.hcl',
      `target "x" {\n  dockerfile = "d.Dockerfile"\n  context = "."\n  args = { SHA = ${quoted(text)} }\n}\n`,
    ],
    [
      'Makefile',
      `x:\n\tdocker build -f a.Dockerfile --build-arg SHA=${text} ${text}\n\tdocker build -f c.Dockerfile .\n`,
    ],
    ['build.sh', `docker build -t ${text} -f b.Dockerfile "${text}"\n`],
    [
      '.github/workflows/build.yml',
      `jobs:\n  x:\n    steps:\n      - run: docker build -f h.Dockerfile ${quoted(text)}\n`,
    ],
  ])
}

/** What is said of every Dockerfile of a repository, read the way the drivers read it. */
export async function reportsOf(files: ReadonlyMap<string, string>): Promise<readonly FileReport[]> {
  const isDockerfile = dockerfileTest()
  const sources = [...files].filter(([path]) => isDockerfile(path)).map(([path, text]) => ({ path, text }))
  const { reports, crashes } = await analyseAll(sources, {
    analyse,
    files: new Set(files.keys()),
    read: async (paths) => new Map(paths.map((path) => [path, files.get(path) ?? null])),
    settings: { rules: {}, syntax: 'docker/dockerfile:1' },
  })
  if (crashes.length > 0) throw new Error(crashes.map(({ path, error }) => `${path}: ${error}`).join('\n'))
  return reports
}
