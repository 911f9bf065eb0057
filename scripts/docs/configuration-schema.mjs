/** The JSON schema of `.github/layerwise.yml`, for editors. What it allows, `parseConfiguration` takes. */
export function configurationSchema(rules, { keys, pathKeys, ruleLevels, defaultConfiguration }) {
  const globs = (description) => ({
    description,
    anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'null' }],
  })
  const map = (description, properties) => ({
    description,
    type: ['object', 'null'],
    additionalProperties: false,
    properties,
  })
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Layerwise',
    ...map('Configuration of Layerwise: .github/layerwise.yml or layerwise.yml.', {
      rules: map(
        keys.rules,
        Object.fromEntries(
          rules.map(({ id, severity, says }) => [
            id,
            { description: says.charAt(0).toUpperCase() + says.slice(1), enum: ruleLevels, default: severity },
          ]),
        ),
      ),
      paths: map(
        keys.paths,
        Object.fromEntries(Object.entries(pathKeys).map(([key, description]) => [key, globs(description)])),
      ),
      contexts: { description: keys.contexts, type: ['object', 'null'], additionalProperties: { type: 'string' } },
      syntax: { description: keys.syntax, type: 'string', default: defaultConfiguration.syntax },
    }),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}
