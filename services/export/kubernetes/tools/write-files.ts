/** Writes secret files from their texts: `node write-files.mjs PATH TEXT …`, `[[service/KEY]]` standing for a key of a mounted Secret. */
export const writeFiles = String.raw`import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const root = process.env.STACKYARD_SECRETS ?? '/stackyard/secrets';
const read = (name) => readFileSync(root + '/' + name, 'utf8');

// RabbitMQ's hash of a word: four bytes of salt, which follow from the word, and the digest of both.
const rabbitmq = (word) => {
  const salt = createHash('sha256').update('stackyard rabbitmq salt ' + word).digest().subarray(0, 4);
  return Buffer.concat([salt, createHash('sha256').update(salt).update(word).digest()]).toString('base64');
};
const forms = { rabbitmq };

const [, , ...words] = process.argv;
for (let index = 0; index + 1 < words.length; index += 2) {
  const text = words[index + 1].replace(/\[\[(?:(\[\[)|([a-z0-9-]+\/[A-Z0-9_]+)(?: ([a-z]+))?\]\])/g, (whole, open, name, form) => {
    if (open !== undefined) return '[[';
    const word = read(name);
    if (word === '') throw new Error(name + ' is empty: fill it in where the Secrets of this export come from');
    return form === undefined ? word : forms[form](word);
  });
  // Erlang takes a cookie only when nobody but its owner may read it.
  writeFileSync(words[index], text, { mode: words[index].endsWith('.cookie') ? 0o400 : 0o440 });
  console.log('wrote ' + words[index]);
}
`;
