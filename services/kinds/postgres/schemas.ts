import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/, 'a name of letters, digits, underscores and hyphens that begins with a letter or an underscore');

const database = z.strictObject({ name, owner: name.optional(), extensions: z.array(name).optional() });
export type Database = z.infer<typeof database>;

const user = z.strictObject({
  name,
  /** Write a variable such as `${REPORTS_PASSWORD}`, filled from the environment or .env. */
  password: z.string().min(8),
  createDatabases: z.boolean().optional(),
  /** Roles whose rights it has, such as `pg_read_all_data`. */
  memberOf: z.array(name).optional(),
});
export type User = z.infer<typeof user>;

export const postgresResources = {
  users: z.array(user).describe('Users beside the owner `app`.'),
  databases: z.array(z.union([name, database])).describe('Databases; a name alone belongs to `app`.'),
};
