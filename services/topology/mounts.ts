import { reportAt, reportInTemplate, type Offer, type StackSource } from './draft.ts';
import type { Fault } from './fault.ts';
import { templateList } from './template-values.ts';
import type { Mount } from './types.ts';
import { parseSize } from './units.ts';

export interface Mounts {
  readonly mounts: readonly Mount[];
  readonly tmpfs: readonly string[];
}

const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/;

/** The template's own volumes and the stack's `volumes` and `tmpfs`; of two for one path the stack's wins. */
export async function mountsOf(offer: Offer, stack: StackSource): Promise<Mounts> {
  const { input, name } = offer;
  const own: Mount[] = [];
  const places: number[] = [];
  const tmpfs = typeof input.tmpfs === 'string' ? [input.tmpfs] : [...(input.tmpfs ?? [])];
  for (const [index, each] of tmpfs.entries()) if (!each.startsWith('/')) reportAt(stack, ['services', name, 'tmpfs', index], { message: `"${each}" is no absolute path.`, hint: 'Write /path or /path:size=64m.' });
  for (const [index, volume] of (input.volumes ?? []).entries()) {
    const path = ['services', name, 'volumes', index];
    const report = (fault: Fault): void => reportAt(stack, path, fault);
    const before = own.length;
    if (typeof volume === 'string') {
      const mount = shortForm(volume, { service: name, stack, report });
      if (mount !== undefined) own.push(mount);
    } else if (volume.type === 'tmpfs') {
      const options = [volume.tmpfs?.size === undefined ? [] : `size=${parseSize(volume.tmpfs.size)}`, volume.tmpfs?.mode === undefined ? [] : `mode=${volume.tmpfs.mode.toString(8)}`].flat();
      tmpfs.push([volume.target, ...(options.length === 0 ? [] : [options.join(',')])].join(':'));
    } else if (volume.source === undefined) {
      report({ message: `A ${volume.type} needs its source.`, hint: volume.type === 'bind' ? 'Write source: ./folder.' : 'Write source: and a volume name.' });
    } else {
      own.push(toMount({ type: volume.type, source: volume.source, target: volume.target, readOnly: volume.read_only === true }, { stack, report }));
    }
    if (own.length > before) places.push(index);
    await checkBind(own[before], { stack, report });
  }
  const taken = new Map<string, number>();
  for (const [index, { target }] of own.entries()) {
    if (taken.has(target)) reportAt(stack, ['services', name, 'volumes', places[index] ?? 0], { message: `Two volumes of ${name} stand at ${target}.`, hint: 'Give one of them another path.' });
    taken.set(target, index);
  }
  return { mounts: [...templateMounts(offer, stack).filter(({ target }) => !taken.has(target)), ...own], tmpfs: [...templateList('tmpfs', { offer, stack }), ...tmpfs] };
}

interface Context {
  readonly stack: StackSource;
  readonly report: (fault: Fault) => void;
}

/** `data:/data` of the template's service `cache` is the volume `cache-data` of the stack. */
function templateMounts(offer: Offer, stack: StackSource): readonly Mount[] {
  return templateList('volumes', { offer, stack }).flatMap((text, index) => {
    const [source = '', target = '', mode] = text.split(':');
    if (volumeName.test(source) && target.startsWith('/') && (mode === undefined || mode === 'ro' || mode === 'rw')) {
      return { type: 'volume', volume: `${offer.name}-${source}`, target, readOnly: mode === 'ro' } as const;
    }
    reportInTemplate(stack, offer, ['service', 'volumes', index])({ message: `"${text}" is no volume of a template.`, hint: 'Write name:/path or name:/path:ro.' });
    return [];
  });
}

function shortForm(text: string, { service, stack, report }: Context & { readonly service: string }): Mount | undefined {
  // A drive letter's colon separates nothing; without a path in the container after it, the letter is a volume's name.
  const drive = /^[A-Za-z]:[\\/][^:]*:\//.test(text) ? text.slice(0, 2) : '';
  const [first = '', second, modes, ...rest] = text.slice(drive.length).split(':');
  if (second === undefined && first.startsWith('/') && drive === '') {
    return { type: 'volume', volume: `${service}${first.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replace(/-$/, '')}`, target: first, readOnly: false };
  }
  const flags = modes === undefined ? [] : modes.split(',');
  const unknown = flags.find((flag) => !['ro', 'rw', 'z', 'Z', 'cached', 'delegated', 'consistent'].includes(flag));
  if (second?.startsWith('/') !== true || rest.length > 0 || unknown !== undefined) {
    report(unknown === undefined ? { message: `"${text}" is no volume.`, hint: 'Write name:/path, ./folder:/path or either with :ro.' } : { message: `"${unknown}" is no volume option.`, hint: 'Write ro or rw.' });
    return undefined;
  }
  const source = drive + first;
  return toMount({ type: /^[./~]|^[A-Za-z]:/.test(source) ? 'bind' : 'volume', source, target: second, readOnly: flags.includes('ro') }, { stack, report });
}

function toMount({ type, source, target, readOnly }: { readonly type: 'volume' | 'bind'; readonly source: string; readonly target: string; readonly readOnly: boolean }, { stack, report }: Context): Mount {
  if (type === 'bind') return { type, source: stack.reader.resolve(stack.directory, atHome(source, stack)), target, readOnly };
  if (!volumeName.test(source)) report({ message: `"${source}" is no volume name.`, hint: 'Use letters, digits, hyphens and underscores; a folder starts with ./.' });
  return { type, volume: source, target, readOnly };
}

function atHome(source: string, { environment }: StackSource): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  return home !== undefined && /^~($|[\\/])/.test(source) ? home + source.slice(1) : source;
}

/** The engine would make an empty folder of root's, where a file was meant more often than not. */
async function checkBind(mount: Mount | undefined, { stack, report }: Context): Promise<void> {
  if (mount?.type !== 'bind') return;
  if ((await stack.reader.kindOf(mount.source)) === undefined) report({ message: `"${mount.source}" is not there.`, hint: 'Create it, or use a named volume: name:/path.' });
}
