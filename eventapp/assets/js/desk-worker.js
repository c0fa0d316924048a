/**
 * The service worker of /desk/: keeps the page and the files of its build, so that it starts without a network. Nobody's
 * data is in what it keeps, and requests to the server's API pass it by. `self.BUILD` ({version, page, manifest, files})
 * stands before this text.
 */
import { openDB } from "idb";
import { DATABASE, SCHEMA } from "./desk/schema.js";

const { version, page, manifest, files } = self.BUILD;
const CACHE = `eventapp-desk-${SCHEMA}-${version}`;
const OURS = /^eventapp-desk-(\d+)-/;
const kept = new Set([page, manifest, ...files]);

async function keep() {
  const cache = await caches.open(CACHE);
  // "reload": not from the browser's own cache, which may hold a page of another build.
  await Promise.all([page, manifest].map(async (path) => cache.put(path, await answered(new Request(path, { cache: "reload" })))));
  await Promise.all(files.map(async (path) => cache.put(path, await answered(path))));
}

async function answered(request) {
  const response = await fetch(request, { credentials: "omit" });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response;
}

/** Whether this version may take over: the shapes are the same, or nothing waits in the old ones. */
async function mayTakeOver() {
  const older = (await caches.keys()).map((name) => OURS.exec(name)?.[1]).filter((schema) => schema && Number(schema) !== SCHEMA);
  if (!older.length) return true;
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === DATABASE)) return true;
  const database = await openDB(DATABASE);
  const empty = !database.objectStoreNames.contains("queue") || (await database.count("queue")) === 0;
  database.close();
  return empty;
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(async () => { if (await mayTakeOver()) await self.skipWaiting(); }));
});

// The page says so after it has sent everything.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(mayTakeOver().then((may) => may && self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => OURS.test(name) && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const fromCache = async (key, request) => (await (await caches.open(CACHE)).match(key, { ignoreVary: true })) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === page) event.respondWith(fromCache(page, request));
  else if (kept.has(pathname) && request.mode !== "navigate") event.respondWith(fromCache(pathname, request));
});
