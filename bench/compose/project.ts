import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { runCommand, type Command } from '../measure/command.ts';
import { anonymousVolumes, removeVolumes } from '../stack/engine-api.ts';

const file = join(import.meta.dirname, 'compose.yaml');
const project = 'stackyard-bench-compose';

/** The same stack under docker compose. */
export interface ComposeProject extends AsyncDisposable {
  readonly up: Command;
  /** With the cheapest check of RabbitMQ that is possible instead of the usual one. */
  readonly upWithCheapChecks: Command;
  down(): Promise<void>;
}

/** `images`: service → reference, all present. */
export function composeProject(program: string, images: Readonly<Record<string, string>>): ComposeProject {
  const environment = {
    PASSWORD: randomBytes(24).toString('hex'),
    COMPOSE_ANSI: 'never',
    BROKER_CHECK: 'rabbitmq-diagnostics -q ping',
    ...Object.fromEntries(Object.entries(images).map(([service, reference]) => [`${service.toUpperCase()}_IMAGE`, reference])),
  };
  const compose = (...words: readonly string[]): Command => ({ program, words: ['-f', file, ...words], environment });
  const anonymous = new Set<string>();
  const down = async (...options: readonly string[]): Promise<void> => {
    for (const name of await anonymousVolumes({ label: [`com.docker.compose.project=${project}`] })) anonymous.add(name);
    await runCommand(compose('down', '--timeout', '20', ...options));
  };
  const up = compose('up', '--wait', '--quiet-pull');
  return {
    up,
    upWithCheapChecks: { ...up, environment: { ...environment, BROKER_CHECK: 'exec 3<>/dev/tcp/127.0.0.1/5672' } },
    down: () => down(),
    async [Symbol.asyncDispose]() {
      await down('--volumes');
      await removeVolumes(anonymous);
    },
  };
}
