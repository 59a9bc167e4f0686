import type { Fit } from '../templates/fit.ts';
import type { ComposeMount, ComposeService } from '../types.ts';
import { routesOf } from './decide.ts';
import { dataWords } from './volumes.ts';
import { scalarOf } from './environment.ts';
import type { StackContext } from './context.ts';

/** A template with its version, options, secrets and resources; tells what became of each fact of the image's own. */
export function templateWords(service: ComposeService, fit: Fit, context: StackContext): Readonly<Record<string, unknown>> {
  const name = context.targets.get(service.name)?.name ?? service.name;
  const { report } = context;
  for (const { fact, outcome, how, why } of fit.told) report({ service: name, fact, outcome, how, ...(why === undefined ? {} : { why }) });
  const kept = [...service.variables.values()].filter(({ name: key, word }) => key === 'TZ' && word !== undefined);
  for (const variable of service.variables.values()) if (!kept.includes(variable)) report({ service: name, fact: `variable ${variable.name}`, outcome: 'carried', how: fit.variables[variable.name] ?? "the template's own" });
  tellLogin(service, fit, context);
  for (const mount of service.mounts) tellMount(mount, { fit, name }, context);
  const routes = routesOf(fit).map((route) => ({ ...route, to: routeTarget(route.to, context) }));
  const { version } = fit;
  return {
    template: fit.template,
    // Text in stackyard.yaml: 7.10 is no number.
    ...(version === undefined ? {} : { version }),
    ...(Object.keys(fit.options).length === 0 ? {} : { options: Object.fromEntries(Object.entries(fit.options).map(([key, value]) => [key, typeof value === 'string' ? scalarOfOption(value) : value])) }),
    ...fit.more,
    ...(routes.length === 0 ? {} : { routes }),
    ...(kept.length === 0 ? {} : { environment: Object.fromEntries(kept.map(({ name: key, word }) => [key, word?.text ?? ''])) }),
    ...(Object.keys(fit.secrets).length === 0 ? {} : { secrets: fit.secrets }),
  };
}

/** Words such as `no` and sizes stay text. */
function scalarOfOption(value: string): string | number | boolean {
  return /^\d+$/.test(value) ? scalarOf(value) : value;
}

function tellLogin({ name }: ComposeService, fit: Fit, { report, targets, uses }: StackContext): void {
  if (fit.password === undefined) return;
  const service = targets.get(name)?.name ?? name;
  const isUsed = uses.some(({ target }) => target === name);
  const isGiven = Object.keys(fit.secrets).length > 0;
  if (isGiven) return report({ service, fact: 'password', outcome: 'carried', how: 'the same variable gives it' });
  const fact = fit.password.value === undefined ? 'no password' : 'password';
  const who = isUsed ? 'those that use it are given it' : `stackyard env ${service} tells it`;
  report({ service, fact, outcome: 'approximated', how: `a generated one; ${who}`, why: fit.password.value === undefined ? 'the template always asks for one' : 'the one in the Compose file is not copied; write secrets: { … } to keep it' });
}

function tellMount(mount: ComposeMount, { fit, name }: { readonly fit: Fit; readonly name: string }, context: StackContext): void {
  const { type, source, fact } = mount;
  const into = `${context.stack}.${name}-data`;
  if (type === 'volume' && source !== undefined) context.report({ service: name, fact, outcome: 'approximated', how: `the template's own volume ${into}`, why: storedElsewhere(fit) ? `data stay in the volume; ${fit.template} keeps them in another folder, so dump them there and restore them here` : dataWords(source.value, into, context) });
  else if (type === 'bind' && mount.target.endsWith('.conf')) context.report({ service: name, fact, outcome: 'carried', how: "options and the template's own configuration" });
  else if (type === 'bind') context.report({ service: name, fact, outcome: 'approximated', how: `the template's own volume ${into}`, why: `data stay in the folder ${source?.value ?? ''}; dump them there and restore them here` });
  else context.report({ service: name, fact, outcome: 'approximated', how: `the template's own storage` });
}

/** Where a plain copy of the volume would not be found, or not be taken. */
function storedElsewhere({ template }: Fit): boolean {
  return template === 'postgres' || template === 'rabbitmq' || template === 'minio';
}

/** `api.8080` of Compose → `api.http`. */
function routeTarget(to: string, { targets }: StackContext): string {
  const dot = to.lastIndexOf('.');
  const target = targets.get(to.slice(0, dot));
  const port = target?.ports.get(Number(to.slice(dot + 1)));
  return `${target?.name ?? to.slice(0, dot)}${port === undefined ? '' : `.${port}`}`;
}
