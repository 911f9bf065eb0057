import { describe, expect, test } from '@jest/globals'
import type { Image } from '../../src/images/image.ts'
import { imageOf } from '../../src/images/known.ts'
import { readReference } from '../../src/images/reference.ts'

function image(text: string): Image | null {
  // Variables are no part of a name; `readReference` is asked for what stands in front of the tag.
  const [, name, tag] = /^([^@]*?)(?::([^:/@]*))?(?:@.*)?$/.exec(text) ?? []
  const reference = readReference(name ?? '')
  const digest = text.includes('@') ? (text.split('@')[1] ?? null) : null
  return reference && imageOf({ ...reference, tag: tag ?? null, digest })
}

/** `debian 12 apt root 0:0 /root`; a dash where nothing is known. */
const line = (text: string): string => {
  const known = image(text)
  if (!known) return 'nothing'
  const { family, version, packageManager, user } = known
  return [family, version, packageManager, user.name, `${user.uid}:${user.gid}`, user.home]
    .map((one) => one ?? '-')
    .join(' ')
}

const DIGEST = `sha256:${'a'.repeat(64)}`

describe('what runs as whom', () => {
  test.each([
    ['debian:12.5-slim', 'debian 12 apt root 0:0 /root'],
    ['debian:trixie', 'debian 13 apt root 0:0 /root'],
    ['debian', 'debian - apt root 0:0 /root'],
    ['ubuntu:24.04', 'ubuntu 24.04 apt root 0:0 /root'],
    ['ubuntu:jammy-20240111', 'ubuntu 22.04 apt root 0:0 /root'],
    ['ubuntu', 'ubuntu - apt root 0:0 /root'],
    ['alpine:3.20.1', 'alpine 3.20 apk root 0:0 /root'],
    ['alpine:edge', 'alpine - apk root 0:0 /root'],
    ['alpine:3.$MINOR', 'alpine - apk root 0:0 /root'],
    ['fedora:40', 'fedora 40 dnf root 0:0 /root'],
    ['fedora:41', 'fedora 41 dnf5 root 0:0 /root'],
    ['fedora', 'fedora - dnf5 root 0:0 /root'],
    ['fedora:$RELEASE', 'fedora - - root 0:0 /root'],
    ['quay.io/fedora/fedora-minimal:39', 'fedora 39 microdnf root 0:0 /root'],
    ['rockylinux:9', 'rhel 9 dnf root 0:0 /root'],
    ['rockylinux:9-minimal', 'rhel 9 microdnf root 0:0 /root'],
    ['almalinux', 'rhel 10 dnf root 0:0 /root'],
    ['almalinux:minimal', 'rhel 10 microdnf root 0:0 /root'],
    ['almalinux/9-minimal', 'rhel 9 microdnf root 0:0 /root'],
    ['centos:7', 'rhel 7 yum root 0:0 /root'],
    ['quay.io/centos/centos:stream9', 'rhel 9 dnf root 0:0 /root'],
    ['oraclelinux:9-slim', 'rhel 9 microdnf root 0:0 /root'],
    ['oraclelinux:7-slim', 'rhel 7 yum root 0:0 /root'],
    ['registry.access.redhat.com/ubi9', 'rhel 9 dnf root 0:0 /root'],
    ['registry.access.redhat.com/ubi9/ubi-minimal:9.5', 'rhel 9 microdnf root 0:0 /root'],
    ['registry.access.redhat.com/ubi8-minimal', 'rhel 8 - root 0:0 /root'],
    ['redhat/ubi9-micro', 'rhel 9 - root 0:0 /root'],
    ['amazonlinux:2023', 'amazon 2023 dnf root 0:0 /root'],
    ['public.ecr.aws/amazonlinux/amazonlinux:2', 'amazon 2 yum root 0:0 /root'],
    ['amazonlinux:2023.6.20241212.0', 'amazon 2023 dnf root 0:0 /root'],
    ['photon:5.0', 'photon 5.0 tdnf root 0:0 /root'],
    ['mcr.microsoft.com/azurelinux/base/core:3.0', 'azure 3.0 tdnf root 0:0 /root'],
    ['opensuse/leap:15.6', 'suse 15.6 zypper root 0:0 /root'],
    ['opensuse/tumbleweed', 'suse - zypper root 0:0 /root'],
    ['archlinux:base-devel', 'arch - pacman root 0:0 /root'],
    ['cgr.dev/chainguard/wolfi-base', 'wolfi - apk root 0:0 /root'],
    ['cgr.dev/chainguard/python:latest-dev', 'wolfi - apk nonroot 65532:65532 /home/nonroot'],
    ['cgr.dev/chainguard/node', 'wolfi - - nonroot 65532:65532 /home/nonroot'],
    ['cgr.dev/chainguard/go:latest-dev', 'wolfi - apk root 0:0 /root'],
    ['gcr.io/distroless/static-debian12', 'distroless 12 - root 0:0 /root'],
    ['gcr.io/distroless/nodejs22-debian13:nonroot', 'distroless 13 - nonroot 65532:65532 /home/nonroot'],
    ['gcr.io/distroless/base-debian12:debug-nonroot', 'distroless 12 - nonroot 65532:65532 /home/nonroot'],

    ['python:3.14-slim-bookworm', 'debian 12 apt root 0:0 /root'],
    ['python:3.14-alpine3.20', 'alpine 3.20 apk root 0:0 /root'],
    ['python:$V-slim', 'debian - apt root 0:0 /root'],
    ['python:$V-alpine', 'alpine - apk root 0:0 /root'],
    ['python:$V', 'linux - - root 0:0 /root'],
    [`python@${DIGEST}`, 'linux - - root 0:0 /root'],
    [`python:3.14-slim@${DIGEST}`, 'debian - apt root 0:0 /root'],
    ['golang:1.27-alpine', 'alpine - apk root 0:0 /root'],
    ['rust:1-slim-trixie', 'debian 13 apt root 0:0 /root'],
    ['ruby:3.4', 'debian - apt root 0:0 /root'],
    ['php:8.4-fpm-alpine3.24', 'alpine 3.24 apk root 0:0 /root'],
    ['composer:2', 'alpine - apk root 0:0 /root'],
    ['elixir:1.18-otp-27-slim', 'debian - apt root 0:0 /root'],
    ['hexpm/elixir:1.17.2-erlang-27.0-debian-bookworm-20240722-slim', 'debian 12 apt root 0:0 /root'],
    ['hexpm/elixir:1.17.2-erlang-27.0-alpine-3.20.1', 'alpine 3.20 apk root 0:0 /root'],
    ['erlang:27-alpine', 'alpine - apk root 0:0 /root'],
    ['haskell:9.10-slim-bullseye', 'debian 11 apt root 0:0 /root'],
    ['swift:6.3', 'ubuntu - apt root 0:0 /root'],
    ['swift:6.3-rhel-ubi9', 'rhel 9 dnf root 0:0 /root'],
    ['swift:6.3-amazonlinux2', 'amazon 2 yum root 0:0 /root'],
    ['dart:stable', 'debian - apt root 0:0 /root'],
    ['julia:1.12', 'debian - apt root 0:0 /root'],
    ['r-base:4.6.1', 'debian - apt root 0:0 /root'],
    ['perl:5.42-slim', 'debian - apt root 0:0 /root'],
    ['oven/bun:1-alpine', 'alpine - apk root 0:0 /root'],
    ['oven/bun', 'debian - apt root 0:0 /root'],
    ['denoland/deno:alpine-2.1.4', 'alpine - apk root 0:0 /root'],
    ['denoland/deno:2.1.4', 'debian - apt root 0:0 /root'],
    ['ghcr.io/astral-sh/uv:python3.13-bookworm-slim', 'debian 12 apt root 0:0 /root'],
    ['ghcr.io/astral-sh/uv:0.8-alpine3.22', 'alpine 3.22 apk root 0:0 /root'],

    ['openjdk:11', 'debian - apt root 0:0 /root'],
    ['openjdk:17', 'rhel - - root 0:0 /root'],
    ['openjdk:17-slim', 'debian - apt root 0:0 /root'],
    ['openjdk:14', 'rhel - - root 0:0 /root'],
    ['eclipse-temurin:21', 'ubuntu - apt root 0:0 /root'],
    ['eclipse-temurin:21-jdk-noble', 'ubuntu 24.04 apt root 0:0 /root'],
    ['eclipse-temurin:21-jre-alpine-3.24', 'alpine 3.24 apk root 0:0 /root'],
    ['eclipse-temurin:21-jdk-ubi9-minimal', 'rhel 9 microdnf root 0:0 /root'],
    ['amazoncorretto:21-al2023', 'amazon 2023 dnf root 0:0 /root'],
    ['amazoncorretto:21', 'amazon - - root 0:0 /root'],
    ['maven:3.9', 'ubuntu - apt root 0:0 /root'],
    ['maven:3.9-eclipse-temurin-21-alpine', 'alpine - apk root 0:0 /root'],
    ['maven:3.9.16-amazoncorretto-21-debian-trixie', 'debian 13 apt root 0:0 /root'],
    ['maven:3.6', 'linux - - root 0:0 /root'],
    ['gradle:8.14-jdk21', 'ubuntu - apt root 0:0 /root'],
    ['gradle:jdk21-corretto-al2023', 'amazon 2023 dnf root 0:0 /root'],
    ['gradle:9-jdk21-ubi9', 'rhel 9 microdnf root 0:0 /root'],
    ['clojure:temurin-21-lein-bookworm', 'debian 12 apt root 0:0 /root'],
    ['clojure', 'linux - - root 0:0 /root'],

    ['mcr.microsoft.com/dotnet/sdk:9.0', 'debian 12 apt root 0:0 /root'],
    ['mcr.microsoft.com/dotnet/sdk:10.0', 'ubuntu - apt root 0:0 /root'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-alpine3.23', 'alpine 3.23 apk root 0:0 /root'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled', 'distroless - - app 1654:1654 /home/app'],
    ['mcr.microsoft.com/dotnet/runtime:8.0-azurelinux3.0', 'azure 3.0 tdnf root 0:0 /root'],
    ['mcr.microsoft.com/devcontainers/javascript-node:4-24-trixie', 'debian 13 apt root 0:0 /root'],
    ['mcr.microsoft.com/devcontainers/base:ubuntu-24.04', 'ubuntu 24.04 apt root 0:0 /root'],
    ['mcr.microsoft.com/playwright:v1.56.0-noble', 'ubuntu 24.04 apt root 0:0 /root'],

    ['nvidia/cuda:12.4.1-devel-ubuntu22.04', 'ubuntu 22.04 apt root 0:0 /root'],
    ['nvcr.io/nvidia/cuda:12.4.1-base-rockylinux9', 'rhel 9 dnf root 0:0 /root'],
    ['nvidia/cuda:11.8.0-base-ubi8', 'rhel 8 dnf root 0:0 /root'],
    ['pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime', 'ubuntu - apt root 0:0 /root'],
    ['tensorflow/tensorflow:2.18.0-gpu', 'ubuntu - apt root 0:0 /root'],
    ['jupyter/scipy-notebook', 'ubuntu - apt jovyan 1000:100 /home/jovyan'],
    ['quay.io/jupyter/base-notebook:python-3.13', 'ubuntu - apt jovyan 1000:100 /home/jovyan'],
    ['condaforge/miniforge3:24.11.3-2', 'ubuntu - apt root 0:0 /root'],
    ['continuumio/miniconda3', 'debian - apt root 0:0 /root'],
    ['mambaorg/micromamba:2.6.1', 'debian - apt mambauser 57439:57439 /home/mambauser'],
    ['mambaorg/micromamba:1.5-alpine3.20', 'alpine 3.20 apk mambauser 57439:57439 /home/mambauser'],
    ['rocker/rstudio:4.5.3', 'ubuntu - apt root 0:0 /root'],
    ['rocker/r-ver:3.6.3', 'debian - apt root 0:0 /root'],
    ['bitnami/minideb:bookworm', 'debian 12 apt root 0:0 /root'],
    ['bitnami/node:24', 'debian - apt root 0:0 /root'],
    ['cimg/base:2025.01', 'ubuntu - apt circleci 1001:1002 /home/circleci'],
    ['cimg/node:22.12', 'ubuntu - apt circleci 1001:1002 /home/circleci'],
    ['cimg/node:16.1', 'ubuntu - apt circleci null:null /home/circleci'],
  ])('%s: %s', (text, expected) => {
    expect(line(text)).toBe(expected)
  })
})

describe('nothing is known of', () => {
  test.each([
    ['somebody/python', "somebody's own"],
    ['ghcr.io/somebody/uv:alpine', "somebody's own"],
    ['quay.io/python', 'on another registry'],
    ['python:3.14-windowsservercore-ltsc2025', 'Windows'],
    ['golang:1.27-nanoserver', 'Windows'],
    ['mcr.microsoft.com/dotnet/sdk:9.0-nanoserver-ltsc2022', 'Windows'],
    ['eclipse-temurin:21-jdk-windowsservercore', 'Windows'],
    ['ghcr.io/astral-sh/uv:0.8', 'two programs and no system'],
    ['ghcr.io/astral-sh/uv:$V', 'either kind'],
    ['denoland/deno:bin-2.1.4', 'one program and no system'],
    ['nvidia/cuda:latest', 'no distribution named'],
    ['mambaorg/micromamba:1.4.9', 'its user had another number'],
    ['mambaorg/micromamba:$V', 'its user may have another number'],
    ['gradle:4.10', 'made elsewhere'],
    ['gcr.io/distroless/static-debian12:$TAG', 'root or not'],
    ['toString', 'no name of an image'],
  ])('%s: %s', (text) => {
    expect(image(text)).toBeNull()
  })
})

describe('environment, folders and shell', () => {
  test.each([
    ['golang:1.27', { GOPATH: '/go' }, '/go'],
    ['rust', { CARGO_HOME: '/usr/local/cargo', RUSTUP_HOME: '/usr/local/rustup' }, '/'],
    ['ruby:3.4', { GEM_HOME: '/usr/local/bundle', BUNDLE_APP_CONFIG: '/usr/local/bundle' }, '/'],
    ['composer', { COMPOSER_HOME: '/tmp' }, '/app'],
    ['php:8.4-apache', {}, '/var/www/html'],
    ['php:8.4', {}, '/'],
    ['php:$V', {}, null],
    ['perl:5.42', {}, '/usr/src/app'],
    ['perl:5.30', {}, null],
    ['dart', {}, '/root'],
    ['gradle:8-jdk21', {}, '/home/gradle'],
    ['maven:3.9', { MAVEN_CONFIG: '/root/.m2' }, '/'],
    ['clojure:lein', { LEIN_ROOT: '1' }, '/tmp'],
    ['oven/bun', {}, '/home/bun/app'],
    ['denoland/deno', { DENO_DIR: '/deno-dir/' }, '/'],
    ['mcr.microsoft.com/dotnet/sdk:9.0', { NUGET_XMLDOC_MODE: 'skip' }, '/'],
    ['mcr.microsoft.com/devcontainers/go:1-1.24', { GOPATH: '/go' }, '/go'],
    ['mcr.microsoft.com/devcontainers/php:1-8.4', {}, '/var/www/html'],
    ['jupyter/datascience-notebook', { HOME: '/home/jovyan', JULIA_DEPOT_PATH: '/opt/julia' }, '/home/jovyan'],
    ['mambaorg/micromamba', { MAMBA_ROOT_PREFIX: '/opt/conda' }, '/tmp'],
    ['pytorch/pytorch', {}, '/workspace'],
    ['cimg/go:1.24', { GOPATH: '/home/circleci/go' }, '/home/circleci/project'],
    ['gcr.io/distroless/base-debian12:nonroot', {}, '/home/nonroot'],
  ])('of %s', (text, env, workdir) => {
    expect(image(text)).toMatchObject({ env, workdir })
  })

  test.each([
    ['gradle:8', ['/home/gradle/.gradle']],
    ['maven:3.9', []],
    ['maven:3.5.0', ['/root/.m2']],
    ['python', []],
  ])('the volumes of %s', (text, volumes) => {
    expect(image(text)?.volumes).toEqual(volumes)
  })

  test('a shell of its own is left by few', () => {
    expect(image('cimg/base:2025.01')?.shell).toEqual(['/bin/bash', '-exo', 'pipefail', '-c'])
    expect(image('python')?.shell).toEqual(['/bin/sh', '-c'])
  })
})

describe('the number of the next user', () => {
  test.each([
    ['eclipse-temurin:21-jdk-noble', 1001, 'behind the user of Ubuntu'],
    ['eclipse-temurin:21', null, 'the release of Ubuntu is not known'],
    ['gradle:8-jdk21', 1001, 'behind gradle, who replaced the user of Ubuntu'],
    ['gradle:8-jdk21-ubi9', 1000, 'gradle has a number of the system'],
    ['mcr.microsoft.com/playwright:v1.56.0-noble', 1002, 'behind two users'],
    ['mcr.microsoft.com/playwright:v1.50.0-jammy', 1001, 'behind one'],
    ['mcr.microsoft.com/devcontainers/base:ubuntu-24.04', 1001, 'in place of the user of Ubuntu'],
    ['mcr.microsoft.com/dotnet/sdk:9.0', null, 'useradd goes on from 1654, adduser does not'],
    ['jupyter/base-notebook', null, 'the user has no group of his own'],
    ['rocker/rstudio:4.5.3', 1001, 'behind rstudio'],
    ['oven/bun', 1001, 'behind bun'],
    ['denoland/deno', null, 'useradd goes on from 1993'],
    ['opensuse/leap:15.6', null, 'groups of users are not known'],
    ['rockylinux:9', 1000, 'nobody is there'],
  ])('in %s is %s: %s', (text, next) => {
    expect(image(text)?.nextId).toBe(next)
  })
})
