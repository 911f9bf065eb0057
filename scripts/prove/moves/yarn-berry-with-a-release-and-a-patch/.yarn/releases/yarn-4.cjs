// In place of a release, which is large: the one of the image.
require(process.env.RELEASE_HERE || '/usr/local/lib/node_modules/@yarnpkg/cli-dist/bin/yarn.js')
