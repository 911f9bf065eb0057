import { builtOn, debian, distributionIn, ubuntu } from './distributions.ts'
import { account, adding, type Image } from './image.ts'
import { type KnownImage, type KnownImages, named } from './known-image.ts'
import { numbersOf, says, type Tag } from './tag.ts'

const onDebian = (tag: Tag): Image | null => builtOn(tag, debian())

/** https://github.com/nodejs/docker-node/blob/main/Dockerfile-debian.template */
const node: KnownImage = (tag) => adding(onDebian(tag), { account: account('node', 1000, 1000, '/home/node') })

/** https://github.com/docker-library/golang/blob/master/Dockerfile-linux.template */
const golang: KnownImage = (tag) =>
  adding(onDebian(tag), { env: { GOPATH: '/go', GOTOOLCHAIN: 'local' }, workdir: '/go' })

/** https://github.com/rust-lang/docker-rust/blob/master/Dockerfile-debian.template */
const rust: KnownImage = (tag) =>
  adding(onDebian(tag), { env: { CARGO_HOME: '/usr/local/cargo', RUSTUP_HOME: '/usr/local/rustup' } })

/** https://github.com/docker-library/ruby/blob/master/Dockerfile.template */
const ruby: KnownImage = (tag) =>
  adding(onDebian(tag), { env: { GEM_HOME: '/usr/local/bundle', BUNDLE_APP_CONFIG: '/usr/local/bundle' } })

/** https://github.com/docker-library/php/blob/master/Dockerfile-linux.template */
const php: KnownImage = (tag) => {
  const image = onDebian(tag)
  const workdir = says(tag, /apache|fpm/) ? '/var/www/html' : tag.open ? null : '/'
  return image?.family === 'alpine'
    ? adding(image, { workdir, account: account('www-data', 82, 82, '/home/www-data') })
    : adding(image, { workdir })
}

/** https://github.com/composer/docker/blob/main/latest/Dockerfile */
const composer: KnownImage = (tag) =>
  says(tag, /bin/)
    ? null
    : adding(php({ text: 'alpine', open: false }, 'php'), {
        env: { COMPOSER_HOME: '/tmp', COMPOSER_ALLOW_SUPERUSER: '1' },
        workdir: '/app',
      })

/** https://github.com/swiftlang/swift-docker: Ubuntu where the tag names no other. */
const swift: KnownImage = (tag) => builtOn(tag, ubuntu())

/** https://github.com/Perl/docker-perl: `WORKDIR /usr/src/app` since August 2023, which is 5.38; `/` before. */
const perl: KnownImage = (tag) => {
  const minor = numbersOf(tag)?.minor ?? null
  return adding(onDebian(tag), { workdir: !tag.open && (minor === null || minor >= 38) ? '/usr/src/app' : null })
}

/** https://github.com/rocker-org/rocker/tree/master/r-base: Debian testing, whatever the tag says. */
const rBase: KnownImage = () => adding(debian(), { account: account('docker', 1000, 1000, '/home/docker') })

/** https://github.com/hexpm/bob/tree/main/priv/scripts/docker: the tag always names the distribution. */
const hexpm: KnownImage = (tag) => distributionIn(tag)

/**
 * https://github.com/oven-sh/bun/tree/main/dockerhub
 */
const bun: KnownImage = (tag) => {
  const image = says(tag, /distroless/) ? null : onDebian(tag)
  return adding(image, { account: account('bun', 1000, 1000, '/home/bun'), workdir: '/home/bun/app' })
}

/** https://github.com/denoland/deno_docker: `alpine-2.1.4` is the version of Deno, not of Alpine. */
const deno: KnownImage = (tag) => {
  if (says(tag, /bin|distroless/)) return null
  const image = onDebian({ ...tag, text: tag.text.replace(/(debian|alpine|ubuntu)-[v\d].*/, '$1') })
  const id = image?.family === 'alpine' ? 1000 : image?.family === 'linux' ? null : 1993
  return adding(image, {
    version: null,
    account: account('deno', id, id, '/home/deno'),
    env: { DENO_DIR: '/deno-dir/', DENO_INSTALL_ROOT: '/usr/local' },
  })
}

/** https://docs.astral.sh/uv/guides/integration/docker/#available-images: without a distribution the image has no shell. */
const uv: KnownImage = (tag) => {
  const image = distributionIn(tag)
  return adding(image, { env: { UV_TOOL_BIN_DIR: '/usr/local/bin' } })
}

/** https://github.com/LukeMathWalker/cargo-chef/blob/main/docker/Dockerfile: `0.1.68-rust-1.81-alpine3.20`, built on the image rust. */
const cargoChef: KnownImage = (tag, name) => rust({ ...tag, text: tag.text.replace(/^.*?rust-/, '') }, name)

/** https://github.com/tiangolo/uvicorn-gunicorn-docker: `python3.11-slim`, built on the image python. */
const tiangolo: KnownImage = (tag) =>
  adding(onDebian({ ...tag, text: tag.text.replace(/^python/, '') }), { workdir: '/app' })

export const LANGUAGES: KnownImages = {
  ...named(['python', 'pypy'], onDebian),
  ...named(['tiangolo/uvicorn-gunicorn', 'tiangolo/uvicorn-gunicorn-fastapi'], tiangolo),
  node,
  golang,
  rust,
  'lukemathwalker/cargo-chef': cargoChef,
  ruby,
  php,
  ...named(['composer', 'composer/composer'], composer),
  // https://github.com/erlang/docker-erlang-otp, https://github.com/erlef/docker-elixir
  ...named(['erlang', 'elixir'], onDebian),
  ...named(['hexpm/elixir', 'hexpm/erlang'], hexpm),
  // https://github.com/haskell/docker-haskell
  haskell: onDebian,
  ...named(['swift', 'swiftlang/swift'], swift),
  // https://github.com/dart-lang/dart-docker
  dart: (tag) => adding(onDebian(tag), { workdir: '/root' }),
  // https://github.com/docker-library/julia
  julia: onDebian,
  perl,
  ...named(['r-base', 'rocker/r-base'], rBase),
  'oven/bun': bun,
  ...named(['denoland/deno', 'ghcr.io/denoland/deno'], deno),
  ...named(['ghcr.io/astral-sh/uv', 'astral/uv'], uv),
}
