import { reportAt, reportInTemplate, type Offer, type StackSource } from './draft.ts';
import { expandText } from './expand-text.ts';
import { keyValues } from './key-values.ts';
import type { ImageSource } from './types.ts';

/** A name that the engine takes, with registry, tag and digest where they are given. */
export const imagePattern = /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/;

/** What the service runs: the user's build or image, else the template's image in the wanted version. */
export async function imageOf(offer: Offer, stack: StackSource): Promise<ImageSource> {
  const { input, template, name } = offer;
  if (input.build !== undefined) return buildOf(offer, stack);
  const offline = template?.document.offline;
  if (input.image !== undefined) {
    if (!imagePattern.test(input.image)) reportAt(stack, ['services', name, 'image'], { message: `"${input.image}" is no image name.`, hint: 'Write name:tag, such as redis:8.2-alpine.' });
    // Another image than the template's has no drop-in: its own name is what the user asked for.
    return { from: 'registry', reference: input.image };
  }
  const report = reportInTemplate(stack, offer, ['image']);
  const image = expandText(template?.document.image ?? '', offer.scope, report);
  const reference = input.version === undefined ? image : withVersion({ image, version: input.version, tag: templateTag(offer, stack) });
  if (!imagePattern.test(reference)) {
    if (input.version === undefined) report({ message: `"${reference}" is no image name.`, hint: 'Write name:tag, such as redis:8.2-alpine.' });
    else reportAt(stack, ['services', name, 'version'], { message: `"${input.version}" is no version: the image would be "${reference}".`, hint: 'Write a version such as "8.2".' });
  }
  return { from: 'registry', reference, ...(offline === undefined ? {} : { offline }) };
}

function templateTag(offer: Offer, stack: StackSource): string | undefined {
  const tag = offer.template?.document.tag;
  return tag === undefined ? undefined : expandText(tag, offer.scope, reportInTemplate(stack, offer, ['tag']));
}

/** `redis:8.2-alpine` in version 7.4 → `redis:7.4-alpine`; a version that is no number replaces the whole tag. */
export function withVersion({ image, version, tag }: { readonly image: string; readonly version: string; readonly tag: string | undefined }): string {
  const colon = image.lastIndexOf(':');
  const hasTag = colon > image.lastIndexOf('/');
  const repository = hasTag ? image.slice(0, colon) : image;
  const defaultTag = hasTag ? image.slice(colon + 1) : '';
  const replaced = /^\d+(\.\d+)*$/.test(version) ? defaultTag.replace(/^v?\d+(\.\d+)*/, version) : version;
  return `${repository}:${tag ?? (/^v?\d/.test(defaultTag) ? replaced : version)}`;
}

async function buildOf({ input, name }: Offer, stack: StackSource): Promise<ImageSource> {
  const build = typeof input.build === 'string' ? { context: input.build } : (input.build ?? { context: '.' });
  const path = typeof input.build === 'string' ? ['services', name, 'build'] : ['services', name, 'build', 'context'];
  const context = stack.reader.resolve(stack.directory, build.context);
  const dockerfile = build.dockerfile ?? 'Dockerfile';
  const kind = await stack.reader.kindOf(context);
  if (/^(https?|git|ssh):|^git@/.test(build.context)) reportAt(stack, path, { message: 'A build from a remote address is not supported.', hint: 'Clone it, and name the folder.' });
  else if (kind !== 'directory') reportAt(stack, path, { message: `The build folder "${build.context}" is ${kind === 'file' ? 'a file' : 'not there'}.`, hint: `Expected at ${context}.` });
  else if ((await stack.reader.kindOf(stack.reader.resolve(context, dockerfile))) !== 'file') reportAt(stack, 'dockerfile' in build ? ['services', name, 'build', 'dockerfile'] : path, { message: `There is no ${dockerfile} in "${build.context}".`, hint: `Expected at ${stack.reader.resolve(context, dockerfile)}.` });
  // An argument without value is taken from the environment, as in Compose.
  const args = keyValues(build.args).flatMap(([key, value]) => {
    const given = value ?? stack.environment[key];
    return given === undefined ? [] : [[key, given] as const];
  });
  return { from: 'build', context, dockerfile, args: Object.fromEntries(args), ...(build.target === undefined ? {} : { target: build.target }) };
}
