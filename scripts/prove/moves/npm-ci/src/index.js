require('is-number')
