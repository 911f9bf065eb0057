const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Programs that write nothing into a home of their own accord. */
export const WRITES_NO_HOME = list(
  'cd set echo true : mkdir rm export chmod chown ls pwd test [ ln cp mv touch sed cat . source umask ldconfig',
)

/** Programs that run no package manager, whatever they are given. */
export const RUNS_NO_MANAGER = list(`
  cd set echo true false : mkdir rm rmdir export unset chmod chown ls pwd umask test [ ln cp mv touch sed awk cat tar unzip zip
  gzip gunzip xz curl wget git printf useradd groupadd adduser addgroup usermod ldconfig locale-gen update-ca-certificates sleep
  id grep head tail find install strip upx file jar jlink jdeps setcap date du df wc sort tr cut tee sha256sum which command exit
`)

/** Programs that write nothing but what they are told to by name. */
export const WRITES_WHAT_IT_IS_TOLD = list(`
  cd set echo true : export umask test [ sleep id head tail printf date env uname arch whoami which command find useradd
  groupadd adduser addgroup usermod ldconfig locale-gen update-ca-certificates rustup corepack touch sed gpg unset source .
  curl wget
`)

/** Programs that write nothing new, whatever they are told. */
export const WRITES_NOTHING_NEW = list('rm cat strip chmod chown ls pwd file ldd sha256sum test [ grep head tail')
