/** Talks to the server with the desk's token; no cookie goes along. Says apart what is worth another try and what is not. */
import { language } from "./texts.js";

const TIMEOUT_MS = 10000;

/** Not reached, or too slow: try again later. */
export class Away extends Error {}
/** Reached, and asked to wait for so many seconds; its words in `message`. */
export class Busy extends Error {
  constructor(seconds, message) {
    super(message);
    this.seconds = seconds;
  }
}
/** The desk was revoked or has expired. */
export class Ended extends Error {}
/** The server understood and refuses; `status`, and its words in `message`. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const worthAnotherTry = (status) => status >= 500 || [408, 425].includes(status);

async function ask(path, { method = "GET", body, headers = {} } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      headers: {
        Accept: "application/json",
        "Accept-Language": language(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new Away(String(error));
  }
  if (response.ok || response.status === 304) return response;
  const said = response.status === 429 || response.status < 500 ? await response.json().catch(() => ({})) : {};
  if (response.status === 429) throw new Busy(Number(response.headers.get("Retry-After")) || 60, said.message ?? "");
  if (worthAnotherTry(response.status) || response.type === "opaqueredirect") throw new Away(String(response.status));
  if (response.status === 401 && said.error === "revoked") throw new Ended();
  throw new Refusal(response.status, said.message ?? String(response.status));
}

/** The JSON of an answer; a body that breaks off is an answer that did not come. */
async function read(response) {
  try {
    return await response.json();
  } catch (error) {
    throw new Away(String(error));
  }
}

export const pair = async (code) => read(await ask("/api/v1/desks/pair", { method: "POST", body: { code, agent: navigator.userAgent.slice(0, 200) } }));

export class Api {
  constructor({ token, slug }) {
    this.root = `/api/v1/workshops/${encodeURIComponent(slug)}`;
    this.headers = { Authorization: `Bearer ${token}` };
  }

  /** {list, etag}, or null where nothing has changed. */
  async list({ since = null, etag = null } = {}) {
    const query = since ? `?since=${encodeURIComponent(since)}` : "";
    const headers = { ...this.headers, ...(etag ? { "If-None-Match": etag } : {}) };
    const response = await ask(`${this.root}/check-in-list${query}`, { headers });
    return response.status === 304 ? null : { list: await read(response), etag: response.headers.get("ETag") };
  }

  async events(body) {
    return read(await ask(`${this.root}/desk/events`, { method: "POST", body, headers: this.headers }));
  }

  async correctName(registration, badgeName) {
    const body = { registration, badge_name: badgeName };
    return read(await ask(`${this.root}/desk/correct-name`, { method: "POST", body, headers: this.headers }));
  }

  /** The badge as a PDF. Refusal 409 where it is printed already and not `again`. */
  async badge(registration, again) {
    const path = `${this.root}/desk/badge/${registration}?again=${again ? 1 : 0}`;
    return (await ask(path, { headers: { ...this.headers, Accept: "application/pdf, application/json" } })).blob();
  }
}
