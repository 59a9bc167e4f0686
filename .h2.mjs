import { parseYaml } from './services/topology/parse-yaml.ts';
import { createProblems } from './services/topology/problems.ts';
const cases = {
 flow: '['.repeat(100000),
 maps: '{a: '.repeat(50000)+'}'.repeat(50000),
 seq: '- '.repeat(100000)+'x',
 q: '? '.repeat(100000)+'x',
 block: Array.from({length:1200},(_, i)=>' '.repeat(i)+'a:').join('\n'),
 keys: Array.from({length:90000},(_, i)=>`k${i}: 1`).join('\n'),
 keysMax: Array.from({length:16000},(_, i)=>`k${i}: 1`).join('\n'),
 flowkeys: '{'+Array.from({length:90000},(_, i)=>`k${i}: 1`).join(', ')+'}',
 tabs: '\t\n'.repeat(400000),
 tabs2: 'a:\n'+'\tb: 1\n'.repeat(150000),
 tabsMax: 'a:\n'+'\tb: 1\n'.repeat(14000),
 docs: '---\na\n'.repeat(160000),
 docsMax: '---\na\n'.repeat(16000),
 quote: '"' + 'a\\'.repeat(400000),
 anchors: Array.from({length:60000},(_, i)=>`- &a${i} x`).join('\n'),
 aliases: 'a: &a x\nb:\n'+Array.from({length:90000},(_, i)=>` - *a`).join('\n'),
 comments: '#x\n'.repeat(300000),
 bad: ': : :\n'.repeat(160000),
 badMax: ': : :\n'.repeat(9000),
 bad2: '}]'.repeat(450000),
 bad2Max: '}]'.repeat(24000),
 colon: 'a:'.repeat(400000),
 scalar: 'x '.repeat(500000),
 lines: 'a: |\n'+' x\n'.repeat(300000),
 nul: '\0'.repeat(900000),
 bomb: 'a: &a [x,x,x,x,x,x,x,x,x]\n'+ 'bcdefghi'.split('').map((c,i)=>`${c}: &${c} [${Array(9).fill('*'+'abcdefgh'[i])}]`).join('\n'),
 mergebomb: 'a0: &a0 {'+Array.from({length:5000},(_, i)=>`k${i}: 1`).join(', ')+'}\n'+Array.from({length:200},(_, i)=>`b${i}: {<<: *a0}`).join('\n'),
 ind: Array.from({length:1300},(_, i)=>' '.repeat(1300-i)+'- a').join('\n'),
 self: 'a: &a [*a]',
 mapkeys: '? {a: b}\n: c\n'.repeat(5000),
};
for (const [k,t] of Object.entries(cases)) {
  const s=performance.now(); const p=createProblems(); let r;
  try { const y=parseYaml({file:'f',text:t},p); r=y?'ok':''; p.throwIfAny(); } catch(e){ r+=e.name+' '+e.message.slice(0,90)+' '+e.at?.line+':'+e.at?.column }
  console.log(k, t.length, Math.round(performance.now()-s)+'ms', r, Math.round(process.memoryUsage().rss/1e6)+'MB');
}
