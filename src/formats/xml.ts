import { parseXml as parse, XmlElement } from '@rgrove/parse-xml'
import { DEEPEST, LARGEST } from './limits.ts'

/** The root of a document, without any entity that it declares itself; null for a text that is no XML, too long or too deep. */
export function parseXml(text: string): XmlElement | null {
  if (text.length > LARGEST || isTooDeep(text)) return null
  try {
    return parse(text).root
  } catch {
    return null
  }
}

/** What makes a level, what ends one, and what looks like them: comments, sections of text, instructions, empty elements. */
const TAGS = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<\/|<[^!?/][^<>]*\/>|<[^!?/]/g

/** The parser calls itself for each level. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const [found] of text.matchAll(TAGS)) {
    if (found === '</') depth--
    else if (!/^<[!?]|\/>$/.test(found)) depth++
    if (depth > DEEPEST) return true
  }
  return false
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
