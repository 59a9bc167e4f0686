import { childOf } from '../../topology/yaml-tree.ts';
import type { ComposeService, Word } from '../types.ts';
import { plainText, type StackContext } from './context.ts';
import { rewrite } from './rewrite.ts';
import { editsOf } from './wiring.ts';
import { mentionsIn } from './mentions.ts';

/** What a job prints when it is done, and its readiness waits for. */
const done = 'stackyard: done';

/** `command` and `entrypoint`. A service that others wait for until it is done says so in its log and stays, since Stackyard keeps services running. */
export function commandWords(service: ComposeService, context: StackContext): Readonly<Record<string, unknown>> {
  const target = context.targets.get(service.name);
  const name = target?.name ?? service.name;
  const words = Object.fromEntries((['entrypoint', 'command'] as const).flatMap((key) => {
    const value = service[key] === undefined ? undefined : wordsOf(service, key, context);
    if (value !== undefined && !context.jobs.has(service.name)) context.report({ service: name, fact: key, outcome: 'carried', how: 'as it is' });
    return value === undefined ? [] : [[key, value] as const];
  }));
  if (!context.jobs.has(service.name)) return words;
  const line = service.command === undefined && service.entrypoint === undefined ? undefined : shellLine(service);
  if (line === undefined) {
    context.report({ service: name, fact: 'work that ends', outcome: 'dropped', how: 'started as a service; those that waited for its end do not', why: 'its command is in the image; write command: and import again, or run it by hand' });
    return words;
  }
  context.report({ service: name, fact: 'work that ends', outcome: 'approximated', how: `it stays when it is done, and is ready when its log says "${done}"`, why: 'Stackyard has services only; it runs again when its container is made anew, not at each start' });
  const wrapped = ['sh', '-c', `${line} && echo "${done}" && exec tail -f /dev/null`];
  const { entrypoint: _entrypoint, command: _command, ...others } = words;
  return { ...others, ...(service.entrypoint === undefined ? { command: wrapped } : { entrypoint: wrapped, command: [] }), restart: 'no', ready: { log: `^${done}$`, timeout: '10m' } };
}

function wordsOf(service: ComposeService, key: 'command' | 'entrypoint', context: StackContext): unknown {
  const given = childOf(service.tree, key);
  const words = service[key] ?? [];
  const edited = words.map((word) => textOf(word, context));
  const isSame = edited.every((text, index) => text === plainText(words[index]?.text ?? ''));
  return given?.type === 'scalar' && isSame ? plainText(context.origins.written(given)) : edited;
}

/** Hosts that have another name now; all others are reached as before. */
function textOf(word: Word, { targets, environment }: StackContext): string {
  const names = new Map([...targets.values()].flatMap(({ source, name }) => [source.name, ...source.aliases].flatMap((host) => (host === name ? [] : [[host, source.name] as const]))));
  const edits = mentionsIn(word.value, names).flatMap((mention) => editsOf({ variable: undefined, mention }, targets.get(mention.service)));
  return edits.length === 0 ? plainText(word.text) : rewrite(word, edits, environment);
}

/** The command as one line of a shell, where its words have no meaning beyond themselves. */
function shellLine({ entrypoint = [], command = [] }: ComposeService): string | undefined {
  const words = [...entrypoint, ...command];
  const [shell = '', flag = '', script] = words.map(({ text }) => text);
  if (words.length === 3 && /^(\/bin\/)?(ba|a)?sh$/.test(shell) && /^-[elux]*c$/.test(flag) && script !== undefined) return `( ${script.trim().replace(/[;\s]+$/, '')} )`;
  return words.length === 0 ? undefined : words.map(({ text }) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)).join(' ');
}
