import { isFault, type Fault } from './fault.ts';
import { suggest } from './nearest-word.ts';
import { toText } from './references.ts';
import type { Scope } from './scope.ts';
import type { Text } from './types.ts';
import { filterNames, filterValue } from './value-filters.ts';

const pattern = /\$\$\{\{|\$\{\{([^{}]{0,200})\}\}|\$\{\{/g;
/** What a `$${{` reads as while a text is worked on and in the result: `replaceReferences` knows it. */
const escaped = '$${{';

/** `${{ self.host }}`, `${{ options.x | megabytes }}` … become values or one of the four canonical forms. */
export function expandText(text: string, scope: Scope, report: (fault: Fault) => void): Text {
  if (!text.includes('${{')) return text;
  return text.replace(pattern, (whole, body?: string) => {
    if (whole === escaped) return escaped;
    const result = body === undefined ? unclosed : expand(body.trim(), scope);
    if (!isFault(result)) return result;
    report(result);
    return '';
  });
}

const unclosed: Fault = { message: 'A "${{" is not closed.', hint: 'Close it with }}, or write $${{ for the plain characters.' };
const areas = ['options', 'secrets', 'derived', 'self', 'version', 'uses', 'services'];

function expand(body: string, scope: Scope): Text | Fault {
  const [path = '', ...filters] = body.split('|').map((part) => part.trim());
  const [area = '', key = '', ...rest] = path.split('.');
  if (filters.length > 0 && area !== 'options') return { message: `"${body}": only options can be filtered.`, hint: 'Remove the part after the bar.' };
  switch (area) {
    case 'options':
      return expandOption(key, filters, scope);
    case 'version':
      return scope.version ?? '';
    case 'secrets':
      return scope.secrets.has(key) ? toText({ to: 'secret', service: scope.service, key }) : unknown('secret', key, scope.secrets);
    case 'derived':
      return scope.derived === undefined || scope.derived.has(key) ? toText({ to: 'derived', service: scope.service, key }) : unknown('derived value', key, scope.derived);
    case 'self':
      return expandSelf([key, ...rest], scope);
    case 'uses':
      return rest.length === 1 ? scope.used(key, rest[0] ?? '') : { message: `"${body}" is not complete.`, hint: 'Write ${{ uses.KIND.BINDING }}.' };
    case 'services':
      // What a Liquid file made of `self`, `secrets` or `derived` is canonical already.
      if (key === scope.service) return expandOwn(rest, scope);
      return scope.other === undefined ? { message: `"${body}": a template knows no other service by name.`, hint: 'Write ${{ uses.KIND.BINDING }}.' } : scope.other(key, rest);
    default:
      return { message: `"${body}" refers to nothing.`, hint: suggest(area, areas, 'words') };
  }
}

function expandOwn([area = '', key = '']: readonly string[], scope: Scope): Text | Fault {
  return expand(area === 'host' || area === 'ports' ? `self.${area}${key === '' ? '' : `.${key}`}` : `${area}.${key}`, scope);
}

function expandSelf(path: readonly string[], scope: Scope): Text | Fault {
  const [word = '', port = ''] = path;
  if (word === 'name') return scope.service;
  if (word === 'host') return toText({ to: 'host', service: scope.service });
  if (word !== 'ports') return unknown('word of self', word, ['name', 'host', 'ports']);
  return scope.ports.has(port) ? toText({ to: 'port', service: scope.service, port }) : unknown('port', port, scope.ports);
}

function expandOption(key: string, filters: readonly string[], scope: Scope): Text | Fault {
  const value = Object.hasOwn(scope.options, key) ? scope.options[key] : undefined;
  if (value === undefined) return unknown('option', key, Object.keys(scope.options));
  let result: unknown = value;
  for (const filter of filters) {
    if (!filterNames.includes(filter)) return unknown('filter', filter, filterNames);
    result = filterValue(filter, result);
    if (result === undefined) return { message: `The option ${key} is no value that "${filter}" can convert.`, hint: 'Give the option the type size or duration.' };
  }
  return String(result);
}

function unknown(what: string, key: string, known: Iterable<string>): Fault {
  return { message: `There is no ${what} "${key}".`, hint: suggest(key, known, `${what}s`) };
}
