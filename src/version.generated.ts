// Written by `npm run docs` from package.json. Do not edit.
export const version = "0.1.0"
