import type { FolderView, NewStackSource } from '../../../services/contract/views/project-view.ts';
import type { TemplateView } from '../../../services/contract/views/catalog-view.ts';
import { freeName } from '../../lib/free-name.ts';

export type Start = NewStackSource['kind'];
export type Picked = readonly { readonly name: string; readonly template: string }[];

/** `cache:redis,files:minio`, as it stands in the address. */
export const pickedText = (picked: Picked): string => picked.map(({ name, template }) => `${name}:${template}`).join(',');

export function pickedOf(text: string | undefined): Picked {
  return (text ?? '').split(',').flatMap((each) => {
    const [name = '', template = ''] = each.split(':');
    return name === '' || template === '' ? [] : [{ name, template }];
  });
}

/** Takes a template in, or out with all its services. */
export function togglePick(picked: Picked, { id }: Pick<TemplateView, 'id'>): Picked {
  const without = picked.filter(({ template }) => template !== id);
  return without.length < picked.length ? without : [...picked, { name: freeName(id, picked.map(({ name }) => name)), template: id }];
}

/** A path in a folder, with the separator that the folder's own path has. */
export function inside(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

export interface Place {
  /** Where the stack goes. */
  readonly folder: string;
  readonly name: string;
  readonly makesFolder: boolean;
}

export interface PlaceAsked {
  readonly view: Extract<FolderView, { readonly state: 'read' }>;
  readonly start: Start;
  /** What was said of it; undefined: what fits. */
  readonly own: boolean | undefined;
  readonly name: string | undefined;
  /** Names of stacks that are known. */
  readonly taken: readonly string[];
}

/** Into a folder of its own where it brings files along, and where the folder is no place for one or has one; else beside the user's code. */
export function placeOf({ view, start, own, name, taken }: PlaceAsked): Place {
  // A Compose project names its own files, so it stays where they are.
  const makesFolder = start === 'compose' ? false : own ?? (start === 'demo' || view.isHome || view.files.some((file) => file.name === 'stackyard.yaml'));
  const usual = start === 'demo' ? 'shop' : makesFolder ? 'my-stack' : view.suggestedName;
  const used = makesFolder ? [...taken, ...view.folders.map((each) => each.name)] : taken;
  const chosen = name ?? freeName(usual, used);
  return { folder: makesFolder ? inside(view.folder, chosen) : view.folder, name: chosen, makesFolder };
}
