/**
 * Talks to the pages of this definition; every answer is `{ status, body }`.
 *
 * Drawing can take longer than a session lasts. Who was logged out logs in again in another tab
 * and saves once more: a token that is out of date is fetched anew, and nothing drawn is lost.
 */

const UNREACHABLE = "De server is even niet bereikbaar. Je werk staat nog op dit scherm.";
const LOGGED_OUT =
  "Je bent uitgelogd. Log in een ander tabblad weer in en sla dan nog eens op. Je werk staat nog op dit scherm.";
const FORBIDDEN = 403;

async function answerOf(response) {
  if (response.type === "opaqueredirect") return { status: 401, body: { message: LOGGED_OUT } };
  try {
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: response.status, body: { message: `De server antwoordde onverwacht (${response.status}).` } };
  }
}

/** The token of the session that this browser has now. */
async function freshToken() {
  const page = await (await fetch(window.location.href)).text();
  const found = new DOMParser().parseFromString(page, "text/html");
  return found.querySelector("meta[name=csrf-token]")?.content;
}

/** One function per address; a server that cannot be reached is status 0. */
export function connectTo({ addresses, csrf }) {
  let token = csrf;

  const send = async (address, content) => {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token };
    return answerOf(
      await fetch(address, { method: "POST", headers, body: JSON.stringify(content), redirect: "manual" }),
    );
  };

  const post = async (address, content) => {
    try {
      const answer = await send(address, content);
      if (answer.status !== FORBIDDEN) return answer;
      const fresh = await freshToken();
      if (!fresh || fresh === token) return answer;
      token = fresh;
      return await send(address, content);
    } catch {
      return { status: 0, body: { message: UNREACHABLE } };
    }
  };

  return {
    check: (xml) => post(addresses.check, { xml }),
    saveDraft: (xml, revision) => post(addresses.draft, { xml, revision }),
    publish: (revision) => post(addresses.publish, { revision }),
  };
}
