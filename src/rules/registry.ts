// Written by `npm run docs` from the files of this folder. Do not edit.
import { copyManifestsFirst } from './copy-manifests-first.ts'
import { declareLate } from './declare-late.ts'
import { declareSyntax } from './declare-syntax.ts'
import { ignoreContextNoise } from './ignore-context-noise.ts'
import { installBeforeCopy } from './install-before-copy.ts'
import { keepMountedCache } from './keep-mounted-cache.ts'
import { keepOutputsOutOfMounts } from './keep-outputs-out-of-mounts.ts'
import { lockSharedCache } from './lock-shared-cache.ts'
import { mountPackageCache } from './mount-package-cache.ts'
import { mountWhereItCaches } from './mount-where-it-caches.ts'
import type { Rule } from './rule.ts'
import { updateWithInstall } from './update-with-install.ts'

export const rules: readonly Rule[] = [
  copyManifestsFirst,
  declareLate,
  declareSyntax,
  ignoreContextNoise,
  installBeforeCopy,
  keepMountedCache,
  keepOutputsOutOfMounts,
  lockSharedCache,
  mountPackageCache,
  mountWhereItCaches,
  updateWithInstall,
]
