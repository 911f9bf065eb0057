/**
 * How each real tool is run. In a variable's value `~` is the empty home of that command and `$ROOT` an empty folder in
 * which it has its system folders.
 *
 * manager   id in the catalogue
 * prepare   shell text that gets the tool into $TOOLS; without it the tool is taken from PATH
 * path      folders below $TOOLS that go in front of PATH
 * version   prints the tool's version
 * serves    $TOOLS/served is put on the network, at $SERVER
 * image     of which family the step is, for managers that only some images have
 * env       for all commands
 * setup     shell text that goes before each command, in its folder: a repository, a lock file; what it writes does not count
 * files     of the folder that the commands run in, which is what the repository and the image have
 * ending    only files whose names end so are counted: what else the tool keeps there is no matter
 * remark    what a reader of the page should know
 * fills     commands after which the folder that the catalogue names has files
 * empties   commands after which it has none, though they download or compile
 *
 * A command may have its own `image`, `env`, `files`, `setup` and `ending`; `caches`, the indexes of those that are looked at.
 */
import { compiling } from './recipes/compiling.mjs'
import { javascript } from './recipes/javascript.mjs'
import { others } from './recipes/others.mjs'
import { python } from './recipes/python.mjs'
import { scripting } from './recipes/scripting.mjs'
import { system } from './recipes/system.mjs'

export const recipes = [...system, ...python, ...javascript, ...compiling, ...scripting, ...others].sort(
  (one, other) => (one.manager < other.manager ? -1 : 1),
)
