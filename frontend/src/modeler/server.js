/** Talks to the pages of this definition; every answer is `{ status, body }`. */

async function answerOf(response) {
  try {
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: response.status, body: { message: `De server antwoordde onverwacht (${response.status}).` } };
  }
}

/** One function per address; a server that cannot be reached is status 0. */
export function connectTo({ addresses, csrf }) {
  const post = async (address, content) => {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf };
    try {
      return await answerOf(
        await fetch(address, { method: "POST", headers, body: JSON.stringify(content), redirect: "error" }),
      );
    } catch {
      return { status: 0, body: { message: "De server is even niet bereikbaar. Je werk staat nog op dit scherm." } };
    }
  };
  return {
    check: (xml) => post(addresses.check, { xml }),
    saveDraft: (xml, revision) => post(addresses.draft, { xml, revision }),
    publish: (revision) => post(addresses.publish, { revision }),
  };
}
