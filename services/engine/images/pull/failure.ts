import { StackyardError } from '../../../contract/errors.ts';

export type PullFailureKind = 'rate-limit' | 'not-found' | 'unreachable' | 'server' | 'manifest-timeout' | 'stalled' | 'platform' | 'no-space' | 'broken';

/** One try that failed. The engine's status says nothing (a registry's 401 arrives as 500): the words are all there is. */
export class PullFailure extends Error {
  readonly kind: PullFailureKind;

  constructor(kind: PullFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PullFailure';
    this.kind = kind;
  }
}

const signs: readonly (readonly [PullFailureKind, RegExp])[] = [
  ['rate-limit', /toomanyrequests|too many requests|rate.?limit|\b429\b/iu],
  ['no-space', /no space left on device/iu],
  ['platform', /no matching manifest|does not match the specified platform|no image found in (?:manifest list|image index) for/iu],
  ['not-found', /unauthorized|authentication required|\bdenied\b|manifest unknown|name unknown|not found|no basic auth credentials|repository does not exist|\b40[134]\b/iu],
  ['unreachable', /no such host|connection refused|network is unreachable|no route to host|i\/o timeout|tls|x509|client\.timeout|deadline exceeded|server misbehaving|temporary failure in name resolution|proxyconnect|connection reset/iu],
  ['server', /unexpected http status: 5\d\d|\b50[0-4]\b|internal server error|bad gateway|service unavailable|\bEOF\b.*\/v2\/|\/v2\/.*\bEOF\b/iu],
];

export function pullFailure(error: unknown): PullFailure {
  if (error instanceof PullFailure) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new PullFailure(kindOf(words), words, { cause: error });
}

function kindOf(words: string): PullFailureKind {
  return signs.find(([, sign]) => sign.test(words))?.[0] ?? 'broken';
}

export interface FailureContext {
  readonly reference: string;
  readonly service: string;
  /** Known stand-ins for an image that its publisher removed. */
  readonly replacements?: readonly string[];
  readonly locked: boolean;
}

/** What a user reads. */
export function unavailable(failure: PullFailure, context: FailureContext): StackyardError {
  const { message, hint } = words(failure, context);
  return new StackyardError('IMAGE_UNAVAILABLE', message, { hint, service: context.service, cause: failure });
}

function words(failure: PullFailure, { reference, replacements = [], locked }: FailureContext): { readonly message: string; readonly hint: string } {
  const detail = failure.message.replaceAll(/\s+/gu, ' ').replace(/^Error response from daemon: /u, '').replace(/\.$/u, '');
  switch (failure.kind) {
    case 'rate-limit':
      return { message: `The registry's limit is reached for ${reference}: ${detail}.`, hint: 'Wait until the registry allows more pulls, or log in (docker login) for a higher limit; a mirror can be set with STACKYARD_REGISTRY.' };
    case 'not-found':
      return {
        message: `Image ${reference} was not found or is private: ${detail}.`,
        hint:
          replacements.length > 0
            ? `Its publisher may have removed it. Set \`image:\` of the service to a pinned replacement: ${replacements.join(' or ')}; for a private image run docker login.`
            : locked
              ? 'stackyard.lock asks for content that the registry no longer has: run stackyard images pull to renew it, or docker login for a private image.'
              : 'Check name and tag; for a private image run docker login first.',
      };
    case 'unreachable':
      return { message: `The registry of ${reference} cannot be reached: ${detail}.`, hint: 'Check the network and proxy of the Docker engine, or set a mirror with STACKYARD_REGISTRY.' };
    case 'server':
      return { message: `The registry of ${reference} failed: ${detail}.`, hint: 'Try again later, or set a mirror with STACKYARD_REGISTRY.' };
    case 'manifest-timeout':
    case 'stalled':
      return { message: `The pull of ${reference} was given up: ${detail}.`, hint: 'Check the network between the engine and the registry, or set a mirror with STACKYARD_REGISTRY.' };
    case 'platform':
      return { message: `Image ${reference} is not made for this engine: ${detail}.`, hint: 'Choose an image or tag for the engine’s platform, or set `platform:` of the service where the engine can emulate it.' };
    case 'no-space':
      return { message: `The Docker engine has no space left for ${reference}.`, hint: 'Free some space on the disk of the engine (docker system df shows what uses it) and try again.' };
    case 'broken':
      return { message: `The pull of ${reference} failed: ${detail}.`, hint: 'Try again; if it repeats, the registry or a proxy before it damages what it sends.' };
  }
}
