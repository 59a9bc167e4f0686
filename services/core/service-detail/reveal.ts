import { StackyardError } from '../../contract/errors.ts';
import type { AddressContext } from '../../contract/views/service-detail.ts';
import type { Session } from '../session.ts';
import { connectionTexts, contextResolver, materialize, resolveVariables } from '../topology.ts';
import { look } from './look.ts';
import { maskedText } from './mask.ts';

interface Target {
  readonly file: string;
  readonly service: string;
}

/** The value of one variable, secrets included, for the user's eyes only. NOT_FOUND for one that is not there. */
export async function reveal(session: Session, { of, name, ...target }: Target & { readonly of: AddressContext | 'environment'; readonly name: string }): Promise<string> {
  const { topology, service, lookups } = await look(session, target);
  const context = of === 'environment' ? (service.type === 'process' ? 'host' : 'container') : of;
  const texts = of === 'environment' ? service.environment : connectionTexts(service);
  // Only this one is resolved: a mistake in another is no reason not to show it.
  const [text] = Object.hasOwn(texts, name) ? [texts[name]] : [];
  const value = text === undefined ? undefined : resolveVariables({ [name]: text }, { topology, context }, lookups)[name];
  if (value === undefined) throw new StackyardError('NOT_FOUND', `${service.name} has no variable ${name} here.`, { service: service.name, hint: `There are: ${Object.keys(texts).join(', ') || 'none'}.` });
  return value;
}

/** A config file as it is mounted; its secrets are `••••••` unless revealed. NOT_FOUND for a path that is not mounted. */
export async function configFile(session: Session, { path, reveal: isRevealed = false, ...target }: Target & { readonly path: string; readonly reveal?: boolean | undefined }): Promise<{ readonly path: string; readonly content: string; readonly secret: boolean }> {
  const looked = await look(session, target);
  const { topology, service, lookups } = looked;
  const files = service.type === 'container' ? service.files : [];
  const file = files.find((each) => each.path === path);
  if (file === undefined) throw new StackyardError('NOT_FOUND', `${service.name} has no config file ${path}.`, { service: service.name, hint: `There are: ${files.map((each) => each.path).join(', ') || 'none'}.` });
  const content = isRevealed ? materialize(file.content, contextResolver({ topology, context: 'container' }, lookups)) : maskedText(file.content, service, looked);
  return { path, content, secret: file.secret };
}
