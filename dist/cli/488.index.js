export const id = 488;
export const ids = [488];
export const modules = {

/***/ 7488:
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

// EXTERNAL MODULE: ./lib/images/image.js
var images_image = __webpack_require__(2539);
// EXTERNAL MODULE: ./lib/images/known.js + 10 modules
var images_known = __webpack_require__(4262);
// EXTERNAL MODULE: ./lib/images/reference.js
var images_reference = __webpack_require__(1403);
;// CONCATENATED MODULE: ./lib/images/groups.js
const groups = (text) => new Map(text
    .split(' ')
    .map((pair) => pair.split(':'))
    .map(([name, gid]) => [name, Number(gid)]));
/** https://sources.debian.org/src/base-passwd/3.6.1/group.master/ */
const DEBIAN = groups('daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21 voice:22 ' +
    'cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40 ' +
    'shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534');
/** https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/alpine-baselayout/group */
const ALPINE = groups('daemon:2 tty:5 disk:6 lp:7 wheel:10 mail:12 users:100 nogroup:65533 nobody:65534');
/** The groups that every image of a family has beside root's; none for a family of which they are not known. */
function baseGroups(family) {
    if (family === 'debian' || family === 'ubuntu')
        return DEBIAN;
    return family === 'alpine' ? ALPINE : new Map();
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

;// CONCATENATED MODULE: ./lib/dockerfile/account-options.js

const WITHOUT_VALUE = new Set([
    'switch',
    'system',
    'own-group',
    'no-group',
    'group-only',
    'defaults',
    'duplicate',
    'forgiving',
]);
const dialect = (options) => new Map(Object.entries(options).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning])));
/** https://manpages.debian.org/bookworm/passwd/useradd.8.en.html; Fedora's and its kin's `adduser` is a link to it. */
const USERADD = dialect({
    uid: 'u uid',
    group: 'g gid',
    home: 'd home home-dir',
    base: 'b base-dir',
    range: 'K key',
    system: 'r system',
    'own-group': 'U user-group',
    'no-group': 'N no-user-group',
    duplicate: 'o non-unique',
    defaults: 'D defaults',
    switch: 'm create-home M no-create-home l no-log-init badname badnames F add-subids-for-system',
    ignored: 's shell G groups c comment k skel p password e expiredate f inactive',
});
/** Debian's: https://manpages.debian.org/bookworm/adduser/adduser.8.en.html */
const DEBIAN_ADDUSER = dialect({
    uid: 'uid',
    group: 'gid ingroup',
    home: 'home',
    system: 'system',
    range: 'firstuid lastuid firstgid lastgid conf',
    'group-only': 'group',
    switch: 'no-create-home disabled-password disabled-login quiet q debug verbose force-badname allow-badname allow-bad-names ' +
        'allow-all-names add_extra_groups add-extra-groups',
    ignored: 'gecos comment shell',
});
/** BusyBox's: https://busybox.net/downloads/BusyBox.html#adduser */
const BUSYBOX_ADDUSER = dialect({
    uid: 'u uid',
    group: 'G ingroup',
    home: 'h home',
    system: 'S system',
    switch: 'D disabled-password empty-password H no-create-home',
    ignored: 'g gecos s shell k skel',
});
/** `groupadd` and both kinds of `addgroup`. */
const GROUPADD = dialect({
    uid: 'g gid',
    range: 'K key firstgid lastgid conf',
    system: 'r system S',
    duplicate: 'o non-unique',
    forgiving: 'f force',
    'group-only': 'group',
    switch: 'quiet q debug verbose force-badname allow-badname allow-bad-names allow-all-names',
    ignored: 'p password U users',
});
/** https://manpages.debian.org/bookworm/passwd/usermod.8.en.html */
const USERMOD = dialect({
    uid: 'u uid',
    group: 'g gid',
    home: 'd home',
    rename: 'l login',
    duplicate: 'o non-unique',
    switch: 'm move-home a append r remove L lock U unlock b badname',
    ignored: 's shell G groups c comment p password e expiredate f inactive',
});
/** https://manpages.debian.org/bookworm/passwd/groupmod.8.en.html */
const GROUPMOD = dialect({
    uid: 'g gid',
    rename: 'n new-name',
    duplicate: 'o non-unique',
    switch: 'a append',
    ignored: 'p password U users',
});
/** `userdel`, `groupdel`, `deluser` and `delgroup`. */
const DELETE = dialect({
    switch: 'r remove f force remove-home remove-all-files system group quiet q only-if-empty backup',
    ignored: 'backup-to',
});
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
        if (word === '--') {
            operands.push(...queue.splice(0));
            break;
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

;// CONCATENATED MODULE: ./lib/dockerfile/accounts.js




/** The range that ordinary users and groups get their numbers from: UID_MIN and UID_MAX of every distribution's login.defs. */
const FIRST = 1000;
const LAST = 60000;
/** Shadow's `useradd` makes a group for each user in these; in others that depends on the version, or is not known. */
const OWN_GROUPS = new Set(['debian', 'ubuntu', 'fedora', 'rhel', 'amazon', 'arch', 'alpine']);
const BUSYBOX = new Set(['alpine', 'wolfi']);
const accounts_DEBIAN = new Set(['debian', 'ubuntu']);
const ADDUSER_IS_USERADD = new Set(['fedora', 'rhel', 'amazon']);
function accountsOf(image) {
    const users = new Map();
    const groups = new Map(baseGroups(image?.family));
    for (const account of image?.accounts ?? [images_image/* ROOT */.Dl]) {
        if (account.name === null)
            continue;
        users.set(account.name, account);
        if (!groups.has(account.name))
            groups.set(account.name, account.gid);
    }
    const complete = image !== null && image.nextId !== null;
    return { family: image?.family ?? null, users, groups, complete, defaults: true };
}
/** What is left when the files themselves were changed: root. */
function accountsForgotten(accounts) {
    return { ...accountsOf(null), family: accounts.family, defaults: accounts.defaults };
}
/** The accounts after a command. */
function accountsAfter(accounts, command, lookup) {
    const words = command.words[0] && wordValue(command.words[0]) === 'sudo' ? command.words.slice(1) : command.words;
    const program = words[0] ? wordValue(words[0])?.replace(/^.*\//, '') : null;
    const change = program ? changeOf(program, accounts.family) : null;
    if (!change)
        return accounts;
    const request = readRequest(words.slice(1), change.options, lookup);
    if (request && change.unchanged?.(request))
        return accounts;
    const names = request ? request.operands.slice(0, 1) : words.slice(1).map((word) => wordValue(word, lookup));
    if (request?.options.has('defaults'))
        return { ...accounts, defaults: false, complete: false };
    const sure = request !== null && request.operands.length > 0 && command.certainty === 'always';
    const name = request?.operands[0];
    return (sure && name && change.apply(accounts, name, request)) || forgetting(accounts, names);
}
const joinsGroup = ({ operands }) => operands.length > 1;
function changeOf(program, family) {
    const busybox = family !== null && BUSYBOX.has(family);
    const debian = family !== null && accounts_DEBIAN.has(family);
    switch (program) {
        case 'useradd':
            return { options: USERADD, apply: useradd };
        case 'adduser':
            if (busybox) {
                // With two names and an option it makes the user all the same.
                return {
                    options: BUSYBOX_ADDUSER,
                    unchanged: ({ operands, options }) => operands.length > 1 && options.size === 0,
                    apply: busyboxAdduser,
                };
            }
            if (debian)
                return { options: DEBIAN_ADDUSER, unchanged: joinsGroup, apply: debianAdduser };
            if (family !== null && ADDUSER_IS_USERADD.has(family))
                return { options: USERADD, apply: useradd };
            return { options: new Map(), apply: () => null };
        case 'groupadd':
            return { options: GROUPADD, apply: (...request) => groupadd(highest, ...request) };
        case 'addgroup':
            return { options: GROUPADD, unchanged: joinsGroup, apply: (...request) => groupadd(lowest, ...request) };
        case 'usermod':
            return { options: USERMOD, unchanged: ({ options }) => touchesNothing(options), apply: usermod };
        case 'groupmod':
            return { options: GROUPMOD, unchanged: ({ options }) => touchesNothing(options), apply: groupmod };
        case 'userdel':
        case 'deluser':
            return { options: DELETE, unchanged: joinsGroup, apply: userdel };
        case 'groupdel':
        case 'delgroup':
            return { options: DELETE, unchanged: joinsGroup, apply: (accounts, name) => ungrouped(accounts, name) };
        default:
            return null;
    }
}
/** `usermod -aG docker app` */
const touchesNothing = (options) => !['uid', 'group', 'home', 'rename'].some((meaning) => options.has(meaning));
/** What a change that is not computed leaves: nothing is known of those it names, nor of new ones. */
function forgetting(accounts, names) {
    if (names.includes(null) || names.length === 0)
        return accountsForgotten(accounts);
    const users = new Map(accounts.users);
    const groups = new Map(accounts.groups);
    for (const name of names) {
        if (!name || name === 'root')
            continue;
        users.delete(name);
        groups.delete(name);
    }
    return { ...accounts, users, groups, complete: false };
}
const numberOf = (text) => (text && /^\d+$/.test(text) ? Number(text) : null);
const uidsOf = ({ users }) => new Set([...users.values()].map(({ uid }) => uid));
const gidsOf = ({ groups }) => new Set(groups.values());
const isOrdinary = (id) => id !== null && id >= FIRST && id <= LAST;
/** Shadow goes on behind the highest number that is taken. */
const highest = (accounts, ...taken) => {
    const next = Math.max(FIRST - 1, ...taken.flatMap((ids) => [...ids].filter(isOrdinary))) + 1;
    return accounts.complete && next <= LAST ? next : null;
};
/** Debian's `adduser` and BusyBox take the lowest number that is free. */
const lowest = (accounts, ...taken) => {
    let next = FIRST;
    while (taken.some((ids) => ids.has(next)))
        next++;
    return accounts.complete && next <= LAST ? next : null;
};
/** The gid that an option names, null where it is not known, undefined where there is no such option. */
function groupGiven({ groups }, { options }) {
    if (!options.has('group'))
        return undefined;
    const group = options.get('group') ?? null;
    return numberOf(group) ?? (group === null ? null : (groups.get(group) ?? null));
}
/** Adds a user, and the group of its own when it gets one; null where the name or the number is taken. */
function added(accounts, user, request, own) {
    const { options } = request;
    const { name, uid, gid } = user;
    if (accounts.users.has(name) || (own && accounts.groups.has(name)))
        return null;
    if (uid !== null && uidsOf(accounts).has(uid) && !options.has('duplicate'))
        return null;
    const system = options.has('system');
    return {
        ...accounts,
        users: new Map(accounts.users).set(name, user),
        groups: own ? new Map(accounts.groups).set(name, gid) : accounts.groups,
        // A system user's number is none of the ordinary range.
        complete: accounts.complete && (system || (uid !== null && (!own || gid !== null))),
    };
}
function useradd(accounts, name, request) {
    const { options } = request;
    const { family, defaults } = accounts;
    const system = options.has('system');
    const automatic = defaults && !options.has('range');
    const given = options.has('uid');
    const uid = given ? numberOf(options.get('uid')) : system || !automatic ? null : highest(accounts, uidsOf(accounts));
    const group = groupGiven(accounts, request);
    const own = group === undefined && !options.has('no-group');
    const certain = automatic && family !== null && (options.has('own-group') || OWN_GROUPS.has(family));
    let gid = group ?? null;
    if (own && certain && !system && uid !== null && accounts.complete) {
        // The group takes the user's number where that is free and of the ordinary range.
        const gids = gidsOf(accounts);
        gid = isOrdinary(uid) && !gids.has(uid) ? uid : highest(accounts, gids);
    }
    else if (options.has('no-group') && group === undefined && family !== null && accounts_DEBIAN.has(family)) {
        gid = automatic ? (accounts.groups.get('users') ?? null) : null;
    }
    const base = options.has('base') ? options.get('base') : defaults ? '/home' : null;
    const home = options.has('home') ? (options.get('home') ?? null) : base ? `${base.replace(/\/$/, '')}/${name}` : null;
    return added(accounts, { name, uid, gid, home }, request, own);
}
function debianAdduser(accounts, name, request) {
    const { options } = request;
    const system = options.has('system');
    const automatic = accounts.defaults && !options.has('range');
    if (options.has('group-only') && !system)
        return groupadd(lowest, accounts, name, request);
    const group = groupGiven(accounts, request);
    const own = group === undefined && (!system || options.has('group-only'));
    const free = () => (system || !automatic ? null : lowest(accounts, uidsOf(accounts), gidsOf(accounts)));
    const uid = options.has('uid') ? numberOf(options.get('uid')) : free();
    if (own && gidsOf(accounts).has(uid))
        return null;
    // Below the ordinary range a package may have taken the number.
    const ownGid = uid !== null && uid >= FIRST && accounts.complete && automatic ? uid : null;
    const gid = group !== undefined ? group : own ? ownGid : 65534;
    // A system user's home is `/nonexistent` or below `/home`, depending on the version.
    const home = options.has('home') ? (options.get('home') ?? null) : system || !automatic ? null : `/home/${name}`;
    return added(accounts, { name, uid, gid, home }, request, own);
}
/** https://git.busybox.net/busybox/tree/loginutils/adduser.c */
function busyboxAdduser(accounts, name, request) {
    const { options } = request;
    const system = options.has('system');
    const group = groupGiven(accounts, request);
    const own = group === undefined && !system;
    const taken = own ? [uidsOf(accounts), gidsOf(accounts)] : [uidsOf(accounts)];
    const uid = options.has('uid') ? numberOf(options.get('uid')) : system ? null : lowest(accounts, ...taken);
    // Its own group gets the user's number, or the command fails.
    if (own && uid !== null && gidsOf(accounts).has(uid))
        return null;
    const gid = group !== undefined ? group : own ? uid : (accounts.groups.get('nogroup') ?? null);
    const home = options.has('home') ? (options.get('home') ?? null) : `/home/${name}`;
    return added(accounts, { name, uid, gid, home }, request, own);
}
function groupadd(next, accounts, name, { options }) {
    const given = options.has('uid');
    const system = options.has('system');
    const automatic = accounts.defaults && !options.has('range') && !system;
    const gids = gidsOf(accounts);
    const gid = given ? numberOf(options.get('uid')) : automatic ? next(accounts, gids) : null;
    if (accounts.groups.has(name))
        return options.has('forgiving') ? accounts : null;
    if (gid !== null && gids.has(gid) && !options.has('duplicate'))
        return null;
    const complete = accounts.complete && (gid !== null || system);
    return { ...accounts, groups: new Map(accounts.groups).set(name, gid), complete };
}
function usermod(accounts, name, request) {
    const { options } = request;
    const before = accounts.users.get(name);
    if (!before || name === 'root')
        return null;
    const uid = options.has('uid') ? numberOf(options.get('uid')) : before.uid;
    if (uid !== before.uid && uid !== null && uidsOf(accounts).has(uid) && !options.has('duplicate'))
        return null;
    const home = options.has('home') ? (options.get('home') ?? null) : before.home;
    const group = groupGiven(accounts, request);
    const renamed = options.has('rename') ? options.get('rename') : name;
    if (!renamed || (renamed !== name && accounts.users.has(renamed)))
        return null;
    const users = new Map(accounts.users);
    users.delete(name);
    users.set(renamed, { name: renamed, uid, gid: group === undefined ? before.gid : group, home });
    return { ...accounts, users, complete: accounts.complete && uid !== null };
}
function groupmod(accounts, name, { options }) {
    const before = accounts.groups.get(name);
    if (before === undefined || before === null || name === 'root')
        return null;
    const gid = options.has('uid') ? numberOf(options.get('uid')) : before;
    if (gid !== before && gid !== null && gidsOf(accounts).has(gid) && !options.has('duplicate'))
        return null;
    const renamed = options.has('rename') ? options.get('rename') : name;
    if (!renamed || (renamed !== name && accounts.groups.has(renamed)))
        return null;
    const groups = new Map(accounts.groups);
    groups.delete(name);
    groups.set(renamed, gid);
    // Who has the group as the first one goes along with its number.
    const users = new Map([...accounts.users].map(([key, user]) => [key, user.gid === before ? { ...user, gid } : user]));
    return { ...accounts, users, groups, complete: accounts.complete && gid !== null };
}
/** The group of the same name goes along, unless somebody else has it as the first one. */
function userdel(accounts, name) {
    if (!accounts.users.has(name) || name === 'root')
        return null;
    const users = new Map(accounts.users);
    users.delete(name);
    const rest = { ...accounts, users };
    const gid = accounts.groups.get(name);
    if (gid === undefined)
        return rest;
    return [...users.values()].some((other) => other.gid === gid) ? rest : ungrouped(rest, name);
}
function ungrouped(accounts, name) {
    const groups = new Map(accounts.groups);
    groups.delete(name);
    return { ...accounts, groups };
}

;// CONCATENATED MODULE: ./lib/dockerfile/accounts-behind.js

const ACCOUNT_PROGRAMS = /(?:user|group)(?:add|mod|del)|(?:add|del)(?:user|group)/;
const ACCOUNT_FILES = /(?:^|[\s/="'])(?:passwd|group)(?=$|[\s"',;&|)])/;
const DEFAULT_FILES = /login\.defs|default\/useradd|adduser\.conf/;
/** Commands that only read what they name, or change who may. */
const READERS = /^(?:cat|chgrp|chmod|chown|cut|getent|grep|egrep|head|id|ls|stat|tail|test|\[|passwd|awk)$/;
/** The accounts behind a `RUN`. */
function accountsBehindRun(file, step, before, lookup) {
    const { instruction } = step;
    const text = file.text.slice(instruction.span.start, instruction.span.end);
    const files = /\/etc\/(?:passwd|group)\b/.test(text);
    if (!files && !ACCOUNT_PROGRAMS.test(text) && !DEFAULT_FILES.test(text))
        return before;
    const { script } = step;
    if (!script || 'unreadable' in script)
        return accountsForgotten(before);
    let accounts = DEFAULT_FILES.test(text) ? { ...before, defaults: false, complete: false } : before;
    for (const command of script.commands) {
        // `echo app:x:1000:… >> /etc/passwd`
        accounts =
            files && rewritesAccounts(file, command) ? accountsForgotten(accounts) : accountsAfter(accounts, command, lookup);
    }
    return accounts;
}
function rewritesAccounts(file, { words, span, redirected }) {
    const text = file.text.slice(span.start, span.end);
    if (!/\/etc\/(?:passwd|group)\b/.test(text))
        return false;
    const program = words[0]?.raw.replace(/^.*\//, '') ?? '';
    return !READERS.test(program) || (redirected && />\s*["']?\/etc\/(?:passwd|group)\b/.test(text));
}
/** The accounts behind a `COPY` or `ADD`, whose files are not read here. */
function accountsBehindCopy(file, { args, span }, accounts) {
    return ACCOUNT_FILES.test(file.text.slice(args.start, span.end)) ? accountsForgotten(accounts) : accounts;
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
                    const [only] = node.commands;
                    if (only?.type === 'Command' && node.prefixes.length > 0)
                        this.#command(only, place, item, node);
                    else
                        this.#node(only, place, item);
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
    /** @param timed what begins with the `time` in front of the command, which is a program of its own in all shells but bash */
    #command(node, place, item, timed) {
        const words = [...(node.name ? [node.name] : []), ...node.args.filter((arg) => arg.type === 'Word')];
        // `export X=1` and `env X=1` have assignments among their arguments.
        const all = [
            ...(timed ? this.#timeWords(timed, node) : []),
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
            span: this.#span(timed ?? node),
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
        const su = /^(?:.*\/)?su$/.test(words[0]?.value ?? '');
        const at = su ? 0 : words.findIndex(({ value }) => SHELLS.test(value));
        if (at === -1 || this.#depth >= DEPTH)
            return;
        const option = words.findIndex((word, index) => index > at && /^-\w*c$|^--command$/.test(word.value));
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
        const front = su ? this.#accountInFront(words, option) : words.slice(0, at).map((word) => this.#word(word));
        for (const command of inner.commands) {
            this.commands.push(front.length > 0 ? { ...command, words: [...front, ...command.words] } : command);
        }
    }
    /** `su node`, with its options, of `su -c '…' node` and `su node -c '…'`; root where no account is named. */
    #accountInFront(words, option) {
        const rest = words.filter((_, index) => index !== option && index !== option + 1).map((word) => this.#word(word));
        const [su, ...others] = rest;
        const isValue = (index) => /^(?:-s|--shell|-g|-G|--group|--supp-group)$/.test(others[index - 1]?.raw ?? '');
        const account = others.find(({ raw }, index) => !raw.startsWith('-') && !isValue(index));
        const options = others.filter((word) => word !== account);
        // A bundle such as `-lc` says more than that a command follows.
        const bundle = /^-\w+c$/.test(words[option]?.value ?? '') ? [this.#word(words[option])] : [];
        return [su, ...options, ...bundle, account ?? { span: su.span, raw: 'root', parts: ['root'] }];
    }
    /** `time` and `time -p`. */
    #timeWords({ pos }, { pos: end }) {
        return [...this.#source.slice(pos, end).matchAll(/\S+/g)].map((found) => {
            const at = pos + found.index;
            return { span: this.#span({ pos: at, end: at + found[0].length }), raw: found[0], parts: [found[0]] };
        });
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
function readStages(file, find = images_known/* imageOf */.d) {
    const globals = new Map();
    const stages = [];
    for (const instruction of file.instructions) {
        const stage = stages.at(-1);
        if (instruction.keyword === 'FROM') {
            const base = baseOf(file, instruction, globals, stages, find);
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
function baseOf(file, from, globals, stages, find) {
    const raw = from.words[0]?.raw ?? '';
    const lookup = (name) => (globals.has(name) ? globals.get(name) : undefined);
    const text = expand(raw, lookup, file.escape)?.text ?? null;
    if (text !== null) {
        const stage = stages.findLast(({ name }) => name === text.toLowerCase());
        if (stage)
            return { kind: 'stage', stage };
        if (text === 'scratch')
            return { kind: 'scratch' };
        const reference = (0,images_reference/* readReference */.Wf)(text);
        if (text === '' || !reference)
            return { kind: 'unknown' };
        return { kind: 'image', reference: text, image: find(reference) };
    }
    // `python:${VERSION}-slim`: the name is known though the tag is not.
    const [, name, tag] = /^([^$]*[^$:]):([^/]*)$/.exec(raw) ?? [];
    const reference = name ? (0,images_reference/* readReference */.Wf)(name) : null;
    const image = reference && tag ? find({ ...reference, tag }) : null;
    return image ? { kind: 'image', reference: raw, image } : { kind: 'unknown' };
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
        user: image ? { ...image.user, assumed: false } : base.kind === 'scratch' ? { ...images_image/* ROOT */.Dl, assumed: false } : null,
        workdir: image?.workdir ?? null,
        shell: image?.shell ?? DEFAULT_SHELL,
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
        case 'RUN':
            return { ...state, accounts: accountsBehindRun(file, step, state.accounts, shellLookupIn(state, stage)) };
        case 'COPY':
        case 'ADD':
            return { ...state, accounts: accountsBehindCopy(file, instruction, state.accounts) };
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
            const sure = uid >= 1000 && accounts.complete;
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
    const { again } = entry;
    const said = typeof again === 'string' ? { install: again, fetch: again, compile: again } : again;
    return {
        versioned: false,
        module: null,
        hook: null,
        companions: [],
        manyVerbs: false,
        expression: null,
        manifests: [],
        notes: [],
        valueOptions: [],
        optionVariables: [],
        pointless: [],
        onlyWithOperands: [],
        localOperand: null,
        reconfigures: [],
        reconfiguresBy: null,
        needsFilledCache: [],
        needsFilledByVariable: [],
        needsFilledByVerb: [],
        mover: null,
        tiesToCache: null,
        neighbours: [],
        readsNothing: [],
        reads: null,
        readsByVariable: [],
        ...entry,
        again: { install: '', fetch: '', compile: '', ...said },
        verbs: { install: [], fetch: [], compile: [], ...entry.verbs },
        defeats: { options: [], variables: [], undoneByFolder: false, off: [''], commands: [], ...entry.defeats },
    };
}

;// CONCATENATED MODULE: ./lib/managers/apk.js
// https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk.8.scd and apk-cache.5.scd

/** `--update` is taken for the beginning of `--update-cache`. */
const REFRESHES = /^(?:-[a-z]*U[a-z]*|--update(?:-cache)?)$/;
const companion = {
    unless: /--cache-dir|\/etc\/apk\/cache/,
    cache: 0,
    without: 'takes no packages',
};
/* harmony default export */ const apk = (defineManager({
    id: 'apk',
    name: 'apk',
    docs: 'https://wiki.alpinelinux.org/wiki/Local_APK_cache',
    programs: ['apk'],
    verbs: { install: words('add upgrade fix') },
    valueOptions: words(`
    -t --virtual -X --repository -p --root --arch --cache-dir --cache-max-age --keys-dir --progress-fd --repositories-file
    --timeout --wait
  `),
    again: 'downloads the package index and every package again',
    caches: [
        {
            holds: 'downloaded packages and the package index',
            // apk keeps packages in a folder that it is told, or in /etc/apk/cache where that is there.
            at: [{ option: '--cache-dir' }, { path: '/etc/apk/cache', ifMounted: true }, { path: '/var/cache/apk' }],
            sharing: 'locked',
            lockedToBeSafe: true,
            // The index has the name of its repository, whatever the platform: https://github.com/moby/buildkit/issues/2598
            compiledFor: ['platform'],
            hadolint: { rule: 'DL3019', silencedBy: ['/var/cache/apk'] },
            why: 'apk takes its lock in the image and not in the folder, so that two would write there without knowing of each other',
            remark: 'Without `--cache-dir` apk keeps the index alone there. `--update-cache` has it ask for a new index every time, as `--no-cache` does. Scanners that want `--no-cache` with every `apk add` (Trivy’s DS-0025) do not know the mount.',
        },
    ],
    defeats: {
        options: ['--no-cache'],
        commands: [{ words: ['apk', 'cache', 'clean'] }, { words: ['apk', 'cache', 'purge'] }],
    },
    companions: [
        { ...companion, add: { option: '--update-cache --cache-dir /var/cache/apk' }, notBeside: REFRESHES },
        { ...companion, add: { option: '--cache-dir /var/cache/apk' }, onlyBeside: REFRESHES },
    ],
    reads: 'nothing',
    readsNothing: words('update del info search list policy version cache stats audit verify dot fetch index manifest'),
    // Another root, and another folder that apk finds by itself.
    mover: /^(?:-p|--root)(?:=|$)|^--cache(?:=|-packages|-predownload)/,
    pointless: words('--simulate -s --help -h --version -V --no-network --print-arch'),
    localOperand: /\.apk$/,
    needsFilledCache: ['--no-network'],
    notes: ['`/lib/apk/db` and `/etc/apk/world` say what is installed. They belong to the image and are never mounted.'],
}));

;// CONCATENATED MODULE: ./lib/managers/apt.js

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
            holds: 'package lists',
            at: [{ path: '/var/lib/apt/lists' }],
            filledBy: ['update'],
            usedWhenOld: true,
            remark: 'The package lists are then no part of the image. /var/lib/apt as a whole is not mounted, since it also records which packages were installed automatically.',
            sharing: 'locked',
            why: 'apt takes a lock on the folder, and a second apt ends at once instead of waiting',
        },
    ],
    defeats: {
        commands: ['apt-get', 'apt'].flatMap((program) => [
            { words: [program, 'clean'], caches: [0] },
            { words: [program, 'distclean'], caches: [0, 1] },
        ]),
    },
    hook: {
        file: '/etc/apt/apt.conf.d/docker-clean',
        cache: 0,
        families: ['debian', 'ubuntu'],
        does: 'deletes every downloaded package after each install',
    },
    // `apt`, other than `apt-get`, deletes what it has installed: https://manpages.debian.org/bookworm/apt/apt.8.en.html
    companions: [
        {
            programs: ['apt'],
            add: { option: '-o APT::Keep-Downloaded-Packages=true' },
            unless: /Keep-Downloaded-Packages/,
            cache: 0,
            without: 'deletes what it has installed',
        },
    ],
    reads: 'nothing',
    readsNothing: words('update clean autoclean distclean autoremove autopurge remove purge list show policy'),
    // `-o Dir::Cache=…`, `-o Dir::Etc::sourcelist=…`, `-c FILE`
    mover: /^(?:-o)?Dir\b|^(?:-c|--config-file)(?:=|$)/i,
    pointless: words('-d --download-only --help -h --version -v --dry-run -s --simulate --just-print --print-uris'),
    localOperand: /\.deb$/,
}));

;// CONCATENATED MODULE: ./lib/managers/bun.js
// https://bun.com/docs/pm/global-cache

/* harmony default export */ const bun = (defineManager({
    id: 'bun',
    name: 'Bun',
    docs: 'https://bun.com/docs/pm/global-cache',
    programs: ['bun'],
    verbs: { install: words('install i ci add a update') },
    valueOptions: words('--cwd -c --config --cache-dir --registry --filter -F --backend --linker --omit --cpu --os --libc'),
    again: 'downloads every package again',
    caches: [
        {
            // Packages are copied out of a mount, with whichever linker: `node_modules` is whole without it.
            holds: 'downloaded packages, unpacked',
            at: [
                { movedBy: 'BUN_INSTALL_GLOBAL_STORE' },
                { variable: 'BUN_INSTALL_CACHE_DIR' },
                { option: '--cache-dir' },
                // It may move the cache, switch it off, or fill `node_modules` with links into it.
                { file: 'bunfig.toml', key: '(?:\\[install\\.cache\\]|(?:install\\.)?(?:cache(?:\\.\\w+)?|globalStore))' },
                { variable: 'BUN_INSTALL', below: 'install/cache' },
                { variable: 'XDG_CACHE_HOME', below: '.bun/install/cache' },
                { home: '.bun/install/cache' },
            ],
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'nothing is promised for two of it that write to the folder at once',
            evidence: { files: [] },
            parents: 'left-alone',
        },
    ],
    defeats: { commands: [{ words: ['bun', 'pm', 'cache', 'rm'] }] },
    pointless: ['--help', '-h', '--version', '-v', '--dry-run', '--lockfile-only', '--force', '-f'],
    readsNothing: words('pm info outdated why upgrade audit'),
    // `bun add -g` writes beside the cache, which only root can under a mount; `symlink` makes links into it.
    mover: /^(?:-g|--global)$|^--backend(?:=symlink)?$|^(?:-c|--config)(?:=|$)/,
    needsFilledCache: ['--offline'],
    manifests: words('package.json bun.lock bun.lockb bunfig.toml .npmrc'),
    notes: ['`~/.bun` as a whole is not mounted: global packages and their programs lie there too.'],
}));

;// CONCATENATED MODULE: ./lib/managers/bundler.js
// https://bundler.io/man/bundle-config.1.html and https://github.com/docker-library/ruby/blob/master/Dockerfile.template

/** Settings that move the archives to a folder that is named after the version of Ruby, or to another one. */
const settings = words('BUNDLE_PATH BUNDLE_DEPLOYMENT BUNDLE_PATH__SYSTEM BUNDLE_GLOBAL_GEM_CACHE');
const keys = words('path deployment system cache_path global_gem_cache');
/* harmony default export */ const bundler = (defineManager({
    id: 'bundler',
    name: 'Bundler',
    docs: 'https://bundler.io/man/bundle-config.1.html',
    programs: words('bundle bundler'),
    verbs: { install: ['install', 'update', 'add', ''] },
    valueOptions: words('--gemfile --jobs -j --retry --path --with --without --trust-policy -P --shebang --standalone --target-rbconfig'),
    again: 'downloads every gem again',
    caches: [
        {
            holds: 'downloaded gems, as archives',
            at: [
                ...settings.map((movedBy) => ({ movedBy })),
                ...settings.map((key) => ({ file: '.bundle/config', key })),
                { variable: 'GEM_HOME', below: 'cache' },
            ],
            besideOutput: true,
            sharing: 'locked',
            why: 'it downloads an archive to its final name, so that a second one may read half of it',
            remark: 'The folder holds the archives alone; the gems are installed beside it and stay in the image. The archives do not, and nothing but `gem pristine` asks for them, which can fetch them.',
        },
    ],
    reconfigures: keys.flatMap((key) => [
        ['bundle', 'config', key],
        ['bundle', 'config', 'set', key],
    ]),
    mover: /^--(?:path|deployment|standalone|system)(?:=|$)/,
    pointless: words('--redownload --force --local --help -h --version -v'),
    needsFilledCache: words('--local --prefer-local'),
    readsNothing: words('config version env help platform'),
    manifests: words('Gemfile Gemfile.lock .ruby-version *.gemspec'),
    notes: [
        'With `BUNDLE_PATH`, `BUNDLE_DEPLOYMENT` or `--path` the archives lie in a folder that is named after the version of Ruby: nothing is mounted.',
        '`GEM_HOME` itself holds the installed gems and is never mounted.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/sccache.js
// https://github.com/mozilla/sccache/blob/main/docs/Local.md

/** Variables that choose another storage: https://github.com/mozilla/sccache/blob/main/docs/Configuration.md */
const ELSEWHERE = words(`
  SCCACHE_BUCKET SCCACHE_ENDPOINT SCCACHE_REDIS SCCACHE_REDIS_ENDPOINT SCCACHE_REDIS_CLUSTER_ENDPOINTS SCCACHE_MEMCACHED
  SCCACHE_MEMCACHED_ENDPOINT SCCACHE_GCS_BUCKET SCCACHE_AZURE_BLOB_CONTAINER SCCACHE_GHA_ENABLED SCCACHE_WEBDAV_ENDPOINT
  SCCACHE_OSS_BUCKET SCCACHE_COS_BUCKET SCCACHE_CONF SCCACHE_MULTILEVEL_CHAIN
`);
const SCCACHE = [
    ...ELSEWHERE.map((movedBy) => ({ movedBy })),
    { variable: 'SCCACHE_DIR' },
    { file: '.config/sccache/config', key: 'dir' },
    { variable: 'XDG_CACHE_HOME', below: 'sccache' },
    { home: '.cache/sccache' },
];
/* harmony default export */ const sccache = (defineManager({
    id: 'sccache',
    name: 'sccache',
    docs: 'https://github.com/mozilla/sccache/blob/main/docs/Local.md',
    programs: ['sccache'],
    // `sccache gcc -c …`: the compiler is the verb.
    verbs: { compile: words('gcc g++ cc c++ clang clang++ rustc nvcc') },
    again: 'compiles every file again',
    caches: [
        {
            holds: 'compiled files',
            at: SCCACHE,
            sharing: 'locked',
            why: 'sccache knows one server at a time on a folder, and each step starts its own',
        },
    ],
    pointless: words('-s --show-stats -z --zero-stats -V --version -h --help --start-server --stop-server'),
    notes: [
        'Behind `RUSTC_WRAPPER` it is a cache of cargo; behind another launcher variable it is not seen in the command, and nothing is said.',
        'With a variable that chooses another storage, such as SCCACHE_BUCKET, nothing is mounted.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/cargo.js
// https://doc.rust-lang.org/cargo/guide/cargo-home.html


/** A folder of CARGO_HOME. */
const part = (name, holds, more = {}) => ({
    holds,
    at: [{ variable: 'CARGO_HOME', below: name }, { home: `.cargo/${name}` }],
    parents: 'written',
    sharing: 'locked',
    lockedToBeSafe: true,
    why: 'the lock of cargo lies in CARGO_HOME beside both folders, so that two containers do not see each other’s',
    isStore: true,
    ...more,
});
/* harmony default export */ const cargo = (defineManager({
    id: 'cargo',
    name: 'Cargo',
    docs: 'https://doc.rust-lang.org/cargo/guide/cargo-home.html',
    programs: ['cargo'],
    // https://doc.rust-lang.org/cargo/commands/; `b`, `c`, `d`, `r` and `t` are its own aliases.
    verbs: {
        install: words('install binstall'),
        fetch: words('fetch vendor update generate-lockfile metadata tree'),
        compile: [
            ...words('build b test t check c clippy doc d run r rustc rustdoc bench fix nextest auditable zigbuild'),
            ...['chef cook', 'leptos build', 'component build', 'llvm-cov', 'tarpaulin', 'lambda build', 'hack'],
        ],
    },
    valueOptions: words(`
    --manifest-path --target --target-dir --features -F --package -p --bin --example --test --bench --profile --jobs -j --config -C -Z
    --color --message-format --exclude --version --vers --root --git --branch --tag --rev --path --registry --index --recipe-path
    --lockfile-path --artifact-dir
  `),
    again: 'downloads every crate again',
    caches: [
        part('registry', 'the index, downloaded crates and their unpacked sources'),
        part('git', 'clones of dependencies that come from git', { inside: ['db'], besides: true }),
        {
            // https://github.com/mozilla/sccache/blob/main/docs/Local.md
            holds: 'what sccache has compiled',
            onlyWith: { variables: ['RUSTC_WRAPPER', 'CARGO_BUILD_RUSTC_WRAPPER'], says: /(?:^|\/)sccache$/ },
            usedBy: ['install', 'compile'],
            at: SCCACHE,
            sharing: 'locked',
            why: 'sccache knows one server at a time on a folder, and each step starts its own',
        },
    ],
    pointless: words('--help -h --list'),
    readsNothing: words('version help new init login logout search owner yank clean fmt uninstall chef'),
    needsFilledCache: words('--offline --frozen'),
    needsFilledByVariable: ['CARGO_NET_OFFLINE'],
    manifests: ['Cargo.toml', 'Cargo.lock', '.cargo/config.toml', 'rust-toolchain.toml', 'rust-toolchain'],
    notes: [
        'CARGO_HOME itself is never mounted: it also holds the programs that were installed, and in the rust image cargo itself.',
        '`target` is not mounted: cargo takes a source that is older than the last build for unchanged, and that may have been a build of another branch.',
        'With RUSTC_WRAPPER=sccache the folder of sccache is mounted too: it tells files apart by what is in them.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/ccache.js
// https://ccache.dev/manual/latest.html#config_cache_dir

/* harmony default export */ const ccache = (defineManager({
    id: 'ccache',
    name: 'ccache',
    docs: 'https://ccache.dev/manual/latest.html#config_cache_dir',
    programs: ['ccache'],
    // `ccache gcc -c …`: the compiler is the verb.
    verbs: { compile: words('gcc g++ cc c++ clang clang++') },
    again: 'compiles every file again',
    caches: [
        {
            holds: 'compiled files',
            at: [
                { movedBy: 'CCACHE_DISABLE' },
                { variable: 'CCACHE_DIR' },
                { file: 'ccache.conf', key: 'cache_dir' },
                { variable: 'XDG_CACHE_HOME', below: 'ccache' },
                { home: '.cache/ccache' },
            ],
            sharing: 'shared',
            why: 'files are written aside and renamed into place, so that two builds at once do no harm',
        },
    ],
    defeats: {
        commands: [{ words: ['ccache', '-C'] }, { words: ['ccache', '--clear'] }],
    },
    pointless: words('-s --show-stats -z --zero-stats -V --version -h --help'),
    needsFilledByVariable: words('CCACHE_READONLY CCACHE_READONLY_DIRECT'),
    reconfigures: [
        ['ccache', '--set-config'],
        ['ccache', '-o'],
    ],
    notes: [
        'Where ~/.ccache is there, ccache still uses it: CCACHE_DIR settles the place.',
        'Behind a launcher variable or a link to the compiler ccache is not seen in the command, and nothing is said.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/composer.js
// https://getcomposer.org/doc/03-cli.md#composer-cache-dir and https://getcomposer.org/doc/06-config.md#cache-dir

const mounted = (path) => ({ path, ifMounted: true });
/* harmony default export */ const composer = (defineManager({
    id: 'composer',
    name: 'Composer',
    docs: 'https://getcomposer.org/doc/06-config.md#cache-dir',
    programs: ['composer'],
    verbs: {
        install: words('install i update u upgrade require r reinstall create-project').concat(words('install i update u upgrade require').map((verb) => `global ${verb}`)),
    },
    valueOptions: words(`
    -d --working-dir --prefer-install --ignore-platform-req --apcu-autoloader-prefix --audit-format --format -s --stability --repository
    --repository-url
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages and repository metadata',
            at: [
                { variable: 'COMPOSER_CACHE_DIR' },
                { file: 'composer.json', key: '"cache-dir"' },
                { variable: 'COMPOSER_HOME', below: 'cache' },
                { variable: 'XDG_CACHE_HOME', below: 'composer' },
                // Which one it is without a variable depends on whether /etc/xdg is there and which folders are.
                mounted('/root/.composer/cache'),
                { root: '/root/.cache/composer' },
            ],
            sharing: 'locked',
            why: 'it copies an archive straight to its final name, so that a second one may read half of it',
        },
    ],
    defeats: {
        options: ['--no-cache'],
        variables: ['COMPOSER_CACHE_READ_ONLY'],
        off: ['0', 'false'],
        commands: words('clear-cache clearcache cc').map((verb) => ({ words: ['composer', verb] })),
    },
    companions: [
        {
            add: { variable: 'COMPOSER_CACHE_DIR=/root/.cache/composer' },
            unless: /COMPOSER_CACHE_DIR/,
            cache: 0,
            forRoot: true,
            without: null,
        },
    ],
    reconfigures: ['config', 'global config'].map((verb) => ['composer', ...words(verb), 'cache-dir']),
    pointless: words('--dry-run --no-install --no-update --help -h --version -V'),
    readsNothing: words('about diagnose list help self-update selfupdate clear-cache clearcache cc'),
    manifests: words('composer.json composer.lock auth.json symfony.lock'),
    notes: [
        'Outside its own image Composer keeps the cache in `~/.cache/composer` or in `~/.composer/cache`, depending on what the image has. The suggestion names the folder with `COMPOSER_CACHE_DIR`.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/conda.js
// https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html

const set = [
    { variable: 'CONDA_PKGS_DIRS', list: true },
    ...words('CONDARC MAMBARC').map((movedBy) => ({ movedBy })),
    ...words('.condarc condarc .mambarc mambarc').flatMap((file) => words('pkgs_dirs allow_softlinks always_softlink').map((key) => ({ file, key }))),
];
const conda_packages = {
    holds: 'downloaded packages, also unpacked',
    sharing: 'locked',
    why: 'two of them may unpack one package at once',
    besideOutput: true,
};
/* harmony default export */ const conda = (defineManager({
    id: 'conda',
    name: 'conda',
    docs: 'https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html',
    programs: words('conda mamba micromamba conda-pack'),
    verbs: { install: ['install', 'create', 'update', 'upgrade', 'env create', 'env update'] },
    valueOptions: words('-n --name -p --prefix -c --channel -f --file --platform --revision -r --root-prefix --rc-file'),
    again: 'downloads every package again',
    caches: [
        {
            ...conda_packages,
            programs: ['conda', 'mamba'],
            at: [...set, { movedBy: 'CONDA_ROOT' }, { movedBy: 'MAMBA_ROOT_PREFIX' }, { besideTool: 'pkgs' }],
        },
        {
            ...conda_packages,
            programs: ['micromamba'],
            at: [
                ...set,
                ...words('--root-prefix -r').map((option) => ({ option, below: 'pkgs' })),
                { variable: 'MAMBA_ROOT_PREFIX', below: 'pkgs' },
            ],
            parents: 'written',
        },
    ],
    defeats: { commands: words('conda mamba micromamba').map((program) => ({ words: [program, 'clean'] })) },
    // The conda of another installation has its packages beside itself.
    mover: /^--(?:rc-file|no-rc)|^"?(?:(?!\/opt\/conda\/)\/|[$~]).*\/(?:conda|mamba)"?$/,
    tiesToCache: /^(?:--)?(?:CONDA_|MAMBA_)?al(?:low|ways)[-_]softlinks?(?:=(?!(?:false|no|off|0)$).*)?$/i,
    pointless: words('--dry-run -d --offline --use-local --help -h --version'),
    readsNothing: words('activate config deactivate info init list run search shell'),
    reconfigures: ['conda', 'mamba', 'micromamba'].map((program) => [program, 'config']),
    reconfiguresBy: /pkgs_dirs|softlink|--file|--env|\$/,
    needsFilledCache: words('--offline --clone --use-index-cache -C conda-pack'),
    needsFilledByVariable: words('CONDA_OFFLINE MAMBA_OFFLINE'),
    manifests: ['environment.yml', '.condarc'],
    notes: [
        'Over file systems conda copies instead of making hard links. With soft links switched on nothing is mounted: what is installed would point into the cache.',
        'Where conda is known to be: in `continuumio/*` and `condaforge/*`. For micromamba `MAMBA_ROOT_PREFIX` says it.',
        'A Miniconda that the file installs gets no mount: its installer refuses a folder that is there. Nor where `conda-pack` follows.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/cpm.js
// https://metacpan.org/dist/App-cpm/view/script/cpm and https://github.com/skaji/cpm/blob/main/lib/App/cpm/CLI.pm

/* harmony default export */ const cpm = (defineManager({
    id: 'cpm',
    name: 'cpm',
    docs: 'https://metacpan.org/dist/App-cpm/view/script/cpm',
    programs: ['cpm'],
    verbs: { install: ['install'] },
    valueOptions: words(`
    -L --local-lib-contained -w --workers --mirror --target-perl --cpanfile --cpmfile --metafile --snapshot -r --resolver
    --home --configure-timeout --build-timeout --test-timeout --final-install --progress --top-level-phase
    --top-level-relationship --feature --experimental-config
  `),
    again: 'downloads and builds every distribution again',
    caches: [
        {
            holds: 'downloaded distributions and those that were built here',
            at: [{ option: '--home' }, { home: '.perl-cpm' }],
            compiledFor: ['c-library'],
            sharing: 'locked',
            why: 'cpm takes no lock on the folder in which it keeps what it has built',
        },
    ],
    pointless: ['--help', '-h', '--version'],
    readsNothing: ['version'],
    manifests: ['cpanfile', 'cpanfile.snapshot', 'cpm.yml', 'META.json'],
    notes: [
        'What is installed is a copy: `local` and the folders of the Perl are outputs and never mounted.',
        'cpanm has no cache: it downloads everything again in each run, whatever is mounted on `~/.cpanm`.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/deno.js
// https://docs.deno.com/runtime/reference/env_variables/

/* harmony default export */ const deno = (defineManager({
    id: 'deno',
    name: 'Deno',
    docs: 'https://docs.deno.com/runtime/reference/env_variables/',
    programs: ['deno'],
    verbs: { fetch: words('cache install i add'), compile: ['compile'] },
    valueOptions: words(`
    -c --config --import-map --lock --log-level -L --cert --node-modules-dir --output -o --target --icon --include --exclude --env-file
    --location --seed --v8-flags --ext
  `),
    again: { fetch: 'downloads every module again', compile: 'downloads the runtime and every module again' },
    caches: [
        {
            holds: 'downloaded modules and the runtime for compiled programs',
            at: [{ variable: 'DENO_DIR' }, { variable: 'XDG_CACHE_HOME', below: 'deno' }, { home: '.cache/deno' }],
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'its databases in the folder are locked by whoever writes',
            isStore: true,
            parents: 'written',
        },
    ],
    defeats: { commands: [{ words: ['deno', 'clean'] }] },
    pointless: ['--help', '-h', '--version', '-V', '--reload', '-r'],
    readsNothing: words('fmt lint types upgrade completions doc help'),
    // A program that is installed for all runs from this folder.
    mover: /^(?:-g|--global|-n|--name)$|^(?:https?|jsr|npm):/,
    needsFilledCache: ['--cached-only'],
    manifests: words('deno.json deno.jsonc deno.lock package.json .npmrc'),
    notes: [
        'A program that `deno run` starts works from this folder: it is mounted only where the image runs no Deno, after `deno compile`.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/dnf.js

const cache = (programs, place, more = {}) => ({
    holds: 'metadata and downloaded packages',
    programs: words(programs),
    at: [place],
    sharing: 'locked',
    why: 'its locks are made for the processes of one system, and a second container is another',
    ...more,
});
const DL3040 = { hadolint: { rule: 'DL3040', silencedBy: ['/var/cache/libdnf5', '.cache/libdnf5'] } };
const programs = words('dnf dnf5 dnf-3 yum microdnf tdnf');
const caches = [
    // `yum` is a link to dnf where dnf is the system's own.
    cache('dnf yum', { path: '/var/cache/libdnf5', packageManager: ['dnf5'] }, DL3040),
    cache('dnf5', { path: '/var/cache/libdnf5' }),
    cache('dnf dnf-3 yum', { path: '/var/cache/dnf', packageManager: ['dnf'] }, DL3040),
    cache('microdnf', { path: '/var/cache/yum', packageManager: ['microdnf'] }, DL3040),
    cache('yum', { path: '/var/cache/yum', packageManager: ['yum'] }, { hadolint: { rule: 'DL3032', silencedBy: [] } }),
];
/* harmony default export */ const dnf = (defineManager({
    id: 'dnf',
    name: 'dnf',
    docs: 'https://dnf.readthedocs.io/en/latest/conf_ref.html#main-options',
    programs,
    verbs: {
        install: ['group install', 'groups install', 'module install'].concat(words('install in update up upgrade upgrade-minimal distro-sync groupinstall reinstall downgrade builddep swap')),
    },
    valueOptions: words('-c --config -x --exclude --releasever --installroot --enablerepo --disablerepo --repo --setopt'),
    again: 'downloads the package metadata and every package again',
    caches,
    defeats: {
        options: words('--setopt=keepcache=0 --setopt=keepcache=False --setopt=keepcache=false'),
        commands: programs.flatMap((program) => ['all', 'packages', 'metadata', 'dbcache'].map((what) => ({ words: [program, 'clean', what] }))),
    },
    // `--refresh`: what a mount has kept may be older than what the mirrors still have. yum 3 does not know it.
    companions: caches.map(({ programs = [] }, cache) => ({
        programs,
        add: { option: `--setopt=keepcache=1${cache === 4 ? '' : ' --refresh'}` },
        unless: /keepcache\s*=\s*(?:1|true|yes|on)/i,
        cache,
        without: 'deletes what it has installed',
    })),
    reads: 'nothing',
    readsNothing: words('clean makecache remove erase autoremove mark list info search repolist config-manager module copr'),
    mover: /cachedir=|^(?:--installroot|-c|--config|--cacheonly|--downloaddir)(?:=|$)/,
    pointless: words('--downloadonly --help -h --version --assumeno -C --cacheonly --cache-only'),
    localOperand: /\.rpm$/,
    needsFilledCache: words('-C --cacheonly --cache-only'),
    notes: ['`/var/lib/rpm` and `/usr/lib/sysimage` say what is installed: they belong to the image.'],
}));

;// CONCATENATED MODULE: ./lib/managers/gem.js
// https://guides.rubygems.org/command-reference/#gem-install

/* harmony default export */ const gem = (defineManager({
    id: 'gem',
    name: 'RubyGems',
    docs: 'https://guides.rubygems.org/command-reference/#gem-install',
    programs: ['gem'],
    verbs: { install: words('install i update') },
    valueOptions: words(`
    -v --version --platform -i --install-dir -n --bindir --build-root -s --source -p --http-proxy -P --trust-policy -B --bulk-threshold
    -g --file --without --config-file
  `),
    again: 'downloads every gem again',
    caches: [
        {
            holds: 'downloaded gems, as archives',
            at: [{ variable: 'GEM_HOME', below: 'cache' }],
            besideOutput: true,
            sharing: 'locked',
            why: 'it downloads an archive to its final name, so that a second one may read half of it',
            remark: 'The folder holds the archives alone; the gems are installed beside it and stay in the image. The archives do not, and nothing but `gem pristine` asks for them, which can fetch them.',
        },
    ],
    mover: /^(?:-i|--install-dir|--user-install|--build-root|--config-file)(?:=|$)/,
    pointless: words('--explain --local -l --help -h --system'),
    // Bundler and RubyGems themselves are one small file each: not worth a mount.
    localOperand: /\.gem$|^bundler(?::[\d.]+)?$/,
    needsFilledCache: words('--local -l'),
    readsNothing: words('cleanup env environment list query search sources uninstall which help info outdated specification contents'),
    notes: [
        'Without `GEM_HOME`, as in Debian’s own packages, the archives lie in a folder that is named after the version of Ruby: nothing is mounted.',
        '`GEM_HOME` itself holds the installed gems and is never mounted.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/go.js
// https://go.dev/ref/mod#module-cache and https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching

/* harmony default export */ const go = (defineManager({
    id: 'go',
    name: 'Go',
    docs: 'https://go.dev/ref/mod#module-cache',
    // xcaddy runs `go build`: https://github.com/caddyserver/xcaddy#custom-builds
    programs: ['go', 'xcaddy'],
    verbs: {
        fetch: ['mod download', 'get', 'mod tidy', 'mod vendor'],
        compile: words('build install test run generate vet'),
    },
    valueOptions: words(`
    -C -o -p -mod -modfile -modcacherw -ldflags -gcflags -asmflags -gccgoflags -tags -buildmode -compiler -installsuffix -overlay
    -pgo -pkgdir -toolexec -covermode -coverpkg -exec -run -bench -count -timeout -parallel -coverprofile
    --with --output --replace --embed
  `),
    again: { fetch: 'downloads every module again', compile: 'compiles every package again' },
    caches: [
        {
            holds: 'downloaded modules, unpacked',
            at: [{ variable: 'GOMODCACHE' }, { variable: 'GOPATH', below: 'pkg/mod', list: true }, { home: 'go/pkg/mod' }],
            sharing: 'shared',
            why: 'the go command locks the modules that it writes',
            unusedWith: ['-mod=vendor'],
            unlessBeside: { file: 'go.mod', folder: 'vendor' },
            isStore: true,
        },
        {
            holds: 'compiled packages',
            at: [{ variable: 'GOCACHE' }, { variable: 'XDG_CACHE_HOME', below: 'go-build' }, { home: '.cache/go-build' }],
            usedBy: ['compile'],
            sharing: 'shared',
            why: 'entries are kept under the hash of all that went into them',
            isStore: true,
        },
    ],
    defeats: {
        commands: [
            { words: ['go', 'clean', '-modcache'], caches: [0] },
            { words: ['go', 'clean', '-cache'], caches: [1] },
        ],
    },
    pointless: ['-h', '-help', '--help'],
    readsNothing: words('version env help clean telemetry'),
    optionVariables: ['GOFLAGS'],
    // https://pkg.go.dev/cmd/go#hdr-Print_Go_environment_information
    reconfigures: [['go', 'env', '-w']],
    reconfiguresBy: /^["']?(?:GOMODCACHE|GOCACHE|GOPATH)=/,
    needsFilledByVariable: ['GOPROXY=off'],
    notes: [
        'With `-mod=vendor`, in the command or in GOFLAGS, or with a folder `vendor` beside go.mod, only the build cache is mounted.',
        '`go install` writes to GOBIN or `$GOPATH/bin`, which is no cache: GOPATH itself is never mounted.',
        'Entries of the build cache are kept under their platform and flags, so that all platforms may share it; results of tests lie in it too.',
    ],
    manifests: ['go.mod', 'go.sum', 'go.work', 'go.work.sum'],
}));

;// CONCATENATED MODULE: ./lib/managers/gradle.js
// https://docs.gradle.org/current/userguide/directory_layout.html

/** What both folders of the Gradle user home have in common. */
const folder = {
    parents: 'written',
    isStore: true,
    sharing: 'locked',
    why: 'its locks talk over a local socket, so that two containers on one folder wait for each other in vain',
};
/** https://docs.gradle.org/current/userguide/directory_layout.html#dir:gradle_user_home */
const inUserHome = (below) => [
    { option: '-g', below },
    { option: '--gradle-user-home', below },
    { option: '-Dgradle.user.home', below },
    { variable: 'GRADLE_USER_HOME', below },
    { userHome: `.gradle/${below}` },
];
/* harmony default export */ const gradle = (defineManager({
    id: 'gradle',
    name: 'Gradle',
    docs: 'https://docs.gradle.org/current/userguide/directory_layout.html#dir:gradle_user_home',
    programs: ['gradle', 'gradlew'],
    // Any task downloads what the build script names; `gradlew --version` downloads Gradle itself.
    verbs: { fetch: words('--version -v dependencies'), compile: ['*'] },
    manyVerbs: true,
    // https://docs.gradle.org/current/userguide/command_line_interface.html
    valueOptions: words(`
    -b --build-file -c --settings-file -p --project-dir -x --exclude-task -I --init-script -g --gradle-user-home -F
    --dependency-verification --max-workers --console --warning-mode --tests --include-build --priority --project-cache-dir
    -M --write-verification-metadata --configuration
  `),
    again: { fetch: 'downloads Gradle or its dependencies again', compile: 'downloads every dependency again' },
    caches: [
        { ...folder, holds: 'downloaded dependencies and the build cache', at: inUserHome('caches') },
        { ...folder, holds: 'Gradle itself', at: inUserHome('wrapper'), programs: ['gradlew'] },
    ],
    optionVariables: words('GRADLE_OPTS JAVA_OPTS JAVA_TOOL_OPTIONS'),
    pointless: words('--help -h -? --stop --status'),
    needsFilledCache: ['--offline'],
    mover: /^-Duser\.home\b/,
    manifests: words('build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradle/libs.versions.toml'),
    notes: [
        'The Gradle user home lies below the home that /etc/passwd names for the user: HOME does not move it.',
        'The user home itself is not mounted: it also holds gradle.properties and init.d.',
        '`--refresh-dependencies` looks at every dependency again; it is left in the command.',
        'An offline step needs what another one fetched, and a mount may be empty: then nothing is mounted.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/leiningen.js
// https://codeberg.org/leiningen/leiningen/src/branch/main/sample.project.clj

/* harmony default export */ const leiningen = (defineManager({
    id: 'leiningen',
    name: 'Leiningen',
    docs: 'https://codeberg.org/leiningen/leiningen/src/branch/main/sample.project.clj',
    programs: ['lein'],
    // Any task first downloads what the project and its plugins name.
    verbs: { fetch: words('deps'), compile: ['*'] },
    manyVerbs: true,
    readsNothing: words('version help upgrade downgrade self-install'),
    again: 'downloads every dependency and plugin again',
    caches: [
        {
            holds: 'dependencies and plugins, in the local repository of Maven',
            at: [{ file: 'project.clj', key: '.*:local-repo' }, { userHome: '.m2/repository' }],
            parents: 'written',
            sharing: 'locked',
            why: 'it writes into the repository without a lock',
            isStore: true,
            outputOf: ['install'],
        },
    ],
    pointless: words('-h --help -v --version'),
    needsFilledCache: words('-o offline'),
    needsFilledByVariable: ['LEIN_OFFLINE'],
    // A class path names jars that lie in the repository.
    tiesToCache: /^classpath$/,
    manifests: ['project.clj', 'profiles.clj'],
    notes: [
        'The repository lies below the home that /etc/passwd names for the user: HOME does not move it.',
        '`~/.lein` is not mounted: it holds profiles.clj and Leiningen itself.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/maven.js
// https://maven.apache.org/guides/mini/guide-configuring-maven.html#configuring-your-local-repository

/* harmony default export */ const maven = (defineManager({
    id: 'maven',
    name: 'Maven',
    docs: 'https://maven.apache.org/guides/mini/guide-configuring-maven.html#configuring-your-local-repository',
    programs: ['mvn', 'mvnw', 'mvnd'],
    // Phases and goals: any other goal is of a plugin, which has to be downloaded too.
    verbs: {
        fetch: words('dependency:go-offline dependency:resolve dependency:resolve-plugins'),
        compile: words('package verify install deploy compile test test-compile process-classes site *'),
    },
    manyVerbs: true,
    readsNothing: words('validate'),
    // https://maven.apache.org/ref/current/maven-embedder/cli.html
    valueOptions: words(`
    -f --file -P --activate-profiles -pl --projects -rf --resume-from -s --settings -gs --global-settings -t --toolchains -T --threads
    -D --define -l --log-file -b --builder -gt --global-toolchains -ep --encrypt-password -emp --encrypt-master-password --color
  `),
    again: 'downloads every dependency and plugin again',
    caches: [
        {
            holds: 'the local repository: dependencies, plugins, and what `mvn install` puts there',
            at: [
                // It is read behind MAVEN_OPTS and wins over it.
                { file: 'maven.config', key: '-Dmaven.repo.local' },
                { file: 'jvm.config', key: '-Dmaven.repo.local' },
                { option: '-Dmaven.repo.local' },
                { file: 'settings.xml', key: '<localRepository>' },
                { userHome: '.m2/repository' },
            ],
            parents: 'written',
            sharing: 'locked',
            why: 'Maven 3 writes into the repository without a lock',
            isStore: true,
            outputOf: ['install', 'install:install-file', 'install:install'],
        },
        {
            // https://maven.apache.org/wrapper/
            holds: 'Maven itself, as the wrapper downloads it',
            programs: ['mvnw'],
            at: [{ variable: 'MAVEN_USER_HOME', below: 'wrapper' }, { home: '.m2/wrapper' }],
            parents: 'written',
            sharing: 'locked',
            why: 'two wrappers at once would unpack into one folder',
            isStore: true,
        },
    ],
    optionVariables: words('MAVEN_ARGS MAVEN_OPTS JAVA_TOOL_OPTIONS'),
    pointless: words('-v --version -h --help'),
    needsFilledCache: words('-o --offline'),
    mover: /^-Duser\.home\b|^-(?:s|gs)(?!\w*=)|^--(?:global-)?settings\b/,
    manifests: ['pom.xml', '.mvn/maven.config', '.mvn/extensions.xml', 'settings.xml'],
    notes: [
        'The repository lies below the home that /etc/passwd names for the user: HOME does not move it.',
        'An offline step needs what another one fetched, and a mount may be empty: then nothing is mounted.',
        '`~/.m2` itself is not mounted: it holds settings.xml. With settings that the command names, `-s`, nothing is said.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/mise.js
// https://mise.jdx.dev/cache-behavior.html and https://mise.jdx.dev/directories.html

/* harmony default export */ const mise = (defineManager({
    id: 'mise',
    name: 'mise',
    docs: 'https://mise.jdx.dev/cache-behavior.html',
    programs: ['mise'],
    verbs: { install: words('install i use u upgrade up') },
    valueOptions: words('-C --cd -E --env -j --jobs -p --path --log-level --before --minimum-release-age'),
    again: 'asks for the versions of every tool again',
    caches: [
        {
            holds: 'lists of versions and what mise works out from them',
            at: [{ variable: 'MISE_CACHE_DIR' }, { variable: 'XDG_CACHE_HOME', below: 'mise' }, { home: '.cache/mise' }],
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'mise does not say that two of it may write the same entry',
        },
    ],
    defeats: { commands: [{ words: ['mise', 'cache', 'clear'] }, { words: ['mise', 'cache', 'clean'] }] },
    pointless: ['--help', '-h', '--version', '--dry-run', '-n'],
    readsNothing: words('activate trust ls list settings cache reshim env where which current doctor version plugins'),
    manifests: ['mise.toml', '.mise.toml', 'mise.lock', '.tool-versions'],
    notes: [
        '`~/.local/share/mise` holds the tools that later steps run: it is an output and never mounted.',
        'Archives are deleted once they are installed, unless `MISE_ALWAYS_KEEP_DOWNLOAD` is set; then they lie in `~/.local/share/mise/downloads`.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/mix.js
// https://hexdocs.pm/hex/Mix.Tasks.Hex.Config.html and https://github.com/hexpm/hex/blob/main/lib/hex/scm.ex

/* harmony default export */ const mix = (defineManager({
    id: 'mix',
    name: 'Mix and Hex',
    docs: 'https://hexdocs.pm/hex/Mix.Tasks.Hex.Config.html',
    programs: ['mix'],
    // `mix do deps.get, deps.compile`
    manyVerbs: true,
    verbs: { fetch: words('deps.get deps.get, deps.update deps.update,') },
    valueOptions: words('--only'),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages',
            at: [
                { variable: 'HEX_HOME', below: 'packages' },
                // With `MIX_XDG=1` it lies elsewhere; its value is no folder, so nothing is said.
                { variable: 'MIX_XDG', below: 'packages' },
                { home: '.hex/packages' },
            ],
            sharing: 'locked',
            why: 'Hex writes an archive in place, where the other build may read the half of it',
        },
    ],
    pointless: ['--help'],
    readsNothing: words('local.hex local.rebar hex.info hex.config help format --version'),
    needsFilledByVariable: ['HEX_OFFLINE'],
    manifests: ['mix.exs', 'mix.lock', 'apps/*/mix.exs'],
    notes: [
        'Packages are unpacked into `deps` and compiled into `_build`: these are outputs and never mounted.',
        '`~/.mix` (`MIX_HOME`) holds Hex and Rebar3 themselves, and `~/.hex` the configuration: neither is mounted.',
    ],
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
const life_cycle_READERS = ['@prisma/client', 'prisma', 'puppeteer'];
/** Packages whose own install scripts write hooks into `.git`, when there is one. */
const HOOKS = ['lefthook', 'simple-git-hooks', 'pre-commit', 'yorkie'];
/** What the life-cycle scripts of a package read beside its manifests, as far as their tools are known. */
function scriptsOf(context, file, manifest) {
    const folder = folderOf(file);
    // With a binding.gyp and no install script of its own npm compiles: https://docs.npmjs.com/cli/using-npm/scripts#npm-install
    if (context.has(joinInside(folder, 'binding.gyp'))) {
        return { unknown: `${file} has native code, which npm compiles` };
    }
    const reader = life_cycle_READERS.find((name) => dependsOn(manifest, name));
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
    reconfigures: [words('npm config set'), words('npm set'), words('npm config edit'), words('npm c set')],
    // They unpack into `_npx` beside the cache what they run: https://docs.npmjs.com/cli/commands/npx
    neighbours: ['npx', 'npm exec', 'npm x', 'npm create', 'npm init'],
    needsFilledCache: ['--offline'],
    needsFilledByVariable: ['npm_config_offline', 'NPM_CONFIG_OFFLINE'],
}));

;// CONCATENATED MODULE: ./lib/managers/nuget.js
// https://learn.microsoft.com/en-us/nuget/consume-packages/managing-the-global-packages-and-cache-folders

/* harmony default export */ const nuget = (defineManager({
    id: 'nuget',
    name: 'NuGet',
    docs: 'https://learn.microsoft.com/en-us/nuget/consume-packages/managing-the-global-packages-and-cache-folders',
    programs: ['dotnet'],
    // All of them restore first, unless `--no-restore` says that an earlier step has done so.
    verbs: { fetch: ['restore', 'tool restore'], compile: words('build publish test pack run') },
    // https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-publish
    valueOptions: words(`
    -c --configuration -o --output -r --runtime -a --arch --os -f --framework -v --verbosity -s --source --configfile --packages
    --version-suffix --artifacts-path --project --logger -l --filter --settings -p --property --lock-file-path --manifest --launch-profile
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages, unpacked',
            at: [
                { option: '--packages' },
                { file: 'Directory.Build.props', key: '<RestorePackagesPath' },
                { file: 'Directory.Packages.props', key: '<RestorePackagesPath' },
                { variable: 'NUGET_PACKAGES' },
                { file: 'nuget.config', key: '<add key="globalPackagesFolder"' },
                { file: 'NuGet.Config', key: '<add key="globalPackagesFolder"' },
                { home: '.nuget/packages' },
            ],
            parents: 'written',
            sharing: 'shared',
            why: 'a package is unpacked under a lock and moved into place, so that two builds at once do no harm',
            isStore: true,
            // Local tools are run from it and are not fetched again.
            outputOf: ['tool'],
        },
    ],
    defeats: { commands: [{ words: ['dotnet', 'nuget', 'locals'] }] },
    pointless: words('--help -h -? --version --info'),
    readsNothing: words('new nuget workload dev-certs sln add remove list help sdk clean format'),
    // The step needs what another one restored, and a mount may be empty.
    needsFilledCache: ['--no-restore', '--no-build'],
    mover: /RestorePackagesPath/i,
    manifests: words('*.csproj *.fsproj *.sln Directory.Packages.props Directory.Build.props global.json nuget.config packages.lock.json'),
    notes: [
        'With `--no-restore` a step needs what an earlier one fetched; a mount may be empty at any time, so nothing is mounted then.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/opam.js
// https://opam.ocaml.org/doc/Manual.html and https://opam.ocaml.org/doc/man/opam-clean.html

/* harmony default export */ const opam = (defineManager({
    id: 'opam',
    name: 'opam',
    docs: 'https://opam.ocaml.org/doc/Manual.html',
    programs: ['opam'],
    verbs: { install: ['install', 'reinstall', 'upgrade', 'switch create', 'source'] },
    valueOptions: words('--root --switch --jobs -j --color --solver --criteria --confirm-level --repositories --repos'),
    again: 'downloads every source archive again',
    caches: [
        {
            // Not the root: it holds the compiler and all that is installed.
            holds: 'downloaded source archives',
            at: [
                { option: '--root', below: 'download-cache' },
                { variable: 'OPAMROOT', below: 'download-cache' },
                { home: '.opam/download-cache' },
            ],
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'opam takes its lock on its root, which is not in the mount',
        },
    ],
    // `opam init` wants an empty root, and `opam clean` takes other things along with this cache.
    mover: /^(?:init|clean)$/,
    pointless: ['--help', '--show-actions', '--dry-run', '--fake'],
    readsNothing: words('env exec var config list show switch repository repo pin'),
    manifests: ['*.opam', '*.opam.locked'],
    notes: [
        'The opam root holds the switches, with the compiler and the libraries: it is an output and never mounted.',
        '`opam init` in the step wants an empty root and would ask what to do with one that a mount lies in.',
        '`opam clean` also removes logs and left-overs that would stay in the image without it.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/pacman.js
// https://man.archlinux.org/man/pacman.8 and https://man.archlinux.org/man/pacman.conf.5

/* harmony default export */ const pacman = (defineManager({
    id: 'pacman',
    name: 'pacman',
    docs: 'https://wiki.archlinux.org/title/Pacman#Cleaning_the_package_cache',
    programs: ['pacman'],
    verbs: { install: words('-S -Sy -Syy -Syu -Syyu -Syuu -Syyuu -Suy -Suyy -Suuy -Suuyy -Su -Suu -Sq -Syq --sync') },
    onlyWithOperands: words('-S -Sy -Syy -Sq -Syq --sync'),
    valueOptions: words(`
    -b --dbpath -r --root --arch --cachedir --config --color --gpgdir --hookdir --logfile --overwrite --ignore --ignoregroup
    --assume-installed --print-format --sysroot
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages',
            at: [{ option: '--cachedir' }, { path: '/var/cache/pacman/pkg' }],
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'pacman takes its lock in the image and not in the folder, so that two would write there without knowing of each other',
        },
    ],
    defeats: {
        commands: [
            // With `--noconfirm` it answers its own question whether to remove all files with no.
            { words: ['pacman', '-Scc'], unless: ['--noconfirm'] },
            { words: ['pacman', '-Sc'] },
        ],
    },
    reads: 'nothing',
    readsNothing: words('-Q -Qi -Ql -Qq -Qe -Qs -R -Rs -Rns -Rn -Sc -Scc -Ss -Si -Sl -Sg -V -D -T -F -Fy'),
    // Another root or configuration.
    mover: /^(?:-r|--root|--sysroot|--config)(?:=|$)/,
    pointless: words('-p --print -w --downloadonly -h --help --info --search --list --groups --clean -c -cc -s -i -l -g'),
    notes: ['`/var/lib/pacman` says what is installed. It belongs to the image and is never mounted.'],
}));

;// CONCATENATED MODULE: ./lib/managers/pak.js
// https://pak.r-lib.org/reference/pak-config.html and https://github.com/r-lib/pkgcache/blob/main/R/cache-dirs.R

/* harmony default export */ const pak = (defineManager({
    id: 'pak',
    name: 'pak',
    docs: 'https://pak.r-lib.org/reference/pak-config.html',
    programs: ['Rscript', 'R'],
    verbs: {},
    expression: {
        options: ['-e'],
        installs: /\bpak::(?:pak|pkg_install|pkg_upgrade|local_install|local_install_deps|local_install_dev_deps|lockfile_install)\(/,
    },
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages and what is known of the repositories',
            at: [
                // Newer versions use a folder below it, older ones the folder itself.
                { variable: 'R_PKG_CACHE_DIR' },
                { variable: 'R_USER_CACHE_DIR', below: 'R/pkgcache' },
                { variable: 'XDG_CACHE_HOME', below: 'R/pkgcache' },
                { home: '.cache/R/pkgcache' },
            ],
            sharing: 'shared',
            why: 'pak takes a lock on what it reads and writes there',
        },
    ],
    // They clean the cache within the same program.
    mover: /\bpak::(?:cache_clean|cache_delete|pak_cleanup)\(/,
    pointless: words('--version --help'),
    manifests: ['DESCRIPTION', 'pkg.lock'],
    notes: [
        '`install.packages` and `install2.r` have no cache: what they download is gone when they end.',
        'renv links the packages of a project to those in its cache, which the image needs therefore: nothing is mounted for it.',
    ],
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
            hadolint: { rule: 'DL3042', silencedBy: ['.cache/pip'] },
            sharing: 'shared',
            why: 'pip writes an entry aside and renames it, so two builds at once do no harm',
            // A wheel that was built here is found again by the interpreter's version and the wheel's tags, and `linux_x86_64` is
            // the same for musl and glibc: https://github.com/pypa/pip/blob/main/src/pip/_internal/cache.py
            compiledFor: ['c-library'],
        },
    ],
    defeats: {
        options: ['--no-cache-dir', '--no-cache'],
        // Any value but the empty one switches the cache off, `0` and `false` too.
        variables: ['PIP_NO_CACHE_DIR'],
        undoneByFolder: true,
        commands: [{ words: ['pip', 'cache', 'purge'] }, { words: ['pip', 'cache', 'remove'] }],
    },
    pointless: ['--no-index', '--dry-run', '--help', '-h', '--version', '-V'],
    localOperand: /^(?!.*:\/\/).*(?:\.(?:whl|tar\.gz|zip)|wheels?(?:house)?\/\*)$/,
    readsNothing: words('cache check debug freeze hash index inspect list show'),
    reads: readsOfPip,
    readsByVariable: words('PIP_REQUIREMENT PIP_CONSTRAINT PIP_FIND_LINKS PIP_CONFIG_FILE PIP_EDITABLE PIP_TARGET PIP_PREFIX PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE VIRTUAL_ENV PYTHONUSERBASE'),
    reconfigures: [['pip', 'config']],
}));

;// CONCATENATED MODULE: ./lib/managers/pip-tools.js
// https://pip-tools.readthedocs.io/en/stable/cli/pip-sync/

/* harmony default export */ const pip_tools = (defineManager({
    id: 'pip-tools',
    name: 'pip-tools',
    docs: 'https://pip-tools.readthedocs.io/en/stable/cli/pip-sync/',
    programs: ['pip-sync'],
    verbs: { install: ['', '*'] },
    valueOptions: words(`
    -f --find-links -i --index-url --extra-index-url --trusted-host --python-executable --cert --client-cert --pip-args --config
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages and the wheels that were built here: the cache of pip, which it runs',
            at: [
                { variable: 'PIP_CACHE_DIR' },
                { file: 'pip.conf', key: 'cache-dir' },
                { variable: 'XDG_CACHE_HOME', below: 'pip' },
                { home: '.cache/pip' },
            ],
            ownFolderOnly: true,
            sharing: 'shared',
            why: 'pip writes an entry aside and renames it, so two builds at once do no harm',
            compiledFor: ['c-library'],
        },
    ],
    defeats: { variables: ['PIP_NO_CACHE_DIR'] },
    // `--pip-args "--no-cache-dir"`, `--pip-args "--cache-dir …"`
    mover: /cache-dir/,
    pointless: ['--dry-run', '-n', '--no-index', '--help', '-h', '--version'],
    manifests: ['requirements.txt'],
    notes: ['`pip-compile` gets no mount: what it writes is a file of the project.'],
}));

;// CONCATENATED MODULE: ./lib/managers/pipenv.js
// https://pipenv.pypa.io/en/latest/configuration.html

/* harmony default export */ const pipenv = (defineManager({
    id: 'pipenv',
    name: 'Pipenv',
    docs: 'https://pipenv.pypa.io/en/latest/configuration.html',
    programs: ['pipenv'],
    module: 'pipenv',
    verbs: { install: words('install sync update upgrade'), fetch: ['lock'] },
    // https://pipenv.pypa.io/en/latest/commands.html
    valueOptions: words(`
    --python --pypi-mirror --categories --category --extra-pip-args -i --index -r --requirements -e --editable --resolver
  `),
    again: { install: 'downloads every package again', fetch: 'downloads every package again' },
    caches: [
        {
            holds: 'downloaded packages and the wheels that were built here',
            at: [
                { variable: 'PIPENV_CACHE_DIR' },
                { variable: 'XDG_CACHE_HOME', below: 'pipenv' },
                { home: '.cache/pipenv' },
            ],
            ownFolderOnly: true,
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'Pipenv says nothing of two of it at work on one cache',
            compiledFor: ['c-library'],
        },
    ],
    defeats: {
        // Pipenv installs with pip: any value but the empty one switches the cache off.
        variables: ['PIP_NO_CACHE_DIR'],
        commands: [{ words: ['pipenv', '--clear'] }],
    },
    pointless: ['--help', '-h', '--version'],
    readsNothing: words('activate graph scripts'),
    manifests: ['Pipfile', 'Pipfile.lock'],
    notes: [
        'Pipenv hands its own folder to pip, so that `PIP_CACHE_DIR` does not move it.',
        '`~/.local/share/virtualenvs` holds the environments, which belong to the image.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/pnpm.js
// https://pnpm.io/settings#storedir and https://pnpm.io/docker

/* harmony default export */ const pnpm = (defineManager({
    id: 'pnpm',
    name: 'pnpm',
    docs: 'https://pnpm.io/settings#storedir',
    programs: ['pnpm'],
    verbs: {
        install: words('install i add ci clean-install update up upgrade install-test it import-and-install deploy'),
        fetch: ['fetch'],
    },
    valueOptions: words(`
    -C --dir --filter --filter-prod -F --store-dir --virtual-store-dir --modules-dir --lockfile-dir --cache-dir --state-dir --registry
    --reporter --loglevel --network-concurrency --child-concurrency --workspace-concurrency --node-linker --package-import-method
    --global-dir --global-bin-dir --test-pattern --changed-files-ignore-pattern --use-node-version --allow-build
  `),
    again: 'downloads every package again',
    caches: [
        {
            // Packages are copied out of a mount, never linked: `node_modules` is whole without it.
            holds: 'downloaded packages, by the hash of each file',
            at: [
                { option: '--store-dir' },
                // Each is read by some versions of pnpm only.
                { movedBy: 'npm_config_store_dir', anyCase: true },
                { movedBy: 'pnpm_config_store_dir', anyCase: true },
                { file: '.npmrc', key: 'store-dir' },
                { file: 'pnpm-workspace.yaml', key: 'storeDir' },
                // With these `node_modules` is made of links into the store, or cannot be made from a mount.
                { file: 'pnpm-workspace.yaml', key: '(?:enableGlobalVirtualStore|packageImportMethod)' },
                { file: '.npmrc', key: '(?:enable-global-virtual-store|package-import-method)' },
                { movedBy: 'pnpm_config_enable_global_virtual_store', anyCase: true },
                { movedBy: 'npm_config_package_import_method', anyCase: true },
                { variable: 'PNPM_HOME', below: 'store' },
                { variable: 'XDG_DATA_HOME', below: 'pnpm/store' },
                { home: '.local/share/pnpm/store' },
            ],
            sharing: 'shared',
            why: 'pnpm keeps files under the hash of their content and renames them into place, so two builds at once do no harm',
            parents: 'written',
            onDriveOfProject: true,
            evidence: { files: [] },
        },
    ],
    defeats: { commands: [{ words: ['pnpm', 'store', 'prune'] }] },
    pointless: ['--help', '-h', '--version', '-v', '--lockfile-only'],
    localOperand: /^(?!.*:\/\/).*\.(?:tgz|tar\.gz)$/,
    readsNothing: words('store config get set list ls why outdated env bin root'),
    reconfigures: [words('pnpm config set'), words('pnpm set'), words('pnpm c set')],
    // `pnpm add -g` works from the store itself, from pnpm 11 on.
    mover: /^(?:-g|--global)$|package-import-method|global-virtual-store|virtual-store-dir/,
    tiesToCache: /^(?:-g|--global)$/,
    needsFilledCache: ['--offline', '--frozen-store'],
    needsFilledByVariable: ['npm_config_offline', 'NPM_CONFIG_OFFLINE', 'pnpm_config_offline'],
    manifests: words('package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc .pnpmfile.cjs'),
    notes: ['`pnpm fetch` and `pnpm install --offline` work from what lies there: nothing is mounted in either.'],
}));

;// CONCATENATED MODULE: ./lib/managers/poetry.js
// https://python-poetry.org/docs/configuration/#cache-dir

/* harmony default export */ const poetry = (defineManager({
    id: 'poetry',
    name: 'Poetry',
    docs: 'https://python-poetry.org/docs/configuration/#cache-dir',
    programs: ['poetry'],
    module: 'poetry',
    verbs: { install: words('install sync add update'), fetch: ['lock'] },
    // https://python-poetry.org/docs/cli/
    valueOptions: words(`
    -C --directory -P --project --with --without --only -E --extras -G --group --python --platform --source --markers
  `),
    again: { install: 'downloads every package again', fetch: 'downloads the metadata of every package again' },
    caches: [
        {
            holds: 'downloaded packages and the wheels that were built here',
            at: [
                { variable: 'POETRY_CACHE_DIR', below: 'artifacts' },
                { file: 'poetry.toml', key: 'cache-dir' },
                { variable: 'XDG_CACHE_HOME', below: 'pypoetry/artifacts' },
                { home: '.cache/pypoetry/artifacts' },
            ],
            usedBy: ['install'],
            parents: 'written',
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'Poetry says nothing of two of it at work on one cache',
            compiledFor: ['c-library'],
        },
        {
            holds: 'metadata of packages',
            at: [
                { variable: 'POETRY_CACHE_DIR', below: 'cache' },
                { file: 'poetry.toml', key: 'cache-dir' },
                { variable: 'XDG_CACHE_HOME', below: 'pypoetry/cache' },
                { home: '.cache/pypoetry/cache' },
            ],
            parents: 'written',
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'Poetry says nothing of two of it at work on one cache',
        },
    ],
    defeats: { commands: [{ words: ['poetry', 'cache', 'clear'], caches: [1] }] },
    pointless: ['--dry-run', '--lock', '--help', '-h', '--version', '-V'],
    readsNothing: words('about cache config env help list self'),
    reconfigures: [['poetry', 'config', 'cache-dir']],
    manifests: ['pyproject.toml', 'poetry.lock', 'poetry.toml'],
    notes: [
        'Never the whole of `~/.cache/pypoetry`: `virtualenvs` in it holds the environments, which belong to the image.',
        'A user other than root gets no mount: BuildKit makes the folder above it root’s, and Poetry keeps its environments there.',
        '`--no-cache` turns off the metadata only: packages are kept all the same.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/pub.js
// https://dart.dev/tools/pub/environment-variables and https://github.com/dart-lang/pub/blob/master/lib/src/system_cache.dart

/* harmony default export */ const pub = (defineManager({
    id: 'pub',
    name: 'Dart pub',
    docs: 'https://dart.dev/tools/pub/environment-variables',
    programs: ['dart'],
    verbs: {
        // `activate` puts programs where the cache lies: see `mover`.
        fetch: ['pub get', 'pub upgrade', 'pub add', 'pub downgrade', 'pub global activate', 'pub cache add'],
        compile: words('compile build run test'),
    },
    valueOptions: words('-C --directory'),
    again: {
        fetch: 'downloads every package again',
        compile: 'downloads every package again',
    },
    caches: [
        {
            // As a whole: packages are unpacked into `_temp` and renamed, which works within one file system only.
            holds: 'downloaded packages, unpacked',
            at: [{ variable: 'PUB_CACHE' }, { home: '.pub-cache' }],
            sharing: 'locked',
            why: 'clones of Git repositories are changed in place',
            isStore: true,
        },
    ],
    defeats: { commands: [{ words: ['dart', 'pub', 'cache', 'clean'] }] },
    mover: /^activate$/,
    pointless: ['--help', '-h', '--dry-run', '-n'],
    readsNothing: words('format create --version info'),
    needsFilledCache: ['--offline'],
    needsFilledByVerb: words('compile build run test'),
    // It has the same cache, or another one in its own folder if that is there.
    neighbours: ['flutter'],
    manifests: ['pubspec.yaml', 'pubspec.lock', 'pubspec_overrides.yaml'],
    notes: [
        '`.dart_tool/package_config.json` points into the cache, and `dart compile` fetches nothing: a step gets the mount only if it runs `dart pub get` itself, and no other step may need what lies there.',
        '`dart pub global activate` puts programs into `~/.pub-cache/bin`: such a file gets no mount.',
        'Flutter may use a cache in its own folder, so nothing is said of it.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/rebar3.js
// https://rebar3.org/docs/configuration/configuration/ and https://github.com/erlang/rebar3/blob/main/apps/rebar/src/rebar_packages.erl

/* harmony default export */ const rebar3 = (defineManager({
    id: 'rebar3',
    name: 'Rebar3',
    docs: 'https://rebar3.org/docs/configuration/configuration/',
    programs: ['rebar3'],
    // `rebar3 as prod release`, `rebar3 do get-deps, compile`
    manyVerbs: true,
    verbs: {
        fetch: words('get-deps get-deps, upgrade upgrade,'),
        compile: words('compile compile, release release, tar escriptize'),
    },
    again: {
        fetch: 'downloads every package again',
        compile: 'downloads the packages and plugins that it lacks again',
    },
    caches: [
        {
            // Not the folder above: `rebar3 local install` puts programs there.
            holds: 'downloaded packages and their index',
            at: [{ variable: 'REBAR_CACHE_DIR', below: 'hex' }, { home: '.cache/rebar3/hex' }],
            sharing: 'locked',
            why: 'Rebar3 writes archives and index in place, where the other build may read the half of them',
        },
    ],
    pointless: ['--help', '-h'],
    readsNothing: words('version help new local'),
    needsFilledByVariable: ['REBAR_OFFLINE'],
    manifests: ['rebar.config', 'rebar.config.script', 'rebar.lock'],
    notes: [
        '`_build` holds the unpacked and compiled packages and the release: it is an output and never mounted.',
        '`~/.config/rebar3` is configuration.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/sbt.js
// https://www.scala-sbt.org/1.x/docs/sbt-reference.html and https://get-coursier.io/docs/cache

/** What both folders have in common. */
const sbt_folder = {
    parents: 'written',
    isStore: true,
    sharing: 'locked',
    why: 'a build that meets a file which another one has locked may give up on it',
};
/* harmony default export */ const sbt = (defineManager({
    id: 'sbt',
    name: 'sbt',
    docs: 'https://www.scala-sbt.org/1.x/docs/sbt-reference.html',
    programs: ['sbt', 'sbtn'],
    // Any command loads the build, and with it what the build and its plugins name.
    verbs: { fetch: ['update'], compile: ['', '*'] },
    manyVerbs: true,
    valueOptions: words(`
    -mem --mem -jvm-debug --jvm-debug -java-home --java-home -sbt-version --sbt-version -sbt-jar --sbt-jar -ivy --ivy
    -sbt-dir --sbt-dir -sbt-boot --sbt-boot -sbt-cache --sbt-cache
  `),
    again: { fetch: 'downloads every dependency again', compile: 'downloads sbt and every dependency again' },
    caches: [
        {
            ...sbt_folder,
            holds: 'downloaded dependencies and plugins',
            at: [
                { option: '-Dsbt.coursier.home', below: 'cache' },
                { variable: 'COURSIER_CACHE' },
                { option: '-Dcoursier.cache' },
                { file: 'build.sbt', key: '.*csrCacheDirectory' },
                { variable: 'XDG_CACHE_HOME', below: 'coursier/v1' },
                { userHome: '.cache/coursier/v1' },
            ],
        },
        {
            ...sbt_folder,
            holds: 'sbt itself and its Scala',
            at: [
                { option: '-Dsbt.boot.directory' },
                { option: '-Dsbt.global.base', below: 'boot' },
                { userHome: '.sbt/boot' },
            ],
        },
    ],
    optionVariables: words('SBT_OPTS JAVA_OPTS JAVA_TOOL_OPTIONS'),
    pointless: words('-h --help -help --script-version'),
    needsFilledCache: words('-Dsbt.offline=true -Dsbt.offline'),
    mover: /^-{1,2}(?:no-share|sbt-dir|sbt-boot|sbt-cache|ivy)\b|^-Duser\.home\b|offline\s*:=/,
    // A class path names jars that lie in the cache.
    tiesToCache: /(?:[cC]lasspath|exportedProducts)\b/,
    manifests: words('build.sbt project/build.properties project/plugins.sbt'),
    notes: [
        'Both folders lie below the home that /etc/passwd names for the user: HOME does not move them.',
        '`~/.sbt` itself may hold repositories, credentials and plugins, and `publishLocal` writes to `~/.ivy2`: neither is mounted.',
        'In images that bring filled caches, such as sbtscala/scala-sbt, a mount would hide them.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/stack.js
// https://docs.haskellstack.org/en/stable/topics/stack_root/

/* harmony default export */ const stack = (defineManager({
    id: 'stack',
    name: 'Stack',
    docs: 'https://docs.haskellstack.org/en/stable/topics/stack_root/',
    programs: ['stack'],
    verbs: { install: ['install'], compile: words('build test bench haddock'), fetch: ['update'] },
    valueOptions: words(`
    --stack-root --stack-yaml --resolver --snapshot --compiler --work-dir --ghc-options --flag --local-bin-path --jobs -j
    --arch --verbosity --color --docker-image --extra-include-dirs --extra-lib-dirs
  `),
    again: 'downloads the package index and every package again',
    caches: [
        {
            holds: 'the package index and downloaded packages',
            at: [
                { option: '--stack-root', below: 'pantry' },
                { variable: 'STACK_ROOT', below: 'pantry' },
                // With `STACK_XDG` it lies elsewhere; its value is no folder, so nothing is said.
                { variable: 'STACK_XDG', below: 'pantry' },
                { home: '.stack/pantry' },
            ],
            sharing: 'locked',
            lockedToBeSafe: true,
            why: 'all of it is one database, which is written by one at a time',
        },
    ],
    pointless: ['--help', '-h', '--version', '--dry-run'],
    readsNothing: words('path ls config templates new exec'),
    manifests: ['stack.yaml', 'stack.yaml.lock', 'package.yaml', '*.cabal'],
    notes: [
        '`~/.stack/snapshots` holds compiled packages, whose data files programs read when they run, and `~/.stack/programs` holds GHC: neither is mounted.',
        '`~/.stack/config.yaml` says, in the haskell image, that its own GHC is to be used.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/swift.js
// https://github.com/swiftlang/swift-package-manager/blob/main/Sources/CoreCommands/Options.swift

/* harmony default export */ const swift = (defineManager({
    id: 'swift',
    name: 'Swift Package Manager',
    docs: 'https://github.com/swiftlang/swift-package-manager/blob/main/Sources/CoreCommands/Options.swift',
    programs: ['swift'],
    verbs: { fetch: ['package resolve', 'package update'], compile: words('build test run') },
    valueOptions: words(`
    --package-path --cache-path --config-path --security-path --scratch-path --build-path --swift-sdk --sdk --toolchain -c
    --configuration -Xcc -Xswiftc -Xlinker -Xcxx --triple --arch --product --target --jobs -j --filter --skip --manifest-cache
    --explicit-target-dependency-import-check --traits --sanitize
  `),
    again: 'clones every dependency again',
    caches: [
        {
            holds: 'clones of dependencies, and compiled manifests',
            at: [
                { option: '--cache-path' },
                { variable: 'XDG_CACHE_HOME', below: 'org.swift.swiftpm' },
                { home: '.cache/org.swift.swiftpm' },
            ],
            // The compiler keeps modules of the manifests in ~/.cache/clang.
            parents: 'written',
            sharing: 'locked',
            why: 'manifests lie in one database, and clones are refreshed in place',
        },
    ],
    pointless: words('--disable-dependency-cache --show-bin-path --help -h --version'),
    manifests: ['Package.swift', 'Package.resolved'],
    notes: [
        '`.build` is not mounted: it holds the program. The clones in it are copies, and do not point into the cache.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/uv.js

const inProject = (key) => words('uv.toml pyproject.toml').map((file) => ({ file, key }));
/* harmony default export */ const uv = (defineManager({
    id: 'uv',
    name: 'uv',
    docs: 'https://docs.astral.sh/uv/concepts/cache/',
    programs: ['uv', 'uvx'],
    module: 'uv',
    verbs: { install: ['sync', 'add', 'pip install', 'pip sync', 'tool install'], fetch: ['lock'], compile: ['build'] },
    // https://docs.astral.sh/uv/reference/cli/
    valueOptions: words(`
    --cache-dir --directory --project --config-file --color --python -p --index --default-index -i --index-url --extra-index-url
    -f --find-links --index-strategy --keyring-provider --allow-insecure-host --link-mode --extra --no-extra --group --no-group
    --only-group --package --no-install-package --python-preference --python-platform --python-version --no-build-package
    --no-binary-package --no-binary --only-binary --config-setting -C --no-build-isolation-package --reinstall-package
    --refresh-package -P --upgrade-package --resolution --prerelease --exclude-newer -r --requirement --requirements -c
    --constraint --constraints --override --overrides -e --editable -t --target --prefix -b --build-constraint
    --build-constraints --with --with-editable --with-requirements --env-file --out-dir -o --branch --tag --rev --optional --script
  `),
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages and the wheels that were built here',
            at: [
                ...inProject('no-cache'),
                { option: '--cache-dir' },
                { variable: 'UV_CACHE_DIR' },
                ...inProject('cache-dir'),
                ...inProject('link-mode'),
                { variable: 'XDG_CACHE_HOME', below: 'uv' },
                { home: '.cache/uv' },
            ],
            sharing: 'shared',
            why: 'its cache is made for several readers and writers at once',
            compiledFor: ['c-library'],
        },
    ],
    companions: [{ add: { variable: 'UV_LINK_MODE=copy' }, unless: /UV_LINK_MODE|--link-mode/, cache: 0, without: null }],
    tiesToCache: /^(?:(?:--link-mode|UV_LINK_MODE)=)?(?:symlink|\?)$/,
    defeats: {
        options: ['--no-cache', '--no-cache-dir', '-n'],
        variables: ['UV_NO_CACHE'],
        // An empty value is an error: "value was not a boolean".
        off: words('0 false f no n off'),
        commands: [{ words: ['uv', 'cache', 'clean'] }, { words: ['uv', 'cache', 'prune', '--ci'] }],
    },
    pointless: ['--dry-run', '--offline', '--no-index', '--help', '-h', '--version', '-V'],
    localOperand: /^(?!.*:\/\/).*(?:\.(?:whl|tar\.gz|zip)|wheels?(?:house)?\/\*)$/,
    readsNothing: words('cache help python self venv'),
    manifests: ['pyproject.toml', 'uv.lock', 'uv.toml', '.python-version'],
    neighbours: ['uvx', 'uv tool run', 'uv run --with'],
    needsFilledCache: ['--offline'],
    needsFilledByVariable: ['UV_OFFLINE'],
    notes: [
        'Over file systems uv copies and warns of it: `UV_LINK_MODE=copy` says that this is meant. With `symlink` nothing is mounted.',
        'The environments of `uvx`, `uv tool run` and `uv run --with` are kept in the cache, where a later run may look: they get no mount.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/vcpkg.js
// https://learn.microsoft.com/en-us/vcpkg/consume/binary-caching-default

/* harmony default export */ const vcpkg = (defineManager({
    id: 'vcpkg',
    name: 'vcpkg',
    docs: 'https://learn.microsoft.com/en-us/vcpkg/consume/binary-caching-default',
    programs: ['vcpkg'],
    verbs: { install: ['install'] },
    valueOptions: words(`
    --triplet --host-triplet --vcpkg-root --overlay-ports --overlay-triplets --x-install-root --downloads-root
    --x-buildtrees-root --x-packages-root --x-manifest-root --x-feature --x-builtin-ports-root
  `),
    again: 'compiles every port again',
    caches: [
        {
            holds: 'compiled ports',
            at: [
                { movedBy: 'VCPKG_BINARY_SOURCES' },
                { variable: 'VCPKG_DEFAULT_BINARY_CACHE' },
                { variable: 'XDG_CACHE_HOME', below: 'vcpkg/archives' },
                { home: '.cache/vcpkg/archives' },
            ],
            parents: 'written',
            sharing: 'shared',
            why: 'a port is kept under the hash of all that went into it, and moved into place as a whole',
        },
    ],
    pointless: words('--no-binarycaching --only-downloads --dry-run --help'),
    mover: /^--(?:x-)?binarysource\b/,
    manifests: ['vcpkg.json', 'vcpkg-configuration.json'],
    notes: [
        'Where CMake’s tool chain file runs vcpkg, it is not seen in the command, and nothing is said.',
        '`downloads` in the folder of vcpkg is not mounted: it also holds tools that later steps may run.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/yarn.js

const NODE_MODULES = {
    file: '.yarnrc.yml',
    says: /^nodeLinker:\s*["']?node-modules\b/m,
    without: /^(?:enableMirror|nmMode):/m,
    unlessVariable: 'YARN_NODE_LINKER',
    inImage: true,
};
/* harmony default export */ const yarn = (defineManager({
    id: 'yarn',
    name: 'Yarn',
    docs: 'https://classic.yarnpkg.com/docs/cli/cache',
    programs: ['yarn', 'yarnpkg'],
    verbs: { install: ['', 'install', 'add', 'upgrade', 'up', 'global add', 'global upgrade', 'workspaces focus'] },
    valueOptions: words('--cwd --cache-folder --modules-folder --prefix --registry --mutex --mode --network-timeout'),
    mover: /^--(?:preferred-cache-folder|use-yarnrc|enable-pnp|pnp)\b/,
    again: 'downloads every package again',
    caches: [
        {
            holds: 'downloaded packages, unpacked (Yarn 1)',
            at: [
                { option: '--cache-folder' },
                { variable: 'YARN_CACHE_FOLDER', anyCase: true },
                { file: '.yarnrc', key: 'cache-folder' },
                { variable: 'XDG_CACHE_HOME', below: 'yarn' },
                { root: '/usr/local/share/.cache/yarn' },
                { home: '.cache/yarn' },
            ],
            sharing: 'locked',
            hadolint: { rule: 'DL3060', silencedBy: ['.cache/yarn'] },
            why: 'Yarn 1 unpacks packages in place and takes no lock, so two builds at once break each other',
            parents: 'written',
            evidence: { files: [{ file: 'yarn.lock', says: /^# yarn lockfile v1\s*$/m }], verbs: ['global add'] },
        },
        {
            holds: 'downloaded packages as archives (Yarn 2 and later)',
            at: [
                { variable: 'YARN_GLOBAL_FOLDER', below: 'cache' },
                { file: '.yarnrc.yml', key: 'globalFolder' },
                { variable: 'XDG_DATA_HOME', below: 'yarn/berry/cache' },
                { home: '.yarn/berry/cache' },
            ],
            sharing: 'locked',
            hadolint: { rule: 'DL3060', silencedBy: ['.cache/yarn'] },
            lockedToBeSafe: true,
            why: 'nothing is promised for two of it that write to the folder at once',
            parents: 'written',
            evidence: { files: [{ file: 'yarn.lock', says: /^__metadata:/m, unlessFolder: '.yarn/cache' }, NODE_MODULES] },
        },
    ],
    defeats: { commands: [{ words: ['yarn', 'cache', 'clean'] }, { words: ['yarn', 'cache', 'clear'] }] },
    pointless: ['--help', '-h', '--version', '-v'],
    readsNothing: words('cache config list info why versions version global'),
    reconfigures: ['yarn config set', 'yarn set version', 'yarn policies set-version'].map(words),
    needsFilledCache: ['--offline'],
    notes: [
        "Under Plug'n'Play, the default of Yarn 2 and later, nothing is mounted: the program runs from the archives in that folder.",
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/zypper.js
// https://github.com/openSUSE/libzypp/blob/master/zypp.conf and https://github.com/openSUSE/zypper/blob/master/doc/zypper.8.txt

/* harmony default export */ const zypper = (defineManager({
    id: 'zypper',
    name: 'zypper',
    docs: 'https://doc.opensuse.org/documentation/leap/reference/html/book-reference/cha-sw-cl.html',
    programs: ['zypper'],
    verbs: { install: words('install in update up dist-upgrade dup patch install-new-recommends inr source-install si') },
    valueOptions: words(`
    -c --config --userdata -s --table-style -D --reposd-dir -C --cache-dir --raw-cache-dir --solv-cache-dir --pkg-cache-dir
    -p --plus-repo --plus-content -R --root --installroot --releasever -r --repo --from -t --type --download
  `),
    again: 'downloads the metadata of every repository again',
    caches: [
        {
            holds: 'repository metadata',
            at: [{ path: '/var/cache/zypp' }],
            // Without it a repository that is not refreshed by itself would stay as old as the mount.
            filledBy: words('refresh ref'),
            sharing: 'locked',
            hadolint: { rule: 'DL3036', silencedBy: ['/var/cache/zypp'] },
            why: 'its locks are made for the processes of one system, and a second container is another',
            remark: 'Only the metadata is kept: zypper deletes a package once it is installed, unless its repository says `keeppackages=1`, and no option says so. `zypper refresh` asks each repository whether its metadata is still the latest.',
        },
    ],
    defeats: {
        commands: ['clean', 'cc'].map((verb) => ({ words: ['zypper', verb] })),
    },
    reads: 'nothing',
    readsNothing: words(`
    refresh ref clean cc addrepo ar removerepo rr modifyrepo mr repos lr search se info if remove rm addlock al removelock rl list-updates lu
    list-patches lp patch-check pchk download verify ve services ls refresh-services refs
  `),
    mover: /^(?:-C|-R|-c|--(?:(?:raw-|solv-|pkg-)?cache-dir|root|installroot|config|reposd-dir))(?:=|$)/,
    pointless: words('-d --download-only --dry-run --help -h --version -V'),
    localOperand: /\.rpm$/,
    needsFilledCache: words('--no-refresh'),
    notes: [
        '`/var/lib/rpm` and `/usr/lib/sysimage` say what is installed. They belong to the image and are never mounted.',
    ],
}));

;// CONCATENATED MODULE: ./lib/managers/registry.js
// Written by `npm run docs` from the files of this folder. Do not edit.






































const managers = [
    apk,
    apt,
    bun,
    bundler,
    cargo,
    ccache,
    composer,
    conda,
    cpm,
    deno,
    dnf,
    gem,
    go,
    gradle,
    leiningen,
    maven,
    mise,
    mix,
    npm,
    nuget,
    opam,
    pacman,
    pak,
    pip_tools,
    pip,
    pipenv,
    pnpm,
    poetry,
    pub,
    rebar3,
    sbt,
    sccache,
    stack,
    swift,
    uv,
    vcpkg,
    yarn,
    zypper,
];

;// CONCATENATED MODULE: ./lib/managers/run-as.js

/** Programs that run the command behind them. */
const WRAPPERS = {
    sudo: { values: ['-p', '-C', '-h', '-T'], operands: 0, as: 'root' },
    env: { values: ['-u', '-C', '-S'], operands: 0 },
    exec: { values: ['-a'], operands: 0 },
    command: { values: [], operands: 0 },
    // https://github.com/nodejs/corepack#corepack-binary-nameversion--args
    corepack: { values: [], operands: 0 },
    time: { values: ['-f', '-o'], operands: 0 },
    nice: { values: ['-n'], operands: 0 },
    ionice: { values: ['-c', '-n'], operands: 0 },
    nohup: { values: [], operands: 0 },
    eatmydata: { values: [], operands: 0 },
    timeout: { values: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
    // https://github.com/tianon/gosu/blob/master/main.go, https://github.com/ncopa/su-exec/blob/master/su-exec.c
    gosu: { values: [], operands: 1, as: 'other', account: true },
    'su-exec': { values: [], operands: 1, as: 'other', account: true },
    // https://man7.org/linux/man-pages/man1/su.1.html: without `-` only HOME, SHELL, USER and LOGNAME change.
    su: { values: ['-s', '-g', '-G', '--shell', '--group', '--supp-group'], operands: 1, as: 'other', account: true },
    runuser: {
        values: ['-u', '-g', '-G', '-s', '--user', '--group', '--supp-group', '--shell'],
        operands: 0,
        as: 'other',
    },
    setpriv: { values: [], operands: 0, as: 'other' },
    chroot: { values: [], operands: 1, as: 'other' },
};
/**
 * Who runs the command behind a wrapper.
 *
 * @param options the words between the wrapper and the command, its operands among them; all are known
 */
function runAsOf(program, options, before) {
    const wrapper = WRAPPERS[program];
    if (!wrapper?.as)
        return before;
    // One who is another user already may not be allowed to, and the variables may be gone.
    if (before !== 'user')
        return program === 'sudo' && before === 'root' && options.length === 0 ? 'root' : 'other';
    if (program === 'sudo')
        return sudoAs(options);
    if (program === 'runuser')
        return runuserAs(options);
    if (!wrapper.account)
        return wrapper.as;
    // A login shell reads profiles, and another group or a kept HOME is not followed.
    const plain = options.filter((word, index) => !word.startsWith('-') && !isShell(options[index - 1]));
    const known = options.every((word) => !word.startsWith('-') || /^-s$|^--shell(?:=|$)/.test(word));
    const [account] = plain;
    return known && account ? { account, resetsEnvironment: false } : 'other';
}
const isShell = (word) => word === '-s' || word === '--shell';
function sudoAs(options) {
    const words = options.join(' ');
    if (!/(?:^| )(?:-\w*[ugis]|--user|--group|--login|--shell)/.test(words))
        return 'root';
    // Without `-H` the home hangs on the distribution and its sudoers file.
    const named = /^(?:-\w*H\w* |--set-home )*(?:-Hu ?|-u ?|--user[= ])([\w.-]+)(?: -H| --set-home)?$/.exec(words);
    return named?.[1] && /(?:^| )(?:-\w*H|--set-home)/.test(words)
        ? { account: named[1], resetsEnvironment: true }
        : 'other';
}
/** With `-u` it runs the command without a shell, and sets the same variables as `su`. */
function runuserAs(options) {
    const account = /^(?:-u ?|--user[= ])([\w.-]+)$/.exec(options.join(' '))?.[1];
    return account ? { account, resetsEnvironment: false } : 'other';
}
/** The user who runs a command; null where that cannot be known. */
function runnerOf(as, step) {
    if (as === 'user')
        return step.state.user;
    if (as === 'root' || as === 'other')
        return null;
    return userOf({ text: as.account, assumed: false }, step.state.accounts);
}
/** Whether a variable that matters to a tool may be taken away from it. */
function losesVariables(as, manager, variable) {
    if (typeof as === 'string' || !as.resetsEnvironment)
        return false;
    const names = manager.caches.flatMap(({ at }) => at.flatMap((place) => ('variable' in place ? [place.variable] : [])));
    return [...names, ...manager.defeats.variables, ...manager.readsByVariable].some((name) => variable(name) !== undefined || variable(name.toUpperCase()) !== undefined);
}

;// CONCATENATED MODULE: ./lib/managers/invocation.js



const byProgram = new Map();
const byModule = new Map();
for (const manager of managers) {
    for (const program of manager.programs)
        byProgram.set(program, manager);
    if (manager.module)
        byModule.set(manager.module, manager);
}
/** A text in which no program of the catalogue is named holds no invocation: most texts need not be read. */
function mayInvoke(text) {
    for (const [word] of text.matchAll(/[A-Za-z][\w-]*/g)) {
        if (byProgram.has(word) || byModule.has(word) || (/\d$/.test(word) && managerOf(word)))
            return true;
    }
    return false;
}
const programName = (path) => path.replace(/^.*\//, '');
function managerOf(program) {
    const exact = byProgram.get(program);
    if (exact)
        return exact;
    const manager = byProgram.get(program.replace(/\d[\d.]*$/, ''));
    return manager?.versioned ? manager : undefined;
}
/** Whether a program is one that the catalogue knows. */
const isProgramOfCatalogue = (name) => managerOf(name) !== undefined;
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
        const options = [];
        let at = 1;
        for (; at < words.length; at++) {
            const word = wordValue(words[at], lookup);
            if (word === null)
                return null;
            const assigned = /^(\w+)=(.*)$/s.exec(word);
            if (word === '--')
                continue;
            if (assigned && (program === 'env' || program === 'sudo')) {
                env.set(assigned[1], assigned[2]);
                continue;
            }
            if (!word.startsWith('-'))
                break;
            options.push(word);
            if (!wrapper.values.includes(word) && !/^-\w*[ug]$|^--(?:user|group)$/.test(word))
                continue;
            const value = words[++at] && wordValue(words[at], lookup);
            if (value === null || value === undefined)
                return null;
            options.push(value);
        }
        const operands = words.slice(at, at + wrapper.operands).map((word) => wordValue(word, lookup));
        as = runAsOf(program, [...options, ...operands.map((operand) => operand ?? '')], as);
        if (wrapper.account && operands.includes(null))
            as = 'other';
        // `HOME=/x gosu app …`: these set it anew.
        if (typeof as !== 'string')
            env.delete('HOME');
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
    const written = verbOf(manager, behind, lookup);
    const program = words.slice(0, words.length - behind.length);
    const spoken = [...program, ...written.words].map(({ raw }) => raw.replace(/^"|[",]+$/g, ''));
    const { verb, kind } = written;
    return {
        manager,
        command,
        kind,
        verb,
        words,
        behind,
        args: behind.slice(written.end),
        as,
        env,
        said: spoken.join(' '),
    };
}
/** What each verb of a manager does, by its words joined with one blank. */
const kindsOf = (manager) => {
    let kinds = invocation_known.get(manager);
    if (!kinds) {
        const all = Object.entries(manager.verbs);
        kinds = new Map(all.flatMap(([kind, verbs]) => verbs.map((verb) => [verb, kind])));
        invocation_known.set(manager, kinds);
    }
    return kinds;
};
const invocation_known = new WeakMap();
/** Of several verbs of one command the one that does the most counts. */
const RANK = { fetch: 1, install: 2, compile: 3 };
function verbOf(manager, behind, lookup) {
    const kinds = kindsOf(manager);
    const nothing = { verb: null, kind: null, words: [], end: behind.length };
    const operands = [];
    let unknown = false;
    for (let at = 0; at < behind.length; at++) {
        const word = behind[at];
        const value = wordValue(word, lookup);
        if (value === null) {
            unknown = true;
            break;
        }
        if (manager.expression?.options.includes(value)) {
            const next = behind[at + 1];
            const installs = next !== undefined && manager.expression.installs.test(next.raw);
            // `R -e "options(…)" -e "pak::pak()"`
            const more = behind.slice(at + 2).some(({ raw }) => manager.expression?.options.includes(raw));
            if (installs || !more)
                return { verb: value, kind: installs ? 'install' : null, words: [word], end: at + 1 };
        }
        if (kinds.has(value) || !value.startsWith('-'))
            operands.push({ word, value, at });
        else if (manager.valueOptions.includes(value))
            at++;
        if (operands.length === 3 && !manager.manyVerbs)
            break;
    }
    const verb = (count, from = 0) => {
        const own = operands.slice(from, from + count);
        const said = own.map(({ value }) => value).join(' ');
        return {
            verb: said,
            kind: kinds.get(said) ?? null,
            words: own.map(({ word }) => word),
            end: (own.at(-1)?.at ?? -1) + 1,
        };
    };
    if (operands.length === 0)
        return unknown || !kinds.has('') ? nothing : { ...nothing, verb: '', kind: kinds.get('') ?? null, end: 0 };
    if (manager.manyVerbs) {
        const all = operands.map((_, from) => verb(1, from)).filter(({ kind }) => kind !== null);
        all.sort((a, b) => RANK[b.kind] - RANK[a.kind]);
        if (all[0])
            return { ...all[0], end: 0 };
    }
    for (let count = Math.min(3, operands.length); count > 0; count--) {
        const found = verb(count);
        if (found.kind !== null)
            return found;
    }
    const first = verb(1);
    const any = kinds.get('*');
    return any && !manager.readsNothing.includes(first.verb ?? '') ? { ...first, kind: any } : first;
}
/** Whether a command is one that the catalogue names, such as `npm cache clean`, whatever options stand in between. */
function isCommand({ manager, words, behind }, wanted, lookup) {
    const [program, ...rest] = wanted;
    const name = programName((words[0] && wordValue(words[0], lookup)) ?? '');
    const own = manager.versioned ? name.replace(/\d[\d.]*$/, '') : name;
    const called = words.length - behind.length > 1 ? manager.id : own;
    if (called !== program)
        return false;
    const said = [];
    for (let at = 0; at < behind.length && said.length < rest.length; at++) {
        const value = wordValue(behind[at], lookup);
        if (value === null || rest.includes(value) || !value.startsWith('-'))
            said.push(value);
        else if (manager.valueOptions.includes(value))
            at++;
    }
    return rest.every((word, at) => said[at] === word);
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
    return found === undefined ? valueInVariables(invocation, name, lookup) : found;
}
/** The value that a variable of options gives: `MAVEN_OPTS=-Dmaven.repo.local=/m2`. */
function valueInVariables({ manager }, name, lookup) {
    for (const variable of manager.optionVariables) {
        const value = lookup(variable);
        if (value === null)
            return null;
        const options = value?.trim().split(/\s+/) ?? [];
        const at = options.findIndex((option) => option === name || option.startsWith(`${name}=`));
        if (at !== -1)
            return options[at] === name ? (options[at + 1] ?? null) : options[at]?.slice(name.length + 1);
    }
    return undefined;
}
/** Whether a command has one of some options, or a variable of options has it. */
function hasOption(invocation, names, lookup) {
    const { env, manager } = invocation;
    if (optionWord(invocation, names, lookup))
        return true;
    return manager.optionVariables.some((name) => {
        const value = env.has(name) ? env.get(name) : lookup(name);
        return value?.split(/\s+/).some((option) => names.some((one) => option === one || option.startsWith(`${one}=`)));
    });
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
    if (operands.length === 0 && manager.onlyWithOperands.includes(invocation.verb ?? ''))
        return false;
    return !(operands.length > 0 && operands.every((operand) => operand !== null && manager.localOperand?.test(operand)));
}
function mountsAt(file, step) {
    const lookup = lookupIn(step.state, step.stage);
    return readMounts(step.instruction).map((mount) => {
        const target = mount.target === null ? null : expand(mount.target, lookup, file.escape);
        const path = target && joinPath(step.state.workdir, target.text);
        return { mount, target: path && (0,images_image/* realPath */.Ye)(path, step.stage.image) };
    });
}
/** Whether `path` is `folder` or lies below it. */
const isWithin = (path, folder) => path === folder || folder === '/' || path.startsWith(`${folder}/`);

;// CONCATENATED MODULE: ./lib/dockerfile/image-path.js


/** How a variable that cannot be known stands in a path: `/app/target/${PROFILE}/app`. */
const OPEN = /\$\{\w*\}/;
/** A path that names exactly one file or folder: without open variables and wildcards. */
const isExact = (path) => !OPEN.test(path) && !/[*?[\]]/.test(path);
/** The path of the image that a word of an instruction names; null when nothing can be said of it. */
function pathOfWord(file, { state, stage }, raw, folder) {
    const lookup = lookupIn(state, stage);
    const text = expand(raw, (name) => {
        const value = lookup(name);
        return value === null || value?.assumed ? known(`\${${name}}`) : value;
    }, file.escape)?.text;
    return text ? joinPath(folder, text) : null;
}
/** The paths of the image that the words of a script name, with the folder that it has moved to. */
class ScriptPaths {
    #step;
    #folders = new Map();
    #own = new Set();
    /** It leaves the working folder of the step. */
    moves;
    constructor(script, step, workdir = step.state.workdir) {
        this.#step = step;
        for (const { assignments, words } of script.commands) {
            for (const { name } of assignments)
                this.#own.add(name);
            for (const { parts } of words) {
                const name = typeof parts[0] === 'string' ? /^(\w+)=/.exec(parts[0])?.[1] : undefined;
                if (name)
                    this.#own.add(name);
            }
        }
        let folder = workdir;
        let moves = false;
        // What `cd` does in a subshell ends with it.
        const subshells = new Map();
        for (const command of script.commands) {
            const { subshell, certainty, words } = command;
            if (subshell !== 0 && !subshells.has(subshell))
                subshells.set(subshell, folder);
            this.#folders.set(command, subshell === 0 ? folder : (subshells.get(subshell) ?? null));
            const program = words[0]?.raw;
            if (program !== 'cd' && program !== 'pushd' && program !== 'popd')
                continue;
            moves = true;
            const to = program === 'cd' && words.length === 2 ? this.path(command, words[1]) : null;
            const next = to !== null && isExact(to) && certainty === 'always' ? to : null;
            if (subshell === 0)
                folder = next;
            else
                subshells.set(subshell, next);
        }
        this.moves = moves;
    }
    /** Where a command runs; null when that cannot be known. */
    folderOf(command) {
        return this.#folders.get(command) ?? null;
    }
    /** A word's value, with `${NAME}` for each variable that cannot be known. */
    text({ parts, raw }) {
        const { state, stage } = this.#step;
        const lookup = shellLookupIn(state, stage);
        const home = homeOf(state);
        let text = '';
        for (const part of parts) {
            if (part === null)
                text += '${}';
            else if (typeof part === 'string')
                text += part;
            else {
                const { variable: name, otherwise } = part;
                const value = this.#own.has(name) ? null : name === 'HOME' ? home : lookup(name);
                text += value === null || value === undefined ? `\${${name}}` : value || (otherwise ?? '');
            }
        }
        return /^~(?:\/|$)/.test(raw) ? text.replace('~', home ?? '${HOME}') : text;
    }
    /** The path that a word names; null when it is relative and the folder is not known. */
    path(command, word, folder = this.folderOf(command)) {
        const text = typeof word === 'string' ? word : this.text(word);
        if (text === '' || text.startsWith('${'))
            return null;
        return joinPath(folder, text);
    }
}

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
        // Comments between `RUN \\` and the command belong to the command.
        const first = file.lines.range({ start: run.span.start, end: run.span.start }).start + 1;
        const at = first < file.lines.at(run.args.start) && file.lines.textOf(first).trim().startsWith('#')
            ? file.lines.start(first) + indentAt(file, first).length
            : run.args.start;
        return replace({ start: at, end: at }, text);
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
/**
 * Gives a mount another `sharing`, in its place or behind the last option.
 *
 * @returns null where quotes or a continuation make it unclear where the option stands in the file
 */
function setSharing({ flag: { raw, span } }, sharing) {
    if (span.end - span.start !== raw.length || /["']/.test(raw))
        return null;
    const there = /[=,]sharing=([^,]*)/i.exec(raw);
    if (!there)
        return replace({ start: span.end - 1, end: span.end }, `${raw.at(-1)},sharing=${sharing}`);
    const end = span.start + there.index + there[0].length;
    return replace({ start: end - there[1].length, end }, sharing);
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
/**
 * Puts commands behind the last one of a script, to run when all before them went well.
 *
 * @returns null where the last command stands inside a condition, a pipeline, a subshell or the exec form, or where the
 * failure of an earlier one would be passed over
 */
function appendCommand(file, run, script, commands) {
    const last = script.commands.at(-1);
    if (script.form === 'exec' || !last?.item)
        return null;
    for (let item = last.item; item; item = item.list.parent) {
        const { items, kind } = item.list;
        if (item.index < items.length - 1)
            return null;
        if (kind === 'statements' && items.length > 1 && !script.errexit)
            return null;
    }
    const at = { start: last.span.end, end: last.span.end };
    const line = file.lines.at(last.span.start);
    if (script.form === 'heredoc') {
        const next = script.errexit ? file.lines.eol + indentAt(file, line) : ' && ';
        return replace(at, commands.map((command) => next + command).join(''));
    }
    const text = file.text.slice(run.args.start, run.head.end);
    const leading = /\n([ \t]*)&&/.exec(text) ?? (text.includes('\n') ? null : /\n([ \t]+)&&/.exec(file.text));
    const indent = leading?.[1] ?? (line > run.lines.start ? indentAt(file, line) : continuationIndent(file, run));
    const next = continuation(file, indent);
    return replace(at, commands.map((command) => (leading ? `${next}&& ${command}` : ` &&${next}${command}`)).join(''));
}

;// CONCATENATED MODULE: ./lib/caching/plain-programs.js
const list = (text) => new Set(text.trim().split(/\s+/));
/** Programs that write nothing into a home of their own accord. */
const WRITES_NO_HOME = list('cd set echo true : mkdir rm export chmod chown ls pwd test [ ln cp mv touch sed cat . source umask ldconfig');
/** Programs that run no package manager, whatever they are given. */
const RUNS_NO_MANAGER = list(`
  cd set echo true false : mkdir rm rmdir export unset chmod chown ls pwd umask test [ ln cp mv touch sed awk cat tar unzip zip
  gzip gunzip xz curl wget git printf useradd groupadd adduser addgroup usermod ldconfig locale-gen update-ca-certificates sleep
  id grep head tail find install strip upx file jar jlink jdeps setcap date du df wc sort tr cut tee sha256sum which command exit
`);
/** Programs that write nothing but what they are told to by name. */
const WRITES_WHAT_IT_IS_TOLD = list(`
  cd set echo true : export umask test [ sleep id head tail printf date env uname arch whoami which command find useradd
  groupadd adduser addgroup usermod ldconfig locale-gen update-ca-certificates rustup corepack touch sed gpg unset source .
  curl wget
`);
/** Programs that write nothing new, whatever they are told. */
const WRITES_NOTHING_NEW = list('rm cat strip chmod chown ls pwd file ldd sha256sum test [ grep head tail');

;// CONCATENATED MODULE: ./lib/caching/defeats.js







/**
 * Finds what defeats the caches that are mounted in a step, or would be.
 *
 * @param uses the caches, each with a folder that is known
 * @param all those of the step's other managers too
 */
function defeatsOf(run, uses, text, all = uses) {
    const search = new Search(run, uses, text, all);
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
    #all;
    #text;
    #found = [];
    #edits = [];
    #gone = new Set();
    #lookup;
    #blocked = null;
    constructor(run, uses, text, all) {
        this.#all = all;
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
        if (manager.defeats.undoneByFolder && 'by' in location && 'option' in location.by)
            return;
        for (const name of manager.defeats.variables) {
            for (const one of this.#run.installs.filter((install) => install.manager === manager)) {
                const value = one.env.has(name) ? one.env.get(name) : this.#lookup(name);
                if (value === undefined || (value !== null && ['', ...manager.defeats.off].includes(value)))
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
    /**
     * `NAME='' command` gives the command its cache back and leaves the image's environment as it is. The quotes are for
     * ShellCheck, which takes `NAME= ` for a slip: https://www.shellcheck.net/wiki/SC1007
     */
    #unset(use, { command, as, manager }, name) {
        this.#found.push({ use, span: command.span, what: name, does: 'bypasses', way: 'empty-variable' });
        if (this.#run.script.form === 'exec' || as !== 'user')
            this.#block(`${name} is set for the whole image`);
        else
            this.#edits.push({
                kind: 'replace',
                span: { start: command.span.start, end: command.span.start },
                text: `${name}=${manager.defeats.off[0] || "''"} `,
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
            const empties = use.manager.defeats.commands.some(({ words: wanted, caches, unless }) => (caches?.includes(use.index) ?? true) &&
                isCommand(invocation, wanted, this.#lookup) &&
                !(unless && optionWord(invocation, unless, this.#lookup)));
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
                if (hit === 'above' && !(dirname(path).endsWith('/.cache') && this.#onlyMounted(dirname(path))))
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
        const named = joinPath(this.#run.step.state.workdir, expanded.replace(/\/(?:\.?\*|\*\.\*|\.\[!\.\]\*)$/, ''));
        if (named === null)
            return 'no';
        const folder = (0,images_image/* realPath */.Ye)(named, this.#run.step.stage.image);
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
    /** Whether nothing but caches that are mounted, or will be, lies in a folder: what another command left there would stay. */
    #onlyMounted(folder) {
        const others = this.#run.installs.some(({ manager }) => {
            const own = this.#all.filter((use) => use.manager === manager);
            const inside = manager.caches.some(({ at }) => at.some((place) => 'home' in place && /^\.cache\//.test(place.home)));
            return own.length === 0
                ? inside
                : own.some(({ status, location }) => 'path' in location
                    ? isWithin(location.path, folder) && (status.is === 'silent' || dirname(location.path) !== folder)
                    : inside);
        });
        return !others && this.#onlyManagers();
    }
    #onlyManagers() {
        const known = new Set(this.#run.invocations.map(({ command }) => command));
        return this.#run.script.commands.every((command) => {
            const program = command.words[0] ? wordValue(command.words[0], this.#lookup) : '';
            return known.has(command) || program === '' || (program !== null && WRITES_NO_HOME.has(program));
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
/** The steps of a stage and of those it is built on, in their order. */
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

;// CONCATENATED MODULE: ./lib/caching/path-reads.js





/**
 * What `COPY` and `RUN` read of the image as earlier steps left it.
 *
 * @param names the folders that matter, without the folders above them: a `RUN` that names none of them is not read
 */
function pathReads(file, stages, names) {
    const marks = names.flatMap((name) => [`/${name}`, `${name}/`, `cd ${name}`]);
    return stages.flatMap((stage) => stage.steps.flatMap((step) => {
        const { keyword } = step.instruction;
        if (keyword === 'COPY')
            return copyReads(file, stages, step);
        return keyword === 'RUN' ? [...mountReads(file, stages, step), ...runReads(file, step, marks)] : [];
    }));
}
/** The stage that `from=` names: one above, by its name or its number. */
function stageNamed(stages, own, name) {
    if (!name)
        return undefined;
    const above = stages.slice(0, own.index);
    return (above.findLast((stage) => stage.name === name.toLowerCase()) ?? above.find(({ index }) => String(index) === name));
}
function copyReads(file, stages, step) {
    const { instruction, stage } = step;
    const from = stageNamed(stages, stage, instruction.flags.find(({ name }) => name === 'from')?.value);
    if (!from)
        return [];
    return wordsOf(file, instruction)
        .slice(0, -1)
        .flatMap(({ raw, span, text }) => {
        const path = pathOfWord(file, step, text, '/');
        return path === null
            ? []
            : [{ step, how: 'copy', program: 'COPY', raw, span, path, from: stepsOf(from) }];
    });
}
/** The words of a `COPY` in either form: as they stand in the file, and what Docker expands. */
function wordsOf(file, { json, words }) {
    return json
        ? json.map(({ span, value }) => ({ span, raw: file.text.slice(span.start, span.end), text: value }))
        : words.map(({ span, raw }) => ({ span, raw, text: raw }));
}
function mountReads(file, stages, step) {
    return readMounts(step.instruction).flatMap(({ flag: { raw, span }, type, options }) => {
        const from = stageNamed(stages, step.stage, options.get('from'));
        const source = options.get('source') ?? options.get('src');
        if (!from || !source || type !== 'bind')
            return [];
        const path = pathOfWord(file, step, source, '/');
        return path === null ? [] : [{ step, how: 'mount', program: 'RUN', raw, span, path, from: stepsOf(from) }];
    });
}
function runReads(file, step, marks) {
    const { instruction } = step;
    const text = file.text.slice(instruction.args.start, instruction.span.end);
    // Reading a script takes time.
    if (!text.includes('$') && !marks.some((mark) => text.includes(mark)))
        return [];
    const { script } = step;
    if (!script || 'unreadable' in script)
        return [];
    const paths = new ScriptPaths(script, step);
    const from = stepsAbove(step);
    return script.commands.flatMap((command) => {
        if (!mustSucceed(command, script))
            return [];
        const { program, words } = commandBehindWrappers(command, paths);
        return readWords(program, words, paths, command).map(({ word, path }) => {
            return { step, how: 'run', program, raw: word.raw, span: word.span, path, from };
        });
    });
}
/** Whether the step fails when the command does. */
function mustSucceed({ item, certainty, redirected, piped }, { form, errexit }) {
    if (certainty !== 'always' || redirected || piped)
        return false;
    if (!item)
        return form === 'exec';
    for (let at = item; at; at = at.list.parent) {
        if (at.list.kind === 'statements' && at.index < at.list.items.length - 1 && !errexit)
            return false;
    }
    return true;
}
/** Programs that run the command behind them, without operands of their own. */
const path_reads_WRAPPERS = new Set(['sudo', 'exec', 'env', 'nohup', 'time', 'tini', 'dumb-init', 'catatonit']);
/** The program of a command, and its words from there on. */
function commandBehindWrappers({ words }, paths) {
    let at = 0;
    while (at < words.length && path_reads_WRAPPERS.has(programName(paths.text(words[at])))) {
        at++;
        while (at < words.length && /^-|^\w+=/.test(paths.text(words[at])))
            at++;
    }
    const first = words[at];
    return { program: first ? programName(paths.text(first)) : '', words: words.slice(at) };
}
/** Programs of which every operand must be there. */
const path_reads_READERS = new Set('cat strip chmod chown file ldd ls du sha256sum upx objcopy patchelf setcap readelf nm stat source . gzip'.split(' '));
/** Programs whose last operand is where they write; the others must be there. */
const COPIERS = new Set(['cp', 'mv', 'install', 'ln']);
const path_reads_WITH_VALUE = /^(?:-[a-zA-Z]*[tSmog]|--(?:target-directory|suffix|mode|owner|group))$/;
/** Programs that run a file, and the options in front of its name. */
const INTERPRETERS = /^(?:java|node|bun|deno|php|ruby|perl|python[\d.]*|(?:ba|da|a)?sh)$/;
/** The words of a command that name what must be there, with their paths. */
function readWords(program, words, paths, command) {
    const [first, ...rest] = words;
    if (!first)
        return [];
    const named = (list, folder) => list.flatMap((word) => {
        const path = paths.path(command, word, folder === undefined ? paths.folderOf(command) : folder);
        return path === null ? [] : [{ word, path }];
    });
    if (first.raw.includes('/')) {
        const own = named([first]);
        if (own.length > 0 && !INTERPRETERS.test(program))
            return own;
    }
    const { operands, intoFolder } = operandsIn(rest, paths);
    if (COPIERS.has(program)) {
        if (program === 'install' && rest.some(({ raw }) => /^-[a-zA-Z]*d|^--directory/.test(raw)))
            return [];
        const sources = intoFolder ? operands : operands.slice(0, -1);
        // A symbolic link is relative to the folder that it lies in.
        return named(program === 'ln' ? sources.filter((word) => paths.text(word).startsWith('/')) : sources);
    }
    if (path_reads_READERS.has(program))
        return named(operands);
    if (program === 'tar')
        return packed(rest, paths, command, named);
    if (!INTERPRETERS.test(program))
        return [];
    const jar = rest.findIndex(({ raw }) => /^"?-jar"?$/.test(raw));
    if (program === 'java')
        return jar === -1 ? [] : named(rest.slice(jar + 1, jar + 2));
    return rest[0] && !paths.text(rest[0]).startsWith('-') ? named(rest.slice(0, 1)) : [];
}
function operandsIn(words, paths) {
    const operands = [];
    let intoFolder = false;
    for (let at = 0; at < words.length; at++) {
        const word = words[at];
        const text = paths.text(word);
        if (/^-[a-zA-Z]*t$|^--target-directory/.test(text))
            intoFolder = true;
        if (!text.startsWith('-'))
            operands.push(word);
        else if (path_reads_WITH_VALUE.test(text))
            at++;
    }
    return { operands, intoFolder };
}
/** What `tar -czf out.tgz -C folder file` reads. */
function packed(words, paths, command, named) {
    const [mode = '', ...rest] = words.map((word) => paths.text(word));
    if (!/^-?[a-zA-Z]*c[a-zA-Z]*$/.test(mode))
        return [];
    const found = [];
    let folder = paths.folderOf(command);
    for (let at = mode.endsWith('f') ? 1 : 0; at < rest.length; at++) {
        const text = rest[at];
        if (text === '-C')
            folder = joinPath(folder, rest[++at] ?? '');
        else if (text === '-f' || text === '-T' || text === '-X')
            at++;
        else if (!text.startsWith('-'))
            found.push(...named([words[at + 1]], folder));
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/caching/path-writes.js





/** Folders that hold what a build makes, and that ignore files keep out of repositories. */
const MADE = /^(?:target|node_modules|\.next|\.nuxt|\.output|\.svelte-kit|\.build|\.gradle|\.venv|venv|_build|\.stack-work|dist-newstyle)$/;
/** Folders that hold what a build makes, though some people commit them. */
const MADE_OR_COMMITTED = /^(?:build|dist|out)$/;
const lastPart = (path) => path.slice(path.lastIndexOf('/') + 1);
const isMade = (target) => MADE.test(lastPart(target));
const isOutputFolder = (target) => isMade(target) || MADE_OR_COMMITTED.test(lastPart(target));
/**
 * Whether a step, which does not mount the folder, may put the path into the image. What is not known may.
 */
function mayWrite(file, tree, step, wanted) {
    switch (step.instruction.keyword) {
        case 'ONBUILD':
            return true;
        case 'COPY':
        case 'ADD':
            return mayCopy(file, tree, step, wanted);
        case 'RUN':
            return mayRunWrite(file, step, wanted);
        default:
            return false;
    }
}
function mayCopy(file, tree, step, { path, target, made }) {
    const { instruction, state } = step;
    const words = wordsOf(file, instruction);
    const last = words.at(-1);
    const destination = last ? pathOfWord(file, step, last.text, state.workdir) : null;
    if (destination === null || !isExact(destination))
        return true;
    if (isWithin(destination, target))
        return true;
    if (!isWithin(path, destination))
        return false;
    if (instruction.heredocs.length > 0)
        return false;
    const sources = words.slice(0, -1).map(({ text }) => text);
    const unpacks = instruction.keyword === 'ADD' && sources.some((source) => /:\/\/|\.(?:tar|t?gz|bz2|xz|zst)$/.test(source));
    if (unpacks)
        return true;
    // A file keeps its name: it lands beside the folder that is mounted.
    if (sources.every((source) => /[^/]\.\w+$/.test(source) && !/[*?[$]/.test(source))) {
        return sources.some((source) => isWithin(path, `${destination === '/' ? '' : destination}/${lastPart(source)}`));
    }
    if (instruction.flags.some(({ name }) => name === 'from'))
        return true;
    // What a pattern stands for may be anything below the mounted folder.
    const known = isExact(path) ? path : target;
    const below = known.slice(destination === '/' ? 1 : destination.length + 1);
    return tree.known ? tree.under('.').some((one) => `/${one}/`.includes(`/${below}/`)) : !made;
}
function mayRunWrite(file, step, wanted) {
    const { script } = step;
    if (!script || 'unreadable' in script)
        return true;
    const paths = new ScriptPaths(script, step);
    return script.commands.some((command) => {
        const text = file.text.slice(command.span.start, command.span.end);
        const into = [...text.matchAll(/>>?[ \t]*"?([^\s;&|<>"]+)/g)].map((match) => match[1]);
        return (into.some((word) => touches(paths.path(command, word), wanted.target)) || mayCommandWrite(command, paths, wanted));
    });
}
/** Programs whose last operand is where they write. */
const path_writes_COPIERS = new Set(['cp', 'mv', 'install', 'ln', 'rsync']);
function mayCommandWrite(command, paths, wanted) {
    const { path, target, made } = wanted;
    const { program, words } = commandBehindWrappers(command, paths);
    const rest = words.slice(1);
    if (program === '' || WRITES_NOTHING_NEW.has(program))
        return false;
    const pathOf = (word) => paths.path(command, paths.text(word).replace(/^-[\w-]*=/, ''));
    if (program === 'mkdir')
        return rest.some((word) => touches(pathOf(word), path));
    if (path_writes_COPIERS.has(program)) {
        const intoFolder = rest.some(({ raw }) => /^-[a-zA-Z]*[td]$|^--(?:target-directory|directory)/.test(raw));
        return (intoFolder ? rest : rest.slice(-1)).some((word) => {
            const to = pathOf(word);
            return to === null || isNear(to, target);
        });
    }
    if (rest.some((word) => touches(pathOf(word), target)))
        return true;
    if (WRITES_WHAT_IT_IS_TOLD.has(program))
        return false;
    if (installsIntoTheSystem(program))
        return !isOutputFolder(target) && (path === target || path.includes(program.slice(0, 3)));
    if (program === 'tar' || program === 'unzip' || program === 'git') {
        if (program === 'git' && made)
            return false;
        const folder = paths.folderOf(command);
        return folder === null || isNear(folder, target) || rest.some((word) => isNear(pathOf(word), target));
    }
    return !leavesAlone(program, rest, paths, path, target);
}
/** Package managers that write into the system, and into caches of their own. */
const installsIntoTheSystem = (program) => /^(?:apt-key|add-apt-repository|dpkg|rpm)$/.test(program) ||
    managers.some(({ id, programs, reads }) => (reads === 'nothing' || id === 'pip') && programs.includes(program.replace(/[\d.]+$/, '')));
const touches = (path, target) => path !== null && isWithin(path, target);
const isNear = (path, target) => path !== null && (isWithin(path, target) || (path !== '/' && isWithin(target, path)));
/** Package managers and build tools whose verbs write elsewhere than into the wanted folder. */
function leavesAlone(program, words, paths, path, target) {
    const said = words.map((word) => paths.text(word));
    const verb = said.find((word) => !/^[-+]/.test(word)) ?? '';
    const name = lastPart(path);
    switch (program) {
        case 'cargo': {
            if (/^(?:fetch|update|new|init|vendor|search|version|login|add)$/.test(verb))
                return true;
            if (verb === 'chef')
                return said.includes('prepare');
            const local = said.some((word) => /^--(?:path|target-dir)\b/.test(word));
            return verb === 'install' && !local && (isOutputFolder(target) || !said.some((word) => word.includes(name)));
        }
        case 'go':
            return /^(?:mod|env|version)$/.test(verb) && !/(?:^|\/)go(?:\/|$)/.test(target);
        case 'npm':
        case 'yarn':
        case 'pnpm':
        case 'bun': {
            if (/^(?:config|set|cache)$/.test(verb))
                return true;
            const installs = /^(?:ci|install|i|add|fetch|global)$/.test(verb) || (program === 'yarn' && verb === '');
            const global = said.some((word) => word === '-g' || word === '--global' || word === 'global');
            return installs && (global || /\/(?:target|\.next|\.build|\.gradle)$/.test(target));
        }
        default:
            return false;
    }
}

;// CONCATENATED MODULE: ./lib/caching/start-reads.js






/** What the containers of each stage run, where the stage is one that people run: nothing is built on it or copied from it. */
function startReads(file, stages) {
    return stages
        .filter((stage) => !isUsed(stage, stages))
        .flatMap((stage) => {
        const [entry, command] = ['ENTRYPOINT', 'CMD'].map((keyword) => stage.steps.findLast(({ instruction }) => instruction.keyword === keyword));
        const inherited = stepsOf(stage).some(({ instruction }) => instruction.keyword === 'ENTRYPOINT');
        return [
            ...(entry ? readsOf(file, stage, entry, true) : []),
            // Behind an entry point these may be no more than its arguments.
            ...(command ? readsOf(file, stage, command, !inherited) : []),
        ];
    });
}
function isUsed(stage, stages) {
    return stages.some((other) => isBuiltOn(other, stage) ||
        other.steps.some(({ instruction }) => instruction.flags.some(({ name, value }) => {
            const from = (name === 'from' ? value : /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1])?.toLowerCase();
            return from !== undefined && (from === stage.name || from === String(stage.index));
        })));
}
function readsOf(file, stage, step, isProgram) {
    const script = readRun(file, step.instruction, step.state.shell);
    if ('unreadable' in script)
        return [];
    const paths = new ScriptPaths(script, step, stage.end.workdir);
    const from = stepsOf(stage);
    return script.commands.flatMap((command) => {
        if (command.certainty !== 'always' || command.redirected || command.piped)
            return [];
        const { program, words } = commandBehindWrappers(command, paths);
        return [
            ...readWords(program, words, paths, command).map(({ word: { raw, span }, path }) => ({ raw, span, path })),
            ...(isProgram ? lookups(file, from, command, program, paths) : []),
        ].map((read) => ({ ...read, step, how: 'start', program, from }));
    });
}
/** Where `PATH` looks for a program that is named without a folder, as far as the file has set it. */
function lookups(file, from, command, program, paths) {
    const word = command.words.find((one) => paths.text(one) === program);
    if (!word || !/^[\w.+-]+$/.test(program) || INTERPRETERS.test(program))
        return [];
    return searched(file, from).map((folder) => {
        return { raw: word.raw, span: word.span, path: `${folder}/${program}`, lookup: true };
    });
}
/** The folders that the file puts in front of or behind the image's `PATH`. */
function searched(file, from) {
    let folders = [];
    for (const step of from) {
        if (step.instruction.keyword !== 'ENV')
            continue;
        for (const [name, raw] of assignmentsOf(step.instruction)) {
            if (name !== 'PATH')
                continue;
            const parts = raw.replace(/^"|"$/g, '').split(':');
            const own = parts.filter((part) => !/^\$\{?PATH\}?$/.test(part));
            // Without the image's own folders a copy in one of them is not found.
            if (own.length === parts.length)
                folders = [];
            else
                folders.push(...own.flatMap((part) => pathOfWord(file, step, part, null) ?? []));
        }
    }
    return folders;
}
/**
 * Whether a program of that name may lie elsewhere in the image: a step names it outside the mounted folder, otherwise
 * than as what it builds.
 */
function mayLieElsewhere(file, { path, from }, makers, target) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return from.some((step) => {
        const { keyword, span } = step.instruction;
        if (!/^(?:RUN|COPY|ADD)$/.test(keyword))
            return false;
        const words = file.text.slice(span.start, span.end).match(/[^\s"'`=,;&|()[\]]+/g) ?? [];
        return words.some((word) => {
            const plain = word.replace(/@.*$/, '');
            if (plain.slice(plain.lastIndexOf('/') + 1) !== name)
                return false;
            if (!makers.includes(step))
                return true;
            const full = pathOfWord(file, step, plain, step.state.workdir);
            const isPackage = !plain.includes('/') || /^(?:[\w-]+\.[a-z]+\/|\.\/cmd\/)/.test(plain);
            return !isPackage && !(full !== null && isWithin(full, target));
        });
    });
}

;// CONCATENATED MODULE: ./lib/caching/lost-outputs.js






/** A text without a cache mount has no lost outputs: most need not be read. */
const mayMountCache = (text) => /type=cache/i.test(text);
/**
 * What later steps miss because it was written below a cache mount: that never reaches the image.
 * https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function lostOutputs(file, stages, tree) {
    const mounted = new Map();
    for (const step of stages.flatMap((stage) => stage.steps)) {
        if (step.instruction.keyword === 'RUN')
            mounted.set(step, mountedFolders(file, step));
    }
    const caches = [...mounted.values()].flatMap((folders) => folders.filter(isPlainCache));
    if (caches.length === 0)
        return [];
    const names = caches.flatMap(({ target }) => (target === null ? [] : [target.slice(target.lastIndexOf('/') + 1)]));
    const found = [];
    for (const read of [...pathReads(file, stages, [...new Set(names)]), ...startReads(file, stages)]) {
        const lost = lostOutput(file, tree, read, mounted);
        if (!lost)
            continue;
        const at = found.findIndex(({ reads, target }) => reads[0]?.step === read.step && reads[0].how === read.how && target === lost.target);
        const same = found[at];
        if (same)
            found[at] = { ...same, reads: [...same.reads, read] };
        else
            found.push(lost);
    }
    return found;
}
function mountedFolders(file, step) {
    return readMounts(step.instruction).map((mount) => {
        const target = mount.target === null ? null : pathOfWord(file, step, mount.target, step.state.workdir);
        return { mount, target: target !== null && isExact(target) && target !== '/' ? target : null };
    });
}
/** A cache that begins empty: what `from=` names would be in it from the start. */
const isPlainCache = ({ mount: { type, options } }) => type === 'cache' && !options.has('from') && !options.has('source') && !options.has('src');
function lostOutput(file, tree, read, mounted) {
    const { path, from } = read;
    const hides = ({ mount, target }) => target === null ? mount.type !== 'secret' && mount.type !== 'ssh' : isWithin(path, target);
    // A mount of its own may bring the file back.
    if (read.how === 'run' && mounted.get(read.step)?.some(hides))
        return null;
    const bottom = from[0]?.stage.base.kind;
    if (bottom !== 'image' && bottom !== 'scratch')
        return null;
    const makers = [];
    for (const step of from) {
        for (const one of mounted.get(step) ?? []) {
            if (one.target === null || !isWithin(path, one.target))
                continue;
            if (!isPlainCache(one))
                return null;
            if (makes(step, path, one.target))
                makers.push({ ...one, step });
        }
    }
    const last = makers.at(-1);
    if (!last || last.target === null)
        return null;
    const { mount, target } = last;
    // Whether a folder is there at all does not hang on what was in the mount.
    if (path === target && read.how !== 'copy' && !/^(?:cp|mv)$/.test(read.program))
        return null;
    const wanted = { path, target, made: isMade(target) };
    const elsewhere = from.some((step) => !mounted.get(step)?.some((one) => one.target !== null && isWithin(path, one.target)) &&
        (startsVolume(file, step, read, target) || mayWrite(file, tree, step, wanted)));
    const steps = makers.map(({ step }) => step);
    if (elsewhere || (read.lookup && mayLieElsewhere(file, read, steps, target)))
        return null;
    return { reads: [read], makers: steps, mount, target };
}
/** A folder that is a volume may be filled when the container starts. */
function startsVolume(file, { instruction, state, stage }, read, target) {
    if (read.how !== 'start' || instruction.keyword !== 'VOLUME')
        return false;
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw);
    return words.some((word) => {
        const volume = pathOfWord(file, { instruction, state, stage, script: null }, word, '/');
        return volume === null || isWithin(target, volume) || isWithin(volume, target);
    });
}
/** Whether a step that mounts the folder makes such files there, as far as its commands and the folder's name tell. */
function makes(step, path, target) {
    if (isOutputFolder(target))
        return true;
    const { script } = step;
    if (!script || 'unreadable' in script)
        return false;
    return namesIt(script, step, path, target) || keepsThere(script, step, path);
}
/** A word of the step is the path, or a folder between the mount and the path: `go build -o /out/app`. */
function namesIt(script, step, path, target) {
    const paths = new ScriptPaths(script, step);
    return script.commands.some((command) => command.words.slice(1).some((word) => {
        const named = paths.path(command, paths.text(word).replace(/^-[\w-]*=/, ''));
        return named !== null && isWithin(path, named) && isWithin(named, target);
    }));
}
/** Programs that leave results, not only downloads, in a folder that others take for a cache. */
function keepsThere(script, step, path) {
    const paths = new ScriptPaths(script, step);
    return script.commands.some((command) => {
        const { program, words } = commandBehindWrappers(command, paths);
        const said = words.slice(1).map((word) => paths.text(word));
        const name = /\/bin\/([^/]+)$/.exec(path)?.[1];
        const installs = name !== undefined && said.includes('install') && said.some((word) => isNamed(word, name));
        if (program === 'cargo' || program === 'go')
            return installs;
        // https://python-poetry.org/docs/configuration/#virtualenvspath
        if (program === 'poetry')
            return said.includes('install') && /\/pypoetry\/virtualenvs(?:\/|$)/.test(path);
        // https://playwright.dev/docs/browsers#managing-browser-binaries
        return (said.concat(program).includes('playwright') && said.includes('install') && /\/ms-playwright(?:\/|$)/.test(path));
    });
}
/** `ripgrep`, `example.com/cmd/tool@v1`, `./cmd/tool`. */
const isNamed = (word, name) => (word.replace(/@.*$/, '').split('/').at(-1) ?? '') === name;

;// CONCATENATED MODULE: ./lib/dockerfile/frontend.js
/**
 * The version of the frontend in which each feature arrived: https://docs.docker.com/build/buildkit/dockerfile-release-notes/
 * and, for the labs channel, the file of build tags at each release of
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/release/labs/tags
 */
const SINCE = {
    mount: { minor: 2 },
    chmod: { minor: 2 },
    network: { minor: 3, labs: 2 },
    'variable in a mount': { minor: 3 },
    heredoc: { minor: 4, labs: 3 },
    link: { minor: 4 },
    'size of a mount': { minor: 4 },
    checksum: { minor: 6, labs: 5 },
    git: { minor: 6, labs: 5 },
    'keep-git-dir': { minor: 6, labs: 5 },
    'start-interval': { minor: 6 },
    substitution: { minor: 7 },
    'secret as a variable': { minor: 10 },
    'variable in chmod': { minor: 10 },
    'chmod in letters': { minor: 14, labs: 11 },
    unpack: { minor: 17 },
    exclude: { minor: 19, labs: 7 },
    parents: { minor: 20, labs: 7 },
    security: { minor: 20, labs: 2 },
    device: { minor: null, labs: 14 },
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
    const since = SINCE[feature];
    // Mounts were in the experimental channel from the first release on; what else it had differs from one to the next.
    if (channel === 'experimental')
        return feature === 'mount' ? true : null;
    const first = Math.min(since.minor ?? Number.POSITIVE_INFINITY, channel === 'labs' ? (since.labs ?? 99) : 99);
    // The newest stable one may know what was in the labs channel when this was written.
    const newest = major === null || minor === null || major > 1;
    if (newest)
        return since.minor === null && channel !== 'labs' ? null : true;
    return minor >= first;
}
/** The features that a file uses, each with its first use. */
function featuresIn(file) {
    const features = new Map();
    for (const outer of file.instructions) {
        const instruction = outer.trigger ?? outer;
        for (const [feature, name] of featuresOf(file, instruction)) {
            if (!features.has(feature))
                features.set(feature, { line: outer.lines.start, name });
        }
    }
    return features;
}
function* featuresOf(file, instruction) {
    const { keyword, flags, heredocs, args } = instruction;
    if (heredocs.length > 0)
        yield ['heredoc', 'here-documents'];
    for (const { name, value } of flags) {
        const plain = frontend_FLAGS[keyword]?.find((one) => one === name);
        if (plain)
            yield [plain, `${keyword} --${name}`];
        if (name === 'mount' && plain)
            yield* featuresOfMount(value ?? '');
        if (name !== 'chmod' || !plain)
            continue;
        if (value?.includes('$'))
            yield ['variable in chmod', `a variable in ${keyword} --chmod`];
        else if (value && !/^[0-7]+$/.test(value))
            yield ['chmod in letters', `letters in ${keyword} --chmod`];
    }
    if (keyword === 'ADD') {
        const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw);
        if (words.slice(0, -1).some((word) => GIT.test(word)))
            yield ['git', 'ADD of a Git repository'];
    }
    const own = EXPANDED.has(keyword) ? file.text.slice(args.start, args.end).replace(/'[^']*'/g, '') : '';
    const [substitution] = /(?<!\\)\$\{\w+[#%/]/.exec(own) ?? [];
    if (substitution)
        yield ['substitution', `\`${substitution}…}\` in ${keyword}`];
}
/** The flags that are features, by instruction. */
const frontend_FLAGS = {
    RUN: ['mount', 'network', 'security', 'device'],
    COPY: ['chmod', 'link', 'exclude', 'parents'],
    ADD: ['chmod', 'link', 'exclude', 'checksum', 'keep-git-dir', 'unpack'],
    HEALTHCHECK: ['start-interval'],
};
function* featuresOfMount(value) {
    const fields = value.split(',').map((field) => field.trim());
    if (fields.some((field) => /^env=/i.test(field)))
        yield ['secret as a variable', '`env=` in RUN --mount'];
    if (fields.some((field) => /^size=/i.test(field)))
        yield ['size of a mount', '`size=` in RUN --mount'];
    if (fields.some((field) => field.includes('$') && !/^from=/i.test(field))) {
        yield ['variable in a mount', 'a variable in RUN --mount'];
    }
}
/** https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository */
const GIT = /^(?:git:\/\/|git@|ssh:\/\/|https?:\/\/[^\s#?]+\.git(?:[#?]|$))/;
/** The instructions in which the frontend itself expands variables: https://docs.docker.com/reference/dockerfile/#environment-replacement */
const EXPANDED = new Set('ADD ARG COPY ENV EXPOSE FROM LABEL STOPSIGNAL USER VOLUME WORKDIR'.split(' '));

;// CONCATENATED MODULE: ./lib/caching/stale-index.js





/** Options with which an install refreshes the index itself. */
const stale_index_REFRESHES = new Set(['--update', '--update-cache', '-U', '--refresh', '--no-cache', '-Syu', '-Sy']);
/** Every index of the file that an install takes from a layer above it. */
function staleIndexes(file, stages, runs) {
    return runs.flatMap((update) => {
        // What runs behind the refresh may install from it.
        const last = update.script.commands.at(-1);
        const refresh = update.invocations.find(({ command }) => command === last);
        const cache = refresh?.manager.caches.find(({ filledBy, usedWhenOld }) => {
            return usedWhenOld && filledBy?.includes(refresh.verb ?? '');
        });
        if (!refresh || !cache || refresh.command.certainty !== 'always')
            return [];
        const { manager } = refresh;
        if (update.invocations.some((one) => one.manager === manager && one.kind !== null))
            return [];
        const fills = ({ verb }) => cache.filledBy?.includes(verb ?? '') === true;
        const uses = (run) => run.invocations.find((one) => one.manager === manager && (one.kind !== null || fills(one)));
        const install = runsBelow(stages, runs, update).find((run) => uses(run) !== undefined);
        const first = install && uses(install);
        if (!install || !first || fills(first) || refreshesItself(first))
            return [];
        if ([update, install].some((run) => mayMount(run, cache)))
            return [];
        return [{ manager, cache, update, refresh, install, join: joinOf(file, update, refresh, install, first) }];
    });
}
const refreshesItself = ({ words }) => words.some((word) => stale_index_REFRESHES.has(wordValue(word) ?? ''));
/** A step that keeps the index in a mount takes it from there, not from the layer. */
function mayMount({ mounts }, { at }) {
    return mounts.some(({ mount, target }) => target === null ? mount.target !== null : at.some((place) => 'path' in place && isWithin(place.path, target)));
}
function joinOf(file, update, refresh, install, first) {
    const { step, script } = update;
    const { instruction, stage } = step;
    const raw = (run) => run.step.instruction.flags.map((flag) => flag.raw).join(' ');
    const text = file.text.slice(instruction.args.start, instruction.args.end);
    if (stage.steps[stage.steps.indexOf(step) + 1] !== install.step) {
        return { unknown: 'other instructions stand between it and the step that installs' };
    }
    if (raw(update) !== raw(install))
        return { unknown: 'the two steps do not have the same options' };
    if (script.commands.length > 1)
        return { unknown: 'the step of the refresh does more than that' };
    // One command on one line; a redirection goes along.
    const plain = script.form === 'shell' && !/[\r\n#;&|!(){}]/.test(text.replace(/\d?>&\d/g, ''));
    if (!plain || !refresh.command.item || (refresh.as !== 'user' && refresh.as !== 'root')) {
        return { unknown: 'the refresh is written in a way that cannot be moved safely' };
    }
    const own = install.script.commands.indexOf(first.command);
    if (!install.script.commands.slice(0, own).every(isHarmless)) {
        return { unknown: 'other commands run before the install, and may have to run behind the refresh' };
    }
    const edit = stopsAtFailure(install, first.command)
        ? insertCommand(file, install.step.instruction, install.script, first.command, text)
        : null;
    if (edit?.kind !== 'replace') {
        return { unknown: 'the step that installs is written in a way to which no command can be added safely' };
    }
    const { lines } = file;
    let next = instruction.lines.end + 1;
    // Between the comments of the two an empty line stays.
    const apart = instruction.leading.length > 0 && install.step.instruction.leading.length > 0;
    while (!apart && next < install.step.instruction.lines.start && lines.textOf(next).trim() === '')
        next++;
    const gone = { start: lines.start(instruction.lines.start), end: lines.start(next) };
    // With its first character, so that what is put in front of the install comes before the refresh: an image's hook
    // that empties the cache does so at each refresh, too.
    const { start } = edit.span;
    return {
        edits: [
            { kind: 'replace', span: gone, text: '' },
            { kind: 'replace', span: { start, end: start + 1 }, text: edit.text + file.text.charAt(start) },
        ],
    };
}
const isHarmless = ({ words }) => words.length === 0 || /^(?:set|export|:|true|rm)$/.test(programName(wordValue(words[0]) ?? ''));
/** Whether the step ends when a command that is put in front of another one fails. */
function stopsAtFailure({ script }, { item }) {
    if (!item)
        return false;
    const { list } = item;
    const alone = list.items.length === 1 && script.form === 'shell';
    if (list.kind === 'statements')
        return list.parent === null && (alone || script.errexit);
    // `set -e` does not look at what stands in front of `&&`.
    for (let outer = list.parent; outer; outer = outer.list.parent) {
        if (outer.list.items.length > 1 && outer.index < outer.list.items.length - 1)
            return false;
    }
    return true;
}
/** The steps as they are once some of the refreshes stand in the steps that install. */
function joinedSteps(runs, stale) {
    return runs.map((run) => {
        const own = stale.filter(({ install }) => install === run);
        if (own.length > 0) {
            return { ...run, invocations: [...own.flatMap(({ update }) => update.invocations), ...run.invocations] };
        }
        return stale.some(({ update }) => update === run) ? { ...run, invocations: [] } : run;
    });
}

;// CONCATENATED MODULE: ./lib/caching/stores.js





/** Why a store must not be mounted in a step; null when nothing speaks against it. */
function storeSilence(stores, run, use) {
    const { cache, manager } = use;
    if (!cache.isStore || use.status.is !== 'missing')
        return null;
    const members = stores_membersOf(stores, run, cache);
    if (members.length > 1) {
        const barred = members.find((member) => mayNotFetch(stores.file, member, members));
        if (barred)
            return `line ${barred.step.instruction.lines.start} may not be able to fetch what another step has fetched`;
    }
    for (const member of members) {
        const own = useIn(stores, member, cache);
        const { lines } = member.step.instruction;
        if (own && !isMountedOn(own, use.status.target))
            return `line ${lines.start} uses the same folder and has no mount`;
        const below = stepsBelow(stores.stages, member.step);
        if (member.installs.every(({ kind }) => kind === 'fetch') && !members.some((one) => below.includes(one.step))) {
            return 'what this step fetches is there for whoever uses the image';
        }
        if (isForDevelopers(stores, member))
            return 'what this step fetches is there for whoever uses the image';
        if (leavesOutput(member, cache) && members.some((one) => below.includes(one.step))) {
            return `a later step may need what line ${lines.start} puts there`;
        }
        const needing = below.find((step) => mayNeed(stores, step, manager, members));
        if (needing)
            return `line ${needing.instruction.lines.start} may need what lies there`;
    }
    return null;
}
/** Whether a step puts something into a store that no other step could fetch: the mount may be empty when that one runs. */
const leavesOutput = ({ invocations }, { outputOf = [] }) => invocations.some(({ words }) => words.some((word) => outputOf.includes(wordValue(word) ?? '')));
/** The image that the file is for has the tool in it and starts no program: people work in it, with what was fetched. */
function isForDevelopers({ stages }, { step: { stage }, installs }) {
    return (stage === stages.at(-1) &&
        installs.every(({ kind }) => kind !== 'install') &&
        !stepsOf(stage).some(({ instruction: { keyword } }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'));
}
/** What a step takes along of the right to download: BuildKit's secrets and agents hold for one step. */
const rightsOf = ({ mounts }) => mounts.flatMap(({ mount: { type, options } }) => type === 'secret' || type === 'ssh' ? [`${type} ${options.get('id') ?? ''}`] : []);
/** Files and commands with which a tool identifies itself. */
const CREDENTIALS = /netrc|git-?credentials|gitconfig|insteadOf|\.ssh\b|id_(?:rsa|ed25519|ecdsa)|ssh-agent|(?:add|update) source\b/i;
/** Options that name a source of packages, or a file that does. */
const SOURCE = /^(?:-s|--sources?|--configfile|--config|--registry|--index|-gs|--(?:global-)?settings|-I|--init-script)(?:=|$)/;
/** Variables that say where to download from, and as whom. */
const RIGHTS = /PROXY|TOKEN|AUTH|PASS|SECRET|PRIVATE|INSECURE|CREDENTIAL|ENDPOINT|REGISTR|SOURCE|SUMDB|_URL|GIT_/i;
/** The options and variables with which the commands of a step find and may read their sources. */
const sourcesOf = ({ installs }) => installs.flatMap(({ words, env }) => [
    ...words.flatMap(({ raw }, at) => SOURCE.test(raw) ? [`${raw} ${raw.includes('=') ? '' : words[at + 1]?.raw}`] : []),
    ...[...env].flatMap(([name, value]) => (RIGHTS.test(name) ? [`${name}=${value}`] : [])),
]);
/**
 * Whether a step works today from what another one fetched, and could not fetch it itself: the mount may be empty while the
 * layer of the other step is still there.
 */
function mayNotFetch({ text }, { step, ...run }, members) {
    const own = rightsOf({ step, ...run });
    const sources = sourcesOf({ step, ...run });
    const said = ({ instruction: { span } }) => text.slice(span.start, span.end);
    if (step.instruction.flags.some(({ name, value }) => name === 'network' && value === 'none'))
        return true;
    return members.some((other) => other.step !== step &&
        (rightsOf(other).some((right) => !own.includes(right)) ||
            sourcesOf(other).some((source) => !sources.includes(source)) ||
            (CREDENTIALS.test(said(other.step)) && /\brm\b|--unset|ssh-agent|remove source/.test(said(other.step)))));
}
/** The steps that share a store with one, through all stages that are built on each other. */
function stores_membersOf({ runs, stages, uses }, run, cache) {
    const found = new Set([run]);
    // What is added while the loop runs is looked at too.
    for (const member of found) {
        const above = stepsAbove(member.step);
        const below = stepsBelow(stages, member.step);
        for (const other of runs) {
            const related = above.includes(other.step) || below.includes(other.step);
            if (related && uses.get(other)?.some((use) => use.cache === cache))
                found.add(other);
        }
    }
    return runs.filter((one) => found.has(one));
}
const useIn = ({ uses }, run, cache) => uses.get(run)?.find((use) => use.cache === cache);
const isMountedOn = ({ status, location }, target) => (status.is === 'missing' || status.is === 'mounted') && 'path' in location && location.path === target;
/** Whether a step without the mount may need what is in the store. */
function mayNeed(stores, step, manager, members) {
    const { instruction } = step;
    if (members.some((member) => member.step === step))
        return false;
    if (/^(?:RUN|CMD|ENTRYPOINT)$/.test(instruction.keyword) && substitutes(stores.file, instruction, manager))
        return true;
    switch (instruction.keyword) {
        case 'ONBUILD':
            return mentions(stores.file, instruction, manager);
        case 'CMD':
        case 'ENTRYPOINT':
            return programsOf(instruction).some((program) => mayRun(stores, program, manager));
        case 'RUN':
            return runNeeds(stores, step, manager);
        default:
            return false;
    }
}
function runNeeds(stores, step, manager) {
    const { script } = step;
    if (!script || 'unreadable' in script)
        return true;
    const lookup = shellLookupIn(step.state, step.stage);
    const known = stores.runs.find((one) => one.step === step);
    return script.commands.some((command) => {
        const invocation = known?.invocations.find((one) => one.command === command);
        if (invocation)
            return invocation.manager === manager && !manager.readsNothing.includes(invocation.verb ?? '');
        const program = command.words[0] ? wordValue(command.words[0], lookup) : '';
        return program !== '' && (program === null || mayRun(stores, program, manager));
    });
}
/** Whether a program is the manager, or something that may call it. A program that no file of the repository is was built. */
function mayRun({ inRepository }, program, manager) {
    const name = programName(program);
    if (manager.programs.includes(name))
        return true;
    if (RUNS_NO_MANAGER.has(name) || isProgramOfCatalogue(name))
        return false;
    if (program.includes('/'))
        return /\.\w+$/.test(name) || inRepository(name);
    return true;
}
/** The programs that a `CMD` or `ENTRYPOINT` names: one, or those of a shell's script. */
function programsOf({ json, words }) {
    const all = json?.map(({ value }) => value) ?? words.map(({ raw }) => raw);
    const script = json ? (SHELL.test(all[0] ?? '') ? all.slice(1).join(' ') : null) : all.join(' ');
    const lists = script === null ? [all] : script.split(/[;&|\n]+/).map((part) => part.trim().split(/\s+/));
    return lists.flatMap((list) => list.find((word) => word !== '' && !IN_FRONT.test(word)) ?? []);
}
const SHELL = /^(?:.*\/)?(?:ba|da|z)?sh$/;
/** What stands in front of a program: wrappers, options, assignments. */
const IN_FRONT = /^(?:(?:.*\/)?(?:exec|env|nohup|tini|dumb-init|catatonit|sudo)|[-+].*|\w+=.*)$/;
/** `$(go list -m …)`: a command of the manager whose output is a part of another one. */
function substitutes({ text }, { span }, { programs, readsNothing }) {
    const calls = new RegExp(`(?:\\$\\(|\`)[^)\`]*?(?<![\\w./-])(?:${programs.join('|')})\\s+(\\S+)`, 'g');
    return [...text.slice(span.start, span.end).matchAll(calls)].some(([, verb = '']) => !readsNothing.includes(verb));
}
const mentions = ({ text }, { span }, { programs }) => programs.some((program) => text.slice(span.start, span.end).includes(program));

;// CONCATENATED MODULE: ./lib/caching/same-folder.js

/** Whether sharing a cache is known to do harm. */
const mustBeLocked = ({ sharing, lockedToBeSafe }) => sharing === 'locked' && !lockedToBeSafe;
/** The words of a mount that say which folder of the builder it is; null where a variable or another image decides. */
function identityOf({ mount, target, }) {
    const { options } = mount;
    const id = options.get('id') ?? target;
    const sharing = options.get('sharing')?.toLowerCase() ?? null;
    if (mount.type !== 'cache' || !id || /\$/.test(id + (sharing ?? '')) || options.has('from'))
        return null;
    return { id, sharing };
}
function mountedPlaces(plans) {
    return plans.flatMap((plan) => plan.managers.flatMap((own) => own.uses.flatMap((use) => {
        const { status } = use;
        const identity = status.is === 'mounted' ? identityOf(status.at) : null;
        return status.is === 'mounted' && identity ? [{ plan, own, use, at: status.at, ...identity }] : [];
    })));
}
/** Whether two steps run on the same image: what one compiles or downloads serves the other. */
function onSameImage({ step: { stage: one } }, { step: { stage: other } }) {
    if (one === other || isBuiltOn(one, other) || isBuiltOn(other, one))
        return true;
    const [a, b] = [bottom(one), bottom(other)];
    return a.kind === 'image' && b.kind === 'image' && a.reference === b.reference && !a.reference.includes('$');
}
function bottom({ base }) {
    return base.kind === 'stage' ? bottom(base.stage) : base;
}
/**
 * A new mount with the id and the sharing that other steps of the file give the same folder: under two ids each step would
 * have a cache of its own, and under two sharings one of them an empty one.
 */
function likeTheOthers(mount, target, { lockedToBeSafe }, run, runs) {
    const others = runs.flatMap((other) => other.mounts.flatMap((at) => {
        const identity = at.target === target && other !== run ? identityOf(at) : null;
        return identity ? [{ ...identity, other, options: at.mount.options }] : [];
    }));
    const owner = /,uid=(\d+)/.exec(mount)?.[1] ?? '0';
    const like = others.find(({ other, options }) => onSameImage(run, other) && (options.get('uid') ?? '0') === owner);
    const named = !mount.includes(',id=') && like?.options.has('id') && /^[\w./-]+$/.test(like.id) ? like.id : null;
    const same = others.filter(({ id }) => id === (named ?? target));
    const sharings = same.flatMap(({ sharing }) => sharing ?? []);
    const sharing = sharings.includes('locked') ? 'locked' : sharings[0];
    // Where no harm of sharing is known, the form that the file has is the better one.
    const own = lockedToBeSafe && same.length > 0 && sharing !== 'locked' ? mount.replace(',sharing=locked', '') : mount;
    return own
        .replace('type=cache,', named ? `type=cache,id=${named},` : '$&')
        .replace(`target=${target}`, sharing && !own.includes(',sharing=') ? `$&,sharing=${sharing}` : '$&');
}

;// CONCATENATED MODULE: ./lib/caching/copies.js





/** Whether an instruction brings files into a folder: a mount would hide them. */
function copiesInto(file, { instruction, state, stage }, target) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD')
        return false;
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw);
    const destination = expand(words.at(-1) ?? '', lookupIn(state, stage), file.escape);
    const named = destination && joinPath(state.workdir, destination.text);
    if (named === null || named === undefined)
        return false;
    const path = (0,images_image/* realPath */.Ye)(named, stage.image);
    if (isWithin(path, target))
        return true;
    // A folder of another stage brings along what that stage has below it.
    if (!instruction.flags.some(({ name }) => name === 'from'))
        return false;
    const folders = words.slice(0, -1).filter((word) => !/[^/]\.\w+$/.test(word));
    return path === '/' ? folders.includes('/') : folders.length > 0 && isWithin(target, path);
}
/** Folders that hold more than caches, and that every image has. */
const THERE_ANYWAY = /^\/(?:|root|home|usr|opt|var|tmp|go|app)$/;
/** The folder that a word names in front of the part that a variable decides: `/src/target` in `/src/target/$PROFILE/app`. */
const folderInFront = (word) => /^(\/[\w./-]*[\w-])\/[^/$]*\$/.exec(word)?.[1] ?? null;
/** Whether another stage copies a folder, or one above that is copied for it. */
function copiesOut(file, stages, step, from, { cache }, target) {
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
            const named = source ? joinPath('/', source.text) : folderInFront(word);
            if (!named)
                return true;
            const path = (0,images_image/* realPath */.Ye)(named, from.image);
            if (isWithin(path, target))
                return true;
            if (!isWithin(target, path) || cache.besideOutput)
                return false;
            // A folder that is there anyway may be copied for other things; one of caches is copied for them.
            return cache.isStore === true || !THERE_ANYWAY.test(path);
        });
    }
    return instruction.flags.some(({ name, value }) => {
        const source = name === 'mount' ? /(?:^|,)(?:source|src)=([^,]*)/.exec(value ?? '')?.[1] : undefined;
        const fromName = /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1];
        return source !== undefined && named(fromName) && isWithin(joinPath('/', source) ?? '/', target);
    });
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
        return !known.has(command) && (program === null || (program !== '' && !RUNS_NO_MANAGER.has(programName(program))));
    });
}

;// CONCATENATED MODULE: ./lib/caching/parents.js



/**
 * Why the folders above a mount speak against it when somebody else than root runs the step; null when they do not.
 *
 * BuildKit makes those that the image lacks, as root's with mode 0755. While the step runs nobody else can write there;
 * behind it they are removed again, since v0.11 and with a frontend from 1.5 on. Before, they stayed in the image.
 * https://github.com/moby/buildkit/blob/master/executor/stubs.go
 */
function parentsSpeakAgainst(file, run, above, { cache: { parents } }, target, home) {
    const made = foldersAbove(target).filter((folder) => !isThere(file, run, above, folder, home));
    const [own] = made.filter((folder) => parents === 'written' || !folder.endsWith('/.cache'));
    if (own !== undefined && parents !== 'left-alone') {
        return `the builder makes ${own} root’s while the step runs, and the tool may write there beside its cache`;
    }
    return made.length > 0 && leavesParents(frontendOf(file))
        ? 'the frontend that the syntax line names leaves the folders above a mount in the image as root’s'
        : null;
}
/** `/home/app/.cache` of `/home/app/.cache/pip`; what lies at the top only root could make anyway. */
function foldersAbove(target) {
    const parts = target.split('/').slice(1, -1);
    return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`).slice(1);
}
/** Whether the image has a folder, as far as its environment, the steps above and the home tell. */
function isThere(file, run, above, folder, home) {
    const { state, stage } = run.step;
    const known = [home, state.workdir, ...Object.values(stage.image?.env ?? {}), ...(stage.image?.volumes ?? [])];
    if (known.some((path) => path !== null && isWithin(path, folder)))
        return true;
    return above.some(({ instruction, state: at }) => {
        if (instruction.keyword === 'WORKDIR')
            return false; // `state.workdir` knows it.
        const text = file.text.slice(instruction.args.start, instruction.span.end);
        const maker = instruction.keyword === 'RUN' ? /\bmkdir\b|\binstall\s+(?:-\w+\s+)*-\w*d/ : /^/;
        if (!/^(?:RUN|COPY|ADD)$/.test(instruction.keyword) || !maker.test(text))
            return false;
        const base = homeOf(at);
        return text.split(/[\s"',;]+/).some((word) => {
            const path = base === null ? word : word.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, base);
            return path.startsWith('/') && isWithin(joinPath('/', path) ?? '/', folder);
        });
    });
}
const leavesParents = (frontend) => frontend.kind === 'docker' &&
    frontend.major === 1 &&
    frontend.minor !== null &&
    frontend.minor >= 2 &&
    frontend.minor < 5;

;// CONCATENATED MODULE: ./lib/managers/location.js





/**
 * Where a command keeps one of its manager's caches: for this user, these variables and these options, in the tool's own
 * order of precedence.
 */
function locate(cache, invocation, step, read) {
    const lookup = shellLookupIn(step.state, step.stage);
    const variable = (name) => (invocation.env.has(name) ? invocation.env.get(name) : lookup(name));
    if (losesVariables(invocation.as, invocation.manager, variable))
        return { unknown: 'sudo may take a variable away' };
    for (const place of cache.at) {
        const found = folderAt(place, invocation, step, variable, read);
        if (found === undefined)
            continue;
        if ('unknown' in found)
            return found;
        const path = joinPath('/', found.folder) ?? '/';
        if (!found.folder.startsWith('/'))
            return { unknown: `${found.folder} is relative to the folder that the command runs in` };
        const real = (0,images_image/* realPath */.Ye)(path, step.stage.image);
        return isNoCache(path, step.state.workdir)
            ? { unknown: `${path} holds more than a cache` }
            : { path: real, by: place };
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
const isMounted = (path, { instruction }) => readMounts(instruction).some(({ target }) => target !== null && `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
function folderAt(place, invocation, step, variable, read) {
    if ('option' in place)
        return location_known(location_below(optionValue(invocation, place.option, variable), place), place.option);
    if ('path' in place) {
        if (place.ifMounted && !isMounted(place.path, step))
            return undefined;
        if (!place.packageManager)
            return { folder: place.path };
        const { image } = step.stage;
        if (!image?.packageManager)
            return { unknown: 'the package manager of the image is not known' };
        return place.packageManager.includes(image.packageManager) ? { folder: place.path } : undefined;
    }
    if ('root' in place) {
        if (invocation.as === 'root')
            return { folder: place.root };
        const { user } = step.state;
        if (invocation.as !== 'user' || !user || user.assumed || user.uid === null)
            return { unknown: 'the user who runs it is not known' };
        return user.uid === 0 ? { folder: place.root } : undefined;
    }
    if ('besideTool' in place) {
        const prefix = step.stage.image?.prefixes[invocation.manager.id];
        const { user } = step.state;
        if (prefix === undefined)
            return { unknown: 'where the tool is installed is not known' };
        if (invocation.as !== 'root' && !(invocation.as === 'user' && user && !user.assumed && user.uid === 0))
            return { unknown: 'whether the user who runs it may write beside the tool is not known' };
        return { folder: `${prefix}/${place.besideTool}` };
    }
    if ('file' in place)
        return location_known(read(place.file, place.key), place.file);
    if ('movedBy' in place) {
        const name = place.movedBy;
        const value = place.anyCase ? inAnyCase(name, invocation, step, variable) : variable(name);
        return value === undefined || value === '' ? undefined : { unknown: `the variable ${name} may move it` };
    }
    if ('variable' in place) {
        const value = place.anyCase ? inAnyCase(place.variable, invocation, step, variable) : variable(place.variable);
        if (value === '')
            return undefined;
        return location_known(location_below(place.list ? value?.replace(/:.*/s, '') : value, place), `the variable ${place.variable}`);
    }
    if (invocation.as === 'root' || invocation.as === 'other')
        return { unknown: 'it runs as another user than the step' };
    if ('userHome' in place) {
        const runner = invocation.as === 'user' ? step.state.user : runnerOf(invocation.as, step);
        return runner?.home && !(invocation.as === 'user' && step.state.user?.assumed)
            ? { folder: `${runner.home}/${place.userHome}` }
            : { unknown: 'the home of the user who runs it is not known' };
    }
    const own = invocation.as === 'user' ? homeOf(step.state) : runnerOf(invocation.as, step)?.home;
    const home = invocation.env.has('HOME') ? invocation.env.get('HOME') : own;
    return home ? { folder: `${home}/${place.home}` } : { unknown: 'the home of the user who runs it is not known' };
}
const location_below = (value, place) => value && place.below ? `${value}/${place.below}` : value;
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
            if (!isUsedBy(cache, invocation) || isLeftAlone(run, cache, invocation))
                continue;
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
const isUsedBy = ({ usedBy, programs }, { kind, words, behind }) => {
    const program = words[words.length - behind.length - 1];
    return ((kind === null || (usedBy?.includes(kind) ?? true)) &&
        (programs === undefined || (program !== undefined && programs.includes(programName(wordValue(program) ?? '')))));
};
function isLeftAlone({ step }, { unusedWith, onlyWith }, invocation) {
    const lookup = shellLookupIn(step.state, step.stage);
    if (unusedWith && hasOption(invocation, unusedWith, lookup))
        return true;
    if (!onlyWith)
        return false;
    const { env } = invocation;
    const value = onlyWith.variables
        .map((name) => (env.has(name) ? env.get(name) : lookup(name)))
        .find((one) => one !== undefined);
    return !value || !onlyWith.says.test(value);
}
const pathOf = (location) => ('path' in location ? location.path : null);
function statusOf(run, invocation, cache, location) {
    if ('unknown' in location)
        return { is: 'silent', why: location.unknown };
    const { step, mounts } = run;
    const { path } = location;
    if (movedBy(run, invocation))
        return { is: 'silent', why: 'an option may move it' };
    if (isTied(run, invocation))
        return { is: 'silent', why: 'what is installed points into it' };
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
    if (run.script.commands[0]?.assignments.some(({ name, value }) => name === 'mount' && isTarget(value, path))) {
        return { is: 'silent', why: 'a mount without its dashes is meant for it' };
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
    const project = [homeOf(step.state), step.state.workdir];
    if (cache.onDriveOfProject &&
        mounts.some(({ target }) => project.some((one) => one && target && isWithin(one, target))))
        return { is: 'silent', why: 'a mount on the project or the home moves it' };
    if (/[\s,"'$\\]/.test(path))
        return { is: 'silent', why: 'its folder has characters that a mount cannot name plainly' };
    const misplaced = asOthers(run, invocation)
        ? undefined
        : mounts.find(({ mount, target }) => mount.type === 'cache' && meantFor(target, cache, invocation.manager));
    if (misplaced)
        return { is: 'misplaced', at: misplaced, right: moved(misplaced, path, owner, cache), why: 'target' };
    if (cache.filledBy && !filledBefore(run, invocation, cache.filledBy)) {
        return { is: 'silent', why: 'no command of this step fills it' };
    }
    return { is: 'missing', mount: `--mount=${options.join(',')}`, target: path };
}
/** `mount=type=cache,target=…` without its dashes, which the shell reads as an assignment. */
const isTarget = (value, path) => value !== null && /(?:target|dst|destination)=([^,]*)/.exec(wordValue(value) ?? '')?.[1] === path;
function movedBy(run, { manager }) {
    const { mover } = manager;
    if (!mover)
        return false;
    const lookup = shellLookupIn(run.step.state, run.step.stage);
    return run.invocations.some((one) => {
        if (one.manager !== manager)
            return false;
        const options = manager.optionVariables.flatMap((name) => {
            const value = one.env.has(name) ? one.env.get(name) : lookup(name);
            return value?.trim().split(/\s+/) ?? [];
        });
        return one.words.some(({ raw }) => mover.test(raw)) || options.some((option) => mover.test(option));
    });
}
/** Whether what a command installs points into the cache. */
function isTied({ step }, { manager, words, env }) {
    const { tiesToCache } = manager;
    if (!tiesToCache)
        return false;
    const lookup = shellLookupIn(step.state, step.stage);
    const value = (name) => (env.has(name) ? env.get(name) : lookup(name));
    const assigned = [...new Set([...step.state.variables.keys(), ...env.keys()])];
    return (words.some((word) => tiesToCache.test(wordValue(word, value) ?? word.raw)) ||
        assigned.some((name) => tiesToCache.test(`${name}=${value(name) ?? '?'}`)));
}
/** Programs that run others as another user: a mount may be theirs. */
const OTHER_USERS = /(?:^|\/)(?:su|gosu|su-exec|runuser|setpriv|chroot|sudo)$/;
const asOthers = (run, { as }) => {
    const alike = run.invocations.every((other) => accountOf(other) === accountOf({ as }));
    return (!(alike && typeof as !== 'string') &&
        run.script.commands.some(({ words }) => words[0] !== undefined && OTHER_USERS.test(words[0].raw)));
};
const accountOf = ({ as }) => (typeof as === 'string' ? `(${as})` : as.account);
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
function ownerOf(invocation, step, location) {
    const user = runnerOf(invocation.as, step);
    if ('path' in location && 'path' in location.by) {
        if (invocation.as === 'root')
            return { uid: 0, gid: 0 };
        // With an image of which nothing is known the command would fail as anybody else.
        if (invocation.as === 'user' && (user === null || user.uid === 0))
            return { uid: 0, gid: 0 };
        return null;
    }
    if (!user || user.assumed || user.uid === null || user.gid === null)
        return null;
    return { uid: user.uid, gid: user.gid };
}
/** The option text that gives a mount its right owner; null when it has it, or when nobody can say. */
function rightOwner({ mount }, owner, cache) {
    const { options } = mount;
    // What comes from an image or a stage keeps its own owners.
    if (mount.type !== 'cache' || options.has('from') || canWrite(options, owner, cache))
        return null;
    const ids = owner.uid === 0 ? {} : { uid: String(owner.uid), gid: String(owner.gid) };
    return withOptions(mount.flag.raw, { ...sharingOf(mount, cache), ...ids }, ['uid', 'gid']);
}
/** Whether somebody can use a mount with these options, or may: BuildKit makes its folder root's, with mode 0755. */
function canWrite(options, owner, cache) {
    const uid = options.get('uid') ?? '0';
    const gid = options.get('gid') ?? '0';
    const mode = options.get('mode') ?? '0755';
    if (![uid, gid].every((id) => /^\d+$/.test(id)) || !/^[0-7]+$/.test(mode))
        return true;
    // Root may write anywhere, but pip as root leaves alone what is not root's.
    if (owner.uid === 0)
        return !cache.ownFolderOnly || uid === '0';
    const [group, others] = [Number(mode.at(-2) ?? 0), Number(mode.at(-1))];
    if (Number(uid) === owner.uid)
        return true;
    return ((Number(gid) === owner.gid ? group : others) & 2) === 2;
}
/** The lock that a cache needs and a mount lacks. */
const sharingOf = ({ options }, { sharing }) => sharing === 'locked' && /^(?:shared)?$/i.test(options.get('sharing') ?? '') ? { sharing } : {};
function moved({ mount }, path, owner, cache) {
    const set = { target: path, ...sharingOf(mount, cache) };
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
 * below some home, is written with a `~` or a `$HOME` that nothing expands, or is where the manager of another image looks.
 */
function meantFor(target, cache, { caches }) {
    if (target === null)
        return false;
    const below = cache.at.flatMap((place) => 'home' in place ? [place.home] : 'userHome' in place ? [place.userHome] : []);
    if (below.some((folder) => target.endsWith(`/${folder}`)))
        return true;
    return caches.some(({ at }) => at.some((place) => 'path' in place && place.packageManager && place.path === target));
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
    if (stages.some((stage) => stage.steps.some((step) => copiesOut(file, stages, step, run.step.stage, use, target)))) {
        return 'another stage copies that folder';
    }
    if (run.script.commands.some(({ words }) => {
        const [program = '', ...more] = words.map((word) => wordValue(word) ?? '');
        const said = `${[programName(program), ...more].join(' ')} `;
        return manager.neighbours.some((neighbour) => said.startsWith(`${neighbour} `));
    })) {
        return 'another program of the step keeps its own things there';
    }
    if (manager.hook && [...above, run.step].some((step) => handlesHook(file, step, manager))) {
        return 'a step handles the configuration of the image in its own way';
    }
    const runsAbove = runs.filter(({ step }) => above.includes(step));
    if (runsAbove.some((other) => other.invocations.some((one) => one.manager === manager && isTied(other, one)))) {
        return 'what an earlier step has installed points into it';
    }
    if ([...runsAbove, run].some((other) => reconfigures(other, manager))) {
        return 'an earlier command changes the configuration of the tool';
    }
    if ([...above, run.step].some((step) => writesConfiguration(file, step, manager))) {
        return 'a step writes a configuration file of the tool';
    }
    if (isCutOff(run) && use.cache.usedBy?.every((kind) => kind === 'compile') !== true) {
        return 'the step has no network to fetch anything from';
    }
    const stepsBelow = stages.flatMap((stage) => stage === run.step.stage
        ? stage.steps.slice(stage.steps.indexOf(run.step) + 1)
        : isBuiltOn(stage, run.step.stage)
            ? stage.steps
            : []);
    if (usesFolder(file, runs, run.step, use, target, true) ||
        [...above, ...stepsBelow].some((step) => usesFolder(file, runs, step, use, target))) {
        return 'another command uses that folder';
    }
    const below = runsBelow(stages, runs, run);
    if ([run, ...below].some((other) => needsFilledCache(other, manager))) {
        return 'a step works from what an earlier one left in the cache';
    }
    const user = runnerOf(use.invocation.as, run.step);
    const home = use.invocation.as === 'user' ? homeOf(run.step.state) : (user?.home ?? null);
    const ofSystem = 'path' in use.location && 'path' in use.location.by;
    const parents = ofSystem || user?.uid === 0 ? null : parentsSpeakAgainst(file, run, above, use, target, home);
    if (parents !== null)
        return parents;
    if (writesBeside(run, target, user, home))
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
/** `npm config set cache …`: a command of the tool that sets a key which moves a cache, or one that cannot be known. */
function reconfigures(run, manager) {
    const keys = manager.caches.flatMap(({ at }) => at.flatMap((place) => ('file' in place ? [place.key] : [])));
    return run.invocations.some((one) => {
        if (one.manager !== manager)
            return false;
        const found = manager.reconfigures.filter((words) => isCommand(one, words, () => null));
        const { reconfiguresBy: by } = manager;
        if (found.length === 0 || (by && !one.words.some(({ raw }) => by.test(raw))))
            return false;
        // An entry that names a key itself says it all.
        if (by || found.some((words) => !/^(?:set|config)$/.test(words.at(-1) ?? '')))
            return true;
        const at = one.behind.findIndex((word) => wordValue(word) === 'set');
        // `pip config edit` and the like name no key.
        if (at === -1)
            return true;
        const [key, ...more] = one.behind.slice(at + 1).filter(({ raw }) => !raw.startsWith('-'));
        return !key || /^"?[$`]/.test(key.raw) || [key, ...more].some(({ raw }) => keys.some((name) => raw.includes(name)));
    });
}
/** A setting as a command may write it, anywhere in a line; `<key>` is an element of XML. */
const mention = (key) => new RegExp(key.startsWith('<') ? key : `${key}(?:\\s*[=:]|\\s+\\S)`);
/** A `RUN` that writes a key of a configuration file which moves a cache: `echo "cache=…" >> .npmrc`. */
function writesConfiguration(file, { instruction }, manager) {
    if (instruction.keyword !== 'RUN')
        return false;
    const text = file.text.slice(instruction.args.start, instruction.span.end);
    return manager.caches.some(({ at }) => at.some((place) => 'file' in place && text.includes(place.file) && mention(place.key).test(text)));
}
/**
 * Whether a command that is not the manager's own names the folder, or something in it: what it reads there would be
 * hidden, and what it writes lost. A clean-up is another matter.
 *
 * @param own whether it is the step that would get the mount
 */
function usesFolder(file, runs, step, { manager }, target, own = false) {
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
    const managed = runs.find((one) => one.step === step)?.invocations ?? [];
    return script.commands.some((command) => {
        if (managed.some((one) => one.command === command && (own || one.manager === manager)))
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
/** https://docs.docker.com/reference/dockerfile/#run---network */
const isCutOff = ({ step: { instruction } }) => instruction.flags.some(({ name, value }) => name === 'network' && value === 'none');
/** A later command that works from the cache alone: `npm ci --offline`. */
function needsFilledCache(run, manager) {
    const { state, stage } = run.step;
    const lookup = shellLookupIn(state, stage);
    return run.invocations.some((one) => {
        if (one.manager !== manager || manager.readsNothing.includes(one.verb ?? ''))
            return false;
        if (isCutOff(run) && (one.kind === 'install' || one.kind === 'fetch'))
            return true;
        if (one.words.some((word) => manager.needsFilledCache.includes(wordValue(word, lookup) ?? '')))
            return true;
        if (manager.needsFilledByVerb.includes(one.verb ?? '') && !isFilledInFront(run, one))
            return true;
        return manager.needsFilledByVariable.some((said) => {
            const [name = '', only] = said.split('=');
            const value = one.env.has(name) ? one.env.get(name) : state.variables.has(name) ? lookup(name) : undefined;
            return only === undefined ? value !== undefined && value !== '' && value !== 'false' : value === only;
        });
    });
}
/** `dart pub get && dart compile exe …`: whatever the mount holds, the first fetches what the second needs. */
const isFilledInFront = (run, { manager, command }) => run.invocations.some((one) => one.manager === manager &&
    (one.kind === 'fetch' || one.kind === 'install') &&
    one.command.certainty === 'always' &&
    one.command.span.start < command.span.start);
/**
 * Whether a command of a user other than root writes into the folder above: BuildKit makes the folders above a mount
 * root's, while the step runs.
 */
function writesBeside(run, target, user, home) {
    const parent = target.slice(0, target.lastIndexOf('/'));
    if (user === null || user.uid === 0 || parent === home)
        return false;
    return run.script.commands.some((command) => {
        const program = command.words[0] ? wordValue(command.words[0]) : '';
        const known = program === '' || (program !== null && WRITES_NO_HOME.has(program)) || opensScript(run, command);
        const besides = command.words.some(({ raw }) => raw.includes(parent.slice(parent.lastIndexOf('/') + 1)));
        return !run.invocations.some((one) => one.command === command) && (!known || (besides && program !== 'rm'));
    });
}
/** `su app -c '…'`: the commands of the script stand behind it, each by itself. */
const opensScript = ({ script }, command) => command.words[0]?.raw === 'su' &&
    script.commands.some((other) => other !== command && other.words[0] !== undefined && other.words[0].span.start === command.words[0]?.span.start);

;// CONCATENATED MODULE: ./lib/caching/uses-in-file.js





/** The caches of every step, those silent that must not be mounted. */
function usesInFile(request) {
    const { file, stages, runs, read, confirms } = request;
    const silent = (use, why) => why === null ? use : { ...use, status: { is: 'silent', why } };
    const uses = new Map();
    for (const run of runs) {
        // What runs under a condition only is left alone: whether the tool runs at all is not certain.
        const certain = run.installs.filter(({ command }) => command.certainty === 'always');
        const own = [...new Set(certain.map(({ manager }) => manager))].flatMap((manager) => usesOf({ ...run, installs: run.installs.filter((install) => install.manager === manager) }, read(run)).filter((use) => confirms(run, use)));
        uses.set(run, withoutLoners(own.map((use) => silent(use, silenceFor(file, stages, runs, run, use)))));
    }
    // A store that one step cannot have is one that the others cannot have either.
    for (let changed = true; changed;) {
        changed = false;
        for (const run of runs) {
            const before = uses.get(run) ?? [];
            const after = withoutLoners(before.map((use) => silent(use, storeSilence({ ...request, uses }, run, use))));
            if (after.every((use, index) => use === before[index]))
                continue;
            uses.set(run, after);
            changed = true;
        }
    }
    apart(file, uses);
    for (const [run, own] of uses) {
        uses.set(run, own.map((use) => {
            const { status } = use;
            if (status.is !== 'missing')
                return use;
            return {
                ...use,
                status: { ...status, mount: likeTheOthers(status.mount, status.target, use.cache, run, runs) },
            };
        }));
    }
    return uses;
}
/** A cache that is worth a mount only together with another of its manager is silent without one. */
function withoutLoners(uses) {
    const isAlone = ({ cache, manager, status }) => cache.besides === true &&
        status.is === 'missing' &&
        !uses.some((other) => other.manager === manager && !other.cache.besides && other.status.is === 'missing');
    return uses.map((use) => isAlone(use) ? { ...use, status: { is: 'silent', why: 'it is worth a mount only together with another' } } : use);
}
/**
 * Gives the mounts of one folder an id each where what mounts it differs in what the cache was compiled for, be it stages or
 * the platforms of one stage: the id is the path unless one is given, and a builder shares it between all of them.
 * https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function apart(file, uses) {
    const libraries = new Map();
    const keyOf = ({ manager, index, location }) => `${manager.id} ${index} ${'path' in location && location.path}`;
    const all = [...uses].flatMap(([run, own]) => own.map((use) => ({ library: libraryOf(run), use })));
    for (const { library, use } of all) {
        if (!library || !use.cache.compiledFor?.includes('c-library') || use.status.is === 'silent')
            continue;
        libraries.set(keyOf(use), (libraries.get(keyOf(use)) ?? new Set()).add(library));
    }
    for (const [run, own] of uses) {
        const family = run.step.stage.image?.family;
        const mounts = own.map((use) => {
            const { status } = use;
            if (status.is !== 'missing')
                return use;
            const differs = (libraries.get(keyOf(use))?.size ?? 0) > 1;
            const platform = use.cache.compiledFor?.includes('platform')
                ? platformVariable(file, run, uses, status.target)
                : null;
            const parts = [...(differs ? [family] : []), ...(platform ? [`$${platform}`] : [])];
            if (parts.length === 0)
                return use;
            const mount = status.mount.replace('type=cache,', `type=cache,id=${[use.manager.id, ...parts].join('-')},`);
            return { ...use, status: { ...status, mount } };
        });
        uses.set(run, mounts);
    }
}
/** The C library of a stage's image; null where that is not known. Alpine has musl: https://wiki.alpinelinux.org/wiki/Musl */
function libraryOf({ step }) {
    const family = step.stage.image?.family;
    return family === undefined || family === 'linux' ? null : family === 'alpine' ? 'musl' : 'glibc';
}
/**
 * The variable that tells the platforms of a step apart, where the stage declares one and the frontend expands it in a mount;
 * null where it does not, where the stage always runs on one platform, or where the file mounts the folder without an id.
 * https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
 */
function platformVariable(file, { step: { state, stage } }, uses, target) {
    const declared = ['TARGETPLATFORM', 'TARGETARCH'].find((name) => state.variables.has(name) && !state.env.has(name));
    if (!declared || supports(frontendOf(file), 'variable in a mount') !== true)
        return null;
    if (uses_in_file_bottom(stage).from.flags.some(({ name }) => name === 'platform'))
        return null;
    const plain = [...uses.keys()].some(({ mounts }) => mounts.some((at) => at.target === target && !at.mount.options.get('id')?.includes('$')));
    return plain ? null : declared;
}
const uses_in_file_bottom = (stage) => (stage.base.kind === 'stage' ? uses_in_file_bottom(stage.base.stage) : stage);

;// CONCATENATED MODULE: ./lib/caching/plan.js









/**
 * The right form of every step that runs a package manager.
 *
 * @param joined refreshes of an index that are to stand in the step that installs: what is said of that step holds for both
 */
function planCaching(separate, joined = []) {
    const request = { ...separate, runs: joinedSteps(separate.runs, joined) };
    const { runs } = request;
    const uses = usesInFile(request);
    const plans = new Map();
    // From the last to the first: what a step may do hangs on those below it.
    for (const run of [...runs].reverse()) {
        const plan = planStep(request, run, uses.get(run) ?? [], plans);
        const own = joined.filter(({ install }) => install.step === run.step);
        const joins = own.flatMap(({ join }) => ('edits' in join && plan.edits.length > 0 ? join.edits : []));
        plans.set(run, { ...plan, edits: [...plan.edits, ...joins], joined: [...plan.joined, ...joins] });
    }
    return joinStores({ ...request, uses }, plans);
}
/** All steps that work from one store get its mount in one suggestion, or none does. */
function joinStores(stores, plans) {
    const { runs, file, syntax } = stores;
    const partners = (run, own) => {
        const kept = own.missing.filter(({ cache }) => cache.isStore);
        const others = new Set(kept.flatMap(({ cache }) => stores_membersOf(stores, run, cache)));
        others.delete(run);
        return [...others].flatMap((other) => {
            const theirs = plans.get(other)?.managers.find(({ manager }) => manager === own.manager);
            return theirs ? [{ run: other, plan: theirs }] : [];
        });
    };
    const blocked = new Map();
    for (const [run, plan] of plans) {
        const managers = plan.managers.map((own) => {
            const other = own.blocked === null ? partners(run, own).find(({ plan: theirs }) => theirs.blocked !== null) : null;
            const line = other?.run.step.instruction.lines.start;
            return other
                ? { ...own, blocked: `the step in line ${line}, which works from the same folder, cannot get the mount` }
                : own;
        });
        if (managers.some((own, index) => own !== plan.managers[index]))
            blocked.set(run, { ...plan, managers, edits: [...editsOf(file, runs, run, managers, syntax), ...plan.joined] });
    }
    for (const [run, plan] of blocked)
        plans.set(run, plan);
    return runs.map((run) => {
        const plan = plans.get(run);
        const open = plan.managers.filter((own) => own.blocked === null);
        const others = new Set(open.flatMap((own) => partners(run, own).map((partner) => partner.run)));
        const joined = [...others].flatMap((other) => plans.get(other)?.edits ?? []);
        return joined.length === 0
            ? plan
            : { ...plan, edits: [...plan.edits, ...joined], joined: [...plan.joined, ...joined] };
    });
}
function planStep({ file, stages, runs, syntax }, run, all, plans) {
    const managers = [];
    const joined = [];
    for (const manager of new Set(all.map((use) => use.manager))) {
        const own = { ...run, installs: run.installs.filter((install) => install.manager === manager) };
        const uses = all.filter((use) => use.manager === manager);
        const missing = uses.filter(({ status }) => status.is === 'missing');
        const misplaced = uses.filter(({ status }) => status.is === 'misplaced');
        const mounted = uses.filter(({ status }) => status.is === 'mounted');
        const { hook } = manager;
        const hookUse = hook ? uses.find(({ index, status }) => index === hook.cache && status.is !== 'silent') : undefined;
        const gone = hook === null || hookUse === undefined || hookGone(file, run, hook);
        const family = run.step.stage.image?.family;
        const hooked = !gone && hookUse?.status.is === 'mounted' && family !== undefined && hook.families.includes(family);
        const removesHook = !gone && (hooked || hookUse?.status.is === 'missing');
        const added = companionsOf(file, runs, own, uses);
        const needed = [...new Set(added.map(({ companion }) => companion))].filter(({ without }) => without !== null);
        const neededBy = (status) => needed.filter(({ cache }) => uses.some((use) => use.index === cache && use.status.is === status));
        const [lacking, along] = [neededBy('mounted'), neededBy('missing')];
        const found = defeatsOf(run, mounted.concat(misplaced), file.text, all);
        let { blocked } = defeatsOf(run, [...mounted, ...misplaced, ...missing], file.text, all);
        if (missing.length + misplaced.length + found.found.length + lacking.length === 0 && !hooked)
            blocked = null;
        if (missing.length > 0)
            blocked ??= frontendBlock(file);
        if (missing.length > 0 && added.some(({ companion, edit }) => companion.forRoot && edit === null)) {
            blocked ??= 'the variable that names its folder cannot stand in front of that command';
        }
        if (run.script.form === 'exec' && added.some(({ edit }) => edit !== null))
            blocked ??= 'a word would have to be added to the exec form';
        if (removesHook && hook && hookUse) {
            if (!hookCommand(file, run, manager))
                blocked ??= `${hook.file} cannot be removed in a step of this form`;
            const later = laterInstalls(file, stages, runs, run, manager, plans, hookUse);
            if ('blocked' in later)
                blocked ??= later.blocked;
            else
                joined.push(...later.edits);
        }
        const said = { missing, misplaced, defeats: found.found, hooked, lacking, along, removesHook };
        managers.push({ manager, uses, ...said, blocked });
    }
    const others = blockedHook(managers) ? [] : joined;
    return { run, managers, edits: [...editsOf(file, runs, run, managers, syntax), ...others], joined: others };
}
const blockedHook = (managers) => !managers.some(({ removesHook, blocked }) => removesHook && blocked === null);
function editsOf(file, runs, run, plans, syntax) {
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
    const all = plans.flatMap((plan) => plan.uses);
    edits.push(...defeatsOf(run, uses, file.text, all).edits);
    for (const { manager, removesHook } of open) {
        const edit = removesHook ? hookCommand(file, run, manager) : null;
        if (edit)
            edits.push(edit);
        const own = { ...run, installs: run.installs.filter((install) => install.manager === manager) };
        const needed = companionsOf(file, runs, own, uses).filter(({ companion }) => isNeeded(companion, uses, manager));
        edits.push(...needed.flatMap(({ edit }) => edit ?? []));
    }
    return edits;
}
/** A cache that works without its companion gets it only together with the mount. */
const isNeeded = ({ cache, without }, uses, manager) => uses.some((use) => use.manager === manager && use.index === cache && (without !== null || use.status.is === 'missing'));
/** The options and variables that the installs of one manager lack for the caches that are mounted, or would be. */
function companionsOf(file, runs, run, uses) {
    return run.installs.flatMap(({ manager, words, behind, verb, command }) => manager.companions.flatMap((companion) => {
        const { programs, verbs, notBeside, onlyBeside, unless, cache, forRoot, add } = companion;
        const program = words[words.length - behind.length - 1];
        const use = uses.find((one) => one.manager === manager && one.index === cache && one.status.is !== 'silent');
        if (!program || !use)
            return [];
        if (forRoot && !('by' in use.location && 'root' in use.location.by))
            return [];
        if (programs && !programs.includes(programName(wordValue(program) ?? '')))
            return [];
        const beside = (said) => words.some(({ raw }) => said.test(raw));
        if ((notBeside && beside(notBeside)) || (onlyBeside && !beside(onlyBeside)))
            return [];
        if ((verbs && !verbs.includes(verb ?? '')) || isSettled(file, runs, manager, command, unless))
            return [];
        // `sudo X=1 uv …`, but `X=1 uv …`: other programs in front know no assignments, `time` of a plain shell among them.
        const front = command.words[0] && wordValue(command.words[0]);
        const begin = front === 'sudo' ? program.span.start : command.span.start;
        if ('variable' in add && front !== 'sudo' && command.words[0] !== program)
            return [{ companion, edit: null }];
        const at = 'option' in add ? program.span.end : begin;
        const text = 'option' in add ? ` ${add.option}` : `${add.variable} `;
        return [{ companion, edit: { kind: 'replace', span: { start: at, end: at }, text } }];
    }));
}
/** Whether a command says it itself, or anything in the file but the manager's other commands, which speak for themselves only. */
function isSettled({ text }, runs, manager, own, said) {
    if (!said.test(text))
        return false;
    let rest = text;
    for (const { command } of runs.flatMap(({ installs }) => installs.filter((install) => install.manager === manager))) {
        const { start, end } = command.span;
        if (command !== own)
            rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
    }
    return said.test(rest);
}
/** Removes the hook in front of the manager's first command, or of a later one up to its first install. */
function hookCommand(file, run, manager) {
    if (!manager.hook)
        return null;
    for (const { manager: other, command, as, kind } of run.invocations) {
        if (other !== manager || !run.script.commands.includes(command))
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
        const set = setterOf(key);
        const candidates = tree.named(name);
        return candidates.some((path) => set.test(tree.text(path) ?? '')) ? null : undefined;
    };
}
/** Whether the files of the repository say that a cache is the one that a command uses. Without its files nothing is said. */
function confirmedBy(file, tree) {
    const hasBeside = (name, folder) => tree.named(name).some((path) => tree.isFolder(joinInside(folderOf(path), folder) ?? folder));
    const says = ({ file: name, says, without, unlessFolder: beside }) => {
        const paths = tree.named(name);
        if (beside && hasBeside(name, beside))
            return false;
        // Every text is asked for before one of them decides.
        const texts = paths.map((path) => tree.text(path) ?? '');
        return paths.length > 0 && texts.every((text) => says.test(text) && !without?.test(text));
    };
    return (run, { cache, invocation }) => {
        const { evidence, unlessBeside } = cache;
        if (unlessBeside && hasBeside(unlessBeside.file, unlessBeside.folder))
            return false;
        if (!evidence || evidence.verbs?.includes(invocation.verb ?? ''))
            return true;
        if (!tree.known)
            return false;
        return evidence.files.every((one) => {
            const { file: name, inImage, unlessVariable: variable } = one;
            if (variable && (invocation.env.has(variable) || run.step.state.variables.has(variable)))
                return false;
            return says(one) && (!inImage || stepsAbove(run.step).some((step) => brings(file, tree, run, step, name)));
        });
    };
}
/** Whether a step copies a file from the build context to where a later one runs, or above. */
function brings(file, tree, run, { instruction, state, stage }, name) {
    const { keyword, flags, json, words } = instruction;
    const { workdir } = run.step.state;
    if (keyword !== 'COPY' || workdir === null || flags.some((flag) => flag.name === 'from'))
        return false;
    const values = json?.map(({ value }) => value) ?? words.map(({ raw }) => raw);
    const target = expand(values.at(-1) ?? '', lookupIn(state, stage), file.escape);
    const folder = target && joinPath(state.workdir, target.text);
    if (!folder || !(isWithin(workdir, folder) || folder === joinPath(workdir, name)))
        return false;
    // A pattern of the ignore file that begins with a wildcard may leave it out.
    const ignored = tree
        .named('.dockerignore')
        .some((path) => new RegExp(`^\\s*\\/?(?:\\*|\\.\\*|.*${name.replaceAll('.', '\\.')})`, 'm').test(tree.text(path) ?? ''));
    return values
        .slice(0, -1)
        .some((source) => source === name || source.endsWith(`/${name}`) || (!ignored && /^\.?\/?$/.test(source)));
}
/** What a line of a configuration file looks like that sets a key; `<key>` is an element of XML. */
const setterOf = (key) => key.startsWith('<') ? new RegExp(key) : new RegExp(`(?:^|[{,])\\s*"?(?:no-)?${key}(?:"?\\s*[=:]|\\s)`, 'm');

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
    /** Every file of a name, wherever it lies; the name may have a folder in front: `.bundle/config`. */
    named(name) {
        return [...this.#files].filter((path) => name.includes('/') ? `/${path}`.endsWith(`/${name}`) : baseName(path) === name);
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
function words_readWords(rest, escapeChar, quotes) {
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

;// CONCATENATED MODULE: ./lib/dockerfile/read-instruction.js

const WITH_JSON = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME']);
/** BuildKit splits these at every white space, quotes or not; the others respect quotes. */
const SPLIT_PLAINLY = new Set(['COPY', 'ADD', 'FROM', 'EXPOSE', 'VOLUME']);
/** These have one argument that runs to the end of the line. */
const ONE_ARGUMENT = new Set(['USER', 'WORKDIR', 'STOPSIGNAL', 'MAINTAINER']);
/** Reads one instruction of a logical text, from its keyword on. */
function readInstruction(logical, start, end, keyword, escapeChar, { ends, ...outside }) {
    const afterKeyword = start + keyword.length;
    const { flags, next } = readFlags({ logical, start: afterKeyword, end }, escapeChar);
    let trimmed = end;
    while (trimmed > next && /\s/.test(logical.text[trimmed - 1]))
        trimmed--;
    const args = { logical, start: next, end: trimmed };
    const first = logical.offset(start);
    const last = logical.span(start, Math.max(trimmed, afterKeyword)).end;
    return new ReadInstruction(outside, keyword, logical.span(start, afterKeyword), { start: first, end: ends?.span ?? last }, { start: first, end: ends?.head ?? last }, flags, trimmed > next ? logical.span(next, trimmed) : { start: last, end: last }, keyword === 'ONBUILD' ? readTrigger(logical, next, trimmed, escapeChar, outside) : null, args, escapeChar);
}
/** An instruction whose words are read when they are asked for: most never are. A class, since there are many of them. */
class ReadInstruction {
    lines;
    heredocs;
    innerComments;
    leading;
    keyword;
    keywordSpan;
    span;
    head;
    flags;
    args;
    trigger;
    #text;
    #escape;
    #words;
    #json;
    constructor({ lines, heredocs, innerComments, leading }, keyword, keywordSpan, span, head, flags, args, trigger, text, escapeChar) {
        this.lines = lines;
        this.heredocs = heredocs;
        this.innerComments = innerComments;
        this.leading = leading;
        this.keyword = keyword;
        this.keywordSpan = keywordSpan;
        this.span = span;
        this.head = head;
        this.flags = flags;
        this.args = args;
        this.trigger = trigger;
        this.#text = text;
        this.#escape = escapeChar;
    }
    get words() {
        const { logical, start, end } = this.#text;
        this.#words ??= ONE_ARGUMENT.has(this.keyword)
            ? oneArgument(logical, start, end)
            : words_readWords(this.#text, this.#escape, !SPLIT_PLAINLY.has(this.keyword));
        return this.#words;
    }
    get json() {
        if (this.#json === undefined)
            this.#json = WITH_JSON.has(this.keyword) ? readJson(this.#text) : null;
        return this.#json;
    }
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

;// CONCATENATED MODULE: ./lib/dockerfile/parse.js






const BOM = '\uFEFF';
const KNOWN = new Set('ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(' '));
/** https://docs.docker.com/reference/dockerfile/#here-documents */
const WITH_HEREDOCS = new Set(['RUN', 'COPY', 'ADD']);
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
    for (const word of words_readWords({ logical, start: at, end }, escapeChar, true)) {
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

;// CONCATENATED MODULE: ./lib/images/taught.js



/** What is known of the image that a reference names: as the repository says, or else as the catalogue does. */
const imageOfWith = (taught) => (reference) => {
    const { registry, path, tag } = reference;
    const name = registry === null ? path : `${registry}/${path}`;
    const lesson = taught.find(({ matches }) => matches(name) || (tag !== null && matches(`${name}:${tag}`)));
    return lesson ? imageFrom(lesson) : (0,images_known/* imageOf */.d)(reference);
};
function imageFrom({ like, user, uid, gid, home, manager, env }) {
    const reference = like === null ? null : (0,images_reference/* readReference */.Wf)(like);
    const base = (reference && (0,images_known/* imageOf */.d)(reference)) ?? { ...images_image/* PLAIN */.tZ, workdir: null };
    const there = base.accounts.find((one) => (user === null ? one.uid === uid : one.name === user));
    const same = user === null && uid === null ? base.user : (there ?? (user === 'root' || uid === 0 ? images_image/* ROOT */.Dl : null));
    const account = {
        name: user ?? same?.name ?? null,
        uid: uid ?? same?.uid ?? null,
        gid: gid ?? same?.gid ?? null,
        home: home ?? same?.home ?? null,
    };
    return {
        ...base,
        packageManager: manager ?? base.packageManager,
        user: account,
        accounts: [...base.accounts.filter((one) => one.name !== account.name), account],
        env: { ...base.env, ...env },
        // Who else was made there is not known.
        nextId: null,
    };
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
    /** Whether a rule is told to be silent of an instruction, in which case another rule must not bring its fix along. */
    names(rule, line) {
        return this.#ignores.some(({ rules, start, end }) => rules.includes(rule) && line >= start && line <= end);
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
const HARMLESS = new Set('set echo true : export printf sleep umask'.split(' '));
/**
 * What a step reads of the build context, when all its commands are known.
 *
 * @param layout where the files of the context lie when the step runs
 */
function installs_readsOf(run, context, layout) {
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
        if (installs_substitutes(command))
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
            if (program === null || (program !== '' && !HARMLESS.has(program)))
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
const installs_substitutes = ({ words, assignments }) => words.some(({ parts }) => parts.includes(null)) ||
    assignments.some(({ value }) => value === null || value.parts.includes(null));
function readsOfInvocation(invocation, lookup, folder, context, layout) {
    const { manager, kind, verb, args, command, words, env } = invocation;
    const nothing = { files: [], writes: [] };
    if (invocation.as !== 'user' && invocation.as !== 'root')
        return { unknown: 'it runs as another user' };
    const reader = manager.reads;
    if (kind === null) {
        const sets = args.some((arg) => wordValue(arg, lookup) === 'set');
        if (verb === null || (manager.readsNothing.includes(verb) && !sets))
            return nothing;
        return { unknown: `it runs ${manager.id} ${verb}` };
    }
    if (reader === null)
        return { unknown: `what ${manager.id} reads is not known` };
    if (reader === 'nothing') {
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
/** The words of a command without its program and its verb. */
const optionsAndOperands = ({ behind, args, verb }) => [
    ...behind.slice(0, behind.length - args.length - (verb === null ? 0 : 1)),
    ...args,
];
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
        const reads = installs_readsOf(run, this.#context, layout);
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
/** The frontend that knows all of some features: what only the labs channel has needs that channel’s own. */
function addressFor(syntax, features) {
    const labs = [...features.keys()].some((feature) => SINCE[feature].minor === null);
    return labs && /:\d[\d.]*$/.test(syntax) ? `${syntax}-labs` : syntax;
}
/** ` (since 1.4)`, behind the name of a feature. */
function arrivalOf(feature) {
    const { minor } = SINCE[feature];
    return minor === null ? ' (in the labs channel only)' : ` (since 1.${minor})`;
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
        const address = addressFor(syntax, features);
        const tooOld = new Map([...features].filter(([feature]) => supports(frontend, feature) === false));
        const asked = tooOld.size > 0 ? tooOld : features;
        const because = [...featuresIn(original)]
            .filter(([feature]) => asked.has(feature))
            .map(([, { line, name }]) => ({ lines: { start: line, end: line }, message: `this uses ${name}` }));
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
                    message: `${because.length > 0 ? 'The file uses' : 'With the suggestions of this review the file uses'} ${listed([...features.values()].map(({ name }) => name))} ` +
                        'and leaves it to each builder which Dockerfile frontend reads it. ' +
                        `Name the frontend in the first line: \`# syntax=${address}\`.`,
                    help: `The line makes BuildKit fetch ${address} from its registry; another address can be set, or this rule turned off, in the configuration.\n\nhttps://docs.docker.com/build/buildkit/frontend/`,
                    because,
                    remedy: {
                        safety: 'safe',
                        edits: [{ kind: 'replace', span: { start, end: start }, text: `# syntax=${address}${file.lines.eol}` }],
                    },
                    about: 'first line',
                },
            ];
        }
        const directive = file.directives.find(({ name }) => name === 'syntax');
        if (tooOld.size === 0 || !directive)
            return [];
        return [
            {
                severity: 'error',
                lines: { start: directive.line, end: directive.line },
                message: `\`${directive.value}\` does not know ${listed([...tooOld].map(([feature, { name }]) => `${name}${arrivalOf(feature)}`))}: ` +
                    `the build fails, or does something else. Name \`${address}\` instead.`,
                help: 'https://docs.docker.com/build/buildkit/dockerfile-release-notes/',
                because,
                remedy: { safety: 'safe', edits: [{ kind: 'replace', span: directive.valueSpan, text: address }] },
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
        'of the step, so that a changed manifest costs only what has changed. The cache is no part of the image. Packages of the system ' +
        '(apt, apk, dnf) depend on no manifest: their step runs again only when a line of the file changes, and the finding is an info.',
    fixIsSafe: 'The mount goes where the tool keeps its cache for this user, these variables and this image, and it changes nothing that ' +
        'reaches the image. Steps that work from one cache get it together. Options and clean-ups that would bypass or empty the ' +
        'mounted folder go in the same change, and options without which the tool would keep nothing there come in it. For apt, the ' +
        'file docker-clean of Debian’s and Ubuntu’s images has to go too; that stays in the image, and the comment says so.',
    silentWhen: [
        'the user of the step, the home or the base image is not known',
        'the command downloads nothing: another verb, `--dry-run`, `--no-index`, an install of files that are there',
        'a mount on the folder, or on one above it, is there already',
        'a later COPY takes the folder along, or an earlier one has put files into it',
        'a later step, or the program, may need what a tool works from: Go modules, Maven’s repository, NuGet’s packages',
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
    const kind = missing[0]?.invocation.kind ?? 'install';
    const locked = missing.some(({ cache }) => cache.sharing === 'locked') ? ' with `sharing=locked`' : '';
    return {
        // A step that reads nothing of the project runs again only when a line of the file changes: it gains the least.
        severity: manager.reads === 'nothing' ? 'info' : 'warning',
        manager: manager.id,
        lines: instruction.lines,
        message: `Whenever this step runs, \`${command}\` ${manager.again[kind]}, because its cache is not kept between builds. ` +
            `Mount ${listed(targets.map((target) => `\`${target}\``))}${locked}${also(own)}, so that only what has changed is fetched.`,
        help: helpOf(own),
        remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
        about: text.slice(instruction.head.start, instruction.head.end),
    };
}
/** The command as the author wrote it, without its arguments. */
const commandOf = ({ uses }) => uses[0]?.invocation.said ?? '';
/** What is done beside the mount, and why. */
function also({ removesHook, along, manager }) {
    const removed = removesHook && manager.hook ? ` and remove \`${manager.hook.file}\`, which ${manager.hook.does}` : '';
    const added = along.map(({ add, programs, without }) => {
        const word = 'option' in add ? add.option : add.variable;
        const comma = removed === '' ? '' : ',';
        return `${comma} and add \`${word}\`, without which \`${programs?.[0] ?? manager.id}\` ${without} from there`;
    });
    return removed + added.join('');
}
function helpOf({ manager, uses, removesHook, lacking, defeats }) {
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
    const changes = ({ index, status }) => status.is === 'missing' ||
        lacking.some(({ cache }) => cache === index) ||
        defeats.some(({ use, does }) => use.index === index && does === 'empties');
    parts.push(...uses.filter(changes).flatMap(({ cache: { remark } }) => remark ?? []));
    for (const { cache, status, location } of uses) {
        const target = status.is === 'mounted' ? (status.at.target ?? '') : 'path' in location ? location.path : '';
        const { hadolint } = cache;
        if (!hadolint || status.is === 'silent' || hadolint.silencedBy.some((words) => target.includes(words)))
            continue;
        const [known] = hadolint.silencedBy;
        parts.push(`hadolint’s ${hadolint.rule} ${known ? `knows a cache mount by ${known} in its target alone` : 'does not look at cache mounts'}, ` +
            'so it may ask here to clean or bypass the cache, which would undo the mount. ' +
            `\`# hadolint ignore=${hadolint.rule}\` on the line above silences it.`);
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
        .filter(({ defeats, hooked, lacking }) => defeats.length + lacking.length > 0 || hooked)
        .map((manager) => keep_mounted_cache_findingOf(plan, manager, file.text, (span) => file.lines.range(span)))),
};
function keep_mounted_cache_findingOf(plan, own, text, rangeOf) {
    const { instruction } = plan.run.step;
    const { manager, defeats, hooked, lacking } = own;
    const emptied = new Set(defeats.map(({ use }) => use.index));
    if (hooked && manager.hook)
        emptied.add(manager.hook.cache);
    for (const { cache } of lacking)
        emptied.add(cache);
    const targets = own.uses.flatMap(({ index, location }) => emptied.has(index) && 'path' in location ? [`\`${location.path}\``] : []);
    const named = (wanted) => [...new Set(wanted.map(({ what }) => `\`${what}\``))];
    const bypasses = named(defeats.filter(({ does }) => does === 'bypasses'));
    const empties = named(defeats.filter(({ does }) => does === 'empties'));
    const out = named(defeats.filter(({ way }) => way === 'leave-out'));
    const variables = named(defeats.filter(({ way }) => way === 'empty-variable'));
    const [off] = manager.defeats.off;
    const given = off ? listed(variables.map((name) => name.replace(/`$/, `=${off}\``))) : `an empty ${listed(variables)}`;
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
        ...lacking.map(({ programs, without }) => `\`${programs?.[0] ?? manager.id}\` ${without} from the cache that is mounted`),
    ];
    const todo = [
        ...(out.length > 0 ? [`leave ${out.length > 1 ? 'them' : listed(out)} out`] : []),
        ...(variables.length > 0 ? [`give the command ${given}`] : []),
        ...(hooked ? ['remove that file in this step'] : []),
        ...lacking.map(({ add }) => `add \`${'option' in add ? add.option : add.variable}\``),
    ];
    const spans = defeats.map(({ span }) => rangeOf(span));
    const lines = hooked || lacking.length > 0 || spans.length === 0
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

;// CONCATENATED MODULE: ./lib/caching/offline.js





/** The commands of later steps that need what a cache mount has kept out of the image: `npm ci --offline`. */
function emptyCaches(file, plans, tree) {
    return plans.flatMap((plan) => plan.managers.flatMap(({ manager, uses }) => {
        const { step, installs, mounts } = plan.run;
        const lookup = shellLookupIn(step.state, step.stage);
        const command = installs.find((one) => one.manager === manager && one.command.certainty === 'always');
        const word = command?.words
            .map((one) => wordValue(one, lookup))
            .find((value) => manager.needsFilledCache.includes(value ?? ''));
        if (!command || !word)
            return [];
        return uses.flatMap((use) => {
            const folder = 'path' in use.location ? use.location.path : null;
            const covered = mounts.some(({ target }) => target === null || (folder !== null && isWithin(folder, target)));
            const filled = folder === null || covered ? null : filledBelowMount(file, plans, plan, use, folder, tree);
            return folder !== null && filled ? [{ plan, invocation: command, word, folder, filled }] : [];
        });
    }));
}
/** The mount below which alone the steps above have filled a cache; null where the image may hold it. */
function filledBelowMount(file, plans, { run }, { manager, index }, folder, tree) {
    let filled = null;
    for (const step of stepsAbove(run.step)) {
        const uses = plans.find((plan) => plan.run.step === step)?.managers.flatMap((own) => own.uses) ?? [];
        const use = uses.find((one) => one.manager === manager && one.index === index);
        if (use?.status.is === 'mounted' && 'path' in use.location && use.location.path === folder) {
            const { mount } = use.status.at;
            if (mount.options.has('from'))
                return null;
            filled = use.status.at;
        }
        else if (mayWrite(file, tree, step, { path: folder, target: folder, made: true }))
            return null;
    }
    return filled;
}

;// CONCATENATED MODULE: ./lib/caching/rescue.js





/** One fix for each instruction that misses something, or the reason why there is none. */
function rescue(file, stages, lost) {
    const rescued = new Map();
    // What is read of one step by several instructions is copied once.
    const copied = new Map();
    const uses = new Map();
    for (const one of lost) {
        const found = placesFor(file, stages, one, copied);
        if ('unknown' in found)
            rescued.set(one, found);
        else {
            uses.set(one, found.uses);
            for (const { maker, places } of found.uses) {
                if (!maker)
                    continue;
                const own = copied.get(maker) ?? new Map();
                for (const [path, place] of places)
                    own.set(path, place.path);
                copied.set(maker, own);
            }
        }
    }
    for (const [one, own] of uses) {
        const places = new Map(own.flatMap((use) => [...use.places]));
        const edits = own.flatMap(({ maker }) => maker ? [copies(file, maker, copied.get(maker))] : []);
        const added = edits.filter((edit) => edit !== null);
        if (added.length < edits.length)
            rescued.set(one, { unknown: 'a command cannot be added to a step of this form' });
        else {
            const redirected = one.reads.flatMap((read) => redirect(read, places.get(read.path).path));
            rescued.set(one, { places, edits: [...added, ...redirected] });
        }
    }
    return rescued;
}
/** Where the copies lie or are to lie, and in which step each is made; null where it is there already. */
function placesFor(file, stages, { reads, makers, target }, copied) {
    const uses = [];
    const taken = [...copied.values()].flatMap((places) => [...places.values()]);
    for (const { path, how, step, from } of reads) {
        if (how === 'run')
            return { unknown: 'the command would have to move into the step that makes the file' };
        if (path === target)
            return { unknown: 'a whole folder is read, and how large it is cannot be told' };
        if (step.instruction.flags.some(({ name }) => name === 'parents')) {
            return { unknown: 'the path itself decides where the file goes' };
        }
        const there = makers.map((maker) => copyOf(file, maker, path, target, from)).findLast((copy) => copy !== null);
        if (there) {
            uses.push({ maker: null, places: new Map([[path, { path: there, there: true }]]) });
            continue;
        }
        if (!isExact(path))
            return { unknown: 'which files are needed cannot be told' };
        // What a container runs may look for other files beside it, unless it is a program of its own.
        const maker = makers.findLast((one) => (how !== 'start' && FILE.test(path)) || isProgram(one, path, target));
        if (!maker)
            return { unknown: 'whether it is one file that needs no other beside it cannot be told' };
        const before = copied.get(maker)?.get(path);
        const place = before ?? freePlace(file, stages, maker, path, taken);
        if (!place.startsWith('/'))
            return { unknown: place };
        taken.push(place);
        uses.push({ maker, places: new Map([[path, { path: place, there: false }]]) });
    }
    return { uses };
}
/** Where a step has copied a file out of the mount by itself; null where it has not, or the name does not tell. */
function copyOf(file, maker, path, target, from) {
    const { script } = maker;
    if (!script || 'unreadable' in script)
        return null;
    const paths = new ScriptPaths(script, maker);
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (const command of script.commands) {
        const { program, words } = commandBehindWrappers(command, paths);
        const [source, to, ...others] = words.slice(1).filter(({ raw }) => !raw.startsWith('-'));
        if (!/^(?:cp|mv|install)$/.test(program) || !source || !to || others.length > 0)
            continue;
        if (command.certainty !== 'always' || paths.path(command, source) !== path)
            continue;
        const written = paths.text(to);
        const place = paths.path(command, written.endsWith('/') ? `${written}${name}` : written);
        // `cp target/release/app /app` may write into a folder of that name.
        const clear = place?.endsWith(`/${name}`) && isExact(place) && !isWithin(path, place);
        if (!place || !clear || isWithin(place, target))
            continue;
        // Named once, by this command: nothing moves or removes it.
        const named = from.filter(({ instruction: { span } }) => file.text.slice(span.start, span.end).includes(place));
        const again = script.commands.some((other) => other !== command && other.words.some((word) => paths.path(other, word) === place));
        if (!again && named.every((step) => step === maker))
            return place;
    }
    return null;
}
/** A path of the image that nothing else uses, or why there is none. */
function freePlace(file, stages, maker, path, taken) {
    const { state, stage } = maker;
    const isRoot = state.user?.uid === 0 && !state.user.assumed;
    if (!isRoot)
        return 'a folder that the user of the step may write to is not known';
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!/^[\w.+-]+$/.test(name))
        return 'the name of the file would have to be quoted';
    const place = name.includes('.') ? `/${name}` : `/usr/local/bin/${name}`;
    const around = [...stepsOf(stage), ...stages.filter((one) => isBuiltOn(one, stage)).flatMap(({ steps }) => steps)];
    const mentioned = around.some(({ instruction: { span }, state: { workdir } }) => {
        return workdir === place || file.text.slice(span.start, span.end).includes(place);
    });
    return mentioned || taken.includes(place) ? 'a free path for the copy cannot be told' : place;
}
/** Extensions of files that builds make. */
const FILE = /\.(?:jar|war|ear|so(?:\.\d+)*|a|wasm|[cm]?js|css|html|json|zip|t?gz|tar|dll|exe|whl|gem|deb|rpm|apk|txt)$/;
/** https://doc.rust-lang.org/cargo/reference/build-cache.html: folders beside the programs. */
const CARGO_FOLDERS = /^(?:deps|build|examples|incremental|release|debug|doc)$/;
/** Whether `cargo` with these words makes a program at a path of its target folder. */
function isBuiltBy([verb = '', ...options], path) {
    const [, profile, name = ''] = /^(?:[\w.-]+\/)?(release|debug)\/([\w-]+)$/.exec(path) ?? [];
    const released = options.some((option) => /^(?:--release|-r|--profile=release)$/.test(option));
    const moved = options.some((option) => /^--(?:target-dir|profile|artifact-dir|out-dir)\b(?!=release)/.test(option));
    const built = /^(?:build|b|rustc|auditable|zigbuild)$/.test(verb) && !moved;
    return built && name !== '' && !CARGO_FOLDERS.test(name) && released === (profile === 'release');
}
/** Whether the path is a program that the step makes, as far as its commands tell. */
function isProgram(step, path, target) {
    const { script } = step;
    if (!script || 'unreadable' in script)
        return false;
    const paths = new ScriptPaths(script, step);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const movesTarget = step.state.variables.has('CARGO_TARGET_DIR');
    return script.commands.some((command) => {
        if (command.certainty !== 'always')
            return false;
        const { program, words } = commandBehindWrappers(command, paths);
        const said = words.slice(1).map((word) => paths.text(word));
        const inBin = path.endsWith(`/bin/${name}`) && said[0] === 'install';
        if (program === 'cargo')
            return inBin || (!movesTarget && isBuiltBy(said, path.slice(target.length + 1)));
        if (program !== 'go')
            return false;
        const output = said.indexOf('-o');
        return (said[0] === 'build' && output !== -1 && paths.path(command, said[output + 1] ?? '') === path) || inBin;
    });
}
function copies(file, maker, places) {
    const { script, state, instruction } = maker;
    if (!script || 'unreadable' in script)
        return null;
    const folder = new ScriptPaths(script, maker).moves ? null : state.workdir;
    const commands = [...places].map(([path, place]) => {
        const near = folder !== null && folder !== '/' && path !== folder && isWithin(path, folder);
        return `cp ${near ? path.slice(folder.length + 1) : path} ${place}`;
    });
    return appendCommand(file, instruction, script, commands);
}
/** The later instruction reads the copy. */
function redirect({ how, raw, span, lookup }, place) {
    // It is copied to a folder of `PATH`.
    if (lookup)
        return [];
    if (how === 'mount') {
        return [{ kind: 'replace', span, text: raw.replace(/((?:^|,)(?:source|src)=)[^,]*/, (_, name) => name + place) }];
    }
    const quote = /^["']/.exec(raw)?.[0] ?? '';
    return [{ kind: 'replace', span, text: quote + place + quote }];
}

;// CONCATENATED MODULE: ./lib/rules/keep-outputs-out-of-mounts.js




const keepOutputsOutOfMounts = {
    id: 'keep-outputs-out-of-mounts',
    severity: 'error',
    says: 'a later step or stage needs what only existed inside a cache mount.',
    why: 'A cache mount is there while its step runs, and it is no part of the image: what a build writes below its target is gone for ' +
        'every later instruction. Docker cannot know that a `COPY` or a `CMD` counts on it, so the build fails where the file is read, or ' +
        'the container does when it starts.',
    fixIsSafe: 'The file is copied to a free path of the image in the step that makes it, unless the step has done so already, and the instruction ' +
        'that missed it reads the copy. The mount and everything else stay. It is suggested only for single files of which it is certain ' +
        'that the step makes them.',
    silentWhen: [
        'the step copies the file out of the mount, and that copy is what is read',
        'the step that reads has a mount on the folder too',
        'a `COPY`, or a step without the mount, may have put the file there: a script, a program that is not known',
        'the mount begins with content (`from=`), or is no cache: `tmpfs`, `bind`, `secret`',
        'a folder above the mount is read, or a path that cannot be known',
        'the target hangs on a build argument, or nothing but one names the base image',
        'the command that reads may fail, as behind `if` or in front of `||`',
    ],
    check: (subject) => {
        const { file, stages, tree } = subject;
        const lost = lostOutputs(file, stages, tree);
        const rescued = rescue(file, stages, lost);
        return [
            ...lost.map((one) => keep_outputs_out_of_mounts_findingOf(subject, one, rescued.get(one))),
            ...emptyCaches(file, subject.plans, tree).map((one) => offlineFinding(subject, one)),
        ];
    },
};
function keep_outputs_out_of_mounts_findingOf({ file }, lost, rescued) {
    const { reads, mount, target } = lost;
    const [read] = reads;
    const { instruction } = read.step;
    const paths = [...new Set(reads.map(({ path }) => path))];
    const named = listed(paths.map((path) => `\`${path}\``));
    const where = paths[0] === target ? `${named} is a cache mount` : `${named} ${are(paths)} below the cache mount on \`${target}\``;
    return {
        lines: file.lines.range(read.how === 'run' ? read.span : instruction.span),
        message: `${where}, and what is written there never reaches the image, so ${misses(read, paths, target)}. ${remedyOf(lost, rescued)}`,
        help: 'Mounting the folder a second time where the file is read does not help: that build may have an empty cache, or skip the step that ' +
            'fills it because its layer is there.\n\nhttps://docs.docker.com/reference/dockerfile/#run---mounttypecache',
        because: [{ lines: file.lines.range(mount.flag.span), message: `the cache mount on \`${target}\`` }],
        remedy: 'unknown' in rescued ? rescued : { safety: 'safe', edits: rescued.edits },
        about: `${file.text.slice(instruction.head.start, instruction.head.end)} ${target}`,
    };
}
const are = ({ length }) => (length > 1 ? 'are' : 'is');
const it = ({ length }) => (length > 1 ? 'them' : 'it');
/** What happens to the instruction that reads it. */
function misses({ how, program, path, step }, paths, target) {
    const runs = path.endsWith(`/${program}`);
    switch (how) {
        case 'copy':
            return path === target
                ? 'this `COPY` finds no such folder, or an empty one'
                : `this \`COPY\` does not find ${it(paths)}`;
        case 'mount':
            return `this mount does not find ${it(paths)}`;
        case 'run':
            return runs ? 'this step cannot run it' : `\`${program}\` does not find ${it(paths)}`;
        default:
            return `the container cannot ${runs ? 'run' : 'read'} what this \`${step.instruction.keyword}\` names`;
    }
}
function remedyOf({ reads, target }, rescued) {
    const paths = reads.map(({ path }) => path);
    if ('places' in rescued) {
        const places = [...new Map([...rescued.places].map(([, { path, there }]) => [path, there]))];
        const to = listed(places.map(([path]) => `\`${path}\``));
        if (places.every(([, there]) => there)) {
            return `The step has copied ${it(paths)} to ${to} already: read ${places.length > 1 ? 'those' : 'that'} instead.`;
        }
        if (reads.some(({ lookup }) => lookup))
            return `Copy it to ${to}, which is in \`PATH\` too, in the step that makes it.`;
        return `Copy ${it(places.map(([path]) => path))} to ${to} in the step that makes ${it(paths)}, and read ${places.length > 1 ? 'those' : 'that'} instead.`;
    }
    if (reads[0]?.how === 'run')
        return 'Do this in the step that makes it, and write the result to another folder.';
    if (paths.includes(target)) {
        return 'Copy its content to another folder in the step that fills it, or leave out this mount.';
    }
    return `Copy ${it(paths)} out of the mount in the step that makes ${it(paths)}, and read ${paths.length > 1 ? 'those copies' : 'that copy'}.`;
}
function offlineFinding({ file }, { plan, invocation, word, folder, filled }) {
    const { instruction } = plan.run.step;
    const { manager, verb } = invocation;
    const command = `${manager.programs[0]} ${verb ?? ''}`.trim();
    return {
        manager: manager.id,
        lines: file.lines.range(invocation.command.span),
        message: `\`${command} ${word}\` works from what an earlier step left in \`${folder}\`, but that was a cache mount, and what is in it never ` +
            `reaches the image. Mount \`${folder}\` here too and leave out \`${word}\`, so that the step also works with an empty cache.`,
        help: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
        because: [{ lines: file.lines.range(filled.mount.flag.span), message: `the cache mount on \`${filled.target}\`` }],
        remedy: { unknown: 'whether the step may go online is for the author to say' },
        about: file.text.slice(instruction.head.start, instruction.head.end),
    };
}

;// CONCATENATED MODULE: ./lib/caching/automatic-marks.js

/** The mount on `/var/lib/apt` of a step that removes what was installed automatically. */
function automaticMarksAt(run) {
    const removes = run.invocations.some(({ manager, verb, args }) => manager.id === 'apt' &&
        (verb === 'autoremove' ||
            verb === 'autopurge' ||
            args.some((arg) => /^--(?:auto-remove|autoremove)$/.test(wordValue(arg) ?? ''))));
    return removes
        ? run.mounts.find(({ target, mount: { type } }) => type === 'cache' && target === '/var/lib/apt')
        : undefined;
}

;// CONCATENATED MODULE: ./lib/rules/lock-shared-cache.js





const lockSharedCache = {
    id: 'lock-shared-cache',
    severity: 'warning',
    says: 'a cache that two builds at once would spoil or fail on is not mounted with `sharing=locked`, or one folder is mounted in two ways.',
    why: 'A builder gives one cache mount to all builds, and all stages of a build, that name it, at the same time unless the mount says ' +
        'otherwise. Some tools can share their cache with another run of themselves, others fail or spoil it; the builder cannot know which.',
    fixIsSafe: '`sharing` only decides who waits for whom. The folder, what is in it and the other options of the mount stay as they are.',
    silentWhen: [
        'the tool’s cache is safe to share between two runs of it',
        'the mount says `sharing=private`, or a variable decides',
        'the user, the home or a variable that moves the cache is not known',
        'two ids tell apart what differs: another image, another owner, a variable such as the platform',
    ],
    check: (subject) => {
        const places = mountedPlaces(subject.plans);
        return [...unlocked(subject), ...twoSharings(subject, places), ...twoIds(subject, places)];
    },
};
const DOCS = 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache';
/** Caches that must be locked, in mounts that do not say so. */
function unlocked({ plans, file }) {
    return plans.flatMap((plan) => plan.managers.flatMap((own) => {
        const open = own.uses.flatMap(({ cache, status, location }) => {
            if (!mustBeLocked(cache) || status.is !== 'mounted' || !('path' in location))
                return [];
            const { options } = status.at.mount;
            const shared = /^(?:shared)?$/i.test(options.get('sharing') ?? '');
            // That mount is said to be on the wrong folder, and gets its lock with the right one.
            const elsewhere = status.at.mount === automaticMarksAt(plan.run)?.mount;
            return shared && !elsewhere && !options.has('ro') && !options.has('readonly')
                ? [{ cache, at: status.at, path: location.path }]
                : [];
        });
        const [first] = open;
        if (!first)
            return [];
        const mounts = [...new Set(open.map(({ at }) => at.mount))];
        const edits = mounts.map((mount) => setSharing(mount, 'locked'));
        const paths = [...new Set(open.map(({ path }) => `\`${path}\``))];
        return [
            {
                manager: own.manager.id,
                lines: file.lines.range({
                    start: Math.min(...mounts.map(({ flag }) => flag.span.start)),
                    end: Math.max(...mounts.map(({ flag }) => flag.span.end)),
                }),
                message: `\`${commandOf(own)}\` shares ${listed(paths)} with every build and stage that runs at the same time, and that goes wrong: ${first.cache.why}. ` +
                    `Add \`sharing=locked\` to the ${mounts.length > 1 ? 'mounts' : 'mount'}, so that one waits for the other.`,
                help: DOCS,
                remedy: lock_shared_cache_remedyOf(edits),
                about: headOf(file.text, plan),
            },
        ];
    }));
}
/**
 * One folder that some steps lock and others do not: a step that would share a locked folder gets a new and empty one
 * (`getRefCacheDirNoCache` in https://github.com/moby/buildkit/blob/master/solver/llbsolver/mounts/mount.go). A cache
 * that must be locked is said above.
 */
function twoSharings({ file }, places) {
    const said = new Set();
    return places.flatMap((place) => {
        const { use, at, id, sharing, plan, own } = place;
        if (mustBeLocked(use.cache) || said.has(at.mount.flag))
            return [];
        const same = places.filter((other) => other.use.cache === use.cache && other.id === id);
        const lock = same.find((other) => other.sharing === 'locked');
        if (!lock || sharing === 'locked' || sharing === 'private')
            return [];
        if (sharing === 'shared' && lock.at.mount.flag.span.start > at.mount.flag.span.start)
            return [];
        said.add(at.mount.flag);
        const lines = file.lines.range(at.mount.flag.span);
        const there = file.lines.range(lock.at.mount.flag.span);
        return [
            {
                manager: own.manager.id,
                lines,
                message: `This mount shares \`${at.target}\`, and the one in line ${there.start} locks it: while the folder is locked, \`${commandOf(own)}\` gets another one, which is empty. ` +
                    'Give both the same `sharing`.',
                help: DOCS,
                because: [{ lines: there, message: 'here it is locked' }],
                remedy: sharing === null
                    ? lock_shared_cache_remedyOf([setSharing(at.mount, 'locked')])
                    : { unknown: 'both say how they share the folder, and which of them is meant cannot be known' },
                about: headOf(file.text, plan),
            },
        ];
    });
}
/** One folder under two ids: each step downloads for itself. It is said once, of the first that differs. */
function twoIds({ file }, places) {
    const said = new Set();
    return places.flatMap((place, index) => {
        const { at, id, own, plan, use } = place;
        const owner = ({ mount }) => `${mount.options.get('uid')}:${mount.options.get('gid')}`;
        const other = places
            .slice(0, index)
            .find((one) => one.use.cache === use.cache && one.at.target === at.target && onSameImage(one.plan.run, plan.run));
        if (!other || other.id === id || owner(other.at) !== owner(at) || said.has(at.target))
            return [];
        said.add(at.target);
        const there = file.lines.range(other.at.mount.flag.span);
        return [
            {
                manager: own.manager.id,
                lines: file.lines.range(at.mount.flag.span),
                message: `\`${at.target}\` has the id \`${id}\` here and \`${other.id}\` in line ${there.start}: to the builder these are two folders, so \`${commandOf(own)}\` finds nothing of what is in the other. ` +
                    'Give both the same id.',
                help: `Without an id the target is the id.\n\n${DOCS}`,
                because: [{ lines: there, message: `here the id is ${other.id}` }],
                remedy: { unknown: 'which of the two ids is meant cannot be known' },
                about: headOf(file.text, plan),
            },
        ];
    });
}
const headOf = (text, { run }) => {
    const { head } = run.step.instruction;
    return text.slice(head.start, head.end);
};
const lock_shared_cache_remedyOf = (edits) => edits.every((edit) => edit !== null)
    ? { safety: 'safe', edits }
    : { unknown: 'the mount is in quotes or goes over several lines' };

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
function misplacedFinding(plan, own, { status, location, invocation }, text, rangeOf) {
    if (status.is !== 'misplaced' || !('path' in location))
        throw new Error('not misplaced');
    const { state, instruction } = plan.run.step;
    const user = runnerOf(invocation.as, plan.run.step);
    const home = (invocation.as === 'user' ? homeOf(state) : user?.home) ?? '/';
    const who = user?.name ?? String(user?.uid);
    const command = commandOf(own);
    const message = status.why === 'owner'
        ? `The mount belongs to another user than \`${who}\`, who runs \`${command}\`, so the tool cannot use its cache there. ` +
            `Give the mount that user’s uid and gid.`
        : `${reasonOf(location.by, who, home)}, \`${command}\` keeps its cache in \`${location.path}\`, so the mount on \`${status.at.mount.target}\` is never used. ` +
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
    if ('path' in by)
        return by.packageManager ? `With ${by.packageManager.join(' or ')} in the image` : 'In this image';
    return `As \`${who}\`, whose home is \`${home}\``;
}
/** `RUN mount=type=cache,…`: the shell takes it for a variable of the command, and nothing is mounted. */
function withoutDashes({ file, plans }) {
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
                remedy: {
                    safety: 'safe',
                    edits: [
                        { kind: 'replace', span: at(word.span.start), text: dashes },
                        ...(needsLock(plans, run, word.raw)
                            ? [{ kind: 'replace', span: at(word.span.end), text: ',sharing=locked' }]
                            : []),
                    ],
                },
                about: file.text.slice(run.head.start, run.head.end),
            },
        ];
    });
}
/** Whether a mount that is none yet is meant for a cache that must be locked, and does not say so. */
const needsLock = (plans, run, mount) => !/,sharing=/.test(mount) &&
    plans
        .filter((plan) => plan.run.step.instruction === run)
        .flatMap((plan) => plan.managers.flatMap(({ uses }) => uses))
        .some(({ cache, location }) => mustBeLocked(cache) && 'path' in location && mount.split(/,\w+=/).includes(location.path));
const at = (offset) => ({ start: offset, end: offset });
/** `/var/lib/apt` as a mount, and a step that removes what was installed automatically. */
function automaticMarks({ plans, file }) {
    return plans.flatMap(({ run }) => {
        const mount = automaticMarksAt(run);
        const span = mount?.mount.targetSpan;
        if (!mount || !span)
            return [];
        const unlocked = !mount.mount.options.has('sharing');
        const { instruction } = run.step;
        return [
            {
                manager: 'apt',
                lines: file.lines.range(mount.mount.flag.span),
                message: 'The mount on `/var/lib/apt` also holds `extended_states`, which says what was installed automatically, and shares it between all ' +
                    'builds, so this step may remove packages that the image needs. Mount `/var/lib/apt/lists` alone.',
                help: 'https://manpages.debian.org/bookworm/apt/apt-mark.8.en.html',
                remedy: {
                    safety: 'safe',
                    edits: [{ kind: 'replace', span, text: `/var/lib/apt/lists${unlocked ? ',sharing=locked' : ''}` }],
                },
                about: file.text.slice(instruction.head.start, instruction.head.end),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./lib/rules/update-with-install.js

const updateWithInstall = {
    id: 'update-with-install',
    severity: 'warning',
    says: 'the package index is refreshed in a layer of its own, which goes stale.',
    why: 'A step runs again only when its own text, or something above it, has changed. A layer with nothing but a refreshed index stays for ' +
        'weeks, while the install below it is edited: it then asks for versions that the archive no longer has, and the build fails, or ' +
        'it installs old ones. In one step the two always run together.',
    fixIsSafe: 'The same commands run in the same order, as one layer instead of two. It is offered only where the two steps are neighbours with ' +
        'the same options and a refresh that fails still ends the build.',
    silentWhen: [
        'the refresh and an install stand in one step, or something behind the refresh may install',
        'nothing below installs, or the install refreshes the index itself',
        'the index is kept in a cache mount',
        'the tool itself refreshes an index that is old',
    ],
    check: ({ stale, file }) => stale.map(({ manager, cache, refresh, update, install, join }) => {
        const { instruction } = update.step;
        const there = install.step.instruction.lines;
        const words = refresh.words.map((word) => wordValue(word) ?? word.raw);
        const command = `${words[0]} ${refresh.verb}`;
        return {
            manager: manager.id,
            lines: instruction.lines,
            message: `\`${command}\` has a layer of its own, which is kept while the install in line ${there.start} changes: that then works from ${cache.holds} that are out of date, and fails when the archive has replaced a package. ` +
                `Run \`${command}\` in the step that installs.`,
            help: 'https://docs.docker.com/build/building/best-practices/#apt-get',
            because: [{ lines: there, message: 'this step installs from it' }],
            remedy: 'unknown' in join ? join : { safety: 'safe', edits: join.edits },
            about: file.text.slice(instruction.head.start, instruction.head.end),
        };
    }),
};

;// CONCATENATED MODULE: ./lib/rules/registry.js
// Written by `npm run docs` from the files of this folder. Do not edit.








const rules = [
    copyManifestsFirst,
    declareSyntax,
    keepMountedCache,
    keepOutputsOutOfMounts,
    lockSharedCache,
    mountPackageCache,
    mountWhereItCaches,
    updateWithInstall,
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
const analyse_LAST = new Set(['declare-syntax']);
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
    for (const rule of active.filter(({ id }) => !analyse_LAST.has(id)))
        say(rule, rule.check(subject));
    findings.sort((a, b) => a.lines.start - b.lines.start || a.lines.end - b.lines.end);
    const after = composeFindings(input.text, findings);
    const changed = after.text !== input.text;
    const last = changed ? { ...subject, file: parseDockerfile(after.text) } : subject;
    for (const rule of active.filter(({ id }) => analyse_LAST.has(id))) {
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
/** What a finding rests on that only the other suggestions bring about: it belongs to the first that adds a mount. */
function causesOf(findings) {
    const cause = findings.find(({ remedy }) => !('unknown' in remedy) && remedy.edits.some((edit) => edit.kind === 'replace' && edit.text.includes('--mount=')));
    return cause ? [{ lines: cause.lines, message: `${cause.rule} brings it in here` }] : [];
}
function readSubject(input, text, tree) {
    const file = parseDockerfile(text);
    const { syntax, images = [] } = input.settings;
    // Most Dockerfiles of a repository may have nothing to do with a manager of the catalogue or a cache.
    const stages = mayInvoke(text) || mayMountCache(text) ? readStages(file, imageOfWith(images)) : [];
    const runs = readRunSteps(file, stages);
    const stale = staleIndexes(file, stages, runs);
    const ignores = new Ignores(file);
    const { id } = updateWithInstall;
    const joined = stale.filter(({ join, update }) => 'edits' in join && input.settings.rules[id] !== 'off' && !ignores.names(id, update.step.instruction.lines.start));
    const plans = planCaching({
        file,
        stages,
        runs,
        read: readToolConfiguration(file, tree),
        confirms: confirmedBy(file, tree),
        syntax,
        inRepository: (name) => !tree.known || tree.named(name).length > 0,
    }, joined);
    return { path: input.path, file, original: file, stages, plans, stale, tree, context: input.context, syntax };
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
function change_changeOf(lines, { lines: range, replacement, safety }) {
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
    const change = change_changeOf(lines, suggestion);
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
        settings: { rules: configuration.rules, syntax: configuration.syntax, images: configuration.images },
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

;// CONCATENATED MODULE: ./lib/pages/manager-page.js

/** The page of a package manager: its catalogue entry, readable. */
function managerPage(manager, example) {
    return {
        title: manager.name,
        blocks: [
            { prose: `The tool’s own page: ${manager.docs}` },
            ...(example ? exampleBlocks(example) : []),
            { heading: 'Commands that use the cache' },
            { list: commandsOf(manager) },
            ...manager.caches.flatMap((cache, index) => cacheBlocks(cache, index, manager)),
            { heading: 'What defeats it' },
            { list: manager_page_defeatsOf(manager) },
            ...(manager.manifests.length > 0
                ? [{ heading: 'What an install reads of the project' }, { list: manager.manifests.map(code) }]
                : []),
            ...(manager.notes.length > 0 ? [{ heading: 'What else is to be known' }, { list: [...manager.notes] }] : []),
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
        ...uses
            .filter(([, list]) => list.length > 0)
            .map(([kind, list]) => `${kinds[kind]}: ${list.map((verb) => (verb === '' ? 'nothing behind the program' : code(verb))).join(', ')}`),
    ];
}
function cacheBlocks(cache, index, manager) {
    const filled = cache.filledBy ? [`it is filled by ${cache.filledBy.map(code).join(', ')} in the same step`] : [];
    const inside = cache.inside ? [`a mount on ${cache.inside.map(code).join(' or ')} in it is enough`] : [];
    const owner = cache.ownFolderOnly ? ['it must belong to the user who runs the command'] : [];
    const { hook } = manager;
    const kept = manager.companions
        .filter((companion) => companion.cache === index)
        .map(({ programs, add, without }) => {
        const word = code('option' in add ? add.option : add.variable);
        return without === null
            ? `it is mounted together with ${word}`
            : `${code(programs?.[0] ?? manager.id)} ${without}, unless it is told ${word}`;
    });
    const used = cache.usedBy
        ? [`only a command that ${cache.usedBy.map((kind) => kinds[kind]).join(' or ')} uses it`]
        : [];
    const store = cache.isStore
        ? ['later commands work from what is in it, so that all steps that use it get the mount, or none does']
        : [];
    const compiled = cache.compiledFor
        ? [`stages that differ in ${cache.compiledFor.map((what) => what.replace('-', ' ')).join(' or ')} get an id each`]
        : [];
    const emptied = hook?.cache === index
        ? [
            `${code(hook.file)} in the images of ${hook.families.map(capital).join(' and ')} ${hook.does}, and goes in the same step`,
        ]
        : [];
    const unused = cache.unusedWith ? [`with ${listOr(cache.unusedWith)} it is not used`] : [];
    const result = cache.outputOf ? [`what ${listOr(cache.outputOf)} leaves there cannot be fetched again`] : [];
    const proven = cache.evidence
        ? [
            cache.evidence.files.length > 0
                ? `it is this folder only where ${listOr(cache.evidence.files.map(({ file }) => file))} of the repository says so`
                : 'nothing is said of it where the repository is not known',
        ]
        : [];
    const shared = `who shares it: every stage, platform and project of one builder that mounts ${cache.compiledFor ? 'this folder under the same id' : 'this folder, since the id of a mount is its path'}`;
    const more = [
        ...[...filled, ...inside, ...owner, ...used, ...unused, ...store, ...result, ...proven, ...compiled],
        ...[...kept, ...emptied, shared],
    ];
    return [
        { heading: `Cache: ${cache.holds}${cache.programs ? ` (${cache.programs.join(', ')})` : ''}` },
        { prose: cache.at.length > 1 ? 'It is in the first of these places that is set:' : 'It is in this place:' },
        { steps: cache.at.map(manager_page_placeOf) },
        { prose: `Mounted with ${code(`sharing=${cache.sharing}`)}: ${cache.why}.` },
        ...(cache.remark ? [{ prose: cache.remark }] : []),
        ...(more.length > 0 ? [{ list: more }] : []),
    ];
}
const listOr = (words) => words.map(code).join(' or ');
/** A place in words. */
function manager_page_placeOf(place) {
    if ('option' in place) {
        const below = place.below === undefined ? '' : `, and ${code(place.below)} in it`;
        return `the value of ${code(place.option)}${below}`;
    }
    if ('variable' in place) {
        return place.below === undefined
            ? `the value of ${code(place.variable)}`
            : code(`$${place.variable}/${place.below}`);
    }
    if ('movedBy' in place)
        return `with ${code(place.movedBy)} somewhere that is not computed: nothing is mounted`;
    if ('path' in place && place.ifMounted)
        return `${code(place.path)}, where the step mounts it`;
    if ('besideTool' in place)
        return `${code(place.besideTool)} beside the tool, where the image is known to have it and root runs it`;
    if ('root' in place)
        return `${code(place.root)}, when root runs it`;
    if ('path' in place && place.packageManager)
        return `${code(place.path)}, in images with ${place.packageManager.map(code).join(' or ')}`;
    if ('file' in place)
        return `${code(place.key)} in ${code(place.file)}`;
    if ('userHome' in place)
        return `${code(`~/${place.userHome}`)}, in the home that \`/etc/passwd\` names`;
    return code('home' in place ? `~/${place.home}` : place.path);
}
function manager_page_defeatsOf({ defeats }) {
    const { options, variables, commands } = defeats;
    return [
        ...options.map((option) => `the option ${code(option)}`),
        ...variables.map((variable) => `the variable ${code(variable)}`),
        ...commands.map(({ words, unless }) => `the command ${code(words.join(' '))}${unless ? ` without ${unless.map(code).join(' or ')}` : ''}`),
        `${code('rm')} on the folder`,
    ];
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const code = (text) => `\`${text}\``;

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
    "keep-outputs-out-of-mounts": { "before": "# syntax=docker/dockerfile:1\nFROM rust:1 AS build\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/usr/local/cargo/registry \\\n    --mount=type=cache,target=/app/target \\\n    cargo build --release\n\nFROM debian:bookworm-slim\nCOPY --from=build /app/target/release/server /usr/local/bin/server\nCMD [\"server\"]\n", "after": "# syntax=docker/dockerfile:1\nFROM rust:1 AS build\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/usr/local/cargo/registry \\\n    --mount=type=cache,target=/app/target \\\n    cargo build --release && \\\n    cp target/release/server /usr/local/bin/server\n\nFROM debian:bookworm-slim\nCOPY --from=build /usr/local/bin/server /usr/local/bin/server\nCMD [\"server\"]\n" },
    "lock-shared-cache": { "before": "# syntax=docker/dockerfile:1\nFROM debian:13-slim\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt \\\n    --mount=type=cache,target=/var/lib/apt/lists \\\n    apt-get update && \\\n    apt-get install -y --no-install-recommends git\n", "after": "# syntax=docker/dockerfile:1\nFROM debian:13-slim\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\n    apt-get update && \\\n    apt-get install -y --no-install-recommends git\n" },
    "mount-package-cache": { "before": "FROM python:3.14-slim\nWORKDIR /app\n\n# The dependencies first: they change less often than the sources.\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n\n# Everything else.\nCOPY . .\nCMD [\"python\", \"-m\", \"app\"]\n", "after": "# syntax=docker/dockerfile:1\nFROM python:3.14-slim\nWORKDIR /app\n\n# The dependencies first: they change less often than the sources.\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n\n# Everything else.\nCOPY . .\nCMD [\"python\", \"-m\", \"app\"]\n" },
    "mount-where-it-caches": { "before": "# syntax=docker/dockerfile:1\nFROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm \\\n    npm ci\n", "after": "# syntax=docker/dockerfile:1\nFROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 \\\n    npm ci\n" },
    "update-with-install": { "before": "# syntax=docker/dockerfile:1\nFROM debian:13-slim\nRUN apt-get update\nRUN apt-get install -y --no-install-recommends git\nWORKDIR /app\n", "after": "# syntax=docker/dockerfile:1\nFROM debian:13-slim\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\n    rm -f /etc/apt/apt.conf.d/docker-clean && \\\n    apt-get update && \\\n    apt-get install -y --no-install-recommends git\nWORKDIR /app\n" },
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

/***/ 4262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ imageOf)
});

// EXTERNAL MODULE: ./lib/images/image.js
var images_image = __webpack_require__(2539);
;// CONCATENATED MODULE: ./lib/images/rpm.js

/** https://github.com/AlmaLinux/container-images/tree/main/Containerfiles: no ordinary user in any of them. */
const ACCOUNTS = [images_image/* ROOT */.Dl, (0,images_image/* account */.ct)('nobody', 65534, 65534, '/')];
const rpm = (family, version, packageManager) => ({
    ...images_image/* PLAIN */.tZ,
    family,
    version,
    packageManager,
    accounts: ACCOUNTS,
    nextId: 1000,
});
const major = (version) => Number.parseInt(version ?? '', 10);
/** dnf 5 from Fedora 41 on: https://fedoraproject.org/wiki/Changes/SwitchToDnf5; `latest` and `rawhide` are past it. */
const fedora = (version) => rpm('fedora', version, version !== null && major(version) < 41 ? 'dnf' : 'dnf5');
/** CentOS, Rocky, Alma and Red Hat itself: yum up to 7, dnf 4 from 8 on. */
const redHat = (version) => rpm('rhel', version, version === null ? null : major(version) < 8 ? 'yum' : 'dnf');
/**
 * The images that are called minimal have microdnf alone: https://catalog.redhat.com/software/base-images. Those of RHEL 8
 * and before, and of Fedora before 36, may have one that does not know `--refresh` and `keepcache`, and refuses them.
 */
const minimal = (image) => {
    const since = image.family === 'fedora' ? 36 : 9;
    return { ...image, packageManager: Number(image.version) < since ? null : 'microdnf' };
};
/** https://docs.aws.amazon.com/linux/al2023/ug/package-management.html: dnf, where Amazon Linux 2 has yum. */
const amazonLinux = (version) => rpm('amazon', version, version === '2023' ? 'dnf' : version === '2' ? 'yum' : null);
/** https://github.com/microsoft/azurelinux, CBL-Mariner before; from 4 on it is built on Fedora. */
const azureLinux = (version) => rpm('azure', version, major(version) < 4 ? 'tdnf' : null);
/** https://github.com/vmware/photon-docker-image */
const photon = (version) => rpm('photon', version, 'tdnf');

;// CONCATENATED MODULE: ./lib/images/tag.js
function readTag({ tag, digest }) {
    return { text: tag?.toLowerCase() ?? '', open: tag === null ? digest !== null : tag.includes('$') };
}
const isWindows = ({ text }) => /windowsservercore|nanoserver|(?:^|-)windows/.test(text);
/** Whether a word stands in a tag between its hyphens. */
const says = ({ text }, word) => new RegExp(`(?:^|-)(?:${word.source})(?=$|[-.])`).test(text);
/** The first numbers of a tag, `3.9` of `3.9.6-alpine`; null where it begins with none or a variable stands among them. */
function numbersOf({ text }) {
    const [, major, minor] = /^v?(\d+)(?:\.(\d+))?(?![\d$]|\.\$)/.exec(text) ?? [];
    return major ? { major: Number(major), minor: minor === undefined ? null : Number(minor) } : null;
}

;// CONCATENATED MODULE: ./lib/images/distributions.js



/** https://sources.debian.org/src/base-passwd/: the users that every Debian and Ubuntu image has and a build may name. */
const DEBIAN_ACCOUNTS = [images_image/* ROOT */.Dl, (0,images_image/* account */.ct)('www-data', 33, 33, '/var/www'), (0,images_image/* account */.ct)('nobody', 65534, 65534, '/nonexistent')];
/** https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/alpine-baselayout/passwd */
const ALPINE_ACCOUNTS = [images_image/* ROOT */.Dl, (0,images_image/* account */.ct)('nobody', 65534, 65534, '/')];
/** From 23.04 on: https://bugs.launchpad.net/cloud-images/+bug/2005129 */
const UBUNTU_USER = (0,images_image/* account */.ct)('ubuntu', 1000, 1000, '/home/ubuntu');
const debian = (version = null) => ({
    ...images_image/* PLAIN */.tZ,
    family: 'debian',
    version,
    packageManager: 'apt',
    accounts: DEBIAN_ACCOUNTS,
    nextId: 1000,
});
/** Without a version it is not known whether uid 1000 is taken. */
function ubuntu(version = null) {
    const image = { ...debian(version), family: 'ubuntu', nextId: version === null ? null : 1000 };
    return version !== null && Number.parseFloat(version) >= 23
        ? (0,images_image/* adding */.YF)(image, { account: UBUNTU_USER })
        : image;
}
const alpine = (version = null) => ({
    ...images_image/* PLAIN */.tZ,
    family: 'alpine',
    version,
    packageManager: 'apk',
    accounts: ALPINE_ACCOUNTS,
    nextId: 1000,
});
/** https://images.chainguard.dev/directory/image/wolfi-base/overview: BusyBox, apk, and a user `nonroot` that waits. */
const wolfi = {
    ...images_image/* PLAIN */.tZ,
    family: 'wolfi',
    packageManager: 'apk',
    accounts: [images_image/* ROOT */.Dl, (0,images_image/* account */.ct)('nonroot', 65532, 65532, '/home/nonroot')],
    nextId: 1000,
};
/** https://gitlab.archlinux.org/archlinux/archlinux-docker: no ordinary user, and a release that rolls. */
const arch = { ...images_image/* PLAIN */.tZ, family: 'arch', packageManager: 'pacman', nextId: 1000 };
/**
 * https://github.com/openSUSE/docker-containers-build. The group of a new user depends on `USERGROUPS_ENAB`, which openSUSE
 * has had both ways; a group without a known number keeps every other one from being taken for free.
 */
const suse = (version = null) => ({
    ...images_image/* PLAIN */.tZ,
    family: 'suse',
    version,
    packageManager: 'zypper',
    accounts: [images_image/* ROOT */.Dl, (0,images_image/* account */.ct)('users', null, null, null)],
});
/** https://www.debian.org/releases/ */
const DEBIAN_RELEASES = {
    jessie: '8',
    stretch: '9',
    buster: '10',
    bullseye: '11',
    bookworm: '12',
    trixie: '13',
    forky: '14',
};
/** https://wiki.ubuntu.com/Releases */
const UBUNTU_RELEASES = {
    trusty: '14.04',
    xenial: '16.04',
    bionic: '18.04',
    focal: '20.04',
    jammy: '22.04',
    kinetic: '22.10',
    lunar: '23.04',
    mantic: '23.10',
    noble: '24.04',
    oracular: '24.10',
    plucky: '25.04',
    questing: '25.10',
    resolute: '26.04',
};
const word = (pattern) => new RegExp(`(?:^|[-.])${pattern}`);
/** A version whose end a variable does not move. */
const VERSION = String.raw `(?:-?v?(\d+(?:\.\d+)?)(?![\d$]|\.\$))?`;
/** The words by which tags name a distribution, and what each stands for. */
const NAMES = [
    [word(`alpine${VERSION}`), alpine],
    [word(`ubi${VERSION}-minimal`), (version) => minimal(redHat(version))],
    [word(`ubi${VERSION}`), redHat],
    [word(`ubuntu${VERSION}`), ubuntu],
    [word(`(?:amazonlinux|amazon|al)(2023|2)(?![\\d$])`), amazonLinux],
    [word(`azurelinux${VERSION}`), azureLinux],
    [word(`cbl-mariner${VERSION}`), azureLinux],
    [word(`rocky(?:linux)?${VERSION}`), redHat],
    [word(`almalinux${VERSION}`), redHat],
    [word(`centos${VERSION}`), redHat],
    [word(`oracle(?:linux)?${VERSION}(?![a-z])`), redHat],
    [word(`fedora${VERSION}`), fedora],
    [word(`opensuse${VERSION}`), suse],
    [word(`debian${VERSION}`), debian],
];
/** The distribution that a tag names; null when it names none. */
function distributionIn({ text }) {
    const words = text.split(/[-.]/);
    for (const name of words) {
        if (Object.hasOwn(DEBIAN_RELEASES, name))
            return debian(DEBIAN_RELEASES[name]);
        if (Object.hasOwn(UBUNTU_RELEASES, name))
            return ubuntu(UBUNTU_RELEASES[name]);
        if (name === 'sid')
            return debian();
    }
    for (const [pattern, image] of NAMES) {
        const found = pattern.exec(text);
        if (found)
            return image(found[1] ?? null);
    }
    return null;
}
/**
 * The distribution that a tag names, or else the one that all tags of the image without such a word are built on. Where a
 * variable may hold the word, it is some Linux; `-slim` is said of Debian alone.
 */
function builtOn(tag, usual) {
    if (isWindows(tag))
        return null;
    const named = distributionIn(tag);
    if (named)
        return named;
    return tag.open && !(usual.family === 'debian' && /(?:^|-)slim(?:$|-)/.test(tag.text)) ? images_image/* PLAIN */.tZ : usual;
}

;// CONCATENATED MODULE: ./lib/images/known-image.js
/** The same knowledge for several names. */
const named = (names, image) => Object.fromEntries(names.map((name) => [name, image]));

;// CONCATENATED MODULE: ./lib/images/data-science.js




/** https://gitlab.com/nvidia/container-images/cuda: the tag names the distribution, and nothing but CUDA is added. */
const cuda = (tag) => distributionIn(tag);
/** https://github.com/pytorch/pytorch/blob/main/Dockerfile */
const pytorch = (tag) => (0,images_image/* adding */.YF)(builtOn(tag, ubuntu()), { workdir: '/workspace' });
/** https://github.com/tensorflow/build/tree/master/tensorflow_runtime_dockerfiles */
const tensorflow = (tag) => says(tag, /devel/) ? null : (0,images_image/* adding */.YF)(ubuntu(), { workdir: tag.open || says(tag, /jupyter/) ? null : '/' });
const JULIA = { JULIA_DEPOT_PATH: '/opt/julia', JULIA_PKGDIR: '/opt/julia' };
/**
 * https://github.com/jupyter/docker-stacks/blob/main/images/docker-stacks-foundation/Dockerfile: whoever has uid 1000 goes, and
 * `jovyan` comes without a group of its own.
 */
const jupyter = (tag, name) => (0,images_image/* adding */.YF)((0,images_image/* withoutOrdinaryUsers */.B$)(builtOn({ ...tag, open: false }, ubuntu())), {
    account: (0,images_image/* account */.ct)('jovyan', 1000, 100, '/home/jovyan'),
    runsAs: 'account',
    env: { HOME: '/home/jovyan', CONDA_DIR: '/opt/conda', ...(/^(?:julia|datascience)-/.test(name) ? JULIA : {}) },
    workdir: '/home/jovyan',
    shell: ['/bin/bash', '-o', 'pipefail', '-c'],
});
const NOTEBOOKS = [
    'docker-stacks-foundation',
    ...['base', 'minimal', 'r', 'julia', 'scipy', 'tensorflow', 'pytorch', 'datascience', 'pyspark', 'all-spark'].map((name) => `${name}-notebook`),
];
const PREFIXES = { conda: '/opt/conda' };
/** https://github.com/conda-forge/miniforge-images/blob/master/ubuntu/Dockerfile */
const miniforge = (tag) => (0,images_image/* adding */.YF)(builtOn({ ...tag, open: false }, ubuntu()), { env: { CONDA_DIR: '/opt/conda' }, prefixes: PREFIXES });
/**
 * https://github.com/anaconda/docker-images. Where conda 4.3 could make no hard link it made a soft one, into its packages:
 * https://github.com/conda/conda/blob/4.3.0/conda/base/context.py
 */
const conda = (tag, name) => {
    const version = numbersOf(tag);
    const linksSoftly = version !== null &&
        (version.major < 4 || (version.major === 4 && (name === 'anaconda3' || (version.minor ?? 0) < 4)));
    return (0,images_image/* adding */.YF)(builtOn(tag, debian()), linksSoftly ? {} : { prefixes: PREFIXES });
};
/** Whether a tag of micromamba is 1.5 or later, when the user got his number. */
function hasFixedUser(tag) {
    const version = numbersOf(tag);
    if (version)
        return version.major >= 2 || (version.minor ?? 99) >= 5;
    return tag.text === '' || tag.text === 'latest';
}
/**
 * https://github.com/mamba-org/micromamba-docker/blob/main/debian.Dockerfile. Its `SHELL` is a script that may activate an
 * environment and then runs bash: https://github.com/mamba-org/micromamba-docker/blob/main/_dockerfile_shell.sh
 */
const micromamba = (tag) => hasFixedUser(tag) && numbersOf(tag)?.major !== 0
    ? (0,images_image/* adding */.YF)(builtOn(tag, debian()), {
        account: (0,images_image/* account */.ct)('mambauser', 57439, 57439, '/home/mambauser'),
        runsAs: 'account',
        env: {
            MAMBA_USER: 'mambauser',
            MAMBA_ROOT_PREFIX: '/opt/conda',
            MAMBA_EXE: '/bin/micromamba',
            ENV_NAME: 'base',
        },
        workdir: '/tmp',
        shell: ['/bin/bash', '-o', 'pipefail', '-c'],
    })
    : null;
/** https://github.com/rocker-org/rocker-versioned2: Ubuntu from R 4 on, Debian before. */
function rockerBase(tag) {
    const version = numbersOf(tag);
    if (tag.open && !version)
        return images_image/* PLAIN */.tZ;
    return builtOn({ ...tag, open: false }, version && version.major < 4 ? debian() : ubuntu());
}
/** Those with RStudio have its user, after whoever has uid 1000 has gone. */
const rocker = (tag, name) => {
    const image = rockerBase(tag);
    return /^(?:r-ver|shiny)/.test(name)
        ? image && { ...image, nextId: null }
        : (0,images_image/* adding */.YF)((0,images_image/* withoutOrdinaryUsers */.B$)(image), { account: (0,images_image/* account */.ct)('rstudio', 1000, 1000, '/home/rstudio') });
};
const DATA_SCIENCE = {
    ...named(['nvidia/cuda', 'nvcr.io/nvidia/cuda'], cuda),
    'pytorch/pytorch': pytorch,
    'tensorflow/tensorflow': tensorflow,
    ...named([...NOTEBOOKS.map((name) => `jupyter/${name}`), ...NOTEBOOKS.map((name) => `quay.io/jupyter/${name}`)], jupyter),
    ...named([
        'condaforge/miniforge3',
        'condaforge/mambaforge',
        'quay.io/condaforge/miniforge3',
        'quay.io/condaforge/mambaforge',
    ], miniforge),
    ...named(['continuumio/miniconda3', 'continuumio/anaconda3', 'continuumio/miniconda'], conda),
    ...named(['mambaorg/micromamba', 'ghcr.io/mamba-org/micromamba'], micromamba),
    ...named(['r-ver', 'rstudio', 'tidyverse', 'verse', 'geospatial', 'shiny', 'shiny-verse'].map((name) => `rocker/${name}`), rocker),
};

;// CONCATENATED MODULE: ./lib/images/java.js





/** https://github.com/docker-library/openjdk, built on the slim kind of Oracle Linux from 12 on, on Debian before. */
const openjdk = (tag) => {
    const named = says(tag, /slim/) ? (distributionIn(tag) ?? debian()) : distributionIn(tag);
    if (isWindows(tag))
        return null;
    if (named?.family === 'rhel')
        return { ...named, packageManager: null };
    if (named)
        return named;
    const version = numbersOf(tag)?.major;
    if (version === undefined)
        return images_image/* PLAIN */.tZ;
    return version < 12 ? debian() : version < 17 ? { ...redHat(null), packageManager: null } : minimal(redHat(null));
};
/** https://github.com/adoptium/containers */
const temurin = (tag) => builtOn(tag, ubuntu());
/** https://github.com/corretto/corretto-docker: Amazon Linux 2, 2023 since, where the tag names no other. */
const corretto = (tag) => builtOn(tag, amazonLinux(null));
/** The distribution of a tag that begins with Maven's own version and goes on with that of a JDK. */
function mavenBase(tag) {
    if (isWindows(tag))
        return null;
    const named = distributionIn(tag);
    if (named)
        return named;
    if (says(tag, /slim/))
        return debian();
    if (says(tag, /amazoncorretto/))
        return amazonLinux(null);
    if (says(tag, /temurin|sapmachine|semeru/))
        return ubuntu();
    const version = numbersOf(tag);
    const current = tag.text === '' || tag.text === 'latest' || (version && (version.minor ?? 9) >= 9);
    return !tag.open && current && /^[\d.]*$|latest/.test(tag.text) ? ubuntu() : images_image/* PLAIN */.tZ;
}
/** https://github.com/carlossg/docker-maven; `VOLUME /root/.m2` up to November 2017, which is 3.5.2. */
const maven = (tag) => (0,images_image/* adding */.YF)(mavenBase(tag), {
    env: { MAVEN_CONFIG: '/root/.m2' },
    volumes: /^3\.(?:[0-4]|5\.[01])\b/.test(tag.text) ? ['/root/.m2'] : [],
    entry: 'copies /usr/share/maven/ref into the folder MAVEN_CONFIG',
});
/**
 * https://github.com/gradle/docker-gradle: root runs the steps, and `/root/.gradle` is a link to the home of the user
 * `gradle`, who takes the place of `ubuntu`. Images before 6 were made elsewhere and ran as `gradle`.
 */
const gradle = (tag) => {
    const version = numbersOf(tag);
    if (version && version.major < 6)
        return null;
    const ubi = says(tag, /ubi\d*(?:-minimal)?/);
    const image = says(tag, /corretto/)
        ? (distributionIn(tag) ?? amazonLinux(null))
        : ubi
            ? minimal(distributionIn(tag) ?? redHat(null))
            : builtOn(tag, ubuntu());
    const id = ubi ? 101 : image?.family === 'linux' ? null : 1000;
    return (0,images_image/* adding */.YF)(image?.family === 'ubuntu' ? (0,images_image/* withoutOrdinaryUsers */.B$)(image) : image, {
        account: (0,images_image/* account */.ct)('gradle', id, id, '/home/gradle'),
        workdir: '/home/gradle',
        volumes: ['/home/gradle/.gradle'],
        links: { '/root/.gradle': '/home/gradle/.gradle' },
    });
};
/** https://github.com/Quantisan/docker-clojure */
const clojure = (tag) => {
    const image = distributionIn(tag) ?? (says(tag, /temurin/) && !tag.open ? ubuntu() : images_image/* PLAIN */.tZ);
    return (0,images_image/* adding */.YF)(image, { workdir: '/tmp', env: says(tag, /lein/) ? { LEIN_ROOT: '1' } : {} });
};
const JAVA = {
    openjdk,
    'eclipse-temurin': temurin,
    sapmachine: temurin,
    amazoncorretto: corretto,
    maven,
    gradle,
    ...named(['clojure'], clojure),
};

;// CONCATENATED MODULE: ./lib/images/languages.js




const onDebian = (tag) => builtOn(tag, debian());
/** https://github.com/nodejs/docker-node/blob/main/Dockerfile-debian.template */
const node = (tag) => (0,images_image/* adding */.YF)(onDebian(tag), { account: (0,images_image/* account */.ct)('node', 1000, 1000, '/home/node') });
/** https://github.com/docker-library/golang/blob/master/Dockerfile-linux.template */
const golang = (tag) => (0,images_image/* adding */.YF)(onDebian(tag), { env: { GOPATH: '/go' }, workdir: '/go' });
/** https://github.com/rust-lang/docker-rust/blob/master/Dockerfile-debian.template */
const rust = (tag) => (0,images_image/* adding */.YF)(onDebian(tag), { env: { CARGO_HOME: '/usr/local/cargo', RUSTUP_HOME: '/usr/local/rustup' } });
/** https://github.com/docker-library/ruby/blob/master/Dockerfile.template */
const ruby = (tag) => (0,images_image/* adding */.YF)(onDebian(tag), { env: { GEM_HOME: '/usr/local/bundle', BUNDLE_APP_CONFIG: '/usr/local/bundle' } });
/** https://github.com/docker-library/php/blob/master/Dockerfile-linux.template */
const php = (tag) => {
    const image = onDebian(tag);
    const workdir = says(tag, /apache|fpm/) ? '/var/www/html' : tag.open ? null : '/';
    return image?.family === 'alpine'
        ? (0,images_image/* adding */.YF)(image, { workdir, account: (0,images_image/* account */.ct)('www-data', 82, 82, '/home/www-data') })
        : (0,images_image/* adding */.YF)(image, { workdir });
};
/** https://github.com/composer/docker/blob/main/latest/Dockerfile */
const composer = (tag) => says(tag, /bin/)
    ? null
    : (0,images_image/* adding */.YF)(php({ text: 'alpine', open: false }, 'php'), {
        env: { COMPOSER_HOME: '/tmp', COMPOSER_ALLOW_SUPERUSER: '1' },
        workdir: '/app',
    });
/** https://github.com/swiftlang/swift-docker: Ubuntu where the tag names no other. */
const swift = (tag) => builtOn(tag, ubuntu());
/** https://github.com/Perl/docker-perl: `WORKDIR /usr/src/app` since August 2023, which is 5.38; `/` before. */
const perl = (tag) => {
    const minor = numbersOf(tag)?.minor ?? null;
    return (0,images_image/* adding */.YF)(onDebian(tag), { workdir: !tag.open && (minor === null || minor >= 38) ? '/usr/src/app' : null });
};
/** https://github.com/rocker-org/rocker/tree/master/r-base: Debian testing, whatever the tag says. */
const rBase = () => (0,images_image/* adding */.YF)(debian(), { account: (0,images_image/* account */.ct)('docker', 1000, 1000, '/home/docker') });
/** https://github.com/hexpm/bob/tree/main/priv/scripts/docker: the tag always names the distribution. */
const hexpm = (tag) => distributionIn(tag);
/**
 * https://github.com/oven-sh/bun/tree/main/dockerhub
 */
const bun = (tag) => {
    const image = says(tag, /distroless/) ? null : onDebian(tag);
    return (0,images_image/* adding */.YF)(image, { account: (0,images_image/* account */.ct)('bun', 1000, 1000, '/home/bun'), workdir: '/home/bun/app' });
};
/** https://github.com/denoland/deno_docker: `alpine-2.1.4` is the version of Deno, not of Alpine. */
const deno = (tag) => {
    if (says(tag, /bin|distroless/))
        return null;
    const image = onDebian({ ...tag, text: tag.text.replace(/(debian|alpine|ubuntu)-[v\d].*/, '$1') });
    const id = image?.family === 'alpine' ? 1000 : image?.family === 'linux' ? null : 1993;
    return (0,images_image/* adding */.YF)(image, {
        version: null,
        account: (0,images_image/* account */.ct)('deno', id, id, '/home/deno'),
        env: { DENO_DIR: '/deno-dir/', DENO_INSTALL_ROOT: '/usr/local' },
    });
};
/** https://docs.astral.sh/uv/guides/integration/docker/#available-images: without a distribution the image has no shell. */
const uv = (tag) => {
    const image = distributionIn(tag);
    return (0,images_image/* adding */.YF)(image, { env: { UV_TOOL_BIN_DIR: '/usr/local/bin' } });
};
/** https://github.com/LukeMathWalker/cargo-chef/blob/main/docker/Dockerfile: `0.1.68-rust-1.81-alpine3.20`, built on the image rust. */
const cargoChef = (tag, name) => rust({ ...tag, text: tag.text.replace(/^.*?rust-/, '') }, name);
/** https://github.com/tiangolo/uvicorn-gunicorn-docker: `python3.11-slim`, built on the image python. */
const tiangolo = (tag) => (0,images_image/* adding */.YF)(onDebian({ ...tag, text: tag.text.replace(/^python/, '') }), { workdir: '/app' });
const LANGUAGES = {
    ...named(['python', 'pypy'], onDebian),
    ...named(['tiangolo/uvicorn-gunicorn', 'tiangolo/uvicorn-gunicorn-fastapi'], tiangolo),
    node,
    golang,
    rust,
    'lukemathwalker/cargo-chef': cargoChef,
    ruby,
    php,
    ...named(['composer', 'composer/composer'], composer),
    // https://github.com/erlang/docker-erlang-otp, https://github.com/erlef/docker-elixir
    ...named(['erlang', 'elixir'], onDebian),
    ...named(['hexpm/elixir', 'hexpm/erlang'], hexpm),
    // https://github.com/haskell/docker-haskell
    haskell: onDebian,
    ...named(['swift', 'swiftlang/swift'], swift),
    // https://github.com/dart-lang/dart-docker
    dart: (tag) => (0,images_image/* adding */.YF)(onDebian(tag), { workdir: '/root' }),
    // https://github.com/docker-library/julia
    julia: onDebian,
    perl,
    ...named(['r-base', 'rocker/r-base'], rBase),
    'oven/bun': bun,
    ...named(['denoland/deno', 'ghcr.io/denoland/deno'], deno),
    ...named(['ghcr.io/astral-sh/uv', 'astral/uv'], uv),
};

;// CONCATENATED MODULE: ./lib/images/microsoft.js





/** https://github.com/dotnet/dotnet-docker/blob/main/src/runtime-deps: the user `app` since 8. */
const APP = (0,images_image/* account */.ct)('app', 1654, 1654, '/home/app');
/** The tag begins with the version; Debian up to 9, Ubuntu from 10 on, where it names no other. */
function dotnetBase(tag) {
    if (isWindows(tag))
        return null;
    const version = numbersOf(tag)?.major ?? null;
    // Before 8 `6.0-focal` and the like have no user.
    if (version !== null && version < 8)
        return builtOn(tag, debian());
    if (says(tag, /distroless|chiseled/) || /chiseled|distroless/.test(tag.text)) {
        return (0,images_image/* adding */.YF)({ ...images_image/* PLAIN */.tZ, family: 'distroless' }, { account: APP, runsAs: 'account' });
    }
    const image = builtOn(tag, version !== null && version < 10 ? debian('12') : ubuntu());
    return version === null && tag.open ? withUnknownUser(image) : (0,images_image/* adding */.YF)(image, { account: APP });
}
/** Whether the image has the user depends on a version that is not known. */
const withUnknownUser = (image) => image && { ...image, nextId: null };
const dotnet = (tag, name) => (0,images_image/* adding */.YF)(dotnetBase(tag), name === 'sdk' ? { env: { NUGET_XMLDOC_MODE: 'skip' } } : {});
/** .NET 5 and before, at their old place: Debian where the tag names no other. */
const dotnetCore = (tag, name) => (0,images_image/* adding */.YF)(builtOn(tag, debian()), name === 'sdk' ? { env: { NUGET_XMLDOC_MODE: 'skip' } } : {});
const VSCODE = (0,images_image/* account */.ct)('vscode', 1000, 1000, '/home/vscode');
/**
 * https://github.com/devcontainers/images/tree/main/src: the user of a dev container, whom
 * https://github.com/devcontainers/features/tree/main/src/common-utils makes, is only told in the image's metadata; the steps of a
 * Dockerfile run as root. On Ubuntu the user `ubuntu` goes first.
 */
const devContainer = (base, env = {}) => (tag, name) => {
    // `1-3.12-bookworm`: the version of the dev container stands in front of that of the language.
    const image = base(tag, name);
    const ready = image?.family === 'ubuntu' ? (0,images_image/* withoutOrdinaryUsers */.B$)(image) : image;
    return (0,images_image/* adding */.YF)(ready, { account: VSCODE, env });
};
const onLanguage = (name) => LANGUAGES[name];
const base = (tag) => builtOn(tag, debian());
const DEV_CONTAINERS = {
    base: devContainer(base),
    cpp: devContainer(base, { VCPKG_ROOT: '/usr/local/vcpkg', VCPKG_DOWNLOADS: '/usr/local/vcpkg-downloads' }),
    java: devContainer(base),
    miniconda: devContainer(base, { CONDA_DIR: '/opt/conda' }),
    anaconda: devContainer(base, { CONDA_DIR: '/opt/conda' }),
    python: devContainer(onLanguage('python'), {
        PIPX_HOME: '/usr/local/py-utils',
        PIPX_BIN_DIR: '/usr/local/py-utils/bin',
    }),
    go: devContainer(onLanguage('golang')),
    rust: devContainer(onLanguage('rust')),
    ruby: devContainer(onLanguage('ruby')),
    php: (tag, name) => (0,images_image/* adding */.YF)(devContainer(onLanguage('php'))(tag, name), { workdir: '/var/www/html' }),
    // The user `node` of the image below is taken over.
    'javascript-node': onLanguage('node'),
    'typescript-node': onLanguage('node'),
    dotnet: (tag) => {
        const image = distributionIn(tag);
        const ready = image?.family === 'ubuntu' ? (0,images_image/* withoutOrdinaryUsers */.B$)(image) : image;
        return (0,images_image/* adding */.YF)((0,images_image/* adding */.YF)(ready, { account: VSCODE, env: { NUGET_XMLDOC_MODE: '' } }), { account: APP });
    },
};
/** https://github.com/microsoft/playwright/tree/main/utils/docker: `adduser pwuser` on Ubuntu, and root runs the steps. */
const playwright = (tag) => {
    const image = builtOn(tag, ubuntu());
    const id = image?.nextId ?? null;
    return (0,images_image/* adding */.YF)(image, {
        account: (0,images_image/* account */.ct)('pwuser', id, id, '/home/pwuser'),
        env: { PLAYWRIGHT_BROWSERS_PATH: '/ms-playwright' },
    });
};
const MICROSOFT = {
    ...named(['sdk', 'aspnet', 'runtime', 'runtime-deps'].map((name) => `mcr.microsoft.com/dotnet/${name}`), dotnet),
    ...named(['sdk', 'aspnet', 'runtime', 'runtime-deps'].map((name) => `mcr.microsoft.com/dotnet/core/${name}`), dotnetCore),
    ...Object.fromEntries(Object.entries(DEV_CONTAINERS).map(([name, image]) => [`mcr.microsoft.com/devcontainers/${name}`, image])),
    ...named(['playwright', 'playwright/python', 'playwright/java', 'playwright/dotnet'].map((name) => `mcr.microsoft.com/${name}`), playwright),
};

;// CONCATENATED MODULE: ./lib/images/official-distributions.js




/** The version that a distribution's own tag begins with: `12` of `12.5-slim`, `24.04`; null where it is another word. */
const release = ({ text }, shape) => new RegExp(`^(${shape.source})(?![\\d$]|\\.\\$)`).exec(text)?.[1] ?? null;
const official_distributions_major = (tag) => release(tag, /\d+/);
const noManager = (image) => ({ ...image, packageManager: null });
/** Red Hat's own and those rebuilt from it. `usual` is the version without a tag that says one. */
const enterprise = (usual = null) => (tag) => {
    const version = official_distributions_major(tag) ?? (tag.open ? null : usual);
    if (says(tag, /micro/))
        return noManager(redHat(version));
    if (says(tag, /minimal/))
        return minimal(redHat(version));
    return tag.open && !version ? noManager(redHat(null)) : redHat(version);
};
/** `ubi9/ubi-minimal`, `ubi9-minimal`: the version and the kind stand in the path. */
const ubi = (path) => () => {
    const image = redHat(/ubi(\d+)/.exec(path)?.[1] ?? null);
    return path.endsWith('-micro') ? noManager(image) : path.endsWith('-minimal') ? minimal(image) : image;
};
/** https://catalog.redhat.com/software/base-images */
const UBI = ['7', '8', '9', '10'].flatMap((version) => [
    `ubi${version}`,
    `ubi${version}-minimal`,
    `ubi${version}-micro`,
    `ubi${version}-init`,
    `ubi${version}/ubi`,
    `ubi${version}/ubi-minimal`,
    `ubi${version}/ubi-micro`,
    `ubi${version}/ubi-init`,
]);
const ubiImages = (where, paths) => Object.fromEntries(paths.map((path) => [`${where}/${path}`, ubi(path)]));
/** `-slim` has yum in 7 and microdnf from 8 on: https://github.com/oracle/container-images */
const oracleLinux = (tag) => {
    const image = redHat(official_distributions_major(tag));
    return says(tag, /slim/) && image.packageManager === 'dnf' ? minimal(image) : image;
};
const OFFICIAL_DISTRIBUTIONS = {
    debian: (tag) => distributionIn(tag) ?? debian(official_distributions_major(tag)),
    ubuntu: (tag) => {
        const version = release(tag, /\d\d\.\d\d/);
        if (version)
            return ubuntu(version);
        const named = distributionIn(tag);
        if (named)
            return named;
        // `latest`, `rolling` and newer code names are 24.04 or later.
        return tag.open || /\d/.test(tag.text) ? ubuntu() : { ...ubuntu('24.04'), version: null };
    },
    alpine: (tag) => alpine(release(tag, /\d\.\d+/)),
    'buildpack-deps': (tag) => builtOn(tag, debian()),
    ...named(['archlinux', 'archlinux/archlinux'], () => arch),
    ...named(['fedora', 'quay.io/fedora/fedora', 'registry.fedoraproject.org/fedora'], (tag) => {
        const version = official_distributions_major(tag);
        return tag.open && !version ? noManager(fedora(null)) : fedora(version);
    }),
    ...named(['quay.io/fedora/fedora-minimal', 'registry.fedoraproject.org/fedora-minimal'], (tag) => {
        const version = official_distributions_major(tag);
        // `dnf` there is microdnf up to 40.
        return version !== null && Number(version) < 41
            ? minimal(fedora(version))
            : tag.open && !version
                ? noManager(fedora(null))
                : fedora(version);
    }),
    ...named(['rockylinux', 'rockylinux/rockylinux', 'quay.io/rockylinux/rockylinux'], enterprise()),
    ...named(['almalinux', 'quay.io/almalinuxorg/almalinux', 'ghcr.io/almalinux/almalinux'], enterprise('10')),
    ...Object.fromEntries(['8', '9', '10'].flatMap((version) => [
        [`almalinux/${version}-base`, () => redHat(version)],
        [`almalinux/${version}-minimal`, () => minimal(redHat(version))],
    ])),
    centos: enterprise(),
    'quay.io/centos/centos': (tag) => redHat(/^(?:stream)?(\d+)(?![\d$])/.exec(tag.text)?.[1] ?? null),
    ...named(['oraclelinux', 'ghcr.io/oracle/oraclelinux', 'container-registry.oracle.com/os/oraclelinux'], oracleLinux),
    // https://github.com/amazonlinux/container-images; the kind `minimal` has a package manager of its own.
    ...named(['amazonlinux', 'public.ecr.aws/amazonlinux/amazonlinux'], (tag) => {
        const image = amazonLinux(release(tag, /2023|2/) ?? (tag.text === '' && !tag.open ? '2023' : tag.text === 'latest' ? '2023' : null));
        return says(tag, /minimal/) ? noManager(image) : image;
    }),
    photon: (tag) => photon(release(tag, /\d\.\d/)),
    ...ubiImages('registry.access.redhat.com', UBI),
    ...ubiImages('registry.redhat.io', UBI),
    ...ubiImages('redhat', UBI.filter((path) => !path.includes('/'))),
    ...named(['opensuse/leap', 'registry.opensuse.org/opensuse/leap'], (tag) => suse(release(tag, /\d+\.\d+/))),
    ...named(['opensuse/tumbleweed', 'registry.opensuse.org/opensuse/tumbleweed'], () => suse()),
    'registry.suse.com/bci/bci-base': (tag) => suse(release(tag, /\d+\.\d+/)),
    ...named(['mcr.microsoft.com/azurelinux/base/core', 'mcr.microsoft.com/cbl-mariner/base/core'], (tag) => azureLinux(release(tag, /\d\.\d/))),
    ...named(['cgr.dev/chainguard/wolfi-base', 'cgr.dev/chainguard/chainguard-base'], () => wolfi),
};

// EXTERNAL MODULE: ./lib/images/reference.js
var images_reference = __webpack_require__(1403);
;// CONCATENATED MODULE: ./lib/images/vendors.js




const NONROOT = (0,images_image/* account */.ct)('nonroot', 65532, 65532, '/home/nonroot');
/**
 * https://github.com/GoogleContainerTools/distroless/blob/main/static/static.bzl: no package manager, and a shell in the kind
 * `debug` alone; the kind `nonroot` changes user and working directory.
 */
const distroless = (tag, name) => {
    const image = {
        ...images_image/* PLAIN */.tZ,
        family: 'distroless',
        version: /-debian(\d+)$/.exec(name)?.[1] ?? null,
        accounts: [images_image/* ROOT */.Dl, (0,images_image/* account */.ct)('nobody', 65534, 65534, '/nonexistent')],
    };
    if (tag.open && !says(tag, /nonroot/))
        return null;
    return says(tag, /nonroot/)
        ? (0,images_image/* adding */.YF)(image, { account: NONROOT, runsAs: 'account', workdir: '/home/nonroot' })
        : (0,images_image/* adding */.YF)(image, { account: NONROOT });
};
/** https://github.com/chainguard-images/images: user and working directory as their `locked_config.json` has them. */
const CHAINGUARD = {
    go: { root: true, workdir: null },
    node: { workdir: '/app' },
    php: { workdir: '/app' },
    python: { workdir: null },
    ruby: { workdir: '/work' },
    rust: { workdir: '/work' },
    jdk: { workdir: '/home/build' },
    maven: { workdir: '/home/build' },
};
/** Only the kind `-dev` has a shell and apk. */
const chainguard = (tag, name) => {
    const { root, workdir } = CHAINGUARD[name] ?? { workdir: null };
    return { ...wolfi, packageManager: says(tag, /dev/) ? 'apk' : null, user: root ? images_image/* ROOT */.Dl : NONROOT, workdir };
};
/** https://github.com/bitnami/containers: the images of languages run as root on minideb, with a `SHELL` of their own. */
const bitnami = (tag) => (0,images_image/* adding */.YF)(builtOn({ ...tag, open: false }, debian()), {
    workdir: '/app',
    shell: ['/bin/bash', '-o', 'errexit', '-o', 'nounset', '-o', 'pipefail', '-c'],
});
/** The user got another number in October 2022: https://github.com/CircleCI-Public/cimg-base/pull/213 */
function hasNewNumbers(tag, name) {
    const version = numbersOf(tag);
    if (name === 'base') {
        const [, year, month] = /^(\d{4})\.(\d\d)(?![\d$])/.exec(tag.text) ?? [];
        return year ? Number(year) * 12 + Number(month) > 2022 * 12 + 10 : /^(?:current|edge|stable)(?:-|$)/.test(tag.text);
    }
    const first = { node: [19, 1], python: [3, 12], go: [1, 20] };
    const [major, minor] = first[name] ?? [Number.POSITIVE_INFINITY, 0];
    return version !== null && (version.major > major || (version.major === major && (version.minor ?? -1) >= minor));
}
/** https://github.com/CircleCI-Public/cimg-base/blob/main/Dockerfile.template */
const circleCi = (tag, name) => {
    const known = hasNewNumbers(tag, name);
    const base = name === 'base' ? builtOn({ ...tag, open: false }, ubuntu()) : ubuntu();
    return (0,images_image/* adding */.YF)(base, {
        account: (0,images_image/* account */.ct)('circleci', known ? 1001 : null, known ? 1002 : null, '/home/circleci'),
        runsAs: 'account',
        workdir: '/home/circleci/project',
        shell: ['/bin/bash', '-exo', 'pipefail', '-c'],
        // https://github.com/CircleCI-Public/cimg-go/blob/main/Dockerfile.template
        env: name === 'go' ? { GOPATH: '/home/circleci/go' } : {},
    });
};
const VENDORS = {
    'gcr.io/distroless/*': distroless,
    ...named(Object.keys(CHAINGUARD).map((name) => `cgr.dev/chainguard/${name}`), chainguard),
    // https://github.com/bitnami/minideb/blob/master/mkimage writes docker-clean, as Debian's own images have it.
    'bitnami/minideb': (tag) => builtOn(tag, debian()),
    ...named(['node', 'python', 'ruby'].flatMap((name) => [`bitnami/${name}`, `bitnamilegacy/${name}`]), bitnami),
    ...named(['base', 'node', 'python', 'go'].map((name) => `cimg/${name}`), circleCi),
};

;// CONCATENATED MODULE: ./lib/images/known.js








const KNOWN = {
    ...OFFICIAL_DISTRIBUTIONS,
    ...LANGUAGES,
    ...JAVA,
    ...MICROSOFT,
    ...DATA_SCIENCE,
    ...VENDORS,
};
function knownImage(place) {
    const folder = place.replace(/[^/]*$/, '*');
    return (Object.hasOwn(KNOWN, place) ? KNOWN[place] : Object.hasOwn(KNOWN, folder) ? KNOWN[folder] : null) ?? null;
}
/** What is known of the image that a reference names; null when nothing is. */
function imageOf(reference) {
    const place = (0,images_reference/* placeOf */.$t)(reference);
    return knownImage(place)?.(readTag(reference), place.replace(/^.*\//, '')) ?? null;
}


/***/ }),

/***/ 1403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Wf: () => (/* binding */ readReference)
/* harmony export */ });
/* unused harmony export officialName */
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
    if (isDockerHub(registry)) {
        const name = path.replace(OF_OFFICIAL_IMAGES, '');
        return name.includes('/') ? null : name;
    }
    return /(?:^|\/)library\/([^/]+)$/.exec(path)?.[1] ?? null;
}
/** https://github.com/docker-library/official-images#architectures-other-than-amd64 */
const OF_OFFICIAL_IMAGES = /^(?:library|amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//;
const isDockerHub = (registry) => registry === null || registry === 'docker.io' || registry === 'index.docker.io' || registry === 'registry-1.docker.io';
/**
 * The one name of the place where an image lies, without tag: `python`, `oven/bun`, `ghcr.io/astral-sh/uv`. What mirrors Docker Hub
 * as a whole has its names: https://docs.cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images
 */
function placeOf(reference) {
    const { registry, path } = reference;
    const official = officialName(reference);
    if (official !== null)
        return official;
    return isDockerHub(registry) || registry === 'mirror.gcr.io' ? path : `${registry}/${path}`;
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
