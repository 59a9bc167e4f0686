import type { ContainerService } from '../../../topology/types.ts';

/** Lines `key = value` or `key: value` of a config file, as they are written; those with a reference in them are not known here. */
export function settingsOf({ files }: ContainerService, path: string): readonly (readonly [key: string, value: string])[] {
  const content = files.find((file) => file.path === path)?.content ?? '';
  return content.split('\n').flatMap((line) => {
    const [, key, value] = /^([a-z][\w.]*)\s*[=:]\s*(.*?)\s*$/i.exec(line) ?? [];
    return key === undefined || value === undefined || value.includes('${{') ? [] : [[key, value] as const];
  });
}
