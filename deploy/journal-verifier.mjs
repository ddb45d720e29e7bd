#!/usr/bin/env node
// Verifies a file that "seller-registry journal export" wrote, with nothing but Node.js and this
// text: it shares no code with the registry.
//
//   node journal-verifier.mjs FILE [--key VERIFIER_KEY]... [--from CHECKPOINT_FILE]...
//
// --key   the verifier key of a log, learned by another way; without it the file's own is believed.
//         A key that was replaced since is believed of the one that it signed a checkpoint beside; after
//         a theft give the new one.
// --from  a checkpoint that was kept elsewhere: what it covers must be in the file, unchanged.
//
// Trees: RFC 9162, section 2.1.1. Checkpoints: C2SP signed-note and tlog-checkpoint, Ed25519.
// The data of a leaf is SHA-256(salt || content). The content of an entry of the registry's log is a
// JournalEntry, whose field 47 says that another key signs from a size of each log on; a checkpoint must
// be signed by the key of its size. Exit code 0 if all fits, 1 if not, 2 for misuse.

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
  if (typed.length === 33 && typed[0] === 1) {
    const key = keyOf(name, typed.subarray(1));
    if (key.id.toString("hex") === id) return key;
  }
  throw new Error("not a verifier key: " + text);
}

/** A log's Ed25519 key of 32 bytes. */
function keyOf(name, raw) {
  const typed = Buffer.concat([Buffer.from([1]), raw]);
  const id = sha256(Buffer.from(name + "\n"), typed).subarray(0, 4);
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);
  return {
    name,
    id,
    text: `${name}+${id.toString("hex")}+${typed.toString("base64")}`,
    key: createPublicKey({ key: der, format: "der", type: "spki" }),
  };
}

/** The fields of a protobuf message by their numbers: numbers and bytes, the last of each. */
function fields(bytes) {
  const read = new Map();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      if (at >= bytes.length) throw new Error("an entry cannot be read");
      const byte = bytes[at++];
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) {
      read.set(Math.floor(tag / 8), varint());
    } else if (tag % 8 === 2) {
      const length = varint();
      read.set(Math.floor(tag / 8), bytes.subarray(at, at + length));
      at += length;
    } else if (tag % 8 === 1 || tag % 8 === 5) {
      at += tag % 8 === 1 ? 8 : 4;
    } else {
      throw new Error("an entry cannot be read");
    }
  }
  return read;
}

/** The change of the key that an entry of the registry's log tells of, if it does. */
function keyChange(content) {
  const change = fields(content).get(47);
  if (change === undefined) return undefined;
  const of = fields(change);
  return {
    former: of.get(1) ?? Buffer.alloc(0),
    next: of.get(2) ?? Buffer.alloc(0),
    sizes: { registry: of.get(3) ?? 0, access: of.get(4) ?? 0 },
  };
}

/** The keys of a log, the oldest first, each with the size from which on it signs. */
function keysOf(name, log, changes, complain) {
  if (changes.length === 0) return [{ key: log.key, from: 0 }];
  const keys = [{ key: keyOf(log.key.name, changes[0].former), from: 0 }];
  for (const change of changes) {
    const former = keyOf(log.key.name, change.former);
    const from = change.sizes[name];
    if (!former.id.equals(keys.at(-1).key.id) || from < keys.at(-1).from) {
      complain(`${name}: a change of the key does not follow the one before it`);
    }
    keys.push({ key: keyOf(log.key.name, change.next), from });
  }
  if (keys.at(-1).key.text !== log.key.text) {
    complain(`${name}: the log's key is not the one that its entries name`);
  }
  return keys;
}

/** Whoever knows a former key only learns each later one from a checkpoint that both signed. */
function checkVouched(name, log, given, complain) {
  const known = given.filter((key) => key.name === log.key.name).map((key) => key.text);
  if (known.length === 0) return;
  const texts = log.keys.map((it) => it.key.text);
  if (!known.every((text) => texts.includes(text))) {
    complain(`${name}: a key given with --key never signed this log`);
    return;
  }
  for (let i = Math.max(...known.map((text) => texts.lastIndexOf(text))) + 1; i < texts.length; i++) {
    const both = log.notes.some(
      (note) =>
        openCheckpoint(note, log.keys[i].key)?.size === log.keys[i].from &&
        openCheckpoint(note, log.keys[i - 1].key) !== undefined,
    );
    if (!both) complain(`${name}: no former key signed beside the key from ${log.keys[i].from} on`);
  }
}

/** What a checkpoint says, if a key signed it that was good for its size; nothing if not. */
function openByGoodKey(note, keys) {
  return keys
    .map(({ key, from }, i) => {
      const head = openCheckpoint(note, key);
      const good = head && from <= head.size && head.size <= (keys[i + 1]?.from ?? Infinity);
      return good ? head : undefined;
    })
    .find((head) => head !== undefined);
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
      if (given.keys.length > 0 && !given.keys.some((key) => key.name === own.name)) {
        complain(`no --key is of ${own.name}`);
      }
      logs.set(record.log, { key: own, tree: new Tree(), roots: new Map(), heads: [] });
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
  const changes = [];
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
      const content = Buffer.from(record.content, "base64");
      const data = sha256(Buffer.from(record.salt, "base64"), content);
      if (!leafHash(data).equals(hash)) {
        complain(`${record.log} ${record.sequence}: the content is not the one that was hashed`);
      } else if (record.log === "registry") {
        const change = keyChange(content);
        if (change !== undefined) changes.push(change);
        if (change !== undefined && change.sizes.registry !== record.sequence + 1) {
          complain(`registry ${record.sequence}: the change of the key is of another place`);
        }
      }
    }
    log.tree.append(hash);
    if (log.roots.has(log.tree.size)) log.roots.set(log.tree.size, log.tree.root());
  }
  let checkpoints = 0;
  for (const [name, log] of logs) {
    log.keys = keysOf(name, log, changes, complain);
    checkVouched(name, log, given.keys, complain);
    for (const note of log.notes) {
      checkpoints++;
      const head = openByGoodKey(note, log.keys);
      if (head === undefined) {
        complain(`${name}: a checkpoint is not signed with the log's key of its size`);
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
  for (const log of logs.values()) {
    log.keys.slice(1).forEach(({ key, from }) => console.log(`KEY    ${key.text} from ${from} on`));
  }
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
