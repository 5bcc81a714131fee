// The service worker of a site: with it the library works where there is no signal.
//
// Its scope is the folder in which it lies, so several sites and several versions on one host
// have one each. It knows one build, the one that it came with; the list of that build names
// every file with a hash of its content. What it keeps lies in one cache for each build, and a
// file is only put there if it is the one of that build. A page that is the one of a kept build
// gets all its parts from that build, any other page gets them from the network: no page is
// ever made of two builds. docs/developing/offline.md tells the rest.

const BUILD = ""; // the build writes the hash of its list here; without it this worker goes

/**
 * @typedef {{hash: string, bytes: number}} Entry
 * @typedef {{name: string, cache: Cache, files: Map<string, Entry>, first: number, bytes: number,
 *   ready: string}} Build `first`: how many files every page needs, they come first; `ready`: "all", or "part" if all that was
 *   wished for is there, or nothing yet
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = new URL("./", worker.location.href).href;
const PREFIX = `katabase ${new URL(SCOPE).pathname} `;
const LIST = `${SCOPE}offline.json`;
const READY = `${SCOPE}?ready`;
const PAGES = `${PREFIX}pages`; // which page is of which build: a worker forgets when it rests
const CARDS = `${PREFIX}cards`;

const PATIENCE = 3000; // milliseconds for which a page that is kept waits for the network
const PORTION = 40; // files that are fetched at a time, until the page is idle again
const LANES = 4; // at once
const QUIET = 300; // milliseconds without a request of a page, after which more is fetched
const MOST_CARDS = 400; // files; one has about 20 KB

const UNCHANGING =
  /^assets\/katabase\/[0-9a-f]{10}\/|\.[0-9a-f]{8}\.min\.(js|css)$|^catalogue\/[0-9a-f]{8}\/|^search\/[0-9a-f]{8}\//;
const CARD = /^cards\/.*\.(pdf|svg|png)$/;
const NAME = /^[0-9a-f]{16}$/;
const OTHER = `other:${BUILD}`; // a page of a build that this worker does not know

/** @type {Map<string, Promise<string>>} the build of each page, and whether it was kept */
const pages = new Map();
/** @type {Promise<Build[]> | undefined} what is kept, the best first */
let known;
/** @type {Promise<unknown>} one portion is fetched after the other */
let turn = Promise.resolve();
let awaited = 0; // requests of pages that have no answer yet: somebody waits for them
let answered = 0; // when the last one of them had its answer
let stop = new AbortController(); // of what is fetched for later

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  if (BUILD) event.waitUntil(aimed().catch(() => {})); // else with the first page that needs it
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(BUILD ? worker.clients.claim().then(tidy) : leave());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!BUILD || request.method !== "GET" || request.headers.has("range")) return;
  if (!url.href.startsWith(SCOPE) || url.href.startsWith(LIST)) return;
  const path = path_of(url);
  if (path === "sw.js") return;
  if (CARD.test(path)) event.respondWith(ahead(card(event, path)));
  else if (request.mode === "navigate") event.respondWith(ahead(page(event, url, path)));
  else event.respondWith(ahead(part(event, path)));
});

worker.addEventListener("message", (event) => {
  const { data, ports, source } = event;
  const id = source instanceof Client ? source.id : "";
  event.waitUntil(
    answer(data, id)
      .catch((error) => {
        known = undefined; // a browser may have thrown away what was known
        return state_of(id, data.assets, String(error?.name ?? error));
      })
      .then((said) => ports[0]?.postMessage(said)),
  );
});

/** A site that wants no worker any more sends one without a build: it takes everything along. */
async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  await worker.registration.unregister();
}

/** @param {URL} url @returns {string} the name of its file below the site */
function path_of(url) {
  const path = url.pathname.slice(new URL(SCOPE).pathname.length);
  const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @param {string} path @returns {string} under which a file is kept */
const key_of = (path) => SCOPE + path.split("/").map(encodeURIComponent).join("/");

/**
 * What a cache has; nothing where a browser cannot look into it, as on a damaged disk.
 * @param {string} cacheName
 * @param {string} key
 */
const in_cache = (cacheName, key) => caches.match(key, { cacheName }).catch(() => undefined);

/** @param {BufferSource} data */
async function hash_of(data) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(bytes.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Builds

/** @param {string} name @param {Response} list @returns {Promise<Build>} */
async function read(name, list) {
  const cache = await caches.open(PREFIX + name);
  const { files, first, bytes } = await list.json();
  const ready = await (await cache.match(READY))?.text();
  return {
    name,
    cache,
    files: new Map(
      files.map((/** @type {[string, string, number]} */ [path, hash, size]) => [
        path,
        { hash, bytes: size },
      ]),
    ),
    first,
    bytes,
    ready: ready ?? "",
  };
}

/** All builds of which something is kept: ready ones first, this worker's own before others. */
function builds() {
  known ??= look().catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function look() {
  /** @type {Build[]} */
  const found = [];
  for (const name of await caches.keys()) {
    const build = name.slice(PREFIX.length);
    if (!name.startsWith(PREFIX) || !NAME.test(build)) continue;
    const list = await (await caches.open(name)).match(LIST);
    if (list) found.push(await read(build, list));
  }
  /** @param {Build} build */
  const worth = (build) => (build.ready ? 2 : 0) + (build.name === BUILD ? 1 : 0);
  return found.sort((one, other) => worth(other) - worth(one));
}

/** The build that this worker came with; its list is fetched if it is not here. */
async function aimed() {
  const own = (await builds()).find(({ name }) => name === BUILD);
  if (own) return own;
  const list = await fetch(LIST, { cache: "no-cache" });
  if (!list.ok) throw new Error("no list");
  if ((await hash_of(await list.clone().arrayBuffer())) !== BUILD) throw new Error("changed");
  await (await caches.open(PREFIX + BUILD)).put(LIST, list);
  known = undefined;
  return /** @type {Build} */ ((await builds()).find(({ name }) => name === BUILD));
}

/**
 * The best kept copy of a file.
 * @param {string} path
 */
const kept = async (path) => copy_in(await builds().catch(() => []), path);

/** @param {Build[]} all @param {string} path */
async function copy_in(all, path) {
  for (const build of all) {
    const found = build.files.has(path) && (await build.cache.match(key_of(path)));
    if (found) return { build, found };
  }
  return undefined;
}

/**
 * Keeps a file of a build, if it is that file. A server may lead from a former address to the
 * present one; one that leads to its login has nothing to keep.
 * @param {Build} build
 * @param {string} path
 * @param {Response} given is used up
 * @returns {Promise<boolean>}
 */
async function keep(build, path, given) {
  if (!given.ok) return false;
  const moved = given.redirected && path.endsWith("/index.html");
  const copy = moved
    ? new Response("", { headers: { "X-Moved": given.url } })
    : given.redirected
      ? new Response(given.clone().body, { headers: given.headers })
      : given.clone();
  const file = build.files.get(moved ? path_of(new URL(given.url)) : path);
  const is_it = (await hash_of(await given.arrayBuffer())) === file?.hash;
  if (is_it) await build.cache.put(key_of(path), copy);
  return is_it;
}

// Who waits goes first

/** @param {Promise<Response>} given an answer to a page; what is fetched for later waits for it */
function ahead(given) {
  awaited += 1;
  stop.abort();
  stop = new AbortController();
  return given.finally(() => {
    awaited -= 1;
    answered = Date.now();
  });
}

/**
 * Fetches a file when no page waits, and again if a page wants something meanwhile: on a slow
 * line each file for later makes somebody wait longer.
 * @template Found
 * @param {(init: RequestInit) => Promise<Found>} work
 * @returns {Promise<Found>}
 */
async function later(work) {
  for (;;) {
    const { signal } = stop;
    try {
      if (!awaited && answered + QUIET < Date.now()) return await work({ signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    await new Promise((done) => setTimeout(done, QUIET));
  }
}

// Pages and their parts

/**
 * @param {Promise<Response>} network
 * @param {boolean} hasty whether there is something else to show
 * @returns {Promise<Response | undefined>} nothing if it fails, or takes too long
 */
function in_time(network, hasty) {
  const good = network.then(
    (given) => (given.status >= 500 ? undefined : given),
    () => undefined,
  );
  /** @type {Promise<undefined>} */
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  return hasty ? Promise.race([good, late]) : good;
}

/**
 * A page comes from the network if that answers in time, else from what is kept.
 * @param {FetchEvent} event
 * @param {URL} url
 * @param {string} path
 */
async function page(event, url, path) {
  const copy = await kept(path);
  const network = fetch(event.request);
  const given = await in_time(network, copy !== undefined);
  if (given) {
    const build = given.ok ? judged(path, given.clone()) : Promise.resolve(OTHER);
    note(event, event.resultingClientId, build);
    return given;
  }
  if (copy) {
    const moved = copy.found.headers.get("X-Moved");
    if (moved) return Response.redirect(moved + url.search);
    note(event, event.resultingClientId, Promise.resolve(`${copy.build.name} kept`));
    return copy.found;
  }
  if (!url.pathname.endsWith("/") && (await kept(`${path}/index.html`))) {
    return Response.redirect(`${url.origin}${url.pathname}/${url.search}`);
  }
  const missing = await kept("404.html");
  return missing
    ? network.catch(
        () => new Response(missing.found.body, { status: 404, headers: missing.found.headers }),
      )
    : network;
}

/**
 * Says of which build a page from the network is, and keeps it.
 * @param {string} path
 * @param {Response} given is used up
 */
async function judged(path, given) {
  const hash = await hash_of(await given.clone().arrayBuffer());
  await aimed().catch(() => {});
  for (const build of await builds().catch(() => [])) {
    if (build.files.get(path)?.hash !== hash) continue;
    const there = await build.cache.match(key_of(path));
    if (!there) await build.cache.put(key_of(path), given).catch(() => {}); // there may be no room
    return build.name;
  }
  return OTHER;
}

/**
 * @param {ExtendableEvent} event
 * @param {string} id of a page
 * @param {Promise<string>} build
 */
function note(event, id, build) {
  if (!id) return;
  pages.set(id, build);
  const write = async () => {
    const cache = await caches.open(PAGES);
    await cache.put(`${SCOPE}?page=${id}`, new Response(await build));
  };
  event.waitUntil(write().catch(() => {}));
}

/** @param {string} id of a page @returns {Promise<string>} nothing if nobody knows */
async function noted(id) {
  if (!id) return "";
  const said = pages.get(id);
  if (said) return said;
  const found = await in_cache(PAGES, `${SCOPE}?page=${id}`);
  return (await found?.text()) ?? "";
}

/**
 * What a page loads: from the build of the page, or from the network.
 * @param {FetchEvent} event
 * @param {string} path
 */
async function part(event, path) {
  const name = (await noted(event.clientId)).split(" ")[0];
  if (event.resultingClientId) note(event, event.resultingClientId, Promise.resolve(name));
  const all = await builds().catch(() => []);
  const own = all.find((build) => build.name === name);
  const lends = UNCHANGING.test(path) ? all : own ? [own] : [];
  const lent = await copy_in(lends, path);
  if (lent) return lent.found;
  const network = fetch(event.request);
  if (own?.files.has(path)) {
    const given = await network;
    event.waitUntil(keep(own, path, given.clone()).catch(() => {}));
    return given;
  }
  if (name) return network;
  const copy = await kept(path); // nobody knows whose part it is, as with a worker of a page
  return (await in_time(network, copy !== undefined)) ?? copy?.found ?? network;
}

/**
 * A card is one file that is whole in itself: the present one, or the one that was opened.
 * @param {FetchEvent} event
 * @param {string} path
 */
async function card(event, path) {
  const copy = await in_cache(CARDS, key_of(path));
  const network = fetch(event.request);
  const given = await in_time(network, copy !== undefined);
  if (!given) return copy ?? network;
  event.waitUntil(keep_card(path, given.clone()).catch(() => {}));
  return given;
}

/**
 * Cards are in no list. What a server sends in the place of one, as its login, is a page.
 * @param {string} path
 * @param {Response} given
 */
async function keep_card(path, given) {
  if (!given.ok || given.redirected || /html/.test(given.headers.get("Content-Type") ?? "")) return;
  const cache = await caches.open(CARDS);
  await cache.delete(key_of(path)); // so that the one that was opened last stands last
  await cache.put(key_of(path), given);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST_CARDS))) await cache.delete(old);
}

// What pages ask for

/**
 * @param {{ask: string, assets: string, all?: boolean, paths?: string[]}} wish
 * @param {string} id of the page
 */
async function answer({ ask, assets, all = false, paths = [] }, id) {
  if (ask === "more") {
    const mine = turn.then(() => more(all));
    turn = mine.catch(() => {});
    await mine;
  } else if (ask === "these") await these(paths);
  return state_of(id, assets);
}

/**
 * Keeps what was opened before this worker was there, and cards that somebody wants at hand.
 * @param {string[]} paths
 */
async function these(paths) {
  const build = await aimed();
  const cards = await caches.open(CARDS);
  await in_lanes(paths, async (path) => {
    const is_card = CARD.test(path);
    const there = await (is_card ? cards : build.cache).match(key_of(path));
    if (there || !(is_card || build.files.has(path))) return;
    await later(async (init) => {
      const given = await fetch(address_of(path), init);
      await (is_card ? keep_card(path, given) : keep(build, path, given));
    });
  });
}

/** @param {string} path */
const address_of = (path) => key_of(path).replace(/(^|\/)index\.html$/, "$1");

/**
 * Brings this build a portion nearer to being whole. A file that another kept build has is
 * taken from there. A file that is not the one of the list stops it: the site has changed
 * meanwhile, and a later worker will know how.
 * @param {boolean} all whether everything is wanted, or what every page needs and what was open
 */
async function more(all) {
  const build = await aimed();
  if (build.ready === "all" || (build.ready && !all)) return;
  const others = (await builds()).filter((other) => other !== build);
  const have = await keys_of(build);
  const open = new Set((await Promise.all(others.map(keys_of))).flatMap((keys) => [...keys]));
  const missing = [...build.files.keys()].filter(
    (path, at) => (all || at < build.first || open.has(key_of(path))) && !have.has(key_of(path)),
  );
  const portion = missing.slice(0, PORTION);
  await in_lanes(portion, async (path) => {
    const same = await copy_of(path, build, others);
    if (same) await build.cache.put(key_of(path), same);
    else {
      const cache = UNCHANGING.test(path) ? "default" : "no-cache";
      const fetched = await later(async (init) =>
        keep(build, path, await fetch(address_of(path), { ...init, cache })),
      );
      if (!fetched) throw new Error("changed");
    }
  });
  if (portion.length < missing.length) return;
  await build.cache.put(READY, new Response(all ? "all" : "part"));
  known = undefined;
  await tidy();
  for (const client of await worker.clients.matchAll()) client.postMessage("ready");
}

/** @param {Build} build */
async function keys_of({ cache }) {
  return new Set((await cache.keys()).map((request) => request.url));
}

/**
 * @param {string} path
 * @param {Build} build
 * @param {Build[]} others
 */
async function copy_of(path, build, others) {
  const hash = build.files.get(path)?.hash;
  for (const other of others) {
    if (other.files.get(path)?.hash !== hash) continue;
    const found = await other.cache.match(key_of(path));
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {string[]} paths
 * @param {(path: string) => Promise<void>} work
 */
async function in_lanes(paths, work) {
  const rest = [...paths];
  const lane = async () => {
    for (let path = rest.shift(); path !== undefined; path = rest.shift()) await work(path);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Lets go of builds that no page is made of any more, once this one is ready. */
async function tidy() {
  const living = await worker.clients.matchAll({ includeUncontrolled: true, type: "all" });
  const ids = new Set(living.map(({ id }) => `${SCOPE}?page=${id}`));
  const used = new Set(
    await Promise.all(living.map(async ({ id }) => (await noted(id)).split(" ")[0])),
  );
  const notes = await caches.open(PAGES);
  for (const { url } of await notes.keys()) if (!ids.has(url)) await notes.delete(url);
  const all = await builds();
  if (!all.some(({ name, ready }) => name === BUILD && ready)) return;
  for (const { name } of all) {
    if (name !== BUILD && !used.has(name)) await caches.delete(PREFIX + name);
  }
  known = undefined;
}

/**
 * @param {string} id of the page that asks
 * @param {string} assets the folder of its scripts
 * @param {string} trouble
 * @returns {Promise<OfflineState>}
 */
async function state_of(id, assets, trouble = "") {
  const build = await aimed().catch(() => undefined);
  let [yours, how = ""] = (await noted(id)).split(" ");
  // It was there before this worker, or is of the build with which this worker came.
  if (!NAME.test(yours) && yours !== OTHER && build?.files.has(`${assets}katabase.js`)) {
    yours = BUILD;
    pages.set(id, Promise.resolve(BUILD));
    await (await caches.open(PAGES)).put(`${SCOPE}?page=${id}`, new Response(BUILD));
  }
  const ready = build?.ready ?? "";
  const have = build ? (await build.cache.keys()).length - 1 : 0; // without the list
  return {
    build: BUILD,
    yours,
    newer: ready !== "" && yours !== BUILD && yours !== OTHER,
    kept: how === "kept",
    done: have - (ready ? 1 : 0),
    all: build?.files.size ?? 0,
    bytes: build?.bytes ?? 0,
    ready,
    trouble: trouble || (build ? "" : "no list"),
  };
}
