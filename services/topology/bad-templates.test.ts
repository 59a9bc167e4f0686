import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mistakesOf } from './stack.test-support.ts';

const cases = readFileSync(new URL('bad-templates.cases.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((part) => {
    const [head = '', conf] = part.split(/^--- x\.liquid\n/m);
    return { title: head.slice(0, head.indexOf('\n')), template: head.slice(head.indexOf('\n') + 1), conf };
  });

test('each mistake of a template is shown at its own place', async () => {
  const parts = [];
  for (const { title, template, conf } of cases) {
    const folder = '/project/shop/.stackyard/templates/mine';
    const files = { [`${folder}/template.yaml`]: template, ...(conf === undefined ? {} : { [`${folder}/x.liquid`]: conf }) };
    parts.push(`=== ${title}\n${template}${conf === undefined ? '' : `--- x.liquid\n${conf}`}--- is refused:\n${await mistakesOf({ text: 'services: { one: { template: mine } }\n', files })}\n`);
  }
  expect(cases.length).toBeGreaterThanOrEqual(15);
  await expect(parts.join('')).toMatchFileSnapshot('bad-templates.golden.txt');
});
