import { secretName } from '../compose/variables.ts';
import type { Credential, Fit } from '../templates/fit.ts';
import type { Variable } from '../types.ts';
import { prefixOf } from './mentions.ts';
import type { Use } from './uses.ts';

const hints: Readonly<Record<string, RegExp>> = {
  redis: /REDIS|CACHE|QUEUE|SESSION|BULL|CELERY|SIDEKIQ/i,
  postgres: /(^|_)(PG|DB|SQL)|POSTGRES|DATABASE|DATASOURCE|JDBC/i,
  rabbitmq: /RABBIT|AMQP|(^|_)MQ|BROKER|QUEUE|CELERY/i,
  minio: /MINIO|S3|AWS|BUCKET|STORAGE|OBJECT/i,
};
const userName = /^(?!.*SECRET).*(USER(NAME|_?ID)?|LOGIN|ACCESS_?KEY(_?ID)?|(^|_)UID)$/i;

/** What of a consumer's own variables gives user and password of the service it uses. */
export interface Given {
  readonly user: Variable | undefined;
  readonly password: Variable | undefined;
}

/** Variables beside the address, such as DB_USER and DB_PASSWORD beside DB_HOST: those that hold what the service asks for. */
export function givenBy(use: Use, fit: Fit): Given {
  const find = (credential: Credential | undefined, isNamed: (name: string) => boolean): Variable | undefined =>
    credential?.value === undefined ? undefined : [...use.consumer.variables.values()].find(({ name, word }) => isNamed(name) && word?.value === credential.value && isAbout(name, use, fit));
  return { user: find(fit.user, (name) => userName.test(name)), password: find(fit.password, (name) => secretName.test(name) && !(userName.test(name) && !/SECRET/i.test(name))) };
}

/** The name speaks of the service, or begins as the variable with its address does. */
function isAbout(name: string, { target, places }: Use, fit: Fit): boolean {
  const word = target.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
  if (name.toUpperCase().includes(word) || hints[fit.template]?.test(name) === true) return true;
  return places.some(({ variable }) => variable !== undefined && prefixOf(variable.name).length > 1 && name.startsWith(prefixOf(variable.name)));
}

/** Why a user of the service could not log in to the template; undefined where it can. */
export function loginObstacle(use: Use, fit: Fit): string | undefined {
  if (fit.password === undefined) return undefined;
  const { consumer, places } = use;
  const given = givenBy(use, fit);
  const who = consumer.name;
  if (places.length === 0) return `${who} waits for it, but no variable of ${who} says where it is; the template asks for a password that ${who} could not be given`;
  if (places.some(({ variable }) => variable === undefined) && given.password === undefined) return `the command of ${who} names it, and a password has no place in a command`;
  if (fit.password.value !== undefined && given.password !== undefined && (fit.user === undefined || given.user !== undefined)) return undefined;
  for (const { variable, mention } of places) {
    const where = variable === undefined ? `the command of ${who}` : `${variable.name} of ${who}`;
    const takesLogin = mention.scheme !== undefined && fit.schemes.includes(mention.scheme.toLowerCase());
    const password = decoded(mention.password?.text);
    const user = decoded(mention.user?.text);
    if (password !== undefined && password !== fit.password.value) return `${where} has another password than it asks for`;
    const hasPassword = password !== undefined || given.password !== undefined || (fit.takesAnyone && takesLogin && variable !== undefined);
    if (!hasPassword) return `${where} names it without a password, which the template asks for`;
    if (fit.user !== undefined && user !== fit.user.value && given.user === undefined && !(takesLogin && user === undefined)) return `${where} does not say the user by which it logs in, and the template has its own`;
  }
  return undefined;
}

export function decoded(text: string | undefined): string | undefined {
  if (text?.includes('%') !== true) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
