// https://go.dev/ref/mod#module-cache and https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'go',
  name: 'Go',
  docs: 'https://go.dev/ref/mod#module-cache',
  programs: ['go'],
  verbs: {
    fetch: ['mod download', 'get', 'mod tidy', 'mod vendor'],
    compile: words('build install test run generate vet'),
  },
  valueOptions: words(`
    -C -o -p -mod -modfile -modcacherw -ldflags -gcflags -asmflags -gccgoflags -tags -buildmode -compiler -installsuffix -overlay
    -pgo -pkgdir -toolexec -covermode -coverpkg -exec -run -bench -count -timeout -parallel -coverprofile
  `),
  again: {
    fetch: 'downloads every module again',
    compile: 'compiles every package again',
  },
  caches: [
    {
      holds: 'downloaded modules, unpacked',
      at: [{ variable: 'GOMODCACHE' }, { variable: 'GOPATH', below: 'pkg/mod' }, { home: 'go/pkg/mod' }],
      sharing: 'shared',
      why: 'the go command locks the modules that it writes',
      isStore: true,
    },
    {
      holds: 'compiled packages',
      at: [{ variable: 'GOCACHE' }, { variable: 'XDG_CACHE_HOME', below: 'go-build' }, { home: '.cache/go-build' }],
      usedBy: ['compile'],
      sharing: 'shared',
      why: 'entries are kept under the hash of all that went into them',
      isStore: true,
    },
  ],
  defeats: {
    commands: [
      { words: ['go', 'clean', '-modcache'], caches: [0] },
      { words: ['go', 'clean', '-cache'], caches: [1] },
    ],
  },
  pointless: ['-h', '-help', '--help'],
  readsNothing: words('version env help fmt clean doc list'),
  needsFilledByVariable: [],
  manifests: ['go.mod', 'go.sum', 'go.work', 'go.work.sum'],
})
