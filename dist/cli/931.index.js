export const id = 931;
export const ids = [931];
export const modules = {

/***/ 931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   commandHelp: () => (/* binding */ commandHelp),
/* harmony export */   description: () => (/* binding */ description),
/* harmony export */   helpText: () => (/* binding */ helpText)
/* harmony export */ });
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1097);
/* harmony import */ var _report_layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5526);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3814);



/** What each command is for. The flags come from the options. */
const commandHelp = {
    check: {
        usage: 'layerwise check [PATH...]',
        says: 'Look at Dockerfiles and say what costs build time.',
        more: 'PATH is a Dockerfile, a folder or "-" for standard input; without one, every Dockerfile of the working tree is looked at, those that git ignores left out. Exit code 0: nothing at or above the level of --fail-on; 1: something; 2: it could not be done.',
    },
    fix: {
        usage: 'layerwise fix [PATH...]',
        says: 'Write the suggestions into the Dockerfiles.',
        more: 'PATH is as for "check"; what comes from standard input goes to standard output. Exit code 0: done, whether or not there was something to fix; 2: it could not be done.',
    },
    audit: {
        usage: 'layerwise audit [PATH...]',
        says: 'Look at every Dockerfile of a repository and say where there is the most to gain.',
        more: 'PATH is as for "check". The report lists the most severe findings first, and among these the steps that the most files run again. As SARIF it may take several files: --output names the first. With --write-baseline it prints no report; what the baseline holds of files that were not looked at stays in it. Exit code 0: done; 1: something at or above the level of --fail-on; 2: it could not be done.',
    },
    'merge-reports': {
        usage: 'layerwise merge-reports FILE...',
        says: 'Make one report of the JSON reports of several repositories.',
        more: 'FILE is what "layerwise audit --format json", the action or this command wrote. Exit code 0: done; 2: it could not be done.',
    },
    explain: {
        usage: 'layerwise explain [RULE|MANAGER|PATH:LINE]',
        says: 'Tell the reason of a rule, with an example, what is known of a package manager, or of one line of a Dockerfile.',
        more: 'Without an argument it lists rules and managers. PATH:LINE tells what the instruction in that line depends on, what it reads of the project, and why no line moves there.',
    },
    graph: {
        usage: 'layerwise graph [PATH]',
        says: 'Tell what each step of a Dockerfile depends on, and which steps run again when files change.',
        more: 'PATH is a Dockerfile, a folder with one, or "-" for standard input; it can be left out where there is one Dockerfile only. Files behind --changed are as seen from the working directory, or from the root of the repository as git prints them. Exit code 0: done; 2: it could not be done.',
    },
};
const width = 96;
/** The help of one command, or of all. */
function helpText(about) {
    const lines = about === undefined ? overview() : page(about);
    return `${lines.join('\n')}\n`;
}
function overview() {
    return [
        'Layerwise reviews Dockerfiles: layers in the wrong order, package installs without a cache mount.',
        '',
        ..._options_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .Pi.flatMap((command) => [commandHelp[command].usage, ...indented(commandHelp[command].says, 4)]),
        '',
        ...table(_arguments_js__WEBPACK_IMPORTED_MODULE_1__/* .flags */ .Mv.filter((option) => option.flag?.commands === undefined)),
        '',
        'More on a command: layerwise COMMAND --help',
    ];
}
function page(command) {
    const { usage, says, more } = commandHelp[command];
    return [
        `${usage}${command === 'explain' ? '' : ' [flags]'}`,
        '',
        ...(0,_report_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .wrapped */ .ky)(says, width),
        '',
        ...(0,_report_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .wrapped */ .ky)(more, width),
        '',
        ...table(_arguments_js__WEBPACK_IMPORTED_MODULE_1__/* .flags */ .Mv.filter((option) => (0,_arguments_js__WEBPACK_IMPORTED_MODULE_1__/* .takes */ .ny)(command, option)), command),
    ];
}
/** One row for each flag: how it is written, and what it does. */
function table(rows, command) {
    const written = rows.map(spelling);
    const gap = Math.max(...written.map((text) => text.length)) + 4;
    return rows.flatMap((option, index) => {
        const [first = '', ...rest] = (0,_report_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .wrapped */ .ky)(description(option, command), width - gap);
        return [`  ${written[index].padEnd(gap - 2)}${first}`, ...rest.map((line) => ' '.repeat(gap) + line)];
    });
}
function spelling({ name, flag }) {
    return [flag?.short ? `-${flag.short}, ` : '', `--${name}`, flag?.value ? ` ${flag.value}` : ''].join('');
}
/** What an option does, with its values and its default, in prose without marks. */
function description({ description: says, allowed: all, flag }, command) {
    const allowed = (command && flag?.allowed?.[command]) ?? all;
    const values = allowed ? ` One of ${allowed.join(', ')}.` : '';
    const own = (command && flag?.defaults?.[command]) ?? flag?.default;
    const standard = own ? ` Default: ${own}.` : '';
    return `${says.replaceAll('`', '')}${values}${standard}`;
}
const indented = (text, by) => (0,_report_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .wrapped */ .ky)(text, width - by).map((line) => ' '.repeat(by) + line);


/***/ })

};
