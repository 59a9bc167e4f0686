import { expect, test } from 'vitest';
import { topologyOf } from '../../test/kit/kubernetes-stacks.ts';

test('a password that is too short is told its length, and not repeated', async () => {
  await expect(topologyOf('name: x\nservices:\n  db: { template: postgres, users: [{ name: reader, password: "hunter2" }] }\n')).rejects.toMatchObject({
    code: 'INVALID_STACK',
    message: 'services.db.users[0].password: expected at least 8 characters, found text.',
  });
});

test('of many mistakes the first are listed, and the others counted', async () => {
  const services = Array.from({ length: 30 }, (_, index) => `  s${index}: { image: x, env: {} }\n`).join('');
  const error: unknown = await topologyOf(`name: x\nservices:\n${services}`).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'INVALID_STACK', unlisted: 10 });
  expect((error as { readonly related: readonly unknown[] }).related).toHaveLength(19);
});
