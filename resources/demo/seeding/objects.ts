import { gzipSync } from 'node:zlib';
import { Client } from 'minio';
import { products } from '../common/catalog.ts';
import type { Backends } from '../common/environment.ts';
import { buckets } from '../common/names.ts';
import { clientOptions } from '../common/object-storage.ts';
import { parallel } from './parallel.ts';
import { drawPicture } from './picture.ts';
import type { Random } from './random.ts';

interface SeedObject {
  readonly bucket: string;
  readonly key: string;
  readonly type: string;
  readonly content: Buffer;
}

export interface Added {
  readonly added: number;
  readonly present: number;
}

/** Pictures, pages and data for `assets`; what customers and partners sent for `uploads`. */
export function seedObjects(random: Random): readonly SeedObject[] {
  return [...assets(), ...uploads(random)];
}

function assets(): readonly SeedObject[] {
  const object = (key: string, type: string, content: string | Buffer): SeedObject => ({ bucket: buckets.assets, key, type, content: Buffer.from(content) });
  const pictures = products.map(({ sku, category }, index) => object(`products/${category}/${sku}.png`, 'image/png', drawPicture((index * 360) / products.length)));
  const style = 'body { font: 16px/1.5 system-ui; max-width: 60rem; margin: auto }\n';
  const page = (title: string): string => `<!doctype html>\n<title>${title}</title>\n<link rel="stylesheet" href="/styles/site.css">\n<h1>${title}</h1>\n`;
  return [
    ...pictures,
    object('styles/site.css', 'text/css', style),
    ...['Terms', 'Privacy', 'Delivery'].map((title) => object(`pages/${title.toLowerCase()}.html`, 'text/html; charset=utf-8', page(title))),
    object('data/catalog.json', 'application/json', `${JSON.stringify(products, null, 2)}\n`),
    object('data/catalog.json.gz', 'application/gzip', gzipSync(JSON.stringify(products))),
  ];
}

function uploads(random: Random): readonly SeedObject[] {
  const object = (key: string, type: string, content: string | Buffer): SeedObject => ({ bucket: buckets.uploads, key, type, content: Buffer.from(content) });
  const two = (number: number): string => String(number).padStart(2, '0');
  const months = [2024, 2025].flatMap((year) => Array.from({ length: 12 }, (_, month) => `${year}/${two(month + 1)}`));
  return months.flatMap((month) => {
    const lines = Array.from({ length: 40 }, (_, day) => `${month.replace('/', '-')}-${two((day % 28) + 1)},${random.pick(['KIT-001', 'GAR-002', 'OFF-003', 'TRA-004'])},${random.whole(1, 90)}`);
    return [
      object(`partners/stock/${month}/stock.csv`, 'text/csv', `date,sku,stock\n${lines.join('\n')}\n`),
      object(`partners/prices/${month}/prices.json`, 'application/json', `${JSON.stringify({ month, factor: random.whole(90, 110) / 100 })}\n`),
      object(`customers/returns/${month}/letter.txt`, 'text/plain; charset=utf-8', `The parcel of ${month} came back: the kettle sings out of tune.\n`),
      object(`scans/${month}/scan.bin`, 'application/octet-stream', random.bytes(16 * 1024)),
    ];
  });
}

/** Puts what is missing or of another size, and two versions of one object into the versioned bucket. */
export async function putObjects(files: Backends['files'], objects: readonly SeedObject[]): Promise<Added> {
  const client = new Client(clientOptions(files));
  const sizes = new Map<string, number>();
  for (const bucket of new Set(objects.map((object) => object.bucket))) {
    for await (const item of client.listObjectsV2(bucket, '', true) as AsyncIterable<{ name: string; size: number }>) sizes.set(`${bucket}/${item.name}`, item.size);
  }
  const missing = objects.filter(({ bucket, key, content }) => sizes.get(`${bucket}/${key}`) !== content.length);
  await parallel(missing, 16, async ({ bucket, key, type, content }) => {
    await client.putObject(bucket, key, content, content.length, { 'Content-Type': type });
  });
  const versions = await putVersions(client);
  return { added: missing.length + versions, present: objects.length - missing.length };
}

const versionedKey = 'terms/receipt-footer.txt';

async function putVersions(client: Client): Promise<number> {
  for await (const item of client.listObjectsV2(buckets.receipts, versionedKey) as AsyncIterable<{ name: string }>) if (item.name === versionedKey) return 0;
  const texts = ['Thank you.\n', 'Thank you for your order.\n', 'Thank you for your order. Goods can be returned within 30 days.\n'];
  for (const text of texts) await client.putObject(buckets.receipts, versionedKey, text, Buffer.byteLength(text), { 'Content-Type': 'text/plain; charset=utf-8' });
  return texts.length;
}
