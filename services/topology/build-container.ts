import type { CommonParts } from './build-common.ts';
import { reportAt, reportInTemplate, type Offer, type StackSource } from './draft.ts';
import { imageOf } from './image.ts';
import { keyValues } from './key-values.ts';
import { mountsOf } from './mounts.ts';
import type { Offers } from './offer.ts';
import { splitWords } from './shell-words.ts';
import { expandStackText } from './stack-text.ts';
import { templateList, templateValue } from './template-values.ts';
import type { ContainerService, Text } from './types.ts';
import { parseDuration, parseSize } from './units.ts';

/** A container, its config files not yet written. */
export async function buildContainer({ offer, offers, common }: { readonly offer: Offer; readonly offers: Offers; readonly common: CommonParts }, stack: StackSource): Promise<ContainerService> {
  const { input, template } = offer;
  const defaults = template?.document.service;
  const { mounts, tmpfs } = await mountsOf(offer, stack);
  const entrypoint = wordsOf({ offer, offers, word: 'entrypoint' }, stack) ?? (defaults?.command === undefined ? undefined : templateList('command', { offer, stack }));
  const command = wordsOf({ offer, offers, word: 'command' }, stack);
  return {
    ...common,
    type: 'container',
    image: await imageOf(offer, stack),
    ...(entrypoint === undefined || entrypoint.length === 0 ? {} : { entrypoint }),
    // Without it the image's own CMD would be appended to the template's explicit command.
    ...(command !== undefined ? { command } : defaults?.command === undefined || entrypoint?.length === 0 ? {} : { command: [] }),
    ...present('user', input.user ?? expanded('user', offer, stack)),
    ...present('workingDirectory', input.working_dir ?? defaults?.working_dir),
    ...present('hostname', input.hostname ?? expanded('hostname', offer, stack)),
    files: [],
    mounts,
    tmpfs,
    readOnly: input.read_only ?? defaults?.read_only ?? false,
    capDrop: input.cap_drop ?? defaults?.cap_drop ?? [],
    capAdd: input.cap_add ?? defaults?.cap_add ?? [],
    noNewPrivileges: input.security_opt?.includes('no-new-privileges:false') !== true,
    init: input.init ?? defaults?.init ?? false,
    ...present('stopSignal', input.stop_signal ?? defaults?.stop_signal),
    stopGraceSeconds: parseDuration(input.stop_grace_period ?? defaults?.stop_grace_period ?? '') ?? 10,
    ...present('memoryBytes', sizeOf('mem_limit', offer, stack)),
    ...present('cpus', cpusOf(offer, stack)),
    ...present('pidsLimit', positive(input.pids_limit ?? defaults?.pids_limit)),
    ...present('shmBytes', sizeOf('shm_size', offer, stack)),
    ulimits: ulimitsOf({ ...defaults?.ulimits, ...input.ulimits }),
    sysctls: { ...textOf(Object.entries(defaults?.sysctls ?? {})), ...textOf(keyValues(input.sysctls)) },
    restart: input.restart ?? defaults?.restart ?? 'unless-stopped',
    extraHosts: hostsOf(offer, stack),
    labels: labelsOf(offer, stack),
    ...present('platform', input.platform ?? defaults?.platform),
  };
}

function present<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [Each in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [Each in Key]: Value });
}

function wordsOf({ offer, offers, word }: { readonly offer: Offer; readonly offers: Offers; readonly word: 'command' | 'entrypoint' }, stack: StackSource): readonly Text[] | undefined {
  const given = offer.input[word];
  if (given === undefined) return undefined;
  const path = ['services', offer.name, word];
  const words = typeof given === 'string' ? splitWords(given) : given;
  if (words === undefined) reportAt(stack, path, { message: `services.${offer.name}.${word}: a quote is not closed.`, hint: 'Write a list: ["program", "argument"].' });
  return words?.map((each, index) => expandStackText(each, { offer, offers, path: typeof given === 'string' ? path : [...path, index] }, stack));
}

function expanded(word: 'user' | 'hostname', offer: Offer, stack: StackSource): string | undefined {
  const value = offer.template?.document.service?.[word];
  const text = value === undefined ? undefined : templateValue(value, ['service', word], { offer, stack });
  if (text?.includes('${{') !== true) return text;
  reportInTemplate(stack, offer, ['service', word])({ message: `"${value}" is known too late for ${word}.`, hint: 'Use options and ${{ self.name }} only.' });
  return undefined;
}

function sizeOf(word: 'mem_limit' | 'shm_size', offer: Offer, stack: StackSource): number | undefined {
  const own = offer.input[word];
  if (own !== undefined) return parseSize(own);
  const value = offer.template?.document.service?.[word];
  const text = value === undefined ? undefined : templateValue(value, ['service', word], { offer, stack });
  const size = text === undefined ? undefined : parseSize(text);
  if (text !== undefined && size === undefined) reportInTemplate(stack, offer, ['service', word])({ message: `"${text}" is no size.`, hint: 'Write a size such as 256mb, or an option of type size.' });
  return size;
}

function cpusOf(offer: Offer, stack: StackSource): number | undefined {
  const own = offer.input.cpus;
  if (own !== undefined) return Number(own);
  const value = offer.template?.document.service?.cpus;
  const cpus = value === undefined ? undefined : Number(templateValue(value, ['service', 'cpus'], { offer, stack }));
  if (cpus === undefined || cpus > 0) return cpus;
  reportInTemplate(stack, offer, ['service', 'cpus'])({ message: `"${String(value)}" is no number of processors.`, hint: 'Write a number such as 0.5.' });
  return undefined;
}

/** -1 and 0 are Compose's words for no limit. */
function positive(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : value;
}

function ulimitsOf(given: Readonly<Record<string, number | { readonly soft: number; readonly hard: number }>>): ContainerService['ulimits'] {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, typeof value === 'number' ? { soft: value, hard: value } : value]));
}

function textOf(entries: Iterable<readonly [string, string | number | boolean | undefined]>): Readonly<Record<string, string>> {
  return Object.fromEntries([...entries].map(([key, value]) => [key, String(value ?? '')]));
}

function hostsOf({ input, name }: Offer, stack: StackSource): readonly string[] {
  const given = input.extra_hosts;
  if (given === undefined) return [];
  const list = Array.isArray(given) ? given : Object.entries(given).map(([host, address]) => `${host}:${address}`);
  return list.map((entry, index) => {
    const text = entry.replace('=', ':');
    if (!/^[^:\s]+:\S+$/.test(text)) reportAt(stack, ['services', name, 'extra_hosts', index], { message: `"${entry}" is no host and address.`, hint: 'Write name:address, or name:host-gateway for this machine.' });
    return text;
  });
}

function labelsOf({ input, name }: Offer, stack: StackSource): Readonly<Record<string, string>> {
  const labels = keyValues(input.labels);
  for (const [index, [key]] of labels.entries()) {
    if (!/^(dev\.stackyard\.|com\.docker\.)/.test(key)) continue;
    reportAt(stack, ['services', name, 'labels', Array.isArray(input.labels) ? index : key], { message: `The label ${key} is reserved.`, hint: 'Use a prefix of your own.', aim: 'key' });
  }
  return textOf(labels);
}
