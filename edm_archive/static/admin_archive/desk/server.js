// The desk's way to the archive: one request after the other, so that keys pressed fast keep their order.

/** What the archive answered when it refused: `message` says what and how to go on. */
export class Refusal extends Error {
  constructor(status, answer) {
    super([answer.error, answer.cure].filter(Boolean).join(" ") || `The archive answered ${status}.`);
    this.status = status;
    this.answer = answer;
  }
}

export class Server {
  #last = Promise.resolve();

  constructor(address, token) {
    this.address = address;
    this.token = token;
  }

  /** Ask for something. `query` holds the parameters. */
  get(path, query = {}, signal = undefined) {
    const parameters = new URLSearchParams(query).toString();
    return this.#send(`${path}${parameters ? `?${parameters}` : ""}`, { signal });
  }

  /** Have something done, after all that was asked before. */
  post(path, values) {
    const body = JSON.stringify(values);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    const done = this.#last.then(() => this.#send(path, { method: "POST", body, headers }));
    this.#last = done.catch(() => {});
    return done;
  }

  /** Once all that was asked is answered. */
  idle() {
    return this.#last;
  }

  async #send(path, options) {
    let response;
    try {
      response = await fetch(this.address + path, { credentials: "same-origin", ...options });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Refusal(0, { error: "The archive cannot be reached.", cure: "Check the connection, then try again." });
    }
    const isData = (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (response.redirected || (response.ok && !isData)) {
      throw new Refusal(401, { error: "You are not signed in any more.", cure: "Sign in in another tab, then go on." });
    }
    const answer = isData ? await response.json() : {};
    if (!response.ok) throw new Refusal(response.status, answer);
    return answer;
  }
}
