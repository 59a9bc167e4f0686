import { StackyardError } from '../../../services/contract/errors.ts';

/**
 * Why better-sqlite3 does not run in the prepared Electron as it is, and two changes after which it does. **For verification only: neither is ever in what is
 * shipped.** Its library asks for Node-API 10, and makes references to strings, as 10 allows. Electron 33's Node (20) has Node-API 9 and everything that the
 * library calls, but refuses the newer number, and such references, with an error that the library is not made for: a segfault. So a copy of the library asks
 * for 9, and the prepared Electron makes references to what is no object as well, which newer ones do. (To ask for the experimental version instead, which may
 * make them, is no way: there finalizers run inside of the garbage collector, which those of the library do not survive.)
 */
interface Change {
  readonly of: string;
  readonly from: Buffer;
  readonly to: Buffer;
  /** What to look at when it is not there. */
  readonly hint: string;
}

const libraryChange: Change = {
  of: "better-sqlite3's native library",
  // endbr64; mov eax, 10; ret: all of the function.
  from: Buffer.from('f30f1efab80a000000c3', 'hex'),
  to: Buffer.from('f30f1efab809000000c3', 'hex'),
  hint: 'Look at node_api_module_get_api_version_v1 with `objdump -d`',
};

const electronChange: Change = {
  of: "the prepared Electron's program",
  // cmp eax, experimental; je past the refusal, from now on always; mov rdi, r13; call v8::Value::IsObject
  from: Buffer.from('3dffffff7f74244c89efe8', 'hex'),
  to: Buffer.from('3dffffff7feb244c89efe8', 'hex'),
  hint: 'Look at napi_create_reference with `objdump -d`',
};

/** A changed copy. @throws StackyardError UNSUPPORTED where the place to change is not there exactly once. */
function changed(program: Buffer, { of, from, to, hint }: Change): Buffer {
  const at = program.indexOf(from);
  if (at === -1 || program.includes(from, at + 1)) {
    throw new StackyardError('UNSUPPORTED', `In ${of} the place to change for verification is ${at === -1 ? 'not there' : 'there more than once'}.`, { hint: `${hint}, and correct scripts/setup/verification/node-api.ts.` });
  }
  const copy = Buffer.from(program);
  to.copy(copy, at);
  return copy;
}

/** Of `prebuilds/linux-x64.node`: one that Electron 33 does not refuse. @throws StackyardError UNSUPPORTED for a library that is built otherwise. */
export const fitLibrary = (library: Buffer): Buffer => changed(library, libraryChange);

/** Of Electron 33.2.1: one that makes references to strings. @throws StackyardError UNSUPPORTED for another program, also one that was changed already. */
export const fitElectron = (program: Buffer): Buffer => changed(program, electronChange);
