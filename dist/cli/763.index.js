export const id = 763;
export const ids = [763];
export const modules = {

/***/ 6763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  check: () => (/* reexport */ check),
  explain: () => (/* reexport */ explain),
  fix: () => (/* reexport */ fix_fix)
});

;// CONCATENATED MODULE: ./lib/dockerfile/expand.js
const known = (text, assumed = false) => ({ text, assumed });
/**
 * Expands a word of a Dockerfile instruction as BuildKit does: variables with `:-`, `-`, `:+`, `+`, `:?`, `?`, single and
 * double quotes, escapes. `#`, `%` and `/` operators are not computed; their result counts as unknown.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 *
 * @returns null when the result cannot be known
 */
function expand(word, lookup, escapeChar) {
    const result = new Expander(word, lookup, escapeChar).read('');
    return result;
}
class Expander {
    #word;
    #lookup;
    #escapeChar;
    #at = 0;
    constructor(word, lookup, escapeChar) {
        this.#word = word;
        this.#lookup = lookup;
        this.#escapeChar = escapeChar;
    }
    /** Reads up to `stop`, or to the end when it is empty. */
    read(stop) {
        let text = '';
        let assumed = false;
        const add = (value) => {
            if (!value)
                text = null;
            else if (text !== null) {
                text += value.text;
                assumed ||= value.assumed;
            }
        };
        while (this.#at < this.#word.length) {
            const char = this.#word[this.#at];
            if (char === stop)
                break;
            if (char === "'")
                add(known(this.#single()));
            else if (char === '"')
                add(this.#double());
            else if (char === '$')
                add(this.#dollar());
            else {
                if (char === this.#escapeChar)
                    this.#at++;
                if (this.#at < this.#word.length)
                    add(known(this.#word[this.#at]));
                this.#at++;
            }
        }
        return text === null ? null : { text, assumed };
    }
    #single() {
        const end = this.#word.indexOf("'", this.#at + 1);
        const text = this.#word.slice(this.#at + 1, end === -1 ? undefined : end);
        this.#at = end === -1 ? this.#word.length : end + 1;
        return text;
    }
    #double() {
        this.#at++;
        let value = known('');
        const add = (next) => {
            value = value && next ? known(value.text + next.text, value.assumed || next.assumed) : null;
        };
        while (this.#at < this.#word.length && this.#word[this.#at] !== '"') {
            const char = this.#word[this.#at];
            if (char === '$')
                add(this.#dollar());
            else {
                const next = this.#word[this.#at + 1];
                // Inside double quotes only these are escaped.
                if (char === this.#escapeChar && (next === '"' || next === '$' || next === this.#escapeChar))
                    this.#at++;
                add(known(this.#word[this.#at]));
                this.#at++;
            }
        }
        this.#at++;
        return value;
    }
    #dollar() {
        this.#at++;
        if (this.#word[this.#at] !== '{') {
            const name = /^(?:[A-Za-z_]\w*|\d)/.exec(this.#word.slice(this.#at))?.[0];
            if (!name)
                return known('$');
            this.#at += name.length;
            return this.#get(name);
        }
        const name = /^\{([A-Za-z_]\w*)/.exec(this.#word.slice(this.#at))?.[1];
        if (!name) {
            this.#at = this.#word.length;
            return null;
        }
        this.#at += name.length + 1;
        if (this.#word[this.#at] === '}') {
            this.#at++;
            return this.#get(name);
        }
        const operator = /^(?::?[-+?]|[#%/]{1,2})/.exec(this.#word.slice(this.#at))?.[0];
        if (!operator) {
            this.#at = this.#word.length;
            return null;
        }
        this.#at += operator.length;
        const operand = this.read('}');
        this.#at++;
        return this.#operate(name, operator, operand);
    }
    #get(name) {
        const value = this.#lookup(name);
        return value === undefined ? known('') : value;
    }
    #operate(name, operator, operand) {
        const value = this.#lookup(name);
        if (value === null)
            return null;
        const set = value !== undefined && (operator.startsWith(':') ? value.text !== '' : true);
        switch (operator.at(-1)) {
            case '-':
                return set ? value : operand;
            case '+':
                return set ? operand : known('', value?.assumed ?? false);
            case '?':
                return set ? value : null;
            default:
                return null;
        }
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/mount.js
const TARGET = new Set(['target', 'dst', 'destination']);
/** The mounts of a `RUN`, in their order. Option names are lower-cased, as BuildKit does. */
function readMounts(run) {
    return run.flags.filter(({ name, value }) => name === 'mount' && value !== null).map(readMount);
}
function readMount(flag) {
    const options = new Map();
    const value = flag.value;
    // Offsets hold only where the flag stands in the file as its value reads: without quotes, escapes and continuations.
    const offset = flag.raw.endsWith(value) && flag.span.end - flag.span.start === flag.raw.length
        ? flag.span.end - value.length
        : null;
    let target = null;
    let targetSpan = null;
    let at = 0;
    for (const field of value.split(',')) {
        const equals = field.indexOf('=');
        const name = (equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase();
        const text = equals === -1 ? '' : field.slice(equals + 1);
        if (TARGET.has(name)) {
            target = text;
            const start = at + equals + 1;
            targetSpan = offset === null ? null : { start: offset + start, end: offset + start + text.length };
        }
        else
            options.set(name, text);
        at += field.length + 1;
    }
    return { flag, type: options.get('type') ?? 'bind', target, targetSpan, options };
}

;// CONCATENATED MODULE: ./lib/images/image.js
const ROOT = { name: 'root', uid: 0, gid: 0, home: '/root' };

;// CONCATENATED MODULE: ./lib/images/reference.js
/** Splits a reference as Docker does: the first part is a registry when it has a dot or a colon, or is `localhost`. */
function readReference(text) {
    const [rest, digest] = text.split('@', 2);
    const slash = rest.lastIndexOf('/');
    const colon = rest.indexOf(':', slash + 1);
    const name = colon === -1 ? rest : rest.slice(0, colon);
    const tag = colon === -1 ? null : rest.slice(colon + 1);
    if (!/^[A-Za-z0-9._\-/:]+$/.test(name))
        return null;
    const parts = name.split('/');
    const first = parts[0];
    const hasRegistry = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
    return {
        registry: hasRegistry ? first : null,
        path: (hasRegistry ? parts.slice(1) : parts).join('/'),
        tag,
        digest: digest ?? null,
    };
}
/**
 * The name of a Docker Official Image, or null. Registries of Docker Hub and its mirrors keep such images at the top or
 * below `library/`; anywhere else an image of the same name may be somebody's own.
 * https://docs.docker.com/docker-hub/repos/manage/trusted-content/official-images/
 */
function officialName({ registry, path }) {
    if (registry === null ||
        registry === 'docker.io' ||
        registry === 'index.docker.io' ||
        registry === 'registry-1.docker.io') {
        const name = path.replace(/^library\//, '');
        return name.includes('/') ? null : name;
    }
    return /(?:^|\/)library\/([^/]+)$/.exec(path)?.[1] ?? null;
}

;// CONCATENATED MODULE: ./lib/images/official.js


const account = (name, uid, gid, home) => ({ name, uid, gid, home });
/** https://sources.debian.org/src/base-passwd/: the users that every Debian and Ubuntu image has and a build may name. */
const DEBIAN_ACCOUNTS = [ROOT, account('www-data', 33, 33, '/var/www'), account('nobody', 65534, 65534, '/nonexistent')];
/** https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/alpine-baselayout/passwd */
const ALPINE_ACCOUNTS = [ROOT, account('nobody', 65534, 65534, '/')];
const debian = { family: 'debian', user: ROOT, accounts: DEBIAN_ACCOUNTS, env: {}, nextId: 1000 };
const ubuntu = { ...debian, family: 'ubuntu' };
const alpine = { family: 'alpine', user: ROOT, accounts: ALPINE_ACCOUNTS, env: {}, nextId: 1000 };
/** From 23.04 on: https://bugs.launchpad.net/cloud-images/+bug/2005129 */
const UBUNTU_USER = account('ubuntu', 1000, 1000, '/home/ubuntu');
/** https://github.com/nodejs/docker-node/blob/main/Dockerfile-debian.template */
const NODE_USER = account('node', 1000, 1000, '/home/node');
const withUser = (image, user) => ({
    ...image,
    accounts: [...image.accounts, user],
    nextId: image.nextId === null ? null : image.nextId + 1,
});
const isAlpine = (tag) => /(?:^|-)alpine/.test(tag);
const isWindows = (tag) => /windowsservercore|nanoserver/.test(tag);
/** The official images by name; a function gets the tag, lower-cased, variables as written, or null where there is none. */
const IMAGES = {
    debian: () => debian,
    ubuntu: (tag) => {
        const version = /^(\d+)\.\d+/.exec(tag ?? '');
        if (version)
            return Number(version[1]) >= 23 ? withUser(ubuntu, UBUNTU_USER) : ubuntu;
        if (/^(?:focal|jammy|bionic|xenial|trusty)\b/.test(tag ?? ''))
            return ubuntu;
        if (tag?.includes('$'))
            return { ...ubuntu, nextId: null };
        // `latest` and newer code names are 24.04 or later.
        return withUser(ubuntu, UBUNTU_USER);
    },
    alpine: () => alpine,
    python: (tag) => (isWindows(tag ?? '') ? null : isAlpine(tag ?? '') ? alpine : debian),
    node: (tag) => (isWindows(tag ?? '') ? null : withUser(isAlpine(tag ?? '') ? alpine : debian, NODE_USER)),
};
/** What is known of the image that a reference names; null when nothing is. */
function imageOf(reference) {
    const name = officialName(reference);
    if (name === null || !Object.hasOwn(IMAGES, name))
        return null;
    return IMAGES[name]?.(reference.tag?.toLowerCase() ?? null) ?? null;
}

;// CONCATENATED MODULE: ./lib/dockerfile/shell.js
/**
 * A word's value.
 *
 * @param lookup a variable's value. `null` when it cannot be known; `undefined` when Docker sets none, which counts as
 * unknown too, since the script itself may set it.
 * @returns null when it cannot be known
 */
function wordValue(word, lookup = () => null) {
    let value = '';
    for (const part of word.parts) {
        if (part === null)
            return null;
        if (typeof part === 'string')
            value += part;
        else {
            const found = lookup(part.variable);
            if (found === null || found === undefined)
                return null;
            value += found || (part.otherwise ?? '');
        }
    }
    return value;
}

;// CONCATENATED MODULE: ./lib/dockerfile/accounts.js


function accountsOf(image) {
    const users = new Map();
    const groups = new Map();
    for (const account of image?.accounts ?? [ROOT]) {
        if (account.name === null)
            continue;
        users.set(account.name, account);
        groups.set(account.name, account.gid);
    }
    return { users, groups, nextId: image?.nextId ?? null };
}
const WITHOUT_VALUE = new Set(['switch', 'system', 'no-group']);
const dialect = (options) => new Map(Object.entries(options).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning])));
/** https://manpages.debian.org/bookworm/passwd/useradd.8.en.html */
const USERADD = dialect({
    uid: 'u uid',
    group: 'g gid',
    home: 'd home home-dir',
    base: 'b base-dir',
    system: 'r system',
    'no-group': 'N no-user-group',
    switch: 'm create-home M no-create-home l no-log-init U user-group badname badnames',
    ignored: 's shell G groups c comment k skel p password e expiredate f inactive K key',
});
/** Debian's: https://manpages.debian.org/bookworm/adduser/adduser.8.en.html */
const ADDUSER = dialect({
    uid: 'uid',
    group: 'gid ingroup',
    home: 'home',
    system: 'system',
    switch: 'group no-create-home disabled-password disabled-login quiet q force-badname allow-bad-names allow-badname',
    ignored: 'gecos comment shell',
});
/** Alpine's: https://busybox.net/downloads/BusyBox.html#adduser */
const BUSYBOX_ADDUSER = dialect({
    uid: 'u uid',
    group: 'G ingroup',
    home: 'h home',
    system: 'S system',
    switch: 'D disabled-password H no-create-home',
    ignored: 'g gecos s shell k skel',
});
/** `groupadd` and both kinds of `addgroup`. */
const GROUPADD = dialect({ uid: 'g gid', system: 'r system S', switch: 'f force quiet', ignored: 'K key' });
/** @returns null when an option is not understood */
function readRequest(words, known, lookup) {
    const options = new Map();
    const operands = [];
    const queue = words.map((word) => wordValue(word, lookup));
    while (queue.length > 0) {
        const word = queue.shift();
        if (word === null || !word.startsWith('-') || word === '-') {
            operands.push(word);
            continue;
        }
        const long = word.startsWith('--');
        const [name, given] = long ? word.slice(2).split(/=(.*)/s, 2) : [word.slice(1)];
        for (let at = 0; at < (long ? 1 : name.length); at++) {
            const option = long ? name : name[at];
            const meaning = known.get(option);
            if (!meaning)
                return null;
            if (WITHOUT_VALUE.has(meaning))
                options.set(meaning, '');
            else {
                const attached = long ? given : name.slice(at + 1) || undefined;
                options.set(meaning, attached ?? queue.shift() ?? null);
                break;
            }
        }
    }
    return { options, operands };
}
const numberOf = (text) => (text && /^\d+$/.test(text) ? Number(text) : null);
/** The accounts after a command. `busybox` says whose `adduser` and `addgroup` the image has. */
function accountsAfter(accounts, command, busybox, lookup) {
    const words = command.words[0] && wordValue(command.words[0]) === 'sudo' ? command.words.slice(1) : command.words;
    const program = words[0] ? wordValue(words[0])?.replace(/^.*\//, '') : null;
    const rest = words.slice(1);
    switch (program) {
        case 'useradd':
            return accounts_withUser(accounts, command, readRequest(rest, USERADD, lookup), false);
        case 'adduser':
            return accounts_withUser(accounts, command, readRequest(rest, busybox ? BUSYBOX_ADDUSER : ADDUSER, lookup), true);
        case 'groupadd':
        case 'addgroup':
            return withGroup(accounts, command, readRequest(rest, GROUPADD, lookup));
        case 'usermod':
        case 'groupmod':
        case 'userdel':
        case 'deluser':
        case 'groupdel':
        case 'delgroup':
            return forgetting(accounts, rest, lookup);
        default:
            return accounts;
    }
}
/** What a change that is not computed leaves: nothing is known of the users it names, nor of new ones. */
function forgetting(accounts, words, lookup) {
    const users = new Map(accounts.users);
    const values = words.map((word) => wordValue(word, lookup));
    for (const name of values.includes(null) ? [...users.keys()] : values) {
        if (name && name !== 'root')
            users.delete(name);
    }
    return { users, groups: new Map(), nextId: null };
}
function withGroup(accounts, command, request) {
    const name = request?.operands[0];
    if (!request || !name || command.certainty === 'sometimes')
        return { ...accounts, nextId: null };
    if (request.operands.length > 1)
        return accounts; // `addgroup USER GROUP`
    const { options } = request;
    const gid = options.has('uid') ? numberOf(options.get('uid')) : options.has('system') ? null : accounts.nextId;
    const groups = new Map(accounts.groups).set(name, gid);
    // A group without a number of its own takes the one that the next user's group would have had.
    const taken = gid === null ? !options.has('system') : gid === accounts.nextId;
    return { ...accounts, groups, nextId: taken ? null : accounts.nextId };
}
function accounts_withUser(accounts, command, request, adduser) {
    const name = request?.operands[0];
    if (!request || !name || command.certainty === 'sometimes')
        return { ...accounts, nextId: null };
    if (adduser && request.operands.length > 1)
        return accounts; // `adduser USER GROUP`
    const { options } = request;
    const system = options.has('system');
    const uid = options.has('uid') ? numberOf(options.get('uid')) : system ? null : accounts.nextId;
    const home = options.has('home') ? options.get('home') : options.has('base') ? null : `/home/${name}`;
    const gid = gidOf(accounts, options, uid);
    const account = {
        name,
        uid,
        gid,
        // A system user's home is `/nonexistent` or below `/home`, depending on the program and its version.
        home: system && !options.has('home') ? null : (home ?? null),
    };
    const users = new Map(accounts.users).set(name, account);
    const groups = new Map(accounts.groups);
    if (!groups.has(name) && !options.has('group') && !options.has('no-group'))
        groups.set(name, gid);
    // After a uid beyond the next one, `useradd` goes on from the highest and `adduser` from the lowest.
    const next = accounts.nextId;
    const nextId = system ? next : uid !== null && uid === next && gid === next ? next + 1 : null;
    return { users, groups, nextId };
}
function gidOf(accounts, options, uid) {
    if (options.has('group')) {
        const group = options.get('group') ?? null;
        return numberOf(group) ?? (group === null ? null : (accounts.groups.get(group) ?? null));
    }
    // A group of the user's own takes the uid's number when that is free; below 1000 a package may have taken it.
    if (uid === null || uid < 1000 || options.has('no-group') || options.has('system'))
        return null;
    return [...accounts.groups.values()].includes(uid) ||
        ([...accounts.groups.values()].includes(null) && uid !== accounts.nextId)
        ? null
        : uid;
}

// EXTERNAL MODULE: ./node_modules/unbash/dist/parser.js + 15 modules
var parser = __webpack_require__(8919);
;// CONCATENATED MODULE: ./lib/dockerfile/logical.js
/**
 * A text from which Docker has taken something out (continuations, comment lines), together with where each of its
 * characters stands in the file.
 */
class LogicalText {
    text;
    #from;
    #at;
    /** `pieces` are the stretches of the file that are left, in order. */
    constructor(file, pieces) {
        let text = '';
        const from = [];
        const at = [];
        for (const piece of pieces) {
            if (piece.end <= piece.start)
                continue;
            from.push(text.length);
            at.push(piece.start);
            text += file.slice(piece.start, piece.end);
        }
        this.text = text;
        this.#from = from;
        this.#at = at;
    }
    /** The file offset of the logical character `index`. */
    offset(index) {
        let low = 0;
        let high = this.#from.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.#from[middle] <= index)
                low = middle;
            else
                high = middle - 1;
        }
        return (this.#at[low] ?? 0) + index - (this.#from[low] ?? 0);
    }
    /** The stretch of the file from logical `start` to logical `end`, what was taken out between them included. */
    span(start, end) {
        if (end <= start) {
            const at = start > 0 ? this.offset(start - 1) + 1 : this.offset(0);
            return { start: at, end: at };
        }
        return { start: this.offset(start), end: this.offset(end - 1) + 1 };
    }
}
const isBlank = (text) => /^\s*$/.test(text);
const isComment = (text) => /^\s*#/.test(text);
function commentAt(lines, line) {
    const start = lines.start(line);
    const text = lines.textOf(line);
    const hash = text.indexOf('#');
    return { span: { start: start + hash, end: lines.end(line) }, line, text: text.slice(hash + 1).trim() };
}
/**
 * Where the continuation character of a line stands, or -1. BuildKit asks that it be the last character but for blanks, and that it be not doubled.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (setEscapeToken)
 */
function continuationAt(text, escapeChar) {
    let at = text.length - 1;
    while (at >= 0 && (text[at] === ' ' || text[at] === '\t'))
        at--;
    if (at < 0 || text[at] !== escapeChar)
        return -1;
    return at > 0 && text[at - 1] === escapeChar ? -1 : at;
}
/** Puts the continued line that begins at `first` together: comment lines and empty lines in it are passed over, as BuildKit does. */
function readHead(lines, first, escapeChar, from = lines.start(first)) {
    const pieces = [];
    const comments = [];
    let line = first;
    let lastLine = first;
    let open = true;
    for (; line <= lines.count; line++) {
        const start = line === first ? from : lines.start(line);
        const text = lines.text.slice(start, lines.end(line));
        if (line > first) {
            if (isComment(text)) {
                comments.push(commentAt(lines, line));
                lastLine = line;
                continue;
            }
            if (isBlank(text)) {
                lastLine = line;
                continue;
            }
        }
        lastLine = line;
        const continuation = continuationAt(text, escapeChar);
        if (continuation === -1) {
            pieces.push({ start, end: start + text.length });
            open = false;
            break;
        }
        pieces.push({ start, end: start + continuation });
    }
    return { logical: new LogicalText(lines.text, pieces), firstLine: first, lastLine, comments, open };
}

;// CONCATENATED MODULE: ./lib/dockerfile/shell-reader.js
var _a;

const SHELLS = /^(?:.*\/)?(?:ba|da|a|k|z)?sh$/;
/** How deep `sh -c` in `sh -c` is read. */
const DEPTH = 3;
/** Walks a shell script and lists its simple commands, each with its place in the script. */
class ShellReader {
    commands = [];
    errexit = false;
    #file;
    #base;
    #source;
    #depth;
    #subshells = 0;
    constructor(file, base, source, depth = 0) {
        this.#file = file;
        this.#base = base;
        this.#source = source;
        this.#depth = depth;
    }
    #span({ pos, end }) {
        return { start: this.#base + pos, end: this.#base + end };
    }
    statements(statements, place, parent) {
        const list = { kind: 'statements', items: statements.map((statement) => this.#span(statement)), parent };
        for (const [index, { command, background }] of statements.entries()) {
            const movable = place.movable && !background;
            const item = movable ? { list, index } : null;
            if (command.type === 'AndOr') {
                const plain = command.operators.every((operator) => operator === '&&');
                const inner = { kind: 'and', items: command.commands.map((part) => this.#span(part)), parent: item };
                let certainty = place.certainty;
                for (const [at, part] of command.commands.entries()) {
                    if (at > 0 && command.operators[at - 1] === '||')
                        certainty = 'sometimes';
                    this.#node(part, { ...place, certainty }, movable && plain ? { list: inner, index: at } : null);
                }
            }
            else
                this.#node(command, place, item);
        }
    }
    #node(node, place, item) {
        switch (node.type) {
            case 'Command':
                this.#command(node, place, item);
                return;
            case 'Pipeline':
                if (node.commands.length === 1 && node.prefixes.every(({ type }) => type === 'Time')) {
                    this.#node(node.commands[0], place, item);
                    return;
                }
                for (const part of node.commands)
                    this.#node(part, { ...place, piped: true, movable: false }, null);
                return;
            case 'Redirected':
                this.#node(node.command, { ...place, movable: false }, null);
                return;
            case 'BraceGroup':
                this.statements(node.body.commands, { ...place, movable: false }, null);
                return;
            case 'Subshell':
                this.#subshells++;
                this.statements(node.body.commands, { ...place, subshell: this.#subshells, movable: false }, null);
                return;
            case 'If': {
                const inner = { ...place, movable: false };
                this.statements(node.clause.commands, inner, null);
                const sometimes = { ...inner, certainty: 'sometimes' };
                for (const body of [node.then, ...node.elif.flatMap((part) => [part.clause, part.then]), node.else]) {
                    if (body)
                        this.statements(body.commands, sometimes, null);
                }
                return;
            }
            case 'Case':
                for (const { body } of node.items)
                    this.#body(body.commands, place);
                return;
            case 'For':
            case 'While':
            case 'Select':
            case 'ArithmeticFor':
                if (node.type === 'While')
                    this.#body(node.clause.commands, place);
                this.#body(node.body.commands, place);
                return;
            case 'Function':
            case 'Coproc':
                if (node.body.type === 'CompoundList')
                    this.#body(node.body.commands, place);
                else
                    this.#node(node.body, { ...place, certainty: 'sometimes', movable: false }, null);
                return;
            default:
                return;
        }
    }
    #body(statements, place) {
        this.statements(statements, { ...place, certainty: 'sometimes', movable: false }, null);
    }
    #command(node, place, item) {
        const words = [...(node.name ? [node.name] : []), ...node.args.filter((arg) => arg.type === 'Word')];
        // `export X=1` and `env X=1` have assignments among their arguments.
        const all = [
            ...(node.name ? [this.#word(node.name)] : []),
            ...node.args.map((arg) => (arg.type === 'Word' ? this.#word(arg) : this.#assigned(arg))),
        ];
        const assignments = node.prefix
            .filter((part) => part.type === 'Assignment')
            .map(({ name, value, append, index, pos, end }) => ({
            name,
            span: this.#span({ pos, end }),
            value: value.type === 'Word' && !append && !index ? this.#word(value) : null,
        }));
        const command = {
            span: this.#span(node),
            words: all,
            assignments,
            certainty: place.certainty,
            piped: place.piped,
            subshell: place.subshell,
            redirected: node.redirects.length > 0,
            item,
        };
        this.commands.push(command);
        if (words[0]?.value === 'set' &&
            words.slice(1).some((word) => /^-\w*e/.test(word.value) || word.value === 'errexit')) {
            this.errexit = true;
        }
        this.#nested(words, place);
    }
    /** `sh -c '…'`: the script inside is read too, as long as no escape stands in it. */
    #nested(words, place) {
        const at = words.findIndex(({ value }) => SHELLS.test(value));
        if (at === -1 || this.#depth >= DEPTH)
            return;
        const option = words.findIndex((word, index) => index > at && /^-\w*c$/.test(word.value));
        const script = words[option + 1];
        const part = script?.parts?.length === 1 ? script.parts[0] : undefined;
        if (option === -1 || !script || !part)
            return;
        const quoted = part.type === 'SingleQuoted' ||
            (part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal'));
        if (!quoted || script.value.length !== script.end - script.pos - 2)
            return;
        const tree = (0,parser/* parse */.qg)(script.value);
        const inner = new _a(this.#file, this.#base + script.pos + 1, script.value, this.#depth + 1);
        inner.statements(tree.commands, { ...place, subshell: -1, movable: false }, null);
        // Who runs it (`su app -c`, `sudo -u app sh -c`) is decided by the words in front: they stay in front.
        const front = words.slice(0, at).map((word) => this.#word(word));
        for (const command of inner.commands) {
            this.commands.push(front.length > 0 ? { ...command, words: [...front, ...command.words] } : command);
        }
    }
    #assigned({ pos, end, text, name, value, append }) {
        const known = value.type === 'Word' && !append ? partsOf(value) : [null];
        return { span: this.#span({ pos, end }), raw: text, parts: [`${name}=`, ...known] };
    }
    #word(word) {
        return {
            span: this.#span(word),
            raw: this.#source.slice(word.pos, word.end),
            parts: partsOf(word),
        };
    }
}
_a = ShellReader;
function partsOf(word) {
    if (!word.parts)
        return [word.value];
    const parts = [];
    for (const part of word.parts) {
        switch (part.type) {
            case 'Literal':
            case 'SingleQuoted':
            case 'AnsiCQuoted':
            case 'Glob':
                parts.push(part.value);
                break;
            case 'DoubleQuoted':
                for (const inner of part.parts)
                    parts.push(inner.type === 'Literal' ? inner.value : variableOf(inner));
                break;
            default:
                parts.push(variableOf(part));
        }
    }
    return parts;
}
function variableOf(part) {
    if (part.type === 'SimpleExpansion') {
        const name = part.text?.slice(1) ?? '';
        return /^[A-Za-z_]\w*$/.test(name) ? { variable: name } : null;
    }
    if (part.type !== 'ParameterExpansion' || part.prefix || part.index || !/^[A-Za-z_]\w*$/.test(part.parameter ?? ''))
        return null;
    const operation = part.operation;
    const variable = part.parameter;
    if (!operation)
        return { variable };
    if (operation.type === 'Default' && operation.operator === ':-' && operation.operand && !operation.operand.parts) {
        return { variable, otherwise: operation.operand.value };
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/dockerfile/read-run.js



/**
 * Reads the commands of a `RUN` with a real shell parser.
 *
 * @param shell the `SHELL` in force, for example `['/bin/sh', '-c']`
 */
function readRun(file, run, shell) {
    if (run.json)
        return readExec(file, run);
    if (!SHELLS.test(shell[0] ?? ''))
        return { unreadable: `the shell is ${shell[0] ?? 'unknown'}` };
    const errexit = shell.slice(1).some((word) => /^-\w*e\w*$/.test(word) && word !== '-c');
    if (run.heredocs.length > 0)
        return readHeredocs(file, run, errexit);
    return readText(file.text, mask(file, run), run.args.start, 'shell', errexit);
}
/**
 * The instruction's arguments with everything that Docker takes out before the shell sees it replaced by blanks, so that
 * offsets stay those of the file. Null where a word is cut in two by a continuation and no blank may stand between.
 */
function mask(file, run) {
    const { lines, text, escape: escapeChar } = file;
    const lastLine = lines.range({ start: run.head.start, end: run.head.end }).end;
    let masked = '';
    let joined = null;
    for (let line = lines.at(run.args.start); line <= lastLine; line++) {
        const first = masked === '' && joined === null;
        const start = first ? run.args.start : lines.start(line);
        const end = lines.end(line);
        const content = text.slice(start, end);
        const next = Math.min(lines.next(line), run.head.end);
        if (!first && (isComment(content) || content.trim() === '')) {
            masked += ' '.repeat(Math.max(0, next - start));
            continue;
        }
        if (joined !== null && !/^\s/.test(content)) {
            // `foo\` and `bar` on the next line are one word. A shell reads a backslash and a line end between them just so.
            const gap = masked.length - joined;
            if (gap % 2 === 1)
                return null;
            masked = masked.slice(0, joined) + '\\\n'.repeat(gap / 2);
        }
        joined = null;
        const continuation = continuationAt(content, escapeChar);
        if (continuation === -1) {
            masked += content;
            masked += ' '.repeat(Math.max(0, next - end));
        }
        else {
            const before = content[continuation - 1];
            masked += content.slice(0, continuation);
            if (before !== undefined && !/[\s;&|]/.test(before))
                joined = masked.length;
            masked += ' '.repeat(Math.max(0, next - start - continuation));
        }
    }
    return masked;
}
function readHeredocs(file, run, errexit) {
    const [heredoc, ...others] = run.heredocs;
    if (!heredoc || others.length > 0)
        return { unreadable: 'it has several here-documents' };
    const masked = mask(file, run);
    if (masked === null)
        return { unreadable: 'a word is cut by a continuation' };
    const at = heredoc.word.span.start - run.args.start;
    const length = heredoc.word.span.end - heredoc.word.span.start;
    const head = masked.slice(0, at) + ' '.repeat(length) + masked.slice(at + length);
    const words = head.trim() === '' ? [] : head.trim().split(/\s+/);
    if (words.length > 0) {
        // `RUN bash -e <<EOF` runs the document in that shell; anything else only reads it.
        const [program, ...options] = words;
        if (!SHELLS.test(program ?? '') || !options.every((option) => /^-[a-z]+$|^pipefail$/.test(option))) {
            return readText(file.text, head, run.args.start, 'shell', errexit);
        }
        errexit = options.some((option) => /^-\w*e/.test(option));
    }
    const body = file.text.slice(heredoc.body.start, heredoc.body.end);
    const shebang = /^\s*#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(body);
    if (shebang) {
        const shell = shebang[1]?.endsWith('/env') ? shebang[2] : shebang[1];
        if (!SHELLS.test(shell ?? ''))
            return { unreadable: `its here-document is a script for ${shell}` };
        if (/^-\w*e/.test(shebang[2] ?? ''))
            errexit = true;
    }
    return readText(file.text, body.replace(/\r(?=\n)/g, ' '), heredoc.body.start, 'heredoc', errexit);
}
function readExec(file, run) {
    const json = run.json ?? [];
    const word = ({ span, value }) => ({
        span,
        raw: file.text.slice(span.start, span.end),
        parts: [value],
    });
    const [program, option, script] = json;
    if (program && SHELLS.test(program.value) && script && /^-\w*c$/.test(option?.value ?? '')) {
        const inner = { start: script.span.start + 1, end: script.span.end - 1 };
        if (inner.end - inner.start !== script.value.length)
            return { unreadable: 'its script has escapes' };
        const read = readText(file.text, script.value, inner.start, 'shell', /e/.test(option?.value ?? ''));
        // Nothing is taken out of a script inside a JSON string.
        return 'unreadable' in read
            ? read
            : { ...read, form: 'exec', commands: read.commands.map((command) => ({ ...command, item: null })) };
    }
    const command = {
        span: run.args,
        words: json.map(word),
        assignments: [],
        certainty: 'always',
        piped: false,
        subshell: 0,
        redirected: false,
        item: null,
    };
    return { commands: json.length > 0 ? [command] : [], form: 'exec', errexit: true };
}
function readText(file, source, base, form, errexit) {
    if (source === null)
        return { unreadable: 'a word is cut by a continuation' };
    const tree = (0,parser/* parse */.qg)(source);
    if (tree.errors && tree.errors.length > 0)
        return { unreadable: tree.errors[0]?.message ?? 'it does not parse' };
    const reader = new ShellReader(file, base, source);
    reader.statements(tree.commands, { certainty: 'always', piped: false, subshell: 0, movable: true }, null);
    return { commands: reader.commands, form, errexit: errexit || reader.errexit };
}

;// CONCATENATED MODULE: ./lib/dockerfile/state.js






const DEFAULT_SHELL = ['/bin/sh', '-c'];
/** The stages of a Dockerfile with the state at each instruction. */
function readStages(file) {
    const globals = new Map();
    const stages = [];
    for (const instruction of file.instructions) {
        const stage = stages.at(-1);
        if (instruction.keyword === 'FROM') {
            const base = baseOf(file, instruction, globals, stages);
            const name = stageNameOf(instruction);
            const image = imageBelow(base);
            stages.push({ index: stages.length, name, from: instruction, base, image, steps: [], end: initialState(base) });
        }
        else if (!stage)
            declare(instruction, file, globals, (own) => own);
        else {
            const step = stepOf(file, instruction, stage, stage.end);
            stage.steps.push(step);
            stage.end = nextState(file, step, globals);
        }
    }
    return stages;
}
function stepOf(file, instruction, stage, state) {
    let script;
    return {
        instruction,
        stage,
        state,
        get script() {
            if (script === undefined)
                script = instruction.keyword === 'RUN' ? readRun(file, instruction, state.shell) : null;
            return script;
        },
    };
}
function stageNameOf(from) {
    const at = from.words.findIndex(({ raw }) => raw.toLowerCase() === 'as');
    return at > 0 ? (from.words[at + 1]?.raw.toLowerCase() ?? null) : null;
}
function baseOf(file, from, globals, stages) {
    const raw = from.words[0]?.raw ?? '';
    const lookup = (name) => (globals.has(name) ? globals.get(name) : undefined);
    const text = expand(raw, lookup, file.escape)?.text ?? null;
    if (text !== null) {
        const stage = stages.findLast(({ name }) => name === text.toLowerCase());
        if (stage)
            return { kind: 'stage', stage };
        if (text === 'scratch')
            return { kind: 'scratch' };
        const reference = readReference(text);
        if (text === '' || !reference)
            return { kind: 'unknown' };
        return { kind: 'image', reference: text, image: imageOf(reference) };
    }
    // `python:${VERSION}-slim`: the name is known though the tag is not.
    const [, name, tag] = /^([^$]*[^$:]):([^/]*)$/.exec(raw) ?? [];
    const reference = name ? readReference(name) : null;
    if (!reference || !tag || officialName(reference) === null)
        return { kind: 'unknown' };
    return { kind: 'image', reference: raw, image: imageOf({ ...reference, tag }) };
}
function imageBelow(base) {
    return base.kind === 'stage' ? base.stage.image : base.kind === 'image' ? base.image : null;
}
function initialState(base) {
    // Arguments end with their stage; the rest is inherited.
    if (base.kind === 'stage')
        return { ...base.stage.end, variables: base.stage.end.env };
    const image = base.kind === 'image' ? base.image : null;
    const env = new Map();
    for (const [name, text] of Object.entries(image?.env ?? {}))
        env.set(name, known(text));
    return {
        env,
        variables: env,
        user: image ? { ...image.user, assumed: false } : base.kind === 'scratch' ? { ...ROOT, assumed: false } : null,
        workdir: image ? '/' : null,
        shell: DEFAULT_SHELL,
        accounts: accountsOf(image),
    };
}
/** A variable's value in a stage. What is set nowhere may still be set by an image of which nothing is known. */
function lookupIn(state, stage) {
    return (name) => {
        if (state.variables.has(name))
            return state.variables.get(name);
        return stage.image === null && bottomOf(stage).kind !== 'scratch' ? null : undefined;
    };
}
/** What stands below all the stages that a stage is built on. */
function bottomOf(stage) {
    return stage.base.kind === 'stage' ? bottomOf(stage.base.stage) : stage.base;
}
function nextState(file, step, globals) {
    const { instruction, state, stage } = step;
    const lookup = lookupIn(state, stage);
    switch (instruction.keyword) {
        case 'ENV': {
            const env = new Map(state.env);
            const variables = new Map(state.variables);
            // All values of one ENV see the environment before it.
            for (const [name, raw] of assignmentsOf(instruction)) {
                const value = expand(raw, lookup, file.escape);
                env.set(name, value);
                variables.set(name, value);
            }
            return { ...state, env, variables };
        }
        case 'ARG': {
            const variables = new Map(state.variables);
            declare(instruction, file, variables, (own) => (name) => own(name) ?? lookup(name), globals);
            return { ...state, variables };
        }
        case 'USER': {
            const user = expand(instruction.words[0]?.raw ?? '', lookup, file.escape);
            return { ...state, user: user && userOf(user, state.accounts) };
        }
        case 'WORKDIR': {
            const folder = expand(instruction.words[0]?.raw ?? '', lookup, file.escape);
            return { ...state, workdir: folder && joinPath(state.workdir, folder.text) };
        }
        case 'SHELL':
            return { ...state, shell: instruction.json?.map(({ value }) => value) ?? [] };
        case 'RUN': {
            const text = file.text.slice(instruction.span.start, instruction.span.end);
            if (!/(?:user|group)(?:add|mod|del)|(?:add|del)(?:user|group)/.test(text))
                return state;
            const { script } = step;
            if (!script || 'unreadable' in script)
                return { ...state, accounts: { ...state.accounts, nextId: null } };
            let { accounts } = state;
            const shellLookup = shellLookupIn(state, stage);
            for (const command of script.commands) {
                accounts = accountsAfter(accounts, command, stage.image?.family === 'alpine', shellLookup);
            }
            return { ...state, accounts };
        }
        default:
            return state;
    }
}
/** As {@link lookupIn}, for the words of a `RUN`. What hangs on a build argument's default counts as unknown. */
function shellLookupIn(state, stage) {
    const lookup = lookupIn(state, stage);
    return (name) => {
        const value = lookup(name);
        return value === undefined || value === null ? value : value.assumed ? null : value.text;
    };
}
/**
 * Declares build arguments. Of `ARG` and `ENV` the later one that has a value wins (BuildKit; the manual says that `ENV`
 * always does). An argument without one keeps what is there, unless the build passes a value.
 */
function declare(instruction, file, variables, outer, globals) {
    if (instruction.keyword !== 'ARG')
        return;
    for (const word of instruction.words) {
        const equals = word.raw.indexOf('=');
        const name = equals === -1 ? word.raw : word.raw.slice(0, equals);
        if (equals === -1) {
            const before = globals?.has(name) ? globals.get(name) : variables.get(name);
            variables.set(name, before ? known(before.text, true) : null);
        }
        else {
            const lookup = outer((wanted) => variables.get(wanted));
            const value = expand(word.raw.slice(equals + 1), lookup, file.escape);
            variables.set(name, value && known(value.text, true));
        }
    }
}
/** `ENV A=1 B=2`, and the old `ENV A 1`. Values are as written. */
function assignmentsOf(instruction) {
    const [first, ...rest] = instruction.words;
    if (!first)
        return [];
    if (!first.raw.includes('='))
        return [[first.raw, rest.map(({ raw }) => raw).join(' ')]];
    return instruction.words.flatMap(({ raw }) => {
        const equals = raw.indexOf('=');
        return equals > 0 ? [[raw.slice(0, equals), raw.slice(equals + 1)]] : [];
    });
}
function userOf({ text, assumed }, accounts) {
    const [who, group] = text.split(':', 2);
    if (who === '')
        return null;
    let account;
    if (/^\d+$/.test(who)) {
        const uid = Number(who);
        account = [...accounts.users.values()].find((one) => one.uid === uid);
        // A number that no line of /etc/passwd has: group 0 and home `/`. A user whose number is not known may have it.
        if (!account) {
            const sure = uid >= 1000 && [...accounts.users.values()].every((one) => one.uid !== null) && accounts.nextId !== null;
            account = { name: null, uid, gid: sure ? 0 : null, home: sure ? '/' : null };
        }
    }
    else
        account = accounts.users.get(who);
    if (!account)
        return { name: who, uid: null, gid: null, home: null, assumed };
    if (group === undefined)
        return { ...account, assumed };
    const gid = /^\d+$/.test(group) ? Number(group) : (accounts.groups.get(group) ?? null);
    return { ...account, gid, assumed };
}
/** Joins an image path; null when the folder it is relative to is not known. */
function joinPath(folder, path) {
    if (!path.startsWith('/') && folder === null)
        return null;
    const parts = [];
    for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return `/${parts.join('/')}`;
}
/** The home folder of a step: `HOME` when it has a value, else that of the user's line in /etc/passwd. */
function homeOf(state) {
    const home = state.variables.get('HOME');
    if (home === null || home?.assumed)
        return null;
    if (home && home.text !== '')
        return home.text;
    return state.user && !state.user.assumed ? state.user.home : null;
}

;// CONCATENATED MODULE: ./lib/managers/manager.js
/** A list of words, written as text. */
const words = (text) => text.trim().split(/\s+/);
/** Describes a package manager; what most of them share need not be said. */
function defineManager(entry) {
    return {
        versioned: false,
        module: null,
        hook: null,
        companion: null,
        pointless: [],
        localOperand: /^(?:\.{0,2}\/|\.$)/,
        reconfigures: [],
        needsFilledCache: [],
        needsFilledByVariable: [],
        mover: null,
        neighbours: [],
        readsNothing: [],
        reads: null,
        readsByVariable: [],
        ...entry,
        verbs: { install: [], fetch: [], compile: [], ...entry.verbs },
    };
}

;// CONCATENATED MODULE: ./lib/managers/apt.js
// https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages

/* harmony default export */ const apt = (defineManager({
    id: 'apt',
    name: 'apt',
    docs: 'https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages',
    programs: ['apt-get', 'apt'],
    // `update` alone is no install: it fills the lists for the install that stands in the same step.
    verbs: { install: words('install upgrade dist-upgrade full-upgrade build-dep satisfy reinstall') },
    valueOptions: words(`
    -o --option -t --target-release --default-release -c --config-file -a --host-architecture -P --build-profiles -S --snapshot
  `),
    again: 'downloads every package list and package again',
    caches: [
        {
            holds: 'downloaded packages',
            at: [{ path: '/var/cache/apt' }],
            sharing: 'locked',
            why: 'apt takes a lock on the folder, and a second apt ends at once instead of waiting',
        },
        {
            // Not `/var/lib/apt`: it also holds `extended_states`, which says what was installed automatically and belongs to the image.
            holds: 'package lists',
            at: [{ path: '/var/lib/apt/lists' }],
            filledBy: ['update'],
            sharing: 'locked',
            why: 'apt takes a lock on the folder, and a second apt ends at once instead of waiting',
        },
    ],
    defeats: {
        options: [],
        variables: [],
        commands: [
            { words: ['apt-get', 'clean'], caches: [0] },
            { words: ['apt', 'clean'], caches: [0] },
            { words: ['apt-get', 'distclean'], caches: [0, 1] },
            { words: ['apt', 'distclean'], caches: [0, 1] },
        ],
    },
    hook: {
        file: '/etc/apt/apt.conf.d/docker-clean',
        cache: 0,
        families: ['debian', 'ubuntu'],
        does: 'deletes every downloaded package after each install',
    },
    // `apt`, other than `apt-get`, deletes what it has installed: https://manpages.debian.org/bookworm/apt/apt.8.en.html
    companion: {
        program: 'apt',
        option: '-o APT::Keep-Downloaded-Packages=true',
        unless: 'Keep-Downloaded-Packages',
        cache: 0,
    },
    readsNothing: words('update clean autoclean distclean autoremove autopurge remove purge list show policy'),
    // `-o Dir::Cache=…`, `-o Dir::Etc::sourcelist=…`, `-c FILE`
    mover: /^(?:-o)?Dir\b|^(?:-c|--config-file)(?:=|$)/i,
    pointless: [
        '-d',
        '--download-only',
        '--help',
        '-h',
        '--version',
        '-v',
        '--dry-run',
        '-s',
        '--simulate',
        '--just-print',
        '--print-uris',
    ],
    localOperand: /\.deb$/,
}));

;// CONCATENATED MODULE: ./lib/context/paths.js
/** Joins a folder and a path inside the repository; `.` is the root. Null where the result would leave it. */
function joinInside(folder, path) {
    const parts = folder === '.' ? [] : folder.split('/');
    for (const part of path.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part === '..') {
            if (parts.length === 0)
                return null;
            parts.pop();
        }
        else
            parts.push(part);
    }
    return parts.length === 0 ? '.' : parts.join('/');
}
const folderOf = (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const baseName = (path) => path.slice(path.lastIndexOf('/') + 1);
/** A path as seen from a folder that holds it: `a/b/c` below `a` is `b/c`. Null when it is not below. */
function below(folder, path) {
    if (folder === '.')
        return path;
    return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

;// CONCATENATED MODULE: ./lib/context/manifests/package-json.js

/** Where dependencies stand in a package.json. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];
/** @returns null for a file that is no JSON object, undefined while its text is not at hand */
function readPackageJson(context, file) {
    const text = context.text(file);
    if (text === undefined || text === null)
        return text;
    try {
        const value = JSON.parse(text.replace(/^\uFEFF/, ''));
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
    }
    catch {
        return null;
    }
}
/** Whether it asks for a package by this name, in whatever way. */
const dependsOn = (manifest, name) => DEPENDENCIES.some((field) => Object.hasOwn(Object(manifest[field]), name));
/**
 * Whether what is asked for of a package lies on disk: a path, an archive, an address of such a kind, or what only other
 * tools understand. https://github.com/npm/npm-package-arg/blob/main/lib/npa.js
 */
function isLocalSpec(spec) {
    if (/^(?:file|link|portal|workspace|patch|git\+file):/i.test(spec) || /^(?:\.|~\/|\/|[a-z]:)/i.test(spec))
        return true;
    // An address, an alias, or a repository at one of the known hosts.
    if (/^[a-z+]+:/i.test(spec) || /^[^@]+@[^:.]+\.[^:]+:/.test(spec))
        return false;
    return (spec.includes('/') && !/^[^/:@\s]+\/[^/:@\s#]+(?:#.*)?$/.test(spec)) || /\.(?:tgz|tar\.gz|tar)$/i.test(spec);
}
/** What a word of the command asks for: `name@spec`, or the spec alone. */
function specOf(word) {
    const at = word.indexOf('@', 1);
    const name = at > 0 ? word.slice(0, at) : word;
    if (/^(?:git\+)?[a-z]+:/i.test(word))
        return word;
    if (!name.startsWith('@') && (name.includes('/') || isLocalSpec(name)))
        return word;
    return at > 0 ? word.slice(at + 1) : '';
}
/**
 * A dependency that lies on disk and is no member of the workspaces. The lock file need not be read for it: an entry there
 * that is a link stems from one here, and without that `npm ci` refuses the lock file and `npm install` drops the entry.
 *
 * @param members the package.json files of the workspaces
 */
function localDependency(manifest, folder, members) {
    const specs = [];
    const collect = (value) => {
        if (typeof value === 'string')
            specs.push(value);
        else if (typeof value === 'object' && value !== null)
            for (const inner of Object.values(value))
                collect(inner);
    };
    for (const field of DEPENDENCIES)
        collect(manifest[field]);
    for (const spec of specs) {
        if (!isLocalSpec(spec))
            continue;
        const path = spec.replace(/^file:/i, '');
        const target = /^[\w@./-]+$/.test(path) && !path.startsWith('/') ? joinInside(folder, path) : null;
        if (target === null || !members.includes(joinInside(target, 'package.json')))
            return spec;
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/context/manifests/life-cycle.js


/** https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order: what `npm ci` and `npm install` run. */
const LIFE_CYCLE = [
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'prepare',
    'postprepare',
    'predependencies',
    'dependencies',
    'postdependencies',
];
/** Packages whose own install scripts read the project: the schema of Prisma, the settings of Puppeteer. */
const READERS = ['@prisma/client', 'prisma', 'puppeteer'];
/** Packages whose own install scripts write hooks into `.git`, when there is one. */
const HOOKS = ['lefthook', 'simple-git-hooks', 'pre-commit', 'yorkie'];
/** What the life-cycle scripts of a package read beside its manifests, as far as their tools are known. */
function scriptsOf(context, file, manifest) {
    const folder = folderOf(file);
    // With a binding.gyp and no install script of its own npm compiles: https://docs.npmjs.com/cli/using-npm/scripts#npm-install
    if (context.has(joinInside(folder, 'binding.gyp'))) {
        return { unknown: `${file} has native code, which npm compiles` };
    }
    const reader = READERS.find((name) => dependsOn(manifest, name));
    if (reader)
        return { unknown: `${reader} reads the project when it is installed` };
    const hooks = HOOKS.find((name) => dependsOn(manifest, name));
    if (hooks && !isWithoutGit(context))
        return { unknown: `${hooks} writes into .git when it is installed` };
    // https://mswjs.io/docs/cli/init: the folder named there gets the worker with every install.
    if (manifest.msw !== undefined)
        return { unknown: `${file} has a folder that msw writes into` };
    const { scripts } = manifest;
    const all = typeof scripts === 'object' && scripts !== null ? scripts : {};
    const files = new Set();
    for (const name of LIFE_CYCLE) {
        const script = all[name];
        if (typeof script !== 'string' || script.trim() === '')
            continue;
        for (const command of script.split(/&&|;/).map((part) => part.trim())) {
            const reads = filesOfTool(context, folder, command);
            if (reads === null)
                return { unknown: `${file} runs "${name}": ${JSON.stringify(command.slice(0, 60))}` };
            for (const path of reads)
                files.add(path);
        }
    }
    return { files: [...files] };
}
/** What a tool in a script reads; null for one that is not known. */
function filesOfTool(context, folder, command) {
    const tool = command.replace(/^npx\s+(?:--no-install\s+|--no\s+)?/, '');
    if (/^husky(?: install)?(?: \|\| (?:true|exit 0))?$/.test(tool)) {
        // It writes into `.git`: without it there it does nothing, first and last.
        return isWithoutGit(context) ? [] : null;
    }
    if (tool === 'patch-package')
        return context.under(joinInside(folder, 'patches'));
    return null;
}
/** Git's list of files proves nothing here: only the root of the repository has a `.git`, and there it must be left out. */
const isWithoutGit = (context) => context.folder !== '.' || context.ignores('.git/config');

;// CONCATENATED MODULE: ./lib/context/matcher.js
const one = (kind) => ({ take: 'one', kind });
const many = (kind) => ({ take: 'many', kind });
/** The kind of a character that stands for itself only. */
const literal = (char) => /^\w$/.test(char) ? char : `\\u{${char.codePointAt(0).toString(16)}}`;
/** From here on a regular expression may take a time that grows with the fourth power of the path's length. */
const MANY_REPETITIONS = 3;
/** Tells whether parts make up a whole path. The time is bounded whatever the pattern: it may come from anybody. */
function matcherOf(parts) {
    if (parts.filter(({ take }) => take === 'many').length >= MANY_REPETITIONS)
        return walkerOf(parts);
    const expression = new RegExp(`^${expressionOf(parts)}$`, 'u');
    return (path) => expression.test(path);
}
function expressionOf(parts) {
    let expression = '';
    for (let at = 0; at < parts.length; at++) {
        const part = parts[at];
        if (part.take === 'maybe') {
            expression += `(?:${expressionOf(parts.slice(at + 1, at + 1 + part.length))})?`;
            at += part.length;
        }
        else
            expression += part.take === 'many' ? `${part.kind}*` : part.kind;
    }
    return expression;
}
/** Goes along the path once, with every place of the pattern that it may have come to. */
function walkerOf(parts) {
    const kinds = parts.map((part) => (part.take === 'maybe' ? null : new RegExp(`^${part.kind}$`, 'u')));
    const reach = (places, place) => {
        if (places.has(place))
            return;
        places.add(place);
        const part = parts[place];
        if (part?.take === 'many' || part?.take === 'maybe')
            reach(places, place + 1);
        if (part?.take === 'maybe')
            reach(places, place + 1 + part.length);
    };
    return (path) => {
        let places = new Set();
        reach(places, 0);
        for (const char of path) {
            const next = new Set();
            for (const place of places) {
                if (kinds[place]?.test(char))
                    reach(next, parts[place]?.take === 'many' ? place : place + 1);
            }
            places = next;
        }
        return places.has(parts.length);
    };
}

;// CONCATENATED MODULE: ./lib/context/glob.js

/** Whether a source of `COPY` has wildcards: a quoted one is none. */
const isGlob = (path) => /[*?[]/.test(path.replace(/\\[\s\S]/g, ''));
/**
 * Go's filepath.Match, which `COPY` uses for wildcards: `*` and `?` do not cross a slash, `[^…]` negates, a backslash
 * quotes. Null when the pattern is malformed.
 * https://pkg.go.dev/path/filepath#Match
 */
function compileGlob(pattern) {
    const parts = readGlob([...pattern]);
    return parts && matcherOf(parts);
}
function readGlob(chars) {
    const parts = [];
    for (let at = 0; at < chars.length; at++) {
        const char = chars[at];
        if (char === '*') {
            // Several in a row are one.
            if (chars[at - 1] !== '*' || parts.at(-1)?.take !== 'many')
                parts.push(many('[^/]'));
        }
        else if (char === '?')
            parts.push(one('[^/]'));
        else if (char === '[') {
            const read = readClass(chars, at + 1);
            if (read === null)
                return null;
            parts.push(one(read.kind));
            at = read.end;
        }
        else if (char === '\\') {
            at++;
            if (at >= chars.length)
                return null;
            parts.push(one(literal(chars[at])));
        }
        else
            parts.push(one(literal(char)));
    }
    return parts;
}
/** Reads a class from behind its bracket on; `end` is where the closing one stands. A range that runs backwards holds nothing. */
function readClass(chars, start) {
    let at = start;
    const negated = chars[at] === '^';
    if (negated)
        at++;
    const next = () => {
        let char = chars[at++];
        if (char === undefined || char === '-' || char === ']')
            return null;
        if (char === '\\')
            char = chars[at++];
        return char ?? null;
    };
    let items = '';
    for (let count = 0; count === 0 || chars[at] !== ']'; count++) {
        const low = next();
        if (low === null)
            return null;
        let high = low;
        if (chars[at] === '-') {
            at++;
            high = next();
            if (high === null)
                return null;
        }
        if (low.codePointAt(0) <= high.codePointAt(0)) {
            items += low === high ? literal(low) : `${literal(low)}-${literal(high)}`;
        }
    }
    return { kind: `[${negated ? '^' : ''}${items}]`, end: at };
}

;// CONCATENATED MODULE: ./lib/context/manifests/workspaces.js


/** More members than these, and a list of `COPY` lines is no help. */
const MANY = 12;
/**
 * The package.json files of the workspaces, sorted; or why they cannot be told: npm's own wildcards know more than `*`.
 * https://docs.npmjs.com/cli/using-npm/workspaces
 */
function membersOf(context, folder, { workspaces }) {
    if (workspaces === undefined)
        return { files: [] };
    const globs = Array.isArray(workspaces) ? workspaces : workspaces?.packages;
    if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === 'string')) {
        return { unknown: 'its workspaces cannot be read' };
    }
    const files = new Set();
    for (const glob of globs) {
        const path = joinInside(folder, glob);
        const matches = path !== null && /^[\w@./*-]+$/.test(glob) ? compileGlob(`${path}/package.json`) : null;
        if (path === null || path === folder || matches === null || glob.includes('**')) {
            return { unknown: `the workspaces ${glob} cannot be told` };
        }
        const pattern = path.split('/');
        for (const file of context.under(folderOf(path.replace(/\*.*$/, '*')))) {
            if (!matches(file) || /(?:^|\/)node_modules\//.test(file))
                continue;
            // A star takes no name that begins with a dot.
            const hidden = file.split('/').some((part, at) => part.startsWith('.') && !pattern[at]?.startsWith('.'));
            if (!hidden)
                files.add(file);
        }
    }
    if (files.size > MANY)
        return { unknown: `it has ${files.size} workspaces` };
    return { files: [...files].sort() };
}

;// CONCATENATED MODULE: ./lib/context/manifests/npm.js




const CLEAN_INSTALL = /^(?:ci|ic|clean-install|install-clean|isntall-clean)$/;
/** `install` with its aliases; not `install-test`, which runs the tests, nor `update`, which rewrites the manifests. */
const INSTALL = /^(?:install|add|i|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall)$/;
/** What is installed for everybody is brought up to date without a look at the project. */
const UPDATE = /^(?:update|up|upgrade|udpate)$/;
/** What `npm ci` and `npm install` read: package.json and lock file, .npmrc, the members of workspaces. */
function readsOfNpm(request) {
    const { context, folder, verb, args } = request;
    const option = unknownOption(args);
    if (option)
        return { unknown: option };
    const operands = operandsOf(request);
    if (args.some((word, at) => isGlobal(word, args[at + 1])))
        return readsOfGlobal(request, operands);
    if (!CLEAN_INSTALL.test(verb) && !INSTALL.test(verb))
        return { unknown: `npm ${verb} does more than install` };
    // It writes what it is given into the manifests, and the later `COPY` would take that back.
    if (operands.length > 0)
        return { unknown: `it installs ${operands[0]}` };
    const inFolder = (name) => joinInside(folder, name);
    const manifest = inFolder('package.json');
    if (!context.has(manifest))
        return { unknown: `${manifest} is not in the build context` };
    const locks = ['npm-shrinkwrap.json', 'package-lock.json'].map(inFolder).filter((file) => context.has(file));
    if (CLEAN_INSTALL.test(verb)) {
        if (locks.length === 0)
            return { unknown: `there is no lock file beside ${manifest}` };
    }
    else if (context.has(inFolder('yarn.lock')))
        return { unknown: 'npm rewrites the yarn.lock beside it' };
    const npmrc = inFolder('.npmrc');
    const settings = context.has(npmrc) ? context.text(npmrc) : '';
    const root = readPackageJson(context, manifest);
    const above = workspacesAbove(request, manifest);
    if (settings === undefined || root === undefined || above === undefined)
        return { missing: true };
    if (above !== null)
        return { unknown: above };
    if (settings === null)
        return { unknown: `${npmrc} cannot be read` };
    const setting = unknownSetting(settings);
    if (setting)
        return { unknown: `${npmrc} sets ${setting}` };
    if (root === null)
        return { unknown: `${manifest} cannot be read` };
    const members = membersOf(context, folder, root);
    if ('unknown' in members)
        return members;
    const inside = readInside(request, [manifest, ...members.files], ignoresScripts(args, settings));
    if (!('files' in inside))
        return inside;
    const files = [manifest, ...locks, ...(context.has(npmrc) ? [npmrc] : []), ...members.files, ...inside.files];
    const writes = ['node_modules', ...members.files.map((file) => `${below(folder, folderOf(file))}/node_modules`)];
    return { files: [...new Set(files)], writes };
}
/** What the manifests of the root and of the members lead to beside themselves. The first is that of the root. */
function readInside({ context }, manifests, noScripts) {
    const files = [];
    let missing = false;
    for (const file of manifests) {
        const one = readPackageJson(context, file);
        if (one === undefined) {
            missing = true;
            continue;
        }
        if (one === null)
            return { unknown: `${file} cannot be read` };
        const local = localDependency(one, folderOf(file), manifests.slice(1));
        if (local)
            return { unknown: `${file} depends on ${local}` };
        // npm links the programs of a member and makes them executable, which needs the files themselves.
        if (file !== manifests[0] && (one.bin !== undefined || one.directories !== undefined)) {
            return { unknown: `${file} has programs, which npm links` };
        }
        if (noScripts)
            continue;
        const scripts = scriptsOf(context, file, one);
        if ('unknown' in scripts)
            return scripts;
        files.push(...scripts.files);
    }
    return missing ? { missing } : { files, writes: [] };
}
/**
 * Why npm may install another folder than the one it runs in: it looks for a package.json with workspaces in those above,
 * as they lie in the image. Null when it does not, undefined while a text is not at hand.
 * https://docs.npmjs.com/cli/using-npm/workspaces
 */
function workspacesAbove({ context, find }, manifest) {
    const above = new Set();
    for (let up = '..', depth = 0; depth < 8; up += '/..', depth++) {
        const file = find(`${up}/package.json`);
        if (file !== null && file !== manifest)
            above.add(file);
    }
    let missing = false;
    for (const file of above) {
        const one = readPackageJson(context, file);
        if (one === undefined)
            missing = true;
        else if (one === null)
            return `${file} cannot be read`;
        else if (one.workspaces !== undefined)
            return `it may belong to the workspaces of ${file}`;
    }
    return missing ? undefined : null;
}
/** `npm install -g name` reads nothing of the project; an .npmrc beside it counts only where that is the user's home. */
function readsOfGlobal({ context, folder, verb }, operands) {
    if (!INSTALL.test(verb) && !UPDATE.test(verb))
        return { unknown: `npm ${verb} does more than install` };
    if (operands.length === 0)
        return { unknown: 'it installs the folder it runs in' };
    const local = operands.find((word) => isLocalSpec(specOf(word)));
    if (local)
        return { unknown: `it installs ${local}` };
    const npmrc = joinInside(folder, '.npmrc');
    return { files: context.has(npmrc) ? [npmrc] : [], writes: [] };
}
const isGlobal = (word, next) => /^(?:-g|--global|--location=global)$/.test(word) || (word === '--location' && next === 'global');
/** The words that are neither options nor their values. */
const operandsOf = ({ args, valueOptions }) => args.filter((word, at) => !word.startsWith('-') && !valueOptions.includes(args[at - 1] ?? ''));
/** Settings that name a file, or another folder to install. https://docs.npmjs.com/cli/using-npm/config */
const NAMES_FILES = ['userconfig', 'globalconfig', 'cafile', 'script-shell', 'init-module', 'node-options'];
const NAMES_FOLDERS = ['prefix', 'local-prefix', 'C'];
function unknownOption(args) {
    const names = args.map((word) => /^--?([^=]*)/.exec(word)?.[1]);
    if (names.some((name) => name && NAMES_FILES.includes(name)))
        return 'an option names a file';
    if (names.some((name) => name && NAMES_FOLDERS.includes(name)))
        return 'it installs another folder';
    // Then local packages are copied as they are, with their sources.
    return names.includes('install-links') ? 'it copies local packages with their sources' : null;
}
/** The key of an .npmrc by which npm reads or installs what is not followed; null when there is none. */
function unknownSetting(settings) {
    const unknown = [...NAMES_FILES, ...NAMES_FOLDERS, 'certfile', 'keyfile', 'install-links', 'global', 'location'];
    for (const line of settings.split(/\r?\n/)) {
        const key = /^\s*["']?([^\s;#="'[\]]+)/.exec(line)?.[1];
        const name = key?.slice(key.lastIndexOf(':') + 1);
        if (name && unknown.includes(name))
            return name;
    }
    return null;
}
/** Whether life-cycle scripts are switched off for certain: one word says so, and nothing else speaks of it. */
function ignoresScripts(args, settings) {
    const said = [
        ...args.filter((word) => word.includes('ignore-scripts')),
        ...(settings.match(/^.*ignore-scripts.*$/gm) ?? []),
    ];
    const at = args.indexOf('--ignore-scripts');
    return (said.length === 1 &&
        (at === -1 ? /^\s*ignore-scripts\s*=\s*true\s*$/.test(said[0] ?? '') : args[at + 1] !== 'false'));
}

;// CONCATENATED MODULE: ./lib/managers/npm.js
// https://docs.npmjs.com/cli/commands/npm-cache


/* harmony default export */ const npm = (defineManager({
    id: 'npm',
    name: 'npm',
    docs: 'https://docs.npmjs.com/cli/commands/npm-cache',
    programs: ['npm'],
    // https://github.com/npm/cli/blob/latest/lib/utils/cmd-list.js
    verbs: {
        install: words(`
    ci clean-install ic install-clean isntall-clean install add i in ins inst insta instal isnt isnta isntal
    isntall install-test it install-ci-test cit clean-install-test sit update up upgrade udpate
  `),
    },
    valueOptions: words(`
    --cache --prefix -C -w --workspace --registry --omit --include --loglevel --userconfig --globalconfig
    --install-strategy --fetch-retries --fetch-timeout --fetch-retry-mintimeout --fetch-retry-maxtimeout
    --tag --script-shell --maxsockets --before --cpu --os --libc --location --otp --audit-level --only --also
    --network-timeout --cafile --proxy --https-proxy --noproxy --depth
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages and their metadata',
            at: [
                { option: '--cache' },
                { variable: 'npm_config_cache', anyCase: true },
                { file: '.npmrc', key: 'cache' },
                { home: '.npm' },
            ],
            inside: ['_cacache'],
            sharing: 'shared',
            why: 'npm keeps files under the hash of their content and renames them into place, so two builds at once do no harm',
        },
    ],
    defeats: {
        options: [],
        variables: [],
        commands: [
            { words: ['npm', 'cache', 'clean'] },
            { words: ['npm', 'cache', 'clear'] },
            { words: ['npm', 'cache', 'rm'] },
        ],
    },
    pointless: ['--help', '-h', '--version', '-v', '--dry-run', '--package-lock-only'],
    localOperand: /^(?!.*:\/\/).*\.(?:tgz|tar\.gz)$/,
    readsNothing: words('cache config get ls list view outdated ping whoami'),
    reads: readsOfNpm,
    readsByVariable: words(`
    npm_config_userconfig NPM_CONFIG_USERCONFIG npm_config_prefix NPM_CONFIG_PREFIX npm_config_ignore_scripts
    NPM_CONFIG_IGNORE_SCRIPTS npm_config_global NPM_CONFIG_GLOBAL npm_config_workspace NPM_CONFIG_WORKSPACE NODE_OPTIONS NODE_EXTRA_CA_CERTS
  `),
    reconfigures: [
        ['npm', 'config', 'set'],
        ['npm', 'set'],
        ['npm', 'config', 'edit'],
        ['npm', 'c', 'set'],
    ],
    neighbours: ['npx'],
    needsFilledCache: ['--offline'],
    needsFilledByVariable: ['npm_config_offline', 'NPM_CONFIG_OFFLINE'],
}));

;// CONCATENATED MODULE: ./lib/context/manifests/requirements.js
/** Options of pip whose value is a requirements or constraints file. */
const FILE_OPTIONS = ['-r', '--requirement', '-c', '--constraint'];
const LINK_OPTIONS = ['-f', '--find-links'];
const INDEX_OPTIONS = ['-i', '--index-url', '--pypi-url', '--extra-index-url'];
/** An address on the net, whatever a variable puts into it behind its scheme. */
const isRemote = (value) => /^(?:[a-z]+\+)?(?:https?|ssh|git|ftps?):\/\//i.test(value);
/**
 * Whether a requirement names something on disk: a folder, an archive, a `file:` address.
 * https://pip.pypa.io/en/stable/cli/pip_install/#argument-handling
 */
function isLocalRequirement(requirement) {
    const named = (requirement.split(';')[0] ?? '').trim();
    if (/(?:^|[+@\s])file:/i.test(requirement) || /^[.~/]/.test(named))
        return true;
    const address = /^(?:[\w.-]+\s*(?:\[[^\]]*\])?\s*@\s*)?(\S+)/.exec(named)?.[1] ?? '';
    if (isRemote(address))
        return false;
    return /[/\\]|\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.\w+)(?:$|[\s[])/i.test(named);
}
/** The files that a requirements file names, relative to it or absolute; or what it names that is no file of that kind. */
function readRequirements(text) {
    const paths = [];
    for (const line of logicalLines(text)) {
        const path = line.startsWith('-') ? readOptions(line) : readRequirement(line);
        if (path === null)
            return { unknown: line };
        if (path !== '')
            paths.push(path);
    }
    return { paths };
}
/** Options of a requirements file that name no files. https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const ALONE = ['--no-index', '--prefer-binary', '--require-hashes', '--pre'];
const WITH_VALUE = ['--no-binary', '--only-binary', '--trusted-host', '--use-feature'];
/** @returns the file that the options of a line name, nothing where they name none, null for what is not understood */
function readOptions(line) {
    const words = line.split(/\s+/);
    for (let at = 0; at < words.length; at++) {
        const [, name, rest] = /^(--[\w-]+|-\w)(.*)$/.exec(words[at]) ?? [];
        if (name === undefined || rest === undefined)
            return null;
        if (ALONE.includes(name) && rest === '')
            continue;
        const given = name.startsWith('--') ? rest.replace(/^=/, '') : rest;
        const value = (given === '' ? (words[++at] ?? '') : given).replace(/^(["'])(.*)\1$/, '$2');
        if (value === '' || /["'\\]/.test(value))
            return null;
        if (FILE_OPTIONS.includes(name)) {
            // Of several options in one line pip follows one and forgets the others.
            if (at !== words.length - 1 || !line.startsWith(name) || /\$|^file:/i.test(value))
                return null;
            return /^https?:/i.test(value) ? '' : value;
        }
        const remote = LINK_OPTIONS.includes(name) || INDEX_OPTIONS.includes(name);
        if (remote ? !isRemote(value) : !WITH_VALUE.includes(name))
            return null;
    }
    return '';
}
/** @returns nothing, or null for a requirement that may lie on disk */
function readRequirement(line) {
    const [named = ''] = line.split(/ -/);
    // A variable may be part of an address, not of a path.
    return isLocalRequirement(named) || /\$\{[^}]*\}/.test(named.split('://')[0] ?? '') ? null : '';
}
/** Where Python's `splitlines` ends a line. https://docs.python.org/3/library/stdtypes.html#str.splitlines */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters end lines there.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
/** The lines as pip reads them: continued ones joined, without comments and empty ones. */
function logicalLines(text) {
    const lines = [];
    let open = null;
    for (const line of text.replace(/^\uFEFF/, '').split(LINE_END)) {
        const comment = /^\s*#/.test(line);
        if (line.endsWith('\\') && !comment)
            open = (open ?? '') + line.replace(/^\\+|\\+$/g, '');
        else {
            // A comment ends what was continued.
            lines.push((open ?? '') + (comment ? ' ' : '') + line);
            open = null;
        }
    }
    if (open !== null)
        lines.push(open);
    return lines.map((line) => line.replace(/(?:^|\s+)#.*$/, '').trim()).filter((line) => line !== '');
}

;// CONCATENATED MODULE: ./lib/context/manifests/pip.js


/** Folders that are written. */
const TARGETS = ['-t', '--target', '--prefix', '--root', '--src', '--source', '--source-dir', '--source-directory'];
/** Their values are files that are read or written, or another interpreter: what they lead to is not followed. */
const MORE_FILES = `
  --group --build-constraint --cert --client-cert --log --log-file --local-log --python --report
  --requirements-from-script -d --dest -w --wheel-dir
`.split(/\s+/);
/** Options without a value. https://pip.pypa.io/en/stable/cli/pip_install/#options */
const FLAGS = `
  -U --upgrade -I --ignore-installed -q --quiet -v --verbose --pre --user --no-user --no-deps --no-dependencies
  --force-reinstall --ignore-requires-python --no-build-isolation --use-pep517 --no-use-pep517
  --check-build-dependencies --break-system-packages --compile --no-compile --no-warn-script-location
  --no-warn-conflicts --prefer-binary --require-hashes --no-clean --no-index --no-cache-dir --no-cache --isolated
  --require-virtualenv --require-venv --no-color --no-input --no-python-version-warning
  --disable-pip-version-check --debug --dry-run
`.split(/\s+/);
/**
 * What `pip install` reads: the requirements and constraints files that it names, and those that they name.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
function readsOfPip(request) {
    const { args, valueOptions, find, verb } = request;
    if (verb !== 'install')
        return { unknown: `pip ${verb} writes files` };
    const files = [];
    const writes = [];
    for (const { name, value } of optionsOf(args, valueOptions)) {
        if (name === null) {
            if (isLocalRequirement(value))
                return { unknown: `it installs ${value}` };
        }
        else if (FILE_OPTIONS.includes(name)) {
            if (/^https?:/i.test(value))
                continue;
            const file = value === '' || /^file:/i.test(value) ? null : find(value);
            if (file === null)
                return { unknown: `${value} is not copied from the build context` };
            files.push(file);
        }
        else if (name === '-e' || name === '--editable')
            return { unknown: 'it installs a project from its sources' };
        else if (LINK_OPTIONS.includes(name) || INDEX_OPTIONS.includes(name)) {
            if (!isRemote(value))
                return { unknown: `it looks for packages in ${value}` };
        }
        else if (TARGETS.includes(name))
            writes.push(value);
        else if (MORE_FILES.includes(name))
            return { unknown: `${name} names a file` };
        else if (!FLAGS.includes(name) && !valueOptions.includes(name))
            return { unknown: `it has the option ${name}` };
    }
    return closureOf(request, files, writes);
}
/** The words of the command: options with their values, and operands, which have no name. */
function optionsOf(args, valueOptions) {
    const options = [];
    for (let at = 0; at < args.length; at++) {
        const word = args[at];
        const value = () => args[++at] ?? '';
        if (word === '--')
            return [...options, ...args.slice(at + 1).map((operand) => ({ name: null, value: operand }))];
        if (word.startsWith('--')) {
            const [, name = word, , given] = /^([^=]*)(=(.*))?$/s.exec(word) ?? [];
            options.push({ name, value: given ?? (valueOptions.includes(name) ? value() : '') });
        }
        else if (word.startsWith('-') && word !== '-') {
            // Several in one word, the last with its value: `-Ur requirements.txt`, `-rrequirements.txt`.
            for (let letter = 1; letter < word.length; letter++) {
                const name = `-${word[letter]}`;
                const takes = valueOptions.includes(name);
                options.push({ name, value: takes ? word.slice(letter + 1) || value() : '' });
                if (takes)
                    break;
            }
        }
        else
            options.push({ name: null, value: word });
    }
    return options;
}
function closureOf({ context }, first, writes) {
    const files = [...new Set(first)];
    let missing = false;
    for (const file of files) {
        // They are no requirements files, though pip takes some of them as such, and name more.
        if (/\.(?:toml|py|cfg|ya?ml|json)$/i.test(file))
            return { unknown: `${file} is no requirements file` };
        const text = context.text(file);
        if (text === undefined)
            missing = true;
        else if (text === null)
            return { unknown: `${file} is not in the build context` };
        else {
            const named = readRequirements(text);
            if ('unknown' in named)
                return { unknown: `${file} names ${named.unknown}` };
            for (const path of named.paths) {
                const next = path.startsWith('/') ? null : joinInside(folderOf(file), path);
                if (next === null)
                    return { unknown: `${file} names ${path}` };
                if (!context.has(next))
                    return { unknown: `${file} names ${path}, which is not in the build context` };
                if (!files.includes(next))
                    files.push(next);
            }
        }
    }
    return missing ? { missing } : { files, writes };
}

;// CONCATENATED MODULE: ./lib/managers/pip.js
// https://pip.pypa.io/en/stable/topics/caching/


/* harmony default export */ const pip = (defineManager({
    id: 'pip',
    name: 'pip',
    docs: 'https://pip.pypa.io/en/stable/topics/caching/',
    programs: ['pip'],
    versioned: true,
    module: 'pip',
    verbs: { install: ['install'], fetch: ['download'], compile: ['wheel'] },
    // https://pip.pypa.io/en/stable/cli/pip/#general-options and those of install, download and wheel
    valueOptions: words(`
    -r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f
    --find-links --cache-dir --log --proxy --retries --timeout --trusted-host --cert --client-cert --python
    --prefix --root --src -d --dest -w --wheel-dir --platform --python-version --implementation --abi
    --no-binary --only-binary --progress-bar --upgrade-strategy -C --config-settings --global-option
    --build-option --report --root-user-action --use-feature --use-deprecated --exists-action --group
    --build-constraint --keyring-provider --resume-retries
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages and the wheels that were built here',
            at: [
                { option: '--cache-dir' },
                { variable: 'PIP_CACHE_DIR' },
                { file: 'pip.conf', key: 'cache-dir' },
                { variable: 'XDG_CACHE_HOME', below: 'pip' },
                { home: '.cache/pip' },
            ],
            ownFolderOnly: true,
            sharing: 'shared',
            why: 'pip writes an entry aside and renames it, so two builds at once do no harm',
        },
    ],
    defeats: {
        options: ['--no-cache-dir', '--no-cache'],
        // Any value but the empty one switches the cache off, `0` and `false` too.
        variables: ['PIP_NO_CACHE_DIR'],
        commands: [{ words: ['pip', 'cache', 'purge'] }, { words: ['pip', 'cache', 'remove'] }],
    },
    pointless: ['--no-index', '--dry-run', '--help', '-h', '--version', '-V'],
    localOperand: /^(?!.*:\/\/).*\.(?:whl|tar\.gz|zip)$/,
    readsNothing: words('cache check debug freeze hash index inspect list show'),
    reads: readsOfPip,
    readsByVariable: words('PIP_REQUIREMENT PIP_CONSTRAINT PIP_FIND_LINKS PIP_CONFIG_FILE PIP_EDITABLE PIP_TARGET PIP_PREFIX PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE VIRTUAL_ENV PYTHONUSERBASE'),
    reconfigures: [['pip', 'config']],
}));

;// CONCATENATED MODULE: ./lib/managers/registry.js
// Written by `npm run docs` from the files of this folder. Do not edit.



const managers = [apt, npm, pip];

;// CONCATENATED MODULE: ./lib/managers/invocation.js


/** Programs that run the command behind them: which of their options take a value, and how many operands come first. */
const WRAPPERS = {
    sudo: { values: ['-p', '-C', '-h', '-T'], operands: 0, as: 'root' },
    env: { values: ['-u', '-C', '-S'], operands: 0 },
    exec: { values: ['-a'], operands: 0 },
    command: { values: [], operands: 0 },
    time: { values: ['-f', '-o'], operands: 0 },
    nice: { values: ['-n'], operands: 0 },
    ionice: { values: ['-c', '-n'], operands: 0 },
    nohup: { values: [], operands: 0 },
    eatmydata: { values: [], operands: 0 },
    timeout: { values: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
    gosu: { values: [], operands: 1, as: 'other' },
    'su-exec': { values: [], operands: 1, as: 'other' },
    setpriv: { values: [], operands: 0, as: 'other' },
    chroot: { values: [], operands: 1, as: 'other' },
    runuser: { values: ['-u', '-g', '-G'], operands: 0, as: 'other' },
};
const byProgram = new Map();
const byModule = new Map();
for (const manager of managers) {
    for (const program of manager.programs)
        byProgram.set(program, manager);
    if (manager.module)
        byModule.set(manager.module, manager);
}
/** A text in which no program of the catalogue is named holds no invocation: most texts need not be read. */
const mayInvoke = (text) => MENTION.test(text);
const MENTION = new RegExp([...byProgram.keys(), ...byModule.keys()].map((name) => name.replace(/\W/g, '\\$&')).join('|'));
const programName = (path) => path.replace(/^.*\//, '');
function managerOf(program) {
    const exact = byProgram.get(program);
    if (exact)
        return exact;
    const manager = byProgram.get(program.replace(/\d[\d.]*$/, ''));
    return manager?.versioned ? manager : undefined;
}
/** The package managers that a script runs, in its order. */
function invocationsIn(script, lookup) {
    const invocations = [];
    const env = new Map();
    for (const command of script.commands) {
        const scoped = (name) => (env.has(name) ? env.get(name) : lookup(name));
        const invocation = invocationOf(command, env, scoped);
        if (invocation)
            invocations.push(invocation);
        remember(command, env, scoped);
    }
    return invocations;
}
/** What `export X=1` and `X=1` leave for the commands that follow. */
function remember(command, env, lookup) {
    const set = (name, value) => env.set(name, command.certainty === 'always' && !command.subshell ? value : null);
    if (command.words.length === 0) {
        for (const { name, value } of command.assignments)
            set(name, value && wordValue(value, lookup));
    }
    const program = command.words[0] && wordValue(command.words[0]);
    if (program !== 'export' && program !== 'unset')
        return;
    for (const word of command.words.slice(1)) {
        const first = word.parts[0];
        const [, name] = typeof first === 'string' ? (/^(\w+)=?/.exec(first) ?? []) : [];
        if (!name)
            continue;
        if (program === 'unset')
            set(name, '');
        else if (word.raw.includes('='))
            set(name, wordValue(word, lookup)?.slice(name.length + 1) ?? null);
    }
}
function invocationOf(command, outer, lookup) {
    const env = new Map(outer);
    for (const { name, value } of command.assignments)
        env.set(name, value && wordValue(value, lookup));
    let words = command.words;
    let as = 'user';
    for (let depth = 0; depth < 5 && words.length > 0; depth++) {
        const value = wordValue(words[0], lookup);
        if (value === null)
            return null;
        const program = programName(value);
        const manager = managerOf(program);
        if (manager)
            return read(manager, command, words, words.slice(1), as, env, lookup);
        if (/^python[\d.]*$/.test(program))
            return readModule(command, words, as, env, lookup);
        const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program] : undefined;
        if (!wrapper)
            return null;
        if (wrapper.as)
            as = as === 'other' ? as : wrapper.as;
        let at = 1;
        for (; at < words.length; at++) {
            const word = wordValue(words[at], lookup);
            if (word === null)
                return null;
            const assigned = /^(\w+)=(.*)$/s.exec(word);
            if (word === '--')
                continue;
            if (program === 'sudo' && /^(?:-u|-g|--user|--group|-i|-s)/.test(word))
                as = 'other';
            if (assigned && (program === 'env' || program === 'sudo'))
                env.set(assigned[1], assigned[2]);
            else if (!word.startsWith('-'))
                break;
            else if (wrapper.values.includes(word) || /^-(?:u|g)$|^--(?:user|group)$/.test(word))
                at++;
        }
        words = words.slice(at + wrapper.operands);
    }
    return null;
}
/** `python -m pip install …` */
function readModule(command, words, as, env, lookup) {
    for (let at = 1; at < words.length; at++) {
        const word = wordValue(words[at], lookup);
        if (word === null || !word.startsWith('-'))
            return null;
        if (/^-[bBdEhiIOqsSuvVWxX]*m$/.test(word)) {
            const module = words[at + 1] && wordValue(words[at + 1], lookup);
            const manager = module ? byModule.get(module) : undefined;
            return manager ? read(manager, command, words, words.slice(at + 2), as, env, lookup) : null;
        }
    }
    return null;
}
function read(manager, command, words, behind, as, env, lookup) {
    let verb = null;
    let args = [];
    for (let at = 0; at < behind.length; at++) {
        const word = wordValue(behind[at], lookup);
        if (word === null)
            break;
        if (word.startsWith('-')) {
            if (manager.valueOptions.includes(word))
                at++;
            continue;
        }
        verb = word;
        args = behind.slice(at + 1);
        break;
    }
    const kinds = Object.entries(manager.verbs);
    const kind = verb === null ? null : (kinds.find(([, verbs]) => verbs.includes(verb))?.[0] ?? null);
    return { manager, command, kind, verb, words, args, as, env };
}
/** The arguments that are neither options nor their values; null for one that cannot be known. */
function invocation_operandsOf({ manager, args }, lookup) {
    const operands = [];
    for (let at = 0; at < args.length; at++) {
        const word = wordValue(args[at], lookup);
        if (word?.startsWith('-')) {
            if (manager.valueOptions.includes(word))
                at++;
        }
        else
            operands.push(word);
    }
    return operands;
}
/** The word of an option that is given, in whatever spelling; undefined when it is not. */
function optionWord({ words }, names, lookup) {
    return words.find((word) => {
        const value = wordValue(word, lookup);
        return value !== null && names.some((name) => value === name || value.startsWith(`${name}=`));
    });
}
/** The value of an option: `undefined` when it is not given, null when it cannot be known. */
function optionValue(invocation, name, lookup) {
    const { words } = invocation;
    let found;
    for (const [at, word] of words.entries()) {
        const value = wordValue(word, lookup);
        const first = word.parts[0];
        if (value === name) {
            const next = words[at + 1];
            found = next ? wordValue(next, lookup) : null;
        }
        else if (value?.startsWith(`${name}=`))
            found = value.slice(name.length + 1);
        else if (value === null && typeof first === 'string' && first.startsWith(`${name}=`))
            found = null;
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/caching/installs.js




/** The `RUN` steps of all stages that run a package manager, in the order of the file. */
function readRunSteps(file, stages) {
    const steps = [];
    for (const stage of stages) {
        for (const step of stage.steps) {
            const { instruction } = step;
            if (instruction.keyword !== 'RUN')
                continue;
            if (!mayInvoke(file.text.slice(instruction.span.start, instruction.span.end)))
                continue;
            const { script } = step;
            if (!script || 'unreadable' in script)
                continue;
            const lookup = shellLookupIn(step.state, stage);
            const invocations = invocationsIn(script, lookup);
            if (invocations.length === 0)
                continue;
            const installs = invocations.filter((invocation) => isWorthKeeping(invocation, lookup));
            steps.push({ step, script, invocations, installs, mounts: mountsAt(file, step) });
        }
    }
    return steps;
}
function isWorthKeeping(invocation, lookup) {
    const { manager, kind } = invocation;
    if (kind === null)
        return false;
    if (optionWord(invocation, manager.pointless, lookup))
        return false;
    const operands = invocation_operandsOf(invocation, lookup);
    return !(operands.length > 0 && operands.every((operand) => operand !== null && manager.localOperand.test(operand)));
}
function mountsAt(file, step) {
    const lookup = lookupIn(step.state, step.stage);
    return readMounts(step.instruction).map((mount) => {
        const target = mount.target === null ? null : expand(mount.target, lookup, file.escape);
        return { mount, target: target && joinPath(step.state.workdir, target.text) };
    });
}
/** Whether `path` is `folder` or lies below it. */
const isWithin = (path, folder) => path === folder || folder === '/' || path.startsWith(`${folder}/`);

;// CONCATENATED MODULE: ./lib/dockerfile/edit-run.js
const replace = (span, text) => ({ kind: 'replace', span, text });
const indentAt = (file, line) => /^[ \t]*/.exec(file.lines.textOf(line))?.[0] ?? '';
/** The indentation that continued lines of a `RUN` have: its own, that of another `RUN` of the file, or four blanks. */
function continuationIndent(file, run) {
    for (const one of [run, ...file.instructions.filter(({ keyword }) => keyword === 'RUN')]) {
        const { start, end } = file.lines.range(one.head);
        let least = null;
        for (let line = start + 1; line <= end; line++) {
            const text = file.lines.textOf(line);
            if (text.trim() === '' || text.trim().startsWith('#'))
                continue;
            const indent = indentAt(file, line);
            // Arguments stand deeper than commands; a line without indentation is not meant as an example.
            if (indent !== '' && (least === null || indent.length < least.length))
                least = indent;
        }
        if (least !== null)
            return least;
    }
    return `${indentAt(file, run.lines.start)}    `;
}
/** A continuation in the file's own form: escape character, line end, indentation. */
function continuation(file, indent) {
    return ` ${file.escape}${file.lines.eol}${indent}`;
}
/** Adds mounts to a `RUN`, one a line, behind the flags that are there. */
function addMounts(file, run, mounts) {
    const last = run.flags.at(-1);
    const next = continuation(file, continuationIndent(file, run));
    if (!last) {
        // `RUN <<EOF` with one mount is a line that people write as one.
        const inline = run.heredocs.length > 0 && mounts.length === 1;
        const text = inline ? `${mounts[0]} ` : mounts.map((mount) => mount + next).join('');
        return replace({ start: run.args.start, end: run.args.start }, text);
    }
    const { lines } = file;
    const flagLine = lines.at(last.span.start);
    const own = flagLine > run.lines.start ? continuation(file, indentAt(file, flagLine)) : next;
    const added = mounts.map((mount) => own + mount).join('');
    // The command moves to a line of its own when it stood on that of the last flag.
    return flagLine === lines.at(run.args.start)
        ? replace({ start: last.span.end, end: run.args.start }, added + own)
        : replace({ start: last.span.end, end: last.span.end }, added);
}
/** Takes an argument out of a command together with the blanks in front of it. */
function removeWord(command, word) {
    const at = command.words.indexOf(word);
    const before = command.words[at - 1];
    return before ? replace({ start: before.span.end, end: word.span.end }, '') : null;
}
/**
 * Takes commands out of a script, each with the `&&`, `;` or line end that joins it to its neighbours.
 *
 * @returns null where that cannot be done without changing what the rest does: inside a condition, a pipeline or a
 * subshell, when nothing would be left, or when the exit status of the step would become that of another command
 */
function removeCommands(text, script, commands) {
    if (script.form === 'exec')
        return null;
    const gone = new Map();
    const queue = [];
    for (const { item } of commands) {
        if (!item)
            return null;
        queue.push(item);
    }
    for (let item = queue.shift(); item; item = queue.shift()) {
        const { list, index } = item;
        const indexes = gone.get(list) ?? new Set();
        gone.set(list, indexes.add(index));
        if (indexes.size === list.items.length) {
            if (!list.parent)
                return null;
            gone.delete(list);
            queue.push(list.parent);
        }
    }
    const edits = [];
    for (const [list, indexes] of gone) {
        const last = list.items.length - 1;
        if (list.kind === 'statements' && indexes.has(last) && !script.errexit)
            return null;
        let kept = false;
        for (const [index, span] of list.items.entries()) {
            const before = list.items[index - 1];
            const behind = list.items[index + 1];
            if (!indexes.has(index))
                kept = true;
            else if (kept && before) {
                // A comment behind it, in a here-document, speaks of it.
                const comment = list.kind === 'statements' ? (/^[ \t]+#.*/.exec(text.slice(span.end))?.[0].length ?? 0) : 0;
                edits.push(replace({ start: before.end, end: span.end + comment }, ''));
            }
            else if (behind)
                edits.push(replace({ start: span.start, end: behind.start }, ''));
        }
    }
    return edits;
}
/**
 * Puts a command in front of another one, joined in the script's own form.
 *
 * @returns null where the other command stands inside a condition, a pipeline, a subshell or the exec form
 */
function insertCommand(file, run, script, before, text) {
    if (script.form === 'exec' || !before.item)
        return null;
    const { list } = before.item;
    const at = { start: before.span.start, end: before.span.start };
    const line = file.lines.at(at.start);
    if (script.form === 'heredoc') {
        return replace(at, list.kind === 'and' ? `${text} && ` : text + file.lines.eol + indentAt(file, line));
    }
    const indent = line > run.lines.start ? indentAt(file, line) : continuationIndent(file, run);
    if (list.kind === 'statements' && list.items.length > 1)
        return replace(at, `${text};${continuation(file, indent)}`);
    const leading = leadingAnd(file, run, before, line);
    return leading
        ? replace(at, `${text}${continuation(file, leading.indent)}&& `)
        : replace(at, `${text} &&${continuation(file, indent)}`);
}
/** How the author joins commands over lines: with `&&` in front of a line, and its indentation, or null for `&& \\` at the end. */
function leadingAnd(file, run, command, line) {
    const own = /^([ \t]*)&&/.exec(file.lines.textOf(line));
    if (own)
        return { indent: own[1] };
    if (line > run.lines.start && /&&[ \t]*[\\`]?[ \t]*$/.test(file.lines.textOf(line - 1)))
        return null;
    // The next place where a line ends between two commands decides.
    const next = /&&[ \t]*[\\`][ \t]*\r?\n|\n([ \t]*)&&/.exec(file.text.slice(command.span.start, run.head.end));
    return next?.[1] === undefined ? null : { indent: next[1] };
}

;// CONCATENATED MODULE: ./lib/dockerfile/frontend.js
/** The version in which each feature became part of the stable frontend: https://docs.docker.com/build/buildkit/dockerfile-release-notes/ */
const SINCE = {
    mount: { minor: 2, name: 'RUN --mount' },
    heredoc: { minor: 4, name: 'here-documents' },
    link: { minor: 4, name: 'COPY --link' },
    checksum: { minor: 6, name: 'ADD --checksum' },
    exclude: { minor: 19, name: 'COPY --exclude' },
    parents: { minor: 20, name: 'COPY --parents' },
};
function frontendOf(file) {
    const directive = file.directives.find(({ name }) => name === 'syntax');
    if (!directive)
        return { kind: 'builtin' };
    const image = directive.value.split(/\s/)[0] ?? '';
    const match = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(@sha256:[0-9a-f]+)?$/.exec(image);
    if (!match || (match[1] === undefined && match[2]))
        return { kind: 'unknown' };
    const tag = /^(?:(\d+)(?:\.(\d+))?(?:\.\d+)?)?-?([a-z]\w*)?$/.exec(match[1] ?? 'latest');
    if (!tag)
        return { kind: 'unknown' };
    return {
        kind: 'docker',
        major: tag[1] === undefined ? null : Number(tag[1]),
        minor: tag[2] === undefined ? null : Number(tag[2]),
        channel: tag[3] ?? '',
    };
}
/** Whether a frontend knows a feature; null when that cannot be known. */
function supports(frontend, feature) {
    if (frontend.kind === 'builtin')
        return true;
    if (frontend.kind === 'unknown')
        return null;
    const { major, minor, channel } = frontend;
    // Mounts were in the experimental channel from the first release on.
    if (feature === 'mount' && channel === 'experimental')
        return true;
    if (major === null || minor === null || major > 1)
        return true;
    if (minor >= SINCE[feature].minor)
        return true;
    // What is stable later may be in the labs channel of that version, or not.
    return channel === 'labs' ? null : false;
}
/** The features that a file uses, each with the 1-based line of its first use. */
function featuresIn(file) {
    const features = new Map();
    const use = (feature, line) => {
        if (!features.has(feature))
            features.set(feature, line);
    };
    for (const outer of file.instructions) {
        const instruction = outer.trigger ?? outer;
        const line = outer.lines.start;
        if (instruction.heredocs.length > 0)
            use('heredoc', line);
        for (const { name } of instruction.flags) {
            if (name === 'mount')
                use('mount', line);
            if (name === 'link' || name === 'checksum' || name === 'exclude' || name === 'parents')
                use(name, line);
        }
    }
    return features;
}

;// CONCATENATED MODULE: ./lib/caching/defeats.js





/** Commands that write nothing below a home folder, so that a clean-up there is about the package managers beside them. */
const HARMLESS = new Set('cd set echo true : mkdir rm export chmod chown ls pwd umask test [ ldconfig'.split(' '));
/**
 * Finds what defeats the caches that are mounted in a step, or would be.
 *
 * @param uses the caches, each with a folder that is known
 */
function defeatsOf(run, uses, text) {
    const search = new Search(run, uses, text);
    for (const invocation of run.installs) {
        for (const use of uses)
            if (use.manager === invocation.manager)
                search.options(use, invocation);
    }
    for (const use of uses)
        search.variables(use);
    for (const command of run.script.commands)
        search.command(command);
    return search.result();
}
class Search {
    #run;
    #uses;
    #text;
    #found = [];
    #edits = [];
    #gone = new Set();
    #lookup;
    #blocked = null;
    constructor(run, uses, text) {
        this.#run = run;
        this.#uses = uses;
        this.#text = text;
        this.#lookup = shellLookupIn(run.step.state, run.step.stage);
    }
    result() {
        if (this.#gone.size > 0) {
            const edits = removeCommands(this.#text, this.#run.script, [...this.#gone]);
            if (edits)
                this.#edits.push(...edits);
            else
                this.#block('a clean-up cannot be taken out without changing what the rest of the step does');
        }
        return { found: this.#found, edits: this.#edits, blocked: this.#blocked };
    }
    #block(why) {
        this.#blocked ??= why;
    }
    #add(use, span, does, what) {
        const text = this.#text.slice(span.start, span.end).replace(/\s+/g, ' ');
        this.#found.push({ use, span, what: what ?? text, does, way: 'leave-out' });
    }
    options(use, invocation) {
        for (const word of invocation.words) {
            const value = wordValue(word, this.#lookup);
            if (value === null)
                continue;
            if (!use.manager.defeats.options.includes(value)) {
                // A variable without quotes may hold several words.
                const inside = value.split(/\s+/).find((part) => use.manager.defeats.options.includes(part));
                if (!inside || !word.raw.startsWith('$'))
                    continue;
                this.#found.push({ use, span: word.span, what: inside, does: 'bypasses', way: 'leave-out' });
                this.#block(`${inside} comes from the variable ${word.raw}`);
                continue;
            }
            this.#add(use, word.span, 'bypasses');
            const edit = removeWord(invocation.command, word);
            if (edit)
                this.#edits.push(edit);
        }
    }
    variables(use) {
        const { invocation, location, manager } = use;
        // An option that names the folder wins over the variable.
        if ('by' in location && 'option' in location.by)
            return;
        for (const name of manager.defeats.variables) {
            for (const one of this.#run.installs.filter((install) => install.manager === manager)) {
                const value = one.env.has(name) ? one.env.get(name) : this.#lookup(name);
                if (value === undefined || value === '')
                    continue;
                const own = one.command.assignments.find((assignment) => assignment.name === name);
                if (own) {
                    this.#add(use, own.span, 'bypasses');
                    const next = one.command.words[0];
                    if (next)
                        this.#edits.push({ kind: 'replace', span: { start: own.span.start, end: next.span.start }, text: '' });
                }
                else if (one.env.has(name)) {
                    this.#found.push({ use, span: invocation.command.span, what: name, does: 'bypasses', way: 'leave-out' });
                    this.#block(`this step sets ${name} for more than one command`);
                }
                else if (value === null)
                    this.#block(`${name} may be set in a way that cannot be known`);
                else
                    this.#unset(use, one, name);
            }
        }
    }
    /** `NAME= command`: an empty value gives the command its cache back and leaves the image's environment as it is. */
    #unset(use, { command, as }, name) {
        this.#found.push({ use, span: command.span, what: name, does: 'bypasses', way: 'empty-variable' });
        if (this.#run.script.form === 'exec' || as !== 'user')
            this.#block(`${name} is set for the whole image`);
        else
            this.#edits.push({
                kind: 'replace',
                span: { start: command.span.start, end: command.span.start },
                text: `${name}= `,
            });
    }
    command(command) {
        const words = command.words.map((word) => wordValue(word, this.#lookup));
        const start = words[0] === 'sudo' ? 1 : 0;
        const program = words[start] ? programName(words[start]) : null;
        if (program === 'rm')
            this.#rm(command, command.words.slice(start + 1));
        if (program === 'find')
            this.#find(command, words.slice(start + 1));
        for (const use of this.#uses) {
            const invocation = this.#run.invocations.find((one) => one.command === command && one.manager === use.manager);
            if (!invocation)
                continue;
            const said = [
                program?.replace(/\d[\d.]*$/, ''),
                invocation.verb,
                ...invocation.args.map((arg) => wordValue(arg, this.#lookup)),
            ];
            const name = invocation.manager.module === null || program?.startsWith(use.manager.id) ? said[0] : use.manager.id;
            const empties = use.manager.defeats.commands.some(({ words: wanted, caches }) => (caches?.includes(use.index) ?? true) &&
                wanted.every((word, index) => (index === 0 ? name : said[index]) === word));
            if (empties)
                this.#remove(use, command);
        }
    }
    #remove(use, command) {
        if (!this.#found.some(({ span }) => span === command.span))
            this.#add(use, command.span, 'empties');
        if (command.certainty === 'sometimes')
            this.#block('a clean-up runs under a condition');
        this.#gone.add(command);
    }
    /** A `find … -delete` in a mounted folder. What else it would take along cannot be told. */
    #find(command, words) {
        const deletes = words.some((word) => word === '-delete' || word === 'rm');
        for (const use of this.#uses) {
            const path = 'path' in use.location ? use.location.path : null;
            const home = homeOf(this.#run.step.state) ?? '/';
            const roots = words.flatMap((word) => (word && /^[~/]/.test(word) ? [word.replace(/^~/, home)] : []));
            if (!deletes || path === null)
                continue;
            const above = roots.some((root) => root && root !== '/' && isWithin(path, joinPath('/', root) ?? '/'));
            // `find / -name .cache`: only when it names a part of the folder.
            const named = roots.includes('/') && path.split('/').some((part) => part.length > 2 && words.includes(part));
            if (!above && !named)
                continue;
            this.#add(use, command.span, 'empties');
            this.#block('a find deletes in the mounted folder');
        }
    }
    #rm(command, words) {
        const operands = words.filter((word) => !word.raw.startsWith('-'));
        const hits = new Map();
        for (const word of operands) {
            for (const use of this.#uses) {
                const path = 'path' in use.location ? use.location.path : null;
                if (path === null)
                    continue;
                const hit = this.#hit(word, path, use);
                if (hit === 'no')
                    continue;
                hits.set(word, use);
                if (hit === 'unknown')
                    this.#block(`what ${word.raw} removes cannot be known`);
                // The parent folder holds the mount: `rm` would end with "Device or resource busy".
                if (hit === 'above' && !(dirname(path).endsWith('/.cache') && this.#onlyManagers()))
                    this.#block(`the clean-up of ${word.raw} also removes what other commands may have left there`);
            }
        }
        if (hits.size === 0)
            return;
        const [first] = hits;
        if (hits.size === operands.length) {
            this.#remove(first?.[1], command);
            return;
        }
        if (command.certainty === 'sometimes')
            this.#block('a clean-up runs under a condition');
        for (const [word, use] of hits) {
            this.#add(use, word.span, 'empties', `rm ${word.raw}`);
            const edit = removeWord(command, word);
            if (edit)
                this.#edits.push(edit);
        }
    }
    /** Whether the script gives a variable of the word a value that names a folder: `d=/root/.cache; rm -r "$d"`. */
    #isAssigned(word, folder) {
        const { span } = this.#run.step.instruction;
        const text = this.#text.slice(span.start, span.end);
        const names = [...word.raw.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name);
        return names.some((name) => [...text.matchAll(new RegExp(`\\b${name}(?:=|\\s+in\\s)[^;&|\\n]*`, 'g'))].some(([value]) => value.includes(folder)));
    }
    /** How what an `rm` removes lies to a mounted folder. */
    #hit(word, path, { cache, manager }) {
        const home = homeOf(this.#run.step.state);
        const parts = path.split('/');
        // Of a home that is not known: what lies in it is told apart by its name.
        const inHome = /^["']?(?:~|\$HOME|\$\{HOME\})["']?\/+(?!\.\.)([\w.-]*\w)/.exec(word.raw)?.[1];
        if (home === null && inHome && !parts.includes(inHome))
            return 'no';
        const value = wordValue(word, (name) => (name === 'HOME' ? home : this.#lookup(name)));
        if (value === null) {
            // Only a word that speaks of the folder is worth a doubt.
            const names = [...path.split('/').filter((part) => part.length > 2), ...namesOf(manager)];
            const said = this.#isAssigned(word, dirname(path));
            return said || names.some((name) => word.raw.includes(name)) ? 'unknown' : 'no';
        }
        if (/^~[^/]/.test(word.raw))
            return 'unknown';
        if (!/^[~/]/.test(value) && this.#changesFolder()) {
            return value.split('/').some((part) => part.length > 2 && parts.includes(part)) ? 'unknown' : 'no';
        }
        if (/^~(?:\/|$)/.test(word.raw) && home === null)
            return 'unknown';
        const expanded = /^~(?:\/|$)/.test(word.raw) ? value.replace('~', home ?? '') : value;
        const folder = joinPath(this.#run.step.state.workdir, expanded.replace(/\/(?:\.?\*|\*\.\*|\.\[!\.\]\*)$/, ''));
        if (folder === null)
            return 'no';
        const plain = folder.replace(/\/[^/]*[*?[].*$/, '') || '/';
        if (isWithin(plain, path))
            return plain === path || !cache.inside || cache.inside.some((one) => isWithin(plain, `${path}/${one}`))
                ? 'inside'
                : 'no';
        if (plain !== folder)
            return glob(folder, path) ? 'unknown' : 'no';
        if (!isWithin(path, folder))
            return 'no';
        // `folder/*` leaves what begins with a dot alone.
        const next = path.slice(folder === '/' ? 1 : folder.length + 1);
        return /\/\*$/.test(expanded) && next.startsWith('.') ? 'no' : 'above';
    }
    #changesFolder() {
        return this.#run.script.commands.some(({ words }) => words[0] && /^(?:cd|pushd)$/.test(words[0].raw));
    }
    #onlyManagers() {
        const known = new Set(this.#run.invocations.map(({ command }) => command));
        return this.#run.script.commands.every((command) => {
            const program = command.words[0] ? wordValue(command.words[0], this.#lookup) : '';
            return known.has(command) || program === '' || (program !== null && HARMLESS.has(program));
        });
    }
}
const dirname = (path) => path.slice(0, path.lastIndexOf('/'));
/** What a word says that speaks of a manager's cache without naming the folder: `$(npm config get cache)`, `$PIP_CACHE_DIR`. */
const namesOf = (manager) => [
    `${manager.id} c`,
    ...manager.caches.flatMap(({ at }) => at.flatMap((place) => ('variable' in place ? [place.variable] : []))),
];
/** Whether a folder with wildcards may name `path`, a folder above or one below it. */
function glob(folder, path) {
    const wanted = folder.split('/');
    const parts = path.split('/');
    return wanted.every((part, index) => {
        const own = parts[index];
        if (own === undefined || (part.match(/\*/g)?.length ?? 0) > 3)
            return true;
        const pattern = part
            .replace(/[.+^${}()|\\]/g, '\\$&')
            .replace(/\*/g, '.*')
            .replace(/\?/g, '.');
        try {
            return new RegExp(`^${pattern}$`).test(own);
        }
        catch {
            return true;
        }
    });
}

;// CONCATENATED MODULE: ./lib/caching/hook.js


/** Whether a step, or one above it in its stage and the stages below, removes a hook before the manager runs. */
function hookGone(file, run, hook) {
    const first = run.installs[0]?.command.span.start ?? 0;
    if (run.script.commands.some((command) => command.span.start < first && removes(command, hook)))
        return true;
    return stepsAbove(run.step).some((step) => {
        const { span } = step.instruction;
        if (step.instruction.keyword !== 'RUN' || !file.text.slice(span.start, span.end).includes(hook.file))
            return false;
        const { script } = step;
        return script !== null && !('unreadable' in script) && script.commands.some((command) => removes(command, hook));
    });
}
function removes(command, hook) {
    const words = command.words.map((word) => wordValue(word));
    return words.includes('rm') && words.includes(hook.file);
}
/** The steps that ran before one: of its own stage and of those it is built on. */
function stepsAbove(step) {
    const { stage } = step;
    const own = stage.steps.slice(0, stage.steps.indexOf(step));
    return stage.base.kind === 'stage' ? [...stepsOf(stage.base.stage), ...own] : own;
}
function stepsOf(stage) {
    return stage.base.kind === 'stage' ? [...stepsOf(stage.base.stage), ...stage.steps] : stage.steps;
}
/** Whether a stage is built on another one, through however many. */
function isBuiltOn(stage, other) {
    return stage.base.kind === 'stage' && (stage.base.stage === other || isBuiltOn(stage.base.stage, other));
}
/** A text that names the manager, or a tool that is known to call it, in a way that is not read as a command. */
const mayInstall = (text, { programs }) => programs.some((program) => new RegExp(`\\b${program}\\b.*\\binstall\\b`, 's').test(text)) ||
    /\binstall-deps\b|--with-deps\b/.test(text);
/** All steps below one, those of stages that are built on its own among them. */
function stepsBelow(stages, step) {
    const { stage } = step;
    const own = stage.steps.slice(stage.steps.indexOf(step) + 1);
    return [...own, ...stages.flatMap((other) => (isBuiltOn(other, stage) ? other.steps : []))];
}
/** The steps that run on top of one: later ones of its stage, and all of the stages built on it. */
function runsBelow(stages, runs, run) {
    const { stage } = run.step;
    const position = stage.steps.indexOf(run.step);
    const built = new Set(stages.filter((other) => isBuiltOn(other, stage)));
    return runs.filter(({ step }) => step.stage === stage ? stage.steps.indexOf(step) > position : built.has(step.stage));
}
/**
 * What must change together with a step that removes a hook: once it is gone, a later install without a mount would leave
 * its downloads in the image. Each must mount the cache, clean it, or get its mount in the same suggestion.
 */
function laterInstalls(file, stages, runs, run, manager, plans, hooked) {
    const edits = [];
    const known = runsBelow(stages, runs, run);
    const unseen = stepsBelow(stages, run.step).find((step) => {
        const { instruction } = step;
        const text = file.text.slice(instruction.span.start, instruction.span.end);
        const seen = known.some((later) => later.step === step && later.invocations.some((one) => one.manager === manager));
        return /^(?:RUN|ONBUILD)$/.test(instruction.keyword) && !seen && mayInstall(text, manager);
    });
    if (unseen) {
        return {
            blocked: `without ${manager.hook?.file} the step in line ${unseen.instruction.lines.start} may leave its downloads in the image`,
        };
    }
    for (const later of known) {
        if (!later.invocations.some((one) => one.manager === manager && one.kind !== null))
            continue;
        const plan = plans.get(later);
        const own = plan?.managers.find((one) => one.manager === manager);
        const use = own?.uses.find(({ index }) => index === manager.hook?.cache);
        if (use?.status.is === 'mounted')
            continue;
        if (cleans(later, hooked))
            continue;
        const line = later.step.instruction.lines.start;
        if (!plan || own?.blocked !== null || use?.status.is !== 'missing') {
            return {
                blocked: `without ${manager.hook?.file} the step in line ${line} would leave its downloads in the image, and it cannot get the mount in the same suggestion`,
            };
        }
        edits.push(...plan.edits);
    }
    return { edits };
}
/** Whether a step empties the folder of a cache itself. */
function cleans(run, use) {
    return defeatsOf(run, [use], ' '.repeat(run.step.instruction.span.end)).found.some(({ does }) => does === 'empties');
}

;// CONCATENATED MODULE: ./lib/caching/lists.js



/**
 * Why a cache that one verb fills for another (`apt-get update` for `apt-get install`) must stay in the image; null when it
 * need not. As long as nothing takes it away it is part of the layer, and whatever runs below may rest on it.
 */
function neededBelow(file, use, run, around) {
    const { cache, manager } = use;
    const verbs = cache.filledBy;
    if (!verbs || use.status.is !== 'missing')
        return null;
    const { target } = use.status;
    const fills = (other) => other.invocations.some((one) => one.manager === manager && verbs.includes(one.verb ?? ''));
    // Its own clean-up hides what an earlier step has left there, and could not do so any more.
    if (around.runsAbove.some((other) => fills(other) && !cleansAtEnd(other, use, target))) {
        return 'an earlier step leaves it in the image';
    }
    if (cleansAtEnd(run, use, target))
        return null;
    if (around.below.some((other) => restsOn(other, use, verbs))) {
        return 'a later step installs from what this one fetches';
    }
    const known = new Set(around.below.map(({ step }) => step));
    for (const step of around.stepsBelow) {
        const { span, keyword } = step.instruction;
        const mentions = manager.programs.some((program) => file.text.slice(span.start, span.end).includes(program));
        if (keyword === 'ONBUILD' && mentions)
            return 'a build on top may install from what this one fetches';
        if (keyword !== 'RUN')
            continue;
        if (mentions && !known.has(step))
            return 'a later step may install from what this one fetches';
        if (runsScript(step))
            return 'a script below may install from what this step fetches';
    }
    return null;
}
/** Whether a step uses the manager without filling the cache first, or in a way that cannot be told. */
function restsOn(run, { manager }, verbs) {
    const own = run.invocations.filter((one) => one.manager === manager);
    const first = own.find(({ kind, verb }) => kind !== null || verb === null || verbs.includes(verb) || verb === 'download');
    return first !== undefined && !(verbs.includes(first.verb ?? '') && first.command.certainty === 'always');
}
/** The step takes the folder's content away behind its last use of the manager: nothing below can need it. */
function cleansAtEnd(run, { manager }, target) {
    const last = run.invocations.findLast((one) => one.manager === manager && (one.kind !== null || one.verb === 'update'));
    return run.script.commands.some((command) => {
        const words = command.words.map((word) => wordValue(word));
        const behind = last === undefined || command.span.start > last.command.span.start;
        return behind && words.includes('rm') && words.some((word) => word?.startsWith(target));
    });
}
/** Programs that install no packages of the system. */
const lists_HARMLESS = new Set(`cd set echo true : mkdir rm export chmod chown ls pwd umask test [ ln cp mv touch sed cat tar unzip curl wget git printf
  useradd groupadd adduser addgroup usermod ldconfig locale-gen update-ca-certificates sleep id grep head tail find`.split(/\s+/));
/** A program of which nobody can say what it installs, and from what. */
function runsScript({ script, state, stage }) {
    if (!script)
        return false;
    if ('unreadable' in script)
        return true;
    const lookup = shellLookupIn(state, stage);
    const known = new Set(invocationsIn(script, lookup).map(({ command }) => command));
    return script.commands.some((command) => {
        const program = command.words[0] ? wordValue(command.words[0], lookup) : '';
        return !known.has(command) && (program === null || (program !== '' && !lists_HARMLESS.has(programName(program))));
    });
}

;// CONCATENATED MODULE: ./lib/caching/silence.js







/**
 * Why a cache must not be mounted in a step though it could be; null when nothing speaks against it.
 *
 * A mount hides what the image has at its target, and what is written there never reaches the image.
 * https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function silenceFor(file, stages, runs, run, use) {
    if (use.status.is !== 'missing')
        return null;
    const { target } = use.status;
    const { manager } = use;
    const above = stepsAbove(run.step);
    if (above.some((step) => copiesInto(file, step, target)))
        return 'an earlier COPY puts files into that folder';
    if (stages.some((stage) => stage.steps.some((step) => copiesOut(file, stages, step, run.step.stage, target)))) {
        return 'another stage copies that folder';
    }
    if (run.script.commands.some(({ words }) => words[0] && manager.neighbours.includes(programName(wordValue(words[0]) ?? '')))) {
        return 'another program of the step keeps its own things there';
    }
    if (manager.hook && [...above, run.step].some((step) => handlesHook(file, step, manager))) {
        return 'a step handles the configuration of the image in its own way';
    }
    const runsAbove = runs.filter(({ step }) => above.includes(step));
    if ([...runsAbove, run].some((other) => reconfigures(other, manager))) {
        return 'an earlier command changes the configuration of the tool';
    }
    if ([...above, run.step].some((step) => writesConfiguration(file, step, manager))) {
        return 'a step writes a configuration file of the tool';
    }
    const stepsBelow = stages.flatMap((stage) => stage === run.step.stage
        ? stage.steps.slice(stage.steps.indexOf(run.step) + 1)
        : isBuiltOn(stage, run.step.stage)
            ? stage.steps
            : []);
    if (usesFolder(file, run.step, use, target, run) ||
        [...above, ...stepsBelow].some((step) => usesFolder(file, step, use, target))) {
        return 'another command uses that folder';
    }
    const below = runsBelow(stages, runs, run);
    if ([run, ...below].some((other) => needsFilledCache(other, manager))) {
        return 'a step works from what an earlier one left in the cache';
    }
    if (writesBeside(run, target))
        return 'another command of the step writes beside that folder';
    return neededBelow(file, use, run, { runsAbove, below, stepsBelow });
}
/** A hook that is overwritten, moved or copied anew, or other settings of the tool: what holds then is not known. */
function handlesHook(file, { instruction, state }, { hook }) {
    if (!hook)
        return false;
    const text = file.text.slice(instruction.head.start, instruction.span.end);
    const name = hook.file.slice(hook.file.lastIndexOf('/') + 1);
    if (state.variables.has('APT_CONFIG'))
        return true;
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD')
        return text.includes('apt.conf');
    return (text.includes(name) && !/\brm\b/.test(text)) || (text.includes('apt.conf') && text.includes('Dir::'));
}
/** `npm config set cache …`, with whatever options in between. */
function reconfigures(run, manager) {
    return run.invocations.some((one) => {
        if (one.manager !== manager)
            return false;
        const said = [one.verb, ...one.args.map((arg) => wordValue(arg))].filter((word) => !word?.startsWith('-'));
        return manager.reconfigures.some((words) => words.slice(1).every((word, index) => said[index] === word));
    });
}
/** A `RUN` that writes a key of a configuration file which moves a cache: `echo "cache=…" >> .npmrc`. */
function writesConfiguration(file, { instruction }, manager) {
    if (instruction.keyword !== 'RUN')
        return false;
    const text = file.text.slice(instruction.args.start, instruction.span.end);
    return manager.caches.some(({ at }) => at.some((place) => 'file' in place && text.includes(place.file) && new RegExp(`${place.key}\\s*[=:]`).test(text)));
}
/**
 * Whether a command that is not the manager's own names the folder, or something in it: what it reads there would be
 * hidden, and what it writes lost. A clean-up is another matter.
 *
 * @param own the step that would get the mount, when it is this one
 */
function usesFolder(file, step, { manager }, target, own) {
    const { state, stage, instruction } = step;
    if (instruction.keyword !== 'RUN')
        return false;
    const home = homeOf(state);
    const parent = target.slice(0, target.lastIndexOf('/'));
    // A folder between the home and the cache is there only because of the cache.
    const folders = home !== null && parent.startsWith(`${home}/`) ? [target, parent] : [target];
    // Reading the script takes time: it is worth it where the folder may be named at all.
    const text = file.text.slice(instruction.span.start, instruction.span.end);
    const mentioned = folders.some((folder) => text.includes(folder.slice(folder.lastIndexOf('/') + 1)));
    if (!mentioned && !namesVariable(manager, text))
        return false;
    const { script } = step;
    if (!script || 'unreadable' in script)
        return false;
    const lookup = shellLookupIn(state, stage);
    const names = (word) => {
        if (folders.some((folder) => word.raw.includes(folder)))
            return true;
        const value = wordValue(word, (name) => (name === 'HOME' ? home : lookup(name)));
        if (value === null)
            return false;
        const path = /^~(?:\/|$)/.test(word.raw) && home !== null ? value.replace('~', home) : value;
        const full = joinPath('/', path) ?? '/';
        return path.startsWith('/') && (isWithin(full, target) || folders.includes(full));
    };
    return script.commands.some((command) => {
        if (own?.invocations.some((one) => one.command === command))
            return false;
        const program = programName((command.words[0] && wordValue(command.words[0], lookup)) ?? '');
        if (/^(?:find|export)$/.test(program))
            return false;
        // Without `-f` a removal fails where nothing is.
        if (program === 'rm' && (own || command.words.some(({ raw }) => /^-\w*f|^--force$/.test(raw))))
            return false;
        return command.words.slice(1).some(names);
    });
}
const namesVariable = ({ caches }, text) => caches.some(({ at }) => at.some((place) => 'variable' in place && text.includes(place.variable)));
/** A later command that works from the cache alone: `npm ci --offline`. */
function needsFilledCache(run, manager) {
    const { state, stage } = run.step;
    const lookup = shellLookupIn(state, stage);
    return run.invocations.some((one) => {
        if (one.manager !== manager)
            return false;
        if (one.words.some((word) => manager.needsFilledCache.includes(wordValue(word, lookup) ?? '')))
            return true;
        return manager.needsFilledByVariable.some((name) => {
            const value = one.env.has(name) ? one.env.get(name) : state.variables.has(name) ? lookup(name) : undefined;
            return value !== undefined && value !== '' && value !== 'false';
        });
    });
}
/**
 * Whether a command of a user other than root writes into the folder above: BuildKit makes the folders above a mount
 * root's, while the step runs.
 */
function writesBeside(run, target) {
    const { user } = run.step.state;
    const parent = target.slice(0, target.lastIndexOf('/'));
    if (user === null || user.uid === 0 || parent === homeOf(run.step.state))
        return false;
    return run.script.commands.some((command) => {
        const program = command.words[0] ? wordValue(command.words[0]) : '';
        const known = program === '' || (program !== null && silence_HARMLESS.has(program));
        const besides = command.words.some(({ raw }) => raw.includes(parent.slice(parent.lastIndexOf('/') + 1)));
        return !run.invocations.some((one) => one.command === command) && (!known || (besides && program !== 'rm'));
    });
}
/** Commands that write nothing into a home of their own accord. */
const silence_HARMLESS = new Set('cd set echo true : mkdir rm export chmod chown ls pwd test [ ln cp mv touch sed cat . source'.split(' '));
function copiesInto(file, { instruction, state, stage }, target) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD')
        return false;
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw);
    const destination = expand(words.at(-1) ?? '', lookupIn(state, stage), file.escape);
    const path = destination && joinPath(state.workdir, destination.text);
    return path !== null && path !== undefined && isWithin(path, target);
}
function copiesOut(file, stages, step, from, target) {
    const { instruction, state, stage } = step;
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'RUN')
        return false;
    const named = (name) => {
        const other = stages.find((one) => name !== undefined && (name.toLowerCase() === one.name || name === String(one.index)));
        return other !== undefined && (other === from || isBuiltOn(other, from));
    };
    if (instruction.keyword === 'COPY') {
        if (!named(instruction.flags.find((flag) => flag.name === 'from')?.value ?? undefined))
            return false;
        const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw);
        return words.slice(0, -1).some((word) => {
            const source = expand(word, lookupIn(state, stage), file.escape);
            const path = source && joinPath('/', source.text);
            if (!path)
                return true;
            // The home as a whole may be copied for other things; the folder of all caches is copied for them.
            return isWithin(path, target) || (isWithin(target, path) && path.split('/').length > 2);
        });
    }
    return instruction.flags.some(({ name, value }) => {
        const source = name === 'mount' ? /(?:^|,)(?:source|src)=([^,]*)/.exec(value ?? '')?.[1] : undefined;
        const fromName = /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1];
        return source !== undefined && named(fromName) && isWithin(joinPath('/', source) ?? '/', target);
    });
}

;// CONCATENATED MODULE: ./lib/managers/location.js


/**
 * Where a command keeps one of its manager's caches: for this user, these variables and these options, in the tool's own
 * order of precedence.
 */
function locate(cache, invocation, step, read) {
    const lookup = shellLookupIn(step.state, step.stage);
    const variable = (name) => (invocation.env.has(name) ? invocation.env.get(name) : lookup(name));
    for (const place of cache.at) {
        const found = folderAt(place, invocation, step, variable, read);
        if (found === undefined)
            continue;
        if ('unknown' in found)
            return found;
        const path = joinPath('/', found.folder) ?? '/';
        if (!found.folder.startsWith('/'))
            return { unknown: `${found.folder} is relative to the folder that the command runs in` };
        return isNoCache(path, step.state.workdir) ? { unknown: `${path} holds more than a cache` } : { path, by: place };
    }
    return { unknown: 'no place of its own' };
}
const SYSTEM = /^\/(?:|bin|boot|etc|home|lib|media|mnt|opt|root|run|sbin|srv|tmp|usr|var|home\/[^/]+)$|^\/(?:dev|proc|sys)(?:\/|$)/;
/** A folder of the system, or one that holds the folder the step works in: it is never only a cache. */
const isNoCache = (path, workdir) => SYSTEM.test(path) || workdir === path || workdir?.startsWith(`${path}/`) === true;
/** The value of a variable whose name may be written in any case; null when two spellings disagree. */
function inAnyCase(name, invocation, step, variable) {
    const names = [...step.state.variables.keys(), ...invocation.env.keys()].filter((other) => other.toLowerCase() === name.toLowerCase());
    const values = new Set([name, ...names].map(variable).filter((value) => value !== undefined && value !== ''));
    return values.size > 1 ? null : [...values][0];
}
function folderAt(place, invocation, step, variable, read) {
    if ('option' in place)
        return location_known(optionValue(invocation, place.option, variable), place.option);
    if ('path' in place)
        return { folder: place.path };
    if ('file' in place)
        return location_known(read(place.file, place.key), place.file);
    if ('variable' in place) {
        const value = place.anyCase ? inAnyCase(place.variable, invocation, step, variable) : variable(place.variable);
        if (value === '')
            return undefined;
        return location_known(value && place.below ? `${value}/${place.below}` : value, `the variable ${place.variable}`);
    }
    if (invocation.as !== 'user')
        return { unknown: 'it runs as another user than the step' };
    const home = invocation.env.has('HOME') ? invocation.env.get('HOME') : homeOf(step.state);
    return home ? { folder: `${home}/${place.home}` } : { unknown: 'the home of the user who runs it is not known' };
}
function location_known(value, what) {
    if (value === undefined)
        return undefined;
    return value === null || value.startsWith('~')
        ? { unknown: `${what} may move it` }
        : { folder: value.replace(/\/+$/, '') || '/' };
}

;// CONCATENATED MODULE: ./lib/caching/uses.js


/** What each manager of a step caches, where, and whether that is mounted. */
function usesOf(run, read) {
    const uses = [];
    for (const invocation of run.installs) {
        const { manager } = invocation;
        for (const [index, cache] of manager.caches.entries()) {
            const location = locate(cache, invocation, run.step, read);
            const same = uses.find((use) => use.cache === cache);
            if (same) {
                // `pip install` twice in one step is one matter, unless the two look in different places.
                if (pathOf(same.location) === pathOf(location))
                    continue;
                if ('unknown' in location)
                    continue;
            }
            uses.push({ manager, cache, index, invocation, location, status: statusOf(run, invocation, cache, location) });
        }
    }
    return uses;
}
const pathOf = (location) => ('path' in location ? location.path : null);
function statusOf(run, invocation, cache, location) {
    if ('unknown' in location)
        return { is: 'silent', why: location.unknown };
    const { step, mounts } = run;
    const { path } = location;
    if (movedBy(run, invocation))
        return { is: 'silent', why: 'an option may move it' };
    // A secret without a target lies in /run/secrets; a target that a variable decides may be anywhere.
    if (mounts.some(({ mount, target }) => target === null && mount.target !== null)) {
        return { is: 'silent', why: 'a mount has a target that is not known' };
    }
    const owner = ownerOf(invocation, step, location);
    const covering = mounts.find(({ target }) => target !== null && covers(target, path, cache));
    if (covering && covering.mount.type !== 'cache')
        return { is: 'silent', why: 'another mount is on that folder' };
    if (covering) {
        const right = owner === null || 'path' in location.by ? null : rightOwner(covering, owner, cache);
        if (right === null)
            return { is: 'mounted', at: covering };
        return { is: 'misplaced', at: covering, right, why: 'owner' };
    }
    if (owner === null)
        return { is: 'silent', why: 'the user who runs it is not known' };
    if (mounts.some(({ target }) => target !== null && isWithin(target, path))) {
        return { is: 'silent', why: 'a mount lies inside that folder' };
    }
    const options = [
        'type=cache',
        `target=${path}`,
        ...(cache.sharing === 'locked' ? ['sharing=locked'] : []),
        ...(owner.uid === 0 ? [] : [`uid=${owner.uid}`, `gid=${owner.gid}`]),
    ];
    if (/[\s,"'$\\]/.test(path))
        return { is: 'silent', why: 'its folder has characters that a mount cannot name plainly' };
    const misplaced = asOthers(run)
        ? undefined
        : mounts.find(({ mount, target }) => mount.type === 'cache' && meantFor(target, cache));
    if (misplaced)
        return { is: 'misplaced', at: misplaced, right: moved(misplaced, path, owner), why: 'target' };
    if (cache.filledBy && !filledBefore(run, invocation, cache.filledBy)) {
        return { is: 'silent', why: 'no command of this step fills it' };
    }
    return { is: 'missing', mount: `--mount=${options.join(',')}`, target: path };
}
function movedBy(run, { manager }) {
    const { mover } = manager;
    if (!mover)
        return false;
    return run.invocations.some((one) => one.manager === manager && one.words.some(({ raw }) => mover.test(raw)));
}
/** Programs that run others as another user: a mount may be theirs. */
const OTHER_USERS = /(?:^|\/)(?:su|gosu|su-exec|runuser|setpriv|chroot|sudo)$/;
const asOthers = (run) => run.script.commands.some(({ words }) => words[0] !== undefined && OTHER_USERS.test(words[0].raw));
function covers(target, path, cache) {
    return isWithin(path, target) || (cache.inside ?? []).some((folder) => target === `${path}/${folder}`);
}
function filledBefore(run, invocation, verbs) {
    return run.invocations.some((other) => other.manager === invocation.manager &&
        verbs.includes(other.verb ?? '') &&
        (other.command.certainty === 'always' || invocation.command.certainty === 'sometimes') &&
        other.command.span.start < invocation.command.span.start);
}
/** Who writes the cache; null where that cannot be known. A system folder is written by root, or not at all. */
function ownerOf(invocation, { state }, location) {
    const { user } = state;
    if ('path' in location && 'path' in location.by) {
        if (invocation.as === 'root')
            return { uid: 0, gid: 0 };
        // With an image of which nothing is known the command would fail as anybody else.
        if (invocation.as === 'user' && (user === null || user.uid === 0))
            return { uid: 0, gid: 0 };
        return null;
    }
    if (invocation.as !== 'user' || !user || user.assumed || user.uid === null || user.gid === null)
        return null;
    return { uid: user.uid, gid: user.gid };
}
/** The option text that gives a mount its right owner; null when it has it, or when nobody can say. */
function rightOwner({ mount }, owner, cache) {
    if (mount.type !== 'cache' || (owner.uid === 0 && !cache.ownFolderOnly))
        return null;
    const { options } = mount;
    const uid = options.get('uid') ?? '0';
    if (!/^\d+$/.test(uid) || Number(uid) === owner.uid)
        return null;
    const mode = options.get('mode');
    // Anybody may write there.
    if (!cache.ownFolderOnly && mode !== undefined && /[2367]$/.test(mode))
        return null;
    return withOptions(mount.flag.raw, owner.uid === 0 ? {} : { uid: String(owner.uid), gid: String(owner.gid) }, [
        'uid',
        'gid',
    ]);
}
function moved({ mount }, path, owner) {
    const set = { target: path };
    if (owner.uid !== 0) {
        set.uid = String(owner.uid);
        set.gid = String(owner.gid);
    }
    return withOptions(mount.flag.raw, set, owner.uid === 0 ? ['uid', 'gid'] : []);
}
/** A `--mount=` with some options set, each in its place, and others taken out. */
function withOptions(raw, set, drop) {
    const fields = raw
        .slice(raw.indexOf('=') + 1)
        .replace(/["']/g, '')
        .split(',');
    const rest = new Map(Object.entries(set));
    const kept = fields.flatMap((field) => {
        const name = field.split('=')[0]?.trim().toLowerCase() ?? '';
        const option = name === 'dst' || name === 'destination' ? 'target' : name;
        const value = rest.get(option);
        if (value !== undefined) {
            rest.delete(option);
            return [`${field.split('=')[0]}=${value}`];
        }
        return drop.includes(option) ? [] : [field];
    });
    return `--mount=${[...kept, ...[...rest].map(([name, value]) => `${name}=${value}`)].join(',')}`;
}
/**
 * Whether a mount was meant for a cache though the tool does not look there: the folder has the name that the cache has
 * below some home, or is written with a `~` or a `$HOME` that nothing expands.
 */
function meantFor(target, cache) {
    if (target === null)
        return false;
    return cache.at.some((place) => 'home' in place && target.endsWith(`/${place.home}`));
}

;// CONCATENATED MODULE: ./lib/caching/plan.js








/** The right form of every step that runs a package manager. */
function planCaching(file, stages, runs, read, syntax) {
    const plans = new Map();
    // From the last to the first: what a step may do hangs on those below it.
    for (const run of [...runs].reverse())
        plans.set(run, planStep(file, stages, runs, run, plans, read, syntax));
    return runs.map((run) => plans.get(run));
}
function planStep(file, stages, runs, run, plans, read, syntax) {
    const managers = [];
    const joined = [];
    // What runs under a condition only is left alone: whether the tool runs at all is not certain.
    const certain = run.installs.filter(({ command }) => command.certainty === 'always');
    for (const manager of new Set(certain.map((install) => install.manager))) {
        const own = { ...run, installs: run.installs.filter((install) => install.manager === manager) };
        const uses = usesOf(own, read(run)).map((use) => {
            const why = silenceFor(file, stages, runs, run, use);
            return why === null ? use : { ...use, status: { is: 'silent', why } };
        });
        const missing = uses.filter(({ status }) => status.is === 'missing');
        const misplaced = uses.filter(({ status }) => status.is === 'misplaced');
        const mounted = uses.filter(({ status }) => status.is === 'mounted');
        const { hook } = manager;
        const hookUse = hook ? uses.find(({ index, status }) => index === hook.cache && status.is !== 'silent') : undefined;
        const gone = hook === null || hookUse === undefined || hookGone(file, run, hook);
        const family = run.step.stage.image?.family;
        const hooked = !gone && hookUse?.status.is === 'mounted' && family !== undefined && hook.families.includes(family);
        const removesHook = !gone && (hooked || hookUse?.status.is === 'missing');
        const companions = companionsOf(file, run, manager);
        const alone = companions.length > 0 && uses[manager.companion?.cache ?? 0]?.status.is === 'mounted';
        const found = defeatsOf(run, mounted.concat(misplaced), file.text);
        const all = defeatsOf(run, [...mounted, ...misplaced, ...missing], file.text);
        let { blocked } = all;
        if (missing.length + misplaced.length + found.found.length === 0 && !hooked && !alone)
            blocked = null;
        if (missing.length > 0)
            blocked ??= frontendBlock(file);
        if (companions.length > 0 && run.script.form === 'exec')
            blocked ??= 'an option would have to be added to the exec form';
        if (removesHook && hook && hookUse) {
            if (!hookCommand(file, run, manager))
                blocked ??= `${hook.file} cannot be removed in a step of this form`;
            const later = laterInstalls(file, stages, runs, run, manager, plans, hookUse);
            if ('blocked' in later)
                blocked ??= later.blocked;
            else
                joined.push(...later.edits);
        }
        managers.push({ manager, uses, missing, misplaced, defeats: found.found, hooked, alone, removesHook, blocked });
    }
    return { run, managers, edits: [...editsOf(file, run, managers, syntax), ...(blockedHook(managers) ? [] : joined)] };
}
const blockedHook = (managers) => !managers.some(({ removesHook, blocked }) => removesHook && blocked === null);
function editsOf(file, run, plans, syntax) {
    const open = plans.filter(({ blocked }) => blocked === null);
    const uses = open.flatMap((plan) => plan.uses).filter(({ status }) => status.is !== 'silent');
    if (uses.length === 0)
        return [];
    const mounts = uses.flatMap(({ status }) => (status.is === 'missing' ? [status.mount] : []));
    const edits = [];
    if (mounts.length > 0) {
        edits.push(addMounts(file, run.step.instruction, [...new Set(mounts)]), ...frontendEdits(file, syntax));
    }
    for (const { status } of uses) {
        if (status.is === 'misplaced') {
            edits.push({ kind: 'replace', span: status.at.mount.flag.span, text: status.right });
        }
    }
    edits.push(...defeatsOf(run, uses, file.text).edits);
    for (const { manager, removesHook } of open) {
        const edit = removesHook ? hookCommand(file, run, manager) : null;
        if (edit)
            edits.push(edit);
        const kept = uses.some((use) => use.manager === manager && use.index === manager.companion?.cache);
        if (kept)
            edits.push(...companionsOf(file, run, manager));
    }
    return edits;
}
/** The options that a manager's programs lack for keeping what is mounted. */
function companionsOf(file, run, { companion }) {
    if (!companion || file.text.includes(companion.unless))
        return [];
    return run.installs.flatMap(({ words }) => {
        const program = words[0];
        if (!program || programName(wordValue(program) ?? '') !== companion.program)
            return [];
        const at = program.span.end;
        return [{ kind: 'replace', span: { start: at, end: at }, text: ` ${companion.option}` }];
    });
}
/** Removes the hook in front of the manager's first command, or of a later one up to its first install. */
function hookCommand(file, run, manager) {
    if (!manager.hook)
        return null;
    for (const { manager: other, command, as, kind } of run.invocations) {
        if (other !== manager)
            continue;
        const remove = `${as === 'root' ? 'sudo ' : ''}rm -f ${manager.hook.file}`;
        const edit = insertCommand(file, run.step.instruction, run.script, command, remove);
        if (edit)
            return edit;
        if (kind !== null)
            return null;
    }
    return null;
}
/** Under a frontend that does not know mounts the two belong together; under one that nobody knows nothing is offered. */
function frontendBlock(file) {
    return supports(frontendOf(file), 'mount') === null
        ? 'the frontend that the syntax line names may not know cache mounts'
        : null;
}
function frontendEdits(file, syntax) {
    const directive = file.directives.find(({ name }) => name === 'syntax');
    if (!directive || supports(frontendOf(file), 'mount') !== false)
        return [];
    return [{ kind: 'replace', span: directive.valueSpan, text: syntax }];
}

;// CONCATENATED MODULE: ./lib/caching/tool-configuration.js

/**
 * What a tool's configuration files say, as far as that can be told from the repository: a key that no file of that name
 * sets is not set; one that is set somewhere counts as unknown, since it depends on where the file ends up.
 */
function readToolConfiguration(file, tree) {
    return (run) => (name, key) => {
        const copies = stepsAbove(run.step).filter(({ instruction }) => (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') &&
            !instruction.flags.some((flag) => flag.name === 'from'));
        if (copies.length === 0)
            return undefined;
        const named = copies.some(({ instruction: { span } }) => file.text.slice(span.start, span.end).includes(name));
        if (!tree.known)
            return named ? null : undefined;
        const set = new RegExp(`^\\s*(?:no-)?${key}\\s*[=:]`, 'm');
        const candidates = tree.named(name);
        return candidates.some((path) => set.test(tree.text(path) ?? '')) ? null : undefined;
    };
}

;// CONCATENATED MODULE: ./lib/context/tree.js

/** The files of a repository as far as they are known. A text that is not at hand is noted and can be asked for. */
class Tree {
    /** False when there is no list of files: then nothing can be said of what is there. */
    known;
    #files;
    #texts;
    #missing = new Set();
    constructor({ files, texts }) {
        this.known = files !== null;
        this.#files = files ?? new Set();
        this.#texts = texts;
    }
    has(path) {
        return this.#files.has(path);
    }
    isFolder(path) {
        return path === '.' || this.#index().has(path);
    }
    /** Every file below a folder, sorted. */
    under(folder) {
        const found = [];
        const queue = [folder];
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
            for (const path of this.#index().get(next) ?? []) {
                if (this.#files.has(path))
                    found.push(path);
                else
                    queue.push(path);
            }
        }
        return found.sort();
    }
    /** Files and folders directly in a folder. */
    in(folder) {
        return this.#index().get(folder) ?? [];
    }
    /** Every file of a name, wherever it lies. */
    named(name) {
        return [...this.#files].filter((path) => baseName(path) === name);
    }
    /** The text of a file: null when it is not there or is no text, undefined when it is not at hand (and now noted). */
    text(path) {
        if (this.#texts.has(path))
            return this.#texts.get(path);
        if (this.known && !this.#files.has(path))
            return null;
        if (!this.known)
            return null;
        this.#missing.add(path);
        return undefined;
    }
    /** The paths whose texts were asked for and are not at hand. */
    get missing() {
        return this.#missing;
    }
    #index() {
        const known = indexes.get(this.#files);
        if (known)
            return known;
        const folders = new Map();
        for (const file of this.#files) {
            for (let path = file; path !== '.'; path = folderOf(path)) {
                const folder = folderOf(path);
                const entries = folders.get(folder);
                if (entries) {
                    entries.push(path);
                    break;
                }
                folders.set(folder, [path]);
            }
        }
        indexes.set(this.#files, folders);
        return folders;
    }
}
/** One list of files serves every Dockerfile of a repository, round after round. */
const indexes = new WeakMap();

;// CONCATENATED MODULE: ./lib/dockerfile/model.js
/** A file that BuildKit would refuse: `line` is 1-based. */
class UnreadableDockerfile extends Error {
    line;
    constructor(line, message) {
        super(message);
        this.line = line;
    }
}

// EXTERNAL MODULE: ./node_modules/dockerfile-ast/lib/main.js
var main = __webpack_require__(8390);
;// CONCATENATED MODULE: ./lib/text/lines.js
/** Where the lines of a text begin and end. A line ends with LF or CRLF; a lone CR is an ordinary character, as for BuildKit and git. */
class Lines {
    #starts = [0];
    text;
    constructor(text) {
        this.text = text;
        for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
            this.#starts.push(at + 1);
        if (this.#starts.length > 1 && this.#starts.at(-1) === text.length)
            this.#starts.pop();
    }
    /** How many lines there are. A final line end does not begin another line; an empty text has one line. */
    get count() {
        return this.#starts.length;
    }
    /** The 1-based line that holds the character at `offset`. A line end belongs to the line it ends. */
    at(offset) {
        let low = 0;
        let high = this.#starts.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.#starts[middle] <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low + 1;
    }
    /** The offset of the first character of a 1-based line; the text's length for the line after the last. */
    start(line) {
        return this.#starts[line - 1] ?? this.text.length;
    }
    /** The offset behind a line's last character, before its line end. */
    end(line) {
        const next = this.next(line);
        if (next > this.start(line) && this.text[next - 1] === '\n') {
            return next > 1 && this.text[next - 2] === '\r' ? Math.max(next - 2, this.start(line)) : next - 1;
        }
        return next;
    }
    /** The offset behind a line's line end: where the next line starts, or the end of the text. */
    next(line) {
        return this.#starts[line] ?? this.text.length;
    }
    /** The text of a 1-based line without its line end. */
    textOf(line) {
        return this.text.slice(this.start(line), this.end(line));
    }
    /** The lines that a span touches. An empty span touches the line it stands in. */
    range(span) {
        const start = this.at(span.start);
        return { start, end: span.end > span.start ? this.at(span.end - 1) : start };
    }
    /** The line end that an inserted line takes: that of the first line, LF when there is none. */
    get eol() {
        const first = this.text.indexOf('\n');
        return first > 0 && this.text[first - 1] === '\r' ? '\r\n' : '\n';
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/words.js
const isSpace = (char) => char !== undefined && /\s/.test(char);
function wordAt(logical, start, end) {
    return { span: logical.span(start, end), raw: logical.text.slice(start, end) };
}
function skipSpaces({ logical, start, end }) {
    let at = start;
    while (at < end && isSpace(logical.text[at]))
        at++;
    return at;
}
/**
 * Reads the flags in front of an instruction's arguments: words that begin with `--`, up to the first that does not, or
 * to a bare `--`. Quotes and escapes are taken out of a value.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/split_command.go (extractBuilderFlags)
 *
 * @returns the flags and where the arguments begin
 */
function readFlags(rest, escapeChar) {
    const { logical, end } = rest;
    const flags = [];
    let at = skipSpaces(rest);
    while (at < end && logical.text.startsWith('--', at)) {
        const start = at;
        let text = '';
        let quote = '';
        for (; at < end; at++) {
            const char = logical.text[at];
            if (char === escapeChar && at + 1 < end)
                text += logical.text[++at];
            else if (quote) {
                if (char === quote)
                    quote = '';
                else
                    text += char;
            }
            else if (isSpace(char))
                break;
            else if (char === '"' || char === "'")
                quote = char;
            else
                text += char;
        }
        const next = skipSpaces({ logical, start: at, end });
        if (text === '--')
            return { flags, next };
        const equals = text.indexOf('=');
        flags.push({
            ...wordAt(logical, start, at),
            name: equals === -1 ? text.slice(2) : text.slice(2, equals),
            value: equals === -1 ? null : text.slice(equals + 1),
        });
        at = next;
    }
    return { flags, next: at };
}
/** Splits at white space. With `quotes`, white space inside quotes or behind an escape belongs to the word. */
function readWords(rest, escapeChar, quotes) {
    const { logical, end } = rest;
    const words = [];
    let at = skipSpaces(rest);
    while (at < end) {
        const start = at;
        let quote = '';
        for (; at < end; at++) {
            const char = logical.text[at];
            if (!quotes) {
                if (isSpace(char))
                    break;
            }
            else if (char === escapeChar && quote !== "'")
                at++;
            else if (quote) {
                if (char === quote)
                    quote = '';
            }
            else if (isSpace(char))
                break;
            else if (char === '"' || char === "'")
                quote = char;
        }
        at = Math.min(at, end);
        words.push(wordAt(logical, start, at));
        at = skipSpaces({ logical, start: at, end });
    }
    return words;
}
/**
 * Reads the exec form. As in BuildKit, what is not a JSON array of strings is the shell form.
 * https://docs.docker.com/reference/dockerfile/#exec-form
 */
function readJson({ logical, start, end }) {
    const text = logical.text.slice(start, end);
    if (!text.trimStart().startsWith('['))
        return null;
    let values;
    try {
        values = JSON.parse(text);
    }
    catch {
        return null;
    }
    if (!Array.isArray(values) || !values.every((value) => typeof value === 'string'))
        return null;
    const strings = [];
    for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
        const from = start + match.index;
        strings.push({ span: logical.span(from, from + match[0].length), value: values[strings.length] });
    }
    return strings.length === values.length ? strings : null;
}

;// CONCATENATED MODULE: ./lib/dockerfile/parse.js





const BOM = '\uFEFF';
const KNOWN = new Set('ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(' '));
/** https://docs.docker.com/reference/dockerfile/#here-documents */
const WITH_HEREDOCS = new Set(['RUN', 'COPY', 'ADD']);
const WITH_JSON = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME']);
/** BuildKit splits these at every white space, quotes or not; the others respect quotes. */
const SPLIT_PLAINLY = new Set(['COPY', 'ADD', 'FROM', 'EXPOSE', 'VOLUME']);
/** These have one argument that runs to the end of the line. */
const ONE_ARGUMENT = new Set(['USER', 'WORKDIR', 'STOPSIGNAL', 'MAINTAINER']);
/**
 * Reads a Dockerfile as BuildKit does.
 *
 * `dockerfile-ast` splits the file into instructions and comments. It reads some forms otherwise than BuildKit: a doubled
 * escape character at the end of a line, several here-documents with and without `<<-`, an unterminated one, directives
 * that stand twice. So the continued lines and here-documents are found first, by BuildKit's rules, and the parser gets the
 * file without them, line for line.
 *
 * @throws UnreadableDockerfile where BuildKit would refuse the file
 */
function parseDockerfile(text) {
    const lines = new Lines(text);
    const directives = readDirectives(lines);
    const escapeChar = escapeOf(lines, directives);
    const pieces = readPieces(lines, escapeChar, directives);
    const instructions = [];
    const ast = main.DockerfileParser.parse(skeletonOf(lines, pieces, directives));
    const comments = ast.getComments().map((comment) => commentAt(lines, comment.getRange().start.line + 1));
    const found = ast.getInstructions();
    if (found.length !== pieces.length)
        throw new UnreadableDockerfile(1, 'the instructions cannot be told apart');
    for (const [index, piece] of pieces.entries()) {
        const keyword = found[index]?.getKeyword() ?? '';
        instructions.push(instructionOf(piece, keyword, lines, escapeChar, leadingOf(piece.head.firstLine, comments)));
    }
    const first = instructions.find(({ keyword }) => keyword !== 'ARG');
    if (!first)
        throw new UnreadableDockerfile(1, 'there is no FROM instruction');
    if (first.keyword !== 'FROM') {
        throw new UnreadableDockerfile(first.lines.start, `${first.keyword} stands above the first FROM`);
    }
    return { text, lines, escape: escapeChar, directives, instructions, comments };
}
function escapeOf(lines, directives) {
    const directive = directives.find(({ name }) => name === 'escape');
    return directive?.value === '`' && !lines.textOf(1).replace(BOM, '').startsWith('#!') ? '`' : '\\';
}
/**
 * The directives at the top: `# name=value` lines, up to the first line that is none. An unknown name or one that stands
 * twice ends them, as in BuildKit's DirectiveParser, which refuses the second.
 * https://docs.docker.com/reference/dockerfile/#parser-directives
 */
function readDirectives(lines) {
    const directives = [];
    for (let line = 1; line <= lines.count; line++) {
        const text = lines.textOf(line);
        const skipped = line === 1 && text.startsWith(BOM) ? 1 : 0;
        // A script's first line may stand above `# syntax=`, which the client reads; the parser ignores `# escape=` behind it.
        if (line === 1 && text.startsWith('#!', skipped))
            continue;
        const match = /^(#\s*)([A-Za-z][A-Za-z0-9]*)(\s*=\s*)(\S.*?)\s*$/.exec(text.slice(skipped));
        if (!match)
            break;
        const name = match[2].toLowerCase();
        if (!['syntax', 'escape', 'check'].includes(name))
            break;
        if (directives.some((directive) => directive.name === name)) {
            throw new UnreadableDockerfile(line, `the directive "${name}" stands twice`);
        }
        const start = lines.start(line) + skipped;
        const valueStart = start + match[1].length + match[2].length + match[3].length;
        const value = match[4];
        if (name === 'escape' && value !== '\\' && value !== '`') {
            throw new UnreadableDockerfile(line, 'the escapeChar directive must name a backslash or a backtick');
        }
        directives.push({
            name,
            value,
            line,
            span: { start, end: lines.end(line) },
            valueSpan: { start: valueStart, end: valueStart + value.length },
        });
    }
    return directives;
}
function readPieces(lines, escapeChar, directives) {
    const pieces = [];
    for (let line = (directives.at(-1)?.line ?? 0) + 1; line <= lines.count;) {
        const skipped = line === 1 && lines.text.startsWith(BOM) ? 1 : 0;
        const text = lines.textOf(line).slice(skipped);
        if (isComment(text) || text.trim() === '') {
            line++;
            continue;
        }
        const head = readHead(lines, line, escapeChar, lines.start(line) + skipped);
        const start = head.logical.text.search(/\S/);
        line = head.lastLine + 1;
        if (start === -1)
            continue;
        const keyword = /\S+/.exec(head.logical.text.slice(start))?.[0].toUpperCase() ?? '';
        if (!KNOWN.has(keyword)) {
            throw new UnreadableDockerfile(head.firstLine, `${JSON.stringify(keyword.slice(0, 40))} is not an instruction`);
        }
        const heredocs = parse_readHeredocs(head, keyword, start + keyword.length, lines, line, escapeChar);
        const last = heredocs.at(-1);
        if (last)
            line = lines.at(last.body.end) + 1;
        pieces.push({ head, start, heredocs, lastLine: line - 1 });
    }
    return pieces;
}
/** `<<EOF`, `<<-EOF`, `3<<"EOF"`: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (reHeredoc) */
const HEREDOC = /^\d*<<(-?)([^<]+)$/;
function parse_readHeredocs(head, keyword, from, lines, next, escapeChar) {
    const { logical } = head;
    if (!logical.text.includes('<<'))
        return [];
    let at = from;
    let inner = keyword;
    if (keyword === 'ONBUILD') {
        const match = /^\s+(\S+)/.exec(logical.text.slice(from));
        if (!match)
            return [];
        inner = match[1].toUpperCase();
        at = from + match[0].length;
    }
    if (!WITH_HEREDOCS.has(inner))
        return [];
    const end = logical.text.length;
    const heredocs = [];
    let line = next;
    for (const word of readWords({ logical, start: at, end }, escapeChar, true)) {
        const match = HEREDOC.exec(word.raw);
        if (!match)
            continue;
        const quoted = match[2];
        const name = quoted.replace(/["']/g, '').replaceAll(escapeChar, '');
        if (name === '')
            continue;
        const chomp = match[1] === '-';
        const body = { start: lines.start(line), end: -1 };
        for (; line <= lines.count; line++) {
            const text = lines.textOf(line);
            if ((chomp ? text.replace(/^\t+/, '') : text) === name) {
                body.end = lines.start(line);
                break;
            }
        }
        if (body.end === -1)
            throw new UnreadableDockerfile(head.firstLine, `the here-document ${name} has no end`);
        line++;
        heredocs.push({ name, word, chomp, expand: quoted === name, body });
    }
    return heredocs;
}
function instructionOf({ head, start, heredocs, lastLine }, keyword, lines, escapeChar, leading) {
    return readInstruction(head.logical, start, head.logical.text.length, keyword, escapeChar, {
        lines: { start: head.firstLine, end: lastLine },
        heredocs,
        innerComments: head.comments,
        leading,
        ends: { head: lines.end(head.lastLine), span: lines.end(lastLine) },
    });
}
function readInstruction(logical, start, end, keyword, escapeChar, { ends, ...outside }) {
    const afterKeyword = start + keyword.length;
    const { flags, next } = readFlags({ logical, start: afterKeyword, end }, escapeChar);
    let trimmed = end;
    while (trimmed > next && /\s/.test(logical.text[trimmed - 1]))
        trimmed--;
    const args = { logical, start: next, end: trimmed };
    const first = logical.offset(start);
    const last = logical.span(start, Math.max(trimmed, afterKeyword)).end;
    let words;
    let json;
    return {
        ...outside,
        keyword,
        keywordSpan: logical.span(start, afterKeyword),
        span: { start: first, end: ends?.span ?? last },
        head: { start: first, end: ends?.head ?? last },
        flags,
        args: trimmed > next ? logical.span(next, trimmed) : { start: last, end: last },
        // Most instructions are never asked for these two.
        get words() {
            words ??= ONE_ARGUMENT.has(keyword)
                ? oneArgument(logical, next, trimmed)
                : readWords(args, escapeChar, !SPLIT_PLAINLY.has(keyword));
            return words;
        },
        get json() {
            if (json === undefined)
                json = WITH_JSON.has(keyword) ? readJson(args) : null;
            return json;
        },
        trigger: keyword === 'ONBUILD' ? readTrigger(logical, next, trimmed, escapeChar, outside) : null,
    };
}
function oneArgument(logical, start, end) {
    return end > start ? [{ span: logical.span(start, end), raw: logical.text.slice(start, end) }] : [];
}
function readTrigger(logical, start, end, escapeChar, { lines, heredocs }) {
    const at = skipSpaces({ logical, start, end });
    const keyword = /^\S+/.exec(logical.text.slice(at, end))?.[0].toUpperCase();
    if (!keyword)
        return null;
    const outside = { lines, heredocs, innerComments: [], leading: [], ends: null };
    return readInstruction(logical, at, end, keyword, escapeChar, outside);
}
function leadingOf(line, comments) {
    const leading = [];
    let above = line - 1;
    for (let index = comments.length - 1; index >= 0; index--) {
        const comment = comments[index];
        if (comment.line > above)
            continue;
        if (comment.line < above)
            break;
        leading.unshift(comment);
        above--;
    }
    return leading;
}
/**
 * The file as `dockerfile-ast` is to see it, line for line: of each instruction the keyword, of each comment the sign.
 * What it reads otherwise than BuildKit (continuations, here-documents, directives, lone carriage returns) is left out.
 */
function skeletonOf(lines, pieces, directives) {
    const skeleton = new Array(lines.count).fill('');
    let line = (directives.at(-1)?.line ?? 0) + 1;
    for (const { head, start, lastLine } of pieces) {
        for (; line < head.firstLine; line++)
            if (isComment(lines.textOf(line)))
                skeleton[line - 1] = '#';
        skeleton[line - 1] = /^\S+/.exec(head.logical.text.slice(start))?.[0] ?? '';
        line = lastLine + 1;
    }
    for (; line <= lines.count; line++)
        if (isComment(lines.textOf(line)))
            skeleton[line - 1] = '#';
    return skeleton.join('\n');
}

// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/rules/ignore.js

/** `# layerwise ignore=RULE[,RULE…] reason`, on the line above the instruction (or above its other comments). */
class Ignores {
    #ignores = [];
    constructor(file) {
        for (const comment of file.comments) {
            const match = /^layerwise\s+ignore=([\w,-]+)/.exec(comment.text);
            if (!match)
                continue;
            const instruction = file.instructions.find((one) => one.lines.start > comment.line);
            this.#ignores.push({
                line: comment.line,
                rules: match[1].split(',').filter((rule) => rule !== ''),
                start: comment.line,
                // Above the first instruction it also speaks for what is said of the first line.
                end: instruction?.lines.end ?? comment.line,
                used: new Set(),
            });
        }
    }
    /** Whether a finding is silenced; remembers which ignore did it. */
    silences(finding) {
        const { lines, rule } = finding;
        const found = this.#ignores.filter((ignore) => ignore.rules.includes(rule) &&
            ((lines.start >= ignore.start && lines.start <= ignore.end) ||
                (rule === 'declare-syntax' && ignore === this.#ignores[0])));
        for (const ignore of found)
            ignore.used.add(rule);
        return found.length > 0;
    }
    /**
     * What is said of ignores that silence nothing.
     *
     * @param rules the state of every rule: one that is off would have said nothing anyway
     */
    unused(rules) {
        return this.#ignores.flatMap(({ line, rules: named, used }) => named
            .filter((rule) => !used.has(rule) && rules.get(rule) !== 'off')
            .map((rule) => ({
            line,
            message: rules.has(rule)
                ? `This line ignores "${rule}", and nothing of that kind is found here: take it out.`
                : `"${rule}" is no rule, so this line ignores nothing. ${(0,nearest/* instead */.L)(rule, [...rules.keys()])}`,
        })));
    }
}

;// CONCATENATED MODULE: ./lib/context/ignore-pattern.js


/**
 * What a pattern of an ignore file matches: itself, and nothing above or below it. Null where BuildKit refuses the pattern,
 * which fails the build, or where only the regular expressions that it is turned into know what it means: `^`, `|`,
 * `\d`, `[[:digit:]]`.
 * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go
 */
function compilePattern(pattern) {
    // The pattern has to be one of filepath.Match, although it is read otherwise.
    if (compileGlob(pattern) === null)
        return null;
    const { kind, expression } = readPattern([...pattern]);
    if (kind === 'exact')
        return (path) => path === pattern;
    if (kind === 'prefix') {
        const prefix = pattern.slice(0, -2);
        return (path) => path.startsWith(prefix);
    }
    if (kind === 'suffix') {
        const suffix = pattern.slice(2);
        return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
    }
    const parts = readExpression([...expression]);
    return parts && matcherOf(parts);
}
const ANY_FOLDERS = '(.*/)?';
/** Wildcards are replaced wherever they stand, inside brackets too. `**` at the very start or end makes a plain comparison do. */
function readPattern(chars) {
    let kind = 'exact';
    let expression = '';
    for (let at = 0; at < chars.length; at++) {
        const char = chars[at];
        if (char === '*' && chars[at + 1] === '*') {
            const first = at === 0;
            at++;
            // A slash behind `**` belongs to it.
            if (chars[at + 1] === '/')
                at++;
            const last = at + 1 >= chars.length;
            if (last && kind === 'exact')
                kind = 'prefix';
            else {
                expression += last ? '.*' : ANY_FOLDERS;
                kind = 'expression';
            }
            if (first)
                kind = 'suffix';
            continue;
        }
        if (char === '*')
            expression += '[^/]*';
        else if (char === '?')
            expression += '[^/]';
        else if (char === '\\')
            expression += `\\${chars[++at] ?? ''}`;
        else if ('.+()$'.includes(char))
            expression += `\\${char}`;
        else
            expression += char;
        if ('*?\\[]'.includes(char))
            kind = 'expression';
    }
    return { kind, expression };
}
/** A number of repetitions. Braces and bars are handed on as they are, so that they mean what they mean to Go. */
const REPETITION = /^\{\d+(?:,\d*)?\}/;
/** Reads such an expression; null when Go refuses it, or when it has what cannot be read here. */
function readExpression(chars) {
    const parts = [];
    for (let at = 0; at < chars.length; at++) {
        const char = chars[at];
        let kind = literal(char);
        if (char === '^' || char === '|')
            return null;
        if (char === '{' && REPETITION.test(chars.slice(at).join('')))
            return null;
        if (char === '(') {
            parts.push({ take: 'maybe', length: 2 }, many('[^\\n]'), one('/'));
            at += ANY_FOLDERS.length - 1;
            continue;
        }
        if (char === '\\') {
            const quoted = quotedAt(chars, at++);
            if (quoted === null)
                return null;
            kind = literal(quoted);
        }
        else if (char === '[') {
            const read = ignore_pattern_readClass(chars, at + 1);
            if (read === null)
                return null;
            kind = read.kind;
            at = read.end;
        }
        else if (char === '.')
            kind = '[^\\n]';
        if (chars[at + 1] === '*') {
            at++;
            parts.push(many(kind));
        }
        else
            parts.push(one(kind));
    }
    return parts;
}
function ignore_pattern_readClass(chars, start) {
    let at = start;
    const negated = chars[at] === '^';
    if (negated)
        at++;
    const next = () => {
        const char = chars[at++];
        return char === '\\' ? quotedAt(chars, at++ - 1) : (char ?? null);
    };
    let items = '';
    for (let first = true; first || chars[at] !== ']'; first = false) {
        if (chars[at] === '[' && chars[at + 1] === ':')
            return null;
        const low = next();
        if (low === null)
            return null;
        let high = low;
        if (chars[at] === '-' && chars[at + 1] !== ']') {
            at++;
            high = next();
            if (high === null || high.codePointAt(0) < low.codePointAt(0))
                return null;
        }
        items += low === high ? literal(low) : `${literal(low)}-${literal(high)}`;
    }
    return { kind: `[${negated ? '^' : ''}${items}]`, end: at };
}
/** What a backslash quotes: punctuation only, since letters and digits behind it mean something else. */
function quotedAt(chars, backslash) {
    const char = chars[backslash + 1];
    return char !== undefined && char < '\u0080' && /^[^a-zA-Z0-9]$/.test(char) ? char : null;
}

;// CONCATENATED MODULE: ./lib/context/dockerignore.js

/** A `.dockerignore` as BuildKit reads it. https://docs.docker.com/build/concepts/context/#dockerignore-files */
class DockerIgnore {
    /** The first pattern that cannot be read, as it stands in the file; null when all can. BuildKit fails on most of these. */
    unreadable;
    #patterns;
    /** Whether all that lies below a folder that is left out can be passed over unless an exception begins with the folder's path. */
    #plainExceptions;
    #folders = new Map();
    constructor(text) {
        const lines = readLines(text);
        const patterns = lines.map(dockerignore_readPattern);
        this.unreadable = lines[patterns.indexOf(null)] ?? null;
        this.#patterns = patterns.filter((pattern) => pattern !== null);
        this.#plainExceptions = this.#patterns.every(({ exception, stem }) => !exception || !/[*[\]?^\\]/.test(stem));
    }
    /**
     * Whether a path of the context is left out. A folder that is left out may still be there, with what an exception
     * (`!`) brings back below it.
     *
     * @param path relative to the context, with `/`
     */
    excludes(path) {
        if (this.#patterns.length === 0)
            return false;
        let folder;
        for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
            const name = path.slice(0, end);
            const known = this.#folders.get(name) ?? this.#enter(name, folder);
            this.#folders.set(name, known);
            if (known.closed)
                return true;
            folder = known;
        }
        return this.#match(path, folder).excluded;
    }
    /** A walk does not go into a folder where nothing can come back. https://github.com/tonistiigi/fsutil/blob/master/filter.go */
    #enter(name, parent) {
        const { matches, excluded } = this.#match(name, parent);
        const closed = excluded &&
            this.#plainExceptions &&
            !this.#patterns.some(({ exception, stem }) => exception && `${stem}/`.startsWith(`${name}/`));
        return { matches, closed };
    }
    /**
     * Which patterns match a path, given which matched its folder: what is true of a folder is true of all below it. A
     * pattern that could not change the outcome is not looked at, and then does not count for what lies below either.
     * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (MatchesUsingParentResults)
     */
    #match(name, parent) {
        let excluded = false;
        const matches = this.#patterns.map(({ exception, test }, index) => {
            const match = parent?.matches[index] || (exception === excluded && test(name));
            if (match)
                excluded = !exception;
            return match;
        });
        return { matches, excluded };
    }
}
/** The lines that are patterns, trimmed. https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go */
function readLines(text) {
    return text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .map(trim)
        .filter((line) => line !== '');
}
function dockerignore_readPattern(line) {
    const inverted = line.startsWith('!');
    let pattern = inverted ? trim(line.slice(1)) : line;
    if (pattern !== '') {
        pattern = clean(pattern);
        if (pattern.length > 1 && pattern.startsWith('/'))
            pattern = pattern.slice(1);
    }
    // The matcher trims and cleans once more, now with the `!` in front: `!../*` becomes `*`.
    pattern = clean(trim(inverted ? `!${pattern}` : pattern));
    const exception = pattern.startsWith('!');
    if (exception)
        pattern = pattern.slice(1);
    if (pattern === '')
        return null;
    const test = compilePattern(pattern);
    return test && { exception, stem: pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, ''), test };
}
/** Go's strings.TrimSpace: a byte order mark is no space, a next-line character is. */
function trim(text) {
    let start = 0;
    let end = text.length;
    while (start < end && dockerignore_isSpace(text.charAt(start)))
        start++;
    while (end > start && dockerignore_isSpace(text.charAt(end - 1)))
        end--;
    return text.slice(start, end);
}
const dockerignore_isSpace = (char) => char === '\x85' || (char !== '\uFEFF' && /\s/.test(char));
/** Go's filepath.Clean: no empty parts, no `.`, and `..` takes the part before it along. */
function clean(path) {
    const rooted = path.startsWith('/');
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part !== '..')
            parts.push(part);
        else if (parts.length > 0 && parts.at(-1) !== '..')
            parts.pop();
        else if (!rooted)
            parts.push('..');
    }
    return (rooted ? '/' : '') + parts.join('/') || (rooted ? '/' : '.');
}

;// CONCATENATED MODULE: ./lib/context/build-context.js



/** The folder that a build sees, without what its ignore file leaves out. Paths are relative to it; `.` is itself. */
class BuildContext {
    /** The folder's path in the repository. */
    folder;
    /** The path of the ignore file in force, in the repository; null when there is none. */
    ignoreFile;
    #tree;
    #ignore;
    constructor(tree, folder, ignoreFile, ignore) {
        this.#tree = tree;
        this.folder = folder;
        this.ignoreFile = ignoreFile;
        this.#ignore = ignore;
    }
    /** The path in the repository of a path of the context. */
    inRepository(path) {
        return joinInside(this.folder, path) ?? path;
    }
    has(path) {
        return this.#tree.has(this.inRepository(path)) && !this.ignores(path);
    }
    isFolder(path) {
        return (this.#tree.isFolder(this.inRepository(path)) &&
            (path === '.' || !this.ignores(path) || this.under(path).length > 0));
    }
    ignores(path) {
        return this.#ignore?.excludes(path) ?? false;
    }
    /** The files below a folder of the context, sorted. */
    under(folder) {
        return this.#tree.under(this.inRepository(folder)).flatMap((file) => {
            const path = below(this.folder, file);
            return path !== null && !this.ignores(path) ? [path] : [];
        });
    }
    /**
     * The files and folders that a source of `COPY` names: itself, or what its wildcards match, in the order in which they
     * are copied. Null when nothing is there.
     */
    matches(source) {
        const path = joinInside('.', source);
        if (path === null)
            return null;
        if (!isGlob(path))
            return this.has(path) || this.isFolder(path) ? [path] : null;
        const expression = compileGlob(path);
        if (!expression)
            return null;
        const depth = path.split('/').length;
        const found = this.#entries('.', depth).filter((entry) => expression(entry) && !(this.has(entry) && this.ignores(entry)));
        return found.length > 0 ? found.sort(inWalkOrder) : null;
    }
    #entries(folder, depth) {
        return this.#tree.in(this.inRepository(folder)).flatMap((entry) => {
            const path = below(this.folder, entry);
            if (path === null)
                return [];
            if (depth > 1)
                return this.#tree.has(entry) ? [] : this.#entries(path, depth - 1);
            return this.has(path) || this.isFolder(path) ? [path] : [];
        });
    }
    /** The text of a file of the context, as {@link Tree.text}. */
    text(path) {
        return this.has(path) ? this.#tree.text(this.inRepository(path)) : null;
    }
}
/** Folder by folder, each sorted: of two files that are copied to one place the later one stays. */
function inWalkOrder(one, other) {
    const [a, b] = [one.replaceAll('/', '\0'), other.replaceAll('/', '\0')];
    return a < b ? -1 : a > b ? 1 : 0;
}
/**
 * Finds the build context of a Dockerfile: the folder that the caller names, else the one folder, of the repository's root
 * and the Dockerfile's own, in which every `COPY` source exists. Both or neither mean that it is not known.
 *
 * @param sources the sources of all `COPY` and `ADD` instructions that read the context, expanded
 */
function findContext(tree, dockerfile, sources, named) {
    if (!tree.known)
        return { unknown: 'the files of the repository are not known' };
    const folders = named === undefined ? [...new Set(['.', folderOf(dockerfile)])] : [named];
    const contexts = [];
    let missing = false;
    for (const folder of folders) {
        const opened = openContext(tree, dockerfile, folder);
        if ('unknown' in opened)
            return opened;
        if ('missing' in opened)
            missing = true;
        else
            contexts.push(opened.context);
    }
    if (missing)
        return { missing };
    const [only] = contexts;
    if (named !== undefined && only)
        return { context: only };
    const fitting = contexts.filter((context) => sources.every((source) => context.matches(source) !== null));
    const [found] = fitting;
    if (fitting.length === 1 && found)
        return { context: found };
    return {
        unknown: fitting.length > 1
            ? `the build context may be the root of the repository or ${folderOf(dockerfile)}`
            : 'no folder holds everything that is copied',
    };
}
function openContext(tree, dockerfile, folder) {
    const own = `${dockerfile}.dockerignore`;
    const common = joinInside(folder, '.dockerignore');
    const path = tree.has(own) ? own : tree.has(common) ? common : null;
    if (path === null)
        return { context: new BuildContext(tree, folder, null, null) };
    const text = tree.text(path);
    if (text === undefined)
        return { missing: true };
    if (text === null)
        return { unknown: `${path} cannot be read` };
    const ignore = new DockerIgnore(text);
    if (ignore.unreadable !== null)
        return { unknown: `${path} has the pattern ${ignore.unreadable}, which cannot be read` };
    return { context: new BuildContext(tree, folder, path, ignore) };
}

;// CONCATENATED MODULE: ./lib/ordering/copies.js



/** Reads a step as a copy from the build context: null when it is none, undefined when it cannot be known what it copies. */
function readCopy(file, step) {
    const { instruction, state, stage } = step;
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD')
        return null;
    if (instruction.flags.some(({ name }) => name === 'from'))
        return null;
    if (instruction.heredocs.length > 0)
        return undefined;
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw);
    const lookup = lookupIn(state, stage);
    const values = words.map((word) => expand(word, lookup, file.escape));
    const known = values.flatMap((value) => (value && !value.assumed ? [value.text] : []));
    if (known.length !== values.length || known.length < 2)
        return undefined;
    const sources = known.slice(0, -1);
    const target = known.at(-1);
    // A URL or a Git address is no file of the context, and an archive is unpacked.
    if (instruction.keyword === 'ADD' &&
        sources.some((source) => /:\/\/|^git@|\.(?:tar|t?gz|bz2|xz|zst)\b/.test(source))) {
        return undefined;
    }
    const destination = joinPath(state.workdir, target);
    if (destination === null)
        return undefined;
    return {
        step,
        sources,
        rawDestination: words.at(-1),
        destination,
        intoFolder: /(?:^|\/)\.?$/.test(target) || target === '.' || sources.length > 1,
    };
}
/** Every source of a `COPY` or `ADD` that reads the build context, for finding out which folder that is. */
function contextSources(file, steps) {
    return steps.flatMap((step) => readCopy(file, step)?.sources ?? []);
}
/** Where the files of the context lie in the image after some copies; a later copy wins. */
class Layout {
    #context;
    #rules = [];
    /** Folders that are known to be in the image: a file that is copied there keeps its name. */
    #folders = new Set();
    constructor(context) {
        this.#context = context;
    }
    /** A folder that is in the image: the working folder of a step. */
    knows(folder) {
        if (folder !== null)
            this.#folders.add(folder);
    }
    /** Adds a copy. False when something it names is not in the context. */
    add(copy) {
        const { destination } = copy;
        const single = copy.sources.length === 1;
        for (const source of copy.sources) {
            const matches = this.#context.matches(source);
            if (matches === null)
                return false;
            for (const match of matches) {
                if (this.#context.has(match)) {
                    const keepsName = copy.intoFolder || !single || matches.length > 1 || this.#folders.has(destination);
                    const name = match.slice(match.lastIndexOf('/') + 1);
                    this.#rules.push({
                        from: match,
                        to: keepsName ? (joinPath(destination, name) ?? '/') : destination,
                        folder: false,
                        copy,
                    });
                }
                else
                    this.#rules.push({ from: match, to: destination, folder: true, copy });
            }
        }
        if (copy.intoFolder || this.#rules.some((rule) => rule.copy === copy && rule.folder))
            this.#folders.add(destination);
        return true;
    }
    /** The file or folder of the context that lies at a path of the image, and the copy that brought it. */
    find(path) {
        for (const { from, to, folder, copy } of [...this.#rules].reverse()) {
            if (!folder) {
                if (path === to)
                    return { path: from, copy, rest: '' };
                continue;
            }
            const rest = path === to ? '.' : to === '/' ? path.slice(1) : below(to, path);
            if (rest === null)
                continue;
            const inContext = joinInside(from, rest);
            if (inContext !== null && (this.#context.has(inContext) || this.#context.isFolder(inContext))) {
                return { path: inContext, copy, rest };
            }
        }
        return null;
    }
    /** The files of the context that a copy takes. */
    takes(copy) {
        return this.#rules
            .filter((rule) => rule.copy === copy)
            .flatMap(({ from, folder }) => (folder ? this.#context.under(from) : [from]));
    }
    /** The files that a copy takes, with the paths of the image where they land. */
    landings(copy) {
        return this.#rules
            .filter((rule) => rule.copy === copy)
            .flatMap(({ from, to, folder }) => folder
            ? this.#context.under(from).map((path) => ({ path, at: joinPath(to, below(from, path) ?? path) ?? '/' }))
            : [{ path: from, at: to }]);
    }
    /** The copies that take a file, in their order; `rest` is its path below the folder that is copied. */
    landingsOf(path) {
        return this.#rules.flatMap(({ from, to, folder, copy }) => {
            const rest = folder ? below(from, path) : path === from ? path : null;
            if (rest === null)
                return [];
            return [{ copy, folder, rest, at: folder ? (joinPath(to, rest) ?? '/') : to }];
        });
    }
    /** Whether a path of the image is, lies below or holds a place where something is copied, whatever that brings. */
    reaches(path) {
        return this.#rules.some(({ to }) => path === to || path.startsWith(to === '/' ? to : `${to}/`) || to.startsWith(`${path}/`));
    }
    /** Whether a copy takes a folder of the context, not only files that it names. */
    takesFolder(copy) {
        return this.#rules.some((rule) => rule.copy === copy && rule.folder);
    }
    /** The path of the context that a copy would put at a path of the image, whether it is there or not. */
    sourceOf(copy, path) {
        for (const rule of this.#rules) {
            if (rule.copy !== copy || !rule.folder)
                continue;
            const rest = path === rule.to ? '.' : rule.to === '/' ? path.slice(1) : below(rule.to, path);
            const found = rest === null ? null : joinInside(rule.from, rest);
            if (found !== null)
                return found;
        }
        return null;
    }
}

;// CONCATENATED MODULE: ./lib/ordering/installs.js




/** Commands that read and write nothing of the project. */
const installs_HARMLESS = new Set('set echo true : export printf sleep umask'.split(' '));
/**
 * What a step reads of the build context, when all its commands are known.
 *
 * @param layout where the files of the context lie when the step runs
 */
function readsOf(run, context, layout) {
    const { step, script } = run;
    const lookup = shellLookupIn(step.state, step.stage);
    if (run.mounts.some(({ mount }) => mount.type === 'bind'))
        return { unknown: 'it mounts files' };
    const files = [];
    const writes = [];
    let reader = null;
    let folder = step.state.workdir;
    let missing = false;
    const changed = [];
    for (const command of script.commands) {
        const invocation = run.invocations.find((one) => one.command === command);
        const program = command.words[0] ? wordValue(command.words[0], lookup) : '';
        if (substitutes(command))
            return { unknown: 'a word is made by another command' };
        if (command.piped || command.redirected)
            return { unknown: 'its output or input is another command or a file' };
        if (!invocation) {
            if (program === 'cd' &&
                !/\.\./.test(command.words[1]?.raw ?? '') &&
                command.certainty === 'always' &&
                !command.subshell &&
                command.words.length === 2) {
                const target = wordValue(command.words[1], lookup);
                folder = target === null || target.startsWith('~') ? null : joinPath(folder, target);
                if (folder !== null)
                    changed.push(folder);
                if (folder === null)
                    return { unknown: 'the folder that it changes to is not known' };
                continue;
            }
            if (program === 'rm' &&
                command.words.slice(1).every((word) => isElsewhere(word, lookup, folder, layout, homeOf(step.state))))
                continue;
            if (program === null || (program !== '' && !installs_HARMLESS.has(program)))
                return { unknown: `it runs ${program ?? 'a command that is not known'}` };
            continue;
        }
        const read = readsOfInvocation(invocation, lookup, folder, context, layout);
        if ('unknown' in read)
            return read;
        if ('missing' in read)
            missing = true;
        else {
            files.push(...read.files);
            writes.push(...read.writes);
            if (read.files.length > (reader?.count ?? 0))
                reader = { invocation, count: read.files.length };
        }
    }
    if (missing)
        return { missing: true };
    // A folder that only the sources bring is not there yet when they are copied later.
    const absent = changed.find((one) => one !== step.state.workdir && !files.some(({ at }) => at.startsWith(`${one}/`)));
    if (absent)
        return { unknown: `it changes to ${absent}` };
    const distinct = files.filter((file, index) => files.findIndex(({ path, at }) => path === file.path && at === file.at) === index);
    return { files: distinct, writes: [...new Set(writes)], reader: reader?.invocation ?? null };
}
/** An operand of `rm` that no copy of the project reaches. */
function isElsewhere(word, lookup, folder, layout, home) {
    const value = wordValue(word, lookup);
    if (value === null)
        return false;
    if (value.startsWith('-'))
        return true;
    if (value.startsWith('~') && (home === null || !/^~(?:\/|$)/.test(value)))
        return false;
    const plain = value.replace('~', home ?? '').replace(/[^/]*[*?[].*$/, '');
    const path = joinPath(folder, plain);
    return path !== null && !layout.reaches(path);
}
/** `$(cat VERSION)` in a word or an assignment: what it reads is not known. */
const substitutes = ({ words, assignments }) => words.some(({ parts }) => parts.includes(null)) ||
    assignments.some(({ value }) => value === null || value.parts.includes(null));
function readsOfInvocation(invocation, lookup, folder, context, layout) {
    const { manager, kind, verb, args, command, words, env } = invocation;
    const nothing = { files: [], writes: [] };
    if (invocation.as === 'other')
        return { unknown: 'it runs as another user' };
    const reader = manager.reads;
    if (kind === null) {
        const sets = args.some((arg) => wordValue(arg, lookup) === 'set');
        if (verb === null || (manager.readsNothing.includes(verb) && !sets))
            return nothing;
        return { unknown: `it runs ${manager.id} ${verb}` };
    }
    if (reader === null) {
        const local = words.some(({ raw }) => manager.mover?.test(raw) ?? false) ||
            args.some((arg) => /^(?:\.{0,2}\/)|\$/.test(wordValue(arg, lookup) ?? '$'));
        return local ? { unknown: `${manager.id} may read a file` } : nothing;
    }
    if (command.certainty === 'sometimes')
        return { unknown: 'an install runs under a condition' };
    const variable = manager.readsByVariable.find((name) => {
        const value = env.has(name) ? env.get(name) : lookup(name);
        return value !== undefined && value !== '';
    });
    if (variable)
        return { unknown: `${variable} is set` };
    const values = optionsAndOperands(invocation).map((word) => wordValue(word, lookup));
    if (values.includes(null) || folder === null)
        return { unknown: 'a word of the command is not known' };
    // An environment inside the project: the later copy may write over what is installed there.
    const first = wordValue(words[0], lookup) ?? '';
    if (first.includes('/') && !first.startsWith('/'))
        return { unknown: 'its program lies in the project' };
    const paths = lookup('PATH');
    if (paths === null || paths?.split(':').some((path) => path.startsWith('/') && layout.reaches(path))) {
        return { unknown: 'PATH may name a folder of the project' };
    }
    const here = layout.find(folder);
    // Pairs of a file of the context and its place in the image, from which the places of the others follow.
    const pairs = here ? [{ path: `${here.path}/.`, at: `${folder}/.` }] : [];
    const read = reader({
        context,
        folder: here?.path ?? '.',
        verb: verb ?? '',
        args: values,
        valueOptions: manager.valueOptions,
        find: (path) => {
            const at = joinPath(folder, path);
            const found = at === null ? null : (layout.find(at)?.path ?? null);
            if (at !== null && found !== null)
                pairs.unshift({ path: found, at });
            return found;
        },
    });
    if (!('files' in read))
        return read;
    const program = wordValue(words[0], lookup) ?? '';
    const environment = /^(\/.+)\/bin\/[^/]+$/.exec(program)?.[1];
    const more = environment && !/^\/usr(?:\/local)?$/.test(environment) && programName(program) !== program ? [environment] : [];
    if (read.files.length > 0 && manager.id === 'npm' && here === null)
        return { unknown: 'it runs in a folder that is not copied' };
    const files = read.files.map((path) => ({
        path,
        at: pairs.find((pair) => pair.path === path)?.at ?? placeBeside(pairs, path),
    }));
    if (files.some(({ at }) => at === null))
        return { unknown: 'where a file lies in the image is not known' };
    const writes = [...read.writes, ...more].flatMap((path) => joinPath(folder, path) ?? []);
    return { files: files, writes };
}
/** The words of a command without its program (`python -m pip` is three) and its verb. */
function optionsAndOperands({ words, args, verb, manager }) {
    const front = words.slice(1, words.length - args.length - (verb === null ? 0 : 1));
    const module = front.findIndex(({ raw }) => raw === manager.module);
    return [...front.slice(module + 1), ...args];
}
/** Where a file lies that another one names by a relative path. */
function placeBeside(pairs, path) {
    for (const pair of pairs) {
        const from = folderOf(pair.path).replace(/^\.$/, '');
        const up = from === '' ? [] : from.split('/');
        const down = path.split('/');
        while (up.length > 0 && up[0] === down[0]) {
            up.shift();
            down.shift();
        }
        const place = joinPath(folderOf(pair.at), [...up.map(() => '..'), ...down].join('/'));
        if (place !== null)
            return place;
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/ordering/manifests-first.js





/** Instructions that neither read nor write files. */
const WITHOUT_FILES = new Set('ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER WORKDIR'.split(' '));
/** What is copied here may be read by any program, or lie over what an install writes. */
const OF_THE_SYSTEM = /^\/$|^\/usr(?!\/src\/)(?:\/|$)|^\/(?:etc|bin|sbin|lib|lib64|dev|proc|sys)(?:\/|$)|^\/(?:root|var|home)$|^\/home\/[^/]+$/;
const CARRIED_FLAGS = new Set(['chown', 'chmod', 'link']);
/** Finds the disorder of a stage. Null when there is none, or when a line cannot be moved for certain. */
function findDisorder(file, stage, runs, context) {
    const reader = new Reader(file, stage, runs, context);
    return reader.read();
}
class Reader {
    #file;
    #stage;
    #runs;
    #context;
    constructor(file, stage, runs, context) {
        this.#file = file;
        this.#stage = stage;
        this.#runs = runs;
        this.#context = context;
    }
    /** Goes down the stage: copies open a stretch, installs belong to it, and the first step that may need them ends it. */
    read() {
        let layout = new Layout(this.#context);
        let copies = [];
        let installs = [];
        for (const step of this.#stage.steps) {
            const read = this.#readStep(step, layout);
            if (read === 'nothing')
                continue;
            if (read === 'unknown') {
                // With sources above it the stretch ends here. Without, it may have changed what was copied so far.
                if (copies.some((copy) => layout.takesFolder(copy)))
                    break;
                layout = new Layout(this.#context);
                copies = [];
                installs = [];
            }
            else if ('sources' in read)
                copies.push(read);
            else
                installs.push(read);
        }
        return this.#disorder(layout, copies, installs);
    }
    #readStep(step, layout) {
        if (WITHOUT_FILES.has(step.instruction.keyword))
            return 'nothing';
        layout.knows(step.state.workdir);
        const copy = readCopy(this.#file, step);
        if (copy)
            return layout.add(copy) ? copy : 'unknown';
        // A copy from elsewhere may lie over what the sources bring.
        const run = this.#runs.find((one) => one.step === step);
        if (!run)
            return 'unknown';
        const reads = readsOf(run, this.#context, layout);
        return 'files' in reads ? { run, reads } : 'unknown';
    }
    #disorder(layout, copies, all) {
        const last = all.findLastIndex(({ reads }) => reads.files.length > 0);
        const installs = all.slice(0, last + 1).filter(({ reads }) => reads.files.length > 0);
        const lastRun = installs.at(-1)?.run;
        if (!lastRun)
            return null;
        const manifests = installs.flatMap(({ reads }) => reads.files.map(({ path }) => path));
        const above = copies.filter(({ step }) => this.#at(step) < this.#at(lastRun.step));
        const sources = above.filter((copy) => layout.takesFolder(copy) && layout.takes(copy).some((path) => !isManifest(path, manifests)));
        const first = sources[0];
        if (!first || !installs.some(({ run }) => this.#at(run.step) > this.#at(first.step)))
            return null;
        const affected = installs.filter(({ run }) => this.#at(run.step) > this.#at(first.step));
        if (!this.#mayMove(layout, sources, above, lastRun))
            return null;
        const inserted = this.#manifestCopies(layout, sources, affected, first);
        if (inserted === null)
            return null;
        const edits = [...inserted];
        const to = this.#file.lines.next(lastRun.step.instruction.lines.end);
        for (const { step } of sources)
            edits.push({ kind: 'move', span: blockOf(this.#file, step.instruction), to });
        return {
            copies: sources,
            installs: affected,
            edits,
            adds: inserted.length > 0,
            undone: this.#undone(layout, sources, affected),
        };
    }
    #at(step) {
        return this.#stage.steps.indexOf(step);
    }
    /** Whether what stands between the sources and the last install lets them pass. */
    #mayMove(layout, sources, above, last) {
        if (isOpen(this.#file, last.step.instruction))
            return false;
        for (const copy of sources) {
            const { instruction } = copy.step;
            if (!instruction.flags.every(({ name }) => CARRIED_FLAGS.has(name)))
                return false;
            const between = this.#stage.steps.slice(this.#at(copy.step) + 1, this.#at(last.step));
            const usesVariables = /\$/.test(this.#file.text.slice(instruction.head.start, instruction.head.end));
            const relative = !copy.rawDestination.startsWith('/');
            for (const { instruction: other } of between) {
                if (other.keyword === 'WORKDIR' && (relative || instruction.flags.some(({ name }) => name !== 'link')))
                    return false;
                if ((other.keyword === 'ENV' || other.keyword === 'ARG') && usesVariables)
                    return false;
            }
            // Another copy that stays above must bring the same files to the same places, or lie elsewhere.
            for (const other of above.filter((one) => !sources.includes(one) && this.#at(one.step) > this.#at(copy.step))) {
                if (!agrees(layout, copy, other))
                    return false;
            }
            if (OF_THE_SYSTEM.test(copy.destination))
                return false;
            if (layout.takes(copy).some((path) => /(?:^|\/)pip\.conf$/.test(path)))
                return false;
        }
        return true;
    }
    /** The lines that bring each install its manifests; null when they cannot be written plainly. */
    #manifestCopies(layout, sources, installs, first) {
        const edits = [];
        const there = new Set();
        for (const [index, { run, reads }] of installs.entries()) {
            const lines = [];
            const groups = new Map();
            for (const { path, at } of reads.files) {
                if (there.has(at))
                    continue;
                there.add(at);
                if (!/^[\w.@+\-/]+$/.test(path))
                    return null;
                const above = layout
                    .landingsOf(path)
                    .filter((one) => one.at === at && this.#at(one.copy.step) < this.#at(run.step));
                const before = index === 0 ? first.step : run.step;
                const place = placeOf(above, sources, before.state.workdir, at);
                if (place === undefined)
                    return null;
                if (place === null)
                    continue;
                const { flags } = place.copy.step.instruction;
                if (place.copy !== first && flags.length > 0)
                    return null;
                const key = `${this.#at(place.copy.step)} ${place.destination}`;
                const group = groups.get(key) ?? { ...place, paths: [] };
                group.paths.push(path);
                groups.set(key, group);
            }
            for (const { copy, destination, paths } of groups.values()) {
                lines.push(copyLine(this.#file, copy.step.instruction, paths, destination));
            }
            if (lines.length === 0)
                continue;
            // The first install's manifests take the place of the sources; those of the others stand just above them.
            const before = index === 0 ? first.step.instruction : run.step.instruction;
            const at = blockOf(this.#file, before).start;
            edits.push({ kind: 'replace', span: { start: at, end: at }, text: lines.join('') });
        }
        return edits;
    }
    #undone(layout, sources, installs) {
        for (const path of installs.flatMap(({ reads }) => reads.writes)) {
            for (const copy of sources) {
                const source = layout.sourceOf(copy, path);
                if (source === null || this.#context.ignores(`${source}/x/index`))
                    continue;
                const name = source.slice(source.lastIndexOf('/') + 1);
                return { path: source, ignoreLine: folderOf(source) === '.' ? name : `**/${name}` };
            }
        }
        return null;
    }
}
/** Whether two copies, in either order, leave the same files. */
function agrees(layout, moved, stays) {
    if (!isWithin(stays.destination, moved.destination) && !isWithin(moved.destination, stays.destination))
        return true;
    // Where the one that stays wins today, the moved one must bring the same file.
    return layout.landings(stays).every(({ path, at }) => {
        const source = layout.sourceOf(moved, at);
        return source === null || source === path;
    });
}
/**
 * Whether a file is a manifest, or one of the same kind beside it: a folder of requirements files is no folder of sources
 * because one of them is not read here.
 */
function isManifest(path, manifests) {
    const kind = (file) => `${folderOf(file)} ${/\.[^./]*$/.exec(file)?.[0] ?? file}`;
    return manifests.some((manifest) => manifest === path || (/\.(?:txt|in)$/.test(manifest) && kind(manifest) === kind(path)));
}
/**
 * Where a manifest has to go: null when a copy that stays brings it, undefined when that cannot be written plainly.
 *
 * @param workdir the working folder where the new line will stand
 * @param at the place in the image where the install looks for it
 */
function placeOf(landings, sources, workdir, at) {
    if (landings.some(({ copy }) => !sources.includes(copy)))
        return null;
    const landing = landings.at(-1);
    if (!landing?.folder)
        return undefined;
    const raw = landing.copy.rawDestination;
    if (!/^[\w@./-]+$/.test(raw) || /(?:^|\/)\.\.(?:\/|$)/.test(raw))
        return undefined;
    const base = raw.replace(/(?:\/|^)\.?$/, '').replace(/\/$/, '') || (raw.startsWith('/') ? '' : '.');
    const folder = folderOf(landing.rest);
    const destination = folder === '.' ? `${base}/` : `${base}/${folder}/`;
    const lands = joinPath(workdir, destination + landing.rest.slice(landing.rest.lastIndexOf('/') + 1));
    return lands === at ? { copy: landing.copy, destination } : undefined;
}
function copyLine(file, like, paths, destination) {
    const lower = file.text.slice(like.keywordSpan.start, like.keywordSpan.end) === like.keyword.toLowerCase();
    const flags = like.flags.map(({ raw }) => `${raw} `).join('');
    const indent = /^[ \t]*/.exec(file.lines.textOf(like.lines.start))?.[0] ?? '';
    return `${indent}${lower ? 'copy' : 'COPY'} ${flags}${paths.join(' ')} ${destination}${file.lines.eol}`;
}
/** A step that the file ends inside of: what is moved behind it would become part of it. */
function isOpen(file, { lines }) {
    const text = file.lines.textOf(lines.end).trim();
    return text === '' || text.startsWith('#') || text.endsWith(file.escape);
}
/** An instruction's lines together with the comments directly above it. */
function blockOf(file, instruction) {
    const first = instruction.leading[0]?.line ?? instruction.lines.start;
    return { start: file.lines.start(first), end: file.lines.next(instruction.lines.end) };
}

;// CONCATENATED MODULE: ./lib/rules/rule.js
/** A list in words: `a`, `a and b`, `a, b and c`. */
function listed(items) {
    return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

;// CONCATENATED MODULE: ./lib/rules/copy-manifests-first.js




const copyManifestsFirst = {
    id: 'copy-manifests-first',
    severity: 'warning',
    says: 'sources are copied above an install that reads only manifests, so every edit runs the install again.',
    why: 'Layer caching decides whether a step runs at all: a step runs again when a file that was copied above it has changed. An install ' +
        'below `COPY . .` therefore runs after every edit of any source, although it reads nothing but a few manifests. Docker cannot know ' +
        'that; the author can say it with the order of the lines.',
    fixIsSafe: 'The files that the install reads are found in the repository, with everything that they name, and keep their flags and places. ' +
        'Lines move only past steps that read nothing of the project, and only where the ignore file keeps out what the later `COPY` ' +
        'would put over the result of the install.',
    silentWhen: [
        'the files of the repository or the build context are not known',
        'the install reads sources: a life-cycle script, a local project, a path on disk',
        'a step between the copy and the install may need the sources, or makes what the install reads',
        'what is copied is nothing but manifests',
        'the copy is made from another stage, or has options such as `--exclude` or `--parents`',
    ],
    check: (subject) => {
        const context = contextOf(subject);
        if (!context)
            return [];
        return subject.stages.flatMap((stage) => {
            const runs = subject.plans.map(({ run }) => run).filter(({ step }) => step.stage === stage);
            const disorder = runs.length > 0 ? findDisorder(subject.file, stage, runs, context) : null;
            return disorder ? findingsOf(subject, disorder, context.folder, context.ignoreFile) : [];
        });
    },
};
function contextOf({ stages, file, tree, path, context }) {
    const steps = stages.flatMap((stage) => stage.steps);
    const found = findContext(tree, path, contextSources(file, steps), context);
    return 'context' in found ? found.context : null;
}
function findingsOf(subject, disorder, folder, ignoreFile) {
    const { file } = subject;
    const textOf = ({ start, end }) => file.text.slice(start, end).replace(/\s+/g, ' ');
    const copies = disorder.copies.map(({ step }) => step.instruction);
    const first = copies[0];
    if (!first)
        return [];
    const copied = listed(copies.map((copy) => `\`${textOf(copy.head)}\``));
    return disorder.installs.map(({ run, reads }) => {
        const install = reads.reader;
        const command = install ? `${install.manager.id} ${install.verb}` : 'the install';
        const manifests = listed([...new Set(reads.files.map(({ path }) => `\`${path}\``))]);
        const ignore = ignoreFile ?? (folder === '.' ? '.dockerignore' : `${folder}/.dockerignore`);
        return {
            ...(install ? { manager: install.manager.id } : {}),
            lines: first.lines,
            message: `Every edit of any file that ${copied} takes along runs \`${command}\` again, although it reads only ${manifests}. ` +
                (disorder.adds
                    ? `Copy ${reads.files.length > 1 ? 'those' : 'that'} first, install, and copy the rest below.`
                    : `Copy the rest below the install.`),
            help: `What it reads was found in the build context ${folder === '.' ? 'that is the root of the repository' : `\`${folder}\``}. ` +
                'The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.\n\n' +
                'https://docs.docker.com/build/cache/optimize/#order-your-layers',
            because: [{ lines: run.step.instruction.lines, message: `this install reads only ${manifests}` }],
            remedy: disorder.undone
                ? {
                    unknown: `the later copy would put a local \`${disorder.undone.path}\` over the installed one: add the line \`${disorder.undone.ignoreLine}\` to \`${ignore}\` first`,
                }
                : { safety: 'safe', edits: disorder.edits },
            about: textOf(first.head),
        };
    });
}

;// CONCATENATED MODULE: ./lib/rules/declare-syntax.js


/** A `# syntax=` line that stands too low to count: BuildKit reads it in the first lines only. */
function inertDirective(file) {
    const from = file.instructions[0]?.lines.start ?? 0;
    const comment = file.comments.find(({ line, text }) => line < from && /^syntax\s*=\s*\S/.test(text));
    if (!comment)
        return null;
    const { lines } = file;
    const bom = file.text.startsWith(declare_syntax_BOM) ? 1 : 0;
    const top = file.text.startsWith('#!', bom) ? lines.start(2) : bom;
    const span = { start: lines.start(comment.line), end: lines.next(comment.line) };
    return {
        lines: { start: comment.line, end: comment.line },
        message: 'BuildKit reads `# syntax=` in the first lines of the file only, above every other comment and empty line: this one has no effect. ' +
            'Put it first.',
        help: 'https://docs.docker.com/reference/dockerfile/#parser-directives',
        remedy: { safety: 'safe', edits: [{ kind: 'move', span, to: top }] },
        about: 'first line',
    };
}
const declare_syntax_BOM = '\uFEFF';
const declareSyntax = {
    id: 'declare-syntax',
    severity: 'info',
    says: 'the file uses what only BuildKit knows and names no frontend, or one that is too old for what it uses.',
    why: 'The line `# syntax=docker/dockerfile:1` has the builder fetch the newest stable frontend of version 1, so the file means the same ' +
        'on every builder, however old. Without it each builder reads the file with the frontend that it was shipped with.',
    fixIsSafe: 'It is a comment for every builder that does not know it. The line makes BuildKit fetch the frontend’s image once.',
    silentWhen: [
        'the file uses no BuildKit feature',
        'it names a frontend of its own, or one by digest',
        'the configuration turns the rule off, as on builders without access to a registry',
    ],
    check: ({ file, original, syntax }) => {
        const features = featuresIn(file);
        if (features.size === 0)
            return [];
        const frontend = frontendOf(file);
        const names = (wanted) => listed(wanted.map((feature) => SINCE[feature].name));
        const because = [...featuresIn(original)].map(([feature, line]) => ({
            lines: { start: line, end: line },
            message: `${SINCE[feature].name} is used here`,
        }));
        if (frontend.kind === 'builtin') {
            const lost = inertDirective(file);
            if (lost)
                return [lost];
            const bom = file.text.startsWith(declare_syntax_BOM) ? 1 : 0;
            const line = file.text.startsWith('#!', bom) ? 2 : 1;
            const start = line === 1 ? bom : file.lines.start(2);
            return [
                {
                    lines: { start: line, end: line },
                    message: `${because.length > 0 ? 'The file uses' : 'With the suggestions of this review the file uses'} ${names([...features.keys()])} ` +
                        'and leaves it to each builder which Dockerfile frontend reads it. ' +
                        `Name the frontend in the first line: \`# syntax=${syntax}\`.`,
                    help: `The line makes BuildKit fetch ${syntax} from its registry; another address can be set, or this rule turned off, in the configuration.\n\nhttps://docs.docker.com/build/buildkit/frontend/`,
                    because,
                    remedy: {
                        safety: 'safe',
                        edits: [{ kind: 'replace', span: { start, end: start }, text: `# syntax=${syntax}${file.lines.eol}` }],
                    },
                    about: 'first line',
                },
            ];
        }
        const tooOld = [...features.keys()].filter((feature) => supports(frontend, feature) === false);
        const directive = file.directives.find(({ name }) => name === 'syntax');
        if (tooOld.length === 0 || !directive)
            return [];
        const newest = Math.max(...tooOld.map((feature) => SINCE[feature].minor));
        return [
            {
                severity: 'error',
                lines: { start: directive.line, end: directive.line },
                message: `\`${directive.value}\` does not know ${names(tooOld)}, which came with version 1.${newest}: the build fails, or does something else. ` +
                    `Name \`${syntax}\` instead.`,
                help: 'https://docs.docker.com/build/buildkit/dockerfile-release-notes/',
                because,
                remedy: { safety: 'safe', edits: [{ kind: 'replace', span: directive.valueSpan, text: syntax }] },
                about: 'first line',
            },
        ];
    },
};

;// CONCATENATED MODULE: ./lib/rules/mount-package-cache.js

const mountPackageCache = {
    id: 'mount-package-cache',
    severity: 'warning',
    says: 'a package install runs without the cache mounts of its tool.',
    why: 'Layer caching decides whether a step runs at all; once a manifest or a line above it changes, it runs from nothing: every ' +
        'package is downloaded, and perhaps compiled, again. A cache mount keeps the tool’s own cache on the builder between two runs ' +
        'of the step, so that a changed manifest costs only what has changed. The cache is no part of the image.',
    fixIsSafe: 'The mount goes where the tool keeps its cache for this user, these variables and this image, and it changes nothing that ' +
        'reaches the image. Options and clean-ups that would bypass or empty the mounted folder go in the same change. For apt, the ' +
        'file docker-clean of Debian’s and Ubuntu’s images has to go too; that stays in the image, and the comment says so.',
    silentWhen: [
        'the user of the step, the home or the base image is not known',
        'the command downloads nothing: another verb, `--dry-run`, `--no-index`, an install of files that are there',
        'a mount on the folder, or on one above it, is there already',
        'a later COPY takes the folder along, or an earlier one has put files into it',
        'a later step needs what this one leaves in the folder (`npm ci --offline`, an `apt-get install` without an `update`)',
        'the tool is configured by a command or a file that cannot be read here',
    ],
    check: ({ plans, file }) => plans.flatMap((plan) => plan.managers.filter(({ missing }) => missing.length > 0).map((manager) => findingOf(plan, manager, file.text))),
};
function findingOf(plan, own, text) {
    const { instruction } = plan.run.step;
    const { manager, missing } = own;
    const targets = missing.flatMap(({ status }) => (status.is === 'missing' ? [status.target] : []));
    const command = commandOf(own);
    const locked = missing.some(({ cache }) => cache.sharing === 'locked') ? ' with `sharing=locked`' : '';
    return {
        manager: manager.id,
        lines: instruction.lines,
        message: `Whenever this step runs, \`${command}\` ${manager.again}, because its cache is not kept between builds. ` +
            `Mount ${listed(targets.map((target) => `\`${target}\``))}${locked}${also(own)}, so that only what has changed is fetched.`,
        help: helpOf(own),
        remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
        about: text.slice(instruction.head.start, instruction.head.end),
    };
}
/** The command as the author wrote it, without its arguments. */
function commandOf({ manager, uses }) {
    const { invocation } = uses[0];
    const words = invocation.words.map(({ raw }) => raw.replace(/^"|",?$/g, ''));
    const verb = words.indexOf(invocation.verb ?? '');
    const program = manager.module !== null && words[1] === '-m' ? words.slice(0, 3).join(' ') : (words[0] ?? manager.id);
    return verb === -1 ? program : `${program} ${words[verb]}`;
}
function also({ removesHook, manager }) {
    return removesHook && manager.hook ? ` and remove \`${manager.hook.file}\`, which ${manager.hook.does}` : '';
}
function helpOf({ manager, uses, removesHook }) {
    const [use] = uses;
    const parts = [
        'The mount lives on the builder: it is no part of the image, and a build without it, or with an empty one, gives the same result. ' +
            'Builders that are thrown away after each build, such as hosted runners, start with an empty one.',
    ];
    if (use)
        parts.push(`${manager.name} and two builds at once: ${use.cache.why}.`);
    if (removesHook && manager.hook) {
        parts.push(`The removal of ${manager.hook.file} stays in the image: images that are built on it keep the packages that they download, unless they mount or clean /var/cache/apt.`);
    }
    if (uses.some(({ cache, status }) => cache.filledBy && status.is === 'missing')) {
        parts.push('The package lists are then no part of the image. /var/lib/apt as a whole is not mounted, since it also records which packages were installed automatically.');
    }
    parts.push(manager.docs);
    return parts.join('\n\n');
}

;// CONCATENATED MODULE: ./lib/rules/keep-mounted-cache.js


const keepMountedCache = {
    id: 'keep-mounted-cache',
    severity: 'warning',
    says: 'an option, a variable, a clean-up or a file of the image empties or bypasses the cache that is mounted.',
    why: 'A clean-up keeps a layer small, but what lies in a cache mount is no part of a layer: deleting it saves nothing in the image and ' +
        'leaves the next build with an empty cache. An option such as `--no-cache-dir` has the tool pass the mounted folder by.',
    fixIsSafe: 'Only what concerns the mounted folder goes. What else stands in the same `rm` stays, and a clean-up of a folder that is not ' +
        'mounted in this step is left alone: there it is right.',
    silentWhen: [
        'the step has no mount on the folder',
        'what is deleted cannot be known, or is not the cache (`rm -rf ~/.npm/_logs`)',
        'the clean-up only trims the cache (`apt-get autoclean`, `npm cache verify`)',
    ],
    check: ({ plans, file }) => plans.flatMap((plan) => plan.managers
        .filter(({ defeats, hooked, alone }) => defeats.length > 0 || hooked || alone)
        .map((manager) => keep_mounted_cache_findingOf(plan, manager, file.text, (span) => file.lines.range(span)))),
};
function keep_mounted_cache_findingOf(plan, own, text, rangeOf) {
    const { instruction } = plan.run.step;
    const { manager, defeats, hooked, alone } = own;
    const emptied = new Set(defeats.map(({ use }) => use.index));
    if (hooked && manager.hook)
        emptied.add(manager.hook.cache);
    if (alone && manager.companion)
        emptied.add(manager.companion.cache);
    const targets = own.uses.flatMap(({ index, location }) => emptied.has(index) && 'path' in location ? [`\`${location.path}\``] : []);
    const named = (wanted) => [...new Set(wanted.map(({ what }) => `\`${what}\``))];
    const bypasses = named(defeats.filter(({ does }) => does === 'bypasses'));
    const empties = named(defeats.filter(({ does }) => does === 'empties'));
    const out = named(defeats.filter(({ way }) => way === 'leave-out'));
    const variables = named(defeats.filter(({ way }) => way === 'empty-variable'));
    const happens = [
        ...(bypasses.length > 0
            ? [
                `${listed(bypasses)} ${bypasses.length > 1 ? 'make' : 'makes'} \`${commandOf(own)}\` bypass the cache that is mounted`,
            ]
            : []),
        ...(empties.length > 0
            ? [`${listed(empties)} ${empties.length > 1 ? 'empty' : 'empties'} the cache that is mounted`]
            : []),
        ...(hooked && manager.hook ? [`\`${manager.hook.file}\` of the base image ${manager.hook.does}`] : []),
        ...(alone
            ? [`\`${manager.companion?.program}\` deletes what it has installed from the cache that is mounted`]
            : []),
    ];
    const todo = [
        ...(out.length > 0 ? [`leave ${out.length > 1 ? 'them' : listed(out)} out`] : []),
        ...(variables.length > 0 ? [`give the command an empty ${listed(variables)}`] : []),
        ...(hooked ? ['remove that file in this step'] : []),
        ...(alone ? [`add \`${manager.companion?.option}\``] : []),
    ];
    const spans = defeats.map(({ span }) => rangeOf(span));
    const lines = hooked || alone || spans.length === 0
        ? instruction.lines
        : { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) };
    return {
        manager: manager.id,
        lines,
        message: `${sentence(listed(happens))}, so the next build finds nothing in ${listed(targets)}. ` +
            `${sentence(listed(todo))}: what lies in a cache mount is no part of the image.`,
        help: helpOf(own),
        remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
        about: text.slice(instruction.head.start, instruction.head.end),
    };
}
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

;// CONCATENATED MODULE: ./lib/rules/mount-where-it-caches.js



const mountWhereItCaches = {
    id: 'mount-where-it-caches',
    severity: 'error',
    says: 'a cache mount is not where the tool keeps its cache for this user and these variables, or is owned by somebody else.',
    why: 'A mount on another folder is never used: the step is as slow as without it, and the tool’s real cache ends up in the image. A ' +
        'mount that belongs to root cannot be written by another user: npm then fails, and pip goes on without a cache.',
    fixIsSafe: 'The target and the owner are those of the user who runs the command; the other options of the mount stay.',
    silentWhen: [
        'the user, the home or a variable that moves the cache is not known',
        'no package manager of the catalogue runs in the step',
        'the mount is on a folder above the cache',
    ],
    check: (subject) => [...misplaced(subject), ...withoutDashes(subject), ...automaticMarks(subject)],
};
function misplaced({ plans, file }) {
    return plans.flatMap((plan) => plan.managers.flatMap((own) => own.misplaced
        .slice(0, 1)
        .map((use) => misplacedFinding(plan, own, use, file.text, (span) => file.lines.range(span)))));
}
function misplacedFinding(plan, own, { status, location }, text, rangeOf) {
    if (status.is !== 'misplaced' || !('path' in location))
        throw new Error('not misplaced');
    const { state, instruction } = plan.run.step;
    const who = state.user?.name ?? String(state.user?.uid);
    const command = commandOf(own);
    const message = status.why === 'owner'
        ? `The mount belongs to another user than \`${who}\`, who runs \`${command}\`, so the tool cannot use its cache there. ` +
            `Give the mount that user’s uid and gid.`
        : `${reasonOf(location.by, who, homeOf(state) ?? '/')}, \`${command}\` keeps its cache in \`${location.path}\`, so the mount on \`${status.at.mount.target}\` is never used. ` +
            `Mount \`${location.path}\` instead.`;
    return {
        manager: own.manager.id,
        lines: rangeOf(status.at.mount.flag.span),
        message,
        help: helpOf(own),
        remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
        about: text.slice(instruction.head.start, instruction.head.end),
    };
}
/** What decides where the cache is. */
function reasonOf(by, who, home) {
    if ('variable' in by)
        return `With \`${by.variable}\` set`;
    if ('option' in by)
        return `With \`${by.option}\``;
    return `As \`${who}\`, whose home is \`${home}\``;
}
/** `RUN mount=type=cache,…`: the shell takes it for a variable of the command, and nothing is mounted. */
function withoutDashes({ file }) {
    return file.instructions.flatMap((run) => {
        const word = run.keyword === 'RUN' && !run.json ? run.words[0] : undefined;
        if (!word || !/^-?mount=type=\w+,/.test(word.raw))
            return [];
        const dashes = word.raw.startsWith('-') ? '-' : '--';
        return [
            {
                lines: file.lines.range(word.span),
                message: `Without two dashes \`${word.raw.split(',')[0]}…\` is no flag: the shell takes it for part of the command, and nothing is mounted. ` +
                    'Write `--mount=…`.',
                help: 'https://docs.docker.com/reference/dockerfile/#run---mount',
                remedy: { safety: 'safe', edits: [{ kind: 'replace', span: at(word.span.start), text: dashes }] },
                about: file.text.slice(run.head.start, run.head.end),
            },
        ];
    });
}
const at = (offset) => ({ start: offset, end: offset });
/** `/var/lib/apt` as a mount, and a step that removes what was installed automatically. */
function automaticMarks({ plans, file }) {
    return plans.flatMap(({ run }) => {
        const mount = run.mounts.find(({ target, mount: { type } }) => type === 'cache' && target === '/var/lib/apt');
        const removes = run.invocations.some(({ manager, verb, args }) => manager.id === 'apt' &&
            (verb === 'autoremove' ||
                verb === 'autopurge' ||
                args.some((arg) => /^--(?:auto-remove|autoremove)$/.test(wordValue(arg) ?? ''))));
        const span = mount?.mount.targetSpan;
        if (!mount || !removes || !span)
            return [];
        const { instruction } = run.step;
        return [
            {
                manager: 'apt',
                lines: file.lines.range(mount.mount.flag.span),
                message: 'The mount on `/var/lib/apt` also holds `extended_states`, which says what was installed automatically, and shares it between all ' +
                    'builds, so this step may remove packages that the image needs. Mount `/var/lib/apt/lists` alone.',
                help: 'https://manpages.debian.org/bookworm/apt/apt-mark.8.en.html',
                remedy: { safety: 'safe', edits: [{ kind: 'replace', span, text: '/var/lib/apt/lists' }] },
                about: file.text.slice(instruction.head.start, instruction.head.end),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./lib/rules/registry.js
// Written by `npm run docs` from the files of this folder. Do not edit.





const rules = [
    copyManifestsFirst,
    declareSyntax,
    keepMountedCache,
    mountPackageCache,
    mountWhereItCaches,
];

;// CONCATENATED MODULE: ./lib/text/compose.js

/** Two edits want the same characters. */
class Conflict extends Error {
}
/**
 * Composes fixes into one new text and into suggestions: whole-line ranges that can be committed one by one, in any order,
 * with the same result. Fixes that touch the same lines, or share an edit, become one suggestion; one that contradicts an
 * earlier fix waits.
 *
 * @param text the file, as it is
 * @param fixes edits with offsets into `text`, in the order of their weight
 */
function compose(text, fixes) {
    const lines = new Lines(text);
    const waiting = [];
    let groups = [];
    // Unsafe fixes come last: a safe one is not to lose its button to them.
    const order = fixes.map((_, index) => index).sort((a, b) => weight(fixes[a]) - weight(fixes[b]) || a - b);
    for (const index of order) {
        const fix = fixes[index];
        let group = {
            fixes: [index],
            edits: distinct(fix.edits),
            lines: linesOf(fix.edits, lines),
            safety: fix.safety,
        };
        let rest = groups;
        for (;;) {
            const touching = rest.filter((other) => overlap(other.lines, group.lines));
            if (touching.length === 0)
                break;
            rest = rest.filter((other) => !touching.includes(other));
            group = touching.reduce(merge, group);
        }
        const mixed = fix.safety === 'unsafe' && group.fixes.some((other) => fixes[other]?.safety === 'safe');
        if (mixed || !applies(group.edits))
            waiting.push(index);
        else
            groups = [...rest, group];
    }
    groups.sort((a, b) => a.lines.start - b.lines.start);
    const suggestions = [];
    let result = '';
    let done = 0;
    for (const group of groups) {
        const from = lines.start(group.lines.start);
        const to = lines.next(group.lines.end);
        const before = text.slice(from, to);
        const after = applyEdits(before, group.edits.map((edit) => shifted(edit, -from)));
        result += text.slice(done, from) + after;
        done = to;
        suggestions.push(...suggestionOf(before, after, group));
    }
    return { text: result + text.slice(done), suggestions, waiting };
}
/** An edit with offsets into a stretch of the text. */
function shifted(edit, by) {
    const span = { start: edit.span.start + by, end: edit.span.end + by };
    return edit.kind === 'move' ? { ...edit, span, to: edit.to + by } : { ...edit, span };
}
const weight = (fix) => (fix?.safety === 'unsafe' ? 1 : 0);
function merge(a, b) {
    return {
        fixes: [...a.fixes, ...b.fixes].sort((x, y) => x - y),
        edits: distinct([...b.edits, ...a.edits]),
        lines: { start: Math.min(a.lines.start, b.lines.start), end: Math.max(a.lines.end, b.lines.end) },
        safety: a.safety === 'unsafe' || b.safety === 'unsafe' ? 'unsafe' : 'safe',
    };
}
const overlap = (a, b) => a.start <= b.end && b.start <= a.end;
function distinct(edits) {
    const seen = new Set();
    return edits.filter((edit) => {
        const key = JSON.stringify(edit);
        if (seen.has(key))
            return false;
        seen.add(key);
        return true;
    });
}
/** The lines that edits change. An insertion between two lines changes the one below it, at the end of the file the last. */
function linesOf(edits, lines) {
    let start = Number.POSITIVE_INFINITY;
    let end = 0;
    for (const edit of edits) {
        const range = lines.range(edit.span);
        start = Math.min(start, range.start);
        end = Math.max(end, range.end);
        if (edit.kind === 'move') {
            start = Math.min(start, lines.at(edit.to));
            end = Math.max(end, edit.to > edit.span.start ? lines.at(edit.to - 1) : lines.at(edit.to));
        }
    }
    return { start, end };
}
function applies(edits) {
    try {
        refuseConflicts(inOrder(edits), edits.filter((edit) => edit.kind === 'move'));
        return true;
    }
    catch (error) {
        if (error instanceof Conflict)
            return false;
        throw error;
    }
}
const inOrder = (edits) => edits.filter((edit) => edit.kind === 'replace').sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
/**
 * Makes edits.
 *
 * @throws Conflict when two of them want the same characters
 */
function applyEdits(given, edits) {
    const { eol } = new Lines(given);
    // A last line without a line end gets one meanwhile, so that it can change places with others.
    const open = given.length > 0 && !given.endsWith('\n') && edits.some(({ kind }) => kind === 'move');
    const text = open ? given + eol : given;
    const past = (offset) => (open && offset === given.length ? text.length : offset);
    const moves = edits.flatMap((edit) => edit.kind === 'move' ? [{ span: { start: edit.span.start, end: past(edit.span.end) }, to: past(edit.to) }] : []);
    const order = inOrder(edits);
    refuseConflicts(order, moves);
    /** The new text of a stretch, without what is moved out of it. */
    const render = (start, end, moving) => {
        let result = '';
        let at = start;
        const stops = [
            ...order
                .filter(({ span }) => span.start >= start && span.end <= end && !(moving && atEdge(span, start, end)))
                .map((edit) => ({ at: edit.span.start, rank: 1, end: edit.span.end, text: () => edit.text })),
            ...(moving
                ? []
                : moves.flatMap((move) => [
                    { at: move.to, rank: 0, end: move.to, text: () => render(move.span.start, move.span.end, true) },
                    { at: move.span.start, rank: 2, end: move.span.end, text: () => '' },
                ])),
        ].sort((a, b) => a.at - b.at || a.rank - b.rank || a.end - b.end);
        for (const stop of stops) {
            // What stands inside a stretch that is moved away goes with it.
            if (stop.at < at || (!moving && stop.rank === 1 && insideMove(stop.at, stop.end)))
                continue;
            result += text.slice(at, stop.at);
            result += stop.text();
            at = stop.end;
        }
        return result + text.slice(at, end);
    };
    const insideMove = (start, end) => moves.some(({ span }) => start >= span.start && end <= span.end && !atEdge({ start, end }, span.start, span.end));
    const result = render(0, text.length, false);
    return open && result.endsWith(eol) ? result.slice(0, -eol.length) : result;
}
/** @throws Conflict when two edits want the same characters */
function refuseConflicts(order, moves) {
    for (const [index, { span }] of order.entries()) {
        const before = order[index - 1]?.span;
        if (before && before.end > span.start)
            throw new Conflict();
    }
    for (const [index, { span, to }] of moves.entries()) {
        if (to > span.start && to < span.end)
            throw new Conflict();
        for (const [other, move] of moves.entries()) {
            if (other !== index && move.span.start < span.end && span.start < move.span.end)
                throw new Conflict();
            if (other !== index && to > move.span.start && to < move.span.end)
                throw new Conflict();
        }
        for (const replacement of order) {
            const inside = replacement.span.start >= span.start && replacement.span.end <= span.end;
            const outside = replacement.span.end <= span.start || replacement.span.start >= span.end;
            if (!inside && !outside)
                throw new Conflict();
        }
    }
}
/** An insertion just before or behind a stretch does not belong to it. */
const atEdge = (span, start, end) => span.start === span.end && (span.start === start || span.start === end);
const linesIn = (text) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));
function suggestionOf(old, changed, { fixes, lines: range, safety }) {
    const before = linesIn(old);
    const after = linesIn(changed);
    // Only what changes is shown, but never less than one line of the file: a suggestion always stands on one.
    let head = 0;
    while (head < before.length - 1 && head < after.length && before[head] === after[head])
        head++;
    let tail = 0;
    while (tail < before.length - 1 - head &&
        tail < after.length - head &&
        before[before.length - 1 - tail] === after[after.length - 1 - tail])
        tail++;
    const kept = after.slice(head, after.length - tail);
    if (kept.join('\n') === before.slice(head, before.length - tail).join('\n'))
        return [];
    return [
        {
            lines: { start: range.start + head, end: range.end - tail },
            replacement: kept.length === 0 ? null : kept.join('\n'),
            safety,
            fixes,
        },
    ];
}
/**
 * Commits suggestions as GitHub does: each takes the place of its lines, with the file's own line ends.
 * The order in which they are given does not matter.
 */
function commitSuggestions(text, suggestions) {
    const lines = new Lines(text);
    let result = text;
    for (const { lines: range, replacement } of [...suggestions].sort((a, b) => b.lines.start - a.lines.start)) {
        const start = lines.start(range.start);
        const end = replacement === null ? lines.next(range.end) : lines.end(range.end);
        result = result.slice(0, start) + (replacement ?? '').replaceAll('\n', lines.eol) + result.slice(end);
    }
    return result;
}

;// CONCATENATED MODULE: ./lib/analyse.js











/** Rules that are judged on the text as it is after all other fixes, so that committing one never makes a new finding. */
const LAST = new Set(['declare-syntax']);
/** Analyses one Dockerfile. Pure: what is missing is asked for in the answer. */
function analyse(input) {
    const tree = new Tree(input.repository);
    const nothing = { path: input.path, text: input.text, findings: [], suggestions: [], fixed: input.text, ignored: [] };
    let subject;
    try {
        subject = readSubject(input, input.text, tree);
    }
    catch (error) {
        if (!(error instanceof UnreadableDockerfile))
            throw error;
        const message = `This file cannot be read as a Dockerfile: ${error.message}.`;
        return { ...nothing, notices: [{ line: error.line, message }], missing: [] };
    }
    const ignores = new Ignores(subject.file);
    const findings = [];
    const ignored = [];
    const counts = new Map();
    const say = (rule, found) => {
        for (const one of found) {
            const finding = complete(rule, one, input, counts);
            if (ignores.silences(finding))
                ignored.push(finding);
            else
                findings.push(finding);
        }
    };
    const active = rules.filter(({ id }) => input.settings.rules[id] !== 'off');
    for (const rule of active.filter(({ id }) => !LAST.has(id)))
        say(rule, rule.check(subject));
    findings.sort((a, b) => a.lines.start - b.lines.start || a.lines.end - b.lines.end);
    const after = composeFindings(input.text, findings);
    const changed = after.text !== input.text;
    const last = changed ? { ...subject, file: parseDockerfile(after.text) } : subject;
    for (const rule of active.filter(({ id }) => LAST.has(id))) {
        say(rule, rule
            .check(last)
            .map((found) => ({ ...found, because: found.because?.length ? found.because : causesOf(findings) })));
    }
    findings.sort((a, b) => a.lines.start - b.lines.start || a.lines.end - b.lines.end);
    const composed = composeFindings(input.text, findings);
    const unsafe = composed.suggestions.some(({ safety }) => safety === 'unsafe');
    const safe = unsafe
        ? composeFindings(input.text, findings.filter(({ remedy }) => !('unknown' in remedy) && remedy.safety === 'safe'))
        : composed;
    return {
        path: input.path,
        text: input.text,
        findings,
        suggestions: composed.suggestions,
        fixed: safe.text,
        notices: ignores.unused(new Map(rules.map(({ id }) => [id, input.settings.rules[id] === 'off' ? 'off' : 'on']))),
        ignored,
        missing: [...tree.missing],
    };
}
/** What a finding rests on that only the other suggestions bring about: it belongs to the first of them. */
function causesOf(findings) {
    const cause = findings.find(({ remedy }) => !('unknown' in remedy));
    return cause ? [{ lines: cause.lines, message: `${cause.rule} brings it in here` }] : [];
}
function readSubject(input, text, tree) {
    const file = parseDockerfile(text);
    const { syntax } = input.settings;
    // Most Dockerfiles of a repository may have nothing to do with a manager of the catalogue.
    const stages = mayInvoke(text) ? readStages(file) : [];
    const plans = planCaching(file, stages, readRunSteps(file, stages), readToolConfiguration(file, tree), syntax);
    return { path: input.path, file, original: file, stages, plans, tree, context: input.context, syntax };
}
function complete(rule, found, input, counts) {
    const { about, severity, because, ...rest } = found;
    const key = [rule.id, found.manager ?? '', about.replace(/\s+/g, ' ').trim()].join('|');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const own = input.settings.rules[rule.id];
    return {
        ...rest,
        rule: rule.id,
        severity: own && own !== 'off' ? own : (severity ?? rule.severity),
        because: because ?? [],
        // The same words twice in one file are two findings.
        fingerprint: count === 1 ? key : `${key}|${count}`,
    };
}
/** Composes the fixes of findings; the suggestions' indexes are those of `findings`. */
function composeFindings(text, findings) {
    const indexes = [];
    const fixes = [];
    for (const [index, { remedy }] of findings.entries()) {
        if ('unknown' in remedy)
            continue;
        indexes.push(index);
        fixes.push(remedy);
    }
    const composed = compose(text, fixes);
    const suggestions = composed.suggestions.map((suggestion) => ({
        ...suggestion,
        fixes: suggestion.fixes.map((fix) => indexes[fix]),
    }));
    return { text: composed.text, suggestions };
}

// EXTERNAL MODULE: ./lib/text/printable.js
var text_printable = __webpack_require__(7944);
;// CONCATENATED MODULE: ./lib/report/json.js
/** The whole report as a value that `JSON.stringify` takes. */
function toJson(files) {
    return {
        version: 1,
        files: files.map((file) => ({
            path: file.path,
            findings: file.findings.map((finding, index) => ({
                rule: finding.rule,
                severity: finding.severity,
                startLine: finding.lines.start,
                endLine: finding.lines.end,
                message: finding.message,
                manager: finding.manager ?? null,
                help: finding.help,
                fix: fixOf(file, index),
            })),
            notices: file.notices.map(({ line, message }) => ({ line, message })),
        })),
        summary: summarise(files),
    };
}
/** Counts the findings. */
function summarise(files) {
    const count = (severity) => files.reduce((sum, file) => sum + file.findings.filter((finding) => finding.severity === severity).length, 0);
    return { files: files.length, errors: count('error'), warnings: count('warning'), infos: count('info') };
}
function fixOf(file, finding) {
    const suggestion = file.suggestions.find(({ fixes }) => fixes.includes(finding));
    if (suggestion === undefined)
        return null;
    return {
        safety: suggestion.safety,
        startLine: suggestion.lines.start,
        endLine: suggestion.lines.end,
        replacement: suggestion.replacement,
    };
}

// EXTERNAL MODULE: ./lib/report/layout.js
var layout = __webpack_require__(5526);
;// CONCATENATED MODULE: ./lib/report/summary.js


/** One line that counts: the findings by severity, the files, what can be mended how. */
function summaryLine(files) {
    if (files.length === 0)
        return 'No Dockerfile found.';
    const { errors, warnings, infos } = summarise(files);
    const findings = errors + warnings + infos;
    const ignored = files.reduce((sum, file) => sum + file.ignored.length, 0);
    const silenced = ignored === 0 ? '' : ` ${(0,layout/* counted */.hS)(ignored, 'finding')} ignored.`;
    if (findings === 0)
        return `No findings in ${(0,layout/* counted */.hS)(files.length, 'file')}.${silenced}`;
    const concerned = files.filter((file) => file.findings.length > 0).length;
    const place = concerned === files.length ? (0,layout/* counted */.hS)(concerned, 'file') : `${concerned} of ${(0,layout/* counted */.hS)(files.length, 'file')}`;
    const kinds = [(0,layout/* counted */.hS)(errors, 'error'), (0,layout/* counted */.hS)(warnings, 'warning'), (0,layout/* counted */.hS)(infos, 'info')].join(', ');
    return `${(0,layout/* counted */.hS)(findings, 'finding')} in ${place}: ${kinds}.${mending(files)}${silenced}`;
}
function mending(files) {
    const fixable = (safety) => files.reduce((sum, file) => sum + new Set(file.suggestions.filter((each) => each.safety === safety).flatMap(({ fixes }) => fixes)).size, 0);
    const safe = fixable('safe');
    const unsafe = fixable('unsafe');
    return [
        safe > 0 ? ` "layerwise fix" mends ${safe}.` : '',
        unsafe > 0 ? ` "layerwise fix --unsafe" mends ${unsafe}${safe > 0 ? ' more' : ''}.` : '',
    ].join('');
}

;// CONCATENATED MODULE: ./lib/report/github.js


const github_commandOf = { error: 'error', warning: 'warning', info: 'notice' };
const severities = ['error', 'warning', 'info'];
/**
 * The report as workflow commands, which GitHub shows as annotations. A step shows ten of each kind at most, in the order
 * in which they are printed, so the severe ones come first, and a line of
 * the log counts them all (https://github.com/orgs/community/discussions/68471).
 */
function toWorkflowCommands(files) {
    const commands = severities.flatMap((severity) => files.flatMap((file) => file.findings.filter((each) => each.severity === severity).map((each) => of(file, each))));
    const notices = files.flatMap((file) => file.notices.map(({ line, message }) => command('notice', { file: file.path, line, title: 'Layerwise' }, message)));
    return [...commands, ...notices, summaryLine(files)].map((line) => `${line}\n`).join('');
}
function of(file, finding) {
    const { start, end } = finding.lines;
    const properties = {
        file: file.path,
        line: start,
        endLine: end,
        title: finding.manager ? `${finding.rule} (${finding.manager})` : finding.rule,
    };
    return command(github_commandOf[finding.severity], properties, finding.message);
}
/**
 * One workflow command. No text can end it early or begin another: line ends and the characters that part a command are
 * written as GitHub reads them back, control characters as escapes that are shown.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function command(name, properties, message) {
    const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
    return `::${name} ${list.join(',')}::${message.split(/\r?\n/).map(escapeData).join('%0A')}`;
}
const escapeData = (text) => (0,text_printable/* printable */.g)(text).replaceAll('%', '%25');
const escapeProperty = (text) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

// EXTERNAL MODULE: ./node_modules/diff/libesm/diff/array.js
var array = __webpack_require__(1318);
;// CONCATENATED MODULE: ./lib/review/change.js


/** The change that a suggestion makes, or null when it makes none or is not about this text. */
function changeOf(lines, { lines: range, replacement, safety }) {
    if (range.start < 1 || range.end < range.start || range.end > lines.count)
        return null;
    const before = [];
    for (let line = range.start; line <= range.end; line++)
        before.push(lines.textOf(line));
    if (replacement === before.join('\n'))
        return null;
    return { lines: range, before, after: replacement === null ? null : replacement.split('\n'), safety };
}
/**
 * Whether some lines of a text end with CRLF and some with LF. What a committed suggestion makes of such lines is not
 * known, and committing on the web has turned LF into CRLF before (w3c-fedid/digital-credentials#572).
 */
function mixesLineEnds(text) {
    const all = text.split('\n').length - 1;
    const crlf = text.split('\r\n').length - 1;
    return crlf > 0 && crlf < all;
}
/** Whether a line holds something that a reader cannot see, and that a suggestion would carry along unseen. */
function hasInvisible({ before, after }) {
    return [...before, ...(after ?? [])].some((line) => printable(line, { tabs: true }) !== line);
}
/** A change as the lines of a unified diff, printable. The header counts the lines of the file. */
function diffOf({ lines, before, after }) {
    const rows = differenceOf(before, after ?? []);
    const header = `@@ -${lines.start},${before.length} +${lines.start},${after?.length ?? 0} @@`;
    return [header, ...rows.map((row) => (0,text_printable/* printable */.g)(row, { tabs: true }))];
}
function differenceOf(before, after) {
    const parts = (0,array/* diffArrays */.E)([...before], [...after], { maxEditLength: 2_000 });
    if (!parts)
        return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)];
    return parts.flatMap(({ value, added, removed }) => value.map((line) => (added ? '+' : removed ? '-' : ' ') + line));
}

;// CONCATENATED MODULE: ./lib/report/colour.js
/** The colours of a terminal, or none. https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
function palette(colour) {
    const paint = (on, off) => colour ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text;
    return {
        bold: paint(1, 22),
        dim: paint(2, 22),
        red: paint(31, 39),
        yellow: paint(33, 39),
        green: paint(32, 39),
        cyan: paint(36, 39),
    };
}

;// CONCATENATED MODULE: ./lib/report/text.js






/** Longer lines of a file are cut where they are shown. */
const longestLine = 200;
/** Of a finding on more lines than this only the first are shown. */
const mostLines = 8;
/**
 * The report for people: each finding with its place, the lines it is about, what it says and the fix as a small diff,
 * and one line at the end that counts. Nothing of a file reaches the terminal raw.
 */
function toText(files, { colour, columns = 100 }) {
    const colours = palette(colour);
    const said = new Set();
    const blocks = files.flatMap((file) => fileBlocks(file, colours, Math.max(40, Math.min(columns, 120)), said));
    return `${[...blocks, summaryLine(files)].join('\n')}\n`;
}
/** @param said paragraphs of help that stand above already: what holds for many findings is said once */
function fileBlocks(file, colours, columns, said) {
    const lines = new Lines(file.text);
    const shown = new Map();
    return [
        ...file.findings.map((finding, index) => {
            const suggestion = file.suggestions.find(({ fixes }) => fixes.includes(index));
            const first = suggestion && shown.get(suggestion);
            if (suggestion && !first)
                shown.set(suggestion, finding);
            return [
                ...head(file.path, finding, colours),
                ...excerpt(lines, finding.lines, colours),
                ...indented((0,layout/* wrapped */.ky)(finding.message, columns - 2)),
                ...notes(finding, columns, said),
                ...(first
                    ? [`  fix: the same as for line ${first.lines.start}`]
                    : fix(lines, finding, suggestion, colours, columns)),
                '',
            ].join('\n');
        }),
        ...file.notices.map(({ line, message }) => {
            const [first = '', ...rest] = (0,layout/* wrapped */.ky)(message, columns - 2);
            return [`${place(file.path, line, colours)} notice: ${first}`, ...indented(rest), ''].join('\n');
        }),
    ];
}
const indented = (lines) => lines.map((line) => `  ${line}`);
const place = (path, line, { bold }) => bold(`${text_pathOf(path)}:${line}:`);
/** A path that begins a line may not begin it as a command of a workflow does. */
const text_pathOf = (path) => (path.startsWith(':') ? `./${(0,text_printable/* printable */.g)(path)}` : (0,text_printable/* printable */.g)(path));
function head(path, finding, colours) {
    const paint = { error: colours.red, warning: colours.yellow, info: colours.cyan };
    const manager = finding.manager ? ` (${(0,text_printable/* printable */.g)(finding.manager)})` : '';
    const severity = paint[finding.severity](finding.severity);
    return [`${place(path, finding.lines.start, colours)} ${severity}: ${(0,text_printable/* printable */.g)(finding.rule)}${manager}`];
}
/** The lines of a finding behind a gutter with their numbers, and below them carets as wide as they are. */
function excerpt(lines, range, { dim, yellow }) {
    const last = Math.min(range.end, lines.count, range.start + mostLines - 1);
    const gutter = String(last).length + 2;
    const shown = [];
    for (let line = range.start; line <= last; line += 1)
        shown.push((0,layout/* shownLine */.QN)(lines.textOf(line), longestLine));
    const rows = shown.map((text, index) => `${dim(`${String(range.start + index).padStart(gutter)} │`)} ${text}`);
    const blank = dim(`${' '.repeat(gutter)} │`);
    if (last < range.end)
        return [...rows, `${blank} … and ${(0,layout/* counted */.hS)(range.end - last, 'more line')}`];
    return [...rows, `${blank} ${yellow(carets(shown))}`.trimEnd()];
}
/** Carets from where the text of the lines begins to where the widest of them ends. */
function carets(shown) {
    const written = shown.filter((line) => line.trim() !== '');
    const margins = written.map((line) => /^[\t ]*/.exec(line)?.[0] ?? '');
    const margin = margins.reduce((least, each) => (each.length < least.length ? each : least), margins[0] ?? '');
    const widest = Math.max(0, ...written.map((line) => (0,layout/* widthOf */.qz)(line.trimEnd().slice(margin.length))));
    return margin + '^'.repeat(widest);
}
function notes(finding, columns, said) {
    const because = finding.because.map(({ lines, message }) => `line ${lines.start}: ${message}`);
    const help = finding.help.split(/(?:\r?\n){2,}/).filter((paragraph) => paragraph !== '' && !said.has(paragraph));
    for (const paragraph of help)
        said.add(paragraph);
    return [...because, ...help].flatMap((note) => {
        const [first = '', ...rest] = (0,layout/* wrapped */.ky)(note, columns - 4);
        return [`  - ${first}`, ...indented(indented(rest))];
    });
}
function fix(lines, finding, suggestion, colours, columns) {
    if ('unknown' in finding.remedy) {
        if (finding.remedy.unknown === '')
            return [];
        return indented((0,layout/* wrapped */.ky)(`no fix: ${finding.remedy.unknown}`, columns - 2));
    }
    if (!suggestion)
        return ['  fix: waits for another one on the same lines; it comes in the next run'];
    const change = changeOf(lines, suggestion);
    if (!change)
        return [];
    const rows = diffOf(change).slice(1);
    const paint = (row) => {
        const shown = `${row[0]} ${(0,layout/* shownLine */.QN)(row.slice(1), longestLine)}`.trimEnd();
        const painted = row.startsWith('+') ? colours.green(shown) : row.startsWith('-') ? colours.red(shown) : shown;
        return `${colours.dim('    │')} ${painted}`.trimEnd();
    };
    return [suggestion.safety === 'safe' ? '  fix:' : '  fix (unsafe, made with --unsafe only):', ...rows.map(paint)];
}

// EXTERNAL MODULE: ./lib/cli/io.js
var cli_io = __webpack_require__(8908);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/analyse-all.js
/** A manifest names another one, that one a third: real chains end far earlier. */
const mostRounds = 6;
/**
 * Analyses Dockerfiles. The analysis never reads; it names the files whose texts it misses, which are read here, all of a
 * round in one batch, until nothing is missing or six rounds are over.
 */
async function analyseAll(sources, surroundings) {
    const { files, read, settings, onProgress } = surroundings;
    const texts = new Map();
    const reports = new Map();
    const crashes = [];
    let open = [...sources];
    let done = 0;
    for (let round = 1; open.length > 0; round += 1) {
        const missing = new Set();
        const again = [];
        for (const source of open) {
            const report = attempt(source);
            reports.set(source, report);
            const unread = report.missing.filter((path) => !texts.has(path));
            if (unread.length > 0 && round < mostRounds) {
                again.push(source);
                for (const path of unread)
                    missing.add(path);
            }
            else
                onProgress?.(++done, sources.length);
        }
        if (missing.size > 0) {
            const got = await read([...missing]);
            for (const path of missing)
                texts.set(path, got.get(path) ?? null);
        }
        open = again;
    }
    return { reports: sources.map((source) => reports.get(source)), crashes };
    function attempt({ path, text, context }) {
        const input = { path, text, repository: { files, texts }, settings };
        try {
            return surroundings.analyse(context === undefined ? input : { ...input, context });
        }
        catch (error) {
            crashes.push({ path, error });
            const notices = [{ line: 1, message: 'Layerwise failed on this file, so nothing is said of it.' }];
            return { path, text, findings: [], suggestions: [], fixed: text, notices, ignored: [], missing: [] };
        }
    }
}

// EXTERNAL MODULE: ./lib/configuration/globs.js
var globs = __webpack_require__(1545);
;// CONCATENATED MODULE: ./lib/configuration/paths.js

/** The names that Docker, Podman and editors take for a Dockerfile. */
const usualName = /^(?:Dockerfile(?:\..+)?|.+\.[Dd]ockerfile|Containerfile.*)$/;
/**
 * Endings of files that only bear the name: ignore files, prose, templates (their text is several Dockerfiles or none),
 * data, and what editors and version control leave behind.
 */
const otherEndings = new Set([
    ...['dockerignore', 'containerignore', 'gitignore'],
    ...['md', 'mdx', 'markdown', 'rst', 'adoc', 'asciidoc', 'html', 'htm', 'pdf', 'png', 'svg'],
    ...['j2', 'jinja', 'jinja2', 'in', 'erb', 'tmpl', 'tpl', 'template', 'templ', 'gotmpl', 'mustache', 'hbs', 'ejs'],
    ...['m4', 'mako', 'liquid', 'twig', 'handlebars', 'cookiecutter', 'jsonnet'],
    ...['json', 'yml', 'yaml', 'toml', 'xml', 'lock', 'sha256', 'sig', 'asc', 'gz', 'tgz', 'zip', 'tar'],
    ...['orig', 'rej', 'bak', 'swp', 'swo', 'patch', 'diff', 'snap'],
]);
/** Folders whose files somebody else wrote, or that are wrong on purpose. */
const otherFolders = new Set(['node_modules', 'vendor', 'testdata', '.git']);
/**
 * Whether a file is a Dockerfile to look at, by its path relative to the root of the repository. `exclude` of the
 * configuration wins over `include`, and `include` over the names and folders that are left out by themselves.
 */
function isDockerfile(path, configuration) {
    return dockerfileTest(configuration)(path);
}
/**
 * The same for many paths: the globs are read once.
 *
 * @param inside a folder that a user asked for by name: it is looked into, even if it is one of those that are left out
 */
function dockerfileTest(configuration = { include: [], exclude: [] }, inside = '') {
    const excluded = (0,globs/* matcher */.jN)(configuration.exclude);
    const named = (0,globs/* matcher */.jN)(configuration.include.filter(globs/* saysName */.oS), 'whole');
    const takenBack = (0,globs/* matcher */.jN)(configuration.include);
    const isOthers = (path) => path
        .slice(path.startsWith(`${inside}/`) ? inside.length : 0)
        .split('/')
        .some((folder) => otherFolders.has(folder));
    return (path) => {
        if (excluded(path))
            return false;
        if (named(path))
            return true;
        return hasUsualName(path) && (takenBack(path) || !isOthers(path));
    };
}
function hasUsualName(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!usualName.test(name) || name.endsWith('~'))
        return false;
    const dot = name.lastIndexOf('.');
    return dot === -1 || !otherEndings.has(name.slice(dot + 1).toLowerCase());
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./lib/local/git.js

/** The list of a very large repository still fits. */
const longestAnswer = 512 * 1024 * 1024;
/**
 * What git prints, or null when it fails: there is no git, no checkout, or one that git does not trust. Git is started
 * without a shell, and told to run nothing that the repository's own configuration names.
 */
function git(directory, words) {
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)('git', ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...words], { cwd: directory, maxBuffer: longestAnswer, windowsHide: true, env: environment() }, (error, stdout) => resolve(error ? null : stdout));
    });
}
/** Inside a hook git names a repository and an index in the environment; here the folder decides. */
function environment() {
    const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...rest } = process.env;
    return { ...rest, GIT_OPTIONAL_LOCKS: '0' };
}

;// CONCATENATED MODULE: ./lib/local/list-files.js



/** A folder outside of git with more files than this is somebody's home or disk, and no project. */
const mostFiles = 100_000;
/** What git would leave out for nearly everybody; without git nobody says so. */
const skippedFolders = new Set(['.git', 'node_modules']);
/**
 * Every file of a working tree, relative to `root`, with `/`, sorted: what git tracks or would track, so that ignored
 * files are left out and deleted ones are gone. Without git: every file below the folder. Symbolic links are listed and
 * not followed. Null when no list can be had.
 */
async function listFiles(root) {
    return (await list_files_listed(root)) ?? (await walked(root));
}
async function list_files_listed(root) {
    const [present, deleted] = await Promise.all([
        git(root, ['ls-files', '-co', '--exclude-standard', '-z']),
        git(root, ['ls-files', '-d', '-z']),
    ]);
    if (present === null || deleted === null)
        return null;
    const gone = new Set(deleted.split('\0'));
    const paths = new Set(present.split('\0'));
    // A path that ends in `/` is a repository inside this one, whose files git does not list.
    return [...paths].filter((path) => path !== '' && !path.endsWith('/') && !gone.has(path)).sort(byCharacters);
}
async function walked(root) {
    const files = [];
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
        const entries = await (0,promises_.readdir)((0,external_node_path_.join)(root, folder), { withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (!entry.isDirectory())
                files.push(path);
            else if (!skippedFolders.has(entry.name))
                folders.push(path);
        }
        if (files.length + folders.length > mostFiles)
            return null;
    }
    return files.sort(byCharacters);
}
/** The same order everywhere, whatever language the machine speaks. */
const byCharacters = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

;// CONCATENATED MODULE: ./lib/local/read-texts.js


/** In bytes. What is larger is no Dockerfile, manifest or ignore file. */
const largestFile = 2 * 1024 * 1024;
/** How many files are open at a time. */
const atOnce = 32;
/** The texts of files, by path. Null for what is missing, no file, no UTF-8 text, too large, or outside the folder. */
async function readTexts(root, paths) {
    const texts = new Map();
    const rest = [...new Set(paths)];
    while (rest.length > 0) {
        const batch = rest.splice(0, atOnce);
        const read = await Promise.all(batch.map((path) => read_texts_readText(root, path)));
        for (const [index, path] of batch.entries()) {
            const answer = read[index];
            texts.set(path, 'text' in answer ? answer.text : null);
        }
    }
    return texts;
}
/** One text of a working tree, byte for byte: a byte order mark and the line ends stay. */
async function read_texts_readText(root, path) {
    try {
        const place = await placeInside(root, path);
        if (place === null)
            return { refused: 'leads out of the working tree' };
        const { size, isFile } = await statOf(place);
        if (!isFile)
            return { refused: 'is no file' };
        if (size > largestFile)
            return { refused: `is larger than ${largestFile / 1024 / 1024} MB` };
        return decode(await (0,promises_.readFile)(place));
    }
    catch (error) {
        return { refused: read_texts_reasonOf(error) };
    }
}
/** The text of bytes that came from anywhere. */
function decode(bytes) {
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        return text.includes('\0') ? { refused: 'is no text' } : { text };
    }
    catch {
        return { refused: 'is no UTF-8 text' };
    }
}
/**
 * Where a path of the working tree really lies, all links followed; null when that is outside of the tree.
 *
 * @throws the error of the file system when there is no such file
 */
async function placeInside(root, path) {
    if (path.includes('\0'))
        return null;
    const [realRoot, place] = await Promise.all([(0,promises_.realpath)(root), (0,promises_.realpath)((0,external_node_path_.join)(root, path))]);
    return isInside(realRoot, place) ? place : null;
}
/** Whether a path lies in a folder, or is it. Both are absolute. */
function isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
async function statOf(place) {
    const found = await (0,promises_.stat)(place);
    return { size: found.size, isFile: found.isFile() };
}
/** What the file system's refusal means to a user. */
function read_texts_reasonOf(error) {
    const code = error?.code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return 'does not exist';
    if (code === 'EACCES' || code === 'EPERM')
        return 'may not be read';
    if (code === 'EISDIR')
        return 'is a folder';
    if (code === 'ELOOP')
        return 'is a link that leads to itself';
    return `cannot be read (${code ?? 'unknown reason'})`;
}

// EXTERNAL MODULE: ./lib/configuration/configuration.js
var configuration = __webpack_require__(6588);
;// CONCATENATED MODULE: ./lib/local/root.js


/**
 * The root of the git checkout that a folder belongs to, as a real path: the nearest folder above that has a `.git`,
 * which is a file in a submodule or a second working tree. Null where there is none. Git itself is not asked: it refuses
 * to answer for a checkout of another user, and answers otherwise inside a hook.
 */
async function findCheckout(directory) {
    for (let folder = await (0,promises_.realpath)(directory);; folder = (0,external_node_path_.dirname)(folder)) {
        if (await exists((0,external_node_path_.join)(folder, '.git')))
            return folder;
        if (folder === (0,external_node_path_.dirname)(folder))
            return null;
    }
}
/** The root of the working tree that a folder belongs to: its git checkout, or the folder itself, as a real path. */
async function findRoot(directory) {
    return (await findCheckout(directory)) ?? (await (0,promises_.realpath)(directory));
}
const exists = (path) => (0,promises_.access)(path).then(() => true, () => false);

;// CONCATENATED MODULE: ./lib/cli/selection.js






/**
 * Finds what the PATHs of a command line mean. Paths of one checkout come together, since they see the same files and
 * have the same configuration.
 *
 * @param paths as they were written, without `-`; none means the whole working tree around `cwd`
 * @throws {InputError} on a path that is not there, or that leads out of the tree in which it stands
 */
async function selection_select(paths, cwd) {
    const here = await (0,promises_.realpath)(cwd);
    const home = await findRoot(here);
    if (paths.length === 0)
        return [{ root: home, files: [], folders: [slashed((0,external_node_path_.relative)(home, here))] }];
    const trees = new Map();
    for (const written of paths) {
        const { place, isFolder } = await find(written, here, home);
        const folder = isFolder ? place : (0,external_node_path_.dirname)(place);
        const root = (await findCheckout(folder)) ?? (isInside(home, folder) ? home : folder);
        const tree = trees.get(root) ?? { root, files: new Set(), folders: new Set() };
        trees.set(root, tree);
        const path = slashed((0,external_node_path_.relative)(root, place));
        if (isFolder)
            tree.folders.add(path);
        else
            tree.files.add(path);
    }
    return [...trees.values()].map(({ root, files, folders }) => ({ root, files: [...files], folders: [...folders] }));
}
/** Where a written path lies. A link may lead about in the working tree, and not out of it: a shell's `*` takes it along unseen. */
async function find(written, here, home) {
    const asked = (0,external_node_path_.resolve)(here, written);
    try {
        const real = await (0,promises_.realpath)(asked);
        if (isInside(home, asked) && !isInside(home, real)) {
            throw new cli_io/* InputError */.d(`${(0,text_printable/* quoted */.T)(written)} leads out of the working tree. Name the file that it leads to.`);
        }
        const found = await (0,promises_.stat)(real);
        if (!found.isFile() && !found.isDirectory())
            throw new cli_io/* InputError */.d(`${(0,text_printable/* quoted */.T)(written)} is no file. Name a Dockerfile.`);
        return { place: real, isFolder: found.isDirectory() };
    }
    catch (error) {
        if (error instanceof cli_io/* InputError */.d)
            throw error;
        throw new cli_io/* InputError */.d(`${(0,text_printable/* quoted */.T)(written)} ${read_texts_reasonOf(error)}. Check the path.`);
    }
}
/** A path of this system with `/` between its parts. */
const slashed = (path) => (external_node_path_.sep === '/' ? path : path.replaceAll(external_node_path_.sep, '/'));

;// CONCATENATED MODULE: ./lib/cli/configure.js








/**
 * The configuration of a working tree: the named one, or the one that stands in it. What reads YAML is loaded only when
 * there is a file to read.
 *
 * @param named as it was written on the command line
 * @throws `ConfigurationError` on a mistake in it
 */
async function configure(root, named, here) {
    if (named !== undefined) {
        const { namedConfiguration } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(781)]).then(__webpack_require__.bind(__webpack_require__, 1781));
        return namedConfiguration(named, await textOf((0,external_node_path_.resolve)(here, named)), ruleIds());
    }
    const texts = await readTexts(root, configuration/* configurationPlaces */.Re);
    if ([...texts.values()].every((text) => text === null))
        return configuration/* defaultConfiguration */._0;
    const { configurationOf } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(781)]).then(__webpack_require__.bind(__webpack_require__, 1781));
    return configurationOf(texts, ruleIds());
}
const ruleIds = () => rules.map(({ id }) => id);
/** A file that the user names may lie anywhere. */
async function textOf(place) {
    try {
        const read = decode(await (0,promises_.readFile)(place));
        return 'text' in read ? read.text : null;
    }
    catch {
        return null;
    }
}
/**
 * The build context that was named on the command line, relative to the root.
 *
 * @throws {InputError} when it is no folder of the working tree: nothing is known of files elsewhere
 */
async function contextIn(root, named, here) {
    const place = await (0,promises_.realpath)((0,external_node_path_.resolve)(here, named)).catch((error) => {
        throw new cli_io/* InputError */.d(`--context: ${(0,text_printable/* quoted */.T)(named)} ${read_texts_reasonOf(error)}. Name the folder that is the build context.`);
    });
    if (!(await (0,promises_.stat)(place)).isDirectory())
        throw new cli_io/* InputError */.d(`--context: ${(0,text_printable/* quoted */.T)(named)} is no folder. Name one.`);
    if (!isInside(root, place)) {
        throw new cli_io/* InputError */.d(`--context: ${(0,text_printable/* quoted */.T)(named)} lies outside of the working tree. Name a folder in it.`);
    }
    return slashed((0,external_node_path_.relative)(root, place)) || '.';
}

;// CONCATENATED MODULE: ./lib/cli/progress.js
/** Fewer files are done before a person looks. */
const worthShowing = 50;
const barWidth = 30;
/** How many milliseconds a state stands before the next is drawn. */
const pause = 80;
/** @param now gives the time in milliseconds */
function startProgress(out, total, now = () => performance.now()) {
    if (!out.isTerminal || total <= worthShowing)
        return { show: () => { }, end: () => { } };
    let drawn = Number.NEGATIVE_INFINITY;
    return {
        show(done) {
            const time = now();
            if (time - drawn < pause)
                return;
            drawn = time;
            const filled = Math.round((done / total) * barWidth);
            out.write(`\r[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${done}/${total} Dockerfiles`);
        },
        end() {
            out.write('\r\u001b[K');
        },
    };
}

;// CONCATENATED MODULE: ./lib/cli/survey.js











/**
 * Finds, reads and analyses the Dockerfiles that a command line names.
 *
 * @throws {InputError} on what cannot be read, `ConfigurationError` on a wrong configuration
 */
async function survey(selection, io, analyse) {
    const here = await (0,promises_.realpath)(io.cwd);
    const named = selection.paths.filter((path) => path !== '-');
    const all = { seen: [], crashes: [] };
    const take = ({ seen, crashes }) => {
        all.seen.push(...seen);
        all.crashes.push(...crashes);
    };
    if (named.length < selection.paths.length) {
        const text = survey_textOf('-', decodeInput(await io.readStdin()));
        // It is read as if it stood in the working directory.
        for (const { root } of await selection_select([], here)) {
            const found = [{ path: slashed((0,external_node_path_.relative)(root, (0,external_node_path_.join)(here, 'Dockerfile'))), text, shown: '-' }];
            take(await surveyTree({ root, files: [], folders: [] }, found, selection, io, here, analyse));
        }
        if (named.length === 0)
            return all;
    }
    for (const tree of await selection_select(named, here))
        take(await surveyTree(tree, [], selection, io, here, analyse));
    return all;
}
async function surveyTree(tree, given, selection, io, here, analyse) {
    const { root } = tree;
    const shown = (path) => slashed((0,external_node_path_.relative)(here, (0,external_node_path_.join)(root, path)));
    const [list, configuration] = await Promise.all([listFiles(root), configure(root, selection.config, here)]);
    const context = selection.context === undefined ? undefined : await contextIn(root, selection.context, here);
    const found = [...given];
    for (const path of tree.files) {
        found.push({ path, text: survey_textOf(shown(path), await read_texts_readText(root, path)), shown: shown(path) });
    }
    const refused = [];
    for (const path of discover(tree, list, configuration)) {
        if (tree.files.includes(path))
            continue;
        const read = await read_texts_readText(root, path);
        if ('text' in read)
            found.push({ path, text: read.text, shown: shown(path) });
        else
            refused.push({ report: refusal(path, read.refused), root, shown: shown(path) });
    }
    const progress = startProgress(io.err, found.length);
    const sources = found.map((source) => ({ ...source, context: context ?? configuration.contexts.get(source.path) }));
    const { reports, crashes } = await analyseAll(sources, {
        analyse,
        files: list === null ? null : new Set(list),
        read: (paths) => readTexts(root, paths),
        settings: { rules: configuration.rules, syntax: configuration.syntax },
        onProgress: progress.show,
    });
    progress.end();
    return {
        seen: [...reports.map((report, index) => ({ report, root, shown: found[index].shown })), ...refused],
        crashes: crashes.map(({ path, error }) => `${(0,text_printable/* printable */.g)(shown(path))}: ${(0,text_printable/* printable */.g)(String(error))}`),
    };
}
/** The Dockerfiles in the folders that were named. */
function discover({ root, folders }, list, configuration) {
    if (folders.length === 0)
        return [];
    if (list === null) {
        throw new cli_io/* InputError */.d(`${(0,text_printable/* quoted */.T)(root)} holds too many files and is no git checkout. Name the Dockerfiles.`);
    }
    const found = new Set();
    for (const folder of folders) {
        const isDockerfile = dockerfileTest(configuration, folder);
        for (const path of list)
            if ((folder === '' || path.startsWith(`${folder}/`)) && isDockerfile(path))
                found.add(path);
    }
    return [...found].sort();
}
function decodeInput(bytes) {
    if (bytes.length > largestFile)
        return { refused: `is larger than ${largestFile / 1024 / 1024} MB` };
    return decode(bytes);
}
/** A file that was named must be readable. */
function survey_textOf(shown, read) {
    if ('text' in read)
        return read.text;
    const what = shown === '-' ? 'standard input' : (0,text_printable/* quoted */.T)(shown);
    throw new cli_io/* InputError */.d(`${what} ${read.refused}. Name a Dockerfile.`);
}
/** One that was found by its name is noted, and the others go on. */
function refusal(path, reason) {
    const notices = [{ line: 1, message: `This file ${reason}, so nothing is said of it.` }];
    return { path, text: '', findings: [], suggestions: [], fixed: '', notices, ignored: [], missing: [] };
}

;// CONCATENATED MODULE: ./lib/cli/check.js






/** `layerwise check`: looks, and tells. */
async function check(invocation, io, analyser = analyse) {
    const { seen, crashes } = await survey(invocation, io, analyser);
    io.out.write(written(seen, invocation, io));
    for (const crash of crashes)
        io.err.write(`layerwise: internal error: ${crash}. Please report it.\n`);
    if (crashes.length > 0)
        return 2;
    return seen.some(({ report }) => report.findings.some(({ severity }) => fails(severity, invocation.failOn))) ? 1 : 0;
}
const check_weight = { info: 1, warning: 2, error: 3, never: 4 };
const fails = (severity, failOn) => check_weight[severity] >= check_weight[failOn];
function written(seen, { format }, io) {
    const shown = seen.map(({ report, shown }) => ({ ...report, path: shown }));
    if (format === 'json')
        return `${jsonText(toJson(shown))}\n`;
    if (format === 'github') {
        // An annotation is found by its path in the repository.
        return toWorkflowCommands(seen.map(({ report }) => report));
    }
    const { columns } = io.out;
    return toText(shown, { colour: (0,cli_io/* wantsColour */.M)(io, io.out), ...(columns === undefined ? {} : { columns }) });
}
/** JSON leaves some characters raw that a terminal or a reader's eye would obey: they are written as escapes too. */
function jsonText(value) {
    return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => [...Array(character.length).keys()]
        .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
        .join(''));
}

// EXTERNAL MODULE: ./lib/options.js
var options = __webpack_require__(1097);
;// CONCATENATED MODULE: ./lib/pages/manager-page.js
/** The page of a package manager: its catalogue entry, readable. */
function managerPage(manager) {
    return {
        title: manager.name,
        blocks: [
            { prose: `The tool’s own page: ${manager.docs}` },
            { heading: 'Commands that use the cache' },
            { list: commandsOf(manager) },
            ...manager.caches.flatMap((cache, index) => cacheBlocks(cache, index, manager)),
            { heading: 'What defeats it' },
            { list: manager_page_defeatsOf(manager) },
        ],
    };
}
const kinds = {
    install: 'installs packages',
    fetch: 'only downloads them',
    compile: 'builds from sources',
};
function commandsOf({ programs, versioned, module, verbs }) {
    const names = [
        ...programs,
        ...(versioned ? [`${programs[0]}3.12`] : []),
        ...(module === null ? [] : [`python -m ${module}`]),
    ];
    const spelt = `called as ${names.map(code).join(', ')}`;
    const uses = Object.entries(verbs);
    return [
        spelt,
        ...uses.filter(([, list]) => list.length > 0).map(([kind, list]) => `${kinds[kind]}: ${list.map(code).join(', ')}`),
    ];
}
function cacheBlocks(cache, index, manager) {
    const filled = cache.filledBy ? [`it is filled by ${cache.filledBy.map(code).join(', ')} in the same step`] : [];
    const inside = cache.inside ? [`a mount on ${cache.inside.map(code).join(' or ')} in it is enough`] : [];
    const owner = cache.ownFolderOnly ? ['it must belong to the user who runs the command'] : [];
    const { hook, companion } = manager;
    const kept = companion?.cache === index
        ? [`${code(companion.program)} empties it itself, unless it is told ${code(companion.option)}`]
        : [];
    const emptied = hook?.cache === index
        ? [
            `${code(hook.file)} in the images of ${hook.families.map(capital).join(' and ')} ${hook.does}, and goes in the same step`,
        ]
        : [];
    const more = [...filled, ...inside, ...owner, ...kept, ...emptied];
    return [
        { heading: `Cache: ${cache.holds}` },
        { prose: cache.at.length > 1 ? 'It is in the first of these places that is set:' : 'It is in this place:' },
        { steps: cache.at.map(manager_page_placeOf) },
        { prose: `Mounted with ${code(`sharing=${cache.sharing}`)}: ${cache.why}.` },
        ...(more.length > 0 ? [{ list: more }] : []),
    ];
}
function manager_page_placeOf(place) {
    if ('option' in place)
        return `the value of ${code(place.option)}`;
    if ('variable' in place) {
        return place.below === undefined
            ? `the value of ${code(place.variable)}`
            : code(`$${place.variable}/${place.below}`);
    }
    if ('file' in place)
        return `${code(place.key)} in ${code(place.file)}`;
    return code('home' in place ? `~/${place.home}` : place.path);
}
function manager_page_defeatsOf({ defeats }) {
    const { options, variables, commands } = defeats;
    return [
        ...options.map((option) => `the option ${code(option)}`),
        ...variables.map((variable) => `the variable ${code(variable)}`),
        ...commands.map(({ words }) => `the command ${code(words.join(' '))}`),
        `${code('rm')} on the folder`,
    ];
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const code = (text) => `\`${text}\``;

;// CONCATENATED MODULE: ./lib/pages/page.js
/** A sentence from a phrase: a capital letter first, a full stop last. */
function page_sentence(phrase) {
    const text = phrase.trim();
    const begun = /^[a-z]+(?:\s|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    return /[.!?:]$/.test(begun) ? begun : `${begun}.`;
}

;// CONCATENATED MODULE: ./lib/pages/rule-page.js

/** Said on each page, since the two are easily taken for each other. */
const twoCaches = 'Two caches are at work. The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.';
/** The page of a rule; the order of its parts is the same for all. */
function rulePage(rule, example) {
    return {
        title: rule.id,
        blocks: [
            { prose: `${page_sentence(rule.says)} Severity: ${rule.severity}.` },
            { heading: 'Why' },
            { prose: page_sentence(rule.why) },
            { prose: twoCaches },
            ...(example ? exampleBlocks(example) : []),
            { heading: 'When it is silent' },
            { list: rule.silentWhen },
            { heading: 'Why the fix is safe' },
            { prose: page_sentence(rule.fixIsSafe) },
            { heading: 'How to switch it off' },
            { prose: 'In one place, with a comment above the instruction:' },
            { code: `# layerwise ignore=${rule.id} the reason`, language: 'dockerfile' },
            { prose: 'Everywhere, in `.github/layerwise.yml`:' },
            { code: `rules:\n  ${rule.id}: off`, language: 'yaml' },
        ],
    };
}
function exampleBlocks({ before, after }) {
    return [
        { heading: 'Before' },
        { code: before, language: 'dockerfile' },
        { heading: 'After' },
        { code: after, language: 'dockerfile' },
    ];
}

;// CONCATENATED MODULE: ./lib/pages/terminal.js

const terminal_longestLine = 200;
/** A page for a terminal: headings in bold, code indented, prose broken at the width. */
function toTerminal({ title, blocks }, colours, width) {
    const parts = blocks.map((part) => block(part, colours, width).join('\n'));
    return `${[colours.bold(title), ...parts].join('\n\n')}\n`;
}
function block(part, { bold, cyan }, width) {
    if ('heading' in part)
        return [bold(part.heading)];
    if ('prose' in part)
        return (0,layout/* wrapped */.ky)(bare(part.prose), width);
    if ('list' in part)
        return part.list.flatMap((item) => hanging('- ', bare(item), width));
    if ('steps' in part)
        return part.steps.flatMap((item, index) => hanging(`${index + 1}. `, bare(item), width));
    const lines = part.code.replace(/\n+$/, '').split(/\r?\n/);
    return lines.map((line) => (line === '' ? '' : `    ${cyan((0,layout/* shownLine */.QN)(line, terminal_longestLine))}`));
}
function hanging(mark, text, width) {
    const lead = `  ${mark}`;
    return (0,layout/* wrapped */.ky)(text, width - lead.length).map((line, index) => (index === 0 ? lead : ' '.repeat(lead.length)) + line);
}
/** Backticks are for Markdown. */
const bare = (text) => text.replaceAll('`', '');

;// CONCATENATED MODULE: ./lib/rules/examples.generated.js
// Written by `npm run docs` from the `example` fixture of each rule. Do not edit.
const examples = {
    "copy-manifests-first": { "before": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nWORKDIR /app\n# The whole application.\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\nCMD [\"python\", \"-m\", \"app\"]\n", "after": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n# The whole application.\nCOPY . .\nCMD [\"python\", \"-m\", \"app\"]\n" },
    "declare-syntax": { "before": "FROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask\n", "after": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask\n" },
    "keep-mounted-cache": { "before": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install --no-cache-dir -r requirements.txt\n", "after": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n" },
    "mount-package-cache": { "before": "FROM python:3.14-slim\nWORKDIR /app\n\n# The dependencies first: they change less often than the sources.\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n\n# Everything else.\nCOPY . .\nCMD [\"python\", \"-m\", \"app\"]\n", "after": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nWORKDIR /app\n\n# The dependencies first: they change less often than the sources.\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n\n# Everything else.\nCOPY . .\nCMD [\"python\", \"-m\", \"app\"]\n" },
    "mount-where-it-caches": { "before": "# syntax=docker/dockerfile:1\nFROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm \\\n    npm ci\n", "after": "# syntax=docker/dockerfile:1\nFROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 \\\n    npm ci\n" },
};

;// CONCATENATED MODULE: ./lib/cli/explain.js













const mostColumns = 96;
/**
 * `layerwise explain`: the whole reason of a rule, or what is known of a package manager; without a topic, a list of both.
 *
 * @throws {OptionError} on a topic that is neither
 */
function explain(topic, io) {
    const colours = palette((0,cli_io/* wantsColour */.M)(io, io.out));
    const width = Math.max(40, Math.min(io.out.columns ?? mostColumns, mostColumns));
    if (topic === undefined) {
        io.out.write(overview(width, colours.bold));
        return 0;
    }
    const rule = rules.find(({ id }) => id === topic);
    const manager = managers.find(({ id }) => id === topic);
    const page = rule ? rulePage(rule, examples[rule.id]) : manager ? managerPage(manager) : undefined;
    if (page === undefined) {
        const known = [...rules, ...managers].map(({ id }) => id);
        throw new options/* OptionError */.eR(`${(0,text_printable/* quoted */.T)(topic)} is no rule and no package manager. ${(0,nearest/* instead */.L)(topic, known)}`);
    }
    io.out.write(toTerminal(page, colours, width));
    return 0;
}
function overview(width, bold) {
    const gap = Math.max(...[...rules, ...managers].map(({ id }) => id.length)) + 4;
    const row = (id, says) => {
        const [first = '', ...rest] = (0,layout/* wrapped */.ky)(says, width - gap);
        return [`  ${id.padEnd(gap - 2)}${first}`, ...rest.map((line) => ' '.repeat(gap) + line)];
    };
    const lines = [
        bold('Rules'),
        ...rules.flatMap(({ id, says }) => row(id, page_sentence(says).replaceAll('`', ''))),
        '',
        bold('Package managers'),
        ...managers.flatMap(({ id, caches }) => row(id, page_sentence(caches.map(({ holds }) => holds).join('; ')))),
        '',
        'More on one of them: layerwise explain NAME',
    ];
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/local/write-text.js




/**
 * Puts a text in the place of another: whole or not at all, with the mode and, where that is allowed, the owner of the
 * file as it was. A link in the tree stays a link, and the file that it leads to is written; one that leads out of the
 * tree is not followed.
 *
 * @param before the text that `after` was made from; a file that holds another one by now is left alone
 * @returns why nothing was written, as the end of a sentence that begins with the path; null when it was
 */
async function writeText(root, path, before, after) {
    try {
        const place = await placeInside(root, path);
        if (place === null)
            return 'leads out of the working tree';
        if (!(await (0,promises_.readFile)(place)).equals(Buffer.from(before)))
            return 'was changed meanwhile';
        await write_text_replace(place, after);
        return null;
    }
    catch (error) {
        return read_texts_reasonOf(error)
            .replace('may not be read', 'may not be written')
            .replace('cannot be read', 'cannot be written');
    }
}
async function write_text_replace(place, text) {
    const { mode, uid, gid } = await (0,promises_.stat)(place);
    const draft = (0,external_node_path_.join)((0,external_node_path_.dirname)(place), `.${(0,external_node_path_.basename)(place)}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    const file = await (0,promises_.open)(draft, 'wx', mode);
    try {
        try {
            await file.writeFile(text);
            await keepOwner(file, uid, gid);
            // Behind the owner: a change of the owner takes some bits of the mode away.
            await file.chmod(mode & 0o7777);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,promises_.rename)(draft, place);
    }
    catch (error) {
        await (0,promises_.unlink)(draft).catch(() => { });
        throw error;
    }
}
/** Only root may give files away; for everybody else the file becomes their own, as with any editor that renames. */
async function keepOwner(file, uid, gid) {
    const own = await file.stat();
    if (own.uid !== uid || own.gid !== gid)
        await file.chown(uid, gid).catch(() => { });
}

// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 1 modules
var create = __webpack_require__(5725);
;// CONCATENATED MODULE: ./lib/report/unified-diff.js

const contextLines = 3;
/**
 * The change of a file as git writes it, so that `git apply` and `patch -p1` take it: three lines of context, line ends
 * as they are, and a word where a last line has none. Empty when nothing changes. It holds the file's text as it is;
 * who prints it to a terminal makes it printable first.
 *
 * @param path relative to the root of the repository, with `/`
 */
function unifiedDiff(path, before, after) {
    if (before === after)
        return '';
    const { hunks } = (0,create/* structuredPatch */.YB)(path, path, before, after, undefined, undefined, { context: contextLines });
    const name = { old: nameOf(`a/${path}`), new: nameOf(`b/${path}`) };
    const lines = [`diff --git ${name.old} ${name.new}`, `--- ${end(name.old)}`, `+++ ${end(name.new)}`];
    for (const hunk of hunks) {
        lines.push(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`, ...hunk.lines);
    }
    return `${lines.join('\n')}\n`;
}
/** An empty range stands behind the line before it; one line needs no count. */
const range = (start, count) => count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`;
/** A name with blanks ends with a tab, which is where a reader of the diff looks for its end. */
const end = (name) => (name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name);
/** A name with characters that would end the line or the quotation is quoted as in C. https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
function nameOf(path) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const special = /["\\\u0000-\u001f\u007f]/g;
    const quoted = path.replace(special, (character) => {
        if (character === '"' || character === '\\')
            return `\\${character}`;
        return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
    });
    return quoted === path ? path : `"${quoted}"`;
}

;// CONCATENATED MODULE: ./lib/cli/fix.js











/** `layerwise fix`: writes the suggestions, or shows them as a diff. What it did goes to the error stream, texts to the other. */
async function fix_fix(invocation, io, analyser = analyse) {
    if (invocation.paths.includes('-') && invocation.paths.length > 1) {
        throw new options/* OptionError */.eR('standard input is fixed alone, since its text goes to standard output. Name "-" or files.');
    }
    const { seen, crashes } = await survey(invocation, io, analyser);
    const fixed = seen.map((each) => fixedOf(each, invocation.unsafe));
    const failures = crashes.map((crash) => `internal error: ${crash}. Please report it.`);
    if (invocation.dryRun)
        printDiff(fixed, io);
    else if (invocation.paths.includes('-'))
        for (const { after } of fixed)
            io.out.write(after);
    else
        failures.push(...(await writeAll(fixed)));
    io.err.write(`${summary(fixed, invocation)}\n`);
    for (const failure of failures)
        io.err.write(`layerwise: ${failure}\n`);
    return failures.length > 0 ? 2 : 0;
}
function fixedOf(seen, unsafe) {
    const { report } = seen;
    const made = report.suggestions.filter(({ safety }) => unsafe || safety === 'safe');
    return {
        ...seen,
        after: unsafe ? commitSuggestions(report.text, report.suggestions) : report.fixed,
        count: new Set(made.flatMap(({ fixes }) => fixes)).size,
    };
}
/** Writes what changes; a file that cannot be written does not keep the others from being. */
async function writeAll(fixed) {
    const failures = [];
    for (const { report, root, shown, after } of fixed) {
        if (after === report.text)
            continue;
        const refused = await writeText(root, report.path, report.text, after);
        if (refused !== null)
            failures.push(`${(0,text_printable/* printable */.g)(shown)} ${refused}, and stays as it is. Run "layerwise fix" again.`);
    }
    return failures;
}
function printDiff(fixed, io) {
    const diff = fixed.map(({ report, after }) => unifiedDiff(report.path, report.text, after)).join('');
    if (diff === '')
        return;
    if (io.out.isTerminal)
        io.out.write(forTerminal(diff, (0,cli_io/* wantsColour */.M)(io, io.out)));
    else
        io.out.write(io.env.GITHUB_ACTIONS === 'true' ? withoutCommands(diff) : diff);
}
function forTerminal(diff, colour) {
    const { bold, cyan, green, red } = palette(colour);
    const lines = diff.split('\n').map((line) => {
        const shown = (0,text_printable/* printable */.g)(line.replace(/\r$/, ''), { tabs: true });
        if (/^(?:diff|---|\+\+\+) /.test(line))
            return bold(shown);
        if (line.startsWith('@@'))
            return cyan(shown);
        return line.startsWith('+') ? green(shown) : line.startsWith('-') ? red(shown) : shown;
    });
    return lines.join('\n');
}
/**
 * In the log of a workflow a line of the file that begins with `::` would be obeyed, blanks in front of it or not. Programs
 * that apply a diff skip what stands before and behind it.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
function withoutCommands(diff) {
    const word = `layerwise-${(0,external_node_crypto_.randomUUID)()}`;
    return `::stop-commands::${word}\n${diff}::${word}::\n`;
}
function summary(fixed, { dryRun }) {
    if (fixed.length === 0)
        return 'No Dockerfile found.';
    const changed = fixed.filter(({ after, report }) => after !== report.text);
    const left = fixed.reduce((sum, { report, count }) => sum + report.findings.length - count, 0);
    const rest = left === 0 ? '' : ` ${(0,layout/* counted */.hS)(left, 'finding')} ${left === 1 ? 'has' : 'have'} no fix of this kind.`;
    if (changed.length === 0)
        return `Nothing to fix in ${(0,layout/* counted */.hS)(fixed.length, 'file')}.${rest}`;
    const count = changed.reduce((sum, each) => sum + each.count, 0);
    return `${dryRun ? 'Would fix' : 'Fixed'} ${(0,layout/* counted */.hS)(count, 'finding')} in ${names(changed)}.${rest}`;
}
const mostNames = 5;
function names(files) {
    if (files.length > mostNames)
        return (0,layout/* counted */.hS)(files.length, 'file');
    return files.map(({ shown }) => (shown === '-' ? 'standard input' : (0,text_printable/* printable */.g)(shown))).join(', ');
}

;// CONCATENATED MODULE: ./lib/cli/commands.js
/** The commands that read Dockerfiles or rules: what they share is loaded once, in one piece, and only for them. */





/***/ }),

/***/ 1545:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AI: () => (/* binding */ globProblem),
/* harmony export */   jN: () => (/* binding */ matcher),
/* harmony export */   oS: () => (/* binding */ saysName)
/* harmony export */ });
/**
 * Globs as in the `paths:` of a workflow. They are matched here and not as regular expressions: those backtrack, so that
 * a few stars, chosen by whoever opens a pull request, hold a run for hours. This takes the product of both lengths.
 */
const longestGlob = 200;
/** How many globs one with braces may stand for. */
const mostChoices = 64;
/** Why a glob is refused, as the end of a sentence that begins with the glob; null when it is fine. */
function globProblem(glob) {
    if (glob.trim() === '')
        return 'is no glob. Write a path, such as "services/**"';
    if (glob.length > longestGlob)
        return `is longer than ${longestGlob} characters. Write a shorter glob`;
    if (glob.startsWith('!'))
        return 'starts with "!". Write what is left out under "exclude"';
    if (glob.startsWith('/'))
        return `starts with "/". Globs begin at the root: write "${glob.replace(/^\/+/, '')}"`;
    if (glob.includes('\\'))
        return 'holds a backslash. Write "/" between folders';
    if (glob.split('/').includes('..'))
        return 'leads out of the repository. Write a path inside it';
    if (choicesOf(glob).length > mostChoices)
        return `stands for more than ${mostChoices} globs. Write fewer choices`;
    return null;
}
/** Whether a glob says how a file is called, and not merely where it lies, as `services/**` does. */
const saysName = (glob) => !/(?:^|\/)\*+\/*$/.test(glob);
/**
 * A test of paths against globs: true when one of them matches the path from the root of the repository. `*` and `?`
 * stay within a folder, `**` crosses folders, `{a,b}` and `[a-c]` choose, hidden files are files, letter case counts.
 * The glob of a folder stands for all that is in it, unless `only` whole paths are meant.
 */
function matcher(globs, only) {
    const patterns = globs.flatMap(choicesOf).map(partsOf);
    return (path) => {
        const names = path.split('/').map((name) => [...name]);
        return patterns.some((pattern) => matches(pattern, names, only !== 'whole'));
    };
}
const partsOf = (glob) => glob
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (part === '**' ? '**' : tokensOf([...part])));
function tokensOf(part) {
    const tokens = [];
    for (let at = 0; at < part.length; at += 1) {
        const character = part[at];
        const close = character === '[' ? part.indexOf(']', at + 2) : -1;
        if (character === '*') {
            if (tokens.at(-1) !== '*')
                tokens.push('*');
        }
        else if (character === '?')
            tokens.push(() => true);
        else if (close !== -1) {
            tokens.push(setOf(part.slice(at + 1, close)));
            at = close;
        }
        else
            tokens.push((candidate) => candidate === character);
    }
    return tokens;
}
/** What stands between brackets: characters and ranges, all others when `!` or `^` leads. */
function setOf(inside) {
    const inverted = inside.length > 1 && /[!^]/.test(inside[0]);
    const listed = inverted ? inside.slice(1) : inside;
    return (candidate) => {
        let found = false;
        for (let at = 0; at < listed.length; at += 1) {
            const from = listed[at];
            const to = listed[at + 1] === '-' ? listed[at + 2] : undefined;
            if (to !== undefined)
                at += 2;
            found ||= candidate >= from && candidate <= (to ?? from);
        }
        return found !== inverted;
    };
}
/** Walks the names of the path with the set of pattern parts that may come next. */
function matches(pattern, names, folders) {
    let next = withSkipped(pattern, new Set([0]));
    for (const name of names) {
        const after = new Set();
        for (const at of next) {
            const part = pattern[at];
            if (part === '**')
                after.add(at);
            else if (part !== undefined && nameMatches(part, name))
                after.add(at + 1);
            else if (part === undefined && folders)
                return true;
        }
        next = withSkipped(pattern, after);
    }
    return next.has(pattern.length);
}
/** `**` may stand for no name at all. A set is walked in the order of insertion, what is added meanwhile included. */
function withSkipped(pattern, positions) {
    for (const at of positions)
        if (pattern[at] === '**')
            positions.add(at + 1);
    return positions;
}
/** The usual walk with one way back: on a mismatch the last star takes one character more. */
function nameMatches(tokens, name) {
    let at = 0;
    let token = 0;
    let star = -1;
    let resume = 0;
    while (at < name.length) {
        const test = tokens[token];
        if (test === '*') {
            star = token;
            resume = at;
            token += 1;
        }
        else if (test?.(name[at])) {
            at += 1;
            token += 1;
        }
        else if (star !== -1) {
            token = star + 1;
            resume += 1;
            at = resume;
        }
        else
            return false;
    }
    return tokens.slice(token).every((rest) => rest === '*');
}
/** The globs that one with braces stands for, at most one more than is allowed. Braces without a partner are letters. */
function choicesOf(glob) {
    const whole = [];
    const waiting = [glob];
    while (waiting.length > 0 && whole.length <= mostChoices) {
        const current = waiting.shift();
        const braces = innermostBraces(current);
        if (braces === null)
            whole.push(current);
        else
            for (const choice of braces.choices)
                waiting.push(braces.before + choice + braces.after);
        if (waiting.length > mostChoices)
            return [...whole, ...waiting];
    }
    return whole;
}
function innermostBraces(glob) {
    const found = /\{([^{}]*)\}/.exec(glob);
    if (found === null)
        return null;
    return {
        before: glob.slice(0, found.index),
        choices: found[1].split(','),
        after: glob.slice(found.index + found[0].length),
    };
}


/***/ }),

/***/ 5526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QN: () => (/* binding */ shownLine),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   ky: () => (/* binding */ wrapped),
/* harmony export */   qz: () => (/* binding */ widthOf)
/* harmony export */ });
/* harmony import */ var _text_printable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7944);

/** Characters that take two cells of a terminal: East Asian ones and pictures. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** How many cells of a terminal a printable text takes; a tab counts as one. */
function widthOf(text) {
    let width = 0;
    for (const character of text)
        width += /\p{Mn}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
    return width;
}
/** A line of a file as it may be shown: escapes for what a terminal would obey, tabs kept, cut when very long. */
function shownLine(line, longest) {
    const characters = [...(0,_text_printable_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g)(line, { tabs: true })];
    return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
/**
 * Prose, broken at blanks so that no line is wider than `width` where that can be; its own line ends stay. No line begins
 * with `::`: the log of a workflow would obey it, blanks in front of it or not.
 */
function wrapped(text, width) {
    return text.split(/\r?\n/).flatMap((paragraph) => {
        const lines = [];
        let line = '';
        for (const word of (0,_text_printable_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g)(paragraph).split(' ')) {
            if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
                lines.push(line);
                line = word;
            }
            else
                line = line === '' ? word : `${line} ${word}`;
        }
        return [...lines, line].map((each) => each.replace(/^(?=\s*::)/, '\\'));
    });
}
/** `1 finding`, `2 findings`. */
const counted = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;


/***/ })

};
