import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { StackyardError } from '../../contract/errors.ts';
import type { StackEdit } from '../../contract/views/stack-file-view.ts';
import { addItem, insertInFlow, insertLine, removeKey, setKey } from './map-changes.ts';
import { applyChanges, columnOf, endOf, inlineValue, isFlow, isSequence, mapAt, pairOf, parseText, refusePlace, refuseShared, startOf, type Map, type TextChange, type YamlText } from './yaml-text.ts';

const byteOrderMark = '\uFEFF';
const usualIndent = 2;

type Definition = Record<string, unknown>;

/**
 * The text after an edit: only the lines that it is about are different. @throws StackyardError UNSUPPORTED where an anchor, an alias or a
 * merge key makes the place part of others; NOT_FOUND, CONFLICT where the service is missing or there already; INVALID_STACK for no YAML.
 */
export function applyEdit(whole: string, edit: StackEdit): string {
  const mark = whole.startsWith(byteOrderMark) ? byteOrderMark : '';
  const source = parseText(whole.slice(mark.length));
  const steps: readonly ((current: YamlText) => readonly TextChange[])[] = stepsOf(edit);
  let text = source.text;
  // One place after the other: each is found in the text that the one before left.
  for (const step of steps) text = applyChanges(text, step(parseText(text)));
  const wanted = intended(source.document.toJS() as unknown, edit);
  if (!isDeepStrictEqual(parseText(text).document.toJS(), wanted)) {
    throw new StackyardError('UNSUPPORTED', `The way ${edit.service} is written does not let it be changed from here.`, { hint: 'Change it in the editor.' });
  }
  return mark + text;
}

function stepsOf(edit: StackEdit): readonly ((source: YamlText) => readonly TextChange[])[] {
  switch (edit.type) {
    case 'set-options':
      return Object.entries(edit.options).map(([name, value]) => (source: YamlText) => (value === null ? removeOption(source, edit.service, name) : setOption(source, edit.service, { name, value })));
    case 'set-scale':
      return [(source) => [setKey(source, serviceMap(source, edit.service), { key: 'scale', value: edit.scale })]];
    case 'add-service':
      return [(source) => [addService(source, edit.service, edit.definition)], ...(edit.usedBy ?? []).map((user) => (source: YamlText) => addUse(source, user, edit.service))];
    case 'remove-service':
      return [(source) => removeService(source, edit.service)];
  }
}

function servicesMap(source: YamlText): Map | undefined {
  return mapAt(source, ['services']);
}

function serviceMap(source: YamlText, service: string): Map {
  const services = servicesMap(source);
  if (services === undefined || pairOf(services, service) === undefined) throw new StackyardError('NOT_FOUND', `The file has no service ${service}.`, { hint: 'It may have been renamed meanwhile; look at the file.' });
  const map = mapAt(source, ['services', service]);
  if (map === undefined) return refusePlace(source, startOf(pairOf(services, service)?.key), 'defines nothing yet');
  return map;
}

function setOption(source: YamlText, service: string, { name, value }: { readonly name: string; readonly value: unknown }): readonly TextChange[] {
  const own = serviceMap(source, service);
  const options = mapAt(source, ['services', service, 'options']);
  if (options !== undefined) return [setKey(source, options, { key: name, value })];
  return [setKey(source, own, { key: 'options', value: { [name]: value } })];
}

function removeOption(source: YamlText, service: string, name: string): readonly TextChange[] {
  const own = serviceMap(source, service);
  const options = mapAt(source, ['services', service, 'options']);
  if (options === undefined || pairOf(options, name) === undefined) return [];
  // Without its last option the key would be left behind empty.
  const change = options.items.length === 1 ? removeKey(source, own, 'options') : removeKey(source, options, name);
  return change === undefined ? [] : [change];
}

function addService(source: YamlText, service: string, definition: Definition): TextChange {
  const { text, lineBreak, document } = source;
  const services = servicesMap(source);
  if (services !== undefined && pairOf(services, service) !== undefined) throw new StackyardError('CONFLICT', `There is a service ${service} already.`, { hint: 'Choose another name.' });
  if (services !== undefined && isFlow(services)) return insertInFlow(source, services, `${inlineValue(service)}: ${inlineValue(definition)}`);
  const column = services === undefined ? usualIndent : columnOf(text, startOf(services));
  const lines = stringify({ [service]: definition }, { lineWidth: 0, indent: column === 0 ? usualIndent : column })
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(column)}${line}`)
    .join(lineBreak);
  if (services !== undefined) return insertLine(source, Math.max(endOf(services.items.at(-1)?.value ?? services.items.at(-1)?.key) - 1, startOf(services)), lines);
  const root = document.contents;
  const empty = root === null ? undefined : pairOf(root as Map, 'services');
  if (empty === undefined) return { from: text.length, to: text.length, text: `${text === '' || text.endsWith('\n') ? '' : lineBreak}services:${lineBreak}${lines}${lineBreak}` };
  return insertLine(source, startOf(empty.key), lines);
}

function addUse(source: YamlText, user: string, service: string): readonly TextChange[] {
  const own = serviceMap(source, user);
  const uses = pairOf(own, 'uses')?.value;
  if (uses === undefined || uses === null) return [setKey(source, own, { key: 'uses', value: [service] })];
  refuseShared(source, uses);
  if (!isSequence(uses)) return refusePlace(source, startOf(uses), 'is no list');
  return [addItem(source, uses, service)];
}

function removeService(source: YamlText, service: string): readonly TextChange[] {
  serviceMap(source, service);
  const services = servicesMap(source);
  const change = services === undefined ? undefined : removeKey(source, services, service);
  return change === undefined ? [] : [change];
}

/** What the file must say afterwards: the check of everything above. */
function intended(value: unknown, edit: StackEdit): unknown {
  const root = structuredClone(value ?? {}) as { services?: Record<string, Definition> | null };
  const services = (root.services ??= {});
  const own = services[edit.service];
  switch (edit.type) {
    case 'set-options': {
      const options = { ...(own?.['options'] as Definition | undefined) };
      for (const [name, each] of Object.entries(edit.options)) {
        if (each === null) delete options[name];
        else options[name] = each;
      }
      if (own !== undefined && Object.keys(options).length > 0) own['options'] = options;
      else if (own !== undefined) delete own['options'];
      return root;
    }
    case 'set-scale':
      if (own !== undefined) own['scale'] = edit.scale;
      return root;
    case 'add-service':
      services[edit.service] = edit.definition;
      for (const user of edit.usedBy ?? []) {
        const using = services[user];
        if (using !== undefined) using['uses'] = [...((using['uses'] as unknown[] | undefined) ?? []), edit.service];
      }
      return root;
    case 'remove-service':
      delete services[edit.service];
      if (Object.keys(services).length === 0) root.services = null;
      return root;
  }
}
