import { loadStack } from './services/topology/index.ts';
import { memoryReader } from './services/topology/memory-reader.test-support.ts';
import { stackFiles, loadTestStack } from './services/topology/stack.test-support.ts';
for (const n of [10,200,400,800,200,400,800]) {
  const text='services:\n'+Array.from({length:n},(_,i)=> i%4===0? `  s${i}: { template: cache, options: { memory: 512mb } }` : i%4==1? `  s${i}: { image: "a:1", expose: { http: 80 }, environment: { A: "1", B: x }, uses: [s${i-1}], volumes: ["data:/data"] }` : i%4==2 ? `  s${i}: { template: edge, routes: [{ to: s${i-1} }] }` : `  s${i}: { template: worker, uses: [s${i-3}] }`).join('\n');
  const s=performance.now(); await loadTestStack({text}); console.log(n, (performance.now()-s).toFixed(1));
}
const N=200; let s=performance.now(); for(let i=0;i<N;i++) await loadTestStack({text:'services: { one: { template: cache } }'}); console.log('one', ((performance.now()-s)/N).toFixed(2));
