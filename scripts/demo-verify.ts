import { runDemo } from './setup/demo.ts';

process.exitCode = await runDemo('verify.ts', process.argv.slice(2));
