/**
 * What the pull requests of the soak test are about: repositories as people have them, and the lines that people write
 * into their Dockerfiles, with mistakes and without.
 *
 * @typedef {Record<string, string>} Texts By path.
 * @typedef {{ name: string, base: Texts, dockerfiles: readonly string[], steps: readonly string[], images: readonly string[], users: readonly string[] }} Project
 *   `dockerfiles` are whole texts to begin with; `steps` are single instructions to put in.
 */

const LOCK = `{ "name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": { "": { "name": "shop", "version": "1.0.0", "dependencies": { "fastify": "5.6.1" } }, "node_modules/fastify": { "version": "5.6.1" } } }\n`

/** Steps that every image can take. */
const COMMON = [
  'LABEL org.opencontainers.image.source="https://example.com/shop"',
  'ENV LANG=C.UTF-8',
  'EXPOSE 8080',
  'ARG GIT_SHA\nENV GIT_SHA=$GIT_SHA',
  'RUN echo ready > /etc/motd',
  'HEALTHCHECK CMD true',
]

const APT = [
  'RUN apt-get update && apt-get install -y curl',
  'RUN apt-get update && apt-get install -y --no-install-recommends git make && rm -rf /var/lib/apt/lists/*',
  'RUN apt-get update',
  'RUN apt-get install -y jq',
]

/** @type {readonly Project[]} */
export const PROJECTS = [
  {
    name: 'python',
    base: {
      '.dockerignore': '.git\n.venv\n',
      'README.md': '# Shop\n',
      'main.py': 'print("hello")\n',
      'requirements.txt': 'flask==3.1.2\n',
      'requirements-dev.txt': 'pytest==8.4.2\n',
    },
    dockerfiles: [
      '# The service.\nFROM python:3.14-slim\nWORKDIR /app\n\n# Dependencies first.\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n\nCOPY . .\nCMD ["python", "main.py"]\n',
      'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "main.py"]\n',
      '# syntax=docker/dockerfile:1\nFROM python:3.14-slim AS build\nWORKDIR /app\nCOPY requirements.txt ./\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\nCOPY . .\nCMD ["python", "main.py"]\n',
    ],
    steps: [
      ...COMMON,
      ...APT,
      'RUN pip install gunicorn',
      'RUN pip install --no-cache-dir uvicorn',
      'RUN pip install -r requirements-dev.txt',
      'RUN --mount=type=cache,target=/root/.cache pip install httpx',
      'RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir rich',
      'RUN pip install pipx && pipx install poetry',
    ],
    images: ['python:3.14-slim', 'python:3.13', 'python:3.14-alpine', 'registry.example.com/base:7', 'debian:13-slim'],
    users: ['root', '1000', 'nobody'],
  },
  {
    name: 'node',
    base: {
      '.dockerignore': '.git\nnode_modules\n',
      'README.md': '# Shop\n',
      'package.json': '{ "name": "shop", "version": "1.0.0", "dependencies": { "fastify": "5.6.1" } }\n',
      'package-lock.json': LOCK,
      'server.js': 'console.log("hello")\n',
      'src/index.js': 'export {}\n',
    },
    dockerfiles: [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n',
      'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build /app /app\nUSER node\nCMD ["node", "server.js"]\n',
      'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install --omit=dev\nRUN npm cache clean --force\nCOPY . .\nCMD ["node", "server.js"]\n',
    ],
    steps: [
      ...COMMON,
      ...APT,
      'RUN npm ci',
      'RUN npm install -g typescript',
      'RUN npm ci --omit=dev && npm cache clean --force',
      'RUN --mount=type=cache,target=/root/.npm npm ci',
      'RUN --mount=type=cache,target=/home/node/.npm npm install -g serve',
      'COPY src ./src',
      'COPY . .',
    ],
    images: ['node:24-slim', 'node:22', 'node:24-alpine', 'ghcr.io/example/node:latest'],
    users: ['root', 'node', '1000'],
  },
  {
    name: 'go',
    base: {
      '.dockerignore': '.git\n',
      'README.md': '# Shop\n',
      'go.mod': 'module example.com/shop\n\ngo 1.25\n\nrequire github.com/google/uuid v1.6.0\n',
      'go.sum':
        'github.com/google/uuid v1.6.0 h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=\ngithub.com/google/uuid v1.6.0/go.mod h1:TIyPZe4MgqvfeYDBFedMoGGpEw/LqOeaOT+nhxU+yHo=\n',
      'main.go': 'package main\n\nfunc main() {}\n',
    },
    dockerfiles: [
      'FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/shop .\n\nFROM gcr.io/distroless/static\nCOPY --from=build /bin/shop /shop\nENTRYPOINT ["/shop"]\n',
      'FROM golang:1.25-alpine AS build\nRUN apk add --no-cache git\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/shop .\n\nFROM scratch\nCOPY --from=build /bin/shop /shop\nENTRYPOINT ["/shop"]\n',
    ],
    steps: [
      ...COMMON,
      'RUN apk add --no-cache make',
      'RUN go install golang.org/x/tools/cmd/stringer@latest',
      'RUN go mod download',
      'RUN go vet ./...',
      'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
    ],
    images: ['golang:1.25', 'golang:1.25-alpine', 'golang:1.24-bookworm'],
    users: ['root', '65532'],
  },
  {
    name: 'debian',
    base: { 'README.md': '# Tools\n', 'run.sh': '#!/bin/sh\necho hello\n' },
    dockerfiles: [
      'FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl ca-certificates\nCOPY . /opt/tools\nCMD ["/opt/tools/run.sh"]\n',
      'FROM ubuntu:24.04\nCOPY . /opt/tools\nRUN apt-get update\nRUN apt-get install -y \\\n      curl \\\n      jq\nCMD ["/opt/tools/run.sh"]\n',
      'FROM alpine:3.22\nRUN apk add --no-cache curl\nCOPY run.sh /\nCMD ["/run.sh"]\n',
    ],
    steps: [
      ...COMMON,
      ...APT,
      'RUN pip install awscli',
      'RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool',
    ],
    images: ['debian:13-slim', 'ubuntu:24.04', 'ubuntu:22.04', 'fedora:43'],
    users: ['root', 'nobody', '1000'],
  },
]

/** Where people keep Dockerfiles. */
export const PLACES = [
  'Dockerfile',
  'web.Dockerfile',
  'docker/Dockerfile',
  'Dockerfile.dev',
  'deploy/api.Dockerfile',
  'Containerfile',
]

/** The oracle's own word on what is a Dockerfile: the places above and no others are written by the soak test. @param {string} path */
export const isDockerfilePath = (path) => PLACES.includes(path)
