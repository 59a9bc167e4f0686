import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inputOf } from '../../test/kit/kubernetes-stacks.ts';
import { exportCompose } from './compose/index.ts';
import { exportHelm } from './helm/index.ts';
import { exportKubernetes } from './kubernetes/index.ts';
import type { ExportResult } from './types.ts';

const MARK = 'hunterK1xQ9';
const HOST = '${{ services.b.host }}';
const PASSWORD = '${{ services.b.secrets.password }}';

const secretName = fc.constantFrom('API_TOKEN', 'SECRET_KEY', 'DB_PASSWORD', 'GITHUB_PAT', 'COOKIE_SALT', 'PGPASS', 'AWS_SECRET_ACCESS_KEY', 'MYSQL_PWD');
const anyName = fc.constantFrom('DATABASE_URL', 'SENTRY_DSN', 'SETTING', 'UPSTREAM', 'HOOK');
const around = fc.constantFrom('', HOST, PASSWORD, `${HOST}:`, 'a-', ' ');
const telling = fc.constantFrom(`mysql://root:${MARK}@${HOST}/x`, `amqp://u:${MARK}@x`, `Server=${HOST};Password=${MARK};`, `https://${HOST}/a?tok=${MARK}`, `postgres://u:${PASSWORD}${MARK}@${HOST}`, `Bearer ${MARK}`);
const variable = fc.oneof(fc.tuple(secretName, fc.tuple(around, around).map(([before, after]) => `${before}${MARK}${after}`)), fc.tuple(anyName, telling));
const words = fc.constantFrom(['--password', MARK], [`--api-key=${MARK}`], ['sh', '-c', `TOKEN=${MARK} run`], ['worker', `amqp://u:${MARK}@${HOST}`], [`-Ddb.password=${MARK}`], ['curl', '-u', `me:${MARK}`, 'http://x']);

const place = fc.oneof(
  variable.map(([name, text]) => ({ isVariable: true, app: { environment: { [name]: text } } })),
  words.map((command) => ({ isVariable: false, app: { command } })),
  words.map((entrypoint) => ({ isVariable: false, app: { entrypoint } })),
  fc.constant({ isVariable: false, app: { expose: { http: 80 }, ready: { http: { port: 'http', path: `/?token=${MARK}` } } } }),
  words.map((exec) => ({ isVariable: false, app: { ready: { exec: exec.map((word) => word.replaceAll(HOST, 'x')) } } })),
  variable.map(([name, text]) => ({ isVariable: false, app: { labels: { [name]: text.replaceAll(/\$\{\{[^}]*\}\}/g, 'x') } } })),
);

const isRefused = ({ report }: ExportResult): boolean => report.some(({ outcome }) => outcome === 'refused');
const holdsMark = (result: unknown): boolean => JSON.stringify(result).includes(MARK);

test('a secret of the stack file is in no export of any target, or the export is refused, and the report never repeats it', async () => {
  await fc.assert(fc.asyncProperty(place, async ({ isVariable, app }) => {
    const { topology, calls, ...input } = await inputOf(JSON.stringify({ name: 'x', services: { b: { template: 'redis' }, app: { image: 'acme/app:1', uses: ['b'], ...app } } }));
    const results = [exportCompose({ topology, calls, digests: {}, environment: 'production', folder: '/project/deploy/compose' }), exportKubernetes({ topology, calls, ...input }), exportHelm({ topology, calls, ...input })];
    for (const result of results) {
      expect(isRefused(result)).toBe(!isVariable);
      expect(holdsMark(result.report)).toBe(false);
      if (isVariable) expect(holdsMark(result.files)).toBe(false);
    }
  }), { numRuns: 150 });
}, 60_000);
