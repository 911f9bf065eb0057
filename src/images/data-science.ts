import { builtOn, debian, distributionIn, ubuntu } from './distributions.ts'
import { account, adding, type Image, PLAIN, withoutOrdinaryUsers } from './image.ts'
import { type KnownImage, type KnownImages, named } from './known-image.ts'
import { numbersOf, says, type Tag } from './tag.ts'

/** https://gitlab.com/nvidia/container-images/cuda: the tag names the distribution, and nothing but CUDA is added. */
const cuda: KnownImage = (tag) => distributionIn(tag)

/** https://github.com/pytorch/pytorch/blob/main/Dockerfile */
const pytorch: KnownImage = (tag) => adding(builtOn(tag, ubuntu()), { workdir: '/workspace' })

/** https://github.com/tensorflow/build/tree/master/tensorflow_runtime_dockerfiles */
const tensorflow: KnownImage = (tag) =>
  says(tag, /devel/) ? null : adding(ubuntu(), { workdir: tag.open || says(tag, /jupyter/) ? null : '/' })

const JULIA = { JULIA_DEPOT_PATH: '/opt/julia', JULIA_PKGDIR: '/opt/julia' }

/**
 * https://github.com/jupyter/docker-stacks/blob/main/images/docker-stacks-foundation/Dockerfile: whoever has uid 1000 goes, and
 * `jovyan` comes without a group of its own.
 */
const jupyter: KnownImage = (tag, name) =>
  adding(withoutOrdinaryUsers(builtOn({ ...tag, open: false }, ubuntu())), {
    account: account('jovyan', 1000, 100, '/home/jovyan'),
    runsAs: 'account',
    env: { HOME: '/home/jovyan', CONDA_DIR: '/opt/conda', ...(/^(?:julia|datascience)-/.test(name) ? JULIA : {}) },
    workdir: '/home/jovyan',
    shell: ['/bin/bash', '-o', 'pipefail', '-c'],
  })

const NOTEBOOKS = [
  'docker-stacks-foundation',
  ...['base', 'minimal', 'r', 'julia', 'scipy', 'tensorflow', 'pytorch', 'datascience', 'pyspark', 'all-spark'].map(
    (name) => `${name}-notebook`,
  ),
]

const PREFIXES = { conda: '/opt/conda' }

/** https://github.com/conda-forge/miniforge-images/blob/master/ubuntu/Dockerfile */
const miniforge: KnownImage = (tag) =>
  adding(builtOn({ ...tag, open: false }, ubuntu()), { env: { CONDA_DIR: '/opt/conda' }, prefixes: PREFIXES })

/**
 * https://github.com/anaconda/docker-images. Where conda 4.3 could make no hard link it made a soft one, into its packages:
 * https://github.com/conda/conda/blob/4.3.0/conda/base/context.py
 */
const conda: KnownImage = (tag, name) => {
  const version = numbersOf(tag)
  const linksSoftly =
    version !== null &&
    (version.major < 4 || (version.major === 4 && (name === 'anaconda3' || (version.minor ?? 0) < 4)))
  return adding(builtOn(tag, debian()), linksSoftly ? {} : { prefixes: PREFIXES })
}

/** Whether a tag of micromamba is 1.5 or later, when the user got his number. */
function hasFixedUser(tag: Tag): boolean {
  const version = numbersOf(tag)
  if (version) return version.major >= 2 || (version.minor ?? 99) >= 5
  return tag.text === '' || tag.text === 'latest'
}

/**
 * https://github.com/mamba-org/micromamba-docker/blob/main/debian.Dockerfile. Its `SHELL` is a script that may activate an
 * environment and then runs bash: https://github.com/mamba-org/micromamba-docker/blob/main/_dockerfile_shell.sh
 */
const micromamba: KnownImage = (tag) =>
  hasFixedUser(tag) && numbersOf(tag)?.major !== 0
    ? adding(builtOn(tag, debian()), {
        account: account('mambauser', 57439, 57439, '/home/mambauser'),
        runsAs: 'account',
        env: {
          MAMBA_USER: 'mambauser',
          MAMBA_ROOT_PREFIX: '/opt/conda',
          MAMBA_EXE: '/bin/micromamba',
          ENV_NAME: 'base',
        },
        workdir: '/tmp',
        shell: ['/bin/bash', '-o', 'pipefail', '-c'],
      })
    : null

/** https://github.com/rocker-org/rocker-versioned2: Ubuntu from R 4 on, Debian before. */
function rockerBase(tag: Tag): Image | null {
  const version = numbersOf(tag)
  if (tag.open && !version) return PLAIN
  return builtOn({ ...tag, open: false }, version && version.major < 4 ? debian() : ubuntu())
}

/** Those with RStudio have its user, after whoever has uid 1000 has gone. */
const rocker: KnownImage = (tag, name) => {
  const image = rockerBase(tag)
  return /^(?:r-ver|shiny)/.test(name)
    ? image && { ...image, nextId: null }
    : adding(withoutOrdinaryUsers(image), { account: account('rstudio', 1000, 1000, '/home/rstudio') })
}

export const DATA_SCIENCE: KnownImages = {
  ...named(['nvidia/cuda', 'nvcr.io/nvidia/cuda'], cuda),
  'pytorch/pytorch': pytorch,
  'tensorflow/tensorflow': tensorflow,
  ...named(
    [...NOTEBOOKS.map((name) => `jupyter/${name}`), ...NOTEBOOKS.map((name) => `quay.io/jupyter/${name}`)],
    jupyter,
  ),
  ...named(
    [
      'condaforge/miniforge3',
      'condaforge/mambaforge',
      'quay.io/condaforge/miniforge3',
      'quay.io/condaforge/mambaforge',
    ],
    miniforge,
  ),
  ...named(['continuumio/miniconda3', 'continuumio/anaconda3', 'continuumio/miniconda'], conda),
  ...named(['mambaorg/micromamba', 'ghcr.io/mamba-org/micromamba'], micromamba),
  ...named(
    ['r-ver', 'rstudio', 'tidyverse', 'verse', 'geospatial', 'shiny', 'shiny-verse'].map((name) => `rocker/${name}`),
    rocker,
  ),
}
