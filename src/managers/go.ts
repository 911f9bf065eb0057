// https://go.dev/ref/mod#module-cache and https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching
import { readsOfGo } from '../context/manifests/go.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'go',
  name: 'Go',
  docs: 'https://go.dev/ref/mod#module-cache',
  // xcaddy runs `go build`: https://github.com/caddyserver/xcaddy#custom-builds
  programs: ['go', 'xcaddy'],
  verbs: {
    fetch: ['mod download', 'mod verify', 'get', 'mod tidy', 'mod vendor'],
    compile: words('build install test run generate vet'),
  },
  valueOptions: words(`
    -C -o -p -mod -modfile -modcacherw -ldflags -gcflags -asmflags -gccgoflags -tags -buildmode -compiler -installsuffix -overlay
    -pgo -pkgdir -toolexec -covermode -coverpkg -exec -run -bench -count -timeout -parallel -coverprofile
    --with --output --replace --embed
  `),
  again: { fetch: 'downloads every module again', compile: 'compiles every package again' },
  caches: [
    {
      holds: 'downloaded modules, unpacked',
      at: [{ variable: 'GOMODCACHE' }, { variable: 'GOPATH', below: 'pkg/mod', list: true }, { home: 'go/pkg/mod' }],
      sharing: 'shared',
      why: 'the go command locks the modules that it writes',
      unusedWith: ['-mod=vendor'],
      unlessBeside: { file: 'go.mod', folder: 'vendor' },
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
  readsNothing: words('version env help clean telemetry'),
  reads: readsOfGo,
  optionVariables: ['GOFLAGS'],
  // https://pkg.go.dev/cmd/go#hdr-Print_Go_environment_information
  reconfigures: [['go', 'env', '-w']],
  reconfiguresBy: /^["']?(?:GOMODCACHE|GOCACHE|GOPATH)=/,
  needsFilledByVariable: ['GOPROXY=off'],
  notes: [
    'With `-mod=vendor`, in the command or in GOFLAGS, or with a folder `vendor` beside go.mod, only the build cache is mounted.',
    '`go install` writes to GOBIN or `$GOPATH/bin`, which is no cache: GOPATH itself is never mounted.',
    'Entries of the build cache are kept under their platform and flags, so that all platforms may share it; results of tests lie in it too.',
  ],
  manifests: ['go.mod', 'go.sum', 'go.work', 'go.work.sum'],
})
