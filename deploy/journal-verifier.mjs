#!/usr/bin/env node
// Verifies a file that "seller-registry journal export" wrote, with nothing but Node.js and this
// text: it shares no code with the registry.
//
//   node journal-verifier.mjs FILE [--key VERIFIER_KEY]... [--from CHECKPOINT_FILE]...
//
// --key   the verifier key of a log, learned by another way; without it the file's own is believed.
// --from  a checkpoint that was kept elsewhere: what it covers must be in the file, unchanged.
//
// Trees: RFC 9162, section 2.1.1. Checkpoints: C2SP signed-note and tlog-checkpoint, Ed25519.
// The data of a leaf is SHA-256(salt || content). Exit code 0 if all fits, 1 if not, 2 for misuse.

import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};
const leafHash = (data) => sha256(Buffer.from([0]), data);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

/** The roots of the complete subtrees, the largest first; each grows like a binary counter. */
class Tree {
  constructor() {
    this.stack = [];
    this.size = 0;
  }
  append(hash) {
    let node = { hash, leaves: 1 };
    while (this.stack.length > 0 && this.stack.at(-1).leaves === node.leaves) {
      const left = this.stack.pop();
      node = { hash: nodeHash(left.hash, node.hash), leaves: 2 * node.leaves };
    }
    this.stack.push(node);
    this.size++;
  }
  root() {
    if (this.stack.length === 0) return sha256();
    return this.stack.map((node) => node.hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** NAME+KEY_ID+BASE64(type || key) */
function parseKey(text) {
  const [name, id, ...rest] = text.trim().split("+");
  const typed = Buffer.from(rest.join("+"), "base64");
  const expected = sha256(Buffer.from(name + "\n"), typed).subarray(0, 4);
  if (typed.length !== 33 || typed[0] !== 1 || expected.toString("hex") !== id) {
    throw new Error("not a verifier key: " + text);
  }
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), typed.subarray(1)]);
  return { name, id: expected, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
}

/** What a checkpoint says, if the key signed it; nothing if not. */
function openCheckpoint(note, key) {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split("\n")) {
    const match = /^\u2014 (\S+) (\S+)$/.exec(line);
    if (!match || match[1] !== key.name) continue;
    const bytes = Buffer.from(match[2], "base64");
    if (!bytes.subarray(0, 4).equals(key.id)) continue;
    if (!verify(null, Buffer.from(text), key.key, bytes.subarray(4))) return undefined;
    const [origin, size, root] = text.split("\n");
    if (origin !== key.name || !/^(0|[1-9][0-9]*)$/.test(size)) return undefined;
    return { size: Number(size), root: Buffer.from(root, "base64") };
  }
  return undefined;
}

function options(args) {
  const read = { keys: [], from: [] };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--key") read.keys.push(parseKey(args[++i] ?? ""));
    else if (args[i] === "--from") read.from.push(readFileSync(args[++i] ?? "", "utf8"));
    else if (read.file === undefined && !args[i].startsWith("-")) read.file = args[i];
    else throw new Error("what is " + args[i] + "?");
  }
  if (read.file === undefined) throw new Error("which file?");
  return read;
}

async function* records(file) {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line++;
    yield { line, record: JSON.parse(text) };
  }
}

/** The logs of the file with their keys, their checkpoints, and the sizes that these are of. */
async function readLogs(given, complain) {
  const logs = new Map();
  for await (const { line, record } of records(given.file)) {
    if (record.type === "log") {
      const own = parseKey(record.verifierKey);
      const known = given.keys.find((key) => key.name === own.name);
      if (given.keys.length > 0 && known === undefined) complain(`no --key is of ${own.name}`);
      logs.set(record.log, { key: known ?? own, tree: new Tree(), roots: new Map(), heads: [] });
    } else if (!logs.has(record.log)) {
      throw new Error(`line ${line}: a log without its first line`);
    } else if (record.type === "checkpoint") {
      logs.get(record.log).heads.push(record.note);
    }
  }
  for (const log of logs.values()) {
    log.notes = [...log.heads, ...given.from.filter((it) => it.startsWith(log.key.name + "\n"))];
    log.notes.forEach((note) => log.roots.set(Number(note.split("\n")[1]), undefined));
    if (log.roots.has(0)) log.roots.set(0, log.tree.root());
  }
  return logs;
}

async function main(given) {
  const problems = [];
  const complain = (text) => problems.push(text);
  const logs = await readLogs(given, complain);
  let pruned = 0;
  for await (const { record } of records(given.file)) {
    if (record.type !== "entry") continue;
    const log = logs.get(record.log);
    const hash = Buffer.from(record.leafHash, "base64");
    if (record.sequence !== log.tree.size) {
      complain(`${record.log} ${log.tree.size}: the entry is missing`);
      log.tree.size = record.sequence;
    }
    if (record.content === undefined) {
      pruned++;
    } else {
      const data = sha256(
        Buffer.from(record.salt, "base64"),
        Buffer.from(record.content, "base64"),
      );
      if (!leafHash(data).equals(hash)) {
        complain(`${record.log} ${record.sequence}: the content is not the one that was hashed`);
      }
    }
    log.tree.append(hash);
    if (log.roots.has(log.tree.size)) log.roots.set(log.tree.size, log.tree.root());
  }
  let checkpoints = 0;
  for (const [name, log] of logs) {
    for (const note of log.notes) {
      checkpoints++;
      const head = openCheckpoint(note, log.key);
      if (head === undefined) {
        complain(`${name}: a checkpoint is not signed with the log's key`);
      } else if (log.roots.get(head.size) === undefined) {
        complain(`${name}: a checkpoint is of ${head.size} entries, ${log.tree.size} are there`);
      } else if (!log.roots.get(head.size).equals(head.root)) {
        complain(`${name}: the first ${head.size} entries do not give the tree that was signed`);
      }
    }
    if (log.heads.length === 0) complain(`${name}: no checkpoint`);
  }
  for (const note of given.from) {
    if (![...logs.values()].some((log) => note.startsWith(log.key.name + "\n"))) {
      complain("a checkpoint given with --from is of another journal");
    }
  }
  if (logs.size === 0) complain("no log");
  problems.forEach((text) => console.log("WRONG  " + text));
  const entries = [...logs.values()].reduce((sum, log) => sum + log.tree.size, 0);
  console.log(`${entries} entries (${pruned} pruned), ${checkpoints} checkpoints, ` +
    `${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(options(process.argv.slice(2)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
