// Asks an address again and again until its standard input ends, then prints what came of it: `node requests.ts ADDRESS`.
const [address = ''] = process.argv.slice(2);
const counts = { answered: 0, lost: [] as string[] };
const ending = new AbortController();
process.stdin.resume().once('end', () => ending.abort());

async function ask(): Promise<void> {
  while (!ending.signal.aborted) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(20_000) });
      await response.text();
      if (response.ok) counts.answered += 1;
      else counts.lost.push(`HTTP ${response.status}`);
    } catch (error) {
      counts.lost.push(String(error instanceof Error && error.cause !== undefined ? error.cause : error));
    }
  }
}

await Promise.all(Array.from({ length: 4 }, ask));
process.stdout.write(`${JSON.stringify(counts)}\n`);
