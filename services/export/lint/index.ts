export { lint, type Linted } from './lint.ts';
export { readManifests, type ManifestFile } from './manifests.ts';
