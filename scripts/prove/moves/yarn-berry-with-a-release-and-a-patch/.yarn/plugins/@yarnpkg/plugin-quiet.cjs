module.exports = { name: 'plugin-quiet', factory: () => ({ hooks: {} }) }
