export const system = []
