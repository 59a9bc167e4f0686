import http from 'node:http';
import type { EngineClient, EngineRequest, LogFrame } from '/work/main/services/engine/types.ts';
import { StackyardError } from '/work/main/services/contract/errors.ts';
class E extends StackyardError { status: number; constructor(s: number, m: string){ super(s===404?'NOT_FOUND':s===409?'CONFLICT':'INTERNAL', m); this.status=s; } }
function raw(r: EngineRequest): Promise<{status:number, body:Buffer}> {
  const q=new URLSearchParams(); for (const [k,v] of Object.entries(r.query??{})) if(v!==undefined) q.set(k, typeof v==='object'?JSON.stringify(v):String(v));
  return new Promise((res, rej)=>{ const req=http.request({socketPath:'/var/run/docker.sock', method:r.method, path:'/v1.41'+r.path+'?'+q, headers: r.body===undefined?{}:{'content-type':'application/json'}, signal: AbortSignal.any([AbortSignal.timeout(r.deadline??5000), ...(r.signal?[r.signal]:[])])}, (m)=>{ const c:Buffer[]=[]; m.on('data',d=>c.push(d)); m.on('end',()=>res({status:m.statusCode??0, body:Buffer.concat(c)})); m.on('error',rej);}); req.on('error',rej); req.end(r.body===undefined?undefined:JSON.stringify(r.body)); });
}
export async function connectEngine(): Promise<EngineClient> {
  const call = async (r: EngineRequest): Promise<any> => { const a=await raw(r); const t=a.body.toString(); if(a.status>=300) { let m=t; try{m=JSON.parse(t).message}catch{} throw new E(a.status,m);} return t===''?undefined:(()=>{try{return JSON.parse(t)}catch{return t}})(); };
  return { info: {} as any, call, open: null as any, documents: null as any, events: null as any,
    async *logs(c: string, o: any): AsyncIterable<LogFrame> { const a=await raw({method:'GET', path:`/containers/${c}/logs`, query:{stdout:true,stderr:true,tail:o.tail??'all'}}); let b=a.body; while(b.length>=8){ const n=b.readUInt32BE(4); yield {stream:b[0]===2?'stderr':'stdout', data:b.subarray(8,8+n)}; b=b.subarray(8+n);} },
    exec: async (c: string, cmd: readonly string[]) => { const e=await call({method:'POST', path:`/containers/${c}/exec`, body:{Cmd:cmd,AttachStdout:true,AttachStderr:true}}); const a=await raw({method:'POST',path:`/exec/${e.Id}/start`,body:{Detach:false}}); const i=await call({method:'GET',path:`/exec/${e.Id}/json`}); return {exitCode:i.ExitCode, output:a.body.toString()}; },
    ping: async()=>{}, [Symbol.asyncDispose]: async()=>{} } as EngineClient;
}
