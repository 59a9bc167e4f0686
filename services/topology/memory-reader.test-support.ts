import type { StackReader } from './reader.ts';

/** Files by absolute path, as the reader of a test. */
export function memoryReader(files: Readonly<Record<string, string>>): StackReader {
  const isFolder = (path: string): boolean => path === '/' || Object.keys(files).some((file) => file.startsWith(`${path}/`));
  return {
    resolve,
    readText: async (path, limit) => {
      const text = files[path];
      if (text === undefined) return isFolder(path) ? { problem: 'not-a-file', reason: 'a folder' } : undefined;
      return text.length > limit ? { problem: 'too-large', bytes: text.length } : { text };
    },
    kindOf: async (path) => (Object.hasOwn(files, path) ? 'file' : isFolder(path) ? 'directory' : undefined),
    list: async (path) => [...new Set(Object.keys(files).flatMap((file) => (file.startsWith(`${path}/`) ? (file.slice(path.length + 1).split('/')[0] ?? []) : [])))].sort(),
  };
}

function resolve(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
