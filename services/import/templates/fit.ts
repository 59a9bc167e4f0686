import type { ComposeService } from '../types.ts';

/** What asks for a name or a password in a template's protocol, and how text refers to it. */
export interface Credential {
  /** As the Compose file has it; undefined: it asks for none. */
  readonly value: string | undefined;
  /** Of `${{ services.NAME.… }}`, such as `secrets.password`. */
  readonly reference: string;
}

/** How a service of a Compose file is written with a template. */
export interface Fit {
  readonly template: string;
  readonly version?: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Declared resources and other words of the template's service. */
  readonly more: Readonly<Record<string, unknown>>;
  /** The user's own values, as text with variables. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly user?: Credential;
  readonly password?: Credential;
  /** A URL without user and password logs in: none is asked for, or clients know the image's own. */
  readonly takesAnyone: boolean;
  /** Container port → its name in the template. */
  readonly ports: Readonly<Record<number, string>>;
  /** Schemes of URLs that carry user and password. */
  readonly schemes: readonly string[];
  /** The `url` binding in the words of a stack file, and what means the same. */
  readonly urls: (name: string) => readonly string[];
  /** Mount targets that the template's own storage takes the place of. */
  readonly storage: readonly string[];
  /** Variables of the service that became something else, and how. */
  readonly variables: Readonly<Record<string, string>>;
  /** What became of image and command. */
  readonly told: readonly { readonly fact: string; readonly outcome: 'carried' | 'approximated' | 'dropped'; readonly how: string; readonly why?: string }[];
}

/** One image that is known, or why a service with it stays as it is. */
export interface Recipe {
  readonly id: string;
  /** Repositories that the template's image is a drop-in for. */
  readonly repositories: readonly string[];
  /** Text: what of the service the template cannot carry. */
  fit(service: ComposeService, files: FileTexts): Promise<Fit | string>;
}

/** The text of a file that a service mounts; undefined where it cannot be read. */
export type FileTexts = (path: string) => Promise<string | undefined>;

export interface ImageName {
  readonly repository: string;
  /** '' for none. */
  readonly tag: string;
  readonly hasDigest: boolean;
}

/** `docker.io/library/redis:7-alpine` → redis, 7-alpine. */
export function imageName(reference: string): ImageName {
  const [named = '', digest] = reference.split('@');
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const repository = (colon === -1 ? named : named.slice(0, colon)).replace(/^(docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '').replace(/^library\//, '');
  return { repository, tag: colon === -1 ? '' : named.slice(colon + 1), hasDigest: digest !== undefined };
}

const variableTag = /:(\$\{\w+(?::?-[\w.]+)?\})(?:-[a-z0-9.-]+)?$/;

/** The `version` for a tag: `7.2-alpine` → 7.2, `${REDIS:-7}-alpine` → `${REDIS:-7}`; undefined for `latest` and the like. */
export function versionOf(service: ComposeService): string | undefined {
  const tag = imageName(service.image?.value ?? '').tag;
  const number = /^v?(\d+(?:\.\d+)*)(?:-|$)/.exec(tag)?.[1];
  const written = variableTag.exec(service.image?.text ?? '')?.[1];
  return written !== undefined && number !== undefined ? written : number;
}

/** The first number of a version; Infinity where none is named, as that is the template's own. */
export function majorOf(service: ComposeService): number {
  const number = /^v?(\d+)/.exec(imageName(service.image?.value ?? '').tag)?.[1];
  return number === undefined ? Infinity : Number(number);
}

/** What is told of an image that becomes a template. */
export function toldImage(service: ComposeService, template: string, usual: RegExp): Fit['told'][number] {
  const value = service.image?.value ?? '';
  const { tag, hasDigest } = imageName(value);
  const version = versionOf(service);
  const how = `template ${template}${version === undefined ? ', in the version that it comes with' : `, version ${version}`}`;
  if (hasDigest) return { fact: `image ${value}`, outcome: 'approximated', how, why: 'the digest is not carried; stackyard.lock pins what is run' };
  if (version === undefined) return { fact: `image ${value}`, outcome: 'approximated', how, why: 'no version was named' };
  return usual.test(tag) ? { fact: `image ${value}`, outcome: 'carried', how } : { fact: `image ${value}`, outcome: 'approximated', how, why: "the template's own variant of the image" };
}
