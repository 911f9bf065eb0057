/** A refusal that concerns one field, which is null then; the others are answered. */
export class FieldError extends Error {
  /** @param {string} type `FORBIDDEN`, `NOT_FOUND` or `UNPROCESSABLE`, for example. @param {string} message */
  constructor(type, message) {
    super(message)
    this.type = type
  }
}

export const forbidden = () => new FieldError('FORBIDDEN', 'Resource not accessible by integration')

/** @param {string} id */
export const unresolved = (id) =>
  new FieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
