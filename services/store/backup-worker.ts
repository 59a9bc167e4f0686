import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { checkAndCopy, damagedExitCode } from './backup.ts';
import { patiently } from './busy.ts';
import { openSqlite } from './sqlite.ts';

const job = z.object({ database: z.string(), target: z.string() }).parse(workerData);
const sound = await patiently(
  async () => {
    const database = await openSqlite(job.database, { mustExist: true });
    try {
      return checkAndCopy(database, job.target);
    } finally {
      database.close();
    }
  },
  { object: job.database },
);
process.exitCode = sound ? 0 : damagedExitCode;
