/** The JSON schema of `.github/layerwise.yml`, for editors. What it allows, `parseConfiguration` takes. */
export function configurationSchema(
  rules,
  { keys, pathKeys, imageKeys, packageManagers, ruleLevels, defaultConfiguration },
) {
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
      images: {
        description: keys.images,
        type: ['array', 'null'],
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['pattern'],
          properties: Object.fromEntries(
            Object.entries(imageKeys).map(([key, description]) => [
              key,
              { description, ...imageTypes(packageManagers)[key] },
            ]),
          ),
        },
      },
    }),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** The types of the keys of an image that are no text. */
const imageTypes = (packageManagers) => ({
  pattern: { type: 'string' },
  like: { type: 'string' },
  user: { type: 'string' },
  uid: { type: 'integer', minimum: 0 },
  gid: { type: 'integer', minimum: 0 },
  home: { type: 'string' },
  manager: { enum: packageManagers },
  env: { type: 'object', additionalProperties: { type: 'string' } },
})
