const TEST = '(^test/|\\.test(-d)?\\.ts$)';
const RENDERER = '^renderer/';

/** Files under `from` may import, of our own code, only themselves and `allowed`. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { path: '^(electron|renderer|services|scripts|bench|bin|resources)/', pathNot: [from, ...allowed] },
});
const islands = (name, root) => ({
  name,
  severity: 'error',
  from: { path: `^${root}/([^/]+)/` },
  to: { path: `^${root}/([^/]+)/`, pathNot: `^${root}/$1/` },
});

const CONTRACT = '^services/contract/';
const TOPOLOGY = '^services/topology/';
const TOPOLOGY_TYPES = '^services/topology/(types|references|materialize)\\.ts$';
const ENGINE = '^services/engine/';
const KINDS = '^services/kinds/';
const STORE = '^services/store/';
const EXPORT = '^services/export/';
const CLUSTER = '^services/cluster/';
const IMPORT = '^services/import/';
const CORE = '^services/core/';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'declared-packages', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    only('contract-layer', CONTRACT, []),
    only('topology-layer', TOPOLOGY, [CONTRACT]),
    only('engine-layer', ENGINE, [CONTRACT, TOPOLOGY]),
    only('export-layer', EXPORT, [CONTRACT, TOPOLOGY]),
    only('cluster-layer', CLUSTER, [CONTRACT, '^services/export/kubernetes/kustomize/difference\\.ts$']),
    only('import-layer', IMPORT, [CONTRACT, TOPOLOGY]),
    only('kinds-layer', KINDS, [CONTRACT, TOPOLOGY_TYPES]),
    islands('kinds-are-islands', 'services/kinds'),
    only('store-layer', STORE, [CONTRACT, TOPOLOGY_TYPES]),
    only('core-layer', CORE, [CONTRACT, TOPOLOGY, ENGINE, EXPORT, CLUSTER, IMPORT, KINDS, STORE]),
    only('shells-layer', '^services/shells/', [CONTRACT, '^services/core/index\\.ts$']),
    // Main and preload pick a transport and show windows; everything else is the core's.
    only('electron-layer', '^electron/', [CONTRACT, '^services/store/own-programs\\.ts$']),
    { name: 'electron-only-in-desktop', severity: 'error', from: { path: '^(renderer|services)/' }, to: { path: '(^|/)node_modules/electron/' } },
    { name: 'preload-is-alone', severity: 'error', from: { path: '^electron/preload/' }, to: { path: '^electron/main/' } },
    // The demo is a user's code: it knows nothing of ours, and its two services share only `common`.
    only('demo-stands-alone', '^resources/demo/', []),
    { name: 'demo-services-are-islands', severity: 'error', from: { path: '^resources/demo/(api|worker)/' }, to: { path: '^resources/demo/', pathNot: '^resources/demo/($1|common)/' } },
    { name: 'no-node-in-contract', severity: 'error', from: { path: CONTRACT, pathNot: TEST }, to: { dependencyTypes: ['core'] } },
    { name: 'topology-is-pure', severity: 'error', from: { path: TOPOLOGY, pathNot: TEST }, to: { path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)', dependencyTypes: ['core'] } },
    { name: 'import-is-pure', severity: 'error', from: { path: IMPORT, pathNot: TEST }, to: { path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)', dependencyTypes: ['core'] } },
    { name: 'planner-is-pure', severity: 'error', from: { path: '^services/engine/plan/', pathNot: TEST }, to: { path: ['^services/engine/(client|execute|images|logs)/', '^(node:)?(fs|child_process|net|http|https|os)(/|$)'], dependencyTypesNot: ['type-only'] } },
    { name: 'dockerode-only-in-engine', severity: 'error', from: { path: '^(electron|renderer|services|scripts|bench)/', pathNot: ENGINE }, to: { path: '(^|/)node_modules/(dockerode|docker-modem)/' } },
    { name: 'kubernetes-client-only-in-cluster', severity: 'error', from: { path: '^(electron|renderer|services|scripts|bench)/', pathNot: CLUSTER }, to: { path: '(^|/)node_modules/@kubernetes/' } },
    { name: 'sqlite-only-in-store', severity: 'error', from: { path: '^(electron|renderer|services|scripts|bench)/', pathNot: STORE }, to: { path: '(^|/)node_modules/better-sqlite3/' } },
    { name: 'not-to-bench', severity: 'error', from: { path: '^(electron|renderer|services|bin)/' }, to: { path: '^bench/' } },
    only('renderer-layer', RENDERER, [CONTRACT]),
    { name: 'renderer-carries-no-contract', severity: 'error', from: { path: RENDERER, pathNot: TEST }, to: { path: CONTRACT, pathNot: '^services/contract/(connect/|errors\\.ts$)', dependencyTypesNot: ['type-only'] } },
    { name: 'no-node-in-renderer', severity: 'error', from: { path: RENDERER, pathNot: TEST }, to: { dependencyTypes: ['core'] } },
    islands('features-are-islands', 'renderer/features'),
    { name: 'features-below-frame', severity: 'error', from: { path: '^renderer/(features|ui|lib)/' }, to: { path: '^renderer/(app/|main\\.tsx)' } },
    { name: 'ui-and-lib-below-features', severity: 'error', from: { path: '^renderer/(ui|lib)/' }, to: { path: '^renderer/features/' } },
    { name: 'not-to-test', severity: 'error', from: { pathNot: TEST }, to: { path: TEST } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/check/violations/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
