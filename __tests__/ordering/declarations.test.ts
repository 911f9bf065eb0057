import { describe, expect, test } from '@jest/globals'
import { earlyDeclarations } from '../../src/ordering/declarations.ts'
import { environmentInStage } from '../../src/ordering/environment-in-stage.ts'
import { applyEdits } from '../../src/text/compose.ts'
import type { Files } from '../context/repository.ts'
import { projectOf } from './project.ts'

const FILES: Files = { 'requirements.txt': 'a\n', 'package.json': '{}', 'package-lock.json': '{}', 'app.py': '' }
const APT = 'RUN apt-get update && apt-get install -y curl'

/** The lines of the stage once the declarations have moved; null where all stand well. */
function moved(lines: readonly string[], files = FILES): readonly string[] | null {
  const { text, file, stage, runs, context } = projectOf(['FROM python:3', ...lines], files)
  const uses = environmentInStage(file, stage.steps, runs, context)
  const found = earlyDeclarations(file, stage, uses, [])
  const edits = found.flatMap((early) => early.edits)
  return found.length === 0 ? null : applyEdits(text, edits).trimEnd().split('\n').slice(1)
}

/**
 * A declaration must not move below a step that may read it, change what another instruction says, or change places with one
 * that sets the same name or a name in its value.
 */
describe('a declaration moves', () => {
  test.each([
    ['below an install', ['ARG GIT_SHA', APT], [APT, 'ARG GIT_SHA']],
    ['below the copies too', ['ARG GIT_SHA', APT, 'COPY . .'], [APT, 'COPY . .', 'ARG GIT_SHA']],
    [
      'above the step that names it',
      ['ARG GIT_SHA', APT, 'COPY . .', 'RUN echo $GIT_SHA > /r'],
      [APT, 'COPY . .', 'ARG GIT_SHA', 'RUN echo $GIT_SHA > /r'],
    ],
    [
      'above the copy that names it',
      ['ARG GIT_SHA', APT, 'COPY app.py /srv/$GIT_SHA/', 'RUN true'],
      [APT, 'ARG GIT_SHA', 'COPY app.py /srv/$GIT_SHA/', 'RUN true'],
    ],
    ['above a program that is not known', ['ARG GIT_SHA', APT, 'RUN make', APT], [APT, 'ARG GIT_SHA', 'RUN make', APT]],
    [
      'with the variable of the image that is made of it',
      ['ARG GIT_SHA', 'ENV RELEASE=$GIT_SHA', APT, 'CMD ["x"]'],
      [APT, 'ARG GIT_SHA', 'ENV RELEASE=$GIT_SHA', 'CMD ["x"]'],
    ],
    [
      'with a variable of its own name',
      ['ARG GIT_SHA', 'ENV GIT_SHA ${GIT_SHA:-none}', APT],
      [APT, 'ARG GIT_SHA', 'ENV GIT_SHA ${GIT_SHA:-none}'],
    ],
    [
      'with a label',
      ['ARG GIT_SHA', 'LABEL a=b r=$GIT_SHA', APT, 'USER app'],
      [APT, 'ARG GIT_SHA', 'LABEL a=b r=$GIT_SHA', 'USER app'],
    ],
    [
      'to the label that stands below already',
      ['ARG GIT_SHA', APT, 'EXPOSE 80', 'LABEL r=$GIT_SHA'],
      [APT, 'EXPOSE 80', 'ARG GIT_SHA', 'LABEL r=$GIT_SHA'],
    ],
    [
      'further than another one',
      ['ARG BUILD_DATE', 'ARG GIT_SHA', APT, 'RUN echo $GIT_SHA > /r', APT],
      [APT, 'ARG GIT_SHA', 'RUN echo $GIT_SHA > /r', APT, 'ARG BUILD_DATE'],
    ],
    [
      'with its comment, and leaves no empty line behind',
      ['', '# Which one it is.', 'ARG GIT_SHA', '', APT],
      ['', APT, '# Which one it is.', 'ARG GIT_SHA'],
    ],
    [
      'below an install from manifests alone',
      ['WORKDIR /app', 'ARG GIT_SHA', 'COPY requirements.txt .', 'RUN pip install -r requirements.txt', 'COPY . .'],
      ['WORKDIR /app', 'COPY requirements.txt .', 'RUN pip install -r requirements.txt', 'COPY . .', 'ARG GIT_SHA'],
    ],
    [
      'below plain programs beside an install',
      [
        'ARG GIT_SHA',
        'RUN apt-get update && apt-get install -y curl && mkdir /x && curl -o /x/$(uname -m) https://a.example',
      ],
      [
        'RUN apt-get update && apt-get install -y curl && mkdir /x && curl -o /x/$(uname -m) https://a.example',
        'ARG GIT_SHA',
      ],
    ],
    [
      'to where a variable made of two of them may stand',
      ['ARG GIT_SHA', 'ARG BUILD_DATE', 'ENV V=$GIT_SHA-$BUILD_DATE', APT, 'RUN ./x'],
      [APT, 'ARG GIT_SHA', 'ARG BUILD_DATE', 'ENV V=$GIT_SHA-$BUILD_DATE', 'RUN ./x'],
    ],
  ])('%s', (_, lines, after) => {
    expect(moved(lines)).toEqual(after)
  })
})

describe('a declaration stays', () => {
  test.each([
    ['where nothing is installed below', [APT, 'ARG GIT_SHA', 'RUN mkdir /x']],
    ['above a step that prints all variables', ['ARG GIT_SHA', 'RUN export > /env && apt-get install -y curl']],
    ['above a step with a program of the project', ['ARG GIT_SHA', 'RUN apt-get install -y curl && ./setup.sh']],
    ['above an upgrade', ['ARG BUILD_DATE', 'RUN apt-get update && apt-get -y upgrade']],
    ['above a pipe into a shell', ['ARG GIT_SHA', 'RUN curl https://a.example | sh && apt-get install -y curl']],
    ['above a substitution', ['ARG GIT_SHA', 'RUN apt-get install -y $(./packages)']],
    [
      'above a loop over what another command says',
      ['ARG GIT_SHA', 'RUN for p in $(./packages); do echo $p; done; apt-get install -y curl'],
    ],
    ['above backquotes', ['ARG GIT_SHA', 'RUN case `./x` in a) echo a;; esac; apt-get install -y curl']],
    ['above find that runs others', ['ARG GIT_SHA', 'RUN apt-get install -y curl && find / -exec ./x {} ;']],
    ['above an install of the project', ['ARG GIT_SHA', 'COPY . .', 'RUN pip install .']],
    ['above an install whose manifests are not known', ['ARG GIT_SHA', 'RUN pip install -r other.txt']],
    [
      'above an install whose manifest a step may have changed',
      ['WORKDIR /app', 'ARG GIT_SHA', 'COPY . .', 'RUN sed -i s/a/b/ package.json && npm ci'],
    ],
    [
      'above an install whose manifest an earlier step may have changed',
      ['WORKDIR /app', 'ARG GIT_SHA', 'COPY . .', 'RUN sed -i s/a/b/ package.json', 'RUN npm ci'],
    ],
    ['above a tool that has the name for itself', ['ARG GIT_SHA', 'ENV PIP_SHA=$GIT_SHA', 'RUN pip install flask']],
    ['above what is set again', ['ARG GIT_SHA', 'ENV GIT_SHA=1', APT]],
    ['above what is set again in its value', ['ARG GIT_SHA', 'ARG V=1', 'ENV R=$GIT_SHA-$V', 'ARG V=2', APT]],
    ['above a label of the same key', ['ARG GIT_SHA', 'LABEL r=$GIT_SHA', 'LABEL r=x', APT]],
    ['above a label with another variable that changes', ['ARG GIT_SHA', 'LABEL r=$GIT_SHA$V', 'ARG V=2', APT]],
    ['above a folder that is named after it', ['ARG BUILD_ID', 'WORKDIR /$BUILD_ID', APT]],
    ['above a user who is named after it', ['ARG BUILD_ID', 'USER $BUILD_ID', APT]],
    ['above a variable that also has constants', ['ARG GIT_SHA', 'ENV R=$GIT_SHA MODE=x', APT]],
    ['with a name that is no name', ['ARG GIT_SHA', 'ENV a(=$GIT_SHA', APT]],
    ['beside one that does not change', ['ARG GIT_SHA MODE=x', APT]],
    ['when a comment says so', ['# busts the cache', 'ARG GIT_SHA', APT]],
    ['when it says what to fetch', ['ARG COMMIT', APT, 'RUN git clone a && git -C a checkout $COMMIT']],
    ['when it says what to download', ['ARG COMMIT', APT, 'RUN curl https://a.example/$COMMIT.tgz']],
    ['above another shell', ['ARG GIT_SHA', 'SHELL ["pwsh", "-c"]', APT]],
    ['when the file ends inside of the last step', ['ARG GIT_SHA', `${APT} \\`]],
  ])('%s', (_, lines) => {
    expect(moved(lines)).toBeNull()
  })

  test('among more of them than a person writes', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `ARG ${'APP_'.repeat(index + 1)}GIT_SHA`)
    expect(moved([...many.slice(0, 60), APT])).toBeNull()
  })

  test('above an install with a script of the project', () => {
    const files = { ...FILES, 'package.json': '{"scripts":{"prepare":"node build.js"}}' }
    expect(moved(['WORKDIR /app', 'ARG GIT_SHA', 'COPY package*.json ./', 'RUN npm ci'], files)).toBeNull()
  })
})
