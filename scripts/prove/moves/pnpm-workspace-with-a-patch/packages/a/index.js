module.exports = require('is-odd')(3)
