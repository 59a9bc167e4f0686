import { z } from 'zod';
import type { Kind, Reach, ResourceOutcome } from '../kind.ts';
import { postgresResources, type Database } from './schemas.ts';
import { postgresCalls } from './resource-calls.ts';
import { withSession } from './session.ts';

const declaration = z.object(postgresResources).partial();
const STATEMENT_LIMIT = 30_000;

export const postgresKind: Kind = {
  id: 'postgres',
  question: 'a login and select 1 in the PostgreSQL protocol',
  capabilities: ['tables'],
  resources: postgresResources,
  resourceCalls: postgresCalls,
  async probe(reach) {
    await withSession(reach, { limit: 2_000 }, async (client) => client.query('select 1'));
  },
  async applyResources(reach, resources) {
    const { users = [], databases = [] } = declaration.parse(resources);
    const { applyUser, applyDatabase } = await import('./apply.ts');
    const wanted = databases.map((database) => (typeof database === 'string' ? { name: database } : database));
    const outcomes = await withSession(reach, { limit: STATEMENT_LIMIT }, async (client) => {
      const made: ResourceOutcome[] = [];
      for (const user of users) made.push(await applyUser(client, user));
      for (const database of wanted) made.push(await applyDatabase(client, database));
      return made;
    });
    return withExtensions(reach, wanted, outcomes);
  },
};

/** Extensions belong to one database, so each needs a connection of its own. */
async function withExtensions(reach: Reach, databases: readonly Database[], outcomes: readonly ResourceOutcome[]): Promise<readonly ResourceOutcome[]> {
  const { addExtensions } = await import('./apply.ts');
  const added = new Set<string>();
  for (const { name, extensions = [] } of databases) {
    if (extensions.length === 0) continue;
    const isChanged = await withSession(reach, { database: name, limit: STATEMENT_LIMIT }, async (client) => addExtensions(client, extensions));
    if (isChanged) added.add(`database ${name}`);
  }
  return outcomes.map((each) => (each.outcome === 'unchanged' && added.has(each.resource) ? { ...each, outcome: 'changed' } : each));
}
