// postgres.js 3.4.9 ends the whole process when a connection is lost inside a transaction, and keeps connections that
// can never send again (github.com/porsager/postgres issues 1154, 1208). Its next version is not out: run after every
// install, this mends the two files in place. Harmless to repeat; stops when the text is not the one it knows.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const MARK = "// passerelle: a connection that is gone";
const CHANGES = [
  [
    `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x
  }`,
    `  function nextWrite(fn) {
    ${MARK}
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    nextWriteTimer = null
    if (!socket) {
      chunk = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
    const x = socket.write(chunk, fn)
    chunk = null
    return x
  }`,
  ],
  [
    `    clearImmediate(nextWriteTimer)
    if (socket) {`,
    `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    if (socket) {`,
  ],
  [
    `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)`,
    `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener('data', data)`,
  ],
];

for (const file of ["src/connection.js", "cjs/src/connection.js"]) {
  const path = join(root, "node_modules", "postgres", file);
  if (!existsSync(path)) continue;
  let text = readFileSync(path, "utf8");
  if (text.includes(MARK)) continue;
  for (const [before, after] of CHANGES) {
    if (!text.includes(before)) {
      process.stderr.write(`${path} is not that of postgres 3.4.9: see whether scripts/patch-postgres.mjs is still needed\n`);
      process.exit(1);
    }
    text = text.replace(before, () => after);
  }
  writeFileSync(path, text);
}
