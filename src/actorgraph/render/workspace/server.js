// Asks the server, with the token that the address carried. Nothing else here uses the network.

const TOKEN = "token";
const HEADER = "X-Actorgraph-Token";
/** Milliseconds after which a stream that broke is asked for again. */
const AGAIN_AFTER = 1500;

/** What the server refused, in its words. */
export class Refusal extends Error {
  /** @param {string} message @param {string} [hint] @param {number} [status] 0 where nobody answered @param {any} [answer] all that the server said */
  constructor(message, hint = "", status = 0, answer = {}) {
    super(message);
    this.hint = hint;
    this.status = status;
    this.answer = answer;
  }
}

/**
 * The token of this address. It is taken out of the address bar, so that no screenshot and no copied
 * link has it, and kept for this tab, so that it can be loaded again.
 */
export function takeToken() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const given = parts.get(TOKEN);
  if (given) {
    sessionStorage.setItem(TOKEN, given);
    parts.delete(TOKEN);
    const rest = parts.toString();
    history.replaceState(null, "", location.pathname + location.search + (rest ? `#${rest}` : ""));
  }
  return given ?? sessionStorage.getItem(TOKEN) ?? "";
}

export class Server {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
  }

  /** @param {string} question @param {[string, string][] | Record<string, string>} [values] @param {AbortSignal} [signal] @returns {Promise<any>} */
  get(question, values = {}, signal) {
    const query = new URLSearchParams(values).toString();
    return this.answer(`api/${question}${query ? `?${query}` : ""}`, { signal });
  }

  /** @param {string} question @param {unknown} body @param {AbortSignal} [signal] @returns {Promise<any>} */
  post(question, body, signal) {
    return this.answer(`api/${question}`, { method: "POST", body: JSON.stringify(body), signal });
  }

  /** @param {string} address @param {RequestInit} how @returns {Promise<any>} */
  async answer(address, how) {
    return (await this.ask(address, how)).json();
  }

  /** @param {string} address @param {RequestInit} how */
  async ask(address, how) {
    let response;
    try {
      response = await fetch(address, { ...how, headers: { ...how.headers, [HEADER]: this.token }, cache: "no-store", redirect: "error" });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Refusal("The server does not answer: it was ended, or is reached no more.");
    }
    if (response.ok) return response;
    const answer = await response.json().catch(() => ({}));
    throw new Refusal(answer.error ?? "The server refused to answer.", answer.hint, response.status, answer);
  }

  /** Listen to the events of the server, again and again until the returned function is called. @param {(event: string, data: any) => void} listen @returns {() => void} */
  listen(listen) {
    const stop = new AbortController();
    const again = async () => {
      while (!stop.signal.aborted) {
        await this.read(listen, stop.signal).catch(() => listen("gone", null));
        await new Promise((done) => setTimeout(done, AGAIN_AFTER));
      }
    };
    again();
    return () => stop.abort();
  }

  /** Read one stream of events to its end. @param {(event: string, data: any) => void} listen @param {AbortSignal} signal */
  async read(listen, signal) {
    // A proxy such as JupyterLab's passes a stream on piece by piece only where one is asked for.
    const { body } = await this.ask("api/events", { signal, headers: { accept: "text/event-stream" } });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader(), decoder = new TextDecoder();
    let held = "";
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      held += decoder.decode(piece.value, { stream: true });
      const events = held.split("\n\n");
      held = events.pop() ?? "";
      for (const event of events) tell(event, listen);
    }
  }
}

/** @param {string} event as it was sent @param {(event: string, data: any) => void} listen */
function tell(event, listen) {
  const lines = event.split("\n");
  const after = (/** @type {string} */ name) => lines.find((line) => line.startsWith(name))?.slice(name.length);
  const name = after("event: "), data = after("data: ");
  if (name && data) listen(name, JSON.parse(data));
}
