import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { patiently } from './busy.ts';
import { openSqlite } from './sqlite.ts';

// Also known to backup.ts, which must not import this file: importing runs it.
const damagedExitCode = 10;

const job = z.object({ database: z.string(), target: z.string() }).parse(workerData);

const sound = await patiently(
  async () => {
    const database = await openSqlite(job.database, { mustExist: true });
    try {
      if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
      database.prepare('VACUUM INTO ?').run(job.target);
      return true;
    } finally {
      database.close();
    }
  },
  { object: job.database },
);
// Its exit code says it: 0 sound, 10 damaged.
process.exitCode = sound ? 0 : damagedExitCode;
