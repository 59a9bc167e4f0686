import type { ExportStep } from '../../contract/export.ts';
import type { ExportLook } from './look.ts';

type Exported = Pick<ExportLook, 'stack' | 'target' | 'environment' | 'folder' | 'wanted'>;
type Looked = Exported & Pick<ExportLook, 'changes'>;

/** A word of a command line of sh. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const steps: Readonly<Record<Exported['target'], (exported: Exported) => readonly ExportStep[]>> = {
  compose: ({ folder }) => [
    { does: 'Make up the secrets', command: `sh ${word(`${folder}/fill-in.sh`)}` },
    { does: 'Start it', command: `docker compose -f ${word(`${folder}/compose.yaml`)} up --detach --wait` },
  ],
  kubernetes: ({ folder, environment, wanted }) => [
    ...([...wanted.keys()].some((path) => path.startsWith(`overlays/${environment}/secrets/`)) ? [{ does: `Fill in the secrets: copy each overlays/${environment}/secrets/NAME.env.example to NAME.env and write its values` }] : []),
    { does: 'Apply it', command: `kubectl apply -k ${word(`${folder}/overlays/${environment}`)}` },
  ],
  helm: ({ stack, folder, wanted }) => [
    ...(wanted.get('templates/NOTES.txt')?.includes('create secret') === true ? [{ does: 'Make the Secrets that templates/NOTES.txt names' }] : []),
    { does: 'Install it', command: `helm upgrade --install ${stack} ${word(folder)} --namespace ${stack} --values YOUR-VALUES.yaml` },
  ],
};

/** What a person does with the files. */
export function nextSteps(exported: Looked): readonly ExportStep[] {
  const conflicts = exported.changes.filter((change) => change.kind === 'conflict' || (change.kind === 'kept' && change.unsolved === true)).map(({ path }) => path);
  if (conflicts.length > 0) return [{ does: `Solve what is marked in ${conflicts.join(', ')}: keep the lines that you want, and take the marks away. Then export again` }];
  return steps[exported.target](exported);
}
