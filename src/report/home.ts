/** Where Layerwise is at home. */
export const home = 'https://github.com/layerwise/layerwise'

/** The page of a rule. */
export const pageOfRule = (id: string): string => `${home}/blob/main/docs/rules/${encodeURIComponent(id)}.md`
