#!/usr/bin/env node
// Stands in for `fpm -s dir -t deb`, which no package registry carries: takes the arguments electron-builder gives it, and lets dpkg-deb do the work.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseFpmArguments, type DebRequest } from './fpm-arguments.ts';
import { controlOf } from './deb-control.ts';

/** Regular files below a folder; links are kept as links and have no digest. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Modes as a package has them, whatever the builder's umask was. */
function settleModes(root: string): void {
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

function build({ mappings, scripts, compression, output, fields }: DebRequest): void {
  const root = mkdtempSync(join(tmpdir(), 'stackyard-deb-'));
  try {
    chmodSync(root, 0o755);
    for (const { from, to } of mappings) {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      cpSync(from, join(root, to), { recursive: true, verbatimSymlinks: true });
    }
    settleModes(root);
    const files = filesBelow(root);
    const kilobytes = files.reduce((sum, file) => sum + Math.ceil(lstatSync(file).size / 1024), 0);
    const control = join(root, 'DEBIAN');
    mkdirSync(control, { mode: 0o755 });
    for (const [name, file] of Object.entries(scripts)) {
      copyFileSync(file, join(control, name));
      chmodSync(join(control, name), 0o755);
    }
    // What `dpkg --verify` compares with.
    writeFileSync(join(control, 'md5sums'), files.map((file) => `${createHash('md5').update(readFileSync(file)).digest('hex')}  ${relative(root, file)}\n`).join(''));
    writeFileSync(join(control, 'control'), controlOf(fields, kilobytes));
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', root, output], { stdio: 'inherit' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

build(parseFpmArguments(process.argv.slice(2)));
