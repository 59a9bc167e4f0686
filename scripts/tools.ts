// `npm run tools [-- --quick]`: builds or fetches the outside tools that exports are held against; exits with 1 when one is missing.
import { provideTools, toolsFolder } from './tools/provide.ts';

const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== '--quick');
if (unknown.length > 0) {
  console.error(`tools: there is no "${unknown.join('", "')}". Option: --quick, only what \`npm test\` needs.`);
  process.exit(2);
}
const outcomes = await provideTools((message) => console.error(`tools: ${message}`), { quick: words.includes('--quick') });
for (const outcome of outcomes) {
  console.log(outcome.state === 'missing' ? `missing  ${outcome.name} ${outcome.version}: ${outcome.reason}` : `${outcome.state.padEnd(7)}  ${outcome.name} ${outcome.version}${outcome.state === 'built' ? ` (${outcome.seconds.toFixed(0)} s)` : ''}`);
}
console.log(`In ${toolsFolder}.`);
process.exitCode = outcomes.some(({ state }) => state === 'missing') ? 1 : 0;
