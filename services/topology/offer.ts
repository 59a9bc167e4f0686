import { evaluateCondition } from './condition.ts';
import { reportAt, reportInTemplate, type Draft, type Offer, type StackSource } from './draft.ts';
import { expandText } from './expand-text.ts';
import { isFault, type Fault } from './fault.ts';
import { suggest } from './nearest-word.ts';
import { portsOf } from './ports.ts';
import { toText } from './references.ts';
import type { Scope } from './scope.ts';
import type { SecretSpec, Text } from './types.ts';

export type Offers = ReadonlyMap<string, Offer>;

/** What each service offers. `drafts` come in the order of their uses, so that a binding may hold those of used services. */
export function makeOffers(drafts: readonly Draft[], stack: StackSource): Offers {
  const offers = new Map<string, Offer>();
  for (const draft of drafts) offers.set(draft.name, makeOffer(draft, offers, stack));
  return offers;
}

function makeOffer(draft: Draft, offers: Offers, stack: StackSource): Offer {
  const ports = portsOf(draft, stack);
  const secrets = secretsOf(draft, stack);
  const scope: Scope = {
    service: draft.name,
    options: draft.options,
    secrets: new Set(Object.keys(secrets)),
    derived: draft.kind === undefined ? new Set() : new Set(Object.keys(draft.kind.derive ?? {})),
    ports: new Set(Object.keys(ports)),
    build: draft.input.build !== undefined,
    scale: draft.scale,
    version: draft.input.version,
    resources: draft.resources,
    used: (kindOrTemplate, binding) => usedBinding(draft, offers, { kindOrTemplate, binding }),
    other: undefined,
  };
  return { ...draft, ports, secrets, scope, bindings: bindingsOf({ draft, ports: Object.keys(ports), scope }, stack) };
}

/** Printable, and safe within URLs and config files of every template. */
const safeSecret = /^[A-Za-z0-9._~-]{1,256}$/;

function secretsOf(draft: Draft, stack: StackSource): Readonly<Record<string, SecretSpec>> {
  const { template, input, name } = draft;
  const secrets: Record<string, SecretSpec> = {};
  const declared = template?.document.secrets ?? {};
  for (const [key, spec] of Object.entries(declared)) {
    const holds = evaluateCondition(spec.when, { options: draft.options, build: input.build !== undefined });
    if (isFault(holds)) reportInTemplate(stack, draft, ['secrets', key, 'when'])(holds);
    if (holds === true) secrets[key] = { generate: spec.generate };
  }
  for (const [key, value] of Object.entries(template === undefined ? {} : (input.secrets ?? {}))) {
    const path = ['services', name, 'secrets', key];
    if (!Object.hasOwn(secrets, key)) reportAt(stack, path, { message: `${template?.document.title ?? name} has no secret "${key}".`, hint: suggest(key, Object.keys(secrets), 'secrets'), aim: 'key' });
    else if (!safeSecret.test(value)) reportAt(stack, path, { message: `services.${name}.secrets.${key}: expected letters, digits and . _ ~ - only, at most 256.`, hint: 'Other characters break URLs and config files; choose a longer secret of these instead.' });
    else secrets[key] = { value };
  }
  return secrets;
}

function bindingsOf({ draft, ports, scope }: { readonly draft: Draft; readonly ports: readonly string[]; readonly scope: Scope }, stack: StackSource): Readonly<Record<string, Text>> {
  const service = draft.name;
  const [first, ...others] = ports;
  const bindings: Record<string, Text> = {};
  const host = toText({ to: 'host', service });
  if (first !== undefined) {
    const port = toText({ to: 'port', service, port: first });
    if (draft.template === undefined) bindings['url'] = `${schemeOf(first)}://${host}:${port}`;
    bindings['host'] = host;
    bindings['port'] = port;
  }
  for (const other of others) bindings[`${other.replaceAll('-', '_')}_port`] = toText({ to: 'port', service, port: other });
  for (const key of scope.secrets) bindings[key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] = toText({ to: 'secret', service, key });
  for (const [key, spec] of Object.entries(draft.template?.document.bindings ?? {})) {
    const report = reportInTemplate(stack, draft, ['bindings', key]);
    const holds = evaluateCondition(typeof spec === 'string' ? undefined : spec.when, scope);
    if (isFault(holds)) report(holds);
    // Text behind a condition that does not hold may refer to ports and secrets that are then not there.
    if (holds === true) bindings[key] = expandText(typeof spec === 'string' ? spec : spec.value, scope, report);
    else delete bindings[key];
  }
  return bindings;
}

function schemeOf(port: string): string {
  if (port === 'https' || port.startsWith('https-')) return 'https';
  return port === 'http' || port.startsWith('http-') ? 'http' : port === 'grpc' ? 'grpc' : 'tcp';
}

function usedBinding(draft: Draft, offers: Offers, { kindOrTemplate, binding }: { readonly kindOrTemplate: string; readonly binding: string }): Text | Fault {
  const found = draft.uses.map(({ name }) => offers.get(name)).find((offer) => offer?.kind?.id === kindOrTemplate || offer?.template?.id === kindOrTemplate);
  if (found === undefined) return { message: `${draft.name} needs a ${kindOrTemplate} service.`, hint: `Name one in its uses, such as uses: [${kindOrTemplate}].`, blame: 'stack' };
  const value = Object.hasOwn(found.bindings, binding) ? found.bindings[binding] : undefined;
  return value ?? { message: `${found.name} offers no "${binding}".`, hint: suggest(binding, Object.keys(found.bindings), 'bindings') };
}
