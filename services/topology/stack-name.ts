import { name } from './shared-schemas.ts';

/** Whether a stack file may say so. */
export const isStackName = (text: string): boolean => name.safeParse(text).success;

/** The folder's name, made valid: `My Shop_2` → `my-shop-2`. */
export function defaultName(directory: string): string {
  const folder = directory.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const made = folder.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, '').slice(0, 40).replace(/-+$/, '');
  return made === '' ? 'stack' : made;
}
