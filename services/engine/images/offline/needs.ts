import { StackyardError } from '../../../contract/errors.ts';
import { missingPrograms } from '../find-program.ts';
import type { Recipe } from '../recipes.ts';

/** What this machine lacks to build a recipe: programs, root. */
export async function missingNeeds(recipe: Recipe, environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const missing = await missingPrograms(recipe.needs, environment);
  return recipe.root && process.getuid?.() !== 0 ? [...missing, 'root rights'] : missing;
}

/** Debian's package of each program that recipes need. */
const packages: Readonly<Record<string, string>> = { go: 'golang', mvn: 'maven', pip: 'python3-pip', python3: 'python3', gcc: 'gcc libc6-dev', debootstrap: 'debootstrap', npm: 'npm', tar: 'tar', unshare: 'util-linux' };

/** `apt-get install` of what is missing, where packages help. */
export function installHint(missing: readonly string[]): string {
  const names = missing.flatMap((program) => packages[program] ?? []);
  const rest = missing.filter((program) => packages[program] === undefined);
  const parts = [...(names.length > 0 ? [`install it (Debian: apt-get install ${names.join(' ')})`] : []), ...(rest.length > 0 ? [`run with ${rest.join(' and ')}`] : [])];
  return parts.join(' and ');
}

export function cannotBuild(recipe: Recipe, reason: string, cause?: unknown): StackyardError {
  const missing = /^this machine lacks (.*)$/u.exec(reason)?.[1]?.split(' and ') ?? [];
  const way = missing.length > 0 ? installHint(missing) : '';
  return new StackyardError('IMAGE_UNAVAILABLE', `The offline image of ${recipe.title} (${recipe.tag}) cannot be built: ${reason.replaceAll(/\s+/gu, ' ').replace(/\.$/u, '')}.`, {
    hint: way === '' ? 'Check that this machine reaches the package registries (Debian, PyPI, npm, Go, Maven), or use a machine that can pull images.' : `${way.charAt(0).toUpperCase()}${way.slice(1)}, or make an image registry reachable.`,
    cause,
  });
}
