require('fs').writeFileSync('built', 'x')
