// Keeps records on this device (IndexedDB). Every change is written at once, in a transaction
// that reads the record anew: other tabs write to the same store. What could not be written
// stays in memory, is tried again with the next change, and the state says so.
//
// The database has one version for good: sites of several versions share it, and an older
// one must be able to open it. What changes is the format of each record (migrations.js).

import { openDB } from "../vendor/idb.js";
import { applied } from "./changes.js";
import { read } from "./migrations.js";
import { is_record, problems_of } from "./model.js";

/**
 * @typedef {import("./model.js").AnyRecord} AnyRecord
 * @typedef {import("./changes.js").Change} Change
 * @typedef {import("../vendor/idb.js").IDBPDatabase} Database
 * @typedef {{get: (id: string) => Promise<any>, put: (value: any) => Promise<unknown>,
 *   delete: (id: string) => Promise<void>, getAll: () => Promise<any[]>}} Drawer
 * @typedef {{records: Drawer, bin: Drawer}} Drawers
 * @typedef {"kept" | "keeping" | "not kept"} State of what was changed here
 * @typedef {"" | "full" | "closed" | "failed"} Why it is not kept: no room; the browser keeps
 *   nothing for this site (private mode, a setting); something else
 * @typedef {{records: AnyRecord[], newer: unknown[], damaged: {value: unknown, problems: string[]}[]}} Everything
 *   what is kept; what a newer version of the site wrote; what cannot be read. The last two
 *   are shown, exported and never written over.
 * @typedef {(drawers: Drawers) => Promise<string[]>} Task returns the ids that it changed
 */

const DAY = 24 * 60 * 60 * 1000;

/** Days for which something deleted can be taken back. */
export const BIN_DAYS = 1;

/** Tells the page: `state` when it changes, `records` with the ids that changed anywhere. */
export class Store extends EventTarget {
  /** @type {State} */
  state = "kept";
  /** @type {Why} */
  why = "";
  /** @type {Promise<Database | null> | undefined} null if there is no database to be had */
  #database;
  /** @type {Promise<void> | undefined} the writing that goes on */
  #writing;
  /** @type {Task[]} what is not written yet, in order */
  #tasks = [];
  #memory = drawers_in_memory();
  #asked = false; // whether the browser was asked to keep the records for good

  /** @param {string} name of the database: one for each site, whatever its version */
  constructor(name) {
    super();
    this.name = name;
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    this.channel?.addEventListener("message", ({ data }) => this.#tell("records", data));
  }

  /** Opens the database once; one that was taken away is opened anew. */
  #open() {
    this.#database ??= this.#connect().catch(() => null);
    return this.#database;
  }

  async #connect() {
    const forget = () => {
      this.#database = undefined;
    };
    return openDB(this.name, 1, {
      upgrade(database) {
        database.createObjectStore("records", { keyPath: "id" });
        database.createObjectStore("bin", { keyPath: "id" });
      },
      blocking: (_now, _wanted, event) => {
        /** @type {IDBDatabase} */ (event.target).close();
        forget();
      },
      terminated: forget,
    });
  }

  /**
   * Runs a task over the database, or in memory if there is none.
   * @template T
   * @param {"readonly" | "readwrite"} mode
   * @param {(drawers: Drawers) => Promise<T>} task
   */
  async #run(mode, task) {
    const transaction = await this.#begin(mode);
    if (!transaction) return task(this.#memory);
    const drawers = {
      records: /** @type {Drawer} */ (transaction.objectStore("records")),
      bin: /** @type {Drawer} */ (transaction.objectStore("bin")),
    };
    try {
      const [found] = await Promise.all([task(drawers), transaction.done]);
      return found;
    } catch (error) {
      if (!transaction.error) transaction.abort();
      // What ended the transaction says more than the request that fell with it.
      const cause = await transaction.done.catch((reason) => reason);
      throw cause instanceof Error && cause.name !== "AbortError" ? cause : error;
    }
  }

  /**
   * Begins a transaction; null if there is no database. A connection that the browser closed
   * meanwhile is opened anew.
   * @param {"readonly" | "readwrite"} mode
   */
  async #begin(mode) {
    for (const again of [true, false]) {
      const database = await this.#open();
      if (!database) return null;
      try {
        // "strict": it counts as kept once it is on the disk, not when the system has taken it.
        return database.transaction(["records", "bin"], mode, { durability: "strict" });
      } catch (error) {
        this.#database = undefined;
        if (!again) throw error;
      }
    }
    return null;
  }

  /** Whether this browser keeps records; the state says it. */
  async opens() {
    const opens = (await this.#open()) !== null;
    if (!opens) this.#say("not kept", "closed");
    return opens;
  }

  /** @returns {Promise<Everything>} */
  async all() {
    /** @type {Everything} */
    const found = { records: [], newer: [], damaged: [] };
    for (const value of await this.#look(({ records }) => records.getAll())) {
      const it = read(value);
      if ("record" in it) found.records.push(it.record);
      else if ("newer" in it) found.newer.push(it.newer);
      else found.damaged.push({ value, problems: it.problems });
    }
    return found;
  }

  /**
   * @param {string} id
   * @returns {Promise<AnyRecord | undefined>}
   */
  async get(id) {
    return record_in(await this.#look(({ records }) => records.get(id)));
  }

  /**
   * Looks at everything as it is now: what could not be written yet is shown and exported too.
   * @template T
   * @param {(drawers: Drawers) => Promise<T>} task that changes nothing
   */
  async #look(task) {
    await this.#writing;
    if (!this.#tasks.length) return this.#run("readonly", task);
    const now = drawers_in_memory();
    await this.#run("readonly", async ({ records, bin }) => {
      for (const one of await records.getAll()) now.records.put(one);
      for (const one of await bin.getAll()) now.bin.put(one);
    });
    for (const waiting of this.#tasks) await waiting(now);
    return task(now);
  }

  /**
   * Keeps new records. One whose id is taken already is left as it is.
   * @param {AnyRecord[]} fresh
   */
  add(...fresh) {
    must_be_records(fresh);
    return this.#do(async ({ records }) => {
      const added = [];
      for (const record of fresh) {
        if (await records.get(record.id)) continue;
        await records.put(record);
        added.push(record.id);
      }
      return added;
    });
  }

  /**
   * Puts records in the place of others, which can be taken back out of the bin.
   * @param {AnyRecord[]} better
   */
  replace(...better) {
    must_be_records(better);
    return this.#do(async ({ records, bin }) => {
      for (const record of better) {
        const value = await records.get(record.id);
        if (value !== undefined) await bin.put({ id: record.id, value, since: Date.now() });
        await records.put(record);
      }
      return better.map((record) => record.id);
    });
  }

  /**
   * Changes a record as it is kept at that moment. A change that does not fit, or to a
   * record that is gone, changes nothing; that it is gone is told.
   * @param {string} id
   * @param {Change[]} changes
   */
  change(id, ...changes) {
    const changed = new Date().toISOString();
    return this.#do(async ({ records }) => {
      const record = record_in(await records.get(id));
      if (!record) {
        // Nobody should go on writing into it.
        this.#writing?.then(() => this.#tell("records", [id]));
        return [];
      }
      const better = { ...changes.reduce(applied, record), changed };
      if (!is_record(better)) return [];
      await records.put(better);
      return [id];
    });
  }

  /**
   * Puts records into the bin; without ids, all of them. They can be taken back for a day.
   * @param {string[]} [only]
   */
  remove(only) {
    return this.#do(async ({ records, bin }) => {
      const wanted = only ?? (await records.getAll()).map((value) => value.id);
      for (const id of wanted) {
        const value = await records.get(id);
        if (value === undefined) continue;
        await bin.put({ id, value, since: Date.now() });
        await records.delete(id);
      }
      return wanted;
    });
  }

  /**
   * Takes records back out of the bin. What has taken their place goes into it.
   * @param {string[]} ids
   */
  restore(ids) {
    return this.#do(async ({ records, bin }) => {
      for (const id of ids) {
        const old = await bin.get(id);
        if (!old) continue;
        const value = await records.get(id);
        await records.put(old.value);
        if (value === undefined) await bin.delete(id);
        else await bin.put({ id, value, since: Date.now() });
      }
      return ids;
    });
  }

  /** @returns {Promise<unknown[]>} what was deleted and can still be taken back */
  async deleted() {
    const found = await this.#look(({ bin }) => bin.getAll());
    return found.map(({ value }) => value);
  }

  /**
   * Empties the bin for good.
   * @param {number} before only of what was deleted before that moment
   */
  empty_bin(before = Number.POSITIVE_INFINITY) {
    return this.#do(async ({ bin }) => {
      for (const { id, since } of await bin.getAll()) if (!(since >= before)) await bin.delete(id);
      return [];
    });
  }

  /** Empties the bin of what was deleted long ago. */
  tidy() {
    return this.empty_bin(Date.now() - BIN_DAYS * DAY);
  }

  /** Tries again to write what is not kept. */
  retry() {
    return this.#write();
  }

  /** @param {Task} task @returns {Promise<void>} settled when it is kept, or is not */
  #do(task) {
    this.#tasks.push(task);
    return this.#write();
  }

  /** Writes everything that waits, in order; what comes meanwhile is written after it. */
  #write() {
    this.#writing ??= this.#write_all().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write_all() {
    while (this.#tasks.length) {
      this.#say("keeping", "");
      const tasks = this.#tasks.slice();
      try {
        const ids = await this.#run("readwrite", async (drawers) => {
          const changed = [];
          for (const task of tasks) changed.push(...(await task(drawers)));
          return changed;
        });
        this.#tasks.splice(0, tasks.length);
        if (ids.length) {
          this.channel?.postMessage(ids);
          this.#tell("records", ids);
        }
      } catch (error) {
        const name = error instanceof Error ? error.name : "";
        this.#say("not kept", name === "QuotaExceededError" ? "full" : "failed");
        return;
      }
    }
    if (await this.#open()) {
      this.#say("kept", "");
      this.#ask();
    } else this.#say("not kept", "closed");
  }

  /** Asks the browser, once, not to throw the records away when room gets scarce. */
  #ask() {
    if (this.#asked) return;
    this.#asked = true;
    navigator.storage?.persist?.().catch(() => false);
  }

  /** @param {State} state @param {Why} why */
  #say(state, why) {
    if (state === this.state && why === this.why) return;
    Object.assign(this, { state, why });
    this.#tell("state", state);
  }

  /** @param {string} name @param {unknown} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** @param {AnyRecord[]} records @throws {TypeError} before anything is written */
function must_be_records(records) {
  for (const record of records) {
    const [problem] = problems_of(record);
    if (problem) throw new TypeError(`not a record: ${problem}`);
  }
}

/** @param {unknown} value @returns {AnyRecord | undefined} */
function record_in(value) {
  const it = read(value);
  return "record" in it ? it.record : undefined;
}

/** Where records are while this page is open, if the browser keeps nothing. */
function drawers_in_memory() {
  return { records: drawer(), bin: drawer() };
}

/** @returns {Drawer} */
function drawer() {
  const values = new Map();
  return {
    get: async (id) => structuredClone(values.get(id)),
    put: async (value) => values.set(value.id, structuredClone(value)),
    delete: async (id) => void values.delete(id),
    getAll: async () => structuredClone([...values.values()]),
  };
}
