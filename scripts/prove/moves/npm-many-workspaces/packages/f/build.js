require('fs').writeFileSync('built', require('is-number/package.json').version)
