import { mayMountCache } from '../caching/lost-outputs.ts'
import { mayInvoke } from '../managers/invocation.ts'
import { mayTakeTime } from './plain-commands.ts'

/** Whether the steps of a Dockerfile are worth reading: most of a repository may have nothing to do with a manager or a cache. */
export const isWorthReading = (text: string): boolean => mayInvoke(text) || mayMountCache(text) || mayTakeTime(text)
