export const id = 781;
export const ids = [781];
export const modules = {

/***/ 1781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  configurationOf: () => (/* binding */ configurationOf),
  namedConfiguration: () => (/* binding */ namedConfiguration)
});

// EXTERNAL MODULE: ./lib/text/printable.js
var printable = __webpack_require__(7944);
// EXTERNAL MODULE: ./lib/configuration/configuration.js
var configuration = __webpack_require__(6588);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/formats/yaml.js
var formats_yaml = __webpack_require__(5505);
// EXTERNAL MODULE: ./lib/images/image.js
var images_image = __webpack_require__(2539);
// EXTERNAL MODULE: ./lib/images/known.js + 10 modules
var known = __webpack_require__(4262);
// EXTERNAL MODULE: ./lib/images/reference.js
var images_reference = __webpack_require__(1403);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
// EXTERNAL MODULE: ./lib/configuration/globs.js
var globs = __webpack_require__(1545);
;// CONCATENATED MODULE: ./lib/configuration/repository-path.js
/**
 * A path that a user wrote, relative to the root of the repository, in its one form: no `./`, no `..`, no doubled or
 * final `/`; `.` is the root itself. Null for a path that leaves the repository or can be none in it: an absolute one,
 * one with a drive, a backslash or a control character, an empty one.
 */
function repositoryPath(written) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (written === '' || /^[/~]|^[A-Za-z]:|[\\\u0000-\u001f\u007f]/.test(written))
        return null;
    const parts = [];
    for (const part of written.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part !== '..')
            parts.push(part);
        else if (parts.pop() === undefined)
            return null;
    }
    return parts.join('/') || '.';
}

;// CONCATENATED MODULE: ./lib/configuration/load.js










/** A configuration is a few lines. What is longer than this many characters was not written as one. */
const longestText = 64 * 1024;
/** An address of an image as it may stand behind `# syntax=`: registry, path, tag, digest. */
const imageAddress = /^[a-z0-9][a-z0-9._:/-]*(?:@sha256:[0-9a-f]{64})?$/i;
/**
 * Reads a configuration.
 *
 * @param text the YAML, from anybody's hand
 * @param path how the file is called in messages
 * @param ruleIds the rules there are
 * @throws {ConfigurationError} on anything that is not understood: nothing is passed over in silence
 */
function parseConfiguration(text, path, ruleIds) {
    const file = new ConfigurationFile(text, path);
    const root = file.map(file.contents, 'the configuration');
    let { rules, syntax, include, exclude, contexts, images } = configuration/* defaultConfiguration */._0;
    for (const { key, value } of file.entries(root, Object.keys(configuration/* keys */.HP), 'an option')) {
        if (key === 'rules')
            rules = readRules(file, value, ruleIds);
        else if (key === 'syntax')
            syntax = readSyntax(file, value);
        else if (key === 'images')
            images = file.list(value, '"images"').map((item) => readImage(file, item));
        else if (key === 'contexts')
            contexts = readContexts(file, value);
        else {
            for (const entry of file.entries(file.map(value, '"paths"'), Object.keys(configuration/* pathKeys */.ib), 'an option of "paths"')) {
                const globs = readGlobs(file, entry.value, entry.key);
                if (entry.key === 'include')
                    include = globs;
                else
                    exclude = globs;
            }
        }
    }
    return { rules, syntax, include, exclude, contexts, images };
}
function readRules(file, node, ruleIds) {
    const rules = {};
    for (const { key, value } of file.entries(file.map(node, '"rules"'), ruleIds, 'a rule')) {
        const written = file.text(value, `"${key}"`);
        const level = configuration/* ruleLevels */.U7.find((candidate) => candidate === written);
        if (level === undefined) {
            const right = /^(?:false|no|none|never|disabled?|ignore|0)$/i.test(written)
                ? 'Did you mean "off"?'
                : (0,nearest/* instead */.L)(written, configuration/* ruleLevels */.U7);
            throw file.error(value, `${(0,printable/* quoted */.T)(written)} is not allowed for "${key}". ${right}`);
        }
        rules[key] = level;
    }
    return rules;
}
function readSyntax(file, node) {
    const written = file.text(node, '"syntax"');
    if (written.length <= 300 && imageAddress.test(written))
        return written;
    throw file.error(node, `${(0,printable/* quoted */.T)(written)} is not the address of an image. Write one such as "${configuration/* defaultConfiguration */._0.syntax}".`);
}
function readContexts(file, node) {
    const contexts = new Map();
    for (const { key, keyNode, value } of file.entries(file.map(node, '"contexts"'))) {
        const dockerfile = repositoryPath(key);
        if (dockerfile === null || dockerfile === '.') {
            throw file.error(keyNode, `${(0,printable/* quoted */.T)(key)} is not a path in the repository. Write the path of a Dockerfile from its root.`);
        }
        const written = file.text(value, (0,printable/* quoted */.T)(key));
        const folder = repositoryPath(written);
        if (folder === null) {
            throw file.error(value, `${(0,printable/* quoted */.T)(written)} is not a folder in the repository. Write its path from the root, "." for the root.`);
        }
        contexts.set(dockerfile, folder);
    }
    return contexts;
}
function readImage(file, node) {
    const said = new Map();
    let env = {};
    for (const { key, value } of file.entries(file.map(node, 'an entry of "images"'), Object.keys(configuration/* imageKeys */.A8), 'an option of "images"')) {
        if (key !== 'env')
            said.set(key, { text: file.text(value, `"${key}"`), node: value });
        else
            env = Object.fromEntries([...file.entries(file.map(value, '"env"'))].map((one) => [one.key, file.text(one.value, (0,printable/* quoted */.T)(one.key))]));
    }
    const checked = (key, isRight, right) => {
        const found = said.get(key);
        if (!found || isRight(found.text))
            return found?.text ?? null;
        throw file.error(found.node, `${(0,printable/* quoted */.T)(found.text)} is not allowed for "${key}". ${right}`);
    };
    const number = (key) => {
        const text = checked(key, (written) => /^\d{1,9}$/.test(written), 'Write a number, such as 1000.');
        return text === null ? null : Number(text);
    };
    const pattern = said.get('pattern');
    if (!pattern)
        throw file.error(node, 'an entry of "images" has no "pattern". Write one, such as "ghcr.io/acme/*".');
    const problem = (0,globs/* globProblem */.AI)(pattern.text);
    if (problem !== null)
        throw file.error(pattern.node, `${(0,printable/* quoted */.T)(pattern.text)} ${(0,printable/* printable */.g)(problem)}.`);
    const manager = checked('manager', (text) => images_image/* packageManagers */.NN.some((one) => one === text), (0,nearest/* instead */.L)(said.get('manager')?.text ?? '', images_image/* packageManagers */.NN));
    return {
        matches: (0,globs/* matcher */.jN)([pattern.text], 'whole'),
        like: checked('like', isKnown, 'Write an image that Layerwise knows, such as "python:3.13-slim".'),
        user: checked('user', (text) => /^[a-z_][\w.-]*$/i.test(text), 'Write the name of a user, and a number under "uid".'),
        uid: number('uid'),
        gid: number('gid'),
        home: checked('home', (text) => /^\/[^\s,"']*$/.test(text), 'Write an absolute path, such as "/home/app".'),
        manager: images_image/* packageManagers */.NN.find((one) => one === manager) ?? null,
        env,
    };
}
function isKnown(text) {
    const reference = (0,images_reference/* readReference */.Wf)(text);
    return reference !== null && (0,known/* imageOf */.d)(reference) !== null;
}
function readGlobs(file, node, key) {
    return file.list(node, `"${key}"`).map((item) => {
        const glob = file.text(item, `an entry of "${key}"`);
        const problem = (0,globs/* globProblem */.AI)(glob);
        if (problem !== null)
            throw file.error(item, `${(0,printable/* quoted */.T)(glob)} ${(0,printable/* printable */.g)(problem)}.`);
        return glob;
    });
}
/** One configuration file: its YAML, and messages that say where in it something stands. */
class ConfigurationFile {
    #path;
    #lines;
    /** What the file holds; null for nothing. */
    contents;
    constructor(text, path) {
        this.#path = path;
        this.#lines = null;
        if (text.length > longestText) {
            throw this.error(null, `the file is larger than ${longestText / 1024} kB. Write a shorter configuration.`);
        }
        const yaml = (0,formats_yaml/* openYaml */.I)(text);
        if ('problem' in yaml)
            throw this.#errorAt(yaml.line, `this is not YAML that can be read: ${(0,printable/* printable */.g)(yaml.problem)}`);
        const [first, second] = yaml.documents;
        this.#lines = yaml.lines;
        if (second)
            throw this.error(second.contents, 'a second document begins here. Write one configuration.');
        const warning = first?.warnings[0];
        if (warning) {
            const { line } = this.#lines.linePos(warning.pos[0]);
            throw this.#errorAt(line, `this is not YAML that can be read: ${(0,printable/* printable */.g)(warning.message)}`);
        }
        this.contents = first?.contents ?? null;
    }
    error(node, message) {
        const range = node?.range;
        return this.#errorAt((range && this.#lines?.linePos(range[0]).line) ?? 1, message);
    }
    #errorAt(line, message) {
        return new configuration/* ConfigurationError */.j1(`${(0,printable/* printable */.g)(this.#path)}:${Math.max(line, 1)}: ${message}`);
    }
    /** The entries of a map; null is the empty map. */
    map(node, what) {
        if (node === null || ((0,dist/* isScalar */.jn)(node) && node.value === null))
            return [];
        if ((0,dist/* isMap */.jh)(node))
            return node.items;
        throw this.#wrongShape(node, what, 'needs names and values, one "name: value" a line');
    }
    /** The entries with their keys as text, each one of `allowed` when that is given. */
    *entries(pairs, allowed, what = 'a name') {
        for (const { key: keyNode, value } of pairs) {
            const key = this.text(keyNode, 'a name');
            if (allowed && !allowed.includes(key)) {
                throw this.error(keyNode, `${(0,printable/* quoted */.T)(key)} is not ${what}. ${(0,nearest/* instead */.L)(key, allowed)}`);
            }
            yield { key, keyNode, value: value ?? null };
        }
    }
    /** The items of a list; a single value is a list of one. */
    list(node, what) {
        if (node === null || ((0,dist/* isScalar */.jn)(node) && node.value === null))
            return [];
        if ((0,dist/* isSeq */.oP)(node))
            return node.items;
        return [this.#scalar(node, what)];
    }
    /** A value as it is written, whatever type YAML gives it. */
    text(node, what) {
        const scalar = this.#scalar(node, what);
        return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
    }
    #scalar(node, what) {
        if ((0,dist/* isScalar */.jn)(node) && node.value !== null)
            return node;
        throw this.#wrongShape(node, what, 'needs a single value');
    }
    #wrongShape(node, what, needed) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.error(node, 'an alias stands here. Write the value out.');
        return this.error(node, `${what} ${needed}.`);
    }
}

;// CONCATENATED MODULE: ./lib/configuration/place.js



/**
 * The configuration of a repository that names none: the one at the known places, or what holds without one.
 *
 * @param texts the texts at `configurationPlaces`; null or nothing where there is no file
 * @throws {ConfigurationError} when there are two, when one bears a name that is not read, or on a mistake in it
 */
function configurationOf(texts, ruleIds) {
    const present = configuration/* configurationPlaces */.Re.filter((place) => typeof texts.get(place) === 'string');
    const [path, other] = present;
    if (path === undefined)
        return configuration/* defaultConfiguration */._0;
    if (other !== undefined) {
        throw new configuration/* ConfigurationError */.j1(`${other}:1: ${path} is a configuration as well. Keep one of the two files.`);
    }
    const right = configuration/* misnamedPlaces */.l6.get(path);
    if (right)
        throw new configuration/* ConfigurationError */.j1(`${path}:1: the configuration is not read from here. Rename it to ${right}.`);
    return parseConfiguration(texts.get(path), path, ruleIds);
}
/**
 * The configuration that a user named.
 *
 * @param text the file's text; null when there is no such file, or it is no text
 */
function namedConfiguration(path, text, ruleIds) {
    if (text !== null)
        return parseConfiguration(text, path, ruleIds);
    throw new configuration/* ConfigurationError */.j1(`${(0,printable/* printable */.g)(path)}: there is no such configuration file. Check the path.`);
}


/***/ })

};
