import { parseXml, XmlElement } from '@rgrove/parse-xml'

/** Nobody writes a manifest longer than this. */
const LONGEST = 300_000

/** The root of a document, without any entity that it declares itself; null for a text that is no XML, or too long or too deep. */
export function readXml(text: string): XmlElement | null {
  if (text.length > LONGEST) return null
  try {
    return parseXml(text).root
  } catch {
    return null
  }
}

export const childrenOf = ({ children }: XmlElement): XmlElement[] =>
  children.filter((child): child is XmlElement => child instanceof XmlElement)

export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  childrenOf(element).find((child) => child.name === name)

/** An element and all below it; what `leaveOut` says is left out with all that is in it. */
export function* elementsOf(
  element: XmlElement,
  leaveOut: (element: XmlElement) => boolean = () => false,
): Generator<XmlElement> {
  const stack = [element]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next
    for (const child of childrenOf(next).reverse()) if (!leaveOut(child)) stack.push(child)
  }
}

/** What stands directly in an element. */
export const textIn = (element: XmlElement): string => (childrenOf(element).length === 0 ? element.text.trim() : '')

/** An attribute, whatever the case of its name. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  const key = Object.keys(attributes).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : attributes[key]
}
