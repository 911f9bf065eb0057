import { describe, expect, test } from '@jest/globals'
import { blockedOf, changed, planOf } from './planning.ts'

const PIP = '--mount=type=cache,target=/root/.cache/pip'
const NPM = '--mount=type=cache,target=/root/.npm'
/** What defeats the mounted caches of the last step, in the author's words. */
const found = (lines: readonly string[]): string[] =>
  planOf(lines)
    .plans.at(-1)
    ?.managers.flatMap(({ defeats }) => defeats.map(({ does, what }) => `${does}: ${what}`)) ?? []

describe('what bypasses or empties a mounted cache is found', () => {
  test.each([
    ['an option', [`RUN ${PIP} pip install --no-cache-dir a`], ['bypasses: --no-cache-dir']],
    ['its other spelling', [`RUN ${PIP} pip --no-cache install a`], ['bypasses: --no-cache']],
    ['a variable of the image', ['ENV PIP_NO_CACHE_DIR=1', `RUN ${PIP} pip install a`], ['bypasses: PIP_NO_CACHE_DIR']],
    [
      'a variable of the image that sounds like no',
      ['ENV PIP_NO_CACHE_DIR=off', `RUN ${PIP} pip install a`],
      ['bypasses: PIP_NO_CACHE_DIR'],
    ],
    ['a variable in front', [`RUN ${PIP} PIP_NO_CACHE_DIR=1 pip install a`], ['bypasses: PIP_NO_CACHE_DIR=1']],
    ['a purge', [`RUN ${PIP} pip install a && pip cache purge`], ['empties: pip cache purge']],
    [
      'a purge by the module',
      [`RUN ${PIP} pip install a && python -m pip cache purge`],
      ['empties: python -m pip cache purge'],
    ],
    ['a clean of npm', [`RUN ${NPM} npm ci && npm cache clean --force`], ['empties: npm cache clean --force']],
    ['a removal', [`RUN ${PIP} pip install a && rm -rf /root/.cache/pip`], ['empties: rm -rf /root/.cache/pip']],
    ['a removal below a tilde', [`RUN ${PIP} pip install a && rm -rf ~/.cache/pip`], ['empties: rm -rf ~/.cache/pip']],
    [
      'a removal by HOME',
      [`RUN ${PIP} pip install a && rm -rf "$HOME/.cache/pip"`],
      ['empties: rm -rf "$HOME/.cache/pip"'],
    ],
    [
      'a removal of what it holds',
      [`RUN ${PIP} pip install a && rm -rf /root/.cache/pip/*`],
      ['empties: rm -rf /root/.cache/pip/*'],
    ],
    [
      'a removal of the folder above',
      [`RUN ${PIP} pip install a && rm -rf /root/.cache`],
      ['empties: rm -rf /root/.cache'],
    ],
    [
      'a removal among others',
      [`RUN ${PIP} pip install a && rm -rf /tmp/x /root/.cache/pip`],
      ['empties: rm /root/.cache/pip'],
    ],
    [
      'a find that deletes',
      [`RUN ${PIP} pip install a && find /root/.cache -delete`],
      ['empties: find /root/.cache -delete'],
    ],
  ])('%s', (_, lines, defeats) => {
    expect(found(['FROM python:3.14', ...lines])).toEqual(defeats)
  })

  test.each([
    ['an empty variable', ['ENV PIP_NO_CACHE_DIR=', `RUN ${PIP} pip install a`]],
    [
      'a variable that an option wins over',
      ['ENV PIP_NO_CACHE_DIR=1', 'RUN --mount=type=cache,target=/c pip install --cache-dir=/c a'],
    ],
    ['the removal of another folder', [`RUN ${PIP} pip install a && rm -rf /root/.cache/other /var/x`]],
    ['the removal of hidden files by a star', [`RUN ${PIP} pip install a && rm -rf /root/*`]],
    ['the removal in another step', [`RUN ${PIP} pip install a`, 'RUN rm -rf /root/.cache && pip list']],
    ['a look at the cache', [`RUN ${PIP} pip install a && pip cache list`]],
    ['a find that deletes elsewhere', [`RUN ${PIP} pip install a && find /usr -name "*.pyc" -delete`]],
    ['an option of another manager', [`RUN ${NPM} npm ci --no-cache-dir`]],
  ])('not %s', (_, lines) => {
    expect(found(['FROM python:3.14', ...lines])).toEqual([])
  })
})

describe('it is taken out together with adding the mount, or from a step that has it', () => {
  test.each([
    ['an option', ['RUN pip install --no-cache-dir a'], [`RUN ${PIP} \\`, '    pip install a']],
    ['an option beside a mount', [`RUN ${PIP} pip install --no-cache-dir a`], [`RUN ${PIP} pip install a`]],
    ['a purge', ['RUN pip install a && pip cache purge'], [`RUN ${PIP} \\`, '    pip install a']],
    [
      'a removal among others',
      ['RUN pip install a && rm -rf /tmp/x ~/.cache/pip'],
      [`RUN ${PIP} \\`, '    pip install a && rm -rf /tmp/x'],
    ],
    ['a variable in front', ['RUN PIP_NO_CACHE_DIR=1 pip install a'], [`RUN ${PIP} \\`, '    pip install a']],
    [
      'a variable of the image, for the command',
      ['ENV PIP_NO_CACHE_DIR=1', 'RUN pip install a'],
      ['ENV PIP_NO_CACHE_DIR=1', `RUN ${PIP} \\`, "    PIP_NO_CACHE_DIR='' pip install a"],
    ],
    [
      'several',
      ['RUN pip install --no-cache-dir a && pip install --no-cache-dir b'],
      [`RUN ${PIP} \\`, '    pip install a && pip install b'],
    ],
    [
      'the folder above, where only pip writes',
      ['RUN pip install a && rm -rf ~/.cache'],
      [`RUN ${PIP} \\`, '    pip install a'],
    ],
    [
      'in the exec form',
      ['RUN ["pip", "install", "--no-cache-dir", "a"]'],
      [`RUN ${PIP} \\`, '    ["pip", "install", "a"]'],
    ],
  ])('%s', (_, lines, result) => {
    expect(changed(['FROM python:3.14', ...lines])).toEqual(result)
  })
})

describe('nothing is offered where that would change something else', () => {
  test.each([
    ['the exit status would be that of another command', 'RUN pip install a; pip cache purge'],
    ['a clean-up runs under a condition', 'RUN pip install a && if b; then pip cache purge; fi'],
    ['a folder with what others left goes too', 'RUN pip install a && make && rm -rf ~/.cache'],
    ['what is removed is not known', 'RUN pip install a && rm -rf $(pip cache dir)'],
    ['a variable holds for more than one command', 'RUN export PIP_NO_CACHE_DIR=1 && pip install a'],
    ['a find deletes there', 'RUN pip install a && find / -name .cache -exec rm -rf {} +'],
  ])('since %s', (_, run) => {
    const lines = ['FROM python:3.14', run]
    expect(blockedOf(lines)).toEqual([expect.stringMatching(/./)])
    expect(changed(lines)).toBeNull()
  })

  test('since an option comes from a variable of the image', () => {
    const lines = ['FROM python:3.14', 'ENV OPTS="--no-cache-dir -q"', 'RUN pip install $OPTS a']
    expect(blockedOf(lines)).toEqual(['--no-cache-dir comes from the variable $OPTS'])
  })
})
