require('fs').writeFileSync('built', String(require('a')))
