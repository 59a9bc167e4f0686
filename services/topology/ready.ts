import { reportAt, reportInTemplate, type Offer, type StackSource } from './draft.ts';
import { suggest } from './nearest-word.ts';
import type { ReadySpec } from './types.ts';
import { parseDuration } from './units.ts';
import type { ServiceInput } from './service-schema.ts';
import type { Fault } from './fault.ts';

export interface Readiness {
  readonly ready: ReadySpec;
  readonly readyTimeoutSeconds: number;
}

const defaultTimeoutSeconds = 60;

type Question = { readonly http: { readonly port: string | number; readonly path: string } } | { readonly tcp: string | number } | { readonly exec: readonly string[] } | { readonly log: string };

/** The stack's own question, else its healthcheck, else the kind's, else the template's, else the first port. */
export function readinessOf(offer: Offer, stack: StackSource): Readiness {
  const { input, template, kind, name } = offer;
  const own = input.ready;
  const templateTimeout = template?.document.probes?.timeout;
  const readyTimeoutSeconds = parseDuration(own?.timeout ?? templateTimeout ?? '') ?? timeoutOf(input.healthcheck) ?? defaultTimeoutSeconds;
  const reportOwn = (fault: Fault): void => reportAt(stack, ['services', name, 'ready'], fault);
  const questioned = own === undefined || !isQuestion(own) ? undefined : toSpec(own, offer, reportOwn);
  if (questioned?.by === 'exec' && input.run !== undefined) reportOwn({ message: 'A process on this machine cannot be asked with exec.', hint: 'Write ready: { http: … }, { tcp: … } or { log: … }.' });
  const ready = questioned ?? healthcheckSpec(input.healthcheck, (fault) => reportAt(stack, ['services', name, 'healthcheck', 'test'], fault)) ?? templateSpec(offer, stack);
  return { ready: ready ?? (kind?.probe === undefined ? firstPort(offer) : { by: 'kind' }), readyTimeoutSeconds };
}

function isQuestion(value: object): value is Question {
  return 'http' in value || 'tcp' in value || 'exec' in value || 'log' in value;
}

function templateSpec(offer: Offer, stack: StackSource): ReadySpec | undefined {
  const probe = offer.template?.document.probes?.ready;
  if (probe === undefined) return undefined;
  const spec = toSpec(probe, offer, reportInTemplate(stack, offer, ['probes', 'ready']));
  return offer.kind?.probe === undefined ? spec : { by: 'kind' };
}

function firstPort({ ports }: Offer): ReadySpec {
  const first = Object.entries(ports).find(([, port]) => port.protocol === 'tcp');
  return first === undefined ? { by: 'running' } : { by: 'tcp', port: first[0] };
}

function toSpec(question: Question, offer: Offer, report: (fault: Fault) => void): ReadySpec {
  if ('exec' in question) return { by: 'exec', command: question.exec };
  if ('log' in question) {
    if (!isPattern(question.log)) report({ message: `"${question.log.slice(0, 60)}" is no regular expression.`, hint: 'Escape brackets and the like with a backslash.' });
    return { by: 'log', pattern: question.log };
  }
  if ('tcp' in question) return { by: 'tcp', port: portName(question.tcp, offer, report) };
  return { by: 'http', port: portName(question.http.port, offer, report), path: question.http.path };
}

/** A port by name or by its number in the container. */
export function portName(wanted: string | number, { ports, name }: Pick<Offer, 'ports' | 'name'>, report: (fault: Fault) => void): string {
  if (typeof wanted === 'string' && Object.hasOwn(ports, wanted)) return wanted;
  const byNumber = Object.entries(ports).find(([, port]) => String(port.container) === String(wanted));
  if (byNumber === undefined) report({ message: `${name} has no port "${wanted}".`, hint: suggest(String(wanted), Object.keys(ports), 'ports') });
  return byNumber?.[0] ?? String(wanted);
}

function healthcheckSpec(check: ServiceInput['healthcheck'], report: (fault: Fault) => void): ReadySpec | undefined {
  if (check === undefined) return undefined;
  const test = check.test ?? [];
  if (check.disable === true || test === 'NONE' || test[0] === 'NONE') return { by: 'running' };
  if (typeof test === 'string') return { by: 'exec', command: ['/bin/sh', '-c', test] };
  const [form, ...words] = test;
  if (form === 'CMD' && words.length > 0) return { by: 'exec', command: words };
  if (form === 'CMD-SHELL' && words.length === 1) return { by: 'exec', command: ['/bin/sh', '-c', ...words] };
  if (form !== undefined) report({ message: 'A healthcheck test starts with CMD, CMD-SHELL or NONE.', hint: 'Write ["CMD", "program", "argument"] or ["CMD-SHELL", "command line"].' });
  return undefined;
}

function timeoutOf(check: ServiceInput['healthcheck']): number | undefined {
  if (check === undefined) return undefined;
  const seconds = (value: string | number | undefined, otherwise: number): number => parseDuration(value ?? '') ?? otherwise;
  const total = seconds(check.start_period, 0) + (check.retries ?? 3) * (seconds(check.interval, 30) + seconds(check.timeout, 0));
  return Math.max(defaultTimeoutSeconds, total);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}
